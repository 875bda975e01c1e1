"""The chosen plan against a second reading of the method, and other solvers."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.comparing.alone import values_alone
from stack_planner.choosing.model import Column, Model, Sense, make_row
from stack_planner.choosing.solve import Solver
from stack_planner.choosing.verify import verify
from stack_planner.problems import InfeasibleError
from stack_planner.records import (
    REGION,
    Budget,
    CostKey,
    Link,
    Position,
    Programme,
    Relation,
    Rule,
    RuleKind,
    Scope,
    Stance,
)
from stack_planner.results import Status
from tests import oracle
from tests.often import often
from tests.solving import best_value, by_hand, modelled, project, small_region, solved

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack_planner.records import Project

REGIONS = int(os.environ.get("REGIONS", "300"))
"""How many random regions are compared; by hand: ``REGIONS=10000 pytest -n 2 -m ''``."""


# A second reading


@pytest.mark.parametrize("seed", often(range(REGIONS), 50))
def test_no_plan_is_worth_more_and_none_is_missed(seed: int) -> None:
    strategy = small_region(seed)
    best = oracle.best_value(strategy)
    if best is None:
        with pytest.raises(InfeasibleError):
            solved(strategy)
        return
    ours = solved(strategy)
    verify(ours.strategy, ours.scores, ours.choice)
    assert ours.value == best
    assert ours.choice.proof.status is Status.OPTIMAL


@pytest.mark.parametrize("seed", often(range(60), 20))
def test_a_town_alone_reaches_what_counting_its_plans_finds(seed: int) -> None:
    strategy = small_region(seed)
    scores, _ = modelled(strategy)
    alone = values_alone(strategy, scores, Solver())
    for orp in strategy.orps:
        best = oracle.best_alone(strategy, orp)
        assert best is None or alone[orp.code] == best


# What the second reading found: each once a fault, by hand


def test_running_cost_that_begins_after_the_horizon_is_held_to_the_year_after_it() -> None:
    lasting = project("P", duration=2, opex=2)
    strategy = by_hand([lasting], {"P": 5}, [Budget("T", 2027, None, opex=1)])
    assert best_value(strategy) == 0


@pytest.mark.parametrize(
    "late",
    [
        project("P", duration=2, capex_per_inhabitant=Fraction(1)),
        project("P", Scope.JOINT, duration=2, capex_per_participant=2, min_participants=1),
        project("P", Scope.REGION, duration=2, capex_per_inhabitant=Fraction(1)),
    ],
    ids=["ORP", "joint", "region"],
)
def test_no_capex_falls_after_the_horizon(late: Project) -> None:
    budgets = [Budget("T", 2027, None), Budget(REGION, 2027, None)]
    assert best_value(by_hand([late], {"P": 5}, budgets)) == 0


def test_what_a_town_gets_for_nothing_may_start_in_the_last_year() -> None:
    strategy = by_hand([project("P", duration=2, capex=9)], {"P": 5}, [Budget("T", 2027, 0)])
    given = Position("T", "P", Stance.INTEREST, capex=0)
    assert best_value(replace(strategy, positions=(given,))) == 5


def test_the_region_covers_no_more_than_it_may_where_the_joining_town_has_no_share() -> None:
    joint = project("P", Scope.JOINT, capex=9, min_participants=1, key=CostKey.TOWN_POPULATION)
    payers, years = ("T", "U", REGION), (2027, 2028)
    budgets = [Budget(payer, year, 0 if payer == "U" else 9) for payer in payers for year in years]
    strategy = by_hand([joint], {"P": 5}, budgets)
    without_share, other = strategy.orps
    strategy = replace(
        strategy,
        orps=(without_share, replace(other, town_population=4)),
        positions=(Position("U", "P", Stance.INTEREST, year=2028),),
    )
    assert best_value(strategy) == 5
    capped = replace(strategy, settings=replace(strategy.settings, max_cover=Fraction(1, 2)))
    assert best_value(capped) == 0


def test_a_running_project_with_grants_after_the_horizon_is_planned() -> None:
    running = project("P", capex=30, duration=3, programmes=("F",))
    strategy = replace(
        by_hand([running], {"P": 5}, [Budget("T", 2027, 10)]),
        programmes=(Programme("F", "F", Fraction(1, 2)),),
        positions=(Position("T", "P", Stance.MUST, year=2026),),
    )
    assert best_value(strategy) == 5


def test_only_capex_of_the_horizon_counts_in_shares() -> None:
    running = project("P", capex=30, duration=3)
    light = replace(project("Q", capex=10), smart_level="city")
    strategy = replace(
        by_hand([running, light], {"P": 0, "Q": 5}, [Budget("T", 2027, 20)]),
        positions=(Position("T", "P", Stance.MUST, year=2026),),
        rules=(Rule(RuleKind.SHARE_AT_MOST, ("city",), Fraction(1, 2)),),
    )
    assert best_value(strategy) == 5
    assert best_value(replace(strategy, projects=(running, replace(light, capex=11)))) == 0


def test_nothing_binds_after_a_year_without_limit_where_money_is_carried_over() -> None:
    late = project("P", capex=9, earliest=2029)
    budgets = [Budget("T", 2027, 0), Budget("T", 2028, None), Budget("T", 2029, 0)]
    strategy = by_hand([late], {"P": 5}, budgets)
    assert best_value(strategy) == 0
    carried = replace(strategy, settings=replace(strategy.settings, carry_over=True))
    assert best_value(carried) == 5


def test_a_regional_project_that_is_done_is_no_obstacle_alone() -> None:
    strategy = replace(
        by_hand([project("P"), project("R", Scope.REGION)], {"P": 5}, [Budget("T", 2027, 0)]),
        links=(Link("P", Relation.REQUIRES, "R"),),
        positions=(Position("T", "R", Stance.DONE),),
    )
    scores, _ = modelled(strategy)
    assert values_alone(strategy, scores, Solver()) == {"T": 5}


def test_what_is_worth_nothing_and_costs_nothing_keeps_its_place() -> None:
    columns = [
        Column(name, "T", weight) for name, weight in (("a", 0), ("b", 5), ("c", 0), ("d", 7))
    ]
    either = make_row("either", {1: 1, 3: 1}, Sense.AT_MOST, 1)
    assert Solver().maximise(Model(tuple(columns), (either,))).chosen == frozenset({3})


# Other solvers


def by_milp(model: Model) -> int | None:
    """The best value of a model by SciPy's interface to HiGHS; None where there is none."""
    import numpy as np  # noqa: PLC0415 — slow to import, as below
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    if not model.columns or not model.rows:
        return max(sum(column.weight for column in model.columns if column.weight > 0), 0)
    matrix = np.zeros((len(model.rows), len(model.columns)))
    for number, row in enumerate(model.rows):
        for column, coefficient in row.terms:
            matrix[number, column] = coefficient
    low = [-np.inf if row.sense is Sense.AT_MOST else row.bound for row in model.rows]
    high = [np.inf if row.sense is Sense.AT_LEAST else row.bound for row in model.rows]
    found = milp(
        [-column.weight for column in model.columns],
        integrality=np.ones(len(model.columns)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else model.value(i for i, x in enumerate(found.x) if x > 0.5)


def by_cbc(model: Model) -> int | None:
    """The best value of a model by CBC; None where there is none."""
    import pulp  # noqa: PLC0415

    problem = pulp.LpProblem("rows", pulp.LpMaximize)
    columns = [problem.add_variable(f"x{n}", cat=pulp.LpBinary) for n in range(len(model.columns))]
    problem += pulp.lpSum(c.weight * x for c, x in zip(model.columns, columns, strict=True))
    senses = {Sense.AT_MOST: "__le__", Sense.AT_LEAST: "__ge__", Sense.EQUAL: "__eq__"}
    for row in model.rows:
        if not row.terms and not row.holds(frozenset()):
            return None
        left = pulp.lpSum(coefficient * columns[i] for i, coefficient in row.terms)
        problem += getattr(left, senses[row.sense])(row.bound)
    problem.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0))
    if problem.sol_status != pulp.LpSolutionOptimal:
        return None
    return model.value(i for i, x in enumerate(columns) if (x.value() or 0) > 0.5)


COMPARED = range(60)


def test_the_compared_regions_have_every_feature() -> None:
    regions = [small_region(seed) for seed in COMPARED]
    kinds = {row.name.split("[")[0] for each in regions for row in modelled(each)[1].rows}
    money = {"capex", "opex", "prefinancing", "allocation", "effort"}
    joint = {"join", "participants", "cover"}
    links = {"requires", "excludes", "together", "synergy", "rule"}
    assert kinds == {"one", "must", *money, *joint, *links}
    assert {each.settings.carry_over for each in regions} == {True, False}
    assert any(not modelled(each)[1].shared_rows() for each in regions)


@pytest.mark.parametrize("other", [by_milp, by_cbc])
def test_another_solver_finds_the_same_value(other: Callable[[Model], int | None]) -> None:
    for seed in COMPARED:
        _, model = modelled(small_region(seed))
        answer = Solver().maximise(model)
        ours = None if answer.chosen is None else model.value(answer.chosen)
        assert other(model) == ours, seed
