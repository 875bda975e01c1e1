"""Templates filled in as a person would: random valid values of every column of every table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from stack_planner.columns import SETTING_KEYS, TABLES, Column, Kind, Setting, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.workbook import Workbook

Filled = tuple[Any, Any]
"""What is typed into a cell, and what it means."""

TABLE = {table.name: table for table in TABLES}
CODES = ("0123", "4101", "A b", "P-07", "žluť", "007")
"""Codes as towns and offices write them: leading zeros, spaces, letters of ours."""

WORDS = st.text("abčř ĚŽ019.,;:–()=+@-", min_size=1, max_size=20).map(str.strip).filter(bool)


def typed(column: Column | Setting) -> st.SearchStrategy[Filled]:
    """A valid value of a column's kind with its meaning."""
    if column.kind in SIMPLE:
        return SIMPLE[column.kind]
    if column.kind is Kind.COUNT:
        return _same(st.integers(column.low or 0, column.high or 10**6))
    if column.kind in {Kind.NUMBER, Kind.DEGREE}:
        low, high = _bounds(column)
        return st.integers(low, high).map(lambda n: (n / 100, Fraction(n, 100)))
    if column.kind is Kind.CHANGE:
        low, high = _bounds(column)
        changes = st.integers(low, high).filter(lambda n: not 0 < abs(n) <= 100)
        return changes.map(lambda n: (n / 100, Fraction(n, 100)))
    return st.sampled_from(list((column.choices or {}).items()))


def _bounds(column: Column | Setting) -> tuple[int, int]:
    """The least and the greatest value, in hundredths."""
    high = 10**4 if column.high is None else column.high
    return (column.low or 0) * 100, high * 100


def _same(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Filled]:
    return values.map(lambda value: (value, value))


SIMPLE: Mapping[Kind, st.SearchStrategy[Filled]] = {
    Kind.TEXT: _same(WORDS),
    Kind.CODE: _same(st.sampled_from(CODES)),
    Kind.CODES: st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(
        lambda codes: ("; ".join(codes), tuple(codes))
    ),
    Kind.MONEY: _same(st.integers(0, 10**10)),
    Kind.LIMIT: st.one_of(st.just(("bez limitu", None)), _same(st.integers(0, 10**10))),
    Kind.PERCENT: st.integers(101, 10_000).map(lambda n: (n / 100, Fraction(n, 10_000))),
    Kind.YEAR: _same(st.integers(1990, 2100)),
    Kind.YESNO: st.sampled_from([("ano", True), ("ne", False)]),
    Kind.DATE: _same(st.dates(date(1990, 1, 1), date(2100, 12, 31))),
    Kind.CURVE: st.just(
        (
            "1:40; 3:80,5",
            ((Fraction(1), Fraction(2, 5)), (Fraction(3), Fraction(161, 200))),
        )
    ),
}
"""By kind, where nothing of the column but its kind matters."""


def filled_row(table: Table) -> st.SearchStrategy[dict[str, Filled]]:
    """Cells of one row by field: the required ones, and some of the others."""
    columns = [column for column in table.columns if not column.aside]
    return st.fixed_dictionaries(
        {column.field: typed(column) for column in columns if column.required},
        optional={column.field: typed(column) for column in columns if not column.required},
    )


def filled_settings() -> st.SearchStrategy[dict[str, Filled]]:
    """Values of some of the settings."""
    return st.fixed_dictionaries({}, optional={each.field: typed(each) for each in SETTING_KEYS})


def fill(book: Workbook, rows: Mapping[str, Sequence[Mapping[str, Filled]]], lang: str) -> None:
    """Types rows into a template, below the headings that stand there."""
    for name, filled in rows.items():
        table = TABLE[name]
        sheet = book[table.cs if lang == "cs" else table.en]
        places, first = _headings(sheet, table, lang)
        for number, row in enumerate(filled, first):
            for field, (value, _) in row.items():
                type_value(sheet.cell(number, places[field]), value)


def type_value(cell: Any, value: Any) -> None:  # noqa: ANN401
    """Puts a value into a cell; text that begins like a formula stays text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _headings(sheet: Any, table: Table, lang: str) -> tuple[dict[str, int], int]:  # noqa: ANN401
    """The columns of a template by field, the first numbered one; the row below the headings."""
    wanted = {(c.cs if lang == "cs" else c.en).format(n=1): c.field for c in table.columns}
    for row in sheet.iter_rows(max_row=10):
        found = {wanted[c.value]: c.column for c in row if c.value in wanted}
        if len(found) == len(wanted):
            return found, row[0].row + 1
    raise AssertionError(sheet.title)


def type_settings(book: Workbook, filled: Mapping[str, Filled], lang: str) -> None:
    """Types values beside the keys that stand in the sheet of settings."""
    sheet = book["Nastavení" if lang == "cs" else "Settings"]
    fields = {(s.cs if lang == "cs" else s.en): s.field for s in SETTING_KEYS}
    for row in sheet.iter_rows():
        field = fields.get(row[0].value, "")
        if field in filled:
            type_value(row[1], filled[field][0])


def type_criteria(
    book: Workbook, name: str, levels: Mapping[str, Sequence[Any]], lang: str
) -> None:
    """Types criteria into the empty headings of an open table, and levels below them."""
    sheet = book[TABLE[name].cs if lang == "cs" else TABLE[name].en]
    places, first = _headings(sheet, TABLE[name], lang)
    for column, (code, cells) in enumerate(levels.items(), max(places.values()) + 1):
        sheet.cell(first - 1, column).value = code
        for row, value in enumerate(cells, first):
            sheet.cell(row, column).value = value
