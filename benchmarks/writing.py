"""Workbooks of a whole country: 206 of the full shape by us, and the same cells by openpyxl.

Ours is everything from the plan to the finished bytes: counting every value, making every formula,
writing. openpyxl is handed the finished content as plain data and only writes it: texts, numbers,
formulas (without their values, which it cannot write), a named style for each look, widths,
heights, conditional formats, validations, filters and panes; no charts.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from openpyxl import Workbook, load_workbook
from openpyxl.styles import NamedStyle

sys.path.insert(0, str(Path(__file__).parent.parent))

from stack_planner import planning
from stack_planner.choosing import Limits
from stack_planner.words import load
from stack_planner.workbook.town import town_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from stack_planner.results import Plan

COUNT, ROUNDS = 206, 2
INPUTS = Path(__file__).parent.parent / "inputs"


@dataclass(frozen=True)
class Spent:
    """What a side took: processor seconds, and the most memory of its process in MB."""

    seconds: float
    memory: float


@dataclass
class Content:
    """A sheet as plain data."""

    name: str
    cells: list[tuple[int, int, Any, str]] = field(default_factory=list)
    widths: dict[str, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    formats: list[tuple[str, Any]] = field(default_factory=list)
    validations: list[Any] = field(default_factory=list)
    filtered: str | None = None
    frozen: str | None = None
    footer: tuple[str, str, str] = ("", "", "")
    titles: str | None = None


Styles = dict[str, dict[str, Any]]
Taken = tuple[list[Content], Styles]
Result = TypeVar("Result")


def main(count: int = COUNT, inputs: Path = INPUTS) -> float:
    """Prints the seconds and memory of both and their ratio, which is the result."""
    plan = plan_of(inputs)
    known = apart(all_taken_down, plan)
    ours: list[Spent] = []
    theirs: list[Spent] = []
    for _ in range(ROUNDS):
        ours.append(apart(by_us, plan, count))
        theirs.append(apart(by_openpyxl, known, count))
    for name, spent in (("by us", ours), ("by openpyxl", theirs)):
        best = min(spent, key=lambda each: each.seconds)
        print(f"{best.seconds:8.2f} s  {best.memory:6.0f} MB  {count} workbooks {name}")
    ratio = min(s.seconds for s in theirs) / min(s.seconds for s in ours)
    print(f"{ratio:8.1f} times less processor time")
    return ratio


def plan_of(inputs: Path) -> Plan:
    """The plan of a region whose towns' workbooks are repeated."""
    files = planning.Inputs(inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"])
    return planning.plan(planning.Order(files, Limits(), None), lambda _: None)[0]


def apart(work: Callable[..., Result], *given: object) -> Result:
    """Work in a process of its own, so that its memory is its own."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, fresh) as pool:
        return pool.submit(work, *given).result()


def by_us(plan: Plan, count: int) -> Spent:
    """From the plan to bytes, one town after the other, each time under another name."""
    words = load("cs")
    start = time.process_time()
    for number in range(count):
        orp = plan.orps[number % len(plan.orps)]
        named = replace(orp, name=f"{orp.name} {number}")
        town_workbook(plan, named, words, f"plan_{number}.xlsx")
    return spent_since(start)


def by_openpyxl(known: Sequence[Taken], count: int) -> Spent:
    """The same towns' content, taken down beforehand, written anew."""
    start = time.process_time()
    for number in range(count):
        written_anew(*known[number % len(known)])
    return spent_since(start)


def spent_since(start: float) -> Spent:
    """Processor time since a moment, and the most memory so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Spent(time.process_time() - start, most / 1024)


def all_taken_down(plan: Plan) -> list[Taken]:
    """The workbooks of all towns as plain data."""
    words = load("cs")
    return [taken_down(town_workbook(plan, orp, words, "plan.xlsx")) for orp in plan.orps]


def taken_down(content: bytes) -> Taken:
    """A workbook as plain data: its sheets, and its looks by name."""
    styles: Styles = {}
    book = load_workbook(BytesIO(content))
    return [_sheet(sheet, styles) for sheet in book.worksheets], styles


def _sheet(sheet: Worksheet, styles: Styles) -> Content:
    taken = Content(sheet.title, filtered=sheet.auto_filter.ref, frozen=sheet.freeze_panes)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style or cell.value is not None:
                name = f"look {cell.style_id}"
                styles.setdefault(name, _look(cell))
                taken.cells.append((cell.row, cell.column, cell.value, name))
    taken.widths = {key: each.width for key, each in sheet.column_dimensions.items()}
    taken.heights = {key: e.height for key, e in sheet.row_dimensions.items() if e.height}
    for ranged in sheet.conditional_formatting:
        taken.formats += [(str(ranged.sqref), rule) for rule in ranged.rules]
    taken.validations = list(sheet.data_validations.dataValidation)
    taken.titles = sheet.print_title_rows
    footer = sheet.oddFooter
    taken.footer = (footer.left.text or "", footer.center.text or "", footer.right.text or "")
    return taken


def _look(cell: Cell) -> dict[str, Any]:
    parts = ("font", "fill", "border", "alignment")
    return {"number_format": cell.number_format} | {p: copy(getattr(cell, p)) for p in parts}


def written_anew(sheets: Sequence[Content], styles: Styles) -> bytes:
    """The same workbook by openpyxl."""
    book = Workbook()
    book.remove(book.active)
    for name, look in styles.items():
        book.add_named_style(NamedStyle(name=name, **look))
    for content in sheets:
        sheet = book.create_sheet(content.name)
        for row, column, value, name in content.cells:
            cell = sheet.cell(row, column, value)
            cell.style = name
        _dress(sheet, content)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _dress(sheet: Worksheet, content: Content) -> None:
    for key, width in content.widths.items():
        sheet.column_dimensions[key].width = width
    for row, height in content.heights.items():
        sheet.row_dimensions[row].height = height
    for where, rule in content.formats:
        sheet.conditional_formatting.add(where, rule)
    for validation in content.validations:
        sheet.add_data_validation(validation)
    sheet.auto_filter.ref, sheet.freeze_panes = content.filtered, content.frozen
    sheet.print_title_rows = content.titles
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    parts = (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)
    for part, text in zip(parts, content.footer, strict=True):
        part.text = text


if __name__ == "__main__":
    main()
