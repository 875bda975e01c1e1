"""The copies that ``check`` makes: mended first, then marked for what is left, then written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stack_planner.columns import TABLES
from stack_planner.copied import Copies
from stack_planner.marking.book import finished, load
from stack_planner.marking.lists import list_mends, list_problems, remove_lists
from stack_planner.marking.marks import mark_cells, unmark
from stack_planner.marking.mends import certain_mends, mend
from stack_planner.marking.names import copy_names
from stack_planner.marking.source import original
from stack_planner.problems import Severity
from stack_planner.reading.files import find_workbooks, shown_names
from stack_planner.words import load as load_words
from stack_planner.workbook.writing import refuse_foreign, save

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from stack_planner.copied import Asked, Mended
    from stack_planner.marking.source import Original
    from stack_planner.problems import Problem
    from stack_planner.words import Words

    Check = Callable[[Sequence[Path]], tuple[Problem, ...]]


@dataclass(frozen=True)
class _Copy:
    """A file on its way to a copy."""

    begun: Original
    content: bytes
    mended: tuple[Mended, ...] = ()


def write_copies(
    paths: Sequence[Path], problems: Sequence[Problem], asked: Asked, check: Check
) -> Copies:
    """Copies of the files (or those of folders), the stack's first, written into a folder.

    ``check`` gives the problems of files, so that what remains is what the mended copies have.

    Raises:
        ForeignFilesError: files would be lost that were not written by this tool.
    """
    words = load_words(asked.lang)
    files = list({file.resolve(): file for file in find_workbooks(paths)[0]}.values())
    shown = shown_names(files)
    usable = [file for file in files if _is_usable(shown[file], problems)]
    names = {
        kind: copy_names(files, words(f"marking.suffix.{kind}")) for kind in ("marked", "mended")
    }
    copies: dict[Path, _Copy] = {}
    remaining = tuple(problems)
    if asked.fix:
        copies, remaining = _mended(files, usable, names["mended"], remaining, check)
    written = {}
    known = _as_shown(files, copies, names["mended"])
    for file in usable:
        name = names["mended" if file in copies else "marked"][file]
        theirs = [p for p in remaining if known.get(p.file) == file or _belongs(p, file, files)]
        if file in copies or (asked.mark and theirs):
            copy = copies.get(file) or _begun(file)
            written[name] = _dressed(shown[file], copy, theirs if asked.mark else [], words)
    return Copies(_saved(written, asked), _changes(copies), remaining)


def _saved(written: Mapping[str, bytes], asked: Asked) -> tuple[Path, ...]:
    if not asked.force:
        refuse_foreign(asked.folder, written)
    return tuple(save(asked.folder, written)) if written else ()


def _changes(copies: Mapping[Path, _Copy]) -> tuple[Mended, ...]:
    return tuple(mended for copy in copies.values() for mended in copy.mended)


def _is_usable(shown: str, problems: Iterable[Problem]) -> bool:
    """Whether the file of a name could be read."""
    return not any(
        problem.file == shown and not problem.sheet and problem.severity is Severity.ERROR
        for problem in problems
    )


def _as_shown(
    files: Sequence[Path], copies: Container[Path], names: Mapping[Path, str]
) -> dict[str, Path]:
    """The files by the names that problems give them when copies take their originals' place."""
    now = {file: Path(names[file]) if file in copies else file for file in files}
    shown = shown_names([*now.values()])
    return {shown[path]: file for file, path in now.items()}


def _begun(file: Path) -> _Copy:
    begun = original(file)
    return _Copy(begun, begun.content)


def _mended(
    files: Sequence[Path],
    usable: Sequence[Path],
    names: Mapping[Path, str],
    problems: tuple[Problem, ...],
    check: Check,
) -> tuple[dict[Path, _Copy], tuple[Problem, ...]]:
    """Mended copies, and what is wrong with the files when the copies take their originals' place.

    A mend may bring another one to light, so it goes on until there is no new one.
    """
    copies: dict[Path, _Copy] = {}
    shown = shown_names(files)
    done: set[Problem] = set()
    with tempfile.TemporaryDirectory() as beside:
        while True:
            known = _as_shown(files, copies, names)
            mends = [
                replace(each, file=shown[known[each.file]])
                for each in certain_mends(problems)
                if known.get(each.file) in usable
            ]
            if done.issuperset(mends):
                return copies, problems
            for file in usable:
                theirs = [m for m in mends if m.file == shown[file] and m not in done]
                copies |= _mend(file, copies.get(file), theirs, Path(beside) / names[file])
            done.update(mends)
            problems = check([Path(beside) / names[f] if f in copies else f for f in files])


def _mend(file: Path, copy: _Copy | None, mends: Sequence[Problem], to: Path) -> dict[Path, _Copy]:
    """The file's copy with further mends, also on the disk; none where nothing changes."""
    if not mends:
        return {}
    copy = copy or _begun(file)
    content, changed = mend(copy.content, mends[0].file, mends)
    if not changed:
        return {}
    to.write_bytes(content)
    return {file: replace(copy, content=content, mended=(*copy.mended, *changed))}


def _belongs(problem: Problem, file: Path, files: Sequence[Path]) -> bool:
    """Whether a problem of no file, as a sheet that is missing, is told in this one."""
    if problem.file:
        return False
    sheet = problem.sheet or problem.details.get("sheet", "")
    needs = {table.cs for table in TABLES if table.workbook == "needs"}
    return (sheet in needs) == (file != files[0])


def _notes(begun: Original, words: Words) -> list[str]:
    """What the copy could not take over from its original."""
    kinds = ", ".join(words(f"marking.lost.{kind}") for kind in begun.lost)
    only_values = [words("marking.only_values")] if begun.only_values else []
    return only_values + ([words("marking.not_kept", kinds=kinds)] if kinds else [])


def _dressed(file: str, copy: _Copy, problems: Sequence[Problem], words: Words) -> bytes:
    """The finished copy, with its marks and lists."""
    notes = _notes(copy.begun, words)
    book = load(copy.content)
    unmark(book)
    remove_lists(book)
    if problems:
        mark_cells(book, problems, words)
        list_problems(book, file, problems, notes, words)
    if copy.mended:
        list_mends(book, file, copy.mended, notes, words)
    return finished(book, copy.content)
