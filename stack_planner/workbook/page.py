"""A sheet that prints well: title, tables, A4 landscape, a footer with file and version."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

from stack_planner.version import VERSION
from stack_planner.workbook.grid import Formula, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Field, Grid, Value

A4 = 9
TITLE_ROW, SUBTITLE_ROW, STATE_ROW = 0, 1, 2
LINE_HEIGHT, STEEP_HEIGHT = 13.0, 150.0
"""Heights of a line of text and of a header whose headings stand upright, in points."""

CHARACTERS = 1.12
"""How many characters of this size go into one unit of a column's width."""

ARROW = 2
"""Characters of a heading's width that the filter's arrow may cover."""

ALIGNED = {
    "upright": frozenset({"steep"}),
    "right": frozenset({"money", "count", "points", "percent", "share"}),
    "centre": frozenset({"year", "flag", "centre"}),
}
"""How a heading stands, by the traits of the cells below it."""


class Page:
    """One sheet of a book."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.sheet: Worksheet = book.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, book.styles())
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        words = book.words
        self.sheet.set_footer(
            f"&L&8{book.file} · stack-planner {VERSION}&C&8{name}&R&8"
            + words("print.page", page="&P", pages="&N")
        )

    def titles(self, title: str, subtitle: str) -> None:
        """The sheet's heading, and below it the state of all checks."""
        self.write(TITLE_ROW, 0, title, "title")
        self.write(SUBTITLE_ROW, 0, subtitle, "subtitle")
        if self.book.master:
            self.write(STATE_ROW, 0, self.book.master, "bold")
            self.judge(STATE_ROW, 0, STATE_ROW, 0, self.book.words("check.all_good"))

    def write(self, row: int, column: int, value: Value, traits: str = "") -> None:
        """A cell; a text is never taken for a formula."""
        style = self.book.styles(traits)
        if isinstance(value, Formula):
            self.sheet.write_formula(row, column, value.text, style, value.value)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, style)
        elif value is None:
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, style)
        else:
            self.sheet.write_number(row, column, value, style)

    def table(self, grid: Grid, fields: Sequence[Field], headings: Sequence[str]) -> None:
        """A filtered table's header, in sight on the screen and repeated on every printed page."""
        self.header(grid.head, fields, headings)
        self.sheet.autofilter(grid.head, 0, grid.last, len(fields) - 1)
        self.sheet.repeat_rows(grid.head)
        self.sheet.freeze_panes(grid.head + 1, 0)

    def header(self, row: int, fields: Sequence[Field], headings: Sequence[str]) -> None:
        """A header row; headings of numbers stand on the right as the numbers do."""
        lines = 1
        for column, (field, heading) in enumerate(zip(fields, headings, strict=True)):
            traits = set(field.traits.split())
            look = next((look for look, some in ALIGNED.items() if traits & some), "")
            self.write(row, column, heading, f"header {look}")
            if look != "upright":
                lines = max(lines, lines_of(heading, field.width - ARROW))
        steep = any("steep" in field.traits for field in fields)
        self.sheet.set_row(row, STEEP_HEIGHT if steep else lines * LINE_HEIGHT + 3)

    def headings(self, fields: Sequence[Field], words: str) -> list[str]:
        """The headings of columns, from the words of their sheet."""
        return [self.book.words(f"{words}.{field.key}") for field in fields]

    def line(
        self, grid: Grid, index: int, fields: Sequence[Field], cells: Mapping[str, Value]
    ) -> None:
        """One row of a table."""
        lines = 1
        for column, field in enumerate(fields):
            value = cells[field.key]
            self.write(grid.row(index), column, value, f"{field.traits} row")
            if "wrap" in field.traits and isinstance(value, str):
                lines = max(lines, lines_of(value, field.width))
        self.heighten(grid.row(index), lines)

    def heighten(self, row: int, lines: int) -> None:
        """Room for a number of lines in a row."""
        self.sheet.set_row(row, lines * LINE_HEIGHT + 2)

    def subtotals(
        self, grid: Grid, fields: Sequence[Field], rows: Sequence[Mapping[str, Value]]
    ) -> None:
        """Sums of the rows in sight, above the header and so outside the filter."""
        self.write(grid.head - 1, 0, self.book.words("print.subtotal"), "bold")
        for column, field in enumerate(fields):
            if field.traits in {"money", "points"}:
                total = sum(number(cells[field.key]) for cells in rows)
                formula = Formula(f"=SUBTOTAL(109,{grid.span(field.key)})", total)
                self.write(grid.head - 1, column, formula, f"{field.traits} bold")

    def judge(self, top: int, left: int, bottom: int, right: int, good: str) -> None:
        """Green where the text is the good one, red otherwise; the word itself says it too."""
        where = (top, left, bottom, right)
        rule = {"type": "cell", "value": f'"{good}"'}
        styles = self.book.styles
        self.sheet.conditional_format(
            *where, {**rule, "criteria": "==", "format": styles.mark("good")}
        )
        self.sheet.conditional_format(
            *where, {**rule, "criteria": "!=", "format": styles.mark("bad")}
        )

    def choices(self, row: int, column: int, values: Sequence[str | int], title: str) -> None:
        """A drop-down of what a cell may hold; left out where a list cannot be written so."""
        texts = [str(value) for value in values]
        if texts and not any("," in text for text in texts) and len(",".join(texts)) < 255:  # noqa: PLR2004 — Excel's limit
            self.sheet.data_validation(
                row,
                column,
                row,
                column,
                {
                    "validate": "list",
                    "source": texts,
                    "error_title": title,
                    "error_message": self.book.words("plan.not_an_option"),
                },
            )


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters."""
    return max(1, len(textwrap.wrap(text, max(1, int(width * CHARACTERS)))))
