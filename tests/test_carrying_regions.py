"""Two years of random regions: of what runs exactly the rest is counted, of what has ended nothing.

The second year begins with the positions that the first plan leaves, read from its workbooks, and
is planned near to it without any limit, so that nothing but what was begun decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing import choose_plan
from stack_planner.choosing.options import make_options
from stack_planner.choosing.second import compare
from stack_planner.choosing.solve import Cbc, Limits
from stack_planner.comparing import options_of, read_plan
from stack_planner.explaining.changes import base_of, with_grants
from stack_planner.explaining.compare import Pair, Turn, compare_plans
from stack_planner.problems import InfeasibleError, ProblemsError
from stack_planner.records import (
    REGION,
    Budget,
    CostKey,
    Programme,
    Scope,
    Stance,
)
from stack_planner.results import option_key
from stack_planner.returning import with_plan
from stack_planner.scoring import score_projects
from stack_planner.words import load
from stack_planner.workbook.writing import plan_workbooks, workbook_names
from tests.often import often
from tests.planned import decide
from tests.solving import by_hand, project, small_region

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from stack_planner.records import Strategy
    from stack_planner.results import Option, Plan

WORDS = load("cs")

TELLING = (21, 81, 194, 198, 210)
"""Regions with instalments, programmes' and regional grants of the second year, joint projects."""

BLOCKS = (TELLING, *(range(first, first + 25) for first in range(0, 250, 25)))

Payment = tuple[str, str, int]


def planned(strategy: Strategy, before: Collection[str] = ()) -> Plan:
    return choose_plan(strategy, score_projects(strategy), (), Limits(), lambda _: None, (), before)


def written(folder: Path, plan: Plan) -> Path:
    """The workbooks of a plan."""
    for name, content in plan_workbooks(plan, WORDS, workbook_names(plan.strategy)).items():
        (folder / name).write_bytes(content)
    return folder


def a_year_later(strategy: Strategy, plan: Path) -> Strategy:
    """The strategy a year on, with what the plan leaves, and no limits, links or rules."""
    before = strategy.settings
    settings = replace(before, first_year=before.first_year + 1, years=before.years - 1)
    free = {
        payer: tuple(Budget(payer, year, None, None) for year in settings.horizon)
        for payer in (REGION, *strategy.orp)
    }
    pool = free.pop(REGION)
    later = replace(
        strategy,
        settings=settings,
        pool=pool,
        budgets=tuple(budget for theirs in free.values() for budget in theirs),
        programmes=tuple(replace(each, allocation=None) for each in strategy.programmes),
        links=(),
        rules=(),
    )
    return with_plan(later, read_plan(plan)[0], WORDS)


def payments(option: Option, first: int) -> Counter[Payment]:
    """What is paid and received of an option from a year on."""
    found: Counter[Payment] = Counter()
    for flow in option.flows:
        kind = "capex" if flow.is_capex else "opex"
        found[kind, "grant", flow.arrives] += flow.grant
        for name in ("gross", "region", "others"):
            found[kind, name, flow.year] += getattr(flow, name)
    return +Counter({key: amount for key, amount in found.items() if key[2] >= first})


@pytest.mark.parametrize("seeds", often(BLOCKS, 1), ids=str)
def test_what_runs_costs_what_is_left_and_what_has_ended_nothing(
    seeds: Sequence[int], tmp_path: Path
) -> None:
    """Of what towns begin in the first year, in regions that have a plan of more years."""
    told = 0
    for seed in seeds:
        folder = tmp_path / str(seed)
        folder.mkdir()
        told += rest_is_paid(small_region(seed), folder)
    assert told


def rest_is_paid(strategy: Strategy, folder: Path) -> int:
    """How many options go on or have ended; each costs what is left of it, or nothing."""
    strategy = replace(strategy, settings=replace(strategy.settings, growth=Fraction(0)))
    try:
        plan = planned(strategy)
    except (InfeasibleError, ProblemsError):
        return 0
    written(folder, plan)
    begun = [o for o in plan.choice.chosen if o.start == strategy.settings.first_year]
    begun = [o for o in begun if strategy.project[o.project].scope is not Scope.REGION]
    if strategy.settings.years == 1 or not begun:
        return 0
    later = a_year_later(strategy, folder)
    demanded = {code for code, payer in later.demanded if payer == REGION}
    if any(later.project[code].scope is Scope.REGION for code in demanded):
        return 0  # what is left of a regional duty the stack would say
    again = {(o.project, o.payer): o for o in planned(later, options_of(folder)).choice.chosen}
    for option in begun:
        left = payments(option, later.settings.first_year)
        other = again.get((option.project, option.payer))
        if other and other.start == option.start:
            assert payments(other, later.settings.first_year) == left, option.key
        else:
            assert not [key for key in left if key[0] == "capex" or key[1] == "grant"], option.key
    return len(begun)


