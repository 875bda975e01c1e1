"""Makes input workbooks: a sheet for every table that ``columns`` describes, ready to fill in.

The worked example and the templates come from here. The same rows give the same bytes: no clock,
no path, nothing that depends on the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from stack_planner.columns import SETTING_KEYS, TABLES, Column, Kind, Setting, Table
from stack_planner.words import load
from stack_planner.workbook.input_sheet import Field, Look, write_lines, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from enum import StrEnum

    from stack_planner.workbook.input_sheet import Value

YES_NO = {"cs": ("ano", "ne"), "en": ("yes", "no")}
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 — a stamp of the file, not a moment
EMPTY_YEARS = 3
"""Numbered columns of a table without rows."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The sheet in front of the tables: its name, its title, and lines of topic and text."""

    sheet: str
    title: str
    lines: Sequence[tuple[str, str]]


def input_workbook(  # noqa: PLR0913 — what a workbook may hold beside its tables
    workbook: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    lang: str,
    guide: Guide | None = None,
    *,
    shaped: Callable[[Table, list[Field]], list[Field]] = lambda _, fields: fields,
    last: Mapping[str, Sequence[Field]] | None = None,
) -> bytes:
    """One input workbook as the bytes of its file.

    Args:
        workbook: whose tables they are, ``stack`` or ``needs``.
        rows: by the name of a table its rows, each a mapping of the columns' fields. Money, counts
            and years are numbers, shares percentages (85 for 85 %), choices the values of their
            enum, yes or no ``bool``, lists of codes and numbered columns sequences; a missing field
            is a blank cell. A table that is not named gets no sheet, one without rows its headings
            and drop-down lists.
        lang: the language of sheets, headings and choices, ``cs`` or ``en``.
        guide: the first sheet.
        shaped: changes the columns of a table before they are written.
        last: further sheets behind the tables, by name.
    """
    import xlsxwriter  # noqa: PLC0415 — slow to import, needed only where something is written

    numbered = load(lang)("print.page", page="&P", pages="&N")
    footer = f"&L&8&F · &A&R&8{numbered}"
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    file = BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": guide.title if guide else "", "created": CREATED})
        look = Look(book)
        if guide:
            write_lines(book.add_worksheet(guide.sheet), guide.title, guide.lines, look, footer)
        for table in TABLES:
            if table.workbook == workbook and table.name in rows:
                fields = shaped(table, _fields(table, rows[table.name], lang))
                write_table(book.add_worksheet(_named(table, lang)), fields, look, footer)
        for name, fields_ in (last or {}).items():
            write_table(book.add_worksheet(name), fields_, look, footer)
    return file.getvalue()


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


def _fields(table: Table, rows: Sequence[Mapping[str, Any]], lang: str) -> list[Field]:
    """The columns of a table with the rows' values; the further ones of an open table come last."""
    columns = list(table.columns)
    if table.open_ended:
        known = {column.field for column in columns}
        further = dict.fromkeys(name for row in rows for name in row if name not in known)
        columns += [Column(name, name, name, Kind.NUMBER) for name in further]
    fields: list[Field] = []
    for column in columns:
        values = [row.get(column.field) for row in rows]
        fields += (_numbered if column.numbered else _single)(column, values, lang)
    return fields


def _single(column: Column, values: Iterable[Any], lang: str) -> Iterator[Field]:
    shown = tuple(_shown(value, column, lang) for value in values)
    words = tuple(_words(column, lang))
    yield Field(_named(column, lang), column.kind, column.required, shown, words)


def _numbered(column: Column, values: Iterable[Any], lang: str) -> Iterator[Field]:
    """As many columns as the longest row needs."""
    lists = [value or () for value in values]
    for n in range(max(map(len, lists), default=EMPTY_YEARS)):
        amounts = tuple(each[n] if n < len(each) else None for each in lists)
        heading = _named(column, lang).format(n=n + 1)
        yield Field(heading, column.kind, column.required, amounts)


def _shown(value: Any, column: Column | Setting, lang: str) -> Value:  # noqa: ANN401 — whatever a row holds
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


def _words(column: Column, lang: str) -> Iterable[str]:
    """The words that a column allows, for its drop-down list."""
    if column.kind is Kind.YESNO:
        return YES_NO[lang]
    choices = column.choices or {}
    return (_word(member, choices, lang) for member in dict.fromkeys(choices.values()))


def _word(member: str, choices: Mapping[str, StrEnum], lang: str) -> str:
    """The word of a choice: of its words the first is the Czech one, the last the English one.

    What is no choice stays as it is.
    """
    words = [word for word, meaning in choices.items() if meaning == member]
    if not words:
        return member
    return words[0 if lang == "cs" else -1]
