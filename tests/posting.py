"""Postings of regions, made without a workbook, and the same money counted from the options."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from stack_planner.choosing.plan import make_plan
from stack_planner.records import REGION
from stack_planner.words import load
from stack_planner.workbook import options
from stack_planner.workbook.account import Account
from stack_planner.workbook.budget_table import BudgetTable
from stack_planner.workbook.ledger import region_ledger, town_ledger
from stack_planner.workbook.postings.sheet import PostingSheet
from stack_planner.workbook.postings.table import PostingTable
from tests.solving import feasible_regions, solved

if TYPE_CHECKING:
    from stack_planner.records import Strategy
    from stack_planner.results import Plan
    from stack_planner.workbook.postings.table import Posting

NUMBERS = {"T1": "00000019", "T2": "00000027", "T3": "00000035"}
OUTSIDE = "00000043"
HOLDERS = ("", "kraj", "město ORP", "svazek obcí", "association of municipalities", OUTSIDE)


def planned(strategy: Strategy) -> Plan:
    """The plan of a strategy, without comparing it with anything."""
    ours = solved(strategy)
    return make_plan(strategy, ours.scores, ours.choice, {})


def sheet_of(plan: Plan, payer: str) -> PostingSheet:
    """The postings of one workbook."""
    ledger = region_ledger(plan) if payer == REGION else town_ledger(plan, payer)
    account = Account(plan, payer, ledger, load("cs"))
    grid = account.grid("options", options.fields_of(account), len(ledger.lines))
    return PostingSheet(PostingTable(account, BudgetTable(account, grid)), grid)


def rows_of(plan: Plan, payer: str) -> list[Posting]:
    """The rows of one workbook."""
    return sheet_of(plan, payer).table.rows


def held_strategies(number: int) -> tuple[Strategy, ...]:
    """Random regions whose projects have all kinds of holders."""
    return tuple(map(with_holders, feasible_regions(number), range(number)))


@cache
def held_regions(number: int) -> tuple[Plan, ...]:
    """Their plans."""
    return tuple(map(planned, held_strategies(number)))


def with_holders(strategy: Strategy, seed: int) -> Strategy:
    """The same region with a holder named for each project; that changes no plan."""
    dice = Random(seed)  # noqa: S311 — a test's dice, not a secret
    numbers = tuple(NUMBERS[orp.code] for orp in strategy.orps)
    return replace(
        strategy,
        orps=tuple(replace(orp, ico=NUMBERS[orp.code]) for orp in strategy.orps),
        projects=tuple(
            replace(project, holder=dice.choice((*HOLDERS, *numbers)))
            for project in strategy.projects
        ),
    )


def net_of(plan: Plan) -> Counter[tuple[str, int]]:
    """(payer, year) → what it spends less what it gets, from the chosen options alone."""
    net: Counter[tuple[str, int]] = Counter()
    for option in plan.choice.chosen:
        for flow in option.flows:
            net[option.payer, flow.year] += flow.gross - flow.region - flow.others
            net[option.payer, flow.arrives] -= flow.grant
            net[REGION, flow.year] += flow.region
        for flow in option.share:
            net[REGION, flow.year] -= flow.gross
            net[REGION, flow.arrives] += flow.grant
    return net


def world_of(plan: Plan) -> Counter[tuple[str, int]]:
    """What passes between the plan and the world outside: spent and got, by year."""
    world: Counter[tuple[str, int]] = Counter()
    for option in plan.choice.chosen:
        for sign, flows in ((1, option.flows), (-1, option.share)):
            for flow in flows:
                world["spent", flow.year] += sign * flow.gross
                world["got", flow.arrives] += sign * flow.grant
        for flow in option.flows:
            world["got", flow.year] += flow.others
    return world
