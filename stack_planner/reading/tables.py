"""Finds a table on its sheet by its headings and gives its rows as values with addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.reading.body import Body
from stack_planner.reading.header_problems import header_problems, missing_columns
from stack_planner.reading.headings import Headings, find_header, folded
from stack_planner.reading.pausing import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.columns import Table
    from stack_planner.problems import Problem
    from stack_planner.reading.cells import Sheet
    from stack_planner.reading.rows import Row


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
            body = Body(sheet, headings, header)
            body.read()
            found.rows += body.rows
            found.unanswered += len(body.unanswered)
            found.problems += body.problems
    return found
