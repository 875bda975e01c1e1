"""A copy of a workbook in the making: openpyxl keeps its look, we keep its formulas' values.

openpyxl writes formulas without their results and stamps the hour; both are mended here, so that a
copy reads like its original and comes out in the same bytes every time.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.utils.datetime import to_excel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "stack-planner"
LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""

_STAMP = b"2026-01-01T00:00:00Z"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FORMULA = re.compile(
    rb'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*/>|<f.*?</f>)<v\s*(?:/>|></v>)', re.DOTALL
)


def load(content: bytes) -> Workbook:
    """A workbook as openpyxl reads it, texts with several fonts kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl drops is told in the copy
        return load_workbook(BytesIO(content), rich_text=True)


def finished(book: Workbook, before: bytes) -> bytes:
    """The workbook's bytes; formulas carry the values that they had ``before``."""
    values = _stored_values(book, before)
    if book.calculation:
        book.calculation.fullCalcOnLoad = True
    saved = BytesIO()
    book.save(saved)
    return _settled(saved, [values.get(sheet.title, {}) for sheet in book.worksheets])


def _stored_values(book: Workbook, before: bytes) -> dict[str, dict[str, object]]:
    """Results of formulas by sheet and address."""
    formulas = {
        sheet.title: [c.coordinate for row in sheet.iter_rows() for c in row if is_formula(c)]
        for sheet in book.worksheets
    }
    if not any(formulas.values()):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        known = load_workbook(BytesIO(before), data_only=True)
    return {
        title: {address: known[title][address].value for address in addresses}
        for title, addresses in formulas.items()
        if title in known.sheetnames
    }


def _settled(saved: BytesIO, values: list[dict[str, object]]) -> bytes:
    """The same parts without the hour, formulas with their values."""
    settled = BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if sheet and values[int(sheet[1]) - 1]:
                part = _with_values(part, values[int(sheet[1]) - 1])
            elif name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", _STAMP, part)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return settled.getvalue()


def _with_values(part: bytes, values: Mapping[str, object]) -> bytes:
    def filled(found: re.Match[bytes]) -> bytes:
        kind, text = _as_xml(values.get(found[1].decode()))
        if not text:
            return found[0]
        address, look, formula = found[1], found[2], found[3]
        return b'<c r="%b"%b%b>%b<v>%b</v>' % (address, look, kind, formula, text.encode())

    return _FORMULA.sub(filled, part)


def _as_xml(value: object) -> tuple[bytes, str]:
    """The type and the text of a formula's value; no text where there is none."""
    if isinstance(value, bool):
        return b' t="b"', str(int(value))
    if isinstance(value, int | float):
        return b"", repr(value)
    if isinstance(value, datetime | date | time | timedelta):
        return b"", repr(to_excel(value))
    if isinstance(value, str):
        return (b' t="e"' if value in ERROR_CODES else b' t="str"'), escape(value)
    return b"", ""


def is_formula(cell: Cell) -> bool:
    """Whether a cell holds a formula."""
    return bool(cell.data_type == "f")


def cell_at(sheet: Worksheet, address: str) -> Cell | None:
    """The cell of an address, of merged ones the first; None where it is none."""
    if not re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", address):
        return None
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        for span in sheet.merged_cells.ranges:
            if address in span:
                return sheet.cell(span.min_row, span.min_col)
    return cell


def sheet_of(book: Workbook, name: str) -> Worksheet | None:
    """The sheet of a name, which a copy of values may have had to change a little."""
    for title in (name, safe_title(name)):
        for sheet in book.worksheets:
            if sheet.title == title:
                return sheet
    return None


def safe_title(name: str) -> str:
    """A sheet's name as Excel accepts it."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("' ")[:31] or "_"


def safe_text(text: str) -> str:
    """A text that a workbook can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))[:LONGEST_TEXT]


def write_text(cell: Cell, text: str) -> None:
    """A text, never taken for a formula."""
    cell.value = safe_text(text)
    cell.data_type = "s"
    if text[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True
