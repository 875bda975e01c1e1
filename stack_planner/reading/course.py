"""The record of states and handovers that an earlier run wrote, perhaps changed by hand since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns import STEPS
from stack_planner.problems import Problem, Severity, has_errors
from stack_planner.reading.files import read_sheets, shown_name
from stack_planner.reading.tables import read_table
from stack_planner.records import Step

if TYPE_CHECKING:
    from pathlib import Path


def read_steps(path: Path) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """The steps that a record holds, row by row, and everything that is wrong with it.

    That it is no record at all is an error, as is a row that cannot be read: what was handed over
    must not be forgotten.
    """
    sheets, problems = read_sheets(path)
    found = read_table(sheets, STEPS)
    problems = [*problems, *found.problems]
    if not found.sheets and not has_errors(problems):
        details: dict[str, str | int] = {"sheet": STEPS.cs}
        file = shown_name(path)
        problems.append(Problem("course_foreign", Severity.ERROR, file, details=details))
    steps = (Step(**row.values, source=row.source) for row in found.rows if not row.faulty)
    return tuple(steps), tuple(problems)
