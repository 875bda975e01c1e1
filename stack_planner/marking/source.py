"""What a copy begins with: the workbook itself, or its bare values where it cannot be kept."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from stack_planner.marking.book import finished, load, safe_title, write_text
from stack_planner.marking.lost import lost
from stack_planner.reading.files import read_sheets

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 30_000_000
"""Bytes of a workbook, unpacked, beyond which openpyxl would take too long."""
ANY_CURRENCY = "#,##0.## [$¤]"
"""The format of an amount of another currency: that it is one must not get lost in a copy."""


@dataclass(frozen=True)
class Original:
    """The content that a copy begins with, whether it is the values alone, and what is lost."""

    content: bytes
    only_values: bool = False
    lost: tuple[str, ...] = ()


def original(path: Path) -> Original:
    """A readable file's content as a workbook that can be marked."""
    return _kept(path) or Original(_values(path), only_values=True)


def _kept(path: Path) -> Original | None:
    """The workbook where openpyxl opens and saves it, and in a bearable time; None elsewhere."""
    content = path.read_bytes()
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                return None
        return Original(content, lost=lost(content, finished(load(content), content)))
    except Exception:  # noqa: BLE001 — openpyxl raises whatever an odd part raises
        return None


def _values(path: Path) -> bytes:
    """A plain workbook with the values of every sheet at their addresses."""
    book = Workbook()
    book.remove(book.active)
    for sheet in read_sheets(path)[0]:
        copy = book.create_sheet(safe_title(sheet.name))
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if isinstance(cell.value, int | float | date):
                    copy.cell(row, column).value = cell.value
                elif cell.value is not None:
                    write_text(copy.cell(row, column), str(cell.value))
                if cell.percent or cell.foreign:
                    copy.cell(row, column).number_format = "0.##%" if cell.percent else ANY_CURRENCY
    if not book.worksheets:
        book.create_sheet("_")
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
