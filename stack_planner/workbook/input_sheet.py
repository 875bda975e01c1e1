"""How one sheet of an input workbook looks, and what it offers to choose from."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from stack_planner.columns import Kind
from stack_planner.workbook.grid import fitting, is_like_number
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
LAST_COLUMN = 199
"""How far to the right a protected sheet leaves columns free; each one costs time in XlsxWriter."""

ROOM: Mapping[Kind, int] = {
    Kind.TEXT: 26,
    Kind.CODES: 16,
    Kind.CURVE: 16,
    Kind.MONEY: 13,
    Kind.LIMIT: 13,
    Kind.CHOICE: 14,
    Kind.DATE: 12,
}
"""Widths of columns that nothing stands in yet."""
ALLOWED = dict.fromkeys(
    (
        *("format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows"),
        *("delete_rows", "sort", "autofilter", "select_locked_cells", "select_unlocked_cells"),
    ),
    True,
)
"""What a protected sheet allows: it keeps the headings, and nothing else, from being changed."""
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
    Kind.DEGREE: RIGHT,
    Kind.CHANGE: RIGHT,
    Kind.YEAR: LEFT,
    Kind.DATE: {**LEFT, "num_format": "dd.mm.yyyy"},
}
"""How cells of a kind differ from others; figures keep away from the text beside them."""

AWAY_FROM_ARROW = {"align": "right", "indent": 2}


@dataclass(frozen=True)
class Field:
    """One column of a sheet: its heading, what it holds, its cells from the first row down.

    ``check`` is the validation of its cells, ``own`` those of its first rows where they differ from
    it, ``heading_check`` that of a heading which is left to the person who fills in.
    """

    heading: str
    kind: Kind
    required: bool
    values: tuple[Value, ...]
    check: Mapping[str, Any] = field(default_factory=dict)
    own: tuple[Mapping[str, Any], ...] = ()
    heading_check: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def width(self) -> int:
        """Room for the values, within bounds, and for the heading in a few lines."""
        longest = max((len(_printed(value)) for value in self.values), default=0) + 2
        widest = WIDEST_TEXT if self.kind is Kind.TEXT else WIDEST
        heading = max(map(len, self.heading.split()), default=0) + ARROW
        filled = any(value is not None for value in self.values)
        empty = 0 if filled else ROOM.get(self.kind, 0)
        width = max(NARROWEST, heading, empty, min(longest, widest))
        while len(textwrap.wrap(self.heading, width - ARROW)) > HEADING_LINES:
            width += 1
        return width


@dataclass(frozen=True)
class Frame:
    """What surrounds a table: its footer, lines above the header, and whether it is protected."""

    footer: str
    lead: tuple[str, ...] = ()
    protected: bool = False


class Look:
    """The formats of one workbook, made of the traits of the house style.

    Cells of an ``open`` look may be filled in on a protected sheet, its headings may not.
    """

    def __init__(self, book: Workbook, *, open_cells: bool = False) -> None:
        self._book = book
        cells = {"locked": False} if open_cells else {}
        self.title = self._form("title")
        self.topic = self._form("bold", "wrap")
        self.text = self._form("wrap")
        self.lead = self._form("subtitle")
        self.body = {kind: self._form("row", **LOOKS.get(kind, {}), **cells) for kind in Kind}
        self.said = self._form("row", **LOOKS[Kind.CODES], **LEFT, **cells)
        self.beyond = self._form(**cells)
        self.asked = self._form("header", "input", locked=False)
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
        if field.heading_check:
            return self.asked
        return self._heads[field.required, "indent" in LOOKS.get(field.kind, {})]


def write_lines(
    sheet: Worksheet, title: str, lines: Iterable[tuple[str, str]], look: Look, frame: Frame
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
    if frame.protected:
        sheet.protect("", ALLOWED)
    _set_page(sheet, frame.footer, wide=1, tall=1)


def write_table(sheet: Worksheet, fields: Sequence[Field], look: Look, frame: Frame) -> None:
    """One table from column A on, its header in sight and on every page."""
    _write_lead(sheet, frame.lead, look)
    top = len(frame.lead)
    for place, column in enumerate(fields):
        form = look.body[column.kind] if frame.protected else None
        sheet.set_column(place, place, column.width, form)
        sheet.write_string(top, place, column.heading, look.head(column))
        for row, value in enumerate(column.values, top + 1):
            said = isinstance(value, str) and is_like_number(value)
            _write_cell(sheet, row, place, value, look.said if said else look.body[column.kind])
        _set_checks(sheet, top, place, column)
    if frame.protected:
        sheet.set_column(len(fields), LAST_COLUMN, None, look.beyond)
        sheet.protect("", ALLOWED)
    sheet.autofilter(top, 0, top + max(len(fields[0].values), 1), len(fields) - 1)
    _set_heights(sheet, fields, top)
    _set_widths(sheet, [column.width for column in fields], frame)


def _write_lead(sheet: Worksheet, lead: Sequence[str], look: Look) -> None:
    """Lines above the header, too long for their cell and therefore running on over the next."""
    for row, line in enumerate(lead):
        sheet.set_row(row, None, look.lead)
        sheet.write_string(row, 0, line, look.lead)


def _set_checks(sheet: Worksheet, top: int, place: int, column: Field) -> None:
    """What the cells of a column offer and accept, also in rows to come."""
    first, last = top + 1, top + len(column.values) + SPARE_ROWS
    for row, check in enumerate(column.own, first):
        _set_check(sheet, (row, row), place, check)
    _set_check(sheet, (first + len(column.own), last), place, column.check)
    _set_check(sheet, (top, top), place, column.heading_check)


def _set_check(
    sheet: Worksheet, rows: tuple[int, int], place: int, check: Mapping[str, Any]
) -> None:
    if check.get("validate", "any") == "any" and "input_message" not in check:
        return
    first, last = rows
    options = dict(check)
    if "value" in options:
        cell = xl_rowcol_to_cell(first, place)
        options["value"] = options["value"].replace("{cell}", cell)
    sheet.data_validation(first, place, last, place, options)


def _write_cell(sheet: Worksheet, row: int, place: int, value: Value, form: Format) -> None:
    """One cell; whatever is text stays text, also where it begins as a formula does."""
    if value is None:
        sheet.write_blank(row, place, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, place, fitting(value), form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    else:
        sheet.write_number(row, place, value, form)


def _printed(value: Value) -> str:
    """A value about as long as Excel shows it."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _set_heights(sheet: Worksheet, fields: Sequence[Field], top: int) -> None:
    """Rows high enough for all they hold: not every program fits wrapped text by itself."""
    headings = [(each.heading, (each.width - ARROW) / CHARACTERS) for each in fields]
    sheet.set_row(top, _height(headings))
    rows = zip(*(each.values for each in fields), strict=True)
    for row, values in enumerate(rows, top + 1):
        texts = [(_printed(v), each.width) for v, each in zip(values, fields, strict=True)]
        sheet.set_row(row, _height(texts))


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row, in points, that shows all of its (text, column width)."""
    lines = (
        len(textwrap.wrap(text, int(width * CHARACTERS)))
        for text, width in texts
        if len(text) > width * CHARACTERS or "\n" in text
    )
    return min(LINE_HEIGHT * max([1, *lines]) + SPACING, HIGHEST)


def _set_widths(sheet: Worksheet, widths: Sequence[int], frame: Frame) -> None:
    """As many pages wide as stay legible; beside a wide table its first two columns stay."""
    kept = 2 if sum(widths) > PAGE_WIDTH else 0
    aside = sum(widths[:kept])
    top = len(frame.lead)
    sheet.freeze_panes(top + 1, kept)
    sheet.repeat_rows(top)
    if kept:
        sheet.repeat_columns(0, kept - 1)
    wide = max(1, -(-(sum(widths) - aside) // (PAGE_WIDTH - aside)))
    _set_page(sheet, frame.footer, wide=wide, tall=0)


def _set_page(sheet: Worksheet, footer: str, *, wide: int, tall: int) -> None:
    """A4 landscape, so many pages wide and tall (0: as many as it takes), numbered."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(wide, tall)
    sheet.set_footer(footer)
