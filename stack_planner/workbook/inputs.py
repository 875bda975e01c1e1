"""Makes input workbooks: a sheet for every table that ``columns`` describes, ready to fill in.

The worked example and the templates come from here. The same rows give the same bytes: no clock,
no path, nothing that depends on the machine.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from stack_planner.columns import SETTING_KEYS, TABLES, Column, Kind, Setting, Table
from stack_planner.columns.choices import word_of
from stack_planner.columns.table import name_of
from stack_planner.words import load
from stack_planner.workbook.input_sheet import (
    SPARE_ROWS,
    Field,
    Frame,
    Look,
    write_lines,
    write_table,
)
from stack_planner.workbook.offering import YES_NO, check_of, listed, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from stack_planner.words import Words
    from stack_planner.workbook.input_sheet import Value
    from stack_planner.workbook.offering import Check

EMPTY_YEARS = 3
"""Numbered columns of a table without rows."""
EMPTY_CRITERIA = 12
"""Columns for criteria whose headings a template leaves to the person who fills it in."""
LEAD = 120
"""Characters of a line above a template's header."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The sheet in front of the tables: its name, its title, and lines of topic and text."""

    sheet: str
    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Aside:
    """A sheet to look things up in: its name, its columns, what it is about.

    ``lists`` is what its first column offers to the tables, as ``projects``.
    """

    sheet: str
    fields: Sequence[Field]
    lead: str = ""
    lists: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What makes an input workbook a template: protected headings, lines above, sheets aside."""

    asides: Sequence[Aside] = ()


def input_workbook(  # noqa: PLR0913 — what a workbook may hold beside its tables
    workbook: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    lang: str,
    guide: Guide | None = None,
    form: Form | None = None,
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
        form: makes it a template to be filled in by others; None for a plain workbook.
        shaped: changes the columns of a table before they are written.
        last: further sheets behind the tables, by name.
    """
    from stack_planner.workbook.making import new_workbook  # noqa: PLC0415 — slow to import

    words = load(lang)
    footer = f"&L&8&F · &A&R&8{words('print.page', page='&P', pages='&N')}"
    file = BytesIO()
    title = guide.title if guide else words(f"document.{workbook}")
    with new_workbook(file, title, lang) as book:
        fixed = Look(book)
        look = Look(book, open_cells=True) if form else fixed
        if guide:
            frame = Frame(footer, protected=bool(form))
            write_lines(book.add_worksheet(guide.sheet), guide.title, guide.lines, fixed, frame)
        for aside in form.asides if form else ():
            frame = Frame(footer, _lines(aside.lead), protected=True)
            write_table(book.add_worksheet(aside.sheet), aside.fields, fixed, frame)
        tables = [table for table in TABLES if table.workbook == workbook and table.name in rows]
        lists = _lists(tables, rows, words, form)
        for table in tables:
            frame = Frame(footer, _lead(table, words, form), protected=bool(form))
            fields = shaped(table, _fields(table, rows[table.name], words, lists, form))
            write_table(book.add_worksheet(name_of(table, lang)), fields, look, frame)
        for name, further in (last or {}).items():
            write_table(book.add_worksheet(name), further, fixed, Frame(footer))
    return file.getvalue()


def _lead(table: Table, words: Words, form: Form | None) -> tuple[str, ...]:
    """What a row of the table is, above the header of a template."""
    return _lines(words(f"table.{table.name}.note")) if form else ()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, LEAD))


def _lists(
    tables: Iterable[Table], rows: Mapping[str, Sequence[Any]], words: Words, form: Form | None
) -> dict[str, str]:
    """The ranges of codes by what they are codes of: those of tables and of sheets aside."""
    lists: dict[str, str] = {}
    for table in tables:
        if table.columns[0].field == "code":
            first = len(_lead(table, words, form)) + 2
            last = first + len(rows[table.name]) + SPARE_ROWS - 1
            lists[table.name] = listed(name_of(table, words.lang), first, last)
    for aside in form.asides if form else ():
        if aside.lists:
            first = len(_lines(aside.lead)) + 2
            last = first + len(aside.fields[0].values) - 1
            lists[aside.lists] = listed(aside.sheet, first, last)
    return lists


