"""One row under a header: its values with their addresses, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from stack_planner.problems import Problem, Severity
from stack_planner.reading.cells import letter
from stack_planner.reading.faults import FaultError
from stack_planner.reading.values import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.columns import Column
    from stack_planner.problems import Source
    from stack_planner.reading.cells import Cell
    from stack_planner.reading.headings import Header

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


def readers_of(header: Header) -> Readers:
    """What reads the columns under a header."""
    return [
        (place, column.field, column.required, {}, column)
        for place, column in header.columns.items()
    ]


def read_row(
    cells: Sequence[Cell], header: Header, source: Source, covered: Iterable[int], readers: Readers
) -> tuple[Row, list[Problem]]:
    """The values of a row; of cells under a merged amount nothing is said, they are not known."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    faulty = False
    for place, name, required, known, column in readers:
        cell = cells[place]
        given = cell.value
        wrong = cell.is_error or cell.formula_without_value or cell.foreign
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
