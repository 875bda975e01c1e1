"""The region's sheet of needs: every area in every district, who said so, and what is urgent.

A mark before the word of who answered, then in bold, says that a need is urgent; it follows the
threshold, which can be changed. No town is put in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.cooperation.needs import URGENT, Said
from stack_planner.workbook.grid import Field, Formula, Grid, address, quoted
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.cooperation.needs import AreaNeed
    from stack_planner.words import Words
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

MARK = "●"
THRESHOLD_ROW, THRESHOLD_COLUMN, HEAD = 4, 1, 6
AREA = Field("area", 30, "wrap")
URGENT_IN = Field("urgent", 12, "count bold")
NEED, WHO = 8.5, 13.5
NOTES = ("mark", "who", "default", "withheld")


@dataclass(frozen=True)
class Needs:
    """The table, a row for each area and two columns for each town."""

    account: Account

    @cached_property
    def needs(self) -> Mapping[tuple[str, str], AreaNeed]:
        """The needs that may be told, by (ORP, area)."""
        return {(need.orp, need.area): need for need in self.account.topics.needs}

    @cached_property
    def areas(self) -> Sequence[str]:
        """The areas, by name."""
        return sorted({area for _, area in self.needs})

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns."""
        towns = (
            field
            for orp in self.account.plan.orps
            for field in (
                Field(f"n{orp.code}", NEED, "points"),
                Field(f"w{orp.code}", WHO, "indent"),
            )
        )
        return (AREA, URGENT_IN, *towns)

    @cached_property
    def grid(self) -> Grid:
        """Where the table lies."""
        keys = tuple(field.key for field in self.fields)
        return Grid(self.account.words("needs_matrix.sheet"), HEAD, keys, len(self.areas))

    @property
    def threshold(self) -> str:
        """The cell from which a need is urgent, as this sheet names it."""
        return address(THRESHOLD_ROW, THRESHOLD_COLUMN, "both")

    def urgent_cell(self, area: str) -> str:
        """The cell of how many towns have an urgent area, as any sheet names it."""
        return self.grid.cell("urgent", self.areas.index(area))

    def write(self, book: Book) -> None:
        """The sheet."""
        words, grid, fields = self.account.words, self.grid, self.fields
        page = Page(book, grid.sheet, [field.width for field in fields])
        page.titles(words("needs_matrix.title"), words("needs_matrix.subtitle"))
        page.write(THRESHOLD_ROW, 0, words("needs_matrix.threshold"), "bold")
        page.write(THRESHOLD_ROW, THRESHOLD_COLUMN, float(URGENT), "points input")
        page.table(grid, fields, self._headings(), frozen=2)
        for index, area in enumerate(self.areas):
            page.line(grid, index, fields, self._cells(index, area))
        self._embolden(page)
        keys = [key for key in NOTES if key != "withheld" or self._withholds]
        for row, key in enumerate(keys, grid.last + 2):
            told = words(f"needs_matrix.note.{key}", mark=MARK, urgent=words.decimal(float(URGENT)))
            page.write(row, 0, told, "muted")

    @property
    def _withholds(self) -> bool:
        return len(self.needs) < len(self.areas) * len(self.account.plan.orps)

    def _headings(self) -> list[str]:
        words = self.account.words
        heads = [words("needs_matrix.area"), words("needs_matrix.urgent")]
        for orp in self.account.plan.orps:
            heads += [words(f"needs_matrix.{key}", town=orp.name) for key in ("need", "said")]
        return heads

    def _cells(self, index: int, area: str) -> dict[str, Value]:
        found = [self.needs.get((orp.code, area)) for orp in self.account.plan.orps]
        row, last = self.grid.row(index), len(self.fields) - 1
        span = f"{address(row, 2, 'column')}:{address(row, last, 'column')}"
        count = sum(need is not None and need.is_urgent for need in found)
        cells: dict[str, Value] = {
            "area": area,
            "urgent": Formula(f"=COUNTIF({span},{quoted(f'{MARK}*')})", count),
        }
        for orp, need in zip(self.account.plan.orps, found, strict=True):
            cells[f"n{orp.code}"] = float(need.need) if need else None
            cells[f"w{orp.code}"] = self._said(index, need)
        return cells

    def _said(self, index: int, need: AreaNeed | None) -> Value:
        """Who answered, with the mark if the need is urgent; a default never is."""
        words = self.account.words
        if need is None:
            return words("needs_matrix.withheld")
        told = said_of(need, words)
        if need.said is Said.NOBODY:
            return told
        here = self.grid.here(f"n{need.orp}", index)
        marked = f'=IF({here}>={self.threshold},"{MARK} ","")&{quoted(told)}'
        return Formula(marked, f"{MARK} {told}" if need.is_urgent else told)

    def _embolden(self, page: Page) -> None:
        """Bold words where they have the mark."""
        grid, styles = self.grid, page.book.styles
        for orp in self.account.plan.orps:
            column = grid.place(f"w{orp.code}")
            first = address(grid.head + 1, column, "column")
            rule = {"type": "formula", "criteria": f'=LEFT({first},1)="{MARK}"'}
            where = (grid.head + 1, column, grid.last, column)
            page.sheet.conditional_format(*where, {**rule, "format": styles.mark("bold")})


def said_of(need: AreaNeed, words: Words) -> str:
    """Who said how urgent it is, as ``obce 3 z 21``."""
    key = need.said.name.lower()
    return words(f"needs_matrix.by.{key}", answered=need.answered, asked=need.asked)
