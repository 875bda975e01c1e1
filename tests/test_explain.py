"""Why not: prices, money from outside and weights, against every plan counted one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.blocking import Bar
from stack_planner.explaining.held import Region
from stack_planner.explaining.passport import Passport, passports
from stack_planner.records import (
    REGION,
    Budget,
    Link,
    Relation,
    Strategy,
)
from stack_planner.telling.explain import paragraph
from stack_planner.words import load
from tests.counterfactual import Counted, tight_regions
from tests.deciding import countable_regions, options_of
from tests.solving import by_hand, project, solved
from tests.test_ground_truth import SHARED, one_budget

REGIONS, TIGHT = 40, 30
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not at hand")


def standing(strategy: Strategy) -> Region:
    """The best plan of a region."""
    options, scores = options_of(strategy)
    return Region(strategy, scores, options, solved(strategy).choice.chosen, Solver(Limits(jobs=2)))


def explained(strategy: Strategy, code: str, town: str = "T") -> Passport:
    """The passport of one project."""
    (made,) = passports(standing(strategy), [code], [town])
    return made


def told(strategy: Strategy, code: str, lang: str = "cs") -> str:
    """Its paragraph."""
    return paragraph(explained(strategy, code), strategy, load(lang))


# Against every plan


@cache
def cases() -> tuple[tuple[Counted, Passport], ...]:
    """All passports of small regions, each with the plans of its town."""
    made = []
    for strategy in (*countable_regions(REGIONS), *tight_regions(TIGHT)):
        region = standing(strategy)
        counted = {town: Counted(strategy, region.chosen, town) for town in strategy.orp}
        made += [(counted[each.orp], each) for each in passports(region)]
    return tuple(made)


def decided() -> list[tuple[Counted, Passport]]:
    """Those on which the town decides."""
    served = [each for each in cases() if each[1].way and each[1].way.payer == REGION]
    barred = {Bar.NOT_RUN, Bar.OTHER_RUN, Bar.NO_OPTION}
    return [e for e in cases() if e not in served and e[1].bar not in barred]


def test_everything_is_settled_and_enough_of_everything_is_met() -> None:
    out = [each for _, each in decided() if not each.chosen]
    assert all(each.proven for _, each in cases())
    assert sum(bool(each.price) for each in out) > 30
    assert sum(each.money is not None for each in out) > 30
    assert sum(bool(each.blocks) for each in out) > 30
    assert sum(bool(each.weight) for each in out) > 15
    assert {each.bar for _, each in cases()} >= {None, Bar.NOT_RUN, Bar.NO_OPTION}


def test_values_with_and_without_are_those_of_the_best_plans() -> None:
    for counted, each in decided():
        mine = counted.had
        assert (each.project in mine) is each.chosen
        assert each.best_with == counted.best(each.project, chosen=True)
        assert each.best_without == counted.best(each.project, chosen=False)


def test_who_gives_way_is_told_of_a_nearest_best_plan() -> None:
    for counted, each in decided():
        value = each.best_without if each.chosen else each.best_with
        if value is None:
            continue
        its = (counted.had - set(each.displaced)) | set(each.instead)
        its = its - {each.project} if each.chosen else its | {each.project}
        assert its in counted.nearest(each.project, chosen=not each.chosen)


def test_outside_money_is_the_least_that_any_plan_needs() -> None:
    for counted, each in decided():
        if not each.chosen and not each.tie:
            least = counted.money(each.project, each.optimum)
            assert (each.money and each.money.total) == least


def test_the_change_of_weight_is_the_smallest() -> None:
    for counted, each in decided():
        if each.price and not each.forced:
            smallest = counted.smallest_change(each.project)
            assert (each.weight and abs(each.weight.change)) == smallest


def test_what_blocks_is_told_just_where_no_money_helps() -> None:
    for _, each in decided():
        if not each.chosen:
            blocked = bool(each.blocks) or each.bar is Bar.SYNERGY
            assert blocked is (each.money is None and not each.tie)


def test_the_answers_are_the_same_side_by_side() -> None:
    for strategy in countable_regions(8):
        region = standing(strategy)
        alone = replace(region, solver=Solver())
        assert passports(alone) == passports(region)


# Ground truth: shared/cases/open/counterfactuals_and_budget_curve.json, by full enumeration

WITH_TIES = {
    "value": [10, 7, 6, 9, 4, 8, 3],
    "cost": [6, 4, 3, 7, 2, 5, 1],
    "budget": 13,
    "selection": [1, 2, 5, 6],
    "explanations": [
        {"project": 1, "replacement_cost": 1},
        {
            "project": 3,
            "price_of_forcing_in": 2,
            "minimal_cost_cut_or_earmarked_cofunding": 2,
            "would_displace": [1, 5],
        },
        {"project": 6, "replacement_cost": 1},
    ],
}


def published() -> list[dict[str, Any]]:
    """The instances at hand."""
    file = SHARED / "counterfactuals_and_budget_curve.json"
    if not file.exists():
        return [WITH_TIES]
    return [WITH_TIES, *json.loads(file.read_text(encoding="utf-8"))["instances"]]


@pytest.mark.parametrize("case", published(), ids=lambda case: str(case.get("id", "here")))
def test_published_counterfactuals(case: dict[str, Any]) -> None:
    strategy = one_budget(case["cost"], case["value"], case["budget"])
    options, scores = options_of(strategy)
    chosen = tuple(options[place] for place in case["selection"])
    made = passports(Region(strategy, scores, options, chosen, Solver()))
    tied = {n for n, each in enumerate(made) if each.tie}
    for entry in case["explanations"]:
        each = made[entry["project"]]
        if "replacement_cost" in entry and "price_of_forcing_in" in entry:
            assert entry["project"] in tied
            continue
        assert each.replacement == entry.get("replacement_cost")
        assert each.price == entry.get("price_of_forcing_in")
        if "would_displace" in entry:
            codes = [made[n].project for n in entry["would_displace"]]
            assert list(each.displaced) == codes
            assert each.money is not None
            assert each.money.total == entry["minimal_cost_cut_or_earmarked_cofunding"]


@needs_shared
def test_published_replacement_costs() -> None:
    """Oppr counts each feature once, through its best project: what overlaps is a loss here.

    Its plan is given, not the best one: what is published of each project is the best without it.
    """
    case = json.loads((SHARED / "replacement_cost_oppr.json").read_text(encoding="utf-8"))
    gains = {"P1": 7645, "P2": 7832, "P3": 2 * 6520}
    costs = {"P1": 10, "P2": 10, "P3": 15}
    strategy = by_hand(
        [project(code, capex=cost) for code, cost in costs.items()], gains, [Budget("T", 2027, 26)]
    )
    loss = Fraction(-6520, 10_000)
    links = tuple(Link(code, Relation.SYNERGY, "P3", loss) for code in ("P1", "P2"))
    strategy = replace(strategy, links=links)
    options, scores = options_of(strategy)
    chosen = tuple(option for option in options if option.project in {"P1", "P3"})
    made = passports(Region(strategy, scores, options, chosen, Solver()), ["P1", "P3"])
    base = 3 * Fraction(1, 10)
    assert [float(base + Fraction(each.best_without or 0, 10_000)) for each in made] == [
        pytest.approx(case["expected"]["obj"][n], abs=1e-4) for n in (0, 2)
    ]
