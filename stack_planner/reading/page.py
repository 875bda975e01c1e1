"""The tables of an HTML page, which some programs save under the ending .xls, become sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from stack_planner.reading.cells import Sheet, rectangle
from stack_planner.reading.cleaning import without_controls
from stack_planner.reading.delimited import MOST_CELLS, decoded
from stack_planner.reading.faults import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.problems import Problem
    from stack_planner.reading.cells import Area

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SHEET_NAMES = re.compile(r"<x:Name>([^<]*)</x:Name>", re.IGNORECASE)
WIDEST_SPAN = 1000


def read_page(path: Path, name: str) -> tuple[list[Sheet], list[Problem]]:
    """A sheet of every table; all cells are texts.

    Raises:
        UnreadableError: the page has no table, or more cells than fit.
    """
    text, problems = _text(path.read_bytes(), name)
    names = _SHEET_NAMES.findall(text)
    tables = _tables(text)
    if not tables:
        raise UnreadableError("page_without_table")
    sheets = []
    for number, table in enumerate(tables):
        alone = path.stem if len(tables) == 1 else f"{path.stem} {number + 1}"
        title = names[number] if len(names) == len(tables) else alone
        sheet, cleaned = without_controls(
            Sheet(name, title, rectangle(table.rows), merged=tuple(table.merged))
        )
        sheets.append(sheet)
        problems = [*problems, *cleaned]
    return sheets, problems


def _text(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """The page by the encoding it names, else as any text."""
    found = _CHARSET.search(content[:4000])
    try:
        return content.decode(found[1].decode() if found else "utf-8-sig"), []
    except (LookupError, UnicodeError):
        return decoded(content, name)


@dataclass
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)


def _tables(text: str) -> list[_Table]:
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end_cell()
    return [table for table in parser.tables if any(any(row) for row in table.rows)]


class _Parser(HTMLParser):
    """Gathers tables; one inside a cell of another is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row, cell or new line begins."""
        if tag == "table":
            self.end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self.end_cell()
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open:
            self.end_cell()
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell, row or table ends."""
        if tag in ("td", "th", "tr", "table"):
            self.end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text; only that of cells is kept."""
        if self._text is not None:
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def end_cell(self) -> None:
        """Puts the gathered text into the first free place of the row."""
        if self._text is None or not self._open:
            return
        table = self._open[-1]
        table.rows = table.rows or [[]]
        row, number = table.rows[-1], len(table.rows) - 1
        while (number, len(row)) in table.covered:
            row.append("")
        self._cover(table, number, len(row))
        row.append("".join(self._text).strip())
        row += [""] * (self._span[1] - 1)
        self._text = None
        self._count(self._span[1])

    def _cover(self, table: _Table, top: int, left: int) -> None:
        height, width = self._span
        if (height, width) == (1, 1):
            return
        table.merged.append((top, left, top + height - 1, left + width - 1))
        self._count(height * width)
        table.covered |= {
            (row, column)
            for row in range(top + 1, top + height)
            for column in range(left, left + width)
        }

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS // 3:
            raise UnreadableError("file_too_many_cells", limit=MOST_CELLS // 3)


def _span(given: str | None) -> int:
    """How many cells are merged, at most what is sensible."""
    return min(max(int(given), 1), WIDEST_SPAN) if given and given.isdecimal() else 1
