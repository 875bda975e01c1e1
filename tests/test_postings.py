"""The accountant checks the basis for the budget: who books what, and no crown twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.records import (
    REGION,
    Budget,
    Position,
    Programme,
    Project,
    Scope,
    Stance,
    Strategy,
)
from stack_planner.workbook.postings.agreement import Agreement
from stack_planner.workbook.postings.checks import posting_checks
from stack_planner.workbook.postings.consolidation import Consolidation
from stack_planner.workbook.postings.entries import INSIDE_GIVEN, INSIDE_RECEIVED, Nature
from tests.posting import (
    NUMBERS,
    OUTSIDE,
    held_regions,
    net_of,
    planned,
    rows_of,
    sheet_of,
    world_of,
)
from tests.solving import by_hand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.results import Plan
    from stack_planner.workbook.postings.table import Posting

REGIONS = 60
Booked = tuple[str, int, str, int]
"""(subject, year, item, amount), income with a plus sign, expenditure with a minus."""


def joint(holder: str) -> Strategy:
    """Three towns share 300 and 30 a year; T3 has no money, so the region pays for it.

    The fund gives half of the 300 a year later, and only with it is the money enough. Each town
    that joins pays 30 of its own besides.
    """
    project = Project(
        "J",
        "Společný",
        "A",
        Scope.JOINT,
        holder=holder,
        latest=2027,
        capex=300,
        opex=30,
        capex_per_participant=30,
        programmes=("F",),
        paragraph="6171",
        paragraph_region="6172",
        item_capex="6111",
        item_opex="5168",
    )
    budgets = [
        Budget(payer, year, capex, 10, prefinancing=900, bridges=True)
        for payer, capex in {"T1": 80, "T2": 80, "T3": 0, REGION: 50}.items()
        for year in (2027, 2028)
    ]
    strategy = by_hand([project], {"J": 1}, budgets)
    orps = tuple(replace(orp, ico=NUMBERS[orp.code]) for orp in strategy.orps)
    fund = Programme("F", "Fond", Fraction(1, 2), delay=1)
    return replace(strategy, orps=orps, programmes=(fund,))


def booked(rows: Iterable[Posting]) -> list[Booked]:
    """What the plan moves, without financing."""
    return sorted(
        (
            row.subject.code,
            row.year,
            row.entry.item,
            row.amount if row.nature.is_income else -row.amount,
        )
        for row in rows
        if row.entry is not None and row.amount
    )


KRAJ = [
    ("T1", 2027, "6111", -30),
    ("T1", 2027, "6342", -100),
    ("T1", 2028, "4222", 50),
    ("T1", 2028, "5323", -10),
    ("T2", 2027, "6111", -30),
    ("T2", 2027, "6342", -100),
    ("T2", 2028, "4222", 50),
    ("T2", 2028, "5323", -10),
    (REGION, 2027, "4221", 100),
    (REGION, 2027, "4221", 100),
    (REGION, 2027, "6111", -100),
    (REGION, 2027, "6111", -200),
    (REGION, 2028, "4121", 10),
    (REGION, 2028, "4121", 10),
    (REGION, 2028, "4216", 50),
    (REGION, 2028, "4216", 100),
    (REGION, 2028, "5168", -10),
    (REGION, 2028, "5168", -20),
    (REGION, 2028, "6341", -50),
    (REGION, 2028, "6341", -50),
]
FIRST_TOWN = [
    ("T1", 2027, "4221", 100),
    ("T1", 2027, "4222", 100),
    ("T1", 2027, "6111", -130),
    ("T1", 2027, "6111", -200),
    ("T1", 2028, "4121", 10),
    ("T1", 2028, "4122", 10),
    ("T1", 2028, "4216", 50),
    ("T1", 2028, "4216", 100),
    ("T1", 2028, "5168", -10),
    ("T1", 2028, "5168", -20),
    ("T1", 2028, "6341", -50),
    ("T1", 2028, "6342", -50),
    ("T2", 2027, "6111", -30),
    ("T2", 2027, "6341", -100),
    ("T2", 2028, "4221", 50),
    ("T2", 2028, "5321", -10),
    (REGION, 2027, "6341", -100),
    (REGION, 2028, "4221", 50),
    (REGION, 2028, "5321", -10),
]
ABSENT_TOWN = [
    ("T1", 2027, "6111", -30),
    ("T1", 2027, "6341", -100),
    ("T1", 2028, "4221", 50),
    ("T1", 2028, "5321", -10),
    ("T2", 2027, "6111", -30),
    ("T2", 2027, "6341", -100),
    ("T2", 2028, "4221", 50),
    ("T2", 2028, "5321", -10),
    ("T3", 2027, "4221", 100),
    ("T3", 2027, "4221", 100),
    ("T3", 2027, "4222", 100),
    ("T3", 2027, "6111", -300),
    ("T3", 2028, "4121", 10),
    ("T3", 2028, "4121", 10),
    ("T3", 2028, "4122", 10),
    ("T3", 2028, "4216", 150),
    ("T3", 2028, "5168", -30),
    ("T3", 2028, "6341", -50),
    ("T3", 2028, "6341", -50),
    ("T3", 2028, "6342", -50),
    (REGION, 2027, "6341", -100),
    (REGION, 2028, "4221", 50),
    (REGION, 2028, "5321", -10),
]
EACH_ITS_OWN = [
    ("T1", 2027, "6111", -130),
    ("T1", 2028, "4216", 50),
    ("T1", 2028, "5168", -10),
    ("T2", 2027, "6111", -130),
    ("T2", 2028, "4216", 50),
    ("T2", 2028, "5168", -10),
    (REGION, 2027, "6111", -100),
    (REGION, 2028, "4216", 50),
    (REGION, 2028, "5168", -10),
]


def outside(current: str, capital: str, back: str) -> list[Booked]:
    """Everybody sends its gross share to a holder outside the plan."""
    own = [("T1", 2027, "6111", -30), ("T2", 2027, "6111", -30)]
    sent = [
        entry
        for payer in ("T1", "T2", REGION)
        for entry in (
            (payer, 2027, capital, -100),
            (payer, 2028, back, 50),
            (payer, 2028, current, -10),
        )
    ]
    return sorted((*own, *sent))


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("", KRAJ),
        ("kraj", KRAJ),
        ("region", KRAJ),
        (NUMBERS["T1"], FIRST_TOWN),
        ("19", FIRST_TOWN),
        (NUMBERS["T3"], ABSENT_TOWN),
        ("svazek obcí", outside("5329", "6349", "4229")),
        (OUTSIDE, outside("", "", "")),
        ("město ORP", EACH_ITS_OWN),
    ],
)
def test_a_joint_project_is_booked_by_its_holder(holder: str, expected: list[Booked]) -> None:
    plan = planned(joint(holder))
    assert booked(rows_of(plan, REGION)) == sorted(expected)
    for town in ("T1", "T2", "T3"):
        own = [entry for entry in expected if entry[0] == town]
        assert booked(rows_of(plan, town)) == sorted(own), town


def regional(holder: str) -> Plan:
    """A regional project of 100, of 10 a year instead of 4, held by somebody."""
    project = Project(
        "R",
        "Krajský",
        "A",
        Scope.REGION,
        holder=holder,
        latest=2027,
        capex=100,
        one_off=7,
        opex=10,
        opex_saved=4,
        programmes=("F",),
        item_capex="6111",
        item_one_off="5167",
        item_opex="5168",
    )
    money = {"T1": 0, "T2": 0, REGION: 900}
    budgets = [Budget(o, year, m, m) for o, m in money.items() for year in (2027, 2028)]
    strategy = by_hand([project], {"R": 1}, budgets)
    orps = tuple(replace(orp, ico=NUMBERS[orp.code]) for orp in strategy.orps)
    fund = Programme("F", "Fond", Fraction(1, 2), delay=1)
    return planned(replace(strategy, orps=orps, programmes=(fund,)))


ALONE = [
    (REGION, 2027, "5167", -7),
    (REGION, 2027, "6111", -100),
    (REGION, 2028, "4116", 3),
    (REGION, 2028, "4216", 50),
    (REGION, 2028, "5168", -10),
    (REGION, 2028, "5168", 4),
]
BY_A_TOWN = [
    ("T2", 2027, "4122", 7),
    ("T2", 2027, "4222", 100),
    ("T2", 2027, "5167", -7),
    ("T2", 2027, "6111", -100),
    ("T2", 2028, "4116", 3),
    ("T2", 2028, "4122", 10),
    ("T2", 2028, "4216", 50),
    ("T2", 2028, "5168", -10),
    ("T2", 2028, "5323", -3),
    ("T2", 2028, "6342", -50),
    (REGION, 2027, "5321", -7),
    (REGION, 2027, "6341", -100),
    (REGION, 2028, "4121", 3),
    (REGION, 2028, "4221", 50),
    (REGION, 2028, "5168", 4),
    (REGION, 2028, "5321", -10),
]


@pytest.mark.parametrize(
    ("holder", "expected"),
    [("", ALONE), ("kraj", ALONE), ("město ORP", ALONE), (NUMBERS["T2"], BY_A_TOWN)],
)
def test_a_regional_project_is_the_regions_unless_a_town_holds_it(
    holder: str, expected: list[Booked]
) -> None:
    plan = regional(holder)
    assert booked(rows_of(plan, REGION)) == sorted(expected)
    assert booked(rows_of(plan, "T1")) == []
    mine = [entry for entry in expected if entry[0] == "T2"]
    assert booked(rows_of(plan, "T2")) == sorted(mine)


def own_copy() -> Plan:
    """T1 has 40 for 100, of which others give 20 and the region half of the rest."""
    project = Project(
        "P", "Vlastní", "A", Scope.ORP, holder="kraj", capex=100, regional_grant=Fraction(1, 2)
    )
    strategy = by_hand(
        [project], {"P": 1}, [Budget(payer, 2027, 40, 0) for payer in ("T1", REGION)]
    )
    position = Position("T1", "P", Stance.INTEREST, others=20)
    return planned(replace(strategy, positions=(position,)))


def test_others_money_and_the_regions_grant_are_income_of_the_town() -> None:
    """20 of others leave 80, of which the region gives half."""
    plan = own_copy()
    assert booked(rows_of(plan, "T1")) == [
        ("T1", 2027, "", -100),
        ("T1", 2027, "", 20),
        ("T1", 2027, "4222", 40),
    ]
    assert booked(rows_of(plan, REGION)) == [
        ("T1", 2027, "", -100),
        ("T1", 2027, "", 20),
        ("T1", 2027, "4222", 40),
        (REGION, 2027, "6341", -40),
    ]
    [balance] = [row.amount for row in rows_of(plan, "T1") if row.nature is Nature.FINANCING]
    assert balance == 40


def test_random_regions_have_every_kind_of_entry() -> None:
    """Otherwise the properties below would hold of nothing."""
    found = {row.nature for plan in held_regions(REGIONS) for row in rows_of(plan, REGION)}
    assert found == set(Nature)


def test_every_subject_and_year_is_what_the_options_say() -> None:
    for plan in held_regions(REGIONS):
        rows = rows_of(plan, REGION)
        net = net_of(plan)
        for subject in {row.subject for row in rows}:
            for year in plan.strategy.settings.horizon:
                mine = [row for row in rows if (row.subject, row.year) == (subject, year)]
                entries = [row for row in mine if row.nature is not Nature.FINANCING]
                found = sum(-r.amount if r.nature.is_income else r.amount for r in entries)
                assert found == net[subject.code, year]
                assert [row.amount for row in mine if row not in entries] == [found]


def test_what_is_given_is_received_and_the_rest_is_the_worlds() -> None:
    """Consolidated, only money that leaves the plan's budgets or comes into them is left."""
    for plan in held_regions(REGIONS):
        rows, world = rows_of(plan, REGION), world_of(plan)
        for year in plan.strategy.settings.horizon:
            this = [row for row in rows if row.year == year and row.nature is not Nature.FINANCING]
            given = sum(row.amount for row in this if row.nature in INSIDE_GIVEN)
            received = sum(row.amount for row in this if row.nature in INSIDE_RECEIVED)
            assert given == received
            income = sum(row.amount for row in this if row.nature.is_income) - received
            spent = sum(row.amount for row in this if not row.nature.is_income) - given
            assert (spent, income) == (world["spent", year], world["got", year])


def test_a_town_finds_in_its_own_workbook_what_the_region_has_of_it() -> None:
    for plan in held_regions(REGIONS):
        common = booked(rows_of(plan, REGION))
        for orp in plan.orps:
            own = [entry for entry in common if entry[0] == orp.code]
            assert booked(rows_of(plan, orp.code)) == own


def test_all_checks_of_the_postings_hold_and_nothing_is_left_open() -> None:
    for plan in held_regions(REGIONS):
        for payer in (REGION, *(orp.code for orp in plan.orps)):
            sheet = sheet_of(plan, payer)
            consolidation = Consolidation(sheet) if payer == REGION else None
            checks = list(posting_checks(Agreement(sheet), consolidation))
            assert [check.text for check in checks if not check.holds] == []
            assert len(checks) == (7 if payer == REGION else 5)
