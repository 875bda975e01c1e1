"""SMART levels and the memorandum's aims: parts of the plan's value that add up to it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from stack_planner.choosing.plan import make_plan
from stack_planner.cooperation import aims_of, levels_of
from stack_planner.records import Aim, Strategy
from stack_planner.results import Plan, points
from tests.solving import feasible_regions, solved

SEVERAL = 40


@cache
def plans() -> tuple[Plan, ...]:
    """Plans of random regions in which K1 carries an aim, and in every other one K2 as well."""
    return tuple(planned(carrying(each, n)) for n, each in enumerate(feasible_regions(SEVERAL)))


def planned(strategy: Strategy) -> Plan:
    found = solved(strategy)
    return make_plan(strategy, found.scores, found.choice, {})


def carrying(strategy: Strategy, number: int) -> Strategy:
    first, second = strategy.criteria
    other = (Aim.REGIONAL_DEVELOPMENT, Aim.QUALITY_OF_LIFE, None, None)[number % 4]
    first = replace(first, aim=Aim.QUALITY_OF_LIFE)
    return replace(strategy, criteria=(first, replace(second, aim=other)))


def test_levels_add_up_to_the_plan() -> None:
    for plan in plans():
        years = plan.strategy.settings.horizon
        levels = levels_of(plan)
        assert sum(part.value for part in levels) == sum(
            decision.value for orp in plan.orps for decision in orp.decisions
        )
        assert sum(part.region for part in levels) == sum(
            decision.total("own", years=years) for decision in plan.region.decisions
        )
        offered = [code for part in levels for code in part.offered]
        assert sorted(offered) == [project.code for project in plan.strategy.projects]
        for part in levels:
            towns = [levels_of(plan, orp.code) for orp in plan.orps]
            same = [each for town in towns for each in town if each.level == part.level]
            assert sum(each.value for each in same) == part.value
            assert sum(each.own for each in same) == part.own
            assert set().union(*(each.chosen for each in same)) <= set(part.chosen)
            assert set(part.chosen) <= set(part.offered)


def test_aims_add_up_to_the_value_of_the_projects() -> None:
    for plan in plans():
        for orp in plan.orps:
            parts = aims_of(plan, orp.code)
            value = sum(decision.value for decision in orp.decisions)
            assert sum(part.value for part in parts) == value
            assert sum(part.share for part in parts) == (1 if value else 0)
            carried = {c.aim for c in plan.strategy.criteria if c.aim}
            assert {part.aim for part in parts} - {None} == carried


def test_an_aim_has_what_its_criteria_alone_would_give() -> None:
    """Counted again from what each criterion is worth, with its points told in floats."""
    for plan in plans():
        scores = plan.scores
        for part in (part for part in aims_of(plan) if part.aim):
            assert len(part.criteria) == sum(c.aim is part.aim for c in plan.strategy.criteria)
            exact = [
                100
                * float(scores.needs[orp.code, plan.strategy.project[d.project].area])
                * float(scores.weights[code])
                * float(scores.utilities[d.project, orp.code][code])
                for orp in plan.orps
                for d in orp.decisions
                for code in part.criteria
            ]
            assert abs(points(part.value) - sum(exact)) < 1e-3


def test_without_an_aim_nothing_is_told() -> None:
    plan = planned(next(iter(feasible_regions(1))))
    assert aims_of(plan) == ()


def test_aims_of_levels_are_parts_of_those_of_the_plan() -> None:
    for plan in plans():
        whole = {part.aim: part.value for part in aims_of(plan)}
        found = dict.fromkeys(whole, 0)
        for level in levels_of(plan):
            for part in aims_of(plan, level=level.level):
                found[part.aim] = found.get(part.aim, 0) + part.value
        for aim, value in whole.items():
            assert abs(found[aim] - value) <= len(levels_of(plan)), "each rounded once"
        assert all(isinstance(part.share, Fraction) for part in aims_of(plan))
