"""Certain mends written into a copy."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stack_planner.copied import Mended
from stack_planner.marking.book import cell_at, finished, is_formula, load, sheet_of, write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell import Cell

    from stack_planner.problems import Problem

TEXT, GENERAL = "@", "General"


def certain_mends(problems: Iterable[Problem]) -> list[Problem]:
    """Problems with a certain mend, one a cell; a cell with two different ones has none."""
    meant: defaultdict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.mend is not None and problem.cell:
            meant[problem.file, problem.sheet, problem.cell].append(problem)
    return [those[0] for those in meant.values() if len({p.mend for p in those}) == 1]


def mend(content: bytes, file: str, mends: Iterable[Problem]) -> tuple[bytes, list[Mended]]:
    """The workbook with the mends of its cells, and the cells that changed.

    A formula is left: the value that it should have is known, but not the formula.
    """
    book = load(content)
    changed = []
    for problem in mends:
        sheet = sheet_of(book, problem.sheet)
        cell = cell_at(sheet, problem.cell) if sheet else None
        if cell is None or problem.mend is None or is_formula(cell) or cell.value == problem.mend:
            continue
        changed.append(Mended(file, problem.sheet, problem.cell, problem.seen, problem.mend))
        _write(cell, problem.mend)
    return (finished(book, content), changed) if changed else (content, [])


def _write(cell: Cell, value: str | int) -> None:
    """A code stays a text and a number a number, whatever the cell was formatted for."""
    if isinstance(value, str):
        write_text(cell, value)
        cell.number_format = TEXT
    else:
        cell.value = value
        if cell.number_format == TEXT:
            cell.number_format = GENERAL
