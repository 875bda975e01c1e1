"""What our reader sees of a workbook is what openpyxl sees, and quick searches miss nothing."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from stack_planner.reading.archive import Archive
from stack_planner.reading.cells import Mark
from stack_planner.reading.files import read_sheets
from stack_planner.reading.scanning import corner_of, search_sheet, usual_sheet
from stack_planner.reading.walking import walk_sheet

if TYPE_CHECKING:
    from stack_planner.reading.cells import Cell

ROOT = Path(__file__).parent.parent
SHIPPED = sorted([*ROOT.glob("inputs/*.xlsx"), *ROOT.glob("examples/*/inputs/*.xlsx")])
OPEN = sorted((ROOT.parent / "shared" / "cases" / "open" / "spreadsheets").glob("*.xlsx"))

VALUES = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e12, 1e12, allow_subnormal=False),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8),
    st.sampled_from(["=A1", "=1/0", "#REF!", "#N/A", "řádek\ndruhý", " mezery ", "_x0041_"]),
)
FORMATS = st.sampled_from(["General", "0 %", "0.00%", "#,##0", '0" %"', "@", '0 "€"', '0 "Kč"'])
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 30), st.integers(1, 40)), st.tuples(VALUES, FORMATS), max_size=25
)


def seen_by_openpyxl(path: Path) -> dict[tuple[str, int, int], tuple[Any, bool]]:
    """Value and error of every filled cell by sheet, row and column."""
    seen = {}
    for sheet in load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                value = value.date() if isinstance(value, datetime) else value
                if value is not None and value != "":
                    seen[sheet.title, cell.row, cell.column] = (value, cell.data_type == "e")
    return seen


def seen_by_us(path: Path) -> dict[tuple[str, int, int], tuple[Any, bool]]:
    """The same, by our reader."""

    def spot(cell: Cell) -> tuple[Any, bool]:
        return cell.value, cell.is_error

    sheets, problems = read_sheets(path)
    assert not [problem for problem in problems if problem.code != "external_links"]
    return {
        (sheet.name, row, column): spot(cell)
        for sheet in sheets
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell.value is not None
    }


@pytest.mark.parametrize("path", [*SHIPPED, *OPEN], ids=lambda path: path.name)
def test_a_workbook_reads_as_openpyxl_reads_it(path: Path) -> None:
    assert seen_by_us(path) == seen_by_openpyxl(path)


def written(cells: dict[tuple[int, int], tuple[Any, str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    for (row, column), (value, shown) in cells.items():
        cell = sheet.cell(row, column, value)
        if not isinstance(value, date):
            cell.number_format = shown
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(CELLS)
def test_any_workbook_reads_as_openpyxl_reads_it(
    cells: dict[tuple[int, int], tuple[Any, str]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(written(cells))
        theirs = seen_by_openpyxl(path)
        ours = seen_by_us(path)
        texts = {place: value for place, (value, _) in theirs.items() if isinstance(value, str)}
        escaped = {place for place, text in texts.items() if "_x" in text}
        assert {p: v for p, v in ours.items() if p not in escaped} == {
            p: v for p, v in theirs.items() if p not in escaped
        }


@settings(max_examples=30, deadline=None, derandomize=True)
@given(CELLS)
def test_the_quick_search_sees_what_the_slow_walk_sees(
    cells: dict[tuple[int, int], tuple[Any, str]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(written(cells))
        with Archive(path) as archive:
            xml = archive.read("xl/worksheets/sheet1.xml")
    styles = {1: Mark.PERCENT, 2: Mark.FOREIGN, 12: Mark.PERCENT}
    usual = usual_sheet(xml)
    assert usual is not None
    quick, slow = search_sheet(usual, styles), walk_sheet(xml, styles)
    assert (quick.marks, quick.errors) == (slow.marks, slow.errors)
    near = corner_of(usual)
    assert near[0] >= slow.corner[0]
    assert near[1] >= slow.corner[1]


@settings(max_examples=20, deadline=None, derandomize=True)
@given(CELLS)
def test_formulas_without_a_value_percentages_and_other_currencies_are_marked(
    cells: dict[tuple[int, int], tuple[Any, str]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(written(cells))
        (sheet,), _ = read_sheets(path)
    for (row, column), (value, shown) in cells.items():
        mark = sheet.marks.get((row - 1, column - 1), Mark(0))
        if isinstance(value, str) and value.startswith("=") and len(value) > 1:
            assert Mark.UNVALUED in mark
        elif isinstance(value, int | float) and not isinstance(value, bool):
            assert (Mark.PERCENT in mark) == (shown in ("0 %", "0.00%"))
            assert (Mark.FOREIGN in mark) == (shown == '0 "€"')
