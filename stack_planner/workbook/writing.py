"""Workbooks on the disk: written beside their place and moved in at the end, never over others'.

A small record in the folder, ``.stack-planner.json``, holds the digests of the files that were
written, so that a file of somebody else's, or one changed since, is not replaced unasked.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from stack_planner.explaining.answers import UNASKED, Answers
from stack_planner.problems import ForeignFilesError
from stack_planner.records import REGION
from stack_planner.workbook.region import region_workbook
from stack_planner.workbook.town import town_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.records import Orp, Strategy
    from stack_planner.results import Plan
    from stack_planner.words import Words

RECORD = ".stack-planner.json"
REGION_FILE = "plan_region.xlsx"
LONGEST_NAME = 60
"""Characters of a code or a name in a file's name; paths and footers of Excel end at 255."""


def workbook_names(
    strategy: Strategy, orps: Iterable[str] = (), *, public: bool = False
) -> dict[str, str]:
    """The file of each payer's workbook by code: all towns' and the region's, or some towns'.

    Public copies say so in their names, so that one is known wherever it is found.
    """
    wanted = set(orps)
    every = {**town_files(strategy.orps, "plan"), REGION: REGION_FILE}
    return {
        code: name.replace(".xlsx", "_public.xlsx") if public else name
        for code, name in every.items()
        if not wanted or code in wanted
    }


def town_files(orps: Iterable[Orp], stem: str) -> dict[str, str]:
    """A file for each town by code, as ``plan_4101_As.xlsx``, no two alike.

    Where codes and names differ in nothing that a file name keeps, a number follows.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for orp in orps:
        whole = f"{stem}_{plain_name(orp.code)}_{plain_name(orp.name)}"
        numbered = chain([whole], (f"{whole}_{number}" for number in count(2)))
        free = next(name for name in numbered if name.casefold() not in taken)
        taken.add(free.casefold())
        names[orp.code] = f"{free}.xlsx"
    return names


def plain_name(text: str) -> str:
    """A text without diacritics and with nothing that a file name could stumble over, not long."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", ascii_only)[:LONGEST_NAME].strip("_")


def plan_workbooks(
    plan: Plan, words: Words, names: Mapping[str, str], answers: Answers = UNASKED
) -> dict[str, bytes]:
    """The named workbooks, finished, by file name; with answers where given."""
    books = {
        names[orp.code]: town_workbook(plan, orp, words, names[orp.code], answers.of(orp.code))
        for orp in plan.orps
        if orp.code in names
    }
    if REGION in names:
        books[names[REGION]] = region_workbook(plan, words, names[REGION], answers)
    return books


def refuse_foreign(folder: Path, names: Iterable[str]) -> None:
    """Accepts names that are free, or taken by files that this tool wrote and nobody changed.

    Raises:
        ForeignFilesError: with every file that would be lost.
    """
    foreign = changed_since(folder, names)
    if foreign:
        raise ForeignFilesError(foreign)


def changed_since(folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """The files of these names that this tool did not write, or that somebody changed."""
    known = _record(folder)
    return tuple(
        folder / name
        for name in names
        if (folder / name).exists() and _digest(folder / name) not in known.get(name, ())
    )


def is_lost(folder: Path, name: str) -> bool:
    """Whether a file that this tool wrote into a folder is there no more."""
    return name in _record(folder) and not (folder / name).exists()


def save(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes files whole: an interrupted run leaves the old ones as they were.

    While they are moved in, the record knows the old and the new ones.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _record(folder)
    new = {name: [hashlib.sha256(content).hexdigest()] for name, content in files.items()}
    both = {name: [*known.get(name, ()), *digests] for name, digests in new.items()}
    _move_in(folder, _as_file(known | both))
    _move_in(folder, files)
    _move_in(folder, _as_file(known | new))
    return [folder / name for name in files]


def save_example(folder: Path, files: Mapping[str, bytes], *, force: bool) -> list[Path]:
    """Writes the example's inputs, which from then on are the user's own: no record is kept.

    Raises:
        ForeignFilesError: other files stand there, which only ``force`` replaces.
    """
    others = tuple(
        folder / name
        for name, content in files.items()
        if (folder / name).exists() and (folder / name).read_bytes() != content
    )
    if others and not force:
        raise ForeignFilesError(others)
    folder.mkdir(parents=True, exist_ok=True)
    _move_in(folder, files)
    return [folder / name for name in files]


def _move_in(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files beside their place first, then moves each of them in."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".stack-planner-") as beside:
        for name, content in files.items():
            (Path(beside) / name).write_bytes(content)
        for name in files:
            (Path(beside) / name).replace(folder / name)


def _record(folder: Path) -> dict[str, list[str]]:
    """The digests of the files written into a folder, by name; none where it cannot be read."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = record if isinstance(record, dict) else {}
    return {name: digests for name, digests in known.items() if isinstance(digests, list)}


def _as_file(record: Mapping[str, list[str]]) -> dict[str, bytes]:
    """The record as a file to be written."""
    return {RECORD: (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
