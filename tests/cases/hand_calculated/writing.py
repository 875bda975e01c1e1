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
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None
NAME = re.compile(r"\{([^}]+)\}")
WHOLE = re.compile(r"=(ROUND\(.*,0\)|INT\([^()]*(\([^()]*\))*\))")
"""Formulas that end in whole numbers."""

FRACTIONS = re.compile(r"\*|/(?![^{]*\})|[Cc]eny|váha|užitek|hodnota|přínos|potřeba|přesně|Body")
"""What formulas have whose results need not be whole numbers."""

AMOUNT_WIDTH = 14
YEAR_NUMBERS = range(1990, 2100)
WHY = "Proč"
"""The heading of the column that explains a row."""


class Oracle:
    """The workbook in the making, and the names of its cells."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.names: dict[str, str] = {}

    def sheet(self, title: str) -> Worksheet:
        """A new sheet."""
        sheet = self.book.create_sheet(title)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
        sheet.print_title_rows = "1:1"
        sheet.freeze_panes = "B2"
        return sheet

    def row(
        self, sheet: Worksheet, values: Iterable[Value], names: Mapping[int, str], *, bold: bool
    ) -> None:
        """A row below the last one; ``names`` are those of cells by their place from 0."""
        row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
        for place, value in enumerate(values):
            cell = sheet.cell(row, place + 1, value)
            cell.alignment = Alignment(indent=1 if _is_text(value) else 0)
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
            _widen(sheet)
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        cell.value = NAME.sub(lambda found: self.names[found[1]], cell.value)
        self.book.save(file)


def _widen(sheet: Worksheet) -> None:
    """Columns as wide as what is in them; the text of a formula counts as an amount."""
    for column in sheet.iter_cols():
        lengths = [len(str(cell.value)) for cell in column if _is_text(cell.value)]
        letter = get_column_letter(column[0].column)
        sheet.column_dimensions[letter].width = max([AMOUNT_WIDTH, *lengths]) + 2


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not value.startswith("=")


def _look(value: Value) -> str:
    """Money with its thousands apart, shares and points as they are, codes as text."""
    if _is_text(value):
        return "@"
    text = value if isinstance(value, str) else ""
    counted = text and (WHOLE.fullmatch(text) or not FRACTIONS.search(text))
    large = isinstance(value, int) and value > max(YEAR_NUMBERS)
    return "#,##0" if counted or large else "General"
