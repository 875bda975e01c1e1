"""Workbooks of Excel before 2007 and binary ones: values by calamine, read in a process apart."""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from stack_planner.problems import Problem, Severity
from stack_planner.reading.biff import scan_xls
from stack_planner.reading.cleaning import without_controls
from stack_planner.reading.excel import completed, told_as_damage, worksheets
from stack_planner.reading.kinds import Kind
from stack_planner.reading.walking import Scan

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.reading.cells import Sheet


def read_legacy(path: Path, name: str, kind: Kind) -> tuple[list[Sheet], list[Problem]]:
    """The worksheets, and what there is to say of them.

    Raises:
        UnreadableError: the file is damaged or has a password.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    with told_as_damage():
        book = CalamineWorkbook.from_path(path)
        scans = _scans(path, kind)
        for number, title, hidden in worksheets(book):
            read = book.get_sheet_by_index(number)
            scan = scans[number] if number < len(scans) else Scan()
            sheet, wrong = without_controls(completed(name, title, read, scan, hidden=hidden))
            sheets.append(sheet)
            problems += wrong
    if not scans:
        problems.insert(0, Problem("file_partly_known", Severity.WARNING, name))
    return sheets, problems


def _scans(path: Path, kind: Kind) -> list[Scan]:
    """What calamine does not tell; of binary workbooks nothing is known."""
    if kind is Kind.XLS:
        with suppress(struct.error, IndexError):
            return scan_xls(path.read_bytes())
    return []
