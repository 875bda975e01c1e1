"""A limit that comes early leaves a plan with a true bound, whatever the solver has found by then.

No test here waits: time is over before it begins, or a solver stands in that finds nothing.
"""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner import cli
from stack_planner.choosing import choose_plan
from stack_planner.choosing import solve as solving
from stack_planner.choosing.search.first import first_plan
from stack_planner.choosing.search.loose import loose_bound
from stack_planner.choosing.search.whole import solve_region
from stack_planner.choosing.solve import Answer, Limits, Solver, State, bounded, highs
from stack_planner.records import (
    REGION,
    Budget,
    Fairness,
    Link,
    Position,
    Relation,
    Scope,
    Stance,
)
from stack_planner.results import Status
from stack_planner.telling.plans import plan_lines
from stack_planner.words import load
from tests import oracle
from tests.doubles import Tired
from tests.solving import (
    by_hand,
    counted_best,
    feasible_regions,
    modelled,
    project,
    small_region,
    solved,
)

if TYPE_CHECKING:
    from stack_planner.records import Strategy
    from stack_planner.results import Plan

OVER = Limits(until=0.0)
"""A moment long past."""


def planned(strategy: Strategy, limits: Limits) -> Plan:
    scores, _ = modelled(strategy)
    return choose_plan(strategy, scores, (), limits, lambda _: None)


def two_towns(fairness: Fairness = Fairness.NONE) -> Strategy:
    """Three projects, two of which fit, for each of two towns that share nothing."""
    projects = [project(f"P{n}", capex=10) for n in range(1, 4)]
    budgets = [Budget(town, 2027, 20) for town in ("A", "B")]
    strategy = by_hand(projects, {"P1": 1, "P2": 2, "P3": 3}, budgets)
    return replace(strategy, settings=replace(strategy.settings, fairness=fairness))


def test_a_plan_is_there_without_any_solver_and_no_plan_is_above_the_loose_bound() -> None:
    found = feasible = 0
    for seed in range(60):
        scores, model = modelled(small_region(seed))
        best, plan = counted_best(seed), first_plan(model)
        if best is None:
            assert plan is None
            continue
        feasible += 1
        if plan is not None:
            found += 1
            assert model.keeps(plan)
            assert model.value(plan) <= best * scores.denominator
        known = 0 if plan is None else model.value(plan)
        assert loose_bound(model, known) >= best * scores.denominator
    assert found >= 0.9 * feasible > 30


def test_what_a_project_needs_is_taken_with_it() -> None:
    projects = [
        project("P1", Scope.JOINT, capex=20, min_participants=2),
        project("P2", capex=5),
        project("P3", Scope.REGION, capex=5),
    ]
    budgets = [*(Budget(town, 2027, 15) for town in "AB"), Budget(REGION, 2027, 5)]
    strategy = by_hand(projects, {"P1": 3, "P2": 2, "P3": 0}, budgets)
    strategy = replace(
        strategy,
        links=(Link("P2", Relation.REQUIRES, "P3"),),
        positions=(Position("A", "P2", Stance.MUST),),
    )
    _, model = modelled(strategy)
    plan = first_plan(model)
    assert plan is not None
    assert model.keeps(plan)
    assert [(o.project, o.payer) for o in model.options(plan)] == [
        *(("P1", payer) for payer in ("A", "B", REGION)),
        *(("P2", payer) for payer in "AB"),
        ("P3", REGION),
    ]


@pytest.mark.parametrize(("solver", "stopped"), [(Tired(of=""), "work"), (Solver(OVER), "time")])
def test_a_solver_that_never_finds_anything_leaves_a_plan(solver: Solver, stopped: str) -> None:
    seen = 0
    for strategy in feasible_regions(15):
        _, model = modelled(strategy)
        if first_plan(model) is None:
            continue
        best = oracle.best_value(strategy)
        done = solved(strategy, solver)
        proof = done.choice.proof
        assert best is not None
        assert proof.objective <= best * proof.denominator <= proof.bound
        if proof.status is Status.FEASIBLE:
            assert proof.stopped_by == stopped
            seen += 1
    assert seen > 5


