"""Of plans worth as much the nearest to an earlier one; what runs is financed as it was there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing import choose_plan
from stack_planner.choosing.choose import choose
from stack_planner.choosing.nearness import Nearness
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.second import compare
from stack_planner.choosing.solve import Cbc, Limits, Solver
from stack_planner.choosing.verify import Count
from stack_planner.problems import InfeasibleError
from stack_planner.records import (
    REGION,
    Budget,
    Fairness,
    Position,
    Programme,
    Scope,
    Stance,
)
from stack_planner.results import Status
from stack_planner.scoring import score_projects
from tests.deciding import number_of_plans, options_of, plans_of
from tests.often import often
from tests.regions import region
from tests.solving import best_value, by_hand, feasible_regions, modelled, project

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stack_planner.records import Strategy
    from stack_planner.results import Plan

REGIONS, MOST_PLANS = 160, 4_000
SOLVED = (1, 3, 5, 14, 22, 24, 33, 37, 40, 44, 46, 66, 71, 72)
"""Regions in which going back payer by payer alone is not enough."""

BLOCKS = (SOLVED[:9], SOLVED[9:], *(range(first, first + 20) for first in range(0, REGIONS, 20)))


def planned(strategy: Strategy, before: Collection[str] = (), limits: Limits | None = None) -> Plan:
    scores = score_projects(strategy)
    return choose_plan(strategy, scores, (), limits or Limits(), lambda _: None, (), before)


# Against every plan


def best_plans(strategy: Strategy) -> list[frozenset[str]]:
    """All plans worth most, counted one by one, by the keys of their options."""
    options, scores = options_of(strategy)
    found: dict[int, list[frozenset[str]]] = {}
    for plan in plans_of(options):
        count = Count(strategy, scores, plan)
        if not any(count.breaches()):
            found.setdefault(count.total_value(), []).append(frozenset(o.key for o in plan))
    return found[max(found)]


def earlier(
    strategy: Strategy, best: list[frozenset[str]], dice: Random
) -> Iterator[frozenset[str]]:
    """Earlier plans: one as good, of which something is gone, and one of whatever there is."""
    keys = [option.key for option in options_of(strategy)[0]]
    yield frozenset(key for key in sorted(dice.choice(best)) if dice.random() < 0.8)
    yield frozenset(key for key in keys if dice.random() < 0.4) | {"gone|T1|2027|"}


@pytest.mark.parametrize("seeds", often(BLOCKS, 1), ids=str)
def test_no_plan_worth_as_much_has_more_of_the_earlier_one(seeds: Sequence[int]) -> None:
    """Of the regions that have a plan, and not too many to count them all."""
    counted = 0
    for seed in seeds:
        strategy = region(seed)
        options, _ = options_of(strategy)
        if number_of_plans(options) <= MOST_PLANS and best_value(strategy) is not None:
            nearest_is_found(strategy, seed)
            counted += 1
    assert counted


def nearest_is_found(strategy: Strategy, seed: int) -> None:
    options, scores = options_of(strategy)
    model, best = make_model(strategy, scores, options), best_plans(strategy)
    for before in earlier(strategy, best, Random(seed)):  # noqa: S311 — a test's dice
        choice = choose(strategy, scores, model, Solver(), before)
        keys = frozenset(option.key for option in choice.chosen)
        assert keys in best, seed
        assert choice.proof.status is Status.OPTIMAL, seed
        assert len(keys & before) == max(len(plan & before) for plan in best), seed
        again = choose(
            strategy, scores, model, Solver(Limits(jobs=2)), sorted(before, reverse=True)
        )
        assert again.chosen == choice.chosen, seed


def test_what_another_way_beats_is_kept_if_it_was_there() -> None:
    """P could begin earlier for the same money; it was to begin in 2028."""
    strategy = by_hand(
        [project("P", capex=1)], {"P": 5}, [Budget("T", y, None) for y in (2027, 2028)]
    )
    assert planned(strategy).chosen_keys == {"P|T|2027|"}
    plan = planned(strategy, ["P|T|2028|"])
    assert plan.chosen_keys == {"P|T|2028|"}
    assert plan.ties.unique
    assert compare(plan, Cbc(10)).proven


def test_an_earlier_plan_that_is_better_than_what_was_found_is_taken() -> None:
    """A search that time ended may have found nothing."""
    strategy = by_hand([project("P", capex=1)], {"P": 5}, [Budget("T", 2027, 1)])
    _, model = modelled(strategy)
    near, _ = Nearness(strategy, model, Solver(), ["P|T|2027|"]).nearest(frozenset())
    assert model.value(near) == 5


def test_a_fair_plan_is_near_as_far_as_no_town_loses() -> None:
    pair = [project("P", capex=5), project("Q", capex=5)]
    budgets = [Budget(town, year, 5) for town in "TU" for year in (2027, 2028)]
    strategy = by_hand(pair, {"P": 5, "Q": 5}, budgets)
    fair = replace(strategy, settings=replace(strategy.settings, fairness=Fairness.MINIMUM))
    before = {"P|T|2028|", "Q|T|2027|", "P|U|2027|", "Q|U|2028|"}
    assert planned(fair, before).chosen_keys == before
    other = {"P|T|2027|", "Q|T|2028|", "P|U|2028|", "Q|U|2027|"}
    assert planned(fair, other).chosen_keys == other


def test_a_second_solver_agrees_with_plans_near_to_any_other() -> None:
    found: Counter[bool] = Counter()
    for number, strategy in enumerate(feasible_regions(12)):
        keys = [option.key for option in options_of(strategy)[0]]
        before = Random(number).sample(keys, min(4, len(keys)))  # noqa: S311 — a test's dice
        plan = planned(strategy, before)
        assert compare(plan, Cbc(10)).value == plan.proof.objective
        found[plan.chosen_keys >= set(before)] += 1
    assert found[False] > 0


# What runs


def running(limit: int, *towns: str, scope: Scope = Scope.ORP) -> Strategy:
    """P, begun in 2026 for 20 over two years, could have a grant of F, which pays all of it."""
    programme = Programme("F", "F", rate=Fraction(1), delay=0)
    begun = project("P", scope, capex_by_year=(10, 10), capex=20, duration=2, programmes=("F",))
    budgets = [Budget(town, 2027, limit) for town in towns]
    strategy = by_hand([begun], {"P": 5}, [*budgets, Budget(REGION, 2027, 30)])
    positions = tuple(Position(town, "P", Stance.MUST, year=2026) for town in towns)
    return replace(strategy, programmes=(programme,), positions=positions)


def test_what_runs_keeps_its_financing_and_that_is_told() -> None:
    strategy = running(10, "T")
    free, near = planned(strategy), planned(strategy, ["P|T|2026|"])
    assert free.chosen_keys == {"P|T|2026|F"}
    assert near.chosen_keys == {"P|T|2026|"}
    told = [(p.code, p.seen, p.details["project"]) for p in near.problems]
    assert told == [("running_as_before", "2026", "P")]
    assert free.problems == ()
    assert compare(near, Cbc(10)).proven
    granted = planned(strategy, ["P|T|2026|F"])
    assert [p.seen for p in granted.problems] == ["2026, F"]


def test_a_region_that_only_other_financing_would_save_is_told_why_it_has_no_plan() -> None:
    strategy = running(9, "T")
    assert planned(strategy).chosen_keys == {"P|T|2026|F"}
    with pytest.raises(InfeasibleError) as raised:
        planned(strategy, ["P|T|2026|"])
    [conflict] = raised.value.conflicts
    assert {rule.payer for rule in conflict.rules} == {"T"}
    assert [problem.code for problem in raised.value.problems] == ["running_as_before"]
    assert raised.value.repair is not None


def test_a_programme_that_is_gone_leaves_what_runs_to_its_own_money() -> None:
    strategy = replace(running(10, "T"), programmes=())
    assert planned(strategy, ["P|T|2026|F"]).chosen_keys == {"P|T|2026|"}


def test_towns_are_financed_as_the_run_that_they_joined() -> None:
    """The region's officer has taken F; the towns' workbooks still say own money."""
    strategy = running(10, "T", "U", scope=Scope.JOINT)
    before = ["P|region|2026|F", "P|T|2026|", "P|U|2026|"]
    assert planned(strategy, before).chosen_keys == {"P|region|2026|F", "P|T|2026|F", "P|U|2026|F"}
    assert planned(strategy, ["P|T|2026|"]).chosen_keys == {
        "P|region|2026|",
        "P|T|2026|",
        "P|U|2026|",
    }
