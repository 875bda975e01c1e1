"""Files become sheets of cells; whatever is wrong with a file is returned as a problem."""

from __future__ import annotations

import hashlib
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from stack_planner.likeness import INVISIBLE
from stack_planner.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WORKBOOKS = (".xlsx", ".xlsm")
CellValue = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value, whether it is shown as a percentage, and what could not be read of it."""

    value: CellValue = None
    percent: bool = False
    formula_without_value: bool = False
    is_error: bool = False

    @property
    def text(self) -> str:
        """The value as a person reads it; ``""`` for a blank cell."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).translate(INVISIBLE).replace("\xa0", " ").strip()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        if isinstance(self.value, str):
            return not self.text
        return self.value is None and not self.formula_without_value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells; ``rows[0][0]`` is A1.

    ``hidden_rows`` are counted from 0, and so are the ranges of merged cells: top, left, bottom,
    right, all inclusive.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


def find_workbooks(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The workbooks of files and folders, a folder's sorted by name."""
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        inside = (
            sorted(
                file
                for file in path.iterdir()
                if file.suffix.lower() in WORKBOOKS and not file.name.startswith("~$")
            )
            if path.is_dir()
            else [path]
        )
        if not inside:
            problems.append(Problem("folder_empty", Severity.ERROR, path.name))
        found += inside
    return found, problems


def read_sheets(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook, or the problem that keeps it closed."""
    code = _why_unreadable(path)
    if code:
        return [], [Problem(code, Severity.ERROR, path.name, seen=path.suffix)]
    try:
        return _open(path), []
    except Exception as error:  # noqa: BLE001 — openpyxl raises whatever a damaged part raises
        return [], [Problem("file_damaged", Severity.ERROR, path.name, seen=type(error).__name__)]


def file_hash(path: Path) -> str:
    """SHA-256 of a file; ``""`` where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _why_unreadable(path: Path) -> str:
    """The code of the problem that keeps a file closed, or ``""``."""
    if path.name.startswith("~$"):
        return "file_lock"
    if not path.is_file():
        return "file_missing"
    if path.suffix.lower() not in WORKBOOKS:
        return "file_format"
    if path.read_bytes()[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "file_encrypted"
    return "" if zipfile.is_zipfile(path) else "file_damaged"


def _open(path: Path) -> list[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415 — slow to import, not needed for --help

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of the parts it drops; none hold data
        values = load_workbook(path, data_only=True)
        formulas = load_workbook(path) if _has_formulas(path) else None
    sheets = []
    for sheet in values.worksheets:
        unvalued = _unvalued(sheet, formulas[sheet.title]) if formulas else frozenset()
        rows = tuple(
            tuple(
                Cell(
                    cell.value,
                    percent="%" in str(cell.number_format),
                    formula_without_value=cell.coordinate in unvalued,
                    is_error=cell.data_type == "e",
                )
                for cell in row
            )
            for row in sheet.iter_rows()
        )
        hidden_rows = frozenset(
            number - 1 for number, row in sheet.row_dimensions.items() if row.hidden
        )
        merged = tuple(
            (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        )
        hidden = sheet.sheet_state != "visible"
        sheets.append(
            Sheet(path.name, sheet.title, _plain_dates(rows), hidden, hidden_rows, merged)
        )
    return sheets


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(
            b"<f" in archive.read(name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/sheet")
        )


def _unvalued(values: object, formulas: object) -> frozenset[str]:
    """Addresses of formulas whose result was never stored."""
    return frozenset(
        cell.coordinate
        for row in formulas.iter_rows()  # type: ignore[attr-defined]
        for cell in row
        if cell.data_type == "f" and values[cell.coordinate].value is None  # type: ignore[index]
    )


def _plain_dates(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(
            Cell(cell.value.date(), cell.percent) if isinstance(cell.value, datetime) else cell
            for cell in row
        )
        for row in rows
    )
