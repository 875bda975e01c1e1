"""A sheet of cells: plain values, and marks for what a value alone does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Flag, auto
from functools import cached_property
from typing import TYPE_CHECKING, overload

from stack_planner.likeness import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Mapping

CellValue = str | int | float | bool | date | None
RawValue = CellValue | time | timedelta
"""What a reader of a format gives; ``""`` and None are blank."""

Area = tuple[int, int, int, int]
"""Top row, left column, bottom row, right column; counted from 0, the last two inclusive."""


class Mark(Flag):
    """What the value of a cell does not say."""

    PERCENT = auto()
    UNVALUED = auto()
    ERROR = auto()
    FOREIGN = auto()


NO_MARK = Mark(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value, what could not be read of it, and how it is shown.

    ``percent`` says that it is a percentage, ``foreign`` that it is money of another currency.
    """

    value: CellValue = None
    percent: bool = False
    formula_without_value: bool = False
    is_error: bool = False
    foreign: bool = False

    @property
    def text(self) -> str:
        """The value as a person reads it; ``""`` for a blank cell."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).translate(INVISIBLE).replace("\xa0", " ").strip()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        if isinstance(self.value, str):
            return not self.text
        return self.value is None and not self.formula_without_value


BLANK = Cell()


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells; ``rows[0][0]`` is A1, all rows are equally long.

    ``values`` are raw; ``marks`` hold the few cells that are more than their value, by row and
    column counted from 0. Hidden rows and merged areas are there to be told; merged cells but the
    first are blank.
    """

    file: str
    name: str
    values: Sequence[Sequence[RawValue]]
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()

    @cached_property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The cells, made when they are looked at."""
        return Rows(self)


class Rows(Sequence[tuple[Cell, ...]]):
    """The rows of a sheet as cells, each made once and only if it is asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._made: dict[int, tuple[Cell, ...]] = {}

    def __len__(self) -> int:
        return len(self._sheet.values)

    @overload
    def __getitem__(self, index: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Cell, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[Cell, ...] | list[tuple[Cell, ...]]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        if number not in self._made:
            self._made[number] = self._row(number)
        return self._made[number]

    def _row(self, number: int) -> tuple[Cell, ...]:
        marks = self._sheet.marks
        return tuple(
            cell_of(value, marks.get((number, place), NO_MARK))
            for place, value in enumerate(self._sheet.values[number])
        )


def cell_of(value: RawValue, mark: Mark = NO_MARK) -> Cell:
    """The cell of a raw value."""
    if mark is NO_MARK:
        return BLANK if value is None or value == "" else Cell(plain(value))
    return Cell(
        plain(value),
        percent=Mark.PERCENT in mark,
        formula_without_value=Mark.UNVALUED in mark,
        is_error=Mark.ERROR in mark,
        foreign=Mark.FOREIGN in mark,
    )


def plain(value: RawValue) -> CellValue:
    """A raw value with whole numbers as ``int``, days without their hour, times as text."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time | timedelta):
        return str(value)
    return None if value == "" else value


def rectangle(values: Sequence[Sequence[RawValue]]) -> list[list[RawValue]]:
    """Rows filled up with blanks to the length of the longest."""
    width = max((len(row) for row in values), default=0)
    return [[*row, *[""] * (width - len(row))] for row in values]


def letter(column: int) -> str:
    """The letters of a column counted from 0: A, B and so on, after Z comes AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell counted from 0: ``A1``."""
    return f"{letter(column)}{row + 1}"


def column_number(letters: str) -> int:
    """The column of letters, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
