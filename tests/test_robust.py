"""Robustness to weights: against every plan counted one by one, and known cases."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.solve import Answer, Limits, Repeated, Solver, State
from stack_planner.explaining.held import Region
from stack_planner.explaining.robust import Presence, Robustness, SpaceState, robustness
from stack_planner.explaining.robust.cone import orthant
from stack_planner.explaining.robust.space import space_of, weights_of
from stack_planner.explaining.robust.volume import Vertex, volume
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    Link,
    Position,
    Relation,
    Scope,
    Score,
    Stance,
)
from tests.counterfactual import Counted, tight_regions
from tests.deciding import countable_regions, options_of
from tests.robust import Every, lively, size, stating, turned
from tests.solving import by_hand, project, solved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.records import Strategy

F = Fraction
TIGHT, COUNTABLE, LIVELY = 6, 5, 8
SPACES = (5, 2, 11, 1, 8, 3)
"""What lively towns state of their weights, so that many plans are best somewhere."""

UNTRUE = (179, 307)
"""Towns at whose weights HiGHS 1.16 calls optimal the choice that it began from, which is not."""


def standing(strategy: Strategy) -> Region:
    """The best plan of a region."""
    options, scores = options_of(strategy)
    return Region(strategy, scores, options, solved(strategy).choice.chosen, Solver(Limits()))


@cache
def cases() -> tuple[tuple[Every, Robustness], ...]:
    """All towns of small regions, each with all of its plans."""
    made = []
    plain = (*tight_regions(TIGHT), *countable_regions(COUNTABLE))
    some = [stating(strategy, seed) for seed, strategy in enumerate(plain)]
    some += [stating(lively(n), SPACES[n % len(SPACES)]) for n in range(LIVELY)]
    some += [stating(lively(n), n) for n in UNTRUE]
    for strategy in some:
        region = standing(strategy)
        made += [
            (Every(Counted(strategy, region.chosen, each.orp)), each) for each in robustness(region)
        ]
    return tuple(made)


def spacious() -> list[tuple[Every, Robustness]]:
    """Those with any weights in W."""
    return [each for each in cases() if each[1].space is not SpaceState.EMPTY]


def test_everything_is_exact_and_enough_of_everything_is_met() -> None:
    made = [each for _, each in cases()]
    assert all(each.exact and not each.error for each in made)
    assert all(interval.proven for each in made for interval in each.intervals)
    assert {each.space for each in made} == {
        SpaceState.INSIDE,
        SpaceState.OUTSIDE,
        SpaceState.EMPTY,
    }
    assert {p.presence for each in made for p in each.projects} == set(Presence)
    assert sum(len(each.plans) > 2 for each in made) > 3
    assert sum(not each.plans[0].today for each in made if each.plans) > 2
    assert sum(each.nearest is not None for each in made) > 8
    assert {len(each.bounds) for each in made} == {2, 3}


def test_bounds_are_those_of_the_corners_of_the_space() -> None:
    for every, each in spacious():
        sides = zip(*every.space, strict=True)
        assert [(low, high) for _, low, high in each.bounds] == [(min(s), max(s)) for s in sides]
    assert all(not every.space for every, each in cases() if each.space is SpaceState.EMPTY)


def test_shares_and_plans_are_those_of_the_cells() -> None:
    for every, each in spacious():
        told = {}
        for plan in each.plans:
            mine = next(p for p in every.plans if p.projects == set(plan.projects))
            told[tuple(mine.at(corner) for corner in every.space)] = plan
            assert plan.today is (mine == every.had)
        if size(every.space):
            assert {worth: plan.share for worth, plan in told.items()} == {
                worth: share for worth, (share, _) in every.shares.items()
            }
        for worth, plan in told.items():
            assert frozenset(plan.projects) in every.shares[worth][1]
        for project_ in each.projects:
            has = [plan.share for plan in each.plans if project_.project in plan.projects]
            assert project_.share == sum(has)


def test_values_at_todays_weights_differ_as_those_of_the_plans_do() -> None:
    for every, each in spacious():
        plans = {frozenset(plan.projects): plan.value for plan in each.plans}
        worths = {p.projects: p.at(every.today) for p in every.plans if p.projects in plans}
        assert len({plans[projects] - worth for projects, worth in worths.items()}) == 1


def test_presence_is_that_in_all_plans_that_are_best_anywhere() -> None:
    for every, each in spacious():
        assert {p.project: p.presence for p in each.projects} == {
            p.project: every.presence(p.project) for p in each.projects
        }
        assert all(p.settled for p in each.projects)


def test_the_projects_told_are_those_that_the_town_decides_on() -> None:
    left_out = 0
    for every, each in spacious():
        told, had = {p.project for p in each.projects}, every.had.projects
        open_ = {p for plan in every.plans for p in plan.projects}
        assert open_ <= told
        assert {p.project for p in each.projects if p.chosen} == had
        runs = {o.project for o in every.counted.base if o.payer == REGION}
        joint = {p.code for p in every.counted.strategy.projects if p.scope is Scope.JOINT}
        assert told & joint <= runs
        left_out += bool(joint - runs)
    assert left_out > 3


def test_intervals_end_where_another_plan_becomes_better() -> None:
    for every, each in cases():
        for place, interval in enumerate(each.intervals):
            if interval.weight in {0, 1}:
                continue
            below, lower = every.stretch(every.proportional(place, 0))
            above, higher = every.stretch(every.proportional(place, 1))
            assert interval.low == interval.weight * (1 - below)
            assert interval.high == interval.weight + (1 - interval.weight) * above
            for turn, possible in ((interval.below, lower), (interval.above, higher)):
                assert (turn is None) is (not possible)
                assert turn is None or turned(turn.entering, turn.leaving) in possible


def test_the_nearest_shift_is_the_least_of_all() -> None:
    for every, each in cases():
        shifts = list(every.shifts())
        if not shifts:
            assert each.nearest is None
            continue
        assert each.nearest
        assert each.nearest.proven
        assert each.nearest.amount == min(amount for _, amount, _ in shifts)
        codes = [interval.criterion for interval in each.intervals]
        pair = codes.index(each.nearest.source), codes.index(each.nearest.target)
        turn = turned(each.nearest.swap.entering, each.nearest.swap.leaving)
        assert any(
            (pair, each.nearest.amount) == (where, amount) and turn in possible
            for where, amount, possible in shifts
        )


def test_within_the_radius_no_weights_bring_another_plan() -> None:
    dice = Random(7)  # noqa: S311 — a test's dice
    for every, each in cases():
        for _ in range(20):
            away = [F(dice.randint(-100, 100)) for _ in every.today]
            mean = sum(away, F(0)) / len(away)
            away = [a - mean for a in away]
            length = sum((abs(a) for a in away), F(0)) / 2
            if length:
                far = each.radius * F(dice.randint(1, 100), 100) / length
                weights = tuple(w + far * a for w, a in zip(every.today, away, strict=True))
                if min(weights) >= 0:
                    assert every.had.at(weights) + each.behind >= every.best(weights)


def test_the_loss_is_the_greatest_in_the_space() -> None:
    for every, each in spacious():
        losses = [every.best(corner) - every.had.at(corner) for corner in every.space]
        assert each.loss == max(losses)
        if each.loss:
            weights = tuple(weight for _, weight in each.loss_at)
            assert every.best(weights) - every.had.at(weights) == each.loss
        assert each.behind == every.best(every.today) - every.had.at(every.today)


def test_core_indices_are_those_of_the_plans_that_are_not_dominated() -> None:
    for every, each in spacious():
        plans = every.nondominated()
        assert each.nondominated == len(plans)
        assert {p.project: p.core_index for p in each.projects} == {
            p.project: F(sum(p.project in plan.projects for plan in plans), len(plans))
            for p in each.projects
        }


def test_the_answers_are_the_same_side_by_side() -> None:
    for strategy in countable_regions(4):
        region = standing(strategy)
        together = replace(region, solver=Solver(Limits(jobs=3)))
        assert robustness(region) == robustness(together)
        codes = list(region.strategy.orp)
        assert robustness(region, codes[:1]) == robustness(region)[:1]


# By hand


def scored(
    scores: Mapping[str, Sequence[int | Fraction]],
    costs: Mapping[str, int],
    budget: int,
    said: Sequence[Mapping[str, Any]],
) -> Region:
    """One town, one budget; ``said`` is what criteria say of their weights; levels are 0 to 10."""
    some = [project(code, capex=cost) for code, cost in costs.items()]
    strategy = by_hand(some, {}, [Budget("T", 2027, budget)])
    plain = (Criterion(f"K{n}", "", F(1), F(0), F(10)) for n in range(len(said)))
    criteria = tuple(replace(each, **more) for each, more in zip(plain, said, strict=True))
    levels = tuple(
        Score(code, None, f"K{n}", F(level))
        for code, mine in scores.items()
        for n, level in enumerate(mine)
    )
    return standing(replace(strategy, criteria=criteria, scores=levels))


def measured(region: Region) -> Robustness:
    (made,) = robustness(region)
    return made


FREE: Mapping[str, Any] = {"weight_min": 0}
RPM_SCORES = {
    "A": (8, 2, 5),
    "B": (6, 7, 2),
    "C": (3, 9, 4),
    "D": (7, 5, 6),
    "E": (2, 3, 9),
    "F": (5, 6, 6),
    "G": (9, 1, 3),
    "H": (4, 4, 7),
}
RPM_COSTS = dict(zip("ABCDEFGH", (4, 3, 3, 5, 3, 4, 4, 3), strict=True))
"""Cases of ``shared/cases/open/rpm_core_index_and_exact_weights.json``, by full enumeration."""


def rpm(said: Sequence[Mapping[str, Any]]) -> Robustness:
    scores = {code: levels[: len(said)] for code, levels in RPM_SCORES.items()}
    return measured(scored(scores, RPM_COSTS, 14, said))


def core(made: Robustness) -> list[str]:
    return [str(each.core_index) for each in made.projects]


def test_the_published_portfolios_without_information() -> None:
    made = rpm([FREE] * 3)
    assert made.nondominated == 27
    assert core(made) == ["5/9", "16/27", "17/27", "4/27", "5/9", "13/27", "10/27", "2/3"]


def test_the_published_portfolios_with_a_rank_order() -> None:
    made = rpm([{"rank": 1}, {"rank": 2}, {"rank": 3}])
    assert made.order == (("K0",), ("K1",), ("K2",))
    assert made.bounds == (("K0", F(1, 3), F(1)), ("K1", F(0), F(1, 2)), ("K2", F(0), F(1, 3)))
    assert made.nondominated == 7
    assert core(made) == ["4/7", "1", "4/7", "1/7", "0", "4/7", "4/7", "4/7"]
    classes = {each.project: each.presence for each in made.projects}
    assert (classes["B"], classes["E"]) == (Presence.ALWAYS, Presence.NEVER)


def test_the_exact_decomposition_of_two_criteria() -> None:
    made = rpm([FREE] * 2)
    shares = {"".join(plan.projects): str(plan.share) for plan in made.plans}
    assert shares == {
        "BCFH": "1/3",
        "ABCG": "11/42",
        "ABCF": "1/6",
        "ABGH": "1/6",
        "BCFG": "1/14",
    }
    assert [str(each.share) for each in made.projects] == [
        "25/42",
        "1",
        "5/6",
        "0",
        "0",
        "4/7",
        "1/2",
        "1/2",
    ]
    assert made.exact
    assert made.stated
    assert made.error == 0


def test_first_ranks_of_smaa() -> None:
    """``shared/cases/open/smaa_cases.json``: exact for two and for three criteria."""
    two = scored({"A": (10, 0), "B": (4, 8)}, {"A": 5, "B": 5}, 5, [FREE] * 2)
    assert {p.projects: p.share for p in measured(two).plans} == {("A",): F(3, 7), ("B",): F(4, 7)}
    units = {"A": (10, 0, 0), "B": (0, 10, 0), "C": (0, 0, 10)}
    three = measured(scored(units, dict.fromkeys("ABC", 5), 5, [FREE] * 3))
    assert [plan.share for plan in three.plans] == [F(1, 3)] * 3
    assert three.loss == 1_000_000
    assert sorted(weight for _, weight in three.loss_at) == [0, 0, 1]


def test_nothing_stated_is_a_fifth_around_each_weight() -> None:
    made = measured(scored({"A": (9, 1), "B": (1, 9)}, {"A": 5, "B": 5}, 5, [{}, {}]))
    assert (made.stated, made.space) == (False, SpaceState.INSIDE)
    assert made.bounds == (("K0", F(2, 5), F(3, 5)), ("K1", F(2, 5), F(3, 5)))
    assert [plan.share for plan in made.plans] == [F(1, 2)] * 2
    nearest = made.nearest
    assert nearest
    assert nearest.amount == made.radius == 0


def test_weights_that_contradict_their_bounds_or_cannot_be_are_said() -> None:
    scores, costs = {"A": (9, 1), "B": (1, 9)}, {"A": 5, "B": 5}
    outside = measured(scored(scores, costs, 5, [{"weight_min": F(3, 2)}, {}]))
    assert outside.space is SpaceState.OUTSIDE
    assert [plan.projects for plan in outside.plans] == [("A",)]
    empty = measured(scored(scores, costs, 5, [{"weight_max": F(1, 2)}] * 2))
    assert empty.space is SpaceState.EMPTY
    assert not empty.plans
    assert not empty.projects
    assert not empty.loss
    assert empty.nondominated is None
    assert len(empty.intervals) == 2


def test_bounds_are_shares_of_the_column_of_weights_whatever_the_weights_come_from() -> None:
    """Compared pairs give 3/4 and 1/4; the column says 1 and 1, and at most 1 for the first."""
    region = scored({"A": (9, 1)}, {"A": 5}, 5, [{"weight_max": F(1)}, {}])
    compared = replace(region.strategy, pairwise=((F(1), F(3)), (F(1, 3), F(1))))
    made = measured(standing(compared))
    assert [interval.weight for interval in made.intervals] == [F(3, 4), F(1, 4)]
    assert made.bounds == (("K0", F(0), F(1, 2)), ("K1", F(1, 2), F(1)))
    assert made.space is SpaceState.OUTSIDE


def test_a_single_point_is_a_space_as_well() -> None:
    said = [{"weight_min": 1, "weight_max": 1}] * 2
    made = measured(scored({"A": (9, 2), "B": (1, 9)}, {"A": 5, "B": 5}, 5, said))
    assert [(plan.projects, plan.share, plan.today) for plan in made.plans] == [
        (("A",), F(1), True)
    ]
    assert [each.presence for each in made.projects] == [Presence.ALWAYS, Presence.NEVER]


def test_equal_bounds_of_one_criterion_leave_a_space_of_fewer_dimensions() -> None:
    said = [{"weight_min": 1, "weight_max": 1}, FREE, FREE]
    scores = {"A": (0, 10, 0), "B": (0, 0, 10)}
    made = measured(scored(scores, {"A": 5, "B": 5}, 5, said))
    assert [plan.share for plan in made.plans] == [F(1, 2)] * 2


def test_twins_are_counted_once_and_seen_by_classes() -> None:
    """Two projects alike: today's plan keeps its share, and neither is always there."""
    scores = {"A": (6, 6), "B": (6, 6), "C": (9, 9)}
    made = measured(scored(scores, {"A": 5, "B": 5, "C": 5}, 10, [FREE] * 2))
    assert [(plan.share, plan.today) for plan in made.plans] == [(F(1), True)]
    assert {each.project: each.presence for each in made.projects} == {
        "A": Presence.SOMETIMES,
        "B": Presence.SOMETIMES,
        "C": Presence.ALWAYS,
    }


