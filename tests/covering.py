"""The command ``coverage`` on the small region: its record, and a run of it within this process."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from stack_planner.covering import Order, cover
from stack_planner.planning import Inputs

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.coverage import Covered, Handover

ON = date(2026, 11, 29)
RECORD = "coverage_log.xlsx"
HEADINGS = ("Kód", "Agenda", "Stav", "Datum", "Č. j.")


def covered(
    folder: Path, handover: Handover | None = None, *, on: date = ON, force: bool = False
) -> Covered:
    """A run on the inputs of a folder into its outputs."""
    inputs = folder / "inputs"
    paths = Inputs(inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"])
    order = Order(paths, folder / "outputs", on, force=force, handover=handover)
    return cover(order, lambda _: None)


def write_record(outputs: Path, *steps: tuple[object, ...]) -> None:
    """A record as somebody keeps it by hand."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Průběh"
    for row in (HEADINGS, *steps):
        page.append(row)
    book.save(outputs / RECORD)


def recorded(outputs: Path) -> list[tuple[object, ...]]:
    """What stands in the record below its header, read by other means than the program's."""
    page = load_workbook(outputs / RECORD)["Průběh"]
    return [
        tuple(cell.date() if hasattr(cell, "date") else cell for cell in row)
        for row in page.iter_rows(min_row=2, values_only=True)
        if any(cell is not None for cell in row)
    ]
