"""Decisions that several files hold: of those about one thing the latest is left, the rest told.

The files may come in any order. A decision without a day counts as earlier than any other; that it
gives way to a different one is a warning, for it may well be the newer one. An interest is no
decision.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stack_planner.problems import Problem, Severity
from stack_planner.reading.dates import shown
from stack_planner.records import Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from stack_planner.reading.rows import Row
    from stack_planner.reading.tables import Found

ESTIMATES = ("capex", "opex", "others")
"""What a later decision keeps of an earlier one where it leaves the cells blank."""

OF_ONE_STANCE = (*ESTIMATES, "year")
"""The same where it only confirms the earlier one; who approved it, and how, is never kept."""


def leave_latest(found: Found, key: Callable[[Row], Hashable]) -> None:
    """Leaves of the positions of each key those of the last day.

    Earlier ones in the file of the latest stay: a file that contradicts itself is told elsewhere.
    """
    by_key: dict[Hashable, list[int]] = {}
    for place, row in enumerate(found.rows):
        if not row.faulty:
            by_key.setdefault(key(row), []).append(place)
    replaced: set[int] = set()
    for places in by_key.values():
        last = max(_day(found.rows[place]) for place in places)
        latest = [place for place in places if _day(found.rows[place]) == last]
        files = {found.rows[place].source.file for place in latest}
        gone = [place for place in places if found.rows[place].source.file not in files]
        replaced.update(gone)
        earlier = sorted((found.rows[place] for place in gone), key=_age)
        found.problems += [_replaced(row, found.rows[latest[0]]) for row in earlier]
        for place in latest:
            row = found.rows[place]
            found.rows[place] = row._replace(values=_kept(earlier, row) | row.values)
    found.rows[:] = [row for place, row in enumerate(found.rows) if place not in replaced]


def _day(row: Row) -> date:
    return row.values.get("date") or date.min


def _age(row: Row) -> tuple[date, str, int]:
    return _day(row), row.source.file, row.source.row


def _kept(earlier: Sequence[Row], latest: Row) -> dict[str, Any]:
    """What a decision keeps of those before it, the later of them first."""
    kept: dict[str, Any] = {}
    for row in earlier:
        same = row.values["stance"] is latest.values["stance"]
        fields = OF_ONE_STANCE if same else ESTIMATES
        kept |= {name: row.values[name] for name in fields if name in row.values}
    return kept


def _replaced(earlier: Row, later: Row) -> Problem:
    """That a decision gave way to a later one, told where the earlier one stands."""
    source = earlier.source
    where = (source.file, source.sheet, source.cell("stance"))
    details: dict[str, str | int] = {
        "later": later.source.place("stance"),
        "stance": later.cells["stance"].text,
        "date": shown(_day(later)),
    }
    said = earlier.values["stance"]
    decided = said is not Stance.INTEREST and said is not later.values["stance"]
    if decided and "date" not in earlier.values:
        code, severity = "position_undated", Severity.WARNING
    else:
        code, severity = "position_replaced", Severity.NOTICE
    return Problem(code, severity, *where, earlier.cells["stance"].text, details)
