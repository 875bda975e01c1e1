"""A sheet that prints well: title, tables, A4 landscape, a footer with file and version."""

from __future__ import annotations

import textwrap
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from stack_planner.version import VERSION
from stack_planner.workbook.grid import Formula, address, fitting, is_like_number, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Field, Grid, Value

A4 = 9
TITLE_HEIGHT, STATE_LENGTH = 24.0, 26
"""The height of a title, in points, and the width of the sentence on all checks, in characters."""

TITLE_ROW, SUBTITLE_ROW, STATE_ROW = 0, 1, 2
LINE_HEIGHT, STEEP_HEIGHT, PLAIN_HEIGHT = 13.0, 150.0, 15.0
"""Heights of a line of text, at most of a header whose headings stand upright, and of a row that
nobody heightened, in points."""

STEEP_LETTER, STEEP_ARROW = 5.6, 20.0
"""What a letter and the filter's arrow take of the height of an upright heading."""

SHORT, LONG, EDGES, ENDS = 595.0, 842.0, 72.0, 94.0
"""The sides of the paper, and of its margins left and right, above and below, in points."""

CARE, SMALLEST = 0.96, 60
"""So much of a page is filled at most, for programs differ in how high they print a row; and at
which size, in percent, nothing is legible any more."""

HIGHEST = 409
"""Points; a higher row Excel calls damaged."""

CHARACTERS = 1.2
"""How many characters of this size go into one unit of a column's width."""

ARROW = 2
"""Characters of a heading's width that the filter's arrow may cover."""

ALIGNED = {
    "upright": frozenset({"steep"}),
    "right": frozenset(
        {"money", "count", "points", "percent", "tenths", "share", "degree"}
        | {"position", "measured"}
    ),
    "centre": frozenset({"year", "flag", "centre", "date"}),
    "indent": frozenset({"indent"}),
}
"""How a heading stands, by the traits of the cells below it."""


