"""Score hygiene: the figures of each criterion, and whether a plan would change without it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.held import Region
from stack_planner.explaining.removing import Removal, removals
from stack_planner.records import Budget, Criterion, Score, Strategy
from stack_planner.scoring import score_projects
from stack_planner.scoring.quality import Fault, Quality, halo_of, qualities
from stack_planner.scoring.weights import without
from tests.counterfactual import Counted, tight_regions
from tests.deciding import options_of
from tests.doubles import Deaf
from tests.solving import by_hand, project, solved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def strategy_of(
    columns: Mapping[str, Sequence[int | None]], costs: Sequence[int] | None = None
) -> Strategy:
    """One town; levels 0–10 by criterion, None where nothing was said."""
    count = len(next(iter(columns.values())))
    codes = [f"P{n:02d}" for n in range(count)]
    some = [project(c, capex=cost) for c, cost in zip(codes, costs or [1] * count, strict=True)]
    criteria = tuple(
        Criterion(code, "", Fraction(1), Fraction(0), Fraction(10)) for code in columns
    )
    scores = tuple(
        Score(code, None, criterion, Fraction(level))
        for criterion, levels in columns.items()
        for code, level in zip(codes, levels, strict=True)
        if level is not None
    )
    return replace(by_hand(some, {}, [Budget("T", 2027, 9)]), criteria=criteria, scores=scores)


def figures(
    columns: Mapping[str, Sequence[int | None]], costs: Sequence[int] | None = None
) -> list[Quality]:
    """The figures of the criteria."""
    strategy = strategy_of(columns, costs)
    return list(qualities(strategy, score_projects(strategy)))


SPREAD: list[int | None] = [1, 9, 4, 7, 2, 8, 3, 6, 5, 10]
OTHER: list[int | None] = [5, 2, 8, 1, 9, 4, 10, 3, 7, 6]


def faults(levels: Sequence[int | None], costs: Sequence[int] | None = None) -> tuple[Fault, ...]:
    """What is said of a criterion that stands beside a sound one."""
    return figures({"A": levels, "B": OTHER}, costs)[0].faults


def test_a_criterion_that_tells_projects_apart_is_not_blamed() -> None:
    first, second = figures({"A": SPREAD, "B": OTHER})
    assert first.faults == second.faults == ()
    assert (first.levels, first.on_one, first.on_two, first.top) == (10, 1, 2, 3)
    assert (first.twin, first.alike) == ("B", second.alike)


def test_crowded_levels_are_told_with_their_counts() -> None:
    assert faults([3] * 8 + [1, 7]) == (Fault.ON_ONE,)
    assert faults([3] * 7 + [1, 7, 9]) == ()
    assert faults([3, 5] * 4 + [3, 7]) == (Fault.ON_TWO,)
    assert faults([3, 5] * 4 + [1, 7]) == ()
    (made, _) = figures({"A": [3] * 8 + [1, 7], "B": OTHER})
    assert (made.on_one, made.on_two, made.scored) == (8, 9, 10)


def test_yes_and_no_are_no_crowd_unless_nearly_all_are_the_same() -> None:
    assert faults([0, 10] * 5) == ()
    assert faults([0] * 8 + [10] * 2) == (Fault.ON_ONE,)


def test_levels_beyond_the_end_of_the_scale_are_the_same() -> None:
    (made, _) = figures({"A": [11, 12, 13, 14, 15, 16, 17, 18, 4, 5], "B": OTHER})
    assert (made.levels, made.on_one) == (3, 8)
    assert made.faults == (Fault.ON_ONE, Fault.ON_TOP)


def test_everything_scored_high_is_a_halo() -> None:
    assert faults([9, 8, 10, 9, 8, 10, 8, 9, 2, 3]) == (Fault.ON_TOP,)
    high: list[int | None] = [9, 8, 10, 9, 8, 10, 8, 3, 2, 4]
    assert not halo_of(figures({"A": high, "B": OTHER})).is_told
    both = halo_of(figures({"A": high, "B": high[::-1]}))
    assert (both.top, both.scored, both.is_told) == (14, 20, True)


def test_a_criterion_of_the_same_order_is_a_double_however_bent() -> None:
    bent: list[int | None] = [1, 9, 2, 6, 1, 8, 2, 4, 3, 10]
    first, second = figures({"A": SPREAD, "B": bent})
    assert first.faults == second.faults == (Fault.ALIKE,)
    assert (first.twin, second.twin) == ("B", "A")
    assert first.alike is not None
    assert first.alike > 0.98
    turned: list[int | None] = [11 - (level or 0) for level in SPREAD]
    assert figures({"A": SPREAD, "B": turned})[0].faults == ()


def test_a_criterion_that_follows_the_cost_either_way_is_told() -> None:
    rising = [(level or 0) ** 2 for level in SPREAD]
    falling = [1_000 // (level or 1) for level in SPREAD]
    assert faults(SPREAD, rising) == faults(SPREAD, falling) == (Fault.LIKE_COST,)
    assert faults(SPREAD, [(level or 0) for level in OTHER]) == ()


def test_cost_is_what_an_average_town_pays() -> None:
    strategy = strategy_of({"A": SPREAD, "B": OTHER})
    by_heads = tuple(
        replace(each, capex=0, capex_per_inhabitant=Fraction(level or 0))
        for each, level in zip(strategy.projects, SPREAD, strict=True)
    )
    costly = replace(strategy, projects=by_heads)
    made, _ = qualities(costly, score_projects(costly))
    assert made.cost == 1.0


def test_criteria_without_levels_or_differences_are_told() -> None:
    assert faults([None] * 10) == (Fault.UNUSED,)
    assert faults([4] * 10) == (Fault.EVEN,)
    assert faults([4] * 9 + [None]) == ()


def test_nothing_is_claimed_of_few_projects() -> None:
    made = figures({"A": [9, 9, 9, 8], "B": [9, 9, 9, 8]})
    assert [each.faults for each in made] == [(), ()]
    assert [each.alike for each in made] == [None, None]


# Without a criterion


@cache
def asked() -> tuple[tuple[Strategy, Region, tuple[Removal, ...]], ...]:
    """Small regions with their best plans and what deleting each criterion would do."""
    made = []
    for strategy in tight_regions(11):
        options, scores = options_of(strategy)
        chosen = solved(strategy).choice.chosen
        region = Region(strategy, scores, options, chosen, Solver(Limits(jobs=2)))
        made.append((strategy, region, removals(region)))
    return tuple(made)


def _deleted(strategy: Strategy, criterion: str) -> Strategy:
    """The strategy as if somebody had deleted the criterion in the workbook."""
    criteria = tuple(each for each in strategy.criteria if each.code != criterion)
    scores = tuple(each for each in strategy.scores if each.criterion != criterion)
    return replace(strategy, criteria=criteria, scores=scores)


def _worths(counted: Counted, criterion: str) -> dict[frozenset[str], int] | None:
    """What all sound plans of a town are worth in the stack without a criterion.

    None where the others weigh nothing: such a stack is refused.
    """
    less = _deleted(counted.strategy, criterion)
    if not any(each.weight for each in less.criteria):
        return None
    before, after = score_projects(counted.strategy).values, score_projects(less).values
    return {
        plan.projects: plan.value
        + sum(after[p, counted.town] - before[p, counted.town] for p in plan.projects)
        for plan in counted.plans
        if not plan.breaches
    }


def test_what_deleting_a_criterion_does_is_what_all_plans_say() -> None:
    changed = kept = 0
    for strategy, region, told in asked():
        towns = {town: Counted(strategy, region.chosen, town) for town in strategy.orp}
        assert {(r.criterion, r.orp) for r in told} == {
            (criterion, town) for criterion in region.scores.weights for town in towns
        }
        for each in told:
            counted = towns[each.orp]
            sound = _worths(counted, each.criterion)
            if sound is None:
                continue
            best = max(sound.values())
            assert each.gain == best - sound[counted.had]
            its = (counted.had - set(each.dropped)) | set(each.taken)
            assert sound[its] == best
            assert each.gain or not (each.taken or each.dropped)
            changed, kept = changed + bool(each.gain), kept + (not each.gain)
    assert changed > 2
    assert kept > 15


def test_the_others_keep_their_proportions() -> None:
    weights = {"A": Fraction(1, 2), "B": Fraction(1, 3), "C": Fraction(1, 6)}
    assert without(weights, "A") == {"B": Fraction(2, 3), "C": Fraction(1, 3)}


def test_the_only_criterion_cannot_be_deleted() -> None:
    strategy = by_hand([project("P1", capex=5)], {"P1": 10}, [Budget("T", 2027, 9)])
    options, scores = options_of(strategy)
    assert removals(Region(strategy, scores, options, options, Solver())) == ()


def test_a_solver_that_proves_nothing_makes_no_claim() -> None:
    _, region, _ = asked()[0]
    deaf = replace(region, solver=Deaf())
    assert {each.gain for each in removals(deaf)} == {None}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_answers_are_the_same_side_by_side(jobs: int) -> None:
    for _, region, told in asked()[:4]:
        assert removals(replace(region, solver=Solver(Limits(jobs=jobs)))) == told
