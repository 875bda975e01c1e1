"""Sheets whose formulas name other cells in braces, as ``={P1 pořízení 2027}*2``.

Every cell gets a name when it is written; names are replaced by addresses at the end, so a formula
may point to what comes later.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None
NAME = re.compile(r"\{([^}]+)\}")
WHY = "Proč"
"""The heading of the column that explains a row."""


class Oracle:
    """The workbook in the making, and the names of its cells."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.names: dict[str, str] = {}

    def sheet(self, title: str, widths: Sequence[int]) -> Worksheet:
        """A new sheet with columns of some widths."""
        sheet = self.book.create_sheet(title)
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        return sheet

    def row(
        self, sheet: Worksheet, values: Iterable[Value], names: Mapping[int, str], *, bold: bool
    ) -> None:
        """A row below the last one; ``names`` are those of cells by their place from 0."""
        row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
        for place, value in enumerate(values):
            cell = sheet.cell(row, place + 1, value)
            cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
            cell.font = Font(bold=bold)
            cell.number_format = _look(value)
            if place in names:
                self._name(names[place], cell)

    def _name(self, name: str, cell: Cell) -> None:
        assert name not in self.names, name
        self.names[name] = f"{quote_sheetname(cell.parent.title)}!{cell.coordinate}"

    def save(self, file: Path) -> None:
        """Writes the workbook with addresses in the place of names."""
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        cell.value = NAME.sub(lambda found: self.names[found[1]], cell.value)
        self.book.save(file)


def _look(value: Value) -> str:
    """Numbers as they are; codes as text."""
    formula = isinstance(value, str) and value.startswith("=")
    return "@" if isinstance(value, str) and not formula else "General"
