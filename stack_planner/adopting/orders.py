"""What is asked of an adoption and what comes of it, as plain records between the steps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stack_planner.problems import Problem
    from stack_planner.reading.cells import Cell


class Reason(StrEnum):
    """Why a row of the source is not a project."""

    NUMBERS = "numbers"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    SECTION = "section"
    NOTE = "note"
    BELOW = "below"
    SECOND_TABLE = "second_table"
    HEADER = "header"
    REPEAT = "repeat"
    MERGED = "merged"


REPEATING = frozenset({Reason.NUMBERS, Reason.TOTAL, Reason.SUBTOTAL, Reason.REPEAT})
"""Rows whose money is already counted by other rows."""


class Merging(StrEnum):
    """What becomes of several rows with one code."""

    NONE = "none"
    SUM = "sum"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not taken, by its number in the sheet; ``cells`` in the order of the list."""

    row: int
    reason: Reason
    cells: tuple[Cell, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is taken; of a block its first row."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list found on a sheet: one heading, one letter, one cell a column."""

    file: str
    sheet: str
    header_rows: tuple[int, ...]
    headings: tuple[str, ...]
    letters: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()
    above: tuple[str, ...] = ()
    blocks: Blocks | None = None
    hidden: frozenset[int] = frozenset()

    def column(self, place: int) -> list[Cell]:
        """The cells of a column."""
        return [line.cells[place] for line in self.lines]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The words by which the blocks of a report are known: their labels in order."""

    labels: tuple[str, ...]
    total: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns that fill a field of the stack, and how sure that is."""

    field: str
    columns: tuple[int, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Fields:
    """Which columns fill which fields; ``years`` are columns of money by calendar year."""

    choices: tuple[Choice, ...]
    years: tuple[tuple[int, int], ...] = ()
    split_code: bool = False

    def of(self, name: str) -> tuple[int, ...]:
        """The columns of a field, () where there are none."""
        return next((each.columns for each in self.choices if each.field == name), ())

    @property
    def used(self) -> frozenset[int]:
        """Every column that fills something."""
        return frozenset(place for each in self.choices for place in each.columns) | {
            place for _, place in self.years
        }


@dataclass(frozen=True, slots=True)
class Tender:
    """In what the amounts are: currency (``""`` unknown), unit, and the rate to CZK.

    ``stated`` says that the source or the person named the currency; else it is a likely one.
    """

    currency: str
    unit: int = 1
    rate: Fraction | None = None
    stated: bool = True
    unit_stated: bool = True

    @property
    def result(self) -> str:
        """The currency of the amounts taken."""
        return "CZK" if self.rate is not None else self.currency

    @property
    def factor(self) -> Fraction:
        """What an amount of the source is multiplied by."""
        return self.unit * (self.rate if self.rate is not None else Fraction(1))


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked: the file and what a person states of it."""

    path: Path
    map: Mapping[str, Any] | None = None
    sheet: str = ""
    currency: str = ""
    rate: Fraction | None = None
    unit: int | None = None
    merging: Merging = Merging.NONE
    all_sheets: bool = False
    confirm: Callable[[FoundList, Fields], Fields] | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The reconciliation, exact: money in = money out + money left out + rounding."""

    rows_in: int
    rows_out: int
    money_in: Fraction
    money_out: Fraction
    money_left_out: Fraction
    rounding: Fraction


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping as it is kept in a file: fields and years by the list's own headings."""

    fields: Mapping[str, tuple[str, ...]]
    years: Mapping[int, str]
    split_code: bool = False


@dataclass(frozen=True, slots=True)
class Adopted:
    """A foreign list as rows of the stack, with all that there is to say of the adoption.

    ``rows`` hold the fields of projects, and the columns that fill none by their headings, which
    ``further`` lists. ``other_sheets`` are sheets that hold lists too, with their rows.
    """

    lists: tuple[FoundList, ...]
    named: Named
    tender: Tender
    merging: Merging
    rows: tuple[Mapping[str, Any], ...]
    further: tuple[str, ...]
    left_out: tuple[tuple[str, LeftOut], ...]
    sums: Sums
    problems: tuple[Problem, ...]
    other_sheets: tuple[tuple[str, int], ...] = ()
