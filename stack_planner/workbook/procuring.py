"""Who procures a project, and the estimated value of the contract: without VAT, in whole CZK."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.columns.choices import HOLDERS
from stack_planner.records import REGION, Scope
from stack_planner.results import Kind
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.records import Project, Strategy
    from stack_planner.results import Flow, Option, Plan

PROCURED = frozenset({Kind.CAPEX, Kind.ONE_OFF})
REGION_WORDS, TOWN_WORDS = (
    frozenset(words[place].casefold() for words in HOLDERS.values()) for place in (0, 1)
)


def procures(strategy: Strategy, project: Project, payer: str) -> bool:
    """Whether a payer is the holder of a project; nobody of the plan may be."""
    holder = project.holder.strip().casefold()
    if payer == REGION:
        return holder in REGION_WORDS or (not holder and project.scope is not Scope.ORP)
    if not holder or holder in TOWN_WORDS:
        return project.scope is Scope.ORP
    town = strategy.orp[payer]
    return holder in {town.code, town.ico, town.name.casefold()}


def contract_value(plan: Plan, option: Option, payer: str) -> int:
    """What a payer procures of an option: its own part, and as the holder the joint part.

    Of an option that somebody else pays, as the region's for a town, it procures nothing.
    """
    if option.payer != payer:
        return 0
    strategy = plan.strategy
    project = strategy.project[option.project]
    gross = 0
    if payer != REGION and project.scope is Scope.JOINT:
        gross = _procured(option.flows) - _procured(option.share)
        if procures(strategy, project, payer):
            gross += sum(_procured(run.flows) for run in _runs(plan, option))
    elif procures(strategy, project, payer):
        gross = _procured(option.flows)
    return round_half_up(Fraction(gross) / (1 + project.vat))


def _procured(flows: Iterable[Flow]) -> int:
    return sum(flow.gross for flow in flows if flow.kind in PROCURED)


def _runs(plan: Plan, option: Option) -> list[Option]:
    """The run of the joint project that a town's option joins."""
    return [
        other for other in plan.choice.options if other.payer == REGION and other.run == option.run
    ]
