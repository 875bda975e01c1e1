"""The rows below a header: records one after the other, and those that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, Source
from stack_planner.reading.ahead import Line, read_ahead
from stack_planner.reading.cells import BLANK, address
from stack_planner.reading.leftovers import Leftover, Place, leftover, starts_as_total
from stack_planner.reading.merged import spread
from stack_planner.reading.rows import Row, read_row, readers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.columns import Table
    from stack_planner.reading.cells import Cell, Sheet
    from stack_planner.reading.headings import Header, Headings

FARTHEST_COLUMN = 200
"""How far to the right values without a heading are looked for."""

TOLD = {
    Leftover.TOTAL: ("row_total", Severity.NOTICE),
    Leftover.NOTE: ("rows_note", Severity.NOTICE),
    Leftover.HEADINGS: ("rows_headings", Severity.NOTICE),
    Leftover.TABLE: ("rows_other_table", Severity.WARNING),
}
"""The code and severity of rows that are no records."""


class Body:
    """What stands below a header, once ``read``: ``rows``, ``unanswered`` ones, ``problems``."""

    def __init__(self, sheet: Sheet, headings: Headings, header: Header) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.unanswered: list[Source] = []
        self._sheet, self._headings, self._header = sheet, headings, header
        self._places = header.letters
        self._readers = readers_of(header)
        self._merged = spread(sheet, header)
        self._left_out: dict[Leftover, list[int]] = {kind: [] for kind in Leftover}
        self._unnamed: dict[int, str] = {}
        self._below_gap = False

    def read(self) -> None:
        """Reads all rows, and tells of those that are no records and of what cannot be seen."""
        ahead = read_ahead(self._sheet, self._header)
        for index in range(self._header.row + 1, len(self._sheet.rows)):
            if index in ahead:
                line = Line(self._sheet, index)
                source = self._source(index)
                self._keep(Row(ahead[index], line, self._header, source, faulty=False))
            elif is_blank_row(self._sheet.rows[index]):
                self._below_gap = True
            else:
                self._look_at(index)
        self.problems += _unanswered(self.unanswered)
        self.problems += _left_out(self._sheet, self._left_out)
        self.problems += self._columns_unnamed()
        self.problems += _hidden(self._sheet)

    def _source(self, index: int) -> Source:
        return Source(
            self._sheet.file, self._sheet.name, index + 1, self._places, self._header.number
        )

    def _keep(self, row: Row) -> None:
        self.rows.append(row)
        self._below_gap = False

    def _look_at(self, index: int) -> None:
        """Finds out what a row is, and keeps it as that."""
        cells = _wide(self._merged.row(index, self._sheet.rows[index]), self._header.width)
        source = self._source(index)
        covered = self._merged.covered.get(index, ())
        row, problems = read_row(cells, self._header, source, covered, self._readers)
        kind = self._kind(row, cells)
        asked = row.faulty and _is_unanswered(row, self._headings.table)
        if kind is not None and not (asked and kind is Leftover.NOTE and _names_town(row)):
            self._left_out[kind].append(index)
        elif asked:
            self.unanswered.append(source)
        else:
            self._keep(row)
            self.problems += (*problems, *self._merged.problems.get(index, ()))
            self._note_unnamed(cells)

    def _kind(self, row: Row, cells: Sequence[Cell]) -> Leftover | None:
        if not row.faulty and not _starts_as_total(cells):
            return None
        told = any(row.values.keys() & self._header.telling)
        place = Place(self._below_gap, bool(self._left_out[Leftover.TABLE]), told)
        return leftover(cells, self._header, self._headings, place)

    def _note_unnamed(self, cells: Sequence[Cell]) -> None:
        """Keeps the first text of each column that has values and no heading."""
        texts = self._header.texts
        if len(cells) == len(texts):
            return
        for place, cell in enumerate(cells[:FARTHEST_COLUMN]):
            is_free = place not in texts and place not in self._unnamed
            if cell.value is not None and is_free and not cell.is_blank:
                self._unnamed[place] = cell.text

    def _columns_unnamed(self) -> Iterator[Problem]:
        where = (Severity.NOTICE, self._sheet.file, self._sheet.name)
        for column, text in self._unnamed.items():
            yield Problem("column_unnamed", *where, address(self._header.number - 1, column), text)


def _is_unanswered(row: Row, table: Table) -> bool:
    """Whether a row holds what a questionnaire asks, and nothing that somebody answered."""
    if not table.asked:
        return False
    answers = (cell for name, cell in row.cells.items() if name not in table.asked)
    return all(cell.is_blank for cell in (*answers, *row.extra.values()))


def _names_town(row: Row) -> bool:
    """Whether the code of a town stands in its column: one word with a digit, and no sentence."""
    code = row.values.get("orp", "")
    return code.isalnum() and any(map(str.isdigit, code))


def _unanswered(rows: Sequence[Source]) -> Iterable[Problem]:
    """One notice for all the questions of a sheet that were left open."""
    if rows:
        first = rows[0]
        where = (first.file, first.sheet, first.cell("orp"))
        yield Problem("unanswered", Severity.NOTICE, *where, details={"n": len(rows)})


def _wide(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """A row that has a cell under every heading."""
    return cells if len(cells) >= width else [*cells, *(BLANK,) * (width - len(cells))]


def is_blank_row(cells: Iterable[Cell]) -> bool:
    """Whether there is nothing in a row."""
    return all(cell.value is None or cell.is_blank for cell in cells if cell is not BLANK)


def _starts_as_total(cells: Iterable[Cell]) -> bool:
    first = next((cell.value for cell in cells if cell.value is not None), None)
    return isinstance(first, str) and starts_as_total(first.strip())


def _left_out(sheet: Sheet, left_out: dict[Leftover, list[int]]) -> Iterable[Problem]:
    """What to say of rows that are no records: each total by itself, the others as ranges."""
    for kind, rows in left_out.items():
        code, severity = TOLD[kind]
        groups = [[row] for row in rows] if kind is Leftover.TOTAL else [rows] if rows else []
        for group in groups:
            place, text = _first_text(sheet.rows[group[0]])
            cell = address(group[0], place)
            details = {"rows": ranges(group)}
            yield Problem(code, severity, sheet.file, sheet.name, cell, text, details)


def _first_text(cells: Sequence[Cell]) -> tuple[int, str]:
    return next((place, cell.text) for place, cell in enumerate(cells) if not cell.is_blank)


def _hidden(sheet: Sheet) -> Iterable[Problem]:
    """That a sheet or rows of it cannot be seen, although they are read."""
    if sheet.hidden:
        yield Problem("sheet_hidden", Severity.NOTICE, sheet.file, sheet.name)
    rows = [
        index
        for index in sorted(sheet.hidden_rows)
        if index < len(sheet.rows) and not is_blank_row(sheet.rows[index])
    ]
    if rows:
        details = {"rows": ranges(rows)}
        yield Problem("rows_hidden", Severity.NOTICE, sheet.file, sheet.name, details=details)


def ranges(rows: Sequence[int]) -> str:
    """Numbers of rows counted from 0 as a person reads them: ``3–5, 9``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(
        f"{first + 1}–{last + 1}" if last > first else f"{first + 1}" for first, last in runs
    )
