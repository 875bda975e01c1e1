"""How an amount is found among the lines of options, so that it lives on the sheet and has a value.

An amount is a sum of columns of the ledger over lines of some kinds: ``column("capex") -
column("shared_capex")`` is a town's own part of what it invests in a joint project.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import quoted, sum_where
from stack_planner.workbook.ledger import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.words import Words
    from stack_planner.workbook.grid import Grid
    from stack_planner.workbook.ledger import Ledger, Line


@dataclass(frozen=True, slots=True, order=True)
class Lines:
    """Which lines of a ledger: those of some kinds, of one town or of all."""

    entries: tuple[Entry, ...] = (Entry.PROJECT,)
    orp: str = ""

    def hold(self, line: Line) -> bool:
        """Whether a line is one of them."""
        return line.entry in self.entries and self.orp in {"", line.orp}

    def column(self, name: str) -> Amount:
        """The sum of a column over them."""
        return Amount((Term(self, name, 1),))


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A column over some lines, added or taken away."""

    lines: Lines
    column: str
    sign: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of terms; without any it is nothing."""

    terms: tuple[Term, ...] = ()

    def __add__(self, other: Amount) -> Amount:
        return Amount((*self.terms, *other.terms))

    def __neg__(self) -> Amount:
        return Amount(tuple(Term(t.lines, t.column, -t.sign) for t in self.terms))

    def __sub__(self, other: Amount) -> Amount:
        return self + -other

    def years(self, lines: Iterable[Line]) -> set[int]:
        """The years in which any line, chosen or not, has something of it."""
        return {
            line.year
            for line in lines
            for term in self.terms
            if term.lines.hold(line) and getattr(line.money, term.column)
        }

    def value(self, lines: Iterable[Line], year: int) -> int:
        """The sum over the chosen lines of a year, CZK."""
        return sum(
            term.sign * int(getattr(line.money, term.column))
            for line in lines
            if line.chosen and line.year == year
            for term in self.terms
            if term.lines.hold(line)
        )

    def formula(self, options: Grid, words: Words, project: str, year: str) -> str:
        """The same sum as a formula over the sheet of options; columns it lacks hold nothing.

        ``project`` and ``year`` are the cells that hold them.
        """
        shown = sorted(term for term in self.terms if term.column in options.keys)
        parts = [
            _sum(options, words, lines, list(terms), (project, year))
            for lines, terms in groupby(shown, key=lambda term: term.lines)
        ]
        return "=" + ("+".join(parts) or "0")


NOTHING = Amount()


def of_project(ledger: Ledger, project: str) -> tuple[Line, ...]:
    """The lines of one project."""
    return tuple(line for line in ledger.lines if line.option.project == project)


def _sum(
    options: Grid, words: Words, lines: Lines, terms: list[Term], cells: tuple[str, str]
) -> str:
    project, year = cells
    conditions = [f"{options.span('project')}={project}", f"{options.span('year')}={year}"]
    if "entry" in options.keys:
        kinds = (f'({options.span("entry")}="{words(f"options.kind.{e}")}")' for e in lines.entries)
        conditions.append("+".join(kinds))
    if lines.orp:
        conditions.append(f"{options.span('orp')}={quoted(lines.orp)}")
    columns = "".join(f"{'+' if t.sign > 0 else '-'}{options.span(t.column)}" for t in terms)
    text = sum_where(f"{options.span('chosen')}*({columns.removeprefix('+')})", *conditions)
    return text.removeprefix("=")
