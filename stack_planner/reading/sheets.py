"""Which sheets are tables of the inputs, and which look as if they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns import TABLES
from stack_planner.columns.aside import ASIDE
from stack_planner.likeness import nearest_bare
from stack_planner.problems import Problem, Severity
from stack_planner.reading.headings import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from stack_planner.columns import Table
    from stack_planner.reading.cells import Sheet

_TABLES = {folded(name): table for table in TABLES for name in (table.cs, table.en)}


def missing_sheets(sheets: Sequence[Sheet], needed: Collection[str]) -> list[Problem]:
    """Needed sheets that no workbook holds, each told at the sheet whose name comes nearest."""
    names = {folded(sheet.name) for sheet in sheets}
    problems = []
    for table in TABLES if sheets else ():
        own = {folded(table.cs), folded(table.en)}
        if table.name in needed and not own & names:
            near = next((sheet for sheet in _unknown(sheets) if _nearest(sheet) in own), None)
            where = (near.file, near.name) if near else ("", "")
            details = {"sheet": table.cs, "near": near.name if near else ""}
            problems.append(Problem("sheet_missing", Severity.ERROR, *where, details=details))
    return problems


def unknown_sheets(sheets: Iterable[Sheet], missing: Sequence[Problem]) -> list[Problem]:
    """Sheets that belong to no table; a warning where the name is nearly one, else a notice.

    Those that were told as ``missing`` ones are left out.
    """
    told = {(problem.file, problem.sheet) for problem in missing}
    problems = []
    for sheet in _unknown(sheets):
        if (sheet.file, sheet.name) not in told:
            near = _nearest(sheet)
            severity = Severity.WARNING if near else Severity.NOTICE
            details = {"nearest": _TABLES[near].cs if near else ""}
            problems.append(
                Problem("sheet_unknown", severity, sheet.file, sheet.name, details=details)
            )
    return problems


def concerning(problems: Iterable[Problem], tables: Collection[str]) -> tuple[Problem, ...]:
    """The problems of files, and those of the sheets of some tables or nearly of their names."""
    names = {folded(name) for table in TABLES if table.name in tables for name in _names(table)}
    return tuple(p for p in problems if not p.sheet or _meant(folded(p.sheet)) in names)


def _meant(name: str) -> str:
    """The table's name that a sheet bears, or else the one that it nearly bears."""
    return name if name in _TABLES else nearest_bare(name, _TABLES)


def _names(table: Table) -> tuple[str, str]:
    return table.cs, table.en


def _unknown(sheets: Iterable[Sheet]) -> list[Sheet]:
    known = _TABLES.keys() | ASIDE
    return [sheet for sheet in sheets if folded(sheet.name) not in known]


def _nearest(sheet: Sheet) -> str:
    return nearest_bare(folded(sheet.name), _TABLES)
