"""Other methods beside the values: asked rightly, ranked rightly, and never in the plan."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from stack_planner.records import Budget, Criterion, Need, Position, Score, Stance
from stack_planner.scoring import score_projects
from stack_planner.scoring.crosscheck import Method, agreements, scored
from stack_planner.scoring.ranking import kendall, places, spearman
from tests.deciding import options_of
from tests.regions import region
from tests.solving import by_hand, project, solved
from tests.test_ground_truth import SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Strategy
    from stack_planner.scoring.crosscheck import Agreement

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not at hand")

# Published cases; columns to be kept low stand negated, which VIKOR does not notice

TZENG = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
HYDRO = [
    [4184.3, -2914.0, 407.2, 251.0, -195, -244, -15, 2.41],
    [5211.9, -3630.0, 501.7, 308.3, -282, -346, -21, 1.41],
    [5021.3, -3920.5, 504.0, 278.6, -12, -56, -3, 4.42],
    [5566.1, -3957.9, 559.5, 335.3, -167, -268, -16, 3.36],
    [5060.5, -3293.5, 514.1, 284.2, -69, -90, -7, 4.04],
    [4317.9, -2925.9, 432.8, 239.3, -12, -55, -3, 4.36],
]


@pytest.mark.parametrize(
    ("method", "matrix", "weights", "expected", "tolerance"),
    [
        # Tzeng & Huang 2011, Multiple Attribute Decision Making
        pytest.param(
            *(Method.TOPSIS, TZENG, [0.3, 0.4, 0.3], [0.5037, 0.6581, 0.7482, 0.3340], 1e-4),
            id="topsis-tzeng",
        ),
        # JMcDM, test/mcdm/testtopsis.jl
        pytest.param(
            *(Method.TOPSIS, [[9, 7, 6, 7], [8, 7, 9, 6], [7, 8, 6, 6]], [4, 2, 6, 8]),
            *([0.387687, 0.6503238, 0.0834767], 1e-6),
            id="topsis-jmcdm",
        ),
        # scikit-criteria, tests/agg/test_vikor.py
        pytest.param(
            *(Method.VIKOR, TZENG, [0.3, 0.4, 0.3], [0.75, 0.25, 0, 1], 1e-9), id="vikor-tzeng"
        ),
        # Opricovic & Tzeng, EJOR 156 (2004) 445–455, a mountain road
        pytest.param(
            *(Method.VIKOR, [[-1, 3000], [-2, 3750], [-5, 4500]], [0.5, 0.5], [1, 0, 1], 1e-9),
            id="vikor-mountain",
        ),
        # Opricovic & Tzeng, EJOR 178 (2007) 514–529, a power plant, two of the four weightings
        pytest.param(
            *(Method.VIKOR, HYDRO, [1] * 8, [0.991, 1.0, 0.473, 0.670, 0.0, 0.578], 2e-3),
            id="vikor-hydro-1",
        ),
        pytest.param(
            *(Method.VIKOR, HYDRO, [2] * 4 + [1] * 4, [1.0, 0.533, 0.552, 0.563, 0.0, 0.686], 2e-3),
            id="vikor-hydro-2",
        ),
        # Zhao, Peng & Li, Procedia Computer Science 17 (2013) 181–188
        pytest.param(
            *(Method.PROMETHEE, [[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2]),
            *([0.1, -0.3, 0.2], 1e-9),
            id="promethee-zhao",
        ),
    ],
)
def test_published_scores(
    method: Method,
    matrix: Sequence[Sequence[float]],
    weights: Sequence[float],
    expected: Sequence[float],
    tolerance: float,
) -> None:
    sign = -1 if method is Method.VIKOR else 1
    assert [sign * score for score in scored(matrix, weights)[method]] == pytest.approx(
        list(expected), abs=tolerance
    )


@needs_shared
def test_published_files_of_what_is_asked_the_same_way() -> None:
    """All cases of VIKOR, and those of the others in which more is better in every column."""
    keys = {"TOPSIS": "scores", "VIKOR": "Q", "PROMETHEE II": "net_flow"}
    met = 0
    for file in sorted((SHARED / "mcda").glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        shape = case.get("params", {}).get("preference", "usual")
        only_gains = min(case.get("types", [1])) > 0 and shape == "usual"
        if case["method"] not in keys or not (only_gains or case["method"] == "VIKOR"):
            continue
        method = Method(case["method"])
        matrix = [
            [x * t for x, t in zip(row, case["types"], strict=True)] for row in case["matrix"]
        ]
        sign = -1 if method is Method.VIKOR else 1
        assert [sign * score for score in scored(matrix, case["weights"])[method]] == pytest.approx(
            case["expected"][keys[method]], abs=case["tolerance"]
        ), file.name
        met += 1
    assert met >= 9


def test_what_is_better_in_everything_is_ranked_higher_by_all() -> None:
    """A library once had the sign of PROMETHEE's flows turned round."""
    dice = Random(5)  # noqa: S311 — a test's dice
    for _ in range(20):
        rows = [[dice.randint(0, 5) for _ in range(4)] for _ in range(6)]
        best = [max(column) + 1 for column in zip(*rows, strict=True)]
        for scores in scored([best, *rows], [1, 2, 3, 4]).values():
            assert scores[0] == max(scores)


