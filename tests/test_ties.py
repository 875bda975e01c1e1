"""Is the plan the only best one? Found by the program and by counting every plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from stack_planner.choosing import choose_plan
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.choosing.ties import find_ties
from stack_planner.records import (
    REGION,
    Budget,
    Link,
    Relation,
    Scope,
    Score,
)
from stack_planner.results import Status, Tie, Ties
from stack_planner.scoring import score_projects
from stack_planner.telling.ties import ties_json, ties_line, ties_text
from stack_planner.words import load
from tests.doubles import Tired
from tests.often import often
from tests.running import run
from tests.small import Tables, write_small
from tests.solving import Solved, by_hand, project, solved
from tests.test_choosing_properties import merit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from stack_planner.choosing.model import Model
    from stack_planner.records import Strategy
    from stack_planner.results import Plan


def ties_of(strategy: Strategy) -> Ties:
    ours = solved(strategy)
    return find_ties(strategy, ours.model, ours.choice, Solver())


# Counting every plan


def scarce(seed: int, years: int) -> Strategy:
    """Two towns and few projects of few values and prices: many plans are worth the same."""
    dice = Random(seed)  # noqa: S311 — a test's dice
    scopes = (Scope.ORP, Scope.ORP, Scope.ORP, Scope.JOINT, Scope.REGION)
    projects = [
        project(
            f"P{n}",
            scope,
            capex=dice.choice((5, 5, 5, 7)),
            min_participants=1,
            regional_grant=Fraction(dice.choice((0, 0, 1)), 2),
        )
        for n, scope in enumerate(scopes)
    ]
    budgets = [
        Budget(payer, 2027 + year, dice.choice((4, 8, 8, 14)))
        for payer in ("T", "U", REGION)
        for year in range(years)
    ]
    strategy = by_hand(projects, {p.code: dice.choice((0, 3, 3, 6)) for p in projects}, budgets)
    synergy = Link("P0", Relation.SYNERGY, dice.choice(("P1", "P3", "P4")), Fraction(3, 10_000))
    excludes = Link("P1", Relation.EXCLUDES, "P3")
    links = tuple(link for link in (synergy, excludes) if dice.random() < 1 / 2)
    return replace(strategy, links=links)


def copies_of(model: Model, blocks: Sequence[str]) -> list[list[str]]:
    """The options of each project of some payers, by name."""
    copies: dict[tuple[str, str], list[str]] = {}
    for column in model.columns:
        if column.option and column.block in blocks:
            copies.setdefault((column.block, column.option.project), []).append(column.name)
    return list(copies.values())


def others(ours: Solved, blocks: Sequence[str]) -> Iterator[frozenset[int]]:
    """Every plan of the same value, of some payers; the rest of the plan is held."""
    columns, model = ours.model.columns, ours.model
    held = {key for key in ours.keys if key.split("|")[1] not in blocks}
    for ways in product(*([None, *copy] for copy in copies_of(model, blocks))):
        plan = model.completed(held | {way for way in ways if way})
        worth = sum(columns[i].weight for i in plan)
        if worth == ours.choice.proof.objective and all(row.holds(plan) for row in model.rows):
            yield plan


def had(ours: Solved, plan: frozenset[int]) -> frozenset[tuple[str, str]]:
    """(payer, project) of all that a plan does."""
    columns = (ours.model.columns[i] for i in plan)
    return frozenset((c.block, c.option.project) for c in columns if c.option)


def worthwhile(ours: Solved) -> frozenset[tuple[str, str]]:
    """(payer, project) of all that is worth something, be it by a synergy alone."""
    linked = {
        code
        for link in ours.strategy.links
        if link.relation is Relation.SYNERGY
        for code in (link.first, link.second)
    }
    return frozenset(
        (column.block, column.option.project)
        for column in ours.model.columns
        if column.option and (column.weight or column.option.project in linked)
    )


@dataclass(frozen=True)
class Counted:
    """In how many projects other plans differ at least: any of them, and equal ones."""

    nearest: int | None
    nearest_equal: int | None


def counted(ours: Solved, blocks: Sequence[str]) -> Counted:
    chosen = ours.model.completed(ours.keys)
    mine, counts = had(ours, chosen), worthwhile(ours)
    plans = [plan for plan in others(ours, blocks) if (had(ours, plan) ^ mine) & counts]
    equal = [plan for plan in plans if later_merit(ours, plan) == later_merit(ours, chosen)]

    def nearest(some: Iterable[frozenset[int]]) -> int | None:
        return min((len(had(ours, plan) ^ mine) for plan in some), default=None)

    return Counted(nearest(plans), nearest(equal))


def later_merit(ours: Solved, plan: frozenset[int]) -> tuple[int, ...]:
    """By what plans of one value are told apart: what waits, and own money."""
    return merit(ours, frozenset(i for i in plan if ours.model.columns[i].option))[1:]


@pytest.mark.parametrize("first", often(range(0, 60, 20), 1))
def test_every_payer_is_told_what_counting_its_plans_finds(first: int) -> None:
    found: Counter[str] = Counter()
    for strategy in (scarce(seed, 2) for seed in range(first, first + 20)):
        ours = solved(strategy)
        for tie in find_ties(strategy, ours.model, ours.choice, Solver()).payers:
            count = counted(ours, [tie.payer])
            assert tie.unique is (count.nearest is None), (strategy, tie)
            assert tie.equal is (count.nearest_equal is not None), (strategy, tie)
            nearest = count.nearest_equal if tie.equal else count.nearest
            assert len(tie.out) + len(tie.in_) == (nearest or 0), (strategy, tie)
            found["unique" if tie.unique else "equal" if tie.equal else "worse"] += 1
    assert min(found["unique"], found["equal"], found["worse"]) > 1


def test_the_region_is_told_what_counting_all_plans_finds() -> None:
    together = set()
    for strategy in (scarce(seed, 1) for seed in range(25)):
        ours = solved(strategy)
        ties = find_ties(strategy, ours.model, ours.choice, Solver())
        count = counted(ours, ours.model.blocks)
        assert ties.unique is (count.nearest is None), strategy
        together.add((ties.unique, bool(ties.together)))
    assert together == {(True, False), (False, False), (False, True)}


# By hand


def one_of_two(first: int, second: int) -> Strategy:
    """Two projects worth the same, money for one of them."""
    pair = [project("P", capex=first), project("Q", capex=second)]
    budgets = [Budget("T", year, 10) for year in (2027, 2028)]
    strategy = by_hand(pair, {"P": 5, "Q": 5}, budgets)
    return replace(strategy, budgets=(budgets[0], replace(budgets[1], capex=0)))


def test_twins_are_settled_by_the_order_alone() -> None:
    ties = ties_of(one_of_two(10, 10))
    assert ties.unique is False
    (tie,) = [tie for tie in ties.payers if tie.payer == "T"]
    assert {tie.out, tie.in_} == {("P",), ("Q",)}
    assert tie.equal


def test_the_cheaper_of_two_is_preferred_and_the_other_one_named() -> None:
    ties = ties_of(one_of_two(10, 9))
    assert ties.payers == (Tie("T", False, ("Q",), ("P",), equal=False), Tie(REGION, True))  # noqa: FBT003


def test_a_plan_that_differs_only_in_years_is_the_same_plan() -> None:
    strategy = by_hand(
        [project("P", capex=1)], {"P": 5}, [Budget("T", year, 10) for year in (2027, 2028)]
    )
    assert ties_of(strategy).unique is True


def test_what_is_worth_nothing_makes_no_other_plan() -> None:
    pair = [project("P", capex=1), project("Q", capex=1)]
    strategy = by_hand(pair, {"P": 5, "Q": 0}, [Budget("T", 2027, 10)])
    assert solved(strategy).keys == ["P|T|2027|"]
    assert ties_of(strategy).unique is True
    linked = replace(strategy, links=(Link("P", Relation.SYNERGY, "Q", Fraction(0)),))
    assert ties_of(linked).unique is False


def test_a_town_that_gives_way_to_another_one_makes_another_plan_of_the_region() -> None:
    """The programme pays for one of two equal projects in two towns: no town has a choice."""
    shared = project("P", Scope.REGION, capex=9, only_orps=("T",))
    other = project("Q", Scope.REGION, capex=9, only_orps=("U",))
    budgets = [Budget("T", 2027, 0), Budget("U", 2027, 0), Budget(REGION, 2027, 10)]
    ties = ties_of(by_hand([shared, other], {"P": 5, "Q": 5}, budgets))
    assert [tie.unique for tie in ties.payers] == [True, True, False]
    swapped = [project("P", Scope.ORP, capex=10, regional_grant=Fraction(1))]
    ties = ties_of(by_hand(swapped, {"P": 5}, budgets))
    assert [tie.unique for tie in ties.payers] == [True, True, True]
    assert ties.unique is False
    assert {(tie.payer, tie.out or tie.in_) for tie in ties.together} == {
        ("T", ("P",)),
        ("U", ("P",)),
    }


def test_a_synergy_of_towns_counts_when_the_region_chooses() -> None:
    """K and L give T the same, but K goes with T's own P: the region has no other best plan."""
    common = [project(code, Scope.REGION, capex=10) for code in "KL"]
    budgets = [Budget("T", 2027, 10), Budget(REGION, 2027, 10)]
    strategy = by_hand([project("P"), *common], {"K": 5, "L": 5, "P": 5}, budgets)
    linked = replace(strategy, links=(Link("P", Relation.SYNERGY, "K", Fraction(1)),))
    assert [tie.unique for tie in ties_of(strategy).payers] == [True, False]
    assert [tie.unique for tie in ties_of(linked).payers] == [True, True]
    repaid = replace(
        linked,
        scores=(*linked.scores[:1], Score("L", None, "K", Fraction(10_005)), *linked.scores[2:]),
    )
    tie = ties_of(repaid).payers[1]
    assert (tie.unique, {tie.out, tie.in_}) == (False, {("K",), ("L",)})


