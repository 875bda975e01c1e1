"""A rule that a choice breaks, as the count after the solver tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stack_planner.conflicts import Sort
    from stack_planner.records import Budget, Link, Position, Programme, Project, Rule


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a choice breaks, by whom, and the record and field that say it.

    Of a limit, ``limit`` is what may be used of it in ``year`` and ``used`` what is: CZK, or what
    else the rule counts. With carry-over both are sums since the first year.
    """

    name: str
    sort: Sort
    payer: str
    of: Budget | Link | Position | Programme | Project | Rule
    column: str = ""
    year: int = 0
    limit: int | None = None
    used: int | None = None