def test_columns_that_order_nothing_change_nothing() -> None:
    plain = scored(TZENG, [3, 4, 3])
    assert set(plain) == set(Method)
    assert scored([[*row, 7, row[0]] for row in TZENG], [3, 4, 3, 5, 0]) == plain
    assert scored([[1, 2]] * 4, [1, 1]) == {}


# Ranks

few = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=12)


@settings(max_examples=200, deadline=None)
@given(few)
def test_rank_correlations_are_those_of_scipy(pairs: list[tuple[int, int]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    if min(len(set(first)), len(set(second))) == 1:
        assert kendall(first, second) is spearman(first, second) is None
        return
    assert kendall(first, second) == pytest.approx(stats.kendalltau(first, second).statistic)
    assert spearman(first, second) == pytest.approx(stats.spearmanr(first, second).statistic)
    assert list(places(first)) == list(stats.rankdata([-x for x in first], method="min"))


def test_ties_are_counted_as_ties() -> None:
    assert kendall([3, 2, 2, 1], [3, 2, 1, 1]) == pytest.approx(4 / 5)
    assert spearman([3, 2, 2, 1], [3, 2, 1, 1]) == pytest.approx(3.75 / 4.5)
    assert places([5, 9, 5, 7]) == (3, 1, 3, 2)


# Projects


def strategy_of(
    levels: Sequence[Sequence[int]], weights: Sequence[float], costs: Sequence[int], budget: int
) -> Strategy:
    """One town; levels 0–10 of projects by criterion."""
    codes = [f"P{n}" for n in range(len(levels))]
    some = [project(code, capex=cost) for code, cost in zip(codes, costs, strict=True)]
    criteria = tuple(
        Criterion(f"K{n}", "", Fraction(str(weight)), Fraction(0), Fraction(10))
        for n, weight in enumerate(weights)
    )
    scores = tuple(
        Score(code, None, criterion.code, Fraction(level))
        for code, row in zip(codes, levels, strict=True)
        for criterion, level in zip(criteria, row, strict=True)
    )
    return replace(by_hand(some, {}, [Budget("T", 2027, budget)]), criteria=criteria, scores=scores)


def only(strategy: Strategy) -> Agreement:
    """The agreement of the one town."""
    (made,) = agreements(strategy, score_projects(strategy)) or ()
    return made


# A derived counter-example: with TOPSIS scores added up, a project that nobody can pay changes the
# plan (Morton 2015, EJOR 245, 789–796)
LEVELS, WEIGHTS = [[6, 6, 1], [8, 3, 8], [1, 7, 4], [2, 6, 5], [9, 1, 2]], [0.4, 0.35, 0.25]
COSTS, BUDGET = [5, 3, 7, 6, 2], 9
IRRELEVANT, DEAR = [4, 6, 1], 99


def test_an_irrelevant_project_turns_other_methods_round_but_not_the_values() -> None:
    before = strategy_of(LEVELS, WEIGHTS, COSTS, BUDGET)
    after = strategy_of([*LEVELS, IRRELEVANT], WEIGHTS, [*COSTS, DEAR], BUDGET)
    values = score_projects(before).values
    assert values.items() < score_projects(after).values.items()
    assert solved(before).keys == solved(after).keys
    (topsis, *_), (then, *_) = only(before).rankings, only(after).rankings
    expected = [0.5258, 0.6834, 0.4374, 0.4540, 0.5034]
    assert list(scored(LEVELS, WEIGHTS)[Method.TOPSIS]) == pytest.approx(expected, abs=5e-5)
    order = sorted(only(before).projects)
    best = [order.index(code) for code in only(before).projects]
    assert topsis.places == places([expected[n] for n in best])
    assert then.reversing >= 1
    whole = only(after)
    assert _turned_round(after, whole, Method.TOPSIS, "P5") == {("P4", "P0")}


def test_the_same_question_is_asked() -> None:
    """What is ranked adds up to the values: the rows are need · utility, the weights those used."""
    strategy = region(11)
    scores = score_projects(strategy)
    for made in agreements(strategy, scores) or ():
        ours = [scores.values[code, made.orp] for code in made.projects]
        assert ours == sorted(ours, reverse=True)
        assert made.places == places(ours)
        assert set(made.projects) == {
            each.code for each in strategy.projects if strategy.may_take(made.orp, each)
        }


def test_needs_scale_the_rows() -> None:
    """Two criteria, so that the methods differ; a project nobody needs comes last everywhere."""
    strategy = strategy_of([[9, 1], [4, 6], [2, 3], [1, 2]], [0.5, 0.5], [1] * 4, 9)
    first, *others = strategy.projects
    unneeded = replace(strategy, projects=(replace(first, area="else"), *others))
    asked = (Need("T", None, "else", Fraction(0)), Need("T", None, "area", Fraction(5)))
    assert only(strategy).projects[0] in {"P0", "P1"}
    made = only(replace(unneeded, needs=asked))
    assert made.projects[-1] == "P0"
    assert {ranking.places[-1] for ranking in made.rankings} == {4}


def test_one_criterion_leaves_no_room_for_disagreement() -> None:
    made = only(strategy_of([[9], [4], [2], [7]], [1], [1] * 4, 9))
    assert {(r.kendall, r.spearman, r.reversing) for r in made.rankings} == {(1.0, 1.0, 0)}
    assert all(made.furthest(ranking) == () for ranking in made.rankings)


def test_fewer_than_three_projects_are_not_ranked() -> None:
    strategy = strategy_of([[9, 1], [4, 6], [2, 3]], [0.5, 0.5], [1] * 3, 9)
    refused = (Position("T", "P1", Stance.REFUSES),)
    assert len(only(strategy).projects) == 3
    assert agreements(replace(strategy, positions=refused), score_projects(strategy)) == ()
    same = strategy_of([[5, 5]] * 3, [0.5, 0.5], [1] * 3, 9)
    assert agreements(same, score_projects(same)) == ()


def test_without_the_library_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    strategy = strategy_of([[9, 1], [4, 6], [2, 3]], [0.5, 0.5], [1] * 3, 9)
    monkeypatch.setitem(sys.modules, "pymcdm", None)
    assert agreements(strategy, score_projects(strategy)) is None


@pytest.mark.parametrize("seed", range(12))
def test_reversals_are_true_and_all_are_counted(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 — a test's dice
    levels = [[dice.randint(0, 10) for _ in range(3)] for _ in range(6)]
    strategy = strategy_of(levels, [1, 2, 3], [1] * 6, 9)
    whole = only(strategy)
    for ranking in whole.rankings:
        turning = {
            code: turned
            for code in whole.projects
            if (turned := _turned_round(strategy, whole, ranking.method, code))
        }
        assert ranking.reversing == len(turning)
        found = ranking.reversal
        assert (found is not None) is bool(turning)
        if found is not None:
            assert (found.above, found.below) in turning[found.absent]
            assert found.absent == [code for code in whole.projects if code in turning][-1]


def _turned_round(
    strategy: Strategy, whole: Agreement, method: Method, absent: str
) -> set[tuple[str, str]]:
    """The pairs that a method orders otherwise in a stack without one project."""
    fewer = tuple(each for each in strategy.projects if each.code != absent)
    part = only(replace(strategy, projects=fewer))
    orders: list[dict[str, Any]] = [
        dict(zip(made.projects, ranking.places, strict=True))
        for made in (whole, part)
        for ranking in made.rankings
        if ranking.method is method
    ]
    if len(orders) < 2:
        return set()
    before, after = orders
    return {(a, b) for a in after for b in after if before[a] < before[b] and after[a] > after[b]}


def test_nothing_of_them_enters_the_options() -> None:
    """The optimiser's weights are the values, whatever other methods say."""
    strategy = strategy_of([*LEVELS, IRRELEVANT], WEIGHTS, [*COSTS, DEAR], BUDGET)
    options, scores = options_of(strategy)
    agreements(strategy, scores)
    assert {o.project: o.value for o in options} == {
        code: units for (code, _), units in scores.values.items()
    }