@pytest.mark.parametrize("twin", ["A", "B"])
def test_of_plans_worth_the_same_the_nearest_to_todays_is_told(twin: str) -> None:
    """Whichever twin today's plan has, it keeps it where the other project changes."""
    scores = {"A": (5, 5), "B": (5, 5), "X": (10, 0), "Y": (0, 10), "Z": (0, 0)}
    said = [{"weight": F(9), **FREE}, {"weight": F(1), **FREE}]
    region = scored(scores, dict.fromkeys(scores, 5), 10, said)
    chosen = tuple(option for option in region.options if option.project in {"X", twin})
    made = measured(replace(region, chosen=chosen))
    assert {plan.projects for plan in made.plans} == {(twin, "X"), (twin, "Y")}


@pytest.mark.parametrize("turn", [1, -1])
def test_where_several_plans_meet_the_one_that_is_best_just_behind_is_told(turn: int) -> None:
    """All three meet at equal weights; with less of the first criterion C gains more than B."""
    scores = {"A": (6, 3, 3), "B": (4, *(8, 0)[::turn]), "C": (2, *(0, 10)[::turn])}
    said = [{"weight": F(2), **FREE}, FREE, FREE]
    made = measured(scored(scores, {"A": 5, "B": 5, "C": 5}, 5, said))
    first = made.intervals[0]
    assert (first.low, first.weight) == (F(1, 3), F(1, 2))
    assert first.below
    assert (first.below.entering, first.below.leaving) == (("C",), ("A",))


