"""Weights from answers: published cases, second solvers, and what must hold for any answers."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from stack_planner.records import Method, WeightSource
from stack_planner.scoring import score_projects
from stack_planner.scoring.eliciting import ACCEPTED, ahp, elicit, places_told
from stack_planner.scoring.eliciting.ahp import RANDOM_INDEX, SCALE, better_entry, triads
from stack_planner.scoring.eliciting.bwm import Compared, best_worst, nonlinear_xi
from stack_planner.scoring.eliciting.rating import centroid, ranked, rated
from tests.eliciting import asked, consistent, reciprocal, rows, triangle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.scoring.eliciting import Opinion

ABC, ABCD = ("K1", "K2", "K3"), ("K1", "K2", "K3", "K4")
HOUSE = (
    "5 3 7 6 6 1/3 1/4/ 1/3 5 3 3 1/5 1/7/ 6 3 4 6 1/5/ 1/3 1/4 1/7 1/8/ 1/2 1/5 1/6/ 1/5 1/6/ 1/2"
)
SCHOOL = "4 3 1 3 4/ 7 3 1/5 1/ 1/5 1/5 1/6/ 1 1/3/ 3"


def only(codes: Sequence[str], method: Method, values: object) -> Opinion:
    """The opinion of one person."""
    [found] = elicit(asked(codes, rows("Odbor", method, values))).opinions  # type: ignore[arg-type]
    return found


# Rating and ranking


def test_swings_are_shares_of_their_sum() -> None:
    # UK DCLG, Multi-criteria analysis: a manual (2009); HM Treasury, MCDA guidance (2024)
    found = only(ABCD, Method.SWING, dict(zip(ABCD, (100, 80, 50, 20), strict=True)))
    assert [float(w) for w in found.weights.values()] == [0.4, 0.32, 0.2, 0.08]
    assert found.ratio is None
    assert found.is_consistent


@pytest.mark.parametrize(
    "weights",
    [
        # Edwards & Barron, OBHDP 60 (1994) 306–325
        (0.75, 0.25),
        (0.611111, 0.277778, 0.111111),
        (0.520833, 0.270833, 0.145833, 0.0625),
        (0.456667, 0.256667, 0.156667, 0.09, 0.04),
        (0.408333, 0.241667, 0.158333, 0.102778, 0.061111, 0.027778),
        (0.370408, 0.227551, 0.156122, 0.108503, 0.072789, 0.044218, 0.020408),
        (0.339732, 0.214732, 0.152232, 0.110565, 0.079315, 0.054315, 0.033482, 0.015625),
    ],
)
def test_ranks_give_the_published_centroid(weights: tuple[float, ...]) -> None:
    codes = [f"K{n}" for n in range(1, len(weights) + 1)]
    found = only(codes, Method.RANK, {code: n for n, code in enumerate(codes, 1)})
    assert [float(w) for w in found.weights.values()] == pytest.approx(weights, abs=1e-6)
    assert sum(found.weights.values()) == 1


def test_a_centroid_is_the_mean_of_the_corners_of_its_order() -> None:
    """The weights of an order are a simplex: its corners weigh the first 1, 2, … k alike."""
    for size in range(1, 7):
        corners = [[Fraction(place < k, k) for place in range(size)] for k in range(1, size + 1)]
        assert centroid(size) == [sum(column) / size for column in zip(*corners, strict=True)]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_tied_ranks_get_the_mean_of_all_ways_to_break_the_tie(ranks: list[int]) -> None:
    codes = [f"K{n}" for n in range(len(ranks))]
    orders = [
        order
        for order in permutations(range(len(ranks)))
        if all(ranks[a] <= ranks[b] for a, b in pairwise(order))
    ]
    places = centroid(len(ranks))
    meant = [
        sum((places[order.index(n)] for order in orders), start=Fraction(0)) / len(orders)
        for n in range(len(ranks))
    ]
    given_ranks = {code: Fraction(rank) for code, rank in zip(codes, ranks, strict=True)}
    assert list(ranked(given_ranks).values()) == meant


# AHP


@pytest.mark.parametrize(
    ("upper", "weights", "ratio"),
    [
        # Saaty, EJOR 48 (1990) 9–26, choosing a house: weights and CR to the published digits
        pytest.param(
            HOUSE,
            (0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333),
            0.169,
            id="house",
        ),
        # Saaty 1980, choosing a school; the figures are recomputed, the published ones are coarser
        pytest.param(
            SCHOOL,
            (0.32077, 0.139503, 0.034768, 0.128486, 0.23739, 0.139083),
            0.229011,
            id="school",
        ),
        # Saaty, Int. J. Services Sciences 1 (2008) 83–98, drinks (also AHPy, tests/test_ahp.py)
        pytest.param(
            "1/2 1 1/2 3 1/3 9/ 1 1 5 1/2 9/ 1/2 3 1/3 9/ 4 1/2 9/ 1/9 3/ 9",
            (0.1164, 0.1775, 0.1288, 0.1896, 0.0418, 0.3268, 0.0191),
            0.022302,
            id="drinks",
        ),
        # Wikipedia, Analytic hierarchy process – car example (AHPy, tests/test_ahp.py)
        pytest.param("3 7 3/ 9 1/ 1/7", (0.510, 0.234, 0.041, 0.215), 0.073791, id="car criteria"),
        pytest.param(
            "9 9 1 1/2 5/ 1 1/9 1/9 1/7/ 1/9 1/9 1/7/ 1/2 5/ 6",
            (0.246, 0.025, 0.025, 0.246, 0.366, 0.093),
            0.068205,
            id="car price",
        ),
    ],
)
def test_ahp_gives_the_published_weights(
    upper: str, weights: tuple[float, ...], ratio: float
) -> None:
    found = ahp(reciprocal(upper))
    assert [float(w) for w in found.weights] == pytest.approx(weights, abs=6e-4)
    assert sum(found.weights) == 1
    assert found.ratio == pytest.approx(ratio, abs=1e-3)


def test_ahp_takes_a_whole_hierarchy_to_its_published_scores() -> None:
    # MCDA (R), tests/AHP.R: Corsa, Clio, Fiesta, Sandero; two matrices are not reciprocal there
    weights = ahp(reciprocal("1/2 3/ 4")).weights
    cars = (
        "1 1/4 4 1/6/ 4 1 4 1/4/ 1/4 1/4 1 1/5/ 6 4 5 1",
        "1 2 5 1/ 1/2 1 3 2/ 1/5 1/3 1 1/4/ 1 1/2 4 1",
        "1 2 4 1/ 1/2 1 3 2/ 1/4 1/3 1 1/5/ 1 1/2 5 1",
    )
    matrices = [[[Fraction(x) for x in row.split()] for row in car.split("/ ")] for car in cars]
    shares = [ahp(matrix).weights for matrix in matrices]
    scores = [
        float(sum(w * share[n] for w, share in zip(weights, shares, strict=True))) for n in range(4)
    ]
    assert scores == pytest.approx([0.2922, 0.2767, 0.0697, 0.3613], abs=1e-4)


def test_the_random_index_is_the_published_one() -> None:
    # Saaty 1980, sizes 1 to 10
    assert RANDOM_INDEX[1:11] == (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


def test_a_ratio_is_told_so_that_its_side_of_the_limit_is_seen() -> None:
    told = {f"{r:.{places_told(r)}f}" for r in (0.0, 0.0996, 0.1, 0.1004, 0.104, 0.100001, 0.23)}
    assert told == {"0.00", "0.10", "0.1004", "0.104", "0.100001", "0.23"}


def test_ahp_gives_the_published_eigenvalue_and_index() -> None:
    # Saaty 1990: λ max 9.669, CI 0.238
    found = ahp(reciprocal(HOUSE))
    assert found.largest == pytest.approx(9.668887, abs=1e-6)
    assert found.index == pytest.approx(0.238412, abs=1e-6)


def test_ahp_takes_the_exact_eigenvalue() -> None:
    # JMcDM, testahp.jl: 8 × 8; it prints CR 0.0736 from column means, the eigenvalue gives 0.0707
    upper = (
        "7 1/5 1/8 1/2 1/3 1/5 1/ 1/8 1/9 1/4 1/5 1/9 1/8/ 1/3 4 2 1 1/ 7 5 3 3/"
        " 1/2 1/5 1/5/ 1/3 1/3/ 1"
    )
    assert ahp(reciprocal(upper)).ratio == pytest.approx(0.07073937, abs=1e-6)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=7))
def test_consistent_judgements_give_their_own_weights(weights: list[int]) -> None:
    matrix = consistent(weights)
    found = ahp(matrix)
    own = [Fraction(weight, sum(weights)) for weight in weights]
    assert [float(w) for w in found.weights] == pytest.approx([float(w) for w in own], abs=1e-11)
    assert (found.ratio, found.index) == (0, 0)
    codes = [f"K{n}" for n in range(len(weights))]
    assert triads(matrix, codes) == ()
    assert better_entry(matrix, codes) is None


def judgements(size: int) -> st.SearchStrategy[list[Fraction]]:
    count = size * (size - 1) // 2
    return st.lists(st.sampled_from(SCALE), min_size=count, max_size=count)


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 5).flatmap(lambda n: st.tuples(st.just(n), judgements(n))))
def test_the_suggested_entry_is_the_one_that_lowers_the_ratio_most(
    given_: tuple[int, list[Fraction]],
) -> None:
    """Every entry tried with every value, one matrix after the other."""
    size, values = given_
    pairs = list(combinations(range(size), 2))
    codes = [f"K{n}" for n in range(size)]

    def matrix(entries: Sequence[Fraction]) -> tuple[tuple[Fraction, ...], ...]:
        found = [[Fraction(1)] * size for _ in range(size)]
        for (row, column), value in zip(pairs, entries, strict=True):
            found[row][column], found[column][row] = value, 1 / value
        return tuple(map(tuple, found))

    before = ahp(matrix(values)).ratio
    tried = {
        (place, value): ahp(matrix([*values[:place], value, *values[place + 1 :]])).ratio
        for place in range(len(values))
        for value in SCALE
    }
    entry = better_entry(matrix(values), codes)
    least = min(tried.values())
    if entry is None:
        assert least >= before
        return
    place = pairs.index((codes.index(entry.row), codes.index(entry.column)))
    assert entry.before == values[place]
    assert entry.ratio == tried[place, entry.after] == least < before


def test_of_equal_changes_none_turns_a_judgement_round() -> None:
    # each of the three could become nine times what it is; two would then prefer the other one
    entry = better_entry(reciprocal("3 1/ 3"), ABC)
    assert entry is not None
    assert (entry.row, entry.column) == ("K1", "K3")
    assert (entry.before, entry.after) == (Fraction(1), Fraction(9))


def test_the_worst_triad_comes_first_and_reads_downward() -> None:
    # of the school: 5 is 5 times 2 and 2 is 3 times 4, yet 5 is as important as 4
    codes = [f"K{n}" for n in range(1, 7)]
    found = triads(reciprocal(SCHOOL), codes)
    factors = [triad.factor for triad in found]
    assert factors == sorted(factors, reverse=True)
    assert all(min(triad.steps) >= 1 for triad in found)
    worst = found[0]
    assert (worst.first, worst.middle, worst.last) == ("K5", "K2", "K4")
    assert [*worst.steps, worst.direct] == [5, 3, 1]
    assert worst.factor == 15
    logs = np.log(np.array(reciprocal(SCHOOL), dtype=float))
    brute = max(abs(logs[a, b] + logs[b, c] - logs[a, c]) for a, b, c in permutations(range(6), 3))
    assert math.log(worst.factor) == pytest.approx(brute)


def test_inconsistent_answers_are_told_with_what_would_help() -> None:
    codes = [f"K{n}" for n in range(1, 7)]
    found = only(codes, Method.AHP, triangle(codes, SCHOOL))
    assert found.ratio == pytest.approx(0.229011, abs=1e-6)
    assert not found.is_consistent
    assert found.entry is not None
    changed = {**triangle(codes, SCHOOL), (found.entry.row, found.entry.column): found.entry.after}
    assert only(codes, Method.AHP, changed).ratio == found.entry.ratio < (found.ratio or 0)
    car = only(ABCD, Method.AHP, triangle(ABCD, "3 7 3/ 9 1/ 1/7"))
    assert car.is_consistent
    assert (car.triads, car.entry) == ((), None)


def test_an_entry_is_told_in_the_direction_of_the_answer() -> None:
    codes = [f"K{n}" for n in range(1, 7)]
    turned = {(b, a): 1 / value for (a, b), value in triangle(codes, SCHOOL).items()}
    there, back = (only(codes, Method.AHP, values) for values in (triangle(codes, SCHOOL), turned))
    assert there.weights == back.weights
    assert there.entry is not None
    assert there.entry.turned() == back.entry


# BWM


def compared(to_others: Sequence[int], to_worst: Sequence[int]) -> Compared:
    """Criteria of which the best one and the worst one bear 1."""
    codes = [f"K{n}" for n in range(1, len(to_others) + 1)]
    best, worst = codes[to_others.index(1)], codes[to_worst.index(1)]
    return Compared(
        best,
        worst,
        {c: Fraction(v) for c, v in zip(codes, to_others, strict=True) if c != best},
        {c: Fraction(v) for c, v in zip(codes, to_worst, strict=True) if c != worst},
    )


def answers_of(made: Compared) -> dict[tuple[str, str], Fraction]:
    return {(made.best, other): value for other, value in made.to_others.items()} | {
        (one, made.worst): value for one, value in made.to_worst.items()
    }


def test_bwm_gives_the_published_example() -> None:
    # Rezaei, Omega 53 (2015) 49–57: ξ* 0.26, CR 0.26 / 4.47 = 0.058; linear model (Omega 64,
    # 2016) of the same answers: ξ 1/28, weights 1/14, 9/28, 17/28
    made = compared((8, 2, 1), (1, 5, 8))
    assert nonlinear_xi(made) == pytest.approx(0.258342, abs=1e-6)
    found = only(ABC, Method.BWM, answers_of(made))
    assert found.weights == {"K1": Fraction(2, 28), "K2": Fraction(9, 28), "K3": Fraction(17, 28)}
    assert found.xi == Fraction(1, 28)
    assert found.ratio == pytest.approx(0.0578, abs=1e-4)


@pytest.mark.parametrize(
    ("whole", "index"),
    # Rezaei 2015, table of the consistency index
    [(2, 0.44), (3, 1.0), (4, 1.63), (5, 2.3), (6, 3.0), (7, 3.73), (8, 4.47), (9, 5.23)],
)
def test_the_index_is_the_xi_of_the_worst_answers(whole: int, index: float) -> None:
    """The middle one as far from best and from worst as the best from the worst."""
    made = compared((1, whole, whole), (whole, whole, 1))
    assert nonlinear_xi(made) == pytest.approx(index, abs=6e-3)
    assert best_worst(made).ratio == pytest.approx(1, abs=1e-6)


def test_all_being_equal_and_yet_not_is_a_whole_contradiction() -> None:
    """The index for a best as important as the worst is 0: nothing can be divided by it."""
    made = Compared(
        "B", "W", {"K": Fraction(5), "W": Fraction(1)}, dict.fromkeys("BK", Fraction(1))
    )
    assert best_worst(made).ratio == 1
    assert best_worst(made).apart == ("K",)
    equal = Compared("B", "W", dict.fromkeys("KW", Fraction(1)), dict.fromkeys("BK", Fraction(1)))
    assert best_worst(equal).ratio == 0
    assert set(best_worst(equal).weights.values()) == {Fraction(1, 3)}


def answered_at_random(seed: int) -> Compared:
    draw = Random(seed)  # noqa: S311 — repeatable cases, nothing secret
    size, whole = draw.randint(3, 8), draw.randint(2, 9)
    middle = [(draw.randint(1, whole), draw.randint(1, whole)) for _ in range(size - 2)]
    codes = [f"K{n}" for n in range(1, size - 1)]
    return Compared(
        "B",
        "W",
        {**{c: Fraction(a) for c, (a, _) in zip(codes, middle, strict=True)}, "W": Fraction(whole)},
        {**{c: Fraction(b) for c, (_, b) in zip(codes, middle, strict=True)}, "B": Fraction(whole)},
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_linear_model_is_solved_as_a_linear_programme_solves_it(seed: int) -> None:
    made = answered_at_random(seed)
    found = best_worst(made)
    codes = list(found.weights)
    above: list[list[float]] = []
    for one, other in answers_of(made):
        value = answers_of(made)[one, other]
        row = [(code == one) - float(value) * (code == other) for code in codes]
        above += [[*row, -1.0], [*(-x for x in row), -1.0]]
    size = len(codes)
    answer = linprog(
        [0.0] * size + [1.0],
        A_ub=above,
        b_ub=[0.0] * len(above),
        A_eq=[[1.0] * size + [0.0]],
        b_eq=[1.0],
    )
    assert answer.status == 0
    assert float(found.xi) == pytest.approx(answer.x[-1], abs=1e-9)
    assert [float(w) for w in found.weights.values()] == pytest.approx(answer.x[:-1], abs=1e-7)
    worst = max(
        abs(found.weights[one] - value * found.weights[other])
        for (one, other), value in answers_of(made).items()
    )
    assert worst == found.xi
    assert sum(found.weights.values()) == 1


@pytest.mark.parametrize("seed", range(20))
def test_the_nonlinear_xi_is_the_least_for_which_weights_exist(seed: int) -> None:
    """For a given ξ the non-linear model is a linear programme: a little less has no weights."""
    made = answered_at_random(seed)
    xi = nonlinear_xi(made)

    def has_weights(most: float) -> bool:
        codes = sorted({*made.to_others, *made.to_worst})
        above = []
        for (one, other), value in answers_of(made).items():
            for sign in (1, -1):
                bound = float(value) + sign * most
                row = [sign * ((c == one) - bound * (c == other)) for c in codes]
                above.append(row)
        found = linprog(
            [0.0] * len(codes),
            A_ub=above,
            b_ub=[0.0] * len(above),
            A_eq=[[1.0] * len(codes)],
            b_eq=[1.0],
            bounds=[(1e-9, None)] * len(codes),
        )
        return bool(found.status == 0)

    assert has_weights(xi + 1e-4)
    assert xi == 0 or not has_weights(xi - 1e-4)


@given(st.lists(st.sampled_from((2, 4)), max_size=6))
def test_consistent_comparisons_with_best_and_worst_give_their_weights(middle: list[int]) -> None:
    weights = [8, *middle, 1]
    found = best_worst(compared([8 // weight for weight in weights], weights))
    assert list(found.weights.values()) == [Fraction(w, sum(weights)) for w in weights]
    assert found.xi == found.ratio == 0
    assert found.apart == ()


# The group


def test_a_group_weighs_by_the_geometric_mean() -> None:
    found = elicit(
        asked(
            ABC,
            rows("Odbor A", Method.DIRECT, {"K1": 8, "K2": 1, "K3": 1}),
            rows("Odbor B", Method.DIRECT, {"K1": 2, "K2": 4, "K3": 4}),
        )
    )
    # √(0.8 · 0.2) = 0.4; √(0.1 · 0.4) = 0.2
    assert [float(w) for w in found.group.values()] == pytest.approx([0.5, 0.25, 0.25], abs=1e-11)
    spread = found.spreads[0]
    assert (spread.low, spread.high) == (Fraction(1, 5), Fraction(4, 5))
    assert (spread.lowest, spread.highest) == (("Odbor B",), ("Odbor A",))
    assert spread.ratio == 4
    assert spread.variation == pytest.approx(0.6)
    assert [each.criterion for each in found.contested] == ["K1", "K2", "K3"]
    assert found.opinions[0].distance(found.group) == pytest.approx(Fraction(3, 10))


def test_what_moves_most_weight_is_told_first_and_trifles_are_not() -> None:
    found = elicit(
        asked(
            ABCD,
            rows("Odbor A", Method.DIRECT, {"K1": 60, "K2": 26, "K3": 10, "K4": 4}),
            rows("Odbor B", Method.DIRECT, {"K1": 25, "K2": 44, "K3": 30, "K4": 1}),
        )
    )
    assert {each.criterion: each.ratio for each in found.spreads} == {
        "K1": Fraction(12, 5),
        "K2": Fraction(22, 13),
        "K3": 3,
        "K4": 4,
    }
    assert [each.criterion for each in found.contested] == ["K1", "K3"]


def test_one_person_is_a_group_without_spread() -> None:
    found = elicit(asked(ABC, rows("Odbor", Method.RANK, {"K1": 1, "K2": 2, "K3": 3})))
    own = found.opinions[0].weights
    assert [float(w) for w in found.group.values()] == pytest.approx(
        [float(w) for w in own.values()], abs=1e-11
    )
    assert found.contested == ()


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, int]]:
    """Points of two to five people for three criteria."""
    points = st.fixed_dictionaries({code: st.integers(1, 100) for code in ABC})
    return draw(st.lists(points, min_size=2, max_size=5))


@given(people(), st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_of_rows_matters(
    points: list[dict[str, int]], draw: Random
) -> None:
    answers = [rows(f"Osoba {n}", Method.DIRECT, each) for n, each in enumerate(points)]
    strategy = asked(ABC, *answers)
    mixed = list(strategy.weight_answers)
    draw.shuffle(mixed)
    other = replace(strategy, weight_answers=tuple(mixed))
    assert elicit(other) == elicit(strategy)
    assert elicit(other).group == elicit(strategy).group


@given(people(), st.permutations(ABC))
def test_it_does_not_matter_what_criteria_are_called(
    points: list[dict[str, int]], names: list[str]
) -> None:
    called = dict(zip(ABC, names, strict=True))
    answers = [rows(f"Osoba {n}", Method.DIRECT, each) for n, each in enumerate(points)]
    renamed = [
        rows(f"Osoba {n}", Method.DIRECT, {called[c]: v for c, v in each.items()})
        for n, each in enumerate(points)
    ]
    there, here = elicit(asked(ABC, *answers)).group, elicit(asked(ABC, *renamed)).group
    assert {called[code]: weight for code, weight in there.items()} == here


@given(people(), st.sampled_from((1, 4, 100, 1000)))
def test_suggested_bounds_hold_everybody_and_are_round(
    points: list[dict[str, int]], total: int
) -> None:
    answers = [rows(f"Osoba {n}", Method.DIRECT, each) for n, each in enumerate(points)]
    for spread in elicit(asked(ABC, *answers)).spreads:
        low, high = spread.bounds(Fraction(total))
        assert low <= spread.low * total <= spread.high * total <= high
        assert spread.low <= spread.group * Fraction(11, 10)
        assert high - low - (spread.high - spread.low) * total <= Fraction(2 * total, 1000)


def test_a_hundred_is_split_to_tenths() -> None:
    found = elicit(
        asked(
            ABC,
            rows("Odbor A", Method.DIRECT, {"K1": 1, "K2": 1, "K3": 1}),
            rows("Odbor B", Method.DIRECT, {"K1": 50, "K2": 20, "K3": 30}),
        )
    )
    bounds = [spread.bounds(Fraction(100)) for spread in found.spreads]
    assert bounds == [
        (Fraction(333, 10), 50),
        (20, Fraction(334, 10)),
        (30, Fraction(334, 10)),
    ]


def test_all_methods_agree_on_one_who_never_contradicts_oneself() -> None:
    """Weights 8 : 4 : 2 : 1, said in every way but by ranks."""
    weights = dict(zip(ABCD, (8, 4, 2, 1), strict=True))
    pairs = {(a, b): Fraction(weights[a], weights[b]) for a, b in combinations(ABCD, 2)}
    ends = {pair: value for pair, value in pairs.items() if {"K1", "K4"} & set(pair)}
    swings = {code: Fraction(25 * weight, 2) for code, weight in weights.items()}
    strategy = asked(
        ABCD,
        rows("Body", Method.DIRECT, weights),
        rows("Zlepšení", Method.SWING, swings),
        rows("Dvojice", Method.AHP, pairs),
        rows("Krajní", Method.BWM, ends),
    )
    found = elicit(strategy)
    assert found.left_out == ()
    assert len(found.opinions) == 4
    for opinion in found.opinions:
        assert opinion.is_consistent
        own = [float(weight) for weight in opinion.weights.values()]
        assert own == pytest.approx([8 / 15, 4 / 15, 2 / 15, 1 / 15], abs=1e-11)
    assert found.contested == ()


# Which weights count


def test_answers_change_nothing_until_the_settings_say_so() -> None:
    strategy = asked(ABC, rows("Odbor", Method.SWING, {"K1": 100, "K2": 60, "K3": 40}))
    third = Fraction(1, 3)
    assert score_projects(strategy).weights == dict.fromkeys(ABC, third)
    source = replace(strategy.settings, weight_source=WeightSource.ANSWERS)
    used = score_projects(replace(strategy, settings=source))
    assert used.weights == {"K1": Fraction(1, 2), "K2": Fraction(3, 10), "K3": Fraction(1, 5)}
    assert used.consistency is None


def test_ranks_and_pairs_beside_the_criteria_are_read_by_the_same_methods() -> None:
    strategy = asked(ABC)
    given_ranks = tuple(
        replace(criterion, rank=rank)
        for criterion, rank in zip(strategy.criteria, (2, 1, 3), strict=True)
    )
    found = elicit(replace(strategy, criteria=given_ranks, pairwise=reciprocal("2 4/ 2")))
    assert found.opinions == ()
    assert found.group == {}
    assert [float(w) for w in found.ranks.values()] == pytest.approx(
        [0.277778, 0.611111, 0.111111], abs=1e-6
    )
    assert found.matrix is not None
    assert found.matrix.ratio == 0 <= ACCEPTED
    assert rated({"A": Fraction(3), "B": Fraction(1)})["A"] == Fraction(3, 4)
