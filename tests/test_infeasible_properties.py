"""Conflicts and repairs of random regions against other solvers, enumeration and a second reading.

A set that is called irreducible is so in its rows, by SciPy's solver, and in the strategy itself,
by counting every plan; a repair mends its region, and nothing less does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, islice, product
from math import prod
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.conflict.elastic import Elastic
from stack_planner.choosing.conflict.ground import Ground, make_ground
from stack_planner.choosing.conflict.infeasible import explained, filtered
from stack_planner.choosing.model import Sense
from stack_planner.choosing.solve import Limits, Solver, State
from tests import oracle
from tests.mending import mended, numbered, raised, unlimited, without
from tests.often import often
from tests.solving import best_value, modelled, small_region

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.choosing.conflict.clauses import Clause
    from stack_planner.conflicts import Conflict, NamedRule, Repair
    from stack_planner.problems import InfeasibleError
    from stack_planner.records import Strategy

REGIONS = int(os.environ.get("STUCK_REGIONS", "30"))
"""How many random regions are looked at; by hand: ``STUCK_REGIONS=300 pytest -n 0``."""


@dataclass(frozen=True)
class Stuck:
    """A region without a plan, its rows, and what is said of it."""

    strategy: Strategy
    ground: Ground
    error: InfeasibleError

    @property
    def is_telling(self) -> bool:
        """Whether some conflict is one of several rules."""
        return any(len(conflict.rules) > 1 for conflict in self.error.conflicts)

    @property
    def repair(self) -> Repair:
        """What mends it."""
        assert self.error.repair is not None
        return self.error.repair

    def clauses(self, conflict: Conflict) -> list[Clause]:
        """The clauses of a conflict's rules, which know what is missing besides."""
        told = {identity(rule) for rule in conflict.rules}
        return [clause for clause in self.ground.clauses if identity(clause.rule) in told]


def identity(rule: NamedRule) -> tuple[str, str, int, str]:
    """What a rule is known by."""
    return rule.sort, rule.payer, rule.source.row, str(rule.details)


@cache
def stuck_regions() -> tuple[Stuck, ...]:
    """The first random regions without a plan in which more than one rule is in conflict."""
    regions = (small_region(seed) for seed in count())
    stuck = map(_stuck, filter(_is_stuck, regions))
    return tuple(islice((each for each in stuck if each.is_telling), REGIONS))


def _is_stuck(strategy: Strategy) -> bool:
    """Whether it surely has no plan: what ``explained`` says of it is then looked at."""
    _, model = modelled(strategy)
    if any(not row.terms and not row.holds(frozenset()) for row in model.rows):
        return True
    return Solver().maximise(model, [0] * len(model.columns)).state is State.INFEASIBLE


def _stuck(strategy: Strategy) -> Stuck:
    strategy = numbered(strategy)
    scores, _ = modelled(strategy)
    ground = make_ground(strategy, scores, Solver())
    return Stuck(strategy, ground, explained(strategy, scores, Limits()))


each_region = pytest.mark.parametrize("number", often((*range(1, REGIONS), 0), 6))


# Conflicts


def can_hold(ground: Ground, clauses: Sequence[Clause]) -> bool:
    """Whether rows can hold together, by SciPy's solver."""
    import numpy as np  # noqa: PLC0415 — slow to import, as below
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    rows = [*ground.always, *(row for clause in clauses for row in clause.rows)]
    if any(not row.terms and not row.holds(frozenset()) for row in rows):
        return False
    matrix = np.zeros((len(rows), len(ground.columns)))
    for number, row in enumerate(rows):
        for column, coefficient in row.terms:
            matrix[number, column] = coefficient
    low = [-np.inf if row.sense is Sense.AT_MOST else row.bound for row in rows]
    high = [np.inf if row.sense is Sense.AT_LEAST else row.bound for row in rows]
    nothing = np.zeros(len(ground.columns))
    found = milp(
        nothing,
        integrality=nothing + 1,
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, low, high),
    )
    return found.x is not None


