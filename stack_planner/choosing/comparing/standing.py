"""How fair a plan is: every town against itself alone, and who gets the region's money."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.money import split
from stack_planner.comparison import Standing
from stack_planner.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.results import Decision, Plan


def standings_of(plan: Plan) -> tuple[Standing, ...]:
    """The standing of every town, by code; money within the horizon.

    What a regional or joint project leaves to the region is split by population over the towns
    that have the project; whole crowns by the largest remainder, ties by code.
    """
    common = {scope: _common(plan, scope) for scope in (Scope.REGION, Scope.JOINT)}
    years = plan.strategy.settings.horizon
    granted = Counter[str]()
    for (code, year), amount in plan.region.grants.items():
        granted[code] += amount if year in years else 0
    return tuple(
        Standing(
            orp=orp.code,
            population=plan.strategy.orp[orp.code].population,
            ratio=Fraction(orp.value, orp.alone) if (orp.alone or 0) > 0 else None,
            own=sum(decision.total("own", years=years) for decision in orp.decisions),
            grants=granted[orp.code],
            regional=common[Scope.REGION][orp.code],
            joint=common[Scope.JOINT][orp.code],
        )
        for orp in plan.orps
    )


def _common(plan: Plan, scope: Scope) -> Counter[str]:
    """What the region pays for the towns that have its projects of one scope."""
    parts = Counter[str]()
    for decision in plan.region.decisions:
        if plan.strategy.project[decision.project].scope is scope:
            parts.update(dict(_parts(plan, decision)))
    return parts


def _parts(plan: Plan, decision: Decision) -> Iterator[tuple[str, int]]:
    towns = decision.option.served or tuple(sorted(decision.participants))
    people = [plan.strategy.orp[town].population for town in towns]
    cost = decision.total("own", years=plan.strategy.settings.horizon)
    yield from zip(towns, split(cost, people), strict=True)
