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
from stack_planner.explaining.robust import SpaceState
from stack_planner.explaining.robust.around import Around
from stack_planner.explaining.robust.certificate import Certificate, Settled, Verdict
from stack_planner.explaining.robust.certifying import Effort, regional_robustness
from stack_planner.explaining.robust.sampling import drawn
from stack_planner.explaining.robust.space import space_of
from stack_planner.explaining.robust.whole import Whole
from stack_planner.records import REGION, Budget, Criterion, Scope, Score
from tests import oracle
from tests.counterfactual import tight_regions
from tests.solving import by_hand, project, small_region, solved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.valuing import Weights
    from stack_planner.records import Strategy

ROUNDING = 10
"""Units of 10⁻⁴ point by which the enumeration may be off."""

NUMBERS = (1, 4, 8, 14, 15)
EXACT = Effort(samples=4)
CERTIFIED = Effort(small=0)


def planned(strategy: Strategy) -> Region:
    """The region with its best plan at today's weights."""
    done = solved(strategy)
    return Region(strategy, done.scores, done.choice.options, done.choice.chosen, Solver())


def free(strategy: Strategy) -> Strategy:
    """The strategy with weights from nothing to all, the first one to three fifths."""
    total = sum((criterion.weight for criterion in strategy.criteria), Fraction(0))
    first, *others = (replace(each, weight_min=Fraction(0)) for each in strategy.criteria)
    return replace(strategy, criteria=(replace(first, weight_max=total * 3 / 5), *others))


@cache
def regions() -> dict[int, Region]:
    """Regions of two towns with a pool, a joint and a regional project, their weights all but free.

    Among them are some where today's plan is not the best at all weights.
    """
    some = tight_regions(max(NUMBERS) + 1)
    return {number: planned(free(some[number])) for number in NUMBERS}


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


@pytest.mark.parametrize("number", NUMBERS)
def test_weights_drawn_are_solved_as_enumeration_solves_them(number: int) -> None:
    region = regions()[number]
    told = certificate(number, EXACT)
    draws = list(drawn(space(region), EXACT.samples))
    best = [best_at(number, weights) or Fraction(0) for weights in draws]
    values = [value_at(region, weights) for weights in draws]
    as_good = sum(b - v <= ROUNDING for b, v in zip(best, values, strict=True))
    assert (told.sampled, told.best_at) == (len(draws), as_good)
    for settled in told.projects:
        others = [best_at(number, weights, settled.project) for weights in draws]
        pairs = list(zip(others, best, strict=True))
        lacking = sum(other is None or other < all_ - ROUNDING for other, all_ in pairs)
        sure, possible = sorted(
            (lacking, len(draws)) if settled.chosen else (0, len(draws) - lacking)
        )
        assert settled.share is not None
        assert sure <= settled.share * len(draws) <= possible


def test_some_verdicts_are_given_and_some_are_not() -> None:
    found = {each.verdict for n in NUMBERS for each in certificate(n, EXACT).projects}
    assert found == set(Verdict)


def test_without_a_bound_of_the_solver_prices_still_bound_the_loss() -> None:
    late = replace(Limits(), until=0)
    for number in NUMBERS:
        told = regional_robustness(regions()[number], late, lambda _: None, CERTIFIED)
        assert told.stopped
        assert told.loss >= certificate(number, EXACT).loss - ROUNDING
        assert {each.verdict for each in told.projects} <= {Verdict.UNDECIDED}


def test_the_number_of_runs_at_a_time_changes_nothing() -> None:
    for effort in (EXACT, CERTIFIED):
        told = regional_robustness(regions()[15], Limits(jobs=3), lambda _: None, effort)
        assert told == certificate(15, effort)


def pooled(pool: int) -> Region:
    """Two towns with an own project each, and a regional one, all by the region's pool."""
    projects = (
        project("A", regional_grant=Fraction(1), capex=6),
        project("R", Scope.REGION, capex=6),
    )
    budgets = [Budget(REGION, 2027, pool), Budget("T", 2027, 0), Budget("U", 2027, 0)]
    strategy = by_hand(projects, {}, budgets)
    criteria = tuple(
        Criterion(code, "", Fraction(1), Fraction(0), Fraction(10)) for code in ("K", "L")
    )
    levels = {("A", "K"): 9, ("A", "L"): 1, ("R", "K"): 4, ("R", "L"): 3}
    scores = tuple(Score(p, None, k, Fraction(level)) for (p, k), level in levels.items())
    return planned(replace(strategy, criteria=criteria, scores=scores))


def test_two_towns_share_a_pool_that_is_enough_for_one_project() -> None:
    """R serves both towns: 4K + 3L twice is worth more than 9K + L in one at all weights of W."""
    told = regional_robustness(pooled(6), Limits(), lambda _: None, EXACT)
    assert told.value == 700_000
    assert told.loss == told.gap == 0
    assert told.projects == (Settled("R", chosen=True, verdict=Verdict.ALWAYS, share=Fraction(1)),)


