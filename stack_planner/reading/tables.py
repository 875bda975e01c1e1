"""Finds a table on its sheet by its headings and gives its rows as values with addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from stack_planner.problems import Problem, Severity, Source
from stack_planner.reading.ahead import Line, read_ahead
from stack_planner.reading.cells import BLANK
from stack_planner.reading.faults import FaultError
from stack_planner.reading.header_problems import header_problems, letter, missing_columns
from stack_planner.reading.headings import Header, Headings, find_header, folded
from stack_planner.reading.leftovers import Leftover, Place, leftover, starts_as_total
from stack_planner.reading.merged import spread
from stack_planner.reading.pausing import collector_paused
from stack_planner.reading.values import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.columns import Column, Table
    from stack_planner.reading.cells import Cell, Sheet

FARTHEST_COLUMN = 200
"""How far to the right values without a heading are looked for."""

Readers = list[tuple[int, str, bool, dict[tuple[Any, ...], Any], "Column"]]
"""By column its place, field, whether it is required, the values met so far, its description."""


class Row(NamedTuple):
    """One row of a table: parsed values by field, further columns by heading, the raw cells.

    ``faulty`` says that a required value is missing or wrong.
    """

    values: dict[str, Any]
    line: Sequence[Cell]
    header: Header
    source: Source
    faulty: bool

    @property
    def extra(self) -> dict[str, Cell]:
        """The cells of further columns by heading."""
        return {heading: self.line[place] for place, heading in self.header.extra.items()}

    @property
    def cells(self) -> dict[str, Cell]:
        """The raw cells by field."""
        return {column.field: self.line[place] for place, column in self.header.columns.items()}


@dataclass
class Found:
    """All rows of one table, of every workbook that holds it, and what is wrong with them."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sheets: int = 0
    unanswered: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is neither a row nor a question left open."""
        return not self.rows and not self.unanswered


@collector_paused()
def read_table(sheets: Iterable[Sheet], table: Table) -> Found:
    """The rows of a table from all sheets of its name, in the order of the sheets."""
    found = Found()
    names = {folded(table.cs), folded(table.en)}
    headings = Headings(table)
    for sheet in sheets:
        if folded(sheet.name) not in names:
            continue
        found.sheets += 1
        header = find_header(sheet, headings)
        if header is None:
            found.problems += missing_columns(sheet, headings)
        else:
            found.problems += header_problems(sheet, header, headings)
            _read_rows(sheet, headings, header, found)
    return found


def _read_rows(sheet: Sheet, headings: Headings, header: Header, found: Found) -> None:
    """Adds the records below a header, and tells of the rows that are none."""
    places = {column.field: letter(place) for place, column in header.columns.items()}
    places |= {heading: letter(place) for place, heading in header.extra.items()}
    readers: Readers = [
        (place, column.field, column.required, {}, column)
        for place, column in header.columns.items()
    ]
    heading = header.row - header.numbers + 1
    merged = spread(sheet, header)
    left_out: dict[Leftover, list[int]] = {kind: [] for kind in Leftover}
    unanswered: list[Source] = []
    unnamed: dict[int, str] = {}
    below_gap = False
    ahead = read_ahead(sheet, header)
    for index in range(header.row + 1, len(sheet.rows)):
        if index in ahead:
            source = Source(sheet.file, sheet.name, index + 1, places, heading)
            line = Line(sheet, index)
            found.rows.append(Row(ahead[index], line, header, source, faulty=False))
            below_gap = False
            continue
        given = sheet.rows[index]
        if is_blank_row(given):
            below_gap = True
            continue
        cells = _wide(merged.row(index, given), header.width)
        source = Source(sheet.file, sheet.name, index + 1, places, heading)
        row, problems = _read_row(cells, header, source, merged.covered.get(index, ()), readers)
        if row.faulty and _is_unanswered(row, headings.table):
            unanswered.append(source)
            continue
        kind = None
        if row.faulty or _starts_as_total(cells):
            told = any(row.values.keys() & header.telling)
            place = Place(below_gap, bool(left_out[Leftover.TABLE]), told)
            kind = leftover(cells, header, headings, place)
        if kind is None:
            found.rows.append(row)
            found.problems += problems
            found.problems += merged.problems.get(index, ())
            _note_unnamed(cells, header, unnamed)
            below_gap = False
        else:
            left_out[kind].append(index)
    found.unanswered += len(unanswered)
    found.problems += _unanswered(unanswered)
    found.problems += _left_out(sheet, left_out)
    where = (Severity.NOTICE, sheet.file, sheet.name)
    for column, text in unnamed.items():
        address = f"{letter(column)}{header.row - header.numbers + 1}"
        found.problems.append(Problem("column_unnamed", *where, address, text))
    found.problems += _hidden(sheet)


def _is_unanswered(row: Row, table: Table) -> bool:
    """Whether a row holds what a questionnaire asks, and nothing that somebody answered."""
    if not table.asked:
        return False
    answers = (cell for name, cell in row.cells.items() if name not in table.asked)
    return all(cell.is_blank for cell in (*answers, *row.extra.values()))


def _unanswered(rows: Sequence[Source]) -> Iterable[Problem]:
    """One notice for all the questions of a sheet that were left open."""
    if rows:
        first = rows[0]
        where = (first.file, first.sheet, first.cell("orp"))
        yield Problem("unanswered", Severity.NOTICE, *where, details={"n": len(rows)})


def _wide(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """A row that has a cell under every heading."""
    return cells if len(cells) >= width else [*cells, *(BLANK,) * (width - len(cells))]


def _note_unnamed(cells: Sequence[Cell], header: Header, unnamed: dict[int, str]) -> None:
    """Keeps the first text of each column that has values and no heading."""
    if len(cells) == len(header.texts):
        return
    for place, cell in enumerate(cells[:FARTHEST_COLUMN]):
        is_free = place not in header.texts and place not in unnamed
        if cell.value is not None and is_free and not cell.is_blank:
            unnamed[place] = cell.text


def is_blank_row(cells: Iterable[Cell]) -> bool:
    """Whether there is nothing in a row."""
    return all(cell.value is None or cell.is_blank for cell in cells if cell is not BLANK)


def _starts_as_total(cells: Iterable[Cell]) -> bool:
    first = next((cell.value for cell in cells if cell.value is not None), None)
    return isinstance(first, str) and starts_as_total(first.strip())


def _left_out(sheet: Sheet, left_out: dict[Leftover, list[int]]) -> Iterable[Problem]:
    """What to say of rows that are no records: each total by itself, the others as ranges."""
    codes = {
        Leftover.TOTAL: ("row_total", Severity.NOTICE),
        Leftover.NOTE: ("rows_note", Severity.NOTICE),
        Leftover.HEADINGS: ("rows_headings", Severity.NOTICE),
        Leftover.TABLE: ("rows_other_table", Severity.WARNING),
    }
    for kind, rows in left_out.items():
        code, severity = codes[kind]
        groups = [[row] for row in rows] if kind is Leftover.TOTAL else [rows] if rows else []
        for group in groups:
            place, text = _first_text(sheet.rows[group[0]])
            cell = f"{letter(place)}{group[0] + 1}"
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


def _read_row(
    cells: Sequence[Cell], header: Header, source: Source, covered: Iterable[int], readers: Readers
) -> tuple[Row, list[Problem]]:
    """The values of a row; of cells under a merged amount nothing is said, they are not known."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    faulty = False
    for place, name, required, known, column in readers:
        cell = cells[place]
        given = cell.value
        wrong = cell.is_error or cell.formula_without_value
        value = None if wrong else known.get((given.__class__, given, cell.percent))
        if value is None:
            if given is None and not required and not cell.formula_without_value:
                continue
            value, problem = _value(cell, column, source, place)
            if place not in covered:
                problems += problem
            if value is not None and not problem:
                known[given.__class__, given, cell.percent] = value
        if value is not None:
            values[name] = value
        elif required:
            faulty = True
    for place, (column, number) in header.numbered.items():
        value, problem = _value(cells[place], column, source, place)
        problems += problem
        before = values.get(column.field, ())
        values[column.field] = (*before, *(0,) * (number - 1 - len(before)), value or 0)
    return Row(values, cells, header, source, faulty), problems


def _value(cell: Cell, column: Column, source: Source, place: int) -> tuple[Any, list[Problem]]:
    """The parsed value, None where blank or wrong, and what there is to say of it."""
    if cell.is_blank:
        if not column.required:
            return None, []
        where = (source.file, source.sheet, f"{letter(place)}{source.row}")
        details = {"heading": column.cs}
        return None, [Problem("value_missing", Severity.ERROR, *where, details=details)]
    try:
        parsed = parse(cell, column)
    except FaultError as fault:
        return None, [fault.at(source, f"{letter(place)}{source.row}", cell.text, column.cs)]
    if not parsed.warning:
        return parsed.value, []
    address = f"{letter(place)}{source.row}"
    return parsed.value, [parsed.problem(source, address, cell.text, column.cs)]
