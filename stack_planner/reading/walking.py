"""What calamine does not tell of a sheet, by walking through its XML element by element."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from stack_planner.reading.cells import NO_MARK, Mark, column_number
from stack_planner.reading.faults import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS = re.compile(r"([A-Za-z]+)(\d+)")
_TRUE = ("1", "true")


@dataclass
class Scan:
    """Marks and error texts by row and column, hidden rows, the last filled row and column.

    All are counted from 0; ``corner`` is (-1, -1) where nothing is filled.
    """

    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    corner: tuple[int, int] = (-1, -1)


def walk_sheet(xml: bytes, styles: Mapping[int, Mark]) -> Scan:
    """The scan of a sheet, however its XML is written; slow but true.

    Raises:
        UnreadableError: the XML is damaged.
    """
    walker = _Walker(styles)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    try:
        parser.Parse(xml, True)  # noqa: FBT003 — expat takes it by position only
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableError("file_damaged", type(error).__name__) from error
    return walker.scan


class _Walker:
    """Keeps the place while expat tells of elements; cells without an address follow the last."""

    def __init__(self, styles: Mapping[int, Mark]) -> None:
        self.scan = Scan()
        self._styles = {str(style): mark for style, mark in styles.items()}
        self._row = self._column = -1
        self._cell: Mapping[str, str] = {}
        self._has_formula = self._has_value = self._has_text = self._in_value = False
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition("}")[2]
        if tag == "row":
            self._start_row(attributes)
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "f":
            self._has_formula = True
        elif tag == "v":
            self._has_value = self._in_value = True
        elif tag == "is":
            self._has_text = True

    def end(self, name: str) -> None:
        """An element ends."""
        tag = name.rpartition("}")[2]
        if tag == "v":
            self._in_value = False
        elif tag == "c":
            self._end_cell()

    def text(self, text: str) -> None:
        """Text; only that of a value counts."""
        if self._in_value:
            self._value += text

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) - 1 if given.isdecimal() else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE:
            self.scan.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes
        self._has_formula = self._has_value = self._has_text = False
        self._value = ""
        self._column += 1
        address = _ADDRESS.fullmatch(attributes.get("r", ""))
        if address:
            self._row, self._column = int(address[2]) - 1, column_number(address[1])

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        kind = self._cell.get("t", "n")
        valued = self._value != "" or (self._has_value and kind == "str")
        if not (valued or self._has_text or self._has_formula):
            return
        scan = self.scan
        scan.corner = (max(scan.corner[0], place[0]), max(scan.corner[1], place[1]))
        mark = self._styles.get(self._cell.get("s", "0"), NO_MARK)
        if self._has_formula and not valued:
            mark |= Mark.UNVALUED
        if kind == "e" and valued:
            mark |= Mark.ERROR
            scan.errors[place] = self._value
        if mark:
            scan.marks[place] = mark
