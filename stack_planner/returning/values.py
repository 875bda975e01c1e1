"""Single cells of a plan workbook as values; what is none of them is told with its address."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at
from stack_planner.reading.dates import EARLIEST_YEAR, LATEST_YEAR, date_of_serial, parse_date
from stack_planner.reading.faults import FaultError

if TYPE_CHECKING:
    from stack_planner.reading.cells import Cell
    from stack_planner.returning.finding import Line


def flag(line: Line, key: str, problems: list[Problem]) -> bool | None:
    """Whether a cell says 1 or 0, as numbers: what the workbook's formulas count; else None."""
    value = _number(line.cell(key))
    if value not in {0, 1}:
        problems.append(at(line.source, key, "plan_decision", line.text(key)))
        return None
    return value == 1


def year(line: Line, key: str, problems: list[Problem]) -> int | None:
    """A year; None for a blank cell."""
    cell = line.cell(key)
    if cell.is_blank:
        return None
    value = _number(cell)
    if value is None or value.denominator != 1 or not EARLIEST_YEAR <= value <= LATEST_YEAR:
        problems.append(at(line.source, key, "plan_year", line.text(key)))
        return None
    return int(value)


def amount(line: Line, key: str, problems: list[Problem]) -> int:
    """A whole number; a blank cell is 0."""
    cell = line.cell(key)
    if cell.is_blank:
        return 0
    value = _number(cell)
    if value is None or value.denominator != 1:
        problems.append(at(line.source, key, "plan_amount", line.text(key)))
        return 0
    return int(value)


def share(line: Line, key: str, problems: list[Problem], code: str) -> Fraction | None:
    """A number that is not negative; None for a blank cell or for anything else."""
    value = _number(line.cell(key))
    if value is None or value < 0:
        problems.append(at(line.source, key, code, line.text(key)))
        return None
    return value


def stored(line: Line, key: str) -> Fraction | None:
    """The number that a cell holds or last calculated; None where there is none."""
    return _number(line.cell(key))


def day(line: Line, key: str, problems: list[Problem]) -> date | None:
    """A date as it is kept or written; a warning where a text is none."""
    cell = line.cell(key)
    if cell.is_blank:
        return None
    if isinstance(cell.value, date):
        return cell.value
    number = _number(cell)
    found = date_of_serial(float(number)) if number is not None else _written(cell.text)
    if found is None:
        problems.append(at(line.source, key, "plan_date", cell.text, Severity.WARNING))
    return found


def _written(text: str) -> date | None:
    try:
        return parse_date(text)
    except FaultError:
        return None


def _number(cell: Cell) -> Fraction | None:
    """The number in a cell; a text, a yes or no and an unknown result are none."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if cell.is_error or cell.formula_without_value:
        return None
    return Fraction(str(value))
