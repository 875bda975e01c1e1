"""What calamine does not tell of an ``.xls``, found in its records as [MS-XLS] describes them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.reading.cells import NO_MARK, Mark
from stack_planner.reading.compound import stream_of
from stack_planner.reading.parts import BUILT_IN_PERCENT, FIRST_OWN, mark_of_format
from stack_planner.reading.walking import Scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_BOF, _EOF, _SHEET, _FORMAT, _STYLE, _ROW = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x208
_NUMBER, _RK, _MANY_RK, _FORMULA, _BOOL_OR_ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_NEW = 0x600
_HIDDEN = 0x20


@dataclass
class _Book:
    """The globals of a workbook: what the cells' styles show, where the sheets begin."""

    starts: list[int] = field(default_factory=list)
    formats: dict[int, Mark] = field(
        default_factory=lambda: dict.fromkeys(map(int, BUILT_IN_PERCENT), Mark.PERCENT)
    )
    styles: list[int] = field(default_factory=list)
    version: int = _NEW

    @property
    def telling(self) -> dict[int, Mark]:
        """The styles that say more than the value."""
        marks = (self.formats.get(shown, NO_MARK) for shown in self.styles)
        return {number: mark for number, mark in enumerate(marks) if mark}


def scan_xls(content: bytes) -> list[Scan]:
    """The scan of every sheet in the order of the workbook.

    Raises:
        struct.error, IndexError: the file is damaged.
    """
    stream = stream_of(content, ("Workbook", "Book", "WORKBOOK", "BOOK"))
    book = _read_globals(stream)
    styles = book.telling
    return [_scan(stream, start, styles) for start in book.starts]


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from a place to the end of their part."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _EOF:
            return
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _read_globals(stream: bytes) -> _Book:
    book = _Book()
    for kind, record in _records(stream, 0):
        if kind == _BOF:
            book.version = struct.unpack_from("<H", record)[0]
        elif kind == _SHEET:
            book.starts.append(struct.unpack_from("<I", record)[0])
        elif kind == _STYLE:
            book.styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == _FORMAT:
            number = struct.unpack_from("<H", record)[0]
            code = _format_code(record, book.version)
            book.formats[number] = mark_of_format(code, own=number >= FIRST_OWN)
    return book


def _format_code(record: bytes, version: int) -> str:
    if version < _NEW:
        return record[3:].decode("latin-1")
    return record[5:].decode("utf-16-le" if record[4] & 1 else "latin-1", "replace")


def _scan(stream: bytes, start: int, telling: Mapping[int, Mark]) -> Scan:
    scan = Scan()
    for kind, record in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", record, 12)[0] & _HIDDEN:
            scan.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind in (_NUMBER, _RK, _FORMULA, _BOOL_OR_ERROR):
            _mark_cell(kind, record, telling, scan)
        elif kind == _MANY_RK:
            row, first = struct.unpack_from("<HH", record)
            styles = [
                struct.unpack_from("<H", record, at)[0] for at in range(4, len(record) - 2, 6)
            ]
            for place, style in enumerate(styles, first):
                if style in telling:
                    scan.marks[row, place] = telling[style]
    return scan


def _mark_cell(kind: int, record: bytes, telling: Mapping[int, Mark], scan: Scan) -> None:
    row, column, style = struct.unpack_from("<HHH", record)
    error = _error(kind, record)
    if error:
        scan.errors[row, column] = error
        scan.marks[row, column] = Mark.ERROR
    elif style in telling:
        scan.marks[row, column] = telling[style]


def _error(kind: int, record: bytes) -> str:
    """The error that a cell shows, or ``""``."""
    if kind == _BOOL_OR_ERROR and record[7]:
        return ERRORS.get(record[6], "#?")
    if kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:  # noqa: PLR2004 — [MS-XLS] 2.5.133
        return ERRORS.get(record[8], "#?")
    return ""