def test_a_synergy_is_worth_the_same_at_any_weights() -> None:
    region = scored(
        {"A": (6, 0), "B": (0, 6), "C": (9, 9)}, dict.fromkeys("ABC", 5), 10, [FREE] * 2
    )
    link = Link("A", Relation.SYNERGY, "B", F(60))
    made = measured(standing(replace(region.strategy, links=(link,))))
    assert [(plan.projects, plan.share) for plan in made.plans] == [
        (("A", "C"), F(1, 2)),
        (("B", "C"), F(1, 2)),
    ]
    more = replace(link, points=F(100))
    made = measured(standing(replace(region.strategy, links=(more,))))
    assert made.plans[0].projects == ("A", "B")


def test_many_projects_have_no_core_index() -> None:
    codes = [f"P{n:02d}" for n in range(14)]
    region = scored(dict.fromkeys(codes, (5, 5)), dict.fromkeys(codes, 5), 100, [FREE] * 2)
    made = measured(region)
    assert made.nondominated is None
    assert {each.core_index for each in made.projects} == {None}
    assert {each.presence for each in made.projects} == {Presence.ALWAYS}


# Limits


def test_enough_time_changes_nothing() -> None:
    region = scored(RPM_SCORES, RPM_COSTS, 14, [FREE] * 3)
    timed = replace(region, solver=Solver(Limits(until=time.monotonic() + 600)))
    assert measured(timed) == measured(region)


