"""Columns read at once give what reading cell by cell gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from stack_planner import columns
from stack_planner.reading import tables
from stack_planner.reading.ahead import read_ahead
from stack_planner.reading.cells import Mark, Sheet
from stack_planner.reading.headings import Headings, find_header

if TYPE_CHECKING:
    from stack_planner.reading.tables import Found

PROJECTS = next(table for table in columns.TABLES if table.name == "projects")
HEADINGS = (
    *("Kód", "Název", "Oblast", "Rozsah", "Nejdříve", "Investice", "Investice 1. rok"),
    *("Investice 2. rok", "Způsobilé", "Min. účastníků", "Programy", "Neveřejné", "Navíc"),
)
AMOUNTS = st.integers(-5, 10**9).flatmap(lambda n: st.sampled_from([n, float(n)]))
"""An old workbook holds small numbers as whole ones, a new one all of them as floats."""

USUAL = st.tuples(
    st.sampled_from(["P1", "P2", "0042", "4101.0"]),
    st.text(max_size=4),
    st.sampled_from(["Oblast", " Oblast\xa0A ", "#", "#REF!", "Celkem"]),
    st.sampled_from(["ORP", "kraj", "společný", "krajj"]),
    st.sampled_from([2027.0, 2028, "2027", "r. 2027", 5.0, ""]),
    *(st.one_of(AMOUNTS, st.just("")) for _ in range(3)),
    st.sampled_from([85.0, 0.85, 1.0, True, "85 %", ""]),
    st.sampled_from([2.0, 3, 2.5, -1.0, ""]),
    st.sampled_from(["", "IROP", "IROP; OPZ"]),
    st.sampled_from(["ano", "ne", True, 1.0, "možná", ""]),
    st.sampled_from(["", "x", 5.0]),
)
ODD = st.sampled_from(["", None, "Celkem", "1,5", "12 mil.", 1.5, True, date(2027, 1, 1), "\u200b"])
SPOTS = st.dictionaries(st.tuples(st.integers(1, 12), st.integers(0, 12)), ODD, max_size=4)
MARKS = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(0, 12)),
    st.sampled_from([Mark.PERCENT, Mark.UNVALUED, Mark.ERROR, Mark.FOREIGN]),
    max_size=3,
)


def sheet_of(
    rows: list[tuple[Any, ...]],
    spots: dict[tuple[int, int], Any],
    marks: dict[tuple[int, int], Mark],
) -> Sheet:
    values: list[list[Any]] = [list(HEADINGS), *(list(row) for row in rows)]
    for (row, column), value in spots.items():
        if row < len(values):
            values[row][column] = value
    here = {place: mark for place, mark in marks.items() if place[0] < len(values)}
    return Sheet("x.xlsx", "Projekty", values, here)


def gist(found: Found) -> tuple[Any, ...]:
    rows = [
        (
            row.values,
            row.source,
            row.faulty,
            row.extra,
            row.cells,
            [*map(type, row.values.values())],
        )
        for row in found.rows
    ]
    return rows, found.problems, found.sheets


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(USUAL, max_size=12), SPOTS, MARKS)
def test_columns_read_at_once_give_what_single_cells_give(
    rows: list[tuple[Any, ...]],
    spots: dict[tuple[int, int], Any],
    marks: dict[tuple[int, int], Mark],
) -> None:
    sheet = sheet_of(rows, spots, marks)
    at_once = tables.read_table([sheet], PROJECTS)
    with patch("stack_planner.reading.body.read_ahead", return_value={}):
        one_by_one = tables.read_table([sheet], PROJECTS)
    assert gist(at_once) == gist(one_by_one)


def test_a_usual_table_is_read_at_once_but_for_the_rows_that_need_a_look() -> None:
    row = ("P1", "a", "b", "ORP", 2027.0, 5.0, 1.0, 2.0, "", 2.0, "", "ano", "x")
    wrong = (*row[:4], "brzy", *row[5:])
    total = ("Celkem", *("",) * 4, 10.0, *("",) * 7)
    sheet = sheet_of([row, wrong, row, total], {}, {})
    header = find_header(sheet, Headings(PROJECTS))
    assert header is not None
    ahead = read_ahead(sheet, header)
    assert set(ahead) == {1, 3}
    assert ahead[1]["capex_by_year"] == (1, 2)
