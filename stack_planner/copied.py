"""Copies of the input workbooks: what is asked of them, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.problems import Problem


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the copies, and the folder that they go to."""

    folder: Path
    mark: bool = False
    fix: bool = False
    lang: str = "cs"
    force: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell of a file and its value before and after."""

    file: str
    sheet: str
    cell: str
    before: str
    after: str | int


@dataclass(frozen=True, slots=True)
class Copies:
    """The files written, the cells mended, and the problems that the mended copies have."""

    files: tuple[Path, ...] = ()
    mended: tuple[Mended, ...] = ()
    remaining: tuple[Problem, ...] = ()