def test_a_pool_for_everything_has_no_price() -> None:
    told = regional_robustness(pooled(18), Limits(), lambda _: None, EXACT)
    assert told.loss == told.found == 0
    assert [each.verdict for each in told.projects] == [Verdict.ALWAYS]


def test_a_loss_is_told_with_the_weights_where_it_is_greatest() -> None:
    """With all weight free the pool goes to both A at K alone: 9 + 9 against R and one A."""
    region = pooled(12)
    free = tuple(
        replace(c, weight_min=Fraction(0), weight_max=Fraction(2)) for c in region.strategy.criteria
    )
    told = regional_robustness(
        replace(region, strategy=replace(region.strategy, criteria=free)),
        Limits(),
        lambda _: None,
        EXACT,
    )
    assert told.value == 1_200_000
    assert told.loss == told.found == 100_000
    assert told.exact
    assert dict(told.found_at) == {"K": 1, "L": 0}
    assert told.share == Fraction(1, 12)
    assert [each.verdict for each in told.projects] == [Verdict.UNDECIDED]


def test_weights_that_cannot_be_are_told_as_that() -> None:
    region = pooled(6)
    first, second = region.strategy.criteria
    criteria = (replace(first, weight_min=Fraction(3, 2)), replace(second, weight_min=Fraction(1)))
    told = regional_robustness(
        replace(region, strategy=replace(region.strategy, criteria=criteria)),
        Limits(),
        lambda _: None,
    )
    assert told.space is SpaceState.EMPTY
    assert (told.vertices, told.projects, told.sampled) == (0, (), 0)


def test_a_plan_that_is_not_the_best_today_is_told_to_be_behind() -> None:
    region = pooled(6)
    worse = tuple(o for o in region.options if (o.project, o.payer) == ("A", "T"))[:1]
    told = regional_robustness(replace(region, chosen=worse), Limits(), lambda _: None, EXACT)
    assert told.behind
    assert told.gap == 200_000
    assert told.loss >= told.gap


def test_a_polytope_around_is_cut_only_where_the_proof_fails() -> None:
    """K is between 0.4 and 0.6: proven up to 0.7 needs the one upper bound, up to 1 none."""
    around = Around(space(pooled(6)), Limits())
    for most, vertices in ((1.0, 2), (0.7, 2), (0.55, None)):
        asked_of: list[Weights] = []

        def holds(weights: Weights, _inside: bool, most: float = most) -> bool:  # noqa: FBT001
            asked_of.append(weights)  # noqa: B023
            return weights[0] <= most

        found = around.everywhere(holds, together=1)
        assert (None if found is None else len(found)) == vertices
        assert all(sum(weights) == 1 for weights in asked_of)


def test_weights_are_drawn_from_w_alone_and_from_all_of_it() -> None:
    region = regions()[15]
    w = space(region)
    draws = list(drawn(w, 200))
    for weights in draws:
        assert sum(weights) == 1
        named = zip(w.bounds, weights, strict=True)
        assert all(least <= weight <= most for (_, least, most), weight in named)
    for place, (_, least, most) in enumerate(w.bounds):
        parts = {int(4 * (d[place] - least) / (most - least)) for d in draws if most > least}
        assert parts >= {1, 2} or most == least
    assert draws == list(drawn(w, 200))


def test_a_run_ends_as_soon_as_it_knows_whether_anything_is_worth_more() -> None:
    model = Whole(planned(small_region(1)), Limits()).model
    best = Solver().maximise(model)
    assert best.chosen is not None
    assert best.bound is not None
    below = Solver(Limits(enough=2 * best.bound)).maximise(model)
    assert below.bound is not None
    assert best.bound <= below.bound <= max(2 * best.bound, best.bound)
    at_once = Solver(Limits(enough=best.bound - 1)).maximise(model)
    assert at_once.bound is not None
    assert at_once.bound >= best.bound


def test_a_start_that_the_solver_betters_without_a_word_is_not_taken_for_the_best() -> None:
    """HiGHS 1.16 tells the worth of the better choice, 1,600,000, and the columns of the start."""
    region = regions()[4]
    whole = Whole(region, Limits())
    corner = tuple(Fraction(n) for n in (0, 0, 1))
    model = whole._weighed(corner, ())  # noqa: SLF001 — the very model that was mistaken
    for start in (None, whole.plan):
        answer = Solver().maximise(model, start=start, unit=1024)
        assert answer.bound == 1_600_000 * 1024
        assert answer.chosen is not None
        assert model.value(answer.chosen) == answer.bound
