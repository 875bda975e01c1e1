"""Writes input workbooks: a sheet for every table that ``columns`` describes, ready to fill in.

The worked example and the templates come from here. The same rows give the same bytes: no clock,
no path, nothing that depends on the machine.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stack_planner.columns import SETTING_KEYS, TABLES, Column, Kind, Setting, Table
from stack_planner.workbook.style import TRAITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from enum import StrEnum
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

YES_NO = {"cs": ("ano", "ne"), "en": ("yes", "no")}
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 — a stamp of the file, not a moment
SPARE_ROWS = 500
EMPTY_YEARS = 3
NARROWEST, WIDEST, WIDEST_TEXT = 9, 22, 56
HEADING_LINES = 3
ARROW = 3
"""Room that the filter's arrow takes in a heading, in characters."""
CHARACTERS = 1.2
"""Characters of a text at 10 points that fit in a unit of column width, on the safe side."""
LINE_HEIGHT, SPACING = 13, 3
PAGE_WIDTH = 190
A4 = 9
LOOKS: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("wrap",),
    Kind.CURVE: ("wrap",),
    Kind.CODE: ("code",),
    Kind.CODES: ("code", "wrap"),
    Kind.MONEY: ("money",),
    Kind.LIMIT: ("money",),
    Kind.YEAR: ("year",),
}
"""The traits of body cells by kind; whatever is not named looks as Excel shows it."""

FIGURES = {Kind.MONEY, Kind.LIMIT, Kind.PERCENT, Kind.COUNT, Kind.NUMBER}
AWAY_FROM_ARROW = {"align": "right", "indent": 2}


@dataclass(frozen=True, slots=True)
class Guide:
    """The sheet in front of the tables: its name, its title, and lines of topic and text."""

    sheet: str
    title: str
    lines: Sequence[tuple[str, str]]


def write_inputs(
    path: Path,
    workbook: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    lang: str,
    guide: Guide | None = None,
) -> None:
    """Writes one input workbook.

    Args:
        path: the file to be written; one of that name is replaced.
        workbook: whose tables they are, ``stack`` or ``needs``.
        rows: by the name of a table its rows, each a mapping of the columns' fields. Money, counts
            and years are numbers, shares percentages (85 for 85 %), choices the values of their
            enum, yes or no ``bool``, lists of codes and numbered columns sequences; a missing field
            is a blank cell. A table that is not named gets no sheet, one without rows its headings
            and drop-down lists.
        lang: the language of sheets, headings and choices, ``cs`` or ``en``.
        guide: the first sheet.
    """
    import xlsxwriter  # noqa: PLC0415 — slow to import, needed only where something is written

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": guide.title if guide else path.stem, "created": CREATED})
        look = _Look(book)
        if guide:
            _write_guide(book.add_worksheet(guide.sheet), guide, look)
        for table in TABLES:
            if table.workbook == workbook and table.name in rows:
                sheet = book.add_worksheet(_named(table, lang))
                fields = _fields(table, rows[table.name], lang)
                _write_table(sheet, fields, look)
                _offer_words(sheet, fields, lang)


def settings_rows(
    settings: Mapping[str, tuple[object, str]], lang: str
) -> list[Mapping[str, object]]:
    """Rows of the sheet of settings, from (value, note) by the settings' fields."""
    return [
        {"key": _named(setting, lang), "value": _shown(value, setting, lang), "note": note}
        for setting in SETTING_KEYS
        if setting.field in settings
        for value, note in (settings[setting.field],)
    ]


def _named(thing: Table | Column | Setting, lang: str) -> str:
    return thing.cs if lang == "cs" else thing.en


@dataclass(frozen=True)
class _Field:
    """One column of a sheet: its heading, what it holds, its cells from the first row down."""

    heading: str
    column: Column
    values: tuple[Any, ...]

    @cached_property
    def width(self) -> int:
        """Room for the values, within bounds, and for the heading in a few lines."""
        longest = max((len(_printed(value)) for value in self.values), default=0) + 2
        widest = WIDEST_TEXT if self.column.kind is Kind.TEXT else WIDEST
        width = max(NARROWEST, max(map(len, self.heading.split())) + ARROW, min(longest, widest))
        while len(textwrap.wrap(self.heading, width - ARROW)) > HEADING_LINES:
            width += 1
        return width


def _fields(table: Table, rows: Sequence[Mapping[str, Any]], lang: str) -> list[_Field]:
    """The columns of a table with the rows' values; the further ones of an open table come last."""
    columns = list(table.columns)
    if table.open_ended:
        known = {column.field for column in columns}
        further = dict.fromkeys(name for row in rows for name in row if name not in known)
        columns += [Column(name, name, name, Kind.NUMBER) for name in further]
    fields: list[_Field] = []
    for column in columns:
        values = [row.get(column.field) for row in rows]
        if column.numbered:
            fields += _numbered(column, values, lang)
        else:
            shown = tuple(_shown(value, column, lang) for value in values)
            fields.append(_Field(_named(column, lang), column, shown))
    return fields