def settings_rows(
    settings: Mapping[str, tuple[object, str]], lang: str
) -> list[Mapping[str, object]]:
    """Rows of the sheet of settings, from (value, note) by the settings' fields."""
    return [
        {"key": name_of(setting, lang), "value": _shown(value, setting, lang), "note": note}
        for setting in SETTING_KEYS
        if setting.field in settings
        for value, note in (settings[setting.field],)
    ]


def _fields(
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    words: Words,
    lists: Mapping[str, str],
    form: Form | None,
) -> list[Field]:
    """The columns of a table with the rows' values; the further ones of an open table come last."""
    fields: list[Field] = []
    for column in table.columns:
        values = [row.get(column.field) for row in rows]
        if column.aside and not form and not any(values):
            continue
        check = check_of(column, words, f"column.{table.name}.{column.field}", lists)
        fields += (_numbered if column.numbered else _single)(column, values, words.lang, check)
    if table.name == "settings":
        fields = [_keys(fields[0], words.lang), _values(fields[1], rows, words), *fields[2:]]
    if table.open_ended:
        known = {column.field for column in table.columns}
        further = dict.fromkeys(name for row in rows for name in row if name not in known)
        fields += [_levels(name, [row.get(name) for row in rows]) for name in further]
    if table.open_ended and form:
        fields += [_blank_criterion(len(rows), words, lists)] * EMPTY_CRITERIA
    return fields


def _single(column: Column, values: Iterable[Any], lang: str, check: Check) -> Iterator[Field]:
    shown = tuple(_shown(value, column, lang) for value in values)
    yield Field(name_of(column, lang), column.kind, column.required, shown, check)


def _numbered(column: Column, values: Iterable[Any], lang: str, check: Check) -> Iterator[Field]:
    """As many columns as the longest row needs."""
    lists = [value or () for value in values]
    for n in range(max(map(len, lists), default=EMPTY_YEARS)):
        amounts = tuple(each[n] if n < len(each) else None for each in lists)
        heading = name_of(column, lang).format(n=n + 1)
        titled = check | {"input_title": check["input_title"].replace("n.", f"{n + 1}.")}
        yield Field(heading, column.kind, column.required, amounts, titled)


def _levels(name: str, values: Iterable[Any]) -> Field:
    """The levels of one criterion."""
    column = Column(name, name, name, Kind.NUMBER)
    return Field(name, Kind.NUMBER, required=False, values=tuple(_shown(v, column) for v in values))


def _blank_criterion(rows: int, words: Words, lists: Mapping[str, str]) -> Field:
    """A column whose heading is still to be chosen from the criteria's codes."""
    check: Check = {
        "input_title": words("template.criterion.title"),
        "input_message": words("template.criterion.note"),
        "error_title": words("template.alert.title"),
        "error_message": words("template.alert.code"),
        "validate": "any",
    }
    if "criteria" in lists:
        check |= {"validate": "list", "source": lists["criteria"], "error_type": "warning"}
    values = (None,) * rows
    return Field("", Kind.NUMBER, required=False, values=values, heading_check=check)


def _keys(field: Field, lang: str) -> Field:
    """The column of settings' keys, which offers them."""
    keys = one_of(name_of(setting, lang) for setting in SETTING_KEYS)
    return replace(field, check={**field.check, **keys})


def _values(field: Field, rows: Sequence[Mapping[str, Any]], words: Words) -> Field:
    """The column of settings' values: each offers and accepts what its setting holds."""
    known = {name_of(setting, words.lang): setting for setting in SETTING_KEYS}
    keys = (known.get(row["key"]) for row in rows)
    own = (check_of(key, words, f"setting.{key.field}", {}) if key else field.check for key in keys)
    return replace(field, own=tuple(own))


def _shown(value: Any, column: Column | Setting, lang: str = "cs") -> Value:  # noqa: ANN401 — whatever a row holds
    """What is written in the cell: words of the language, numbers, dates; None where blank."""
    if isinstance(value, bool):
        return YES_NO[lang][0 if value else 1]
    if isinstance(value, str):
        return word_of(value, column.choices, lang) if column.choices else value
    if isinstance(value, Fraction):
        return float(value)
    if value is None or isinstance(value, int | float | date):
        return value
    return "; ".join(value)