@each_region
def test_a_conflict_cannot_hold_and_without_any_of_its_rules_it_can(number: int) -> None:
    stuck = stuck_regions()[number]
    assert stuck.error.conflicts
    for conflict in stuck.error.conflicts:
        clauses = stuck.clauses(conflict)
        assert len(clauses) == len(conflict.rules)
        assert conflict.irreducible
        assert not can_hold(stuck.ground, clauses)
        for left_out in clauses:
            assert can_hold(stuck.ground, [c for c in clauses if c is not left_out])


@each_region
def test_many_at_a_time_leave_what_one_by_one_leaves(number: int) -> None:
    ground = stuck_regions()[number].ground
    kept = list(ground.clauses)
    for clause in ground.clauses:
        fewer = [other for other in kept if other is not clause]
        kept = kept if can_hold(ground, fewer) else fewer
    assert filtered(ground, ground.clauses) == (tuple(kept), True)


@each_region
def test_what_is_missing_in_a_limit_is_the_least_that_is_enough(number: int) -> None:
    stuck = stuck_regions()[number]
    for conflict in stuck.error.conflicts:
        for rule in conflict.rules:
            assert (rule.missing is None) == (not rule.sort.unit)
            if rule.missing is not None:
                assert rule.missing > 0
                for less, enough in ((0, True), (1, False)):
                    assert limit_holds(stuck, conflict, rule, rule.missing - less) == enough


def limit_holds(stuck: Stuck, conflict: Conflict, rule: NamedRule, more: int) -> bool:
    """Whether a conflict's rules can hold if one limit counts for so much more."""
    clauses = []
    for clause in stuck.clauses(conflict):
        if identity(clause.rule) != identity(rule):
            clauses.append(clause)
            continue
        (row,) = (row.undivided for row in clause.rows)
        clauses.append(replace(clause, rows=(replace(row, bound=row.bound + more),)))
    return can_hold(stuck.ground, clauses)


# Repairs


@each_region
def test_a_repair_mends_the_region(number: int) -> None:
    stuck = stuck_regions()[number]
    assert stuck.repair.least
    repaired = mended(stuck.strategy, stuck.repair)
    assert best_value(repaired) is not None
    assert oracle.best_value(repaired) is not None


@each_region
def test_no_crown_and_no_person_day_of_a_repair_can_be_spared(number: int) -> None:
    stuck = stuck_regions()[number]
    repaired = mended(stuck.strategy, stuck.repair)
    for more in stuck.repair.raised:
        assert oracle.best_value(raised(repaired, more.rule, -1)) is None


@each_region
def test_no_rule_that_a_repair_gives_up_can_be_kept_for_any_money(number: int) -> None:
    stuck = stuck_regions()[number]
    for kept in stuck.repair.dropped:
        others = [rule for rule in stuck.repair.dropped if rule is not kept]
        if any("first" in rule.details for rule in others):
            continue  # a strategy cannot give up a link in one town alone
        assert oracle.best_value(without(unlimited(stuck.strategy), others)) is None


@each_region
def test_no_plan_asks_for_less_than_the_repair(number: int) -> None:
    """Every choice of options counted, where there are few."""
    stuck = stuck_regions()[number]
    soft = tuple(c for c in stuck.ground.clauses if not c.relief and not c.firm)
    elastic = Elastic(stuck.ground, soft)
    repair = stuck.repair
    told = (len(repair.dropped), repair.total("CZK"), repair.total("person-days"))
    asked = [given.measures for choice in choices(stuck.ground) if (given := elastic.given(choice))]
    assert not asked or min(asked)[:3] == told


def choices(ground: Ground, most: int = 3000) -> Iterator[frozenset[int]]:
    """Every way to take one option of each copy or none; nothing where that is too many."""
    copies: dict[tuple[str, str], list[int]] = {}
    for index, column in enumerate(ground.columns):
        assert column.option
        copies.setdefault((column.option.project, column.option.payer), []).append(index)
    if prod(len(copy) + 1 for copy in copies.values()) <= most:
        for ways in product(*([None, *copy] for copy in copies.values())):
            yield frozenset(way for way in ways if way is not None)
