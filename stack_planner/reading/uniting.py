"""Several workbooks read as one: equal records are one record, different ones are told.

A position is a decision with its day: of two that differ the later one holds, and it is told.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

from stack_planner.likeness import spaced
from stack_planner.problems import Problem, Severity
from stack_planner.reading.dates import shown
from stack_planner.records import Stance

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

DECIDED = {"positions"}
"""The tables whose records are decisions with a ``date``; a later one replaces."""

ESTIMATES = ("capex", "opex", "others")
"""What a decision that leaves it blank does not take back; all else belongs to the decision."""

NOTHING = "–"
"""What is shown of a blank cell."""


def unite(found: Found, table: Table) -> None:
    """Leaves one of the records that several files hold, and adds what there is to say.

    Records of one file stay as they are, also those that it holds twice.
    """
    if len({row.source.file for row in found.rows}) < 2:  # noqa: PLR2004 — one file agrees with itself
        return
    fields = KEYS.get(table.name, ("code",))
    if table.name in DECIDED:
        _settle(found, fields)
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


def _settle(found: Found, fields: tuple[str, ...]) -> None:
    """Leaves the latest of the decisions that several files hold; the earlier ones are told.

    The order of the files is of no matter. One without a day is earlier than any other; what one
    file holds twice is left to be told as that.
    """
    groups: dict[Hashable, list[Row]] = {}
    for row in found.rows:
        if not row.faulty:
            groups.setdefault(_key(row, fields), []).append(row)
    settled: dict[Source, Row | None] = {}
    for rows in groups.values():
        rows.sort(key=lambda row: (_day(row), row.source.file))
        earlier = [row for row in rows if _day(row) < _day(rows[-1])]
        if earlier and len({row.source.file for row in rows}) == len(rows):
            latest = rows[len(earlier) :]
            known = reduce(_after, earlier)
            settled |= dict.fromkeys((row.source for row in earlier), None)
            settled |= {row.source: _after(known, row) for row in latest}
            found.problems += [_replaced(row, latest[0]) for row in earlier]
    left = (settled.get(row.source, row) for row in found.rows)
    found.rows[:] = [row for row in left if row is not None]


def _day(row: Row) -> date:
    return row.values.get("date") or date.min


def _after(earlier: Row, later: Row) -> Row:
    """A later decision, with what it leaves blank from the earlier one.

    That is everything where it decides the same, else local estimates only: a year, a resolution
    and a note were those of the other decision.
    """
    known = earlier.values
    if known.get("stance") != later.values.get("stance"):
        known = {name: known[name] for name in ESTIMATES if name in known}
    return later._replace(values=known | later.values)


def _replaced(earlier: Row, later: Row) -> Problem:
    """That a decision was replaced by a later one, told where the earlier one stands.

    One without a day that is another decision may well be the newer one: that is a warning.
    """
    details: dict[str, str | int] = {
        "later": later.source.place("stance"),
        "stance": _text(later, "stance"),
        "date": shown(_day(later)),
    }
    source = earlier.source
    where = (source.file, source.sheet, source.cell("stance"), _text(earlier, "stance"), details)
    said = earlier.values["stance"]
    decided = said is not Stance.INTEREST and said is not later.values["stance"]
    if decided and "date" not in earlier.values:
        return Problem("position_undated", Severity.WARNING, *where)
    return Problem("position_replaced", Severity.NOTICE, *where)


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
