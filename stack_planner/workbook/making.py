"""A workbook file in the making: in memory, without a clock, in the language of its reader.

XlsxWriter writes no language and calls every chart American. Both are put right in the finished
parts, before they are packed: ``dc:language`` of the document, ``lang`` of the texts in charts.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

if TYPE_CHECKING:
    from io import BytesIO

    from xlsxwriter.format import Format

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 — a fixed date: no clock in any workbook
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LOCALES = {"cs": "cs-CZ", "en": "en-GB"}
"""The locale of each language of the program."""

END_OF_PROPERTIES = "</cp:coreProperties>"
CHART_PARTS = ("xl/charts/", "xl/drawings/")
THEIRS = '"en-US"'
"""How XlsxWriter marks the language of every text in a chart or drawing."""


def new_workbook(file: BytesIO, title: str, lang: str) -> Workbook:
    """An empty workbook in a language; the same content gives the same bytes."""
    book = _LocalWorkbook(file, OPTIONS)
    book.locale = LOCALES[lang]
    book.set_properties({"title": title, "author": "stack-planner", "created": CREATED})
    return book


PLAIN = {
    CellNumberTuple: '<c r="%s" s="%d"><v>%.16G</v></c>',
    CellStringTuple: '<c r="%s" s="%d" t="s"><v>%d</v></c>',
    CellBlankTuple: '<c r="%s" s="%d"/>',
}
"""Cells of the kinds that need nothing more, as XlsxWriter writes them; the format stands last."""


class _TextualSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types for mypy
    """A sheet in which a formula's empty text is a value.

    XlsxWriter writes it as if the formula had none, and readers then ask for a calculation.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
        if type(cell) is CellFormulaTuple and cell.value == "" and cell.format is not None:
            place, look = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()  # noqa: SLF001
            self._xml_formula_element(cell.formula, "", [("r", place), ("s", look), ("t", "str")])
            return
        super()._write_cell(row, col, cell)


class _PlainSheet(_TextualSheet):
    """A sheet that writes the same bytes in less time.

    XlsxWriter looks for thirty newer functions in each formula, to prefix their names. We use none,
    so that would only take a third of all the time, and spoil a text in a formula that reads like
    one. Cells of the plain kinds are written without lists of attributes.
    """

    def write_number(
        self, row: int, col: int, number: float, cell_format: Format | None = None
    ) -> int:
        """0 once the number stands in its cell, counted from 0; no number here is not one."""
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellNumberTuple(number, cell_format)
        return 0

    def _write_formula(
        self,
        row: int,
        col: int,
        formula: str,
        cell_format: Format | None = None,
        value: str | float = 0,
    ) -> int:
        if self._check_dimensions(row, col):
            return -1
        plain = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        self.table[row][col] = plain
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401
        kind = type(cell)
        if cell.format is None or kind not in PLAIN:
            super()._write_cell(row, col, cell)
            return
        place = xl_rowcol_to_cell_fast(row, col)
        self.fh.write(PLAIN[kind] % (place, cell.format._get_xf_index(), *cell[:-1]))  # noqa: SLF001


class _LocalWorkbook(Workbook):  # type: ignore[misc]
    """A workbook that knows its language."""

    locale = ""

    def __init__(self, *options: object) -> None:
        super().__init__(*options)
        self.worksheet_class = _PlainSheet

    def _get_packager(self) -> _LocalPackager:
        return _LocalPackager(self.locale)


class _LocalPackager(Packager):  # type: ignore[misc]
    """Packs the parts of a workbook once they name its language."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._locale = locale

    def _create_package(self) -> list[tuple[Any, str, bool]]:
        parts: list[tuple[Any, str, bool]] = super()._create_package()
        for content, name, _ in parts:
            if name == "docProps/core.xml":
                language = f"<dc:language>{self._locale}</dc:language>{END_OF_PROPERTIES}"
                _replace(content, END_OF_PROPERTIES, language)
            elif name.startswith(CHART_PARTS):
                _replace(content, THEIRS, f'"{self._locale}"')
        return parts


def _replace(content: Any, old: str, new: str) -> None:  # noqa: ANN401 — a part held in memory
    """Changes the text of a part where it stands."""
    text = content.getvalue().replace(old, new)
    content.seek(0)
    content.truncate()
    content.write(text)
