"""What all weights do to the plan of a whole region, against enumeration of all its plans.

The enumeration rounds the value of every project once, so it may differ by half a unit for each
project of each town.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.held import Region
from stack_planner.explaining.robust.certificate import Certificate, Verdict
from stack_planner.explaining.robust.certifying import Effort, regional_robustness
from stack_planner.explaining.robust.sampling import drawn
from stack_planner.explaining.robust.space import space_of
from stack_planner.records import REGION
from tests import oracle
from tests.counterfactual import tight_regions
from tests.solving import solved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.valuing import Weights
    from stack_planner.records import Strategy

ROUNDING = 10
"""Units of 10⁻⁴ point by which the enumeration may be off."""

NUMBERS = range(4)
EXACT = Effort(samples=4)
CERTIFIED = Effort(small=0)


def planned(strategy: Strategy) -> Region:
    """The region with its best plan at today's weights."""
    done = solved(strategy)
    return Region(strategy, done.scores, done.choice.options, done.choice.chosen, Solver())


@cache
def regions() -> tuple[Region, ...]:
    """Regions of two or three towns with a pool, joint and regional projects."""
    return tuple(planned(strategy) for strategy in tight_regions(len(NUMBERS)))


@cache
def certificate(number: int, effort: Effort) -> Certificate:
    return regional_robustness(regions()[number], Limits(), lambda _: None, effort)


@cache
def best_at(number: int, weights: Weights, project: str = "") -> Fraction | None:
    """What the best plan of a region is worth at some weights, counted plan by plan.

    If a project is named, of those plans that do with it what the region's plan does not.
    """
    region = regions()[number]
    criteria = zip(region.strategy.criteria, weights, strict=True)
    weighed = tuple(replace(criterion, weight=weight) for criterion, weight in criteria)
    strategy = replace(region.strategy, criteria=weighed)
    return oracle.best_value(otherwise(strategy, region, project) if project else strategy)


def otherwise(strategy: Strategy, region: Region, code: str) -> Strategy:
    """The strategy in which a project cannot begin, or must where the plan does not have it."""
    runs = any(option.project == code for option in region.chosen)
    last = strategy.settings.last_year
    changed = (
        each
        if each.code != code
        else replace(each, earliest=last + 1)
        if runs
        else replace(each, must_start_by=last)
        for each in strategy.projects
    )
    return replace(strategy, projects=tuple(changed))


def value_at(region: Region, weights: Weights) -> Fraction:
    """What the region's plan is worth at some weights, by the values of its parts."""
    strategy, scores = region.strategy, region.scores
    total = Fraction(0)
    for (code, town), option in region.count.mine.items():
        need = scores.needs[town, strategy.project[code].area]
        shares = scores.utilities[option.project, town]
        pairs = zip(scores.weights, weights, strict=True)
        worth = sum((weight * shares.get(k, Fraction(0)) for k, weight in pairs), Fraction(0))
        total += 1_000_000 * need * worth * Fraction(scores.multipliers[town], scores.denominator)
    rounded = sum(
        Fraction(scores.multipliers[town] * scores.values[code, town], scores.denominator)
        for code, town in region.count.mine
    )
    return total + region.value(REGION) - rounded


def space(region: Region) -> Space:
    return space_of(region.strategy, region.scores.weights)


def asked(region: Region) -> Iterator[Weights]:
    """The vertices of W, and a few weights inside."""
    yield from space(region).corners
    yield from drawn(space(region), 4)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("effort", [EXACT, CERTIFIED], ids=["to the end", "certified"])
def test_no_plan_is_worth_more_than_certified(number: int, effort: Effort) -> None:
    region = regions()[number]
    told = certificate(number, effort)
    for weights in asked(region):
        best = best_at(number, weights)
        assert best is not None
        assert best - value_at(region, weights) <= told.loss + ROUNDING


@pytest.mark.parametrize("number", NUMBERS)
def test_a_small_region_is_known_exactly(number: int) -> None:
    region = regions()[number]
    told = certificate(number, EXACT)
    losses = [
        (best_at(number, corner) or 0) - value_at(region, corner)
        for corner in space(region).corners
    ]
    assert told.exact
    assert abs(told.loss - max(losses)) <= ROUNDING
    assert told.vertices == len(losses)
    assert told.gap <= ROUNDING
    assert abs(told.value - region.value(REGION)) <= ROUNDING


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("effort", [EXACT, CERTIFIED], ids=["to the end", "certified"])
def test_no_verdict_is_contradicted_at_any_weights(number: int, effort: Effort) -> None:
    region = regions()[number]
    for settled in certificate(number, effort).projects:
        if settled.verdict is Verdict.UNDECIDED:
            continue
        for weights in asked(region):
            best = best_at(number, weights, settled.project)
            assert best is None or best <= value_at(region, weights) + ROUNDING