def test_what_the_limits_leave_open_is_said() -> None:
    region = scored(RPM_SCORES, RPM_COSTS, 14, [FREE] * 3)
    made = measured(replace(region, solver=Solver(Limits(until=0))))
    assert not made.exact
    assert made.error == 1
    assert not any(interval.proven for interval in made.intervals)
    assert not any(each.settled for each in made.projects)
    assert made.solves > 0
    assert [plan.today for plan in made.plans] == [True]


def test_an_envelope_that_takes_too_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    region = scored(RPM_SCORES, RPM_COSTS, 14, [FREE] * 3)
    monkeypatch.setattr("stack_planner.explaining.robust.envelope.MOST_SOLVES", 3)
    made = measured(region)
    assert not made.exact
    assert sum(plan.share for plan in made.plans) == 1
    assert all(interval.proven for interval in made.intervals)


def test_a_best_plan_that_is_worse_than_a_known_one_settles_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing(*_: object) -> Answer:
        return Answer(State.OPTIMAL, frozenset(), 0)

    region = scored({"A": (9, 1), "B": (1, 9)}, {"A": 5, "B": 5}, 5, [FREE] * 2)
    monkeypatch.setattr(Repeated, "maximise", nothing)
    assert not measured(region).exact


def test_a_space_of_too_many_corners_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stack_planner.explaining.robust.space.MOST_CORNERS", 4)
    made = measured(scored({"A": (9, 1, 0), "B": (1, 9, 0)}, {"A": 5, "B": 5}, 5, [{}] * 3))
    assert made.space is SpaceState.VAST
    assert not made.exact
    assert not made.plans
    assert [(b[1], b[2]) for b in made.bounds] == [(F(4, 15), F(2, 5))] * 3
    assert made.nearest
    assert made.intervals[0].proven