def test_one_town_without_time_costs_the_others_nothing() -> None:
    strategy = two_towns()
    scores, model = modelled(strategy)
    answer = solve_region(model, Tired(of="capex[A"), scores.denominator)
    assert answer.chosen is not None
    assert model.value(answer.chosen) == 10 * scores.denominator
    assert answer.bound is not None
    assert answer.bound >= model.value(answer.chosen)


def test_every_work_has_its_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stack_planner.choosing.solve.runs.time.monotonic", lambda: 100.0)
    limits = Limits(until=170.0, jobs=2)
    assert limits.part(7).until == 100 + 70 / 4
    assert limits.part(1).until == 170
    assert Limits().part(3) == Limits()


def test_once_time_is_over_nothing_is_begun_and_the_rest_is_told() -> None:
    plan = planned(two_towns(), OVER)
    assert plan.choice.proof.solves == 0
    assert plan.proof.objective <= plan.proof.bound
    assert [orp.alone for orp in plan.orps] == [None, None]
    assert all(orp.alone_open and orp.decisions for orp in plan.orps)
    assert plan.ties.payers == ()
    said = list(plan_lines(plan, load("en")))
    assert (
        "What these towns would reach alone was not found out within the time limit: A A, B B;"
        " try a longer --time-limit." in said
    )
    assert not any("Fairness" in line for line in said)


def test_fairness_that_could_not_be_applied_is_told() -> None:
    plan = planned(two_towns(Fairness.MINIMUM), OVER)
    assert plan.fairness.levels == ()
    line = load("en")("fairness.out_of_time")
    assert line.startswith("Fairness was not applied: what the towns would reach alone")
    assert line in list(plan_lines(plan, load("en")))
    in_time = planned(two_towns(Fairness.MINIMUM), Limits())
    assert len(in_time.fairness.levels) == 2
    assert line not in list(plan_lines(in_time, load("en")))


class Stuck:
    """A solver's run that heeds no time; it ends when the test says so."""

    def __init__(self) -> None:
        self.may_end = threading.Event()

    def setOptionValue(self, name: str, value: float) -> None:  # noqa: N802 — HiGHS's name
        """Takes a time limit, to no avail."""

    def run(self) -> None:
        """Goes on and on."""
        self.may_end.wait()


def test_a_large_run_that_heeds_no_time_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "GRACE", 0.0)
    left: list[threading.Thread] = []
    monkeypatch.setattr(bounded, "_left_behind", left)
    stuck = Stuck()
    assert not bounded.run_within(stuck, OVER, bounded.LARGE)
    assert solving.is_any_left_behind()
    stuck.may_end.set()
    left[0].join()
    assert not solving.is_any_left_behind()


def test_of_a_run_left_behind_the_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "run_within", lambda *_: False)
    _, model = modelled(two_towns())
    assert Solver().maximise(model, start=frozenset({0})) == Answer(
        State.TIME, frozenset({0}), None
    )
    assert Solver().relax(model) is None


def test_the_last_solution_of_a_run_left_behind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def end_unheard(run: Any, *_: object) -> bool:  # noqa: ANN401 — HiGHS
        run.run()
        return False

    monkeypatch.setattr(highs, "run_within", end_unheard)
    monkeypatch.setattr(highs, "LARGE", 0)
    _, model = modelled(two_towns())
    answer = Solver().maximise(model)
    assert answer.state is State.TIME
    assert answer.chosen is not None
    assert answer.bound is not None
    assert 0 <= model.value(answer.chosen) <= 10 <= answer.bound


def test_with_a_run_left_behind_the_program_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(solving, "is_any_left_behind", lambda: True)
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert ended == [0]
