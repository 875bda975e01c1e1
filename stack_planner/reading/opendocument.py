"""Workbooks of LibreOffice: everything is told by their one XML part, read here from end to end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from xml.parsers import expat

from stack_planner.problems import Problem, Severity
from stack_planner.reading.archive import Archive
from stack_planner.reading.cells import Mark, Sheet, address, rectangle
from stack_planner.reading.cleaning import without_controls
from stack_planner.reading.faults import UnreadableError
from stack_planner.reading.numbers import names_foreign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stack_planner.reading.cells import Area, RawValue

MOST_CELLS = 3_000_000
_NUMBERS = ("float", "percentage", "currency")
_CELLS = ("table-cell", "covered-table-cell")


def read_opendocument(path: Path, name: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of an ``.ods``, and what there is to say of them.

    Raises:
        UnreadableError: the file is damaged, too large or has a password.
    """
    with Archive(path) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableError("file_encrypted")
        tables, hidden_styles = _walked(archive.read("content.xml"))
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for table in tables:
        sheet, wrong = table.sheet(name, hidden_styles)
        sheets += [sheet] if sheet else []
        problems += wrong
    return sheets, problems


def _walked(xml: bytes) -> tuple[list[_Table], frozenset[str]]:
    walker = _Walker()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    try:
        parser.Parse(xml, True)  # noqa: FBT003 — expat takes it by position only
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise UnreadableError("file_damaged", type(error).__name__) from error
    return walker.tables, frozenset(walker.hidden_styles)


@dataclass
class _Table:
    """A table as far as it was walked through; blank ends of rows and of the table are left out."""

    name: str
    style: str
    rows: dict[int, list[RawValue]] = field(default_factory=dict)
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    row: int = 0
    cells: int = 0
    too_far: str = ""

    def sheet(self, file: str, hidden: frozenset[str]) -> tuple[Sheet | None, list[Problem]]:
        """The sheet; where it reaches too far, the problem of that."""
        height = max(self.rows, default=-1) + 1
        width = max(map(len, self.rows.values()), default=0)
        if height * width > MOST_CELLS:
            self.too_far = address(height - 1, width - 1)
        if self.too_far:
            details: dict[str, str | int] = {"limit": MOST_CELLS, "cell": self.too_far}
            place = (file, self.name, self.too_far)
            return None, [Problem("sheet_too_far", Severity.ERROR, *place, details=details)]
        values = rectangle([self.rows.get(row, []) for row in range(height)])
        hidden_rows = frozenset(row for row in self.hidden_rows if row < height)
        merged = tuple(sorted(self.merged))
        return without_controls(
            Sheet(file, self.name, values, self.marks, self.style in hidden, hidden_rows, merged)
        )


class _Walker:
    """Keeps the place while expat tells of elements, repeated rows and cells multiplied."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.hidden_styles: set[str] = set()
        self._style = ""
        self._depth = 0
        self._row: list[tuple[RawValue, Mark, int]] | None = None
        self._repeated = 1
        self._cell: Mapping[str, str] | None = None
        self._paragraphs: list[str] = []
        self._notes = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(name)
        attributes = {_local(key): value for key, value in given.items() if "calc" not in key}
        if "error" in (value for key, value in given.items() if "calc" in key):
            attributes["error"] = "error"
        if tag == "table":
            self._start_table(attributes)
        elif tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self.hidden_styles.add(self._style)
        elif self._depth == 1:
            self._start_inside(tag, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        tag = _local(name)
        if tag == "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif tag == "annotation":
            self._notes -= 1
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
        elif tag == "table-row" and self._row is not None:
            self._end_row(self._row)

    def text(self, text: str) -> None:
        """Text; only that of paragraphs of cells counts, not that of comments."""
        if self._cell is not None and self._paragraphs and not self._notes:
            self._paragraphs[-1] += text

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self.tables.append(_Table(attributes.get("name", ""), attributes.get("style-name", "")))

    def _start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table-row":
            self._row, self._repeated = [], _count(attributes, "number-rows-repeated")
            if attributes.get("visibility") in ("collapse", "filter"):
                table = self.tables[-1]
                last = min(table.row + self._repeated, MOST_CELLS)
                table.hidden_rows |= set(range(table.row, last))
        elif tag in _CELLS and self._row is not None:
            self._cell, self._paragraphs = attributes, []
        elif tag == "annotation":
            self._notes += 1
        elif self._cell is not None and not self._notes:
            self._write(tag, attributes)

    def _write(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "p":
            self._paragraphs.append("")
        elif self._paragraphs:
            spaces = " " * min(_count(attributes, "c"), 1000)
            self._paragraphs[-1] += {"s": spaces, "tab": "\t", "line-break": "\n"}.get(tag, "")

    def _end_cell(self, cell: Mapping[str, str]) -> None:
        table, row = self.tables[-1], self._row
        if row is None:
            return
        value, mark = _value(cell, "\n".join(self._paragraphs))
        row.append((value, mark, _count(cell, "number-columns-repeated")))
        high, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if high * wide > 1:
            column = sum(count for _, _, count in row[:-1])
            table.merged.append((table.row, column, table.row + high - 1, column + wide - 1))
        self._cell = None

    def _end_row(self, row: list[tuple[RawValue, Mark, int]]) -> None:
        table = self.tables[-1]
        while row and row[-1][0] == "" and not row[-1][1]:
            row.pop()
        width = sum(count for _, _, count in row)
        table.cells += width * self._repeated
        if table.cells > MOST_CELLS:
            table.too_far = table.too_far or address(table.row + self._repeated - 1, width - 1)
        elif row:
            self._keep(table, row)
        table.row += self._repeated
        self._row = None

    def _keep(self, table: _Table, row: list[tuple[RawValue, Mark, int]]) -> None:
        values = [value for value, _, count in row for _ in range(count)]
        marks = [mark for _, mark, count in row for _ in range(count)]
        for number in range(table.row, table.row + self._repeated):
            table.rows[number] = values
            table.marks |= {(number, place): mark for place, mark in enumerate(marks) if mark}


def _value(cell: Mapping[str, str], text: str) -> tuple[RawValue, Mark]:
    """The value of a cell by its type; a formula without one gave the empty text."""
    kind = cell.get("value-type", "")
    given = cell.get("value", "")
    if cell.get("error"):
        return text, Mark.ERROR
    if kind in _NUMBERS and given:
        return float(given), _shown(kind, cell.get("currency", ""))
    if kind == "date" and (day := _day(cell.get("date-value", ""))):
        return day, Mark(0)
    if kind == "boolean":
        return cell.get("boolean-value") == "true", Mark(0)
    return cell.get("string-value") or text, Mark(0)


def _shown(kind: str, currency: str) -> Mark:
    """How a number is shown."""
    if kind == "percentage":
        return Mark.PERCENT
    return Mark.FOREIGN if kind == "currency" and names_foreign(currency) else Mark(0)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given[:10])
    except ValueError:
        return None


def _count(attributes: Mapping[str, str], name: str) -> int:
    given = attributes.get(name, "")
    return max(int(given), 1) if given.isdecimal() and len(given) < len("10000000") else 1


def _local(name: str) -> str:
    return name.rpartition("}")[2]
