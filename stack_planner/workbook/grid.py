"""Where a table lies on its sheet, so that formulas anywhere can point into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that it has, so that viewers that do not calculate show it too."""

    text: str
    value: str | float


Value = str | int | float | date | Formula | None

LONGEST_TEXT = 32_767
"""Characters that a cell holds; a longer text Excel calls damaged."""

REMEMBERED = 2**14
"""Addresses that are kept, for formulas name the same cells again and again."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LIKE_NUMBER = re.compile(r"[+-]?[\d\s.,]*\d[\d\s.,]*%?")


def fitting(text: str) -> str:
    """A text as a cell can hold it: no control characters, cut where a cell ends."""
    if not text.isprintable():
        text = CONTROL.sub(" ", text)
    return text[:LONGEST_TEXT]


def is_like_number(text: str) -> bool:
    """Whether a program could take a text for a number unless its cell says that it is none."""
    return LIKE_NUMBER.fullmatch(text) is not None


def quoted(text: str) -> str:
    """A text as formulas compare with it, as ``"P1"``."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@lru_cache(REMEMBERED)
def address(row: int, column: int, fixed: str = "") -> str:
    """A cell counted from 0, as ``A1``; ``fixed`` names what a ``$`` holds: row, column, both."""
    where: str = xl_rowcol_to_cell(
        row, column, row_abs=fixed in {"row", "both"}, col_abs=fixed in {"column", "both"}
    )
    return where


@lru_cache(REMEMBERED)
def block(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """A range as any sheet names it, as ``'Plán'!$A$9:$A$50``; one cell as ``'Plán'!$A$9``."""
    first, last = address(top, left, "both"), address(bottom, right, "both")
    return f"{quote_sheetname(sheet)}!{first}" + (f":{last}" if first != last else "")


UNSEEN = 0.0005
"""A share so near to 0 or 1 would be rounded to it."""

HEAD = 5
"""The row (from 0) in which a sheet's main table has its header, below a row of totals."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table in a workbook: its key (its heading is in the words), width and look.

    One without a key is a gap between tables that stand side by side: nothing is written there.
    """

    key: str
    width: float
    traits: str = ""

    def showing(self, value: Value) -> Field:
        """The column as a row shows a value: a share that is nearly 0 or 1 is not shown as that."""
        nearly = isinstance(value, float) and 0 < min(value, 1 - value) < UNSEEN
        return replace(self, traits="almost") if nearly and self.traits == "tenths" else self


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its sheet, the row of its header (from 0), the keys of its columns, its rows."""

    sheet: str
    head: int
    keys: tuple[str, ...]
    count: int

    def place(self, key: str) -> int:
        """The column (from 0) of a key."""
        return self.keys.index(key)

    def row(self, index: int) -> int:
        """The sheet's row (from 0) of the table's row ``index``."""
        return self.head + 1 + index

    @property
    def last(self) -> int:
        """The sheet's row (from 0) of the table's last row."""
        return self.head + max(self.count, 1)

    def here(self, key: str, index: int) -> str:
        """A cell as formulas of the same row and sheet name it, as ``$A9``."""
        return address(self.row(index), self.place(key), "column")

    def cell(self, key: str, index: int) -> str:
        """A cell as any sheet names it, as ``'Plán'!$A$9``."""
        row, place = self.row(index), self.place(key)
        return block(self.sheet, row, place, row, place)

    def span(self, key: str) -> str:
        """All cells of a column, as ``'Plán'!$A$9:$A$50``."""
        place = self.place(key)
        return block(self.sheet, self.head + 1, place, self.last, place)


def sum_where(total: str, *conditions: str) -> str:
    """A formula that adds up a span where all conditions hold; exact, without wildcards."""
    parts = "*".join([*(f"({condition})" for condition in conditions), total])
    return f"=SUMPRODUCT({parts})"


def number(value: Value) -> float:
    """The number in a cell; 0 for a text."""
    shown = value.value if isinstance(value, Formula) else value
    return shown if isinstance(shown, int | float) else 0
