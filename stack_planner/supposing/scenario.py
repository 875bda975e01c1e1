"""Scenarios: named changes that are supposed together, and what each kind of change names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.likeness import spaced
from stack_planner.records import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.records import ScenarioChange


@dataclass(frozen=True, slots=True)
class WholeChange:
    """What a kind of change names, and what else it asks of its row.

    ``named`` is the table whose codes it names, ``works`` for projects and areas, ``""`` for
    nothing. ``all_if_blank`` says that naming none means all; ``has_value`` that it has a value.
    """

    named: str
    all_if_blank: bool
    has_value: bool


NAMES: Mapping[ChangeKind, WholeChange] = {
    ChangeKind.TOWN_BUDGETS: WholeChange("orps", all_if_blank=True, has_value=True),
    ChangeKind.REGIONAL_BUDGET: WholeChange("", all_if_blank=True, has_value=True),
    ChangeKind.PROJECT_COST: WholeChange("works", all_if_blank=True, has_value=True),
    ChangeKind.PROJECT_OPERATION: WholeChange("works", all_if_blank=True, has_value=True),
    ChangeKind.PROGRAMME_REFUSED: WholeChange("programmes", all_if_blank=True, has_value=False),
    ChangeKind.ALLOCATION: WholeChange("programmes", all_if_blank=True, has_value=True),
    ChangeKind.WEIGHT: WholeChange("criteria", all_if_blank=False, has_value=True),
    ChangeKind.EXCLUDED: WholeChange("works", all_if_blank=False, has_value=False),
    ChangeKind.FORCED: WholeChange("works", all_if_blank=False, has_value=False),
}
"""By kind what its row holds."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that are supposed together, under one name."""

    name: str
    changes: tuple[ScenarioChange, ...]

    def of(self, *kinds: ChangeKind) -> tuple[ScenarioChange, ...]:
        """The changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


def scenarios_of(changes: Iterable[ScenarioChange]) -> tuple[Scenario, ...]:
    """The scenarios by name; names that differ but in case and spaces are one."""
    found: dict[str, list[ScenarioChange]] = {}
    for change in changes:
        found.setdefault(spaced(change.scenario), []).append(change)
    return tuple(Scenario(those[0].scenario, tuple(those)) for _, those in sorted(found.items()))
