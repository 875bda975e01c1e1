"""Towns that were asked by a questionnaire and whose own questionnaire never came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns import Column, Kind, Table
from stack_planner.columns.aside import TOWN_LIST
from stack_planner.problems import Problem, Severity, at
from stack_planner.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.reading.cells import Sheet
    from stack_planner.reading.tables import Found

ASKED = Table(
    "asked",
    TOWN_LIST["cs"],
    TOWN_LIST["en"],
    (
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("name", "Název", "Name", required=True),
    ),
    workbook="needs",
)
"""Every questionnaire carries the list of all; the sheet is protected and nobody fills it in."""


def towns_missing(sheets: Sequence[Sheet], orps: Found) -> Iterator[Problem]:
    """A warning for each town asked that no workbook describes, at the first list of it."""
    known = {row.values.get("code") for row in orps.rows}
    for row in read_table(sheets, ASKED).rows:
        code = row.values.get("code")
        if code and code not in known:
            known.add(code)
            orp = f"{code} {row.values.get('name', '')}".strip()
            yield at(row.source, "code", "town_missing", code, Severity.WARNING, orp=orp)
