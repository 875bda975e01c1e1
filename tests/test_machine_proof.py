"""Workbooks that open without a repair prompt and that machines read without a person's help."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import load_workbook

from benchmarks import writing
from stack_planner import planning
from stack_planner.choosing import Limits
from stack_planner.records import Orp
from stack_planner.words import load
from stack_planner.workbook import making
from stack_planner.workbook.grid import Grid
from stack_planner.workbook.making import new_workbook
from stack_planner.workbook.town_checks import named_in
from stack_planner.workbook.writing import plan_workbooks, town_files, workbook_names
from tests.calculating import as_pdf, differences, needs_libreoffice, recalculated
from tests.every_workbook import every_workbook, inputs_of
from tests.inspecting import Inspected
from tests.machine_rules import LONGEST_FORMULA, RULES
from tests.small import write_small
from tests.test_workbooks import everything

if TYPE_CHECKING:
    from tests.inspecting import Sheet

MONEY = "#,##0"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return every_workbook(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="module")
def books(files: dict[str, Path]) -> dict[str, Inspected]:
    return {name: Inspected(path) for name, path in files.items()}


@pytest.mark.parametrize("rule", RULES)
def test_every_workbook_keeps(rule: str, books: dict[str, Inspected]) -> None:
    broken = [f"{name} {told}" for name, book in books.items() for told in RULES[rule](book)]
    assert broken == []


@pytest.mark.parametrize("engine", [pytest.param("openpyxl", marks=pytest.mark.slow), "calamine"])
def test_pandas_reads_every_table_with_money_as_numbers(
    engine: str, books: dict[str, Inspected]
) -> None:
    """Whoever reads a sheet from its header on gets numbers in every column of money."""
    seen, texts = 0, []
    for name, book in books.items():
        for sheet in book.sheets:
            money = money_columns(sheet)
            if not money:
                continue
            top, left, bottom, _ = sheet.filtered or (0, 0, 0, 0)
            frame = pd.read_excel(
                book.path,
                sheet_name=sheet.name,
                header=top - 1,
                nrows=bottom - top,
                engine=engine,
            )
            seen += len(money)
            texts += [
                f"{name} {sheet.name}: {frame.columns[column - left]}"
                for column in money
                if not pd.api.types.is_numeric_dtype(frame.iloc[:, column - left])
            ]
    assert seen > 300
    assert texts == []


def money_columns(sheet: Sheet) -> list[int]:
    """The columns of a sheet's filtered table whose cells are formatted as money."""
    if not sheet.filtered:
        return []
    top, left, _, right = sheet.filtered
    return [
        column
        for column in range(left, right + 1)
        if (cell := sheet.cells.get((top + 1, column))) and cell.look.number_format == MONEY
    ]


def test_what_begins_like_a_formula_is_a_text(books: dict[str, Inspected]) -> None:
    """Names and codes that begin with ``= + - @``, in every workbook of such a region."""
    for name, book in books.items():
        if not name.startswith("hostile"):
            continue
        cells = [cell for sheet in book.sheets for cell in sheet.cells.values()]
        begun = {cell.value[:1] for cell in cells if cell.is_text and cell.formula is None}
        assert {"=", "@"} <= begun, name
        ours = re.compile(r"\"[^=+@-]|[A-Z]+\(|'?[^\W\d][\w ]*'?!|\$?[A-Z]{1,3}\$?\d|\(|-?\d")
        strange = [c.formula for c in cells if c.formula and not ours.match(c.formula.lstrip("-"))]
        assert strange == [], name


@pytest.mark.slow
@needs_libreoffice
def test_formulas_hold_under_nasty_names(files: dict[str, Path], tmp_path: Path) -> None:
    ours = [path for name, path in files.items() if name.startswith("hostile-cs")]
    theirs = recalculated(ours, tmp_path)
    found = [d for old, new in zip(ours, theirs, strict=True) for d in differences(old, new)]
    assert found == []


@pytest.mark.slow
@needs_libreoffice
def test_a_previewer_shows_every_kind(files: dict[str, Path], tmp_path: Path) -> None:
    kinds = {name.partition("/")[0]: path for name, path in files.items() if "-cs/" in name}
    for printed in as_pdf([*kinds.values()], tmp_path):
        assert printed.read_bytes().startswith(b"%PDF"), printed.name


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(files: dict[str, Path], tmp_path: Path) -> None:
    """In another process with other hashes; in both languages."""
    code = "import sys, pathlib; from tests.every_workbook import every_workbook as e"
    subprocess.run(  # noqa: S603 — our own program
        [sys.executable, "-c", f"{code}; e(pathlib.Path(sys.argv[1]))", str(tmp_path)],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parent.parent,
        check=True,
        capture_output=True,
    )
    first = next(iter(files.values())).parent.parent
    other = [name for name, file in files.items() if different(file, first, tmp_path)]
    assert other == []


def different(file: Path, folder: Path, other: Path) -> bool:
    return file.read_bytes() != (other / file.relative_to(folder)).read_bytes()


def test_the_quick_way_of_writing_gives_the_bytes_of_xlsxwriter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Formulas and plain cells are written in less time than XlsxWriter takes, and alike."""
    plan = planning.plan(
        planning.Order(inputs_of(write_small(tmp_path, everything)), Limits(), None), lambda _: None
    )[0]
    names = workbook_names(plan.strategy)
    quick = plan_workbooks(plan, load("cs"), names)
    monkeypatch.setattr(making, "_PlainSheet", making._TextualSheet)  # noqa: SLF001
    assert plan_workbooks(plan, load("cs"), names) == quick


def test_a_text_in_a_formula_that_reads_like_a_new_function_stays() -> None:
    file = BytesIO()
    with new_workbook(file, "Zkouška", "cs") as book:
        sheet = book.add_worksheet("List")
        sheet.write_formula(0, 0, '=IF(B1="UNIQUE(1)",1,0)', None, 0)
    assert load_workbook(file)["List"]["A1"].value == '=IF(B1="UNIQUE(1)",1,0)'


def test_towns_alike_in_all_that_a_file_name_keeps_get_files_of_their_own() -> None:
    orps = [Orp("1-1", "Ves", 1), Orp("1 1", "VES", 1), Orp("1", "x" * 300, 1)]
    assert [*town_files(orps, "plan").values()] == [
        "plan_1_1_Ves.xlsx",
        "plan_1_1_VES_2.xlsx",
        f"plan_1_{'x' * 60}.xlsx",
    ]


def test_a_rule_on_a_thousand_projects_is_a_formula_that_excel_takes() -> None:
    grid = Grid("Plán", 5, ("project", "decision"), 1000)
    text = named_in(grid, [f"P{number:04}" for number in range(900)])
    assert len(text) < LONGEST_FORMULA - 200
    assert named_in(grid, ['P"1']) == 'Plán!$A$7:$A$1006={"P""1"}'


@pytest.mark.slow
def test_the_benchmark_of_writing_runs(tmp_path: Path) -> None:
    """A few workbooks of a small region; how fast they are is no test's business."""
    write_small(tmp_path, everything)
    assert writing.main(2, tmp_path / "inputs") > 0