# What is not settled


def test_what_the_limits_left_open_is_never_called_unique() -> None:
    ours = solved(one_of_two(10, 10))
    ties = find_ties(ours.strategy, ours.model, ours.choice, Tired(of="differs"))
    assert ties == Ties(None, (Tie("T", None), Tie(REGION, None)))


@pytest.mark.parametrize("status", [Status.CERTIFIED, Status.FEASIBLE])
def test_of_a_plan_that_is_not_proven_nothing_is_said(status: Status) -> None:
    ours = solved(one_of_two(10, 10))
    choice = replace(ours.choice, proof=replace(ours.choice.proof, status=status))
    assert find_ties(ours.strategy, ours.model, choice, Solver(Limits())) == Ties()


def test_synergies_follow_from_the_options() -> None:
    for strategy in (scarce(seed, 2) for seed in range(20)):
        ours = solved(strategy)
        chosen = ours.model.completed(ours.keys)
        assert ours.model.value(chosen) == ours.choice.proof.objective
        assert all(row.holds(chosen) for row in ours.model.rows)


# What is told


def twins(tables: Tables) -> None:
    """Town 1002 may have one of two equal projects in the first year, 45 points each."""
    for code in ("P5", "P6"):
        twin = {"code": code, "name": code, "area": "A", "scope": "ORP", "capex": 400_000}
        tables["projects"].append(twin | {"latest": 2027, "only_orps": ["1002"]})
        tables["scores"].append({"project": code, "K1": 6, "K2": 0})


