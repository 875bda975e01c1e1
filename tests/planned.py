"""Plans of the small region as workbooks, and officers who edit them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from stack_planner.choosing.solve import Limits
from stack_planner.planning import Inputs, Order, plan
from stack_planner.words import load
from stack_planner.workbook.writing import plan_workbooks, save, workbook_names
from tests.changing import NEEDS, STACK
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEADER = 6
"""The row in which the header of a plan stands."""

TOWN, OTHER, REGION_BOOK = "plan_1001_Vetsi.xlsx", "plan_1002_Mensi.xlsx", "plan_region.xlsx"


def nothing(_: Tables) -> None:
    """The small region as it is."""


def inputs_of(folder: Path) -> Inputs:
    """The inputs in a folder."""
    return Inputs(folder / "inputs" / STACK, [folder / "inputs" / NEEDS])


def planned(folder: Path, change: Callable[[Tables], object] = nothing, lang: str = "cs") -> Path:
    """The folder with the inputs of the small region and the workbooks of its plan."""
    write_small(folder, change)
    books = _workbooks(_Inputs(folder), lang)
    save(folder / "outputs", books)
    return folder


class _Inputs:
    """A folder of inputs, the same as another one of the same bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        inputs = inputs_of(folder)
        self.content = tuple(path.read_bytes() for path in (inputs.stack, *inputs.needs))

    def __hash__(self) -> int:
        return hash(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Inputs) and self.content == other.content


@cache
def _workbooks(inputs: _Inputs, lang: str) -> dict[str, bytes]:
    order = Order(inputs_of(inputs.folder), Limits(), None, lang=lang)
    made, _ = plan(order, lambda _: None)
    return plan_workbooks(made, load(lang), workbook_names(made.strategy))


def edit(file: Path, change: Callable[[Any], object]) -> Path:
    """A workbook after somebody has changed it in a spreadsheet."""
    book = load_workbook(file)
    change(book)
    book.save(file)
    return file


def decide(file: Path, project: str, sheet: str = "Plán", **values: object) -> Path:
    """Cells of a project's row under headings that begin with the given words."""

    def change(book: Any) -> None:  # noqa: ANN401 — a workbook of openpyxl
        for heading, value in values.items():
            cell_of(book[sheet], project, heading).value = value

    return edit(file, change)


def reasoned(file: Path, project: str, **given: object) -> Path:
    """A project's row with what the officer says of it, in columns that are there or are added."""

    def change(book: Any) -> None:  # noqa: ANN401 — a workbook of openpyxl
        page = book["Plán"]
        row = cell_of(page, project, "Kód").row
        for name, value in given.items():
            heading = name.replace("_", " ")
            titles = [cell.value for cell in page[HEADER]]
            place = titles.index(heading) + 1 if heading in titles else len(titles) + 1
            page.cell(HEADER, place).value = heading
            page.cell(row, place).value = value

    return edit(file, change)


def cell_of(page: Worksheet, code: str, heading: str, column: int = 1) -> Cell:
    """The cell of a row with a code, under the first heading that begins with some words."""
    words = heading.replace("_", " ")
    header = next(row for row in page.iter_rows() if any(_begins(cell, words) for cell in row))
    place = next(cell.column for cell in header if _begins(cell, words))
    row = next(
        row[0].row
        for row in page.iter_rows(min_row=header[0].row + 1)
        if str(row[column - 1].value) == code
    )
    return page.cell(row, place)


def _begins(cell: Cell, words: str) -> bool:
    return str(cell.value or "").startswith(words)
