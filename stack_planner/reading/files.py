"""Files become sheets of cells; whatever is wrong with a file is returned as a problem."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, has_errors
from stack_planner.reading.faults import UnreadableError
from stack_planner.reading.kinds import ENDINGS, Kind, kind_of
from stack_planner.reading.pausing import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from stack_planner.reading.cells import Sheet

LARGEST_FILE = 100_000_000
"""Bytes; a town's workbook has thousands."""


def find_workbooks(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The workbooks of files and folders, a folder's sorted by name, none of them twice."""
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        inside = [path]
        if os.path.isdir(path):  # noqa: PTH112 — Path.is_dir raises on names that are too long
            inside, skipped = _of_folder(path)
            problems += skipped
        if not inside:
            problems.append(Problem("folder_empty", Severity.ERROR, shown_name(path)))
        for file in inside:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values()), problems


@collector_paused()
def read_sheets(path: Path, shown: str = "") -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a file of any kind we know, and what there is to say of the file.

    A file that cannot be read gives no sheets and one error; a sheet that cannot, an error. Where
    other files have the same name, ``shown`` is what tells it from them.
    """
    name = shown or shown_name(path)
    try:
        kind = _kind(path)
        sheets, problems = _read(path, name, kind)
    except UnreadableError as fault:
        return [], [fault.of(name)]
    if not sheets and not has_errors(problems):
        problems.append(UnreadableError("file_damaged").of(name))
    return sheets, [*_ending_problems(path, name, kind), *problems]


def file_hash(path: Path) -> str:
    """SHA-256 of a file; ``""`` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def shown_name(path: Path) -> str:
    """The name of a file as it can be printed: what is no text is shown as �."""
    return _printable(path.name)


def shown_names(paths: Sequence[Path]) -> dict[Path, str]:
    """The names of files, with as many of their folders as tell those of one name apart."""
    named: dict[str, list[Path]] = {}
    for path in paths:
        named.setdefault(shown_name(path), []).append(path)
    return {path: _apart(path, same) for same in named.values() for path in same}


def _apart(path: Path, same: Sequence[Path]) -> str:
    """The shortest end of a path that is another one for each of the paths."""
    parts = {other.absolute(): other.absolute().parts for other in same}
    deepest = max(map(len, parts.values()))
    ends = (
        n for n in range(1, deepest) if len({each[-n:] for each in parts.values()}) == len(parts)
    )
    return _printable("/".join(path.absolute().parts[-next(ends, deepest) :]))


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _of_folder(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The files of a folder that are read, and a notice of each that is not."""
    inside: list[Path] = []
    problems: list[Problem] = []
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return [], [Problem("file_denied", Severity.ERROR, shown_name(folder))]
    for file in entries:
        code = _why_skipped(file)
        if code:
            problems.append(Problem(code, Severity.NOTICE, shown_name(file)))
        else:
            inside.append(file)
    return inside, problems


def _why_skipped(file: Path) -> str:
    """The code of the notice of a file that is not read with its folder, or ``""``."""
    if is_lock(file):
        return "file_open"
    if file.is_dir():
        return "folder_inside"
    if file.name.startswith(".") or file.suffix.lower() not in ENDINGS:
        return "file_skipped"
    return ""


def is_lock(path: Path) -> bool:
    """Whether Excel or LibreOffice made the file to show that somebody has the workbook open."""
    return path.name.startswith(("~$", ".~lock."))


def _kind(path: Path) -> Kind:
    """What a file really is.

    Raises:
        UnreadableError: it is missing, denied, too large, or of no kind we know.
    """
    if is_lock(path):
        raise UnreadableError("file_lock")
    if os.path.isdir(path):  # noqa: PTH112 — as above
        raise UnreadableError("file_is_folder")
    if not os.path.isfile(path):  # noqa: PTH113 — as above
        raise UnreadableError("file_missing")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableError("file_too_large", limit=LARGEST_FILE // 1_000_000)
        return kind_of(path.read_bytes())
    except OSError as error:
        raise UnreadableError("file_denied") from error


def _read(path: Path, name: str, kind: Kind) -> tuple[list[Sheet], list[Problem]]:
    """The sheets by kind; each craft is imported where its kind of file is met."""
    if kind is Kind.XLSX:
        from stack_planner.reading.excel import read_excel  # noqa: PLC0415

        return read_excel(path, name)
    if kind is Kind.ODS:
        from stack_planner.reading.opendocument import read_opendocument  # noqa: PLC0415

        return read_opendocument(path, name)
    if kind in (Kind.XLS, Kind.XLSB):
        from stack_planner.reading.apart import read_apart  # noqa: PLC0415

        return read_apart(path, name, kind)
    if kind is Kind.HTML:
        from stack_planner.reading.page import read_page  # noqa: PLC0415

        return read_page(path, name)
    from stack_planner.reading.delimited import read_delimited  # noqa: PLC0415

    return read_delimited(path, name)


def _ending_problems(path: Path, name: str, kind: Kind) -> Iterator[Problem]:
    """That a file's ending says something else than its content."""
    if path.suffix.lower() not in kind.endings:
        ending = kind.endings[0]
        details: dict[str, str | int] = {"given": path.suffix or path.name, "ending": ending}
        yield Problem("file_ending", Severity.NOTICE, name, seen=path.suffix, details=details)