def test_one_criterion_has_nowhere_to_go() -> None:
    made = measured(scored({"A": (9,), "B": (1,)}, {"A": 5, "B": 5}, 5, [{}]))
    assert [(plan.projects, plan.share) for plan in made.plans] == [(("A",), F(1))]
    assert made.nearest is None
    assert made.intervals[0].low == made.intervals[0].high == made.radius == 1


def test_a_town_without_anything_to_decide_is_told() -> None:
    region = scored({"A": (9, 1)}, {"A": 5}, 5, [{}] * 2)
    refused = replace(region.strategy, positions=(Position("T", "A", Stance.REFUSES),))
    made = measured(standing(refused))
    assert [(plan.projects, plan.share, plan.value) for plan in made.plans] == [((), F(1), F(0))]
    assert made.exact
    assert not made.projects


# Geometry


def test_volumes_of_polytopes_with_many_boundaries_at_a_corner() -> None:
    spatial = pytest.importorskip("scipy.spatial")
    dice, many = Random(3), 0  # noqa: S311 — a test's dice
    for size_ in (3, 4, 5):
        cone = orthant(size_ + 1)
        for _ in range(12):
            normal = tuple(dice.randint(-1, 2) for _ in range(size_ + 1))
            cone = cone.cut(normal) if sum(normal) > 0 else cone
        vertices = []
        for edge in cone.edges:
            weights = weights_of(edge.ray)
            tight = [n for i, n in enumerate(cone.normals) if edge.lies_in(i)]
            outward = (tuple(n[size_] - a for a in n[:size_]) for n in tight)
            vertices.append(Vertex(weights[:size_], tuple(outward)))
        found = volume(vertices)
        hull = spatial.ConvexHull([[float(x) for x in v.point] for v in vertices])
        assert float(found.size) == pytest.approx(hull.volume, rel=1e-9)
        many += any(len(vertex.normals) > size_ for vertex in vertices)
    assert many