def _numbered(column: Column, values: Iterable[Any], lang: str) -> Iterator[_Field]:
    """As many columns as the longest row needs."""
    lists = [value or () for value in values]
    for n in range(max(map(len, lists), default=EMPTY_YEARS)):
        amounts = tuple(each[n] if n < len(each) else None for each in lists)
        yield _Field(_named(column, lang).format(n=n + 1), column, amounts)


def _shown(value: Any, column: Column | Setting, lang: str) -> str | float | date | None:  # noqa: ANN401 — whatever a row holds
    """What is written in the cell: words of the language, numbers, dates; None where blank."""
    if isinstance(value, bool):
        return YES_NO[lang][0 if value else 1]
    if isinstance(value, str):
        return _word(value, column.choices, lang) if column.choices else value
    if isinstance(value, Fraction):
        return float(value)
    if value is None or isinstance(value, int | float | date):
        return value
    return "; ".join(value)


def _word(member: str, choices: Mapping[str, StrEnum], lang: str) -> str:
    """The word of a choice: of its words the first is the Czech one, the last the English one."""
    words = [word for word, meaning in choices.items() if meaning == member]
    return words[0 if lang == "cs" else -1]


def _printed(value: str | float | date | None) -> str:
    """A value about as long as Excel shows it."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


class _Look:
    """The formats of one workbook, made of the traits of the house style."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.title, self.topic, self.text = (
            self._form(*traits) for traits in (("title",), ("bold", "wrap"), ("wrap",))
        )
        self.body = {kind: self._form("row", *LOOKS.get(kind, ())) for kind in Kind}
        self.body[Kind.DATE] = self._form("row", num_format="dd.mm.yyyy", align="left")
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

    def head(self, column: Column) -> Format:
        """How a heading looks: required ones stand out, those of figures stand over them."""
        return self._heads[column.required, column.kind in FIGURES]


def _write_guide(sheet: Worksheet, guide: Guide, look: _Look) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, guide.title, look.title)
    for row, (topic, text) in enumerate(guide.lines, 2):
        sheet.set_row(row, _height([(text, 110)]) + LINE_HEIGHT / 2)
        sheet.write_string(row, 0, topic, look.topic)
        sheet.write_string(row, 1, text, look.text)
    sheet.hide_gridlines(2)
    _set_page(sheet, pages=1)


def _write_table(sheet: Worksheet, fields: Sequence[_Field], look: _Look) -> None:
    """One table from cell A1 down, and how it looks and prints; required headings stand out."""
    for place, field in enumerate(fields):
        sheet.set_column(place, place, field.width)
        sheet.write_string(0, place, field.heading, look.head(field.column))
        for row, value in enumerate(field.values, 1):
            _write_cell(sheet, row, place, value, look.body[field.column.kind])
    rows = zip(*(field.values for field in fields), strict=True)
    for row, values in enumerate(rows, 1):
        texts = [(_printed(v), f.width) for v, f in zip(values, fields, strict=True)]
        sheet.set_row(row, _height(texts))
    headings = [(field.heading, (field.width - ARROW) / CHARACTERS) for field in fields]
    sheet.set_row(0, _height(headings))
    sheet.autofilter(0, 0, max(len(fields[0].values), 1), len(fields) - 1)
    sheet.hide_gridlines(2)
    _keep_in_sight(sheet, [field.width for field in fields])


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row, in points, that shows all of its (text, column width)."""
    lines = (len(textwrap.wrap(text, int(width * CHARACTERS))) for text, width in texts)
    return LINE_HEIGHT * max(1, *lines) + SPACING


def _write_cell(
    sheet: Worksheet, row: int, place: int, value: str | float | date | None, form: Format
) -> None:
    """One cell; whatever is text stays text, also where it begins as a formula does."""
    if value is None:
        sheet.write_blank(row, place, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    else:
        sheet.write_number(row, place, value, form)


def _offer_words(sheet: Worksheet, fields: Iterable[_Field], lang: str) -> None:
    """Drop-down lists where only certain words are allowed, for rows still to come as well."""
    for place, field in enumerate(fields):
        choices = field.column.choices or {}
        words = [_word(member, choices, lang) for member in dict.fromkeys(choices.values())]
        if field.column.kind is Kind.YESNO:
            words = list(YES_NO[lang])
        if words:
            last = len(field.values) + SPARE_ROWS
            sheet.data_validation(1, place, last, place, {"validate": "list", "source": words})


def _keep_in_sight(sheet: Worksheet, widths: Sequence[int]) -> None:
    """The header on screen and on every page, and beside a wide table its first two columns."""
    kept = 2 if sum(widths) > PAGE_WIDTH else 0
    aside = sum(widths[:kept])
    sheet.freeze_panes(1, kept)
    sheet.repeat_rows(0)
    if kept:
        sheet.repeat_columns(0, kept - 1)
    _set_page(sheet, pages=max(1, -(-(sum(widths) - aside) // (PAGE_WIDTH - aside))))


def _set_page(sheet: Worksheet, pages: int) -> None:
    """A4 landscape, so many pages wide, numbered."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&8&F · &A&R&8&P / &N")
