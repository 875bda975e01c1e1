"""How much each district needs each area: from the municipalities' answers to one share."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.records import NeedRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Need, Strategy

HIGHEST_URGENCY = 5


def district_needs(strategy: Strategy) -> dict[tuple[str, str], Fraction]:
    """The need (0…1) by (ORP, area), for every area of the stack.

    The municipalities that answered, weighted by population, or else the town hall, or else the
    default of the settings.
    """
    asked = _by_district(strategy)
    populations = {place.code: place.population for place in strategy.municipalities}
    areas = sorted({project.area for project in strategy.projects})
    return {
        (orp.code, area): _urgency(strategy, asked[orp.code, area], populations) / HIGHEST_URGENCY
        for orp in strategy.orps
        for area in areas
    }


def answered(strategy: Strategy) -> dict[tuple[str, str], tuple[int, int]]:
    """By (ORP, area): how many municipalities answered, of how many."""
    asked = _by_district(strategy)
    areas = sorted({project.area for project in strategy.projects})
    return {
        (orp.code, area): (
            sum(need.municipality is not None for need in asked[orp.code, area]),
            sum(place.orp == orp.code for place in strategy.municipalities),
        )
        for orp in strategy.orps
        for area in areas
    }


def _by_district(strategy: Strategy) -> Mapping[tuple[str, str], list[Need]]:
    asked: defaultdict[tuple[str, str], list[Need]] = defaultdict(list)
    for need in strategy.needs:
        asked[need.orp, need.area].append(need)
    return asked


def _urgency(strategy: Strategy, asked: list[Need], populations: Mapping[str, int]) -> Fraction:
    """The urgency 0…5 of one area in one district."""
    theirs = [need for need in asked if need.municipality is not None]
    if not theirs:
        return asked[0].urgency if asked else strategy.settings.default_need
    if strategy.settings.need_rule is NeedRule.MAXIMUM:
        return max(need.urgency for need in theirs)
    weights = [populations.get(need.municipality or "", 0) for need in theirs]
    if not sum(weights):
        weights = [1] * len(theirs)
    weighted = sum(
        (need.urgency * weight for need, weight in zip(theirs, weights, strict=True)),
        start=Fraction(0),
    )
    return weighted / sum(weights)
