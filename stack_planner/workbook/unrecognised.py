"""Value added tax that a programme does not recognise, so that it stays on those who pay."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stack_planner.choosing.money import floor_share
from stack_planner.choosing.options import joint_shares
from stack_planner.records import REGION, Scope
from stack_planner.results import Flow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Strategy
    from stack_planner.results import Option, Plan

Vat = tuple[Flow, ...]
"""The tax of each expense as flows whose ``gross`` it is, CZK."""


def vat_by_option(plan: Plan) -> Mapping[str, Vat]:
    """The tax in what a programme pays for without recognising it, by the key of the option.

    That of a joint part is shared as the part itself is, so that no crown of it is lost.
    """
    strategy = plan.strategy
    recognised = {None, *(p.code for p in strategy.programmes if p.vat_eligible)}
    found: dict[str, Vat] = {}
    shares: dict[tuple[str, int, str | None], dict[str, Vat]] = defaultdict(dict)
    for option in plan.choice.options:
        if option.programme in recognised or (option.payer != REGION and option.share):
            continue
        found[option.key] = _vat(strategy, option)
        project = strategy.project[option.project]
        if option.payer == REGION and project.scope is Scope.JOINT:
            takers = strategy.takers(project)
            parts = joint_shares(project, takers, found[option.key])
            shares[option.run] = {o.code: part for o, part in zip(takers, parts, strict=True)}
    for option in plan.choice.options:
        if option.payer != REGION and option.share:
            found[option.key] = shares[option.run].get(option.payer, ())
    return found


def _vat(strategy: Strategy, option: Option) -> Vat:
    rate = strategy.project[option.project].vat
    return tuple(
        Flow(flow.year, flow.kind, flow.gross - floor_share(1 / (1 + rate), flow.gross))
        for flow in option.flows
        if flow.grant
    )
