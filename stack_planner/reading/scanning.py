"""What calamine does not tell of a sheet, by fast searches in the XML that Excel writes.

Anything written in another way than usual (prefixes, comments, cells without an address) is left to
``walking``, which gives the same and is slower.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from stack_planner.reading.cells import Mark, column_number
from stack_planner.reading.walking import Scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_USUAL_CELL = b'<c r="'
_UNUSUAL = (b":c", b"<!", b"\0")
"""Cells of a prefix, comments or other text, another encoding."""

_FAR_CELL = re.compile(rb'<c r="(?:[B-Z][A-Z]|[A-Z]{3}|[A-Z]+\d{6})')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"(?:[^>/]|/(?!>))*>(?!</c>)')
NEAR_CORNER = (99_998, 51)
"""Where no address is far, the last cell is at most AZ99999 (counted from 0)."""

_UNVALUED = re.compile(rb"(?:</f>|<f\s*/>|<f [^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_START = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]* t="e"(?:[^>]*[^/>])?>\s*'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>([^<]+)</v>"
)
_HIDDEN_ROW = re.compile(rb"<row ([^>]*\bhidden=\"(?:1|true)\"[^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')


def is_usual(xml: bytes) -> bool:
    """Whether a sheet is written as Excel writes it, so that searches find everything."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if any(xml.find(odd, max(start, 0)) >= 0 for odd in _UNUSUAL) or b":sheetData" in xml:
        return False
    return xml.count(_USUAL_CELL, start, end) == xml.count(b"<c", start, end)


def corner_of(xml: bytes) -> tuple[int, int]:
    """The last filled row and column of a sheet of the usual writing, or a corner beyond them."""
    if not _FAR_CELL.search(xml):
        return NEAR_CORNER
    found = _FILLED_CELL.findall(xml)
    row = max((int(digits) for digits in {digits for _, digits in found}), default=0)
    wide = {letters for letters, _ in found}
    column = max((column_number(letters.decode()) for letters in wide), default=-1)
    return row - 1, column


def search_sheet(xml: bytes, styles: Mapping[int, Mark]) -> Scan:
    """The scan of a sheet of the usual writing, without its corner."""
    scan = Scan()
    for place, mark in _styled_cells(xml, styles):
        scan.marks[place] = mark
    for place in _unvalued_cells(xml):
        scan.marks[place] = scan.marks.get(place, Mark(0)) | Mark.UNVALUED
    for place, text in _error_cells(xml):
        scan.marks[place] = scan.marks.get(place, Mark(0)) | Mark.ERROR
        scan.errors[place] = text
    if b"hidden=" in xml:
        scan.hidden_rows |= _hidden_rows(xml)
    return scan


def _styled_cells(xml: bytes, styles: Mapping[int, Mark]) -> Iterator[tuple[tuple[int, int], Mark]]:
    """The filled cells of the styles that say something, with what they say."""
    if not styles:
        return
    marks = {str(style).encode(): mark for style, mark in sorted(styles.items())}
    for match in re.finditer(rb' s="(%s)"[^>]*>(?!</c>)' % b"|".join(marks), xml):
        start = _START.match(xml, xml.rfind(b"<", 0, match.start()))
        if start and not match[0].endswith(b"/>"):
            yield _place((start[1], start[2])), marks[match[1]]


def _unvalued_cells(xml: bytes) -> Iterator[tuple[int, int]]:
    """Formulas without a stored result; the empty text is a result."""
    if b"<f" not in xml:
        return
    for match in _UNVALUED.finditer(xml):
        start = _START.match(xml, xml.rfind(_USUAL_CELL, 0, match.start()))
        empty_text = b"<v" in match[0] and start is not None and b' t="str"' in start[3]
        if start and not empty_text:
            yield _place((start[1], start[2]))


def _error_cells(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b' t="e"' in xml:
        for letters, digits, text in _ERROR.findall(xml):
            yield _place((letters, digits)), html.unescape(text.decode(errors="replace"))


def _hidden_rows(xml: bytes) -> set[int]:
    numbers = (_ROW_NUMBER.search(match[1]) for match in _HIDDEN_ROW.finditer(xml))
    return {int(number[1]) - 1 for number in numbers if number}


def _place(address: tuple[bytes, bytes]) -> tuple[int, int]:
    return int(address[1]) - 1, column_number(address[0].decode())
