"""Several workbooks read as one: equal records are one record, different ones are told.

A position is a decision with its day: of two that differ the later one holds, and it is told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from stack_planner.likeness import spaced
from stack_planner.problems import Problem, Severity
from stack_planner.reading.decisions import leave_latest

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from stack_planner.columns import Table
    from stack_planner.problems import Source
    from stack_planner.reading.rows import Row
    from stack_planner.reading.tables import Found

KEYS = {
    "scores": ("project", "orp"),
    "links": ("first", "relation", "second"),
    "pool": ("year",),
    "rules": ("kind", "group", "bound", "orp"),
    "group_costs": ("project", "group"),
    "settings": ("key",),
    "pairwise": ("criterion",),
    "weight_answers": ("person", "method", "criterion", "against"),
    "scenarios": ("scenario", "kind", "subject"),
    "budgets": ("orp", "year"),
    "needs": ("orp", "municipality", "area"),
    "positions": ("orp", "project"),
    "meetings": ("held_on", "orp", "topic", "project", "task"),
}
"""The fields by which records of a table are the same one; where none are named, the code."""

DECISIONS = "positions"
"""The table whose records are decisions: a later one replaces an earlier one."""

NOTHING = "–"
"""What is shown of a blank cell."""


def unite(found: Found, table: Table) -> None:
    """Leaves one of the records that several files hold, and adds what there is to say.

    Records of one file stay as they are, also those that it holds twice.
    """
    if len({row.source.file for row in found.rows}) < 2:  # noqa: PLR2004 — one file agrees with itself
        return
    fields = KEYS.get(table.name, ("code",))
    if table.name == DECISIONS:
        leave_latest(found, lambda row: _key(row, fields))
    first: dict[Hashable, Row] = {}
    kept: list[Row] = []
    same: Counter[tuple[str, str, str]] = Counter()
    for row in found.rows:
        other = row if row.faulty else first.setdefault(_key(row, fields), row)
        if other.source.file == row.source.file:
            kept.append(row)
            continue
        differences = list(_differences(other, row, table))
        found.problems += differences
        if not differences:
            same[row.source.file, row.source.sheet, other.source.file] += 1
    found.rows[:] = kept
    found.problems += [
        Problem("records_same", Severity.NOTICE, file, sheet, details={"n": n, "first": other})
        for (file, sheet, other), n in sorted(same.items())
    ]


def _key(row: Row, fields: tuple[str, ...]) -> Hashable:
    return tuple(_folded(row.values.get(name)) for name in fields)


def _folded(value: Any) -> Hashable:  # noqa: ANN401 — whatever a cell holds
    if isinstance(value, tuple):
        return tuple(sorted(spaced(str(each)) for each in value))
    return spaced(value) if isinstance(value, str) else value


def _differences(first: Row, second: Row, table: Table) -> Iterator[Problem]:
    """One problem for each field that two records of the same key say differently."""
    for column in table.columns:
        name = column.field
        if first.values.get(name) != second.values.get(name):
            texts = (_text(first, name), _text(second, name))
            if texts[0] != texts[1]:
                yield _difference(first.source, second.source, name, column.cs, texts)
    for heading in sorted(first.extra.keys() | second.extra.keys()) if table.open_ended else ():
        texts = (_extra(first, heading), _extra(second, heading))
        if texts[0] != texts[1]:
            yield _difference(first.source, second.source, heading, heading, texts)


def _extra(row: Row, heading: str) -> str:
    return row.extra[heading].text if heading in row.extra else ""


def _text(row: Row, name: str) -> str:
    if name in row.cells:
        return row.cells[name].text
    value = row.values.get(name, ())
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _difference(
    first: Source, second: Source, name: str, heading: str, texts: tuple[str, str]
) -> Problem:
    other, own = (text or NOTHING for text in texts)
    details = {"heading": heading, "first": first.place(name), "other": other, "own": own}
    where = (second.file, second.sheet, second.cell(name))
    return Problem("records_differ", Severity.ERROR, *where, own, details)