class Page:
    """One sheet of a book."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.sheet: Worksheet = book.workbook.add_worksheet(name)
        self.widths = widths
        self._heights: dict[int, float] = {}
        self._sides = (LONG, SHORT)
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
        self.book.titles[self.sheet.get_name()] = title
        self.write(TITLE_ROW, 0, title, "title")
        self.write(SUBTITLE_ROW, 0, subtitle, "subtitle")
        self._set_height(TITLE_ROW, TITLE_HEIGHT)
        if self.book.master:
            self.write(STATE_ROW, 0, self.book.master, "bold")
            self._judge_state(self.book.words("check.all_good"))

    def _judge_state(self, good: str) -> None:
        """The state's colour behind all the columns that its sentence needs."""
        last, room = 0, self.widths[0]
        while room < STATE_LENGTH and last + 1 < len(self.widths):
            last += 1
            room += self.widths[last]
        where, state = (STATE_ROW, 0, STATE_ROW, last), address(STATE_ROW, 0, "both")
        for sense, trait in (("=", "good"), ("<>", "bad")):
            rule = {"type": "formula", "criteria": f'={state}{sense}"{good}"'}
            look = self.book.styles.mark(trait)
            self.sheet.conditional_format(*where, {**rule, "format": look})

    def write(self, row: int, column: int, value: Value, traits: str = "") -> None:
        """A cell; a text is never taken for a formula, nor for a number."""
        if isinstance(value, str) and is_like_number(value):
            traits = f"{traits} code"
        style = self.book.styles(traits)
        if isinstance(value, Formula):
            self.sheet.write_formula(row, column, value.text, style, value.value)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, fitting(value), style)
        elif value is None:
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, style)
        else:
            self.sheet.write_number(row, column, value, style)

    def link(self, row: int, column: int, text: str, sheet: str, traits: str = "") -> None:
        """A text that leads to another sheet of the book."""
        style = self.book.styles(f"{traits} link")
        self.sheet.write_url(row, column, f"internal:'{sheet}'!A1", style, text)

    def table(
        self, grid: Grid, fields: Sequence[Field], headings: Sequence[str | int], frozen: int = 0
    ) -> None:
        """A filtered table's header, in sight on the screen and repeated on every printed page.

        On the screen the ``frozen`` first columns stay in sight as well.
        """
        self.header(grid.head, fields, headings, arrow=ARROW)
        self.sheet.autofilter(grid.head, 0, grid.last, len(fields) - 1)
        self.sheet.repeat_rows(grid.head)
        self.sheet.freeze_panes(grid.head + 1, frozen)
        codes = [
            f"{address(grid.head + 1, column)}:{address(grid.last, column)}"
            for column, field in enumerate(fields)
            if "code" in field.traits.split()
        ]
        if codes:
            self.sheet.ignore_errors({"number_stored_as_text": " ".join(codes)})

    def header(
        self, row: int, fields: Sequence[Field], headings: Sequence[str | int], *, arrow: int = 0
    ) -> None:
        """A header row; headings of numbers stand on the right as the numbers do."""
        lines = 1
        for column, (field, heading) in enumerate(zip(fields, headings, strict=True)):
            if not field.key:
                continue
            traits = set(field.traits.split())
            look = next((look for look, some in ALIGNED.items() if traits & some), "")
            self.write(row, column, heading, f"header {look}")
            if look != "upright":
                lines = max(lines, lines_of(str(heading), field.width - arrow))
        steep = [len(str(h)) for f, h in zip(fields, headings, strict=True) if "steep" in f.traits]
        upright = min(STEEP_HEIGHT, max(steep, default=0) * STEEP_LETTER + STEEP_ARROW)
        height = max(upright if steep else 0, lines * LINE_HEIGHT + 3)
        self._set_height(row, height)

    def headings(self, fields: Sequence[Field], words: str) -> list[str]:
        """The headings of columns, from the words of their sheet."""
        return [self.book.words(f"{words}.{field.key}") if field.key else "" for field in fields]

    def prompts(self, grid: Grid, fields: Sequence[Field], words: str) -> None:
        """A message beside every heading that needs a note; it shows when the cell is chosen."""
        for field in fields:
            name = f"{words}.note.{field.key}"
            if self.book.words.has(name):
                where = (grid.head, grid.place(field.key))
                note = {"validate": "any", "input_message": self.book.words(name)}
                self.sheet.data_validation(*where, *where, note)

    def line(
        self, grid: Grid, index: int, fields: Sequence[Field], cells: Mapping[str, Value]
    ) -> None:
        """One row of a table."""
        lines = 1
        for column, field in enumerate(fields):
            if not field.key:
                continue
            value = cells[field.key]
            self.write(grid.row(index), column, value, f"{field.traits} row")
            shown = value.value if isinstance(value, Formula) else value
            if "wrap" in field.traits and isinstance(shown, str):
                lines = max(lines, lines_of(shown, field.width))
        self.heighten(grid.row(index), lines)

    def heighten(self, row: int, lines: int) -> None:
        """Room for a number of lines in a row."""
        self._set_height(row, lines * LINE_HEIGHT + 2)

    def _set_height(self, row: int, height: float) -> None:
        self._heights[row] = min(height, HIGHEST)
        self.sheet.set_row(row, self._heights[row])

    def stand_upright(self) -> None:
        """A page that is higher than wide."""
        self._sides = (SHORT, LONG)
        self.sheet.set_portrait()

    def keep_whole(self, blocks: Sequence[int], end: int, pages: int | None = None) -> None:
        """Page breaks before blocks of rows that would else be torn apart.

        ``blocks`` are their first rows, ``end`` is the row behind the last one. Where they take
        more than so many ``pages``, they are printed smaller.
        """
        across, down = self._sides
        width = sum(width * 7 + 5 for width in self.widths) * 0.75
        widest = min(100, int(100 * (across - EDGES) / width))
        for scale in range(widest, SMALLEST, -1):
            breaks = self._breaks(blocks, end, 100 * CARE * (down - ENDS) / scale)
            if pages is None or len(breaks) < pages:
                self.sheet.set_h_pagebreaks(breaks)
                if scale < widest:
                    self.sheet.set_print_scale(scale)
                return
        self.sheet.fit_to_pages(1, pages)

    def _breaks(self, blocks: Sequence[int], end: int, room: float) -> list[int]:
        """The blocks that begin a page which holds rows of so many points."""
        used, breaks = self._height(0, blocks[0]), []
        for first, following in pairwise((*blocks, end)):
            height = self._height(first, following)
            if used + height > room:
                breaks.append(first)
                used = 0.0
            used += height
        return breaks

    def _height(self, first: int, end: int) -> float:
        """The height of the rows before ``end``, in points."""
        return sum(self._heights.get(row, PLAIN_HEIGHT) for row in range(first, end))

    def subtotals(
        self,
        grid: Grid,
        fields: Sequence[Field],
        rows: Sequence[Mapping[str, Value]],
        label: str = "print.subtotal",
    ) -> None:
        """Sums of the rows in sight, above the header and so outside the filter."""
        self.write(grid.head - 1, 0, self.book.words(label), "bold")
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

    def dates(self, top: int, column: int, bottom: int, bounds: Sequence[date], error: str) -> None:
        """Cells that take a day and nothing else."""
        rule = {"validate": "date", "criteria": "between", "error_message": error}
        limits = {"minimum": bounds[0], "maximum": bounds[1]}
        self.sheet.data_validation(top, column, bottom, column, rule | limits)

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
    room = max(1, int(width * CHARACTERS))
    return 1 if len(text) <= room else max(1, len(textwrap.wrap(text, room)))
