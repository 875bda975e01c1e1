"""Workbooks of Excel before 2007, binary ones and those of LibreOffice, by calamine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from stack_planner.reading.cells import Sheet
from stack_planner.reading.cleaning import without_controls
from stack_planner.reading.excel import merged_areas, told_as_damage, visible_sheets

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.problems import Problem
    from stack_planner.reading.kinds import Kind


def read_legacy(path: Path, name: str, _kind: Kind) -> tuple[list[Sheet], list[Problem]]:
    """The worksheets, and what there is to say of them.

    Raises:
        UnreadableError: the file is damaged or has a password.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    with told_as_damage():
        book = CalamineWorkbook.from_path(path)
        for number, title, hidden in visible_sheets(book):
            read = book.get_sheet_by_index(number)
            values = read.to_python(skip_empty_area=False)
            sheet, wrong = without_controls(
                Sheet(name, title, values, hidden=hidden, merged=merged_areas(read))
            )
            sheets.append(sheet)
            problems += wrong
    return sheets, problems
