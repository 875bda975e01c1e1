"""A text file with delimiters becomes one sheet of texts, named as the file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity
from stack_planner.reading.cells import Sheet, address, rectangle
from stack_planner.reading.cleaning import without_controls
from stack_planner.reading.faults import UnreadableError
from stack_planner.reading.kinds import Kind

if TYPE_CHECKING:
    from pathlib import Path

DELIMITERS = ";,\t"
FIRST_LINES = 20
LONGEST_CELL = 1_000_000
MOST_CELLS = 3_000_000
_LAST = "\x1e"
"""Stands alone in a row after the last one, unless a quotation mark before it is still open."""


def read_delimited(path: Path, name: str) -> tuple[list[Sheet], list[Problem]]:
    """The one sheet of a file of delimited text; every cell is text.

    Raises:
        UnreadableError: more cells than fit, or a quotation mark that never ends.
    """
    text, problems = decoded(path.read_bytes(), name)
    if path.suffix.lower() not in Kind.CSV.endings and not _has_columns(text):
        raise UnreadableError("file_damaged")
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = _rows(text)
    except csv.Error as error:
        raise UnreadableError("file_damaged", str(error)) from error
    _refuse_large(rows)
    sheet, cleaned = without_controls(Sheet(name, path.stem, rectangle(_trimmed(rows))))
    return [sheet], [*problems, *cleaned]


def _rows(text: str) -> list[list[str]]:
    """The rows of a text.

    Raises:
        UnreadableError: an opened quotation mark is never closed, which swallows all rows after it.
    """
    end = "" if text.endswith(("\n", "\r")) else "\n"
    closed = io.StringIO(f"{text}{end}{_LAST}", newline="")
    *rows, last = csv.reader(closed, delimiter=delimiter_of(text))
    if last == [_LAST]:
        return rows
    beginning = last[-1].partition("\n")[0].strip()
    cell = address(len(rows), len(last) - 1)
    raise UnreadableError("quote_not_closed", beginning, cell=cell)


def decoded(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text: by its byte order mark, else UTF-8, else windows-1250."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        details = {"encoding": "windows-1250"}
        notice = Problem("file_encoding", Severity.NOTICE, name, details=details)
        return content.decode("windows-1250", errors="replace"), [notice]


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first lines most evenly and finely; ``;`` where none does."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:FIRST_LINES]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) > len("sep="):
        return lines[0][len("sep=")]

    def worth(delimiter: str) -> tuple[int, int]:
        counts = [
            len(row) for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row))
        ]
        if not counts:
            return 0, 0
        common = max(set(counts), key=lambda count: (counts.count(count) * (count > 1), count))
        return (counts.count(common) if common > 1 else 0), common

    return max(DELIMITERS, key=worth) if lines else DELIMITERS[0]


def _has_columns(text: str) -> bool:
    """Whether any of the first lines is cut by a delimiter; prose is no table."""
    first = text[:100_000].splitlines()[:FIRST_LINES]
    return any(delimiter in line for line in first for delimiter in DELIMITERS)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without blank ends, and without a first line that only names the delimiter."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if rows and rows[0] and rows[0][0].lower().startswith("sep="):
        rows[0] = [""]
    return rows


def _refuse_large(rows: list[list[str]]) -> None:
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise UnreadableError("file_too_many_cells", str(width * len(rows)), limit=MOST_CELLS)