def paid_by_the_region() -> Strategy:
    """J takes three years, all paid by the region with a grant a year late; towns pay for one."""
    joint = project(
        "J", Scope.JOINT, capex=30, capex_by_year=(10, 10, 10), duration=3, programmes=("F",)
    )
    joint = replace(joint, key=CostKey.REGION, min_participants=1)
    budgets = [Budget(payer, year, 0) for payer in "TU" for year in range(2027, 2030)]
    pool = [Budget(REGION, year, 20 if year == 2027 else 0) for year in range(2027, 2030)]
    strategy = by_hand([joint], {"J": 5}, [*budgets, *pool])
    programme = Programme("F", "F", rate=Fraction(1), delay=1)
    return replace(strategy, programmes=(programme,))


def test_towns_of_a_joint_project_run_as_long_as_the_region_pays(tmp_path: Path) -> None:
    strategy = paid_by_the_region()
    plan = planned(strategy)
    assert option_key("J", REGION, 2027, "F", granted=False) in plan.chosen_keys
    books = read_plan(written(tmp_path, plan))[0]
    for first, stance in ((2028, Stance.MUST), (2030, Stance.MUST), (2031, Stance.DONE)):
        settings = replace(strategy.settings, first_year=first)
        later = with_plan(replace(strategy, settings=settings), books, WORDS)
        assert [later.stance(town, "J") for town in "TU"] == [stance, stance]


def test_shares_of_what_runs_stay_when_a_town_was_left_out(tmp_path: Path) -> None:
    joint = project("J", Scope.JOINT, capex=60, capex_by_year=(30, 30), duration=2)
    joint = replace(joint, min_participants=1)
    budgets = [Budget(payer, year, 50) for payer in ("T", "U", REGION) for year in (2027, 2028)]
    strategy = by_hand([joint], {"J": 5}, budgets)
    written(tmp_path, planned(strategy))
    decide(tmp_path / "plan_U_U.xlsx", "J", Rozhodnutí=0)
    later = a_year_later(strategy, tmp_path)
    assert (later.stance("T", "J"), later.stance("U", "J")) == (Stance.MUST, Stance.INTEREST)
    plan = planned(later, options_of(tmp_path))
    [town] = [option for option in plan.choice.chosen if option.payer == "T"]
    assert payments(town, 2028) == {("capex", "gross", 2028): 15}


def test_what_has_ended_is_no_difference_between_two_years(tmp_path: Path) -> None:
    """P was paid in 2027 and costs 3 a year; Q begins in 2028 in both plans and goes on."""
    pair = [project("P", capex=10, opex=3, latest=2027), project("Q", capex=10, opex=2)]
    years = range(2027, 2030)
    budgets = [Budget("T", year, 10, 9) for year in years] + [Budget(REGION, 2027, 0)]
    strategy = by_hand(pair, {"P": 5, "Q": 5}, budgets)
    folders = [tmp_path / name for name in "AB"]
    for folder in folders:
        folder.mkdir()
    written(folders[0], planned(strategy))
    later = a_year_later(strategy, folders[0])
    assert later.stance("T", "P") is Stance.DONE
    written(folders[1], planned(later, options_of(folders[0])))
    difference = compare_plans(*(read_plan(folder)[0] for folder in folders))
    [town] = [payer for payer in difference.payers if payer.payer == "T"]
    assert [(change.turn, change.project) for change in town.changes] == [(Turn.ENDED, "P")]
    assert difference.lone_years == (2027,)
    assert {key[1] for key in town.money} == {2028, 2029}
    assert town.money["own_opex", 2029] == Pair(2, 2)
    assert not any(pair.difference for pair in town.money.values())
    assert town.value
    assert town.value[0] == town.value[1]


def test_the_rest_of_the_regions_grant_is_paid_and_read_back(tmp_path: Path) -> None:
    """P for 40 in two years, half of it the region's; F could pay for it, but nobody applied."""
    shared = project("P", capex=40, capex_by_year=(20, 20), duration=2, programmes=("F",))
    shared = replace(shared, regional_grant=Fraction(1, 2))
    budgets = [Budget(payer, year, 10) for payer in ("T", REGION) for year in range(2027, 2030)]
    strategy = by_hand([shared], {"P": 5}, budgets)
    written(tmp_path, planned(strategy))
    later = a_year_later(strategy, tmp_path)
    later = replace(later, budgets=tuple(replace(b, capex=10) for b in later.budgets))
    later = replace(later, programmes=(Programme("F", "F", rate=Fraction(1), delay=0),))
    assert planned(later).chosen_keys == {"P|T|2027|F"}
    plan = planned(later, options_of(tmp_path))
    assert plan.chosen_keys == {"P|T|2027|+"}
    [option] = plan.choice.chosen
    assert payments(option, 2028) == {("capex", "gross", 2028): 20, ("capex", "region", 2028): 10}
    assert compare(plan, Cbc(10)).proven
    books = read_plan(written(tmp_path, plan))[0]
    again = with_grants(later, books)
    options, _ = make_options(again, plan.scores)
    assert base_of(books, again, options) == plan.choice.chosen
