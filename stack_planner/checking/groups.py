"""What groups of towns would pay by themselves: who they are, and whether none is missing."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.problems import Problem, Severity, at
from stack_planner.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.records import GroupCost, Project, Strategy

NAMED = 3
"""Groups that are missing and named; of the others only the number is told."""


def check_groups(strategy: Strategy) -> Iterator[Problem]:
    """Costs of groups that are none, or that do not belong to their project; missing groups."""
    every = strategy.rows("group_costs")
    for cost in every:
        yield from as_far_as_known(_group(strategy, cost))
    said = [cost for cost in every if hasattr(cost, "project") and hasattr(cost, "group")]
    for project in strategy.projects:
        costs = [cost for cost in said if cost.project == project.code]
        if costs and project.scope is Scope.JOINT:
            yield from _missing(strategy, project, costs)


def _group(strategy: Strategy, cost: GroupCost) -> Iterator[Problem]:
    project = strategy.project.get(cost.project)
    if project is None:
        return
    if project.scope is not Scope.JOINT:
        yield at(cost.source, "project", "group_not_joint", project.code)
        return
    if not cost.group:
        yield at(cost.source, "group", "group_empty")
    for code in sorted(cost.towns & strategy.orp.keys()):
        if not strategy.may_take(code, project):
            yield at(cost.source, "group", "group_not_open", code, Severity.WARNING)


def _missing(strategy: Strategy, project: Project, costs: Sequence[GroupCost]) -> Iterator[Problem]:
    """Told at the project's first row: without a group of those that join, none is used."""
    towns = [orp.code for orp in strategy.takers(project)]
    given = {cost.towns for cost in costs if cost.towns <= set(towns)} - {frozenset()}
    missing = 2 ** len(towns) - 1 - len(given)
    if missing:
        named = islice((group for group in _groups(towns) if frozenset(group) not in given), NAMED)
        first = min(costs, key=lambda cost: cost.source.row)
        yield at(
            first.source,
            "group",
            "groups_missing",
            project.code,
            Severity.WARNING,
            missing=missing,
            groups=" · ".join("; ".join(group) for group in named),
        )


def _groups(towns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Every group of towns, small ones first, then by code."""
    codes = sorted(towns)
    for size in range(1, len(codes) + 1):
        yield from combinations(codes, size)
