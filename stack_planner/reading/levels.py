"""Cells under the headings of criteria: raw levels of projects, judgements of two criteria."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from stack_planner import columns as sheets_of
from stack_planner.meaning import Known
from stack_planner.problems import Problem, Severity, at
from stack_planner.reading.faults import FaultError
from stack_planner.reading.values import parse_level
from stack_planner.records import Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.problems import Source
    from stack_planner.reading.cells import Cell
    from stack_planner.reading.rows import Row
    from stack_planner.reading.tables import Found

LEAST = "1/9"
"""The least judgement of Saaty's scale."""


def names_by_code(found: Found) -> dict[str, str]:
    """The names of all criteria by code, also of those that lack another value."""
    rows = [row.values for row in found.rows if "code" in row.values]
    return {values["code"]: values.get("name", "") for values in rows}


def read_scores(
    found: Found, criteria: Mapping[str, str], problems: list[Problem]
) -> tuple[Score, ...]:
    """One score a filled cell under a criterion's code."""
    known = Known(criteria)
    scores = []
    for row in found.rows:
        for heading, cell in row.extra.items():
            if heading in known and not cell.is_blank:
                level = _level(cell, row, heading, problems)
                if level is not None and not row.faulty:
                    key = (row.values["project"], row.values.get("orp"), heading)
                    scores.append(Score(*key, level, row.source))
    problems += _unknown_headings(found, known)
    return tuple(sorted(scores, key=lambda x: (x.project, x.orp or "", x.criterion)))


def _unknown_headings(found: Found, criteria: Known) -> list[Problem]:
    """Columns of criteria that there are not; one that is certainly meant must not be lost."""
    first: dict[tuple[str, str, str], Source] = {}
    for row in found.rows:
        for heading in row.extra:
            if heading not in criteria:
                first.setdefault((row.source.file, row.source.sheet, heading), row.source)
    problems = []
    for (file, sheet, heading), source in sorted(first.items(), key=lambda item: item[0]):
        meant = criteria.find(heading)
        likely = Severity.WARNING if meant.nearest else Severity.NOTICE
        severity = Severity.ERROR if meant.code else likely
        near, mend = meant.code or meant.nearest, meant.code or None
        where = (file, sheet, f"{source.columns[heading]}{source.header}")
        details = {"nearest": near}
        problems.append(Problem("column_unknown", severity, *where, heading, details, mend))
    return problems


def _level(cell: Cell, row: Row, heading: str, problems: list[Problem]) -> Fraction | None:
    address = row.source.cell(heading)
    try:
        parsed = parse_level(cell)
    except FaultError as fault:
        problems.append(fault.at(row.source, address, cell.text, heading))
        return None
    if parsed.warning:
        problems.append(parsed.problem(row.source, address, cell.text, heading))
    number: Fraction = parsed.value
    return number


def read_pairwise(
    found: Found, criteria: Mapping[str, str], problems: list[Problem]
) -> tuple[tuple[Fraction, ...], ...]:
    """The reciprocal matrix in the order of the criteria's codes; () where there is none."""
    codes = sorted(criteria)
    known = Known(criteria)
    if found.rows:
        problems += _unknown_headings(found, known)
        problems += _unknown_rows(found, known)
    given: dict[tuple[str, str], Fraction] = {}
    for row in found.rows:
        for heading, cell in row.extra.items():
            first = row.values.get("criterion", "")
            if heading in codes and not cell.is_blank:
                level = _level(cell, row, heading, problems)
                if level is not None and level <= 0:
                    where = (row.source, heading, "too_small", cell.text)
                    problems.append(at(*where, heading=heading, low=LEAST))
                elif level and first in codes:
                    given[first, heading] = level
    if not given:
        return ()
    problems += [
        Problem(
            "pairwise_missing",
            Severity.ERROR,
            sheet=sheets_of.PAIRWISE.cs,
            details={"first": first, "second": second},
        )
        for first, second in combinations(codes, 2)
        if not {(first, second), (second, first)} & given.keys()
    ]
    return tuple(tuple(_judgement(given, a, b) for b in codes) for a in codes)


def _unknown_rows(found: Found, criteria: Known) -> Iterator[Problem]:
    """Rows of the comparison whose criterion is not known."""
    for row in found.rows:
        code = row.values.get("criterion", "")
        if code and code not in criteria:
            meant = criteria.find(code)
            near, mend = meant.code or meant.nearest, meant.code or None
            yield at(row.source, "criterion", "unknown_code", code, mend=mend, nearest=near)


def _judgement(given: Mapping[tuple[str, str], Fraction], first: str, second: str) -> Fraction:
    if first == second:
        return Fraction(1)
    if (first, second) in given:
        return given[first, second]
    return 1 / given.get((second, first), Fraction(1))
