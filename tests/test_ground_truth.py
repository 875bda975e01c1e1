"""Published problems with known answers, told as regions and planned like any other."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.verify import verify
from stack_planner.records import Budget, Criterion, Score
from stack_planner.results import Status
from tests.solving import Solved, by_hand, project, solved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.records import Strategy

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[2] / "shared" / "cases" / "open"
"""More of the same, where it is at hand."""


def planned(strategy: Strategy) -> Solved:
    """The proven best choice, counted again."""
    found = solved(strategy)
    verify(strategy, found.scores, found.choice)
    assert found.choice.proof.status is Status.OPTIMAL
    return found


def one_budget(costs: Sequence[int], values: Sequence[int], budget: int) -> Strategy:
    """One town, one year: which of the projects to pay from one budget."""
    return yearly_budgets([[cost] for cost in costs], values, [budget])


def yearly_budgets(
    costs: Sequence[Sequence[int]], values: Sequence[int], budgets: Sequence[int]
) -> Strategy:
    """One town, several years: each project has its instalments, each year its budget.

    All start in the first year, as one that spends nothing in the last might also start later.
    """
    codes = [f"P{number:05d}" for number in range(len(costs))]
    projects = [
        project(
            code,
            capex=sum(by_year),
            capex_by_year=tuple(by_year),
            duration=len(by_year),
            latest=2027,
        )
        for code, by_year in zip(codes, costs, strict=True)
    ]
    lines = [Budget("T", 2027 + year, amount) for year, amount in enumerate(budgets)]
    return by_hand(projects, dict(zip(codes, values, strict=True)), lines)


def places(found: Solved) -> list[int]:
    """Which of the projects were chosen, from 0 on."""
    return [int(option.project[1:]) for option in found.choice.chosen]


# Values that do not depend on the other projects


def judged(
    levels: Sequence[Sequence[int]], weights: Sequence[Fraction], costs: Sequence[int], budget: int
) -> Strategy:
    """Projects judged on criteria from 0 to 10, and one budget for them."""
    strategy = one_budget(costs, [0] * len(costs), budget)
    criteria = tuple(
        Criterion(f"K{number}", "", weight, Fraction(0), Fraction(10))
        for number, weight in enumerate(weights)
    )
    scores = tuple(
        Score(candidate.code, None, criterion.code, Fraction(level))
        for candidate, row in zip(strategy.projects, levels, strict=True)
        for criterion, level in zip(criteria, row, strict=True)
    )
    return replace(strategy, criteria=criteria, scores=scores)


def test_a_project_nobody_can_afford_changes_no_value_and_no_choice() -> None:
    # a sum of TOPSIS scores swaps its choice from {0, 1} to {1, 4} when the sixth one is listed;
    # Clemen & Smith 2009; Morton, EJOR 245 (2015) 789–796
    levels = [[6, 6, 1], [8, 3, 8], [1, 7, 4], [2, 6, 5], [9, 1, 2]]
    weights = [Fraction(40, 100), Fraction(35, 100), Fraction(25, 100)]
    costs = [5, 3, 7, 6, 2]
    before = planned(judged(levels, weights, costs, 9))
    after = planned(judged([*levels, [4, 6, 1]], weights, [*costs, 99], 9))
    assert places(before) == places(after) == [0, 1]
    assert before.value == 475_000 + 625_000
    assert before.scores.values.items() <= after.scores.values.items()


def test_the_worst_of_the_list_is_not_worth_nothing() -> None:
    # min-max normalisation calls the first one worthless and takes {3}; with a fifth one that
    # nobody can afford it takes {0, 1}. On fixed levels it is {0, 1} both times: 30 + 65 > 70
    levels = [[1, 5], [8, 5], [4, 8], [5, 9]]
    weights = [Fraction(1), Fraction(1)]
    before = planned(judged(levels, weights, [2, 3, 4, 5], 6))
    after = planned(judged([*levels, [0, 1]], weights, [2, 3, 4, 5, 99], 6))
    assert places(before) == places(after) == [0, 1]
    assert before.value == after.value == 300_000 + 650_000


# Knapsacks


def test_the_knapsack_of_or_tools() -> None:
    # Google OR-Tools documentation, knapsack example; some of the projects cost nothing
    values = (
        *(360, 83, 59, 130, 431, 67, 230, 52, 93, 125, 670, 892, 600, 38, 48, 147, 78, 256, 63),
        *(17, 120, 164, 432, 35, 92, 110, 22, 42, 50, 323, 514, 28, 87, 73, 78, 15, 26, 78, 210),
        *(36, 85, 189, 274, 43, 33, 10, 19, 389, 276, 312),
    )
    costs = (
        *(7, 0, 30, 22, 80, 94, 11, 81, 70, 64, 59, 18, 0, 36, 3, 8, 15, 42, 9, 0, 42, 47, 52, 32),
        *(26, 48, 55, 6, 29, 84, 2, 4, 18, 56, 7, 29, 93, 44, 71, 3, 86, 66, 31, 65, 0, 79, 20, 65),
        *(52, 13),
    )
    found = planned(one_budget(costs, values, 850))
    assert found.value == 7534
    assert sum(costs[place] for place in places(found)) <= 850


def test_six_projects_over_ten_years() -> None:
    # C. C. Petersen 1967, choosing R&D projects (OR-Library, mknap1, problem 1)
    values = (100, 600, 1200, 2400, 500, 2000)
    by_year = (
        (8, 12, 13, 64, 22, 41),
        (8, 12, 13, 75, 22, 41),
        (3, 6, 4, 18, 6, 4),
        (5, 10, 8, 32, 6, 12),
        (5, 13, 8, 42, 6, 20),
        (5, 13, 8, 48, 6, 20),
        (0, 0, 0, 0, 8, 0),
        (3, 0, 4, 0, 8, 0),
        (3, 2, 4, 0, 8, 4),
        (3, 2, 4, 8, 8, 4),
    )
    budgets = (80, 96, 20, 36, 44, 48, 10, 18, 22, 24)
    found = planned(yearly_budgets(list(zip(*by_year, strict=True)), values, budgets))
    assert found.value == 3800


# Real budgets of cities


def restated() -> list[dict[str, str]]:
    """The participatory budgets that the tests keep, with their optima."""
    with (CASES / "pabulib.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("case", restated(), ids=lambda case: str(case["budget_of"]))
def test_the_best_of_a_citys_participatory_budget(case: Mapping[str, str]) -> None:
    costs = [int(cost) for cost in case["costs"].split()]
    votes = [int(count) for count in case["votes"].split()]
    found = planned(one_budget(costs, votes, int(case["budget"])))
    assert found.value == int(case["best_votes"]) > int(case["greedy_votes"])
    assert sum(costs[place] for place in places(found)) == int(case["best_cost"])


# More of the same, where it is at hand


def city_budgets(bundle: str) -> Iterator[tuple[list[int], list[int], int]]:
    """Every budget of a city: costs, votes, amount."""
    for file in sorted((SHARED / "pabulib" / "tables" / bundle).rglob("budget.csv")):
        with file.open(encoding="utf-8") as lines:
            amounts = {row["district"]: int(float(row["budget"])) for row in csv.DictReader(lines)}
        with (file.parent / "projects.csv").open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        for district, amount in amounts.items():
            theirs = [row for row in rows if row["district"] == district]
            costs = [int(float(row["cost"])) for row in theirs]
            yield costs, [int(row["votes"]) for row in theirs], amount


def published(file: str, **wanted: str) -> list[dict[str, str]]:
    """The rows of a table of optima."""
    with (SHARED / file).open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


CITIES = (
    *("amsterdam", "czestochowa_2024", "gdynia_2022", "greensboro_2019", "katowice_2022"),
    *("krakow_2022", "seattle_2018", "single", "toulouse_2022", "warszawa_2023"),
    *("wroclaw_2017", "zurich_2023"),
)
FEW = 25
"""Budgets of so many projects are planned in every run."""


@pytest.mark.skipif(not SHARED.exists(), reason="the published budgets are not at hand")
@pytest.mark.parametrize(
    ("bundle", "most"),
    [
        *((city, FEW) for city in CITIES),
        *(pytest.param(city, 1_000, marks=pytest.mark.slow) for city in CITIES),
    ],
)
def test_every_budget_of_a_city(bundle: str, most: int) -> None:
    budgets = [budget for budget in city_budgets(bundle) if len(budget[0]) <= most]
    rows = published("pabulib/optimum.csv", bundle=bundle)
    best = [int(row["optimum_votes"]) for row in rows if int(row["projects"]) <= most]
    assert sorted(planned(one_budget(*budget)).value for budget in budgets) == sorted(best)


@pytest.mark.skipif(not SHARED.exists(), reason="the published budgets are not at hand")
def test_no_budget_of_a_city_is_left_out() -> None:
    assert {row["bundle"] for row in published("pabulib/optimum.csv")} == set(CITIES)
    assert sum(len(list(city_budgets(city))) for city in CITIES) == 243


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the published budgets are not at hand")
@pytest.mark.parametrize("bundle", ["gdynia_2022", "katowice_2022", "seattle_2018"])
def test_a_city_of_districts_is_a_region_of_towns(bundle: str) -> None:
    strategies = [one_budget(*budget) for budget in city_budgets(bundle)]
    (total,) = published("pabulib/bundles.csv", bundle=bundle)
    region = by_hand([], {}, [Budget(f"T{n:02d}", 2027, 0) for n in range(len(strategies))])
    region = replace(
        region,
        projects=tuple(
            replace(project, code=f"T{n:02d}{project.code}", only_orps=(f"T{n:02d}",))
            for n, one in enumerate(strategies)
            for project in one.projects
        ),
        scores=tuple(
            replace(score, project=f"T{n:02d}{score.project}")
            for n, one in enumerate(strategies)
            for score in one.scores
        ),
        budgets=tuple(replace(one.budgets[0], orp=f"T{n:02d}") for n, one in enumerate(strategies)),
    )
    assert planned(region).value == int(total["sum_of_optima_votes"])


SECONDS, QUICK = 3, 60
"""What the solver proves in so many seconds is planned; with so many projects in every run."""


def knapsacks() -> Iterator[Any]:
    """The published knapsacks that HiGHS proves in seconds: names and best values."""
    for row in published("knapsack/optimum.csv") if SHARED.exists() else ():
        if row["proven_optimum"] and float(row["highs_s"] or "inf") <= SECONDS:
            quick = int(row["items"]) <= QUICK
            marks = () if quick else (pytest.mark.slow,)
            yield pytest.param(row["instance"], int(row["proven_optimum"]), marks=marks)


@pytest.mark.skipif(not SHARED.exists(), reason="the published knapsacks are not at hand")
@pytest.mark.parametrize(("name", "best"), list(knapsacks()))
def test_a_knapsack_with_budgets_of_years(name: str, best: int) -> None:
    numbers = (SHARED / "knapsack" / "instances" / f"{name}.txt").read_text().split()
    items, years = int(numbers[0]), int(numbers[1])
    entries = [int(number) for number in numbers[3:]]
    rows = [entries[start : start + items] for start in range(0, items * (years + 1), items)]
    costs = list(zip(*rows[1:], strict=True))
    found = planned(yearly_budgets(costs, rows[0], entries[items * (years + 1) :]))
    assert found.value == best


# The solver


def minimum(
    costs: Sequence[float],
    bounds: Sequence[tuple[float, float]],
    integers: Sequence[int],
    rows: Sequence[tuple[Mapping[int, float], float, float]],
) -> float:
    """The least cost that the installed HiGHS finds; rows are (terms, low, high)."""
    import highspy  # noqa: PLC0415 — slow to import

    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)  # noqa: FBT003 — HiGHS's own way
    for place, (cost, (low, high)) in enumerate(zip(costs, bounds, strict=True)):
        highs.addVar(low, high)
        highs.changeColCost(place, cost)
    for place in integers:
        highs.changeColIntegrality(place, highspy.HighsVarType.kInteger)
    for terms, low, high in rows:
        highs.addRow(low, high, len(terms), list(terms), list(terms.values()))
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getInfo().objective_function_value)


INF = float("inf")


def test_highs_has_outgrown_its_faults_of_2026() -> None:
    # github.com/ERGO-Code/HiGHS, issues 3094, 3073 and 3043: 1.14.0 calls 10000, 200.01 and 15
    # optimal
    covers = [
        ({2: 1, 0: -1000}, -INF, 0),
        ({3: 1, 1: -1000}, -INF, 0),
        ({2: 1, 4: 1}, 1000, 1000),
        ({3: 1, 5: 1}, 1000, 1000),
        ({0: 1, 1: 1}, -INF, 1),
    ]
    switched = [(0, 1)] * 2 + [(0, 1000)] * 4
    assert minimum((0, 0, 0, 0, 10, 8), switched, (0, 1), covers) == pytest.approx(8000)
    distance = [
        ({0: 1, 2: 1}, 3, 3),
        ({2: 1, 1: -1}, -INF, 0),
        ({2: -1, 1: -1}, -INF, 0),
        ({2: 1}, -INF, 3),
        ({2: -1}, -INF, -0.45),
    ]
    free = [(0, INF), (-INF, INF), (0, INF)]
    assert minimum((100, 0.01, 0), free, (2,), distance) == pytest.approx(0.03)
    sums = [({0: 1, 1: 1}, 4.5, INF)]
    assert minimum((2, 3), [(0, 10), (0, 10)], (1,), sums) == pytest.approx(9)
