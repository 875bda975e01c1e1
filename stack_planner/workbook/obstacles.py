"""What stands in the way of a rejected project beside the chosen ones: rows that it would break.

The rows are those that the plan was chosen by. Of a project's options the one is told that breaks
the fewest of them, and of those the one that lacks the least money; nothing is moved to make room.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Column, Sense
from stack_planner.choosing.rows import all_rows
from stack_planner.records import REGION, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.model import Row
    from stack_planner.results import Option
    from stack_planner.workbook.account import Account

MONEY = frozenset({"capex", "opex", "prefinancing", "allocation"})


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule or limit by its kind, of whom or what, and what is missing of it (CZK, days)."""

    kind: str
    about: tuple[str, ...]
    missing: int = 0


@dataclass(frozen=True)
class Obstacles:
    """The obstacles of all rejected projects of one payer, by project."""

    account: Account
    found: Mapping[str, tuple[Obstacle, ...]] = field(init=False)

    def __post_init__(self) -> None:
        chosen, others = self._options()
        columns = [
            Column(option.key, option.payer, 0, option)
            for option in sorted((*chosen, *others), key=lambda option: option.key)
        ]
        rows = [row.undivided for row in all_rows(self.account.strategy, columns)]
        known = self.account.plan.chosen_keys
        inside = frozenset(i for i, column in enumerate(columns) if column.name in known)
        touched = _by_column(rows, len(columns))
        found: dict[str, tuple[Obstacle, ...]] = {}
        for index, column in enumerate(columns):
            if index not in inside and column.option:
                new = tuple(_broken(row, inside | {index}) for row in touched[index])
                obstacles = tuple(obstacle for obstacle in new if obstacle)
                old = found.get(column.option.project)
                if old is None or _weight(obstacles) < _weight(old):
                    found[column.option.project] = obstacles
        object.__setattr__(self, "found", found)

    def _options(self) -> tuple[Sequence[Option], Sequence[Option]]:
        """All chosen options, and those that the payer might add to them as they are."""
        account = self.account
        choice, runs = account.plan.choice, set()
        for option in choice.chosen:
            if option.payer == REGION:
                runs.add(option.run)
        others = [
            option
            for code, options in account.options.items()
            for option in options
            if code not in account.chosen and option.payer == account.payer
            if account.strategy.project[code].scope is not Scope.JOINT
            or (account.is_town and option.run in runs)
        ]
        return choice.chosen, others


def _by_column(rows: Sequence[Row], count: int) -> list[list[Row]]:
    touched: list[list[Row]] = [[] for _ in range(count)]
    for row in rows:
        for column, _ in row.terms:
            touched[column].append(row)
    return touched


def _broken(row: Row, chosen: frozenset[int]) -> Obstacle | None:
    """The obstacle that a row is to a set of columns; None where it holds."""
    if row.holds(chosen):
        return None
    kind, _, about = row.name.rstrip("]").partition("[")
    missing = row.activity(chosen) - row.bound if row.sense is Sense.AT_MOST else 0
    return Obstacle(kind, tuple(about.split(",")), missing)


def _weight(obstacles: Sequence[Obstacle]) -> tuple[int, int]:
    return len(obstacles), sum(o.missing for o in obstacles if o.kind in MONEY)
