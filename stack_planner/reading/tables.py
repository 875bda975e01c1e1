"""Finds a table on its sheet by its headings and gives its rows as values with addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stack_planner.problems import Problem, Severity, Source, nearest
from stack_planner.reading.units import foreign_headings
from stack_planner.reading.values import FaultError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.columns import Column, Table
    from stack_planner.reading.cells import Cell, Sheet

DEEPEST_HEADER = 50


@dataclass(frozen=True)
class Row:
    """One row of a table: parsed values by field, further columns by heading, the raw cells.

    ``faulty`` says that a required value is missing or wrong.
    """

    values: dict[str, Any]
    extra: dict[str, Cell]
    cells: dict[str, Cell]
    source: Source
    faulty: bool


@dataclass
class Found:
    """All rows of one table, of every workbook that holds it, and what is wrong with them."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sheets: int = 0


def folded(heading: str) -> str:
    """A heading as it is compared: no case, no brackets, single spaces."""
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", heading.replace("\xa0", " "))
    return " ".join(bare.casefold().split())


def read_table(sheets: Iterable[Sheet], table: Table) -> Found:
    """The rows of a table from all sheets of its name, in the order of the sheets."""
    found = Found()
    names = {folded(table.cs), folded(table.en)}
    for sheet in sheets:
        if folded(sheet.name) not in names:
            continue
        found.sheets += 1
        header = _find_header(sheet, table)
        if header is None:
            found.problems += _missing_columns(sheet, table)
        else:
            _read_rows(sheet, table, header, found)
    return found


@dataclass(frozen=True)
class _Header:
    row: int
    columns: dict[int, Column]
    numbered: dict[int, tuple[Column, int]]
    extra: dict[int, str]


def _find_header(sheet: Sheet, table: Table) -> _Header | None:
    """The first row that holds every required heading."""
    required = {column.field for column in table.columns if column.required}
    for index, row in enumerate(sheet.rows[:DEEPEST_HEADER]):
        header = _match(index, row, table)
        fields = {column.field for column in header.columns.values()}
        if fields >= required and (required or fields):
            return header
    return None


def _match(index: int, row: Sequence[Cell], table: Table) -> _Header:
    header = _Header(index, {}, {}, {})
    taken: set[str] = set()
    for place, cell in enumerate(row):
        heading = folded(cell.text)
        if not heading:
            continue
        column, number = _column(heading, table)
        if column is None or (column.field in taken and not number):
            header.extra[place] = cell.text
        elif number:
            header.numbered[place] = (column, number)
        else:
            header.columns[place] = column
            taken.add(column.field)
    return header


def _column(heading: str, table: Table) -> tuple[Column | None, int]:
    """The column that a heading names, and its number where the column is numbered."""
    for column in table.columns:
        names = [folded(name) for name in (column.cs, column.en, *column.also)]
        if not column.numbered:
            if heading in names:
                return column, 0
            continue
        for name in names:
            match = re.fullmatch(re.escape(name).replace(r"\{n\}", r"(\d+)"), heading)
            if match:
                return column, int(match[1])
    return None, 0


def _missing_columns(sheet: Sheet, table: Table) -> Iterator[Problem]:
    """What keeps the header from being found, told of the row that comes nearest to it."""
    required = [column for column in table.columns if column.required]
    headers = [_match(i, row, table) for i, row in enumerate(sheet.rows[:DEEPEST_HEADER])]
    best = max(headers, key=lambda header: len(header.columns), default=_Header(0, {}, {}, {}))
    have = {column.field for column in best.columns.values()}
    headings = {folded(text): text for text in best.extra.values()}
    for column in required:
        if column.field not in have:
            near = nearest(folded(column.cs), headings)
            yield Problem(
                "column_missing",
                Severity.ERROR,
                sheet.file,
                sheet.name,
                seen=headings.get(near, ""),
                details={"heading": column.cs},
            )


def _read_rows(sheet: Sheet, table: Table, header: _Header, found: Found) -> None:
    if not table.open_ended:
        found.problems += [
            Problem(
                "column_unknown",
                Severity.NOTICE,
                sheet.file,
                sheet.name,
                f"{_letter(place)}{header.row + 1}",
                heading,
            )
            for place, heading in header.extra.items()
        ]
    found.problems += foreign_headings(sheet, header.row, header.columns, header.numbered)
    addresses = {column.field: _letter(place) for place, column in header.columns.items()}
    for index in range(header.row + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        if all(cell.is_blank for cell in cells):
            continue
        source = Source(sheet.file, sheet.name, index + 1, addresses)
        row, problems = _read_row(cells, header, source)
        found.rows.append(row)
        found.problems += problems


def _read_row(cells: Sequence[Cell], header: _Header, source: Source) -> tuple[Row, list[Problem]]:
    row = {column.field: (column, cells[place]) for place, column in header.columns.items()}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    faulty = False
    for name, (column, cell) in row.items():
        value, problem = _value(cell, column, source, source.cell(name))
        problems += problem
        if value is not None:
            values[name] = value
        elif column.required:
            faulty = True
    for place, (column, _) in sorted(header.numbered.items(), key=lambda item: item[1][1]):
        address = f"{_letter(place)}{source.row}"
        value, problem = _value(cells[place], column, source, address)
        problems += problem
        values[column.field] = (*values.get(column.field, ()), value or 0)
    extra = {heading: cells[place] for place, heading in header.extra.items()}
    raw = {name: cell for name, (_, cell) in row.items()}
    letters = {heading: _letter(place) for place, heading in header.extra.items()}
    source = Source(source.file, source.sheet, source.row, {**source.columns, **letters})
    return Row(values, extra, raw, source, faulty), problems


def _value(cell: Cell, column: Column, source: Source, address: str) -> tuple[Any, list[Problem]]:
    """The parsed value, None where blank or wrong, and what there is to say of it."""
    where = (source.file, source.sheet, address)
    if cell.is_blank:
        if column.required:
            details = {"heading": column.cs}
            return None, [Problem("value_missing", Severity.ERROR, *where, details=details)]
        return None, []
    try:
        parsed = parse(cell, column)
    except FaultError as fault:
        return None, [fault.at(source, address, cell.text, column.cs)]
    if parsed.warning:
        return parsed.value, [Problem(parsed.warning, parsed.severity, *where, cell.text)]
    return parsed.value, []


def _letter(place: int) -> str:
    """The letters of a column counted from 0: A, B and so on, after Z comes AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