def test_a_tie_is_told_on_the_screen_and_in_the_workbooks(tmp_path: Path) -> None:
    ended = run(write_small(tmp_path, twins), "plan")
    (line,) = [line for line in ended.out.splitlines() if "jediný" in line]
    assert line.startswith("Plán není jediný s touto hodnotou; jiný výběr projektů: 1002 Menší ")
    assert line.endswith(" (rozhodlo jen pořadí řešitele).")
    told = {name: about(tmp_path / "outputs" / f"plan_{name}.xlsx") for name in PLANS}
    for text in told.values():
        assert text.startswith("Plán kraje není jediný s touto hodnotou.")
    assert "nemá 1001 Větší jiný výběr" in told["1001_Vetsi"]
    assert "má 1002 Menší i jiný výběr" in told["1002_Mensi"]
    assert "nemá kraj jiný výběr" in told["region"]


PLANS = ("1001_Vetsi", "1002_Mensi", "region")


def about(workbook: Path) -> str:
    """What a workbook says of other plans of the same value."""
    rows = load_workbook(workbook)["O dokumentu"].iter_rows(values_only=True)
    (text,) = [str(row[1]) for row in rows if row[0] == "Jiné plány téže hodnoty"]
    return text


def planned(strategy: Strategy) -> Plan:
    """The plan of a strategy, from which everything is told."""
    return choose_plan(strategy, score_projects(strategy), (), Limits(), lambda _: None)


def test_a_tie_is_told_to_programs() -> None:
    ties = ties_json(planned(one_of_two(10, 10)))
    none = {"code": "region", "unique": True, "out": [], "in": [], "equal": False}
    (town,) = ties.pop("orps")
    assert sorted([town.pop("out"), town.pop("in")]) == [["P"], ["Q"]]
    assert town == {"code": "T", "unique": False, "equal": True}
    assert ties == {"unique": False, "region": none, "together": []}


def test_the_screen_names_ties_and_says_nothing_of_the_only_plan() -> None:
    words = load("cs")
    begins = "Plán není jediný s touto hodnotou; jiný výběr projektů: T T"
    ends = "(přednost má dřívější nebo levnější)."
    assert ties_line(planned(one_of_two(10, 9)), words) == f"{begins} +P −Q {ends}"
    only = planned(one_of_two(10, 11))
    assert ties_line(only, words) == ""
    assert ties_text(only, words, "T").startswith("Plán kraje je jediný s touto hodnotou.")
