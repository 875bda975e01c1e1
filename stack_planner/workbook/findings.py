"""What a plan says in sentences: the findings on the first page of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.publishing.withheld import unapproved
from stack_planner.records import Stance
from stack_planner.results import points
from stack_planner.telling.fairness import worst_line
from stack_planner.telling.proof import stopped_line
from stack_planner.workbook.findings_together import (
    gain_findings,
    sharing_findings,
    topic_findings,
    town_gain_findings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.results import OrpPlan
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.budget_table import BudgetTable


def town_findings(account: Account, plan: OrpPlan, budget: BudgetTable) -> Iterator[str]:
    """The sentences of a town's plan, to the solver's proposal."""
    words = account.words
    yield words(
        "finding.chosen",
        chosen=len(account.chosen),
        wished=len(account.projects),
        value=words.points(points(plan.value)),
    )
    yield proof_finding(account)
    yield _money(account, budget)
    yield _without_approval(account)
    yield _tightest(account, budget)
    yield _alone(account, plan)
    yield from town_gain_findings(account, plan)
    yield after_finding(account, budget)
    yield limits_finding(account)
    yield from _stances(account)


def proof_finding(account: Account) -> str:
    """How sure it is that no plan is better."""
    words, proof = account.words, account.plan.proof
    if account.plan.fairness.levels:
        known = _fairness(account)
    else:
        known = words(f"finding.{proof.status}", gap=words.percent(proof.gap, 4))
    return f"{known} {stopped_line(account.plan, words)}".rstrip()


def _fairness(account: Account) -> str:
    """How sure it is that no plan is fairer."""
    words, proof, levels = account.words, account.plan.proof, account.plan.fairness.levels
    return words(
        f"finding.fair.{proof.status}",
        price=words.percent(account.plan.price_of_fairness, 2),
        loss=words.percent(account.settings.max_loss),
        proven=sum(level.proven for level in levels),
        count=len(levels),
    )


def _money(account: Account, budget: BudgetTable) -> str:
    words = account.words
    sums = {
        key: sum(budget.number(key, year) for year in budget.horizon)
        for key in ("capex.own", "opex.own", "capex.grant", "opex.grant", "capex.region")
    }
    return words(
        "finding.money",
        own=words.money(sums["capex.own"] + sums["opex.own"]),
        capex=words.money(sums["capex.own"]),
        opex=words.money(sums["opex.own"]),
        grant=words.money(sums["capex.grant"] + sums["opex.grant"]),
        region=words.money(sums["capex.region"]),
    )


def _without_approval(account: Account) -> str:
    """How much more own money would be needed if grants not yet approved never came."""
    words, strategy = account.words, account.strategy
    mine = (option for option in account.chosen.values() if option.payer == account.payer)
    amounts = {option.project: unapproved(strategy, option) for option in mine}
    codes = ", ".join(code for code, amount in amounts.items() if amount)
    return words(
        "finding.unapproved",
        amount=words.money(sum(amounts.values())),
        projects=codes or words("finding.none"),
    )


def _tightest(account: Account, budget: BudgetTable) -> str:
    """The year that leaves the smallest part of its limit of capital money."""
    words = account.words
    limited = [
        year for year in budget.horizon if isinstance(budget.shown("capex.limit", year), int)
    ]
    if not limited:
        return words("finding.unlimited")
    year = min(limited, key=lambda y: (budget.number("capex.left", y), y))
    left = words.money(budget.number("capex.left", year))
    return words("finding.tightest", year=str(year), left=left)


def _alone(account: Account, plan: OrpPlan) -> str:
    words = account.words
    if plan.alone is None:
        return words("finding.alone_open" if plan.alone_open else "finding.never_alone")
    return words(
        "finding.alone",
        alone=words.points(points(plan.alone)),
        gain=words.points(points(plan.value - plan.alone)),
    )


def after_finding(account: Account, budget: BudgetTable) -> str:
    """What falls after the horizon: running costs, and grants still to be received."""
    words = account.words
    return words(
        "finding.after",
        year=str(budget.after),
        opex=words.money(budget.number("opex.total", budget.after)),
        grants=words.money(budget.number("bridge.received", budget.after)),
    )


def limits_finding(account: Account) -> str:
    """Reserve, price growth and budgets without limit, by name."""
    words, settings = account.words, account.settings
    unlimited = [str(b.year) for b in account.limits if b.capex is None or b.opex is None]
    key = "finding.limits_unlimited" if unlimited else "finding.limits"
    return words(
        key,
        reserve=words.percent(settings.reserve),
        growth=words.percent(settings.growth),
        years=", ".join(unlimited),
    )


def _stances(account: Account) -> Iterator[str]:
    """Projects that the town has done or refuses: they are no part of the plan."""
    strategy = account.strategy
    for stance in (Stance.DONE, Stance.REFUSES):
        codes = [
            project.code
            for project in strategy.projects
            if strategy.stance(account.payer, project.code) is stance
        ]
        if codes:
            yield account.words(f"finding.{stance}", projects=", ".join(codes))


def region_findings(account: Account, budget: BudgetTable) -> Iterator[str]:
    """The sentences of the region's plan."""
    words, plan = account.words, account.plan
    value = sum(orp.value for orp in plan.orps)
    yield words(
        "finding.region_chosen",
        chosen=len(account.chosen),
        wished=len(account.projects),
        value=words.points(points(value)),
    )
    yield proof_finding(account)
    alone = [orp.alone for orp in plan.orps]
    if None not in alone:
        reached = sum(units for units in alone if units is not None)
        yield words(
            "finding.region_alone",
            alone=words.points(points(reached)),
            gain=words.points(points(value - reached)),
            share=words.percent((value - reached) / reached if reached else 0),
        )
    yield from gain_findings(account)
    worst = worst_line(plan, words)
    if worst:
        yield worst
    yield _pool(account, budget)
    yield from sharing_findings(account)
    yield from topic_findings(account)
    yield after_finding(account, budget)
    yield limits_finding(account)
    yield words("finding.not_a_claim")


def _pool(account: Account, budget: BudgetTable) -> str:
    words = account.words
    sums = {
        key: sum(budget.number(f"capex.{key}", year) for year in budget.horizon)
        for key in ("projects", "shares", "grants", "used")
    }
    return words(
        "finding.pool",
        projects=words.money(sums["projects"]),
        shares=words.money(-sums["shares"]),
        grants=words.money(sums["grants"]),
        used=words.money(sums["used"]),
    )
