"""A sheet of amounts by year: sections of rows, a sum of each row, and a note where one helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import HEAD, Formula, address, block
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

LABEL_WIDTH, YEAR_WIDTH, NOTE_WIDTH = 58, 15, 60


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row: its key and label, the formula or number of each year, and whether it stands out.

    A row without amounts is the heading of a section.
    """

    key: str
    label: str
    amounts: Mapping[int, Formula] | None = None
    strong: bool = False
    note: str = ""


@dataclass(frozen=True)
class YearTable:
    """The rows of a sheet, so that formulas can point at them before they are all made."""

    account: Account
    sheet: str
    keys: tuple[str, ...]

    @property
    def years(self) -> range:
        """The horizon."""
        return self.account.settings.horizon

    def _row(self, key: str) -> int:
        return HEAD + 1 + self.keys.index(key)

    def cell(self, key: str, year: int) -> str:
        """A cell as formulas of this sheet name it."""
        return address(self._row(key), 1 + year - self.years[0])

    def span(self, key: str) -> str:
        """A row over all years, as any sheet names it."""
        row = self._row(key)
        return block(self.sheet, row, 1, row, len(self.years))

    def write(self, book: Book, titles: tuple[str, str], rows: Sequence[YearRow]) -> None:
        """The sheet."""
        words, years = self.account.words, self.years
        widths = [LABEL_WIDTH, *[YEAR_WIDTH] * (len(years) + 1), NOTE_WIDTH]
        page = Page(book, self.sheet, widths)
        page.titles(*titles)
        names = [
            words("budget.this_year" if place == 0 else "budget.outlook", year=str(year))
            for place, year in enumerate(years)
        ]
        page.write(HEAD, 0, words("budget.row"), "header")
        for column, name in enumerate([*names, words("budget.sum")], 1):
            page.write(HEAD, column, name, "header right")
        page.write(HEAD, len(years) + 2, words("budget.note"), "header indent")
        for row in rows:
            self._write_row(page, row)
        page.sheet.repeat_rows(HEAD)
        page.sheet.freeze_panes(HEAD + 1, 1)

    def _write_row(self, page: Page, row: YearRow) -> None:
        place = self._row(row.key)
        if row.amounts is None:
            page.write(place, 0, row.label, "section")
            return
        look = "row bold" if row.strong else "row"
        page.write(place, 0, row.label, look if row.strong else f"{look} indent")
        for column, year in enumerate(self.years, 1):
            page.write(place, column, row.amounts[year], f"money {look}")
        last = len(self.years)
        total = sum(float(amount.value) for amount in row.amounts.values())
        text = f"=SUM({address(place, 1)}:{address(place, last)})"
        page.write(place, last + 1, Formula(text, int(total)), f"money {look}")
        page.write(place, last + 2, row.note or None, "muted wrap row indent")
