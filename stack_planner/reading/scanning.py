"""What calamine does not tell of a sheet, by fast searches in the XML that Excel writes.

Anything written in another way than usual (prefixes, comments, cells without an address) is left to
``walking``, which gives the same and is slower.
"""

from __future__ import annotations

import html
import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.reading.cells import Mark, column_number
from stack_planner.reading.walking import Scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPENING = b"<sheetData"
_USUAL_CELL = b'<c r="'
_PLAIN = (string.ascii_uppercase + string.digits).encode() + b'<row spans="">:<c t/><v>.-+\r\n'
"""The bytes that rows and cells of numbers and shared texts are written with."""

_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]+\d+")')
_NOT_NEAR = re.compile(rb'<c(?! r="A?[A-Z]\d{1,5}")')
NEAR_CORNER = (99_998, 51)
"""Where no address is far, the last cell is at most AZ99999 (counted from 0)."""

_PREFIXED_CELL = re.compile(rb":c")
"""Python searches long texts for an expression three times as fast as for a short string."""

_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"(?:[^>/]|/(?!>))*>(?!</c>)')
_UNVALUED = re.compile(rb"(?:</f>|<f\s*/>|<f [^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_START = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]* t="e"(?:[^>]*[^/>])?>\s*'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>([^<]+)</v>"
)
_HIDDEN_ROW = re.compile(rb"<row ([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')


@dataclass(frozen=True)
class UsualSheet:
    """The rows of a sheet that is written as Excel writes it, so that searches find everything.

    ``traces`` is what is left of them without the bytes of plain cells: next to nothing, so that
    whatever leaves no trace there need not be searched in the millions of bytes of ``rows``.
    """

    rows: bytes
    traces: bytes
    is_near: bool


def usual_sheet(xml: bytes) -> UsualSheet | None:
    """The rows of a sheet of the usual writing, None where it is written in another way."""
    start, end = xml.find(_OPENING), xml.rfind(b"</sheetData>")
    if start < 0 or end < 0 or b":sheetData" in xml[:start] or b":sheetData" in xml[end:]:
        return None
    rows = xml[start + len(_OPENING) : end]
    traces = rows.translate(None, _PLAIN)
    has_other_text = b"!" in traces and b"<!" in rows
    if has_other_text or b"\0" in traces or _PREFIXED_CELL.search(rows):
        return None
    is_near = not _NOT_NEAR.search(rows)
    return UsualSheet(rows, traces, is_near) if is_near or not _UNUSUAL.search(rows) else None


def corner_of(sheet: UsualSheet) -> tuple[int, int]:
    """The last filled row and column, or a corner beyond them."""
    if sheet.is_near:
        return NEAR_CORNER
    found = _FILLED_CELL.findall(sheet.rows)
    row = max((int(digits) for digits in {digits for _, digits in found}), default=0)
    wide = {letters for letters, _ in found}
    column = max((column_number(letters.decode()) for letters in wide), default=-1)
    return row - 1, column


def search_sheet(sheet: UsualSheet, styles: Mapping[int, Mark]) -> Scan:
    """The scan of a sheet, without its corner."""
    scan = Scan()
    for place, mark in _styled_cells(sheet.rows, styles):
        scan.marks[place] = mark
    for place in _unvalued_cells(sheet):
        scan.marks[place] = scan.marks.get(place, Mark(0)) | Mark.UNVALUED
    for place, text in _error_cells(sheet):
        scan.marks[place] = scan.marks.get(place, Mark(0)) | Mark.ERROR
        scan.errors[place] = text
    if b"hid" in sheet.traces:
        scan.hidden_rows |= _hidden_rows(sheet.rows)
    return scan


def _styled_cells(
    rows: bytes, styles: Mapping[int, Mark]
) -> Iterator[tuple[tuple[int, int], Mark]]:
    """The filled cells of the styles that say something, with what they say."""
    if not styles:
        return
    marks = {str(style).encode(): mark for style, mark in sorted(styles.items())}
    for match in re.finditer(rb' s="(%s)"[^>]*>(?!</c>)' % b"|".join(marks), rows):
        start = _START.match(rows, rows.rfind(b"<", 0, match.start()))
        if start and not match[0].endswith(b"/>"):
            yield _place((start[1], start[2])), marks[match[1]]


def _unvalued_cells(sheet: UsualSheet) -> Iterator[tuple[int, int]]:
    """Formulas without a stored result; the empty text is a result."""
    if b"f" not in sheet.traces:
        return
    for match in _UNVALUED.finditer(sheet.rows):
        start = _START.match(sheet.rows, sheet.rows.rfind(_USUAL_CELL, 0, match.start()))
        empty_text = b"<v" in match[0] and start is not None and b' t="str"' in start[3]
        if start and not empty_text:
            yield _place((start[1], start[2]))


def _error_cells(sheet: UsualSheet) -> Iterator[tuple[tuple[int, int], str]]:
    if b"e" in sheet.traces and b' t="e"' in sheet.rows:
        for letters, digits, text in _ERROR.findall(sheet.rows):
            yield _place((letters, digits)), html.unescape(text.decode(errors="replace"))


def _hidden_rows(rows: bytes) -> set[int]:
    numbers = (_ROW_NUMBER.search(match[1]) for match in _HIDDEN_ROW.finditer(rows))
    return {int(number[1]) - 1 for number in numbers if number}


def _place(address: tuple[bytes, bytes]) -> tuple[int, int]:
    return int(address[1]) - 1, column_number(address[0].decode())
