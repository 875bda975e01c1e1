"""Rows that are no records for want of a required value, kept for what they do say."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from stack_planner.columns import TABLES
from stack_planner.records import (
    Budget,
    Criterion,
    GroupCost,
    Incomplete,
    Link,
    Meeting,
    Municipality,
    Need,
    Orp,
    Position,
    Programme,
    Project,
    Rule,
    ScenarioChange,
    Score,
    Spot,
    WeightAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.columns import Table
    from stack_planner.reading.tables import Found

RECORDS: Mapping[str, type] = {
    "projects": Project,
    "criteria": Criterion,
    "scores": Score,
    "links": Link,
    "programmes": Programme,
    "pool": Budget,
    "rules": Rule,
    "group_costs": GroupCost,
    "weight_answers": WeightAnswer,
    "scenarios": ScenarioChange,
    "orps": Orp,
    "municipalities": Municipality,
    "budgets": Budget,
    "needs": Need,
    "positions": Position,
    "spots": Spot,
    "meetings": Meeting,
}
ENOUGH = {"budgets": {"orp", "year"}, "pool": {"year"}}
"""Fields with which a row is a record whatever else it lacks."""


def incomplete_rows(found: Mapping[str, Found]) -> dict[str, tuple[Incomplete, ...]]:
    """By table the rows that became no record."""
    rows = {table.name: _of(found[table.name], table) for table in TABLES if table.name in RECORDS}
    return {name: lacking for name, lacking in rows.items() if lacking}


def _of(found: Found, table: Table) -> tuple[Incomplete, ...]:
    record, enough = RECORDS[table.name], ENOUGH.get(table.name)
    blank = _blank(record, table)
    return tuple(
        Incomplete(record, {**blank, **row.values}, row.source)
        for row in found.rows
        if row.faulty and not (enough and enough <= row.values.keys())
    )


def _blank(record: type, table: Table) -> dict[str, Any]:
    """What stands for a cell that may be blank."""
    defaults = {each.name: each.default for each in fields(record) if each.default is not MISSING}
    free = (column.field for column in table.columns if not column.required)
    return {**dict.fromkeys(free), **defaults}
