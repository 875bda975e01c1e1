"""Values, needs and weights: exact, rounded once, with fixed levels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stack_planner.records import (
    Budget,
    Criterion,
    Municipality,
    Need,
    NeedRule,
    Orp,
    Score,
    ValueBase,
)
from stack_planner.scoring import score_projects
from stack_planner.scoring.value import round_half_up, utility, value
from tests.often import often
from tests.oracle_scores import project_units
from tests.regions import region
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from stack_planner.records import Strategy

HALF = Fraction(1, 2)


def criterion(low: int, high: int, *curve: tuple[int, Fraction]) -> Criterion:
    """A criterion between two levels."""
    points = tuple((Fraction(level), share) for level, share in curve)
    return Criterion("K", "", Fraction(1), Fraction(low), Fraction(high), points)


# Value functions


@pytest.mark.parametrize(
    ("level", "share"),
    [
        (Fraction(-5), Fraction(0)),
        (Fraction(0), Fraction(0)),
        (Fraction(1), Fraction(1, 8)),
        (Fraction(4), HALF),
        (Fraction(8), Fraction(1)),
        (Fraction(9), Fraction(1)),
    ],
)
def test_more_is_better_between_the_levels(level: Fraction, share: Fraction) -> None:
    assert utility(criterion(0, 8), level) == share
    assert utility(criterion(8, 0), 8 - level) == share


@pytest.mark.parametrize(
    ("level", "share"),
    [
        (Fraction(0), Fraction(0)),
        (Fraction(1), Fraction(7, 20)),
        (Fraction(2), Fraction(7, 10)),
        (Fraction(4), Fraction(8, 10)),
        (Fraction(6), Fraction(9, 10)),
        (Fraction(8), Fraction(19, 20)),
        (Fraction(99), Fraction(1)),
    ],
)
def test_a_curve_is_followed_from_point_to_point(level: Fraction, share: Fraction) -> None:
    curve = ((2, Fraction(7, 10)), (6, Fraction(9, 10)))
    assert utility(criterion(0, 10, *curve), level) == share
    falling = ((8, Fraction(7, 10)), (4, Fraction(9, 10)))
    assert utility(criterion(10, 0, *falling), 10 - level) == share


def test_the_order_of_a_curve_does_not_matter() -> None:
    points = ((6, Fraction(9, 10)), (2, Fraction(7, 10)))
    assert utility(criterion(0, 10, *points), Fraction(4)) == Fraction(8, 10)


def test_a_step_is_worth_its_upper_share_from_its_level_on() -> None:
    threshold = criterion(0, 10, (5, Fraction(0)), (5, Fraction(1)))
    assert utility(threshold, Fraction(49, 10)) == 0
    assert utility(threshold, Fraction(51, 10)) == 1


@settings(derandomize=True, deadline=None)
@given(
    st.fractions(-20, 20),
    st.fractions(-20, 20),
    st.lists(st.fractions(Fraction(1, 10), Fraction(9, 10)), max_size=4, unique=True),
    st.lists(st.fractions(0, 1), min_size=4, max_size=4),
    st.sampled_from((-10, 10)),
)
def test_a_better_level_is_never_worth_less(
    first: Fraction, second: Fraction, places: list[Fraction], shares: list[Fraction], high: int
) -> None:
    rising = sorted(zip(sorted(places), sorted(shares), strict=False))
    curve = tuple((high * (2 * place - 1), share) for place, share in rising)
    function = replace(criterion(-high, high), curve=curve)
    worse, better = sorted((first, second), reverse=high < 0)
    assert 0 <= utility(function, worse) <= utility(function, better) <= 1


# Rounding


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (Fraction(5, 2), 3),
        (Fraction(7, 2), 4),
        (Fraction(-5, 2), -2),
        (Fraction(24999, 10000), 2),
        (Fraction(-1, 3), 0),
        (Fraction(7), 7),
    ],
)
def test_a_half_is_rounded_up(number: Fraction, rounded: int) -> None:
    assert round_half_up(number) == rounded


def test_a_value_is_rounded_once() -> None:
    weights = {"A": Fraction(1, 3), "B": Fraction(1, 3), "C": Fraction(1, 3)}
    full = dict.fromkeys(weights, Fraction(1))
    assert value(Fraction(1), weights, full) == 1_000_000
    assert value(Fraction(1), weights, {"A": Fraction(1)}) == 333_333
    assert value(Fraction(1, 2), weights, {"A": Fraction(1), "B": Fraction(1)}) == 333_333
    assert value(Fraction(1, 1_000_000), {"A": Fraction(1)}, {"A": HALF}) == 1
    assert value(Fraction(1, 1_000_000), {"A": Fraction(1)}, {"A": Fraction(49, 100)}) == 0
    assert value(Fraction(0), weights, full) == 0


# Needs


def asked(*needs: tuple[str | None, int], rule: NeedRule = NeedRule.AVERAGE) -> Fraction:
    """The need (0…1) of the area where these urgencies were given, M has 100, N 300 inhabitants."""
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, 0)])
    strategy = replace(
        strategy,
        settings=replace(strategy.settings, need_rule=rule, default_need=Fraction(3)),
        municipalities=(
            Municipality("M", "", "T", 100),
            Municipality("N", "", "T", 300),
            Municipality("O", "", "T", 0),
            Municipality("Q", "", "T", 0),
        ),
        needs=tuple(Need("T", place, "area", Fraction(urgency)) for place, urgency in needs),
    )
    return score_projects(strategy).needs["T", "area"]


def test_a_need_is_that_of_the_municipalities_or_the_town_hall_or_the_default() -> None:
    assert asked() == Fraction(3, 5)
    assert asked((None, 5)) == 1
    assert asked((None, 5), ("M", 1)) == Fraction(1, 5)
    assert asked((None, 0)) == 0


def test_municipalities_weigh_as_much_as_their_inhabitants() -> None:
    assert asked(("M", 1), ("N", 5)) == Fraction(1 * 100 + 5 * 300, 400 * 5)
    assert asked(("M", 1), ("N", 5), rule=NeedRule.MAXIMUM) == 1
    assert asked(("M", 1), ("O", 5)) == Fraction(1, 5)


def test_municipalities_without_inhabitants_weigh_equally() -> None:
    assert asked(("O", 1), ("Q", 4)) == HALF


# Scores


def test_a_blank_score_is_level_0_and_a_town_overrides_single_cells() -> None:
    strategy = by_hand([project("P")], {}, [Budget("T", 2027, 0), Budget("U", 2027, 0)])
    criteria = (
        Criterion("K", "", Fraction(3), Fraction(0), Fraction(10)),
        Criterion("L", "", Fraction(1), Fraction(10), Fraction(0)),
    )
    general = (Score("P", None, "K", Fraction(5)), Score("P", None, "L", Fraction(0)))
    local = Score("P", "U", "K", Fraction(10))
    blank = replace(strategy, criteria=criteria)
    assert set(score_projects(blank).values.values()) == {0}
    said = score_projects(replace(blank, scores=(*general, local)))
    assert said.weights == {"K": Fraction(3, 4), "L": Fraction(1, 4)}
    assert said.values == {("P", "T"): 625_000, ("P", "U"): 1_000_000}


def test_towns_weigh_by_inhabitants_in_integers() -> None:
    strategy = by_hand([project("P")], {"P": 1}, [Budget(t, 2027, 0) for t in ("T", "U", "V")])
    peopled = replace(
        strategy,
        settings=replace(strategy.settings, value_base=ValueBase.POPULATION),
        orps=(Orp("T", "", 10), Orp("U", "", 20), Orp("V", "", 70)),
    )
    assert set(score_projects(strategy).multipliers.values()) == {1}
    scores = score_projects(peopled)
    shares = {code: Fraction(m, scores.denominator) for code, m in scores.multipliers.items()}
    assert shares == {"T": Fraction(3, 10), "U": Fraction(6, 10), "V": Fraction(21, 10)}


@pytest.mark.parametrize("seed", often(range(200), 60))
def test_a_second_reading_gives_the_same_values(seed: int) -> None:
    strategy: Strategy = region(seed)
    assert score_projects(strategy).values == {
        (project.code, orp.code): project_units(strategy, project, orp)
        for project in strategy.projects
        for orp in strategy.orps
    }


def test_a_value_does_not_depend_on_the_other_projects() -> None:
    strategy = region(7)
    alone = replace(strategy, projects=strategy.projects[:1])
    whole, part = score_projects(strategy).values, score_projects(alone).values
    assert part.items() <= whole.items()


# Weights


def test_pairwise_judgements_replace_the_weights() -> None:
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, 0)])
    criteria = tuple(Criterion(c, "", Fraction(1), Fraction(0), Fraction(1)) for c in "KL")
    compared = replace(
        strategy,
        criteria=criteria,
        pairwise=((Fraction(1), Fraction(3)), (Fraction(1, 3), Fraction(1))),
    )
    scores = score_projects(compared)
    assert scores.weights == {"K": Fraction(3, 4), "L": Fraction(1, 4)}
    assert scores.consistency == 0
    assert score_projects(strategy).consistency is None
