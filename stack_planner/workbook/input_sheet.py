"""How one sheet of an input workbook looks, and what it offers to choose from."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stack_planner.columns import Kind
from stack_planner.workbook.style import TRAITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | None

SPARE_ROWS = 500
NARROWEST, WIDEST, WIDEST_TEXT = 9, 22, 64
TOPIC, TEXT = 24, 110
HEADING_LINES = 3
ARROW = 3
"""Room that the filter's arrow takes in a heading, in characters."""
CHARACTERS = 1.2
"""Characters of a text at 10 points that fit in a unit of column width, on the safe side."""
LINE_HEIGHT, SPACING = 13, 3
HIGHEST = 409
"""Points; a higher row Excel calls damaged."""
PAGE_WIDTH = 210
A4 = 9
LEFT = {"align": "left"}
RIGHT = {"align": "right", "indent": 1}
LOOKS: Mapping[Kind, Mapping[str, object]] = {
    Kind.TEXT: {**LEFT, "text_wrap": True},
    Kind.CURVE: {"text_wrap": True},
    Kind.CODE: {"num_format": "@"},
    Kind.CODES: {"num_format": "@", "text_wrap": True},
    Kind.MONEY: {**RIGHT, "num_format": "#,##0"},
    Kind.LIMIT: {**RIGHT, "num_format": "#,##0"},
    Kind.PERCENT: RIGHT,
    Kind.COUNT: RIGHT,
    Kind.NUMBER: RIGHT,
    Kind.YEAR: LEFT,
    Kind.DATE: {**LEFT, "num_format": "dd.mm.yyyy"},
}
"""How cells of a kind differ from others; figures keep away from the text beside them."""

AWAY_FROM_ARROW = {"align": "right", "indent": 2}


@dataclass(frozen=True)
class Field:
    """One column of a sheet: its heading, what it holds, its cells from the first row down.

    ``words`` are the only ones allowed in it; empty where it is free.
    """

    heading: str
    kind: Kind
    required: bool
    values: tuple[Value, ...]
    words: tuple[str, ...] = ()

    @cached_property
    def width(self) -> int:
        """Room for the values, within bounds, and for the heading in a few lines."""
        longest = max((len(_printed(value)) for value in self.values), default=0) + 2
        widest = WIDEST_TEXT if self.kind is Kind.TEXT else WIDEST
        width = max(NARROWEST, max(map(len, self.heading.split())) + ARROW, min(longest, widest))
        while len(textwrap.wrap(self.heading, width - ARROW)) > HEADING_LINES:
            width += 1
        return width


class Look:
    """The formats of one workbook, made of the traits of the house style."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.title = self._form("title")
        self.topic = self._form("bold", "wrap")
        self.text = self._form("wrap")
        self.body = {kind: self._form("row", **LOOKS.get(kind, {})) for kind in Kind}
        self._heads = {
            (required, figures): self._form(
                "header", *(() if required else ("muted",)), **(AWAY_FROM_ARROW if figures else {})
            )
            for required in (True, False)
            for figures in (True, False)
        }

    def _form(self, *traits: str, **more: object) -> Format:
        properties: dict[str, Any] = {}
        for trait in ("plain", *traits):
            properties |= TRAITS[trait]
        return self._book.add_format(properties | more)

    def head(self, field: Field) -> Format:
        """How a heading looks: required ones stand out, those of figures stand over them."""
        return self._heads[field.required, "indent" in LOOKS.get(field.kind, {})]


def write_lines(
    sheet: Worksheet, title: str, lines: Iterable[tuple[str, str]], look: Look, footer: str
) -> None:
    """A sheet of sentences: a title, then topics with their text, on one page."""
    sheet.set_column(0, 0, TOPIC)
    sheet.set_column(1, 1, TEXT)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, look.title)
    for row, (topic, text) in enumerate(lines, 2):
        sheet.set_row(row, _height([(text, TEXT)]) + LINE_HEIGHT / 2)
        sheet.write_string(row, 0, topic, look.topic)
        sheet.write_string(row, 1, text, look.text)
    _set_page(sheet, footer, wide=1, tall=1)


def write_table(sheet: Worksheet, fields: Sequence[Field], look: Look, footer: str) -> None:
    """One table from cell A1 down, its header in sight and on every page."""
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
        sheet.write_string(0, place, field.heading, look.head(field))
        for row, value in enumerate(field.values, 1):
            _write_cell(sheet, row, place, value, look.body[field.kind])
        if field.words:
            last = len(field.values) + SPARE_ROWS
            allowed = {"validate": "list", "source": list(field.words)}
            sheet.data_validation(1, place, last, place, allowed)
    sheet.autofilter(0, 0, max(len(fields[0].values), 1), len(fields) - 1)
    _set_heights(sheet, fields)
    _set_widths(sheet, [field.width for field in fields], footer)


def _write_cell(sheet: Worksheet, row: int, place: int, value: Value, form: Format) -> None:
    """One cell; whatever is text stays text, also where it begins as a formula does."""
    if value is None:
        sheet.write_blank(row, place, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    else:
        sheet.write_number(row, place, value, form)


def _printed(value: Value) -> str:
    """A value about as long as Excel shows it."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _set_heights(sheet: Worksheet, fields: Sequence[Field]) -> None:
    """Rows high enough for all they hold: not every program fits wrapped text by itself."""
    headings = [(field.heading, (field.width - ARROW) / CHARACTERS) for field in fields]
    sheet.set_row(0, _height(headings))
    rows = zip(*(field.values for field in fields), strict=True)
    for row, values in enumerate(rows, 1):
        texts = [(_printed(v), field.width) for v, field in zip(values, fields, strict=True)]
        sheet.set_row(row, _height(texts))


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row, in points, that shows all of its (text, column width)."""
    lines = (
        len(textwrap.wrap(text, int(width * CHARACTERS)))
        for text, width in texts
        if len(text) > width * CHARACTERS or "\n" in text
    )
    return min(LINE_HEIGHT * max([1, *lines]) + SPACING, HIGHEST)


def _set_widths(sheet: Worksheet, widths: Sequence[int], footer: str) -> None:
    """As many pages wide as stay legible; beside a wide table its first two columns stay."""
    kept = 2 if sum(widths) > PAGE_WIDTH else 0
    aside = sum(widths[:kept])
    sheet.freeze_panes(1, kept)
    sheet.repeat_rows(0)
    if kept:
        sheet.repeat_columns(0, kept - 1)
    wide = max(1, -(-(sum(widths) - aside) // (PAGE_WIDTH - aside)))
    _set_page(sheet, footer, wide=wide, tall=0)


def _set_page(sheet: Worksheet, footer: str, *, wide: int, tall: int) -> None:
    """A4 landscape, so many pages wide and tall (0: as many as it takes), numbered."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(wide, tall)
    sheet.set_footer(footer)
