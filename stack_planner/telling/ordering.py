"""The order in which problems are told, and which of them are told together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.columns import TABLES
from stack_planner.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from stack_planner.problems import Problem

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
_SHEETS = {
    name.casefold(): place for place, table in enumerate(TABLES) for name in (table.cs, table.en)
}
_ADDRESS = re.compile(r"([A-Z]*)(\d*)")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The worst files and their worst sheets first, in a sheet by severity, then A2, A10, B2."""
    problems = list(problems)
    of_file = _worst(problems, lambda problem: problem.file)
    of_sheet = _worst(problems, lambda problem: (problem.file, problem.sheet))

    def place(problem: Problem) -> tuple[object, ...]:
        return (
            (of_file[problem.file], _natural(problem.file)),
            (of_sheet[problem.file, problem.sheet], *_sheet(problem.sheet)),
            (RANK[problem.severity], column_and_row(problem.cell), problem.code, problem.seen),
            sorted((name, str(value)) for name, value in problem.details.items()),
        )

    return sorted(problems, key=place)


def _worst(
    problems: Iterable[Problem], place: Callable[[Problem], Hashable]
) -> dict[Hashable, int]:
    worst: dict[Hashable, int] = {}
    for problem in problems:
        rank = RANK[problem.severity]
        worst[place(problem)] = min(rank, worst.get(place(problem), rank))
    return worst


def _sheet(name: str) -> tuple[int, list[str | int]]:
    """Input sheets in the order of their description, all others after them."""
    return _SHEETS.get(name.strip().casefold(), len(_SHEETS)), _natural(name)


def _natural(text: str) -> list[str | int]:
    """Text and numbers by turns, so that 2 comes before 10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", text)]


def column_and_row(address: str) -> tuple[int, str, int]:
    """What addresses are ordered by: A2 before A10, both before B2 and AA1; blanks first."""
    found = _ADDRESS.match(address)
    letters, digits = found.groups() if found else ("", "")
    return len(letters), letters, int(digits or 0)


@dataclass(frozen=True)
class Entry:
    """Equal problems of one column, told together; they stand in the order of their cells."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The problem that speaks for all."""
        return self.problems[0]

    @cached_property
    def runs(self) -> list[tuple[str, str, int]]:
        """Cells that follow each other in the column: the first, the last, how many."""
        runs: list[tuple[str, str, int]] = []
        for cell in dict.fromkeys(problem.cell for problem in self.problems if problem.cell):
            if runs and _is_next(runs[-1][1], cell):
                runs[-1] = (runs[-1][0], cell, runs[-1][2] + 1)
            else:
                runs.append((cell, cell, 1))
        return runs


def _is_next(one: str, other: str) -> bool:
    size, letters, row = column_and_row(one)
    return column_and_row(other) == (size, letters, row + 1)


def entries(problems: Iterable[Problem], sentences: Callable[[Problem], Hashable]) -> list[Entry]:
    """Problems in order, those of one column with the same code and ``sentences`` as one."""
    together: dict[Hashable, list[Problem]] = {}
    for problem in in_order(problems):
        column = column_and_row(problem.cell)[1]
        key = (problem.code, problem.severity, problem.file, problem.sheet, column)
        together.setdefault((key, sentences(problem)), []).append(problem)
    return [Entry(tuple(equal)) for equal in together.values()]


def worst_entries(told: Sequence[Entry], most: int) -> list[Entry]:
    """The worst entries, at most so many, in the order that they had."""
    worst = sorted(range(len(told)), key=lambda place: (RANK[told[place].first.severity], place))
    return [told[place] for place in sorted(worst[:most])]