def test_corners_of_a_space_are_those_of_all_systems_of_equations() -> None:
    """Every corner of W solves as many of its equations as there are criteria."""
    numpy = pytest.importorskip("numpy")
    for strategy in tight_regions(6):
        said = stating(strategy, 3)
        space = space_of(said, options_of(said)[1].weights)
        normals = space.cone.normals
        found = set()
        for some in combinations(normals, 2):
            rows = numpy.array([*some, (1, 1, 1)], dtype=float)
            if abs(numpy.linalg.det(rows)) > 1e-9:
                weights = numpy.linalg.solve(rows, [0, 0, 1])
                if all(numpy.dot(normal, weights) > -1e-9 for normal in normals):
                    found.add(tuple(round(float(w), 9) for w in weights))
        assert {tuple(round(float(w), 9) + 0.0 for w in c) for c in space.corners} == {
            tuple(w + 0.0 for w in c) for c in found
        }


def test_five_criteria_at_a_fifth_are_known_everywhere() -> None:
    """On a lattice of W the best of all selections is worth what the told plans are."""
    dice = Random(5)  # noqa: S311 — a test's dice
    codes = [f"P{n}" for n in range(9)]
    scores = {code: [dice.randint(0, 10) for _ in range(5)] for code in codes}
    costs = {code: dice.randint(3, 9) for code in codes}
    weights = [F(dice.randint(1, 4)) for _ in range(5)]
    made = measured(scored(scores, costs, 25, [{"weight": weight} for weight in weights]))
    assert made.exact
    assert len(made.plans) > 1
    selections = [
        some
        for n in range(10)
        for some in combinations(codes, n)
        if sum(costs[code] for code in some) <= 25
    ]
    lows = [low for _, low, _ in made.bounds]
    highs = [high for _, _, high in made.bounds]
    met = 0
    for steps in product(range(4), repeat=4):
        first = [low + F(s, 3) * (h - low) for s, low, h in zip(steps, lows, highs, strict=False)]
        point = [*first, 1 - sum(first)]
        if not lows[4] <= point[4] <= highs[4]:
            continue
        met += 1
        worth = {c: sum(w * v for w, v in zip(point, scores[c], strict=True)) for c in codes}
        best = max(sum(worth[code] for code in some) for some in selections)
        assert best == max(sum(worth[code] for code in plan.projects) for plan in made.plans)
    assert met > 50
