"""A second reading of how projects get their value, sharing nothing with the program's."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from stack_planner.records import NeedRule

if TYPE_CHECKING:
    from stack_planner.records import Criterion, Orp, Project, Strategy


def project_units(strategy: Strategy, project: Project, orp: Orp) -> int:
    """A project's value for a town: 100 · need · Σ wₖuₖ points, in whole units of 10⁻⁴ point."""
    weights = sum(criterion.weight for criterion in strategy.criteria)
    merit = sum(
        criterion.weight / weights * worth(criterion, level(strategy, criterion, project, orp))
        for criterion in strategy.criteria
    )
    return half_up(1_000_000 * urgency(strategy, orp, project.area) / 5 * merit)


def half_up(number: Fraction) -> int:
    """The nearest whole number, the upper one of two."""
    return floor(number + Fraction(1, 2))


def level(strategy: Strategy, criterion: Criterion, project: Project, orp: Orp) -> Fraction:
    """The raw level: the town's own, or the general one, or as if not done."""
    said = {
        score.orp: score.level
        for score in strategy.scores
        if (score.project, score.criterion) == (project.code, criterion.code)
    }
    return said.get(orp.code, said.get(None, criterion.level_0))


def worth(criterion: Criterion, raw: Fraction) -> Fraction:
    """The share of full value; the way from level 0 to level 100 is measured from 0 to 1."""

    def way(point: Fraction) -> Fraction:
        return (point - criterion.level_0) / (criterion.level_100 - criterion.level_0)

    at = min(max(way(raw), Fraction(0)), Fraction(1))
    curve = sorted((way(x), y) for x, y in criterion.curve)
    for (left, low), (right, high) in pairwise([(Fraction(0),) * 2, *curve, (Fraction(1),) * 2]):
        if at <= right:
            return low + (high - low) * (at - left) / (right - left)
    raise AssertionError(criterion)


def urgency(strategy: Strategy, orp: Orp, area: str) -> Fraction:
    """The need 0–5 of an area in a district: its municipalities', or the town hall's, or 3."""
    people = {place.code: place.population for place in strategy.municipalities}
    asked = [need for need in strategy.needs if (need.orp, need.area) == (orp.code, area)]
    theirs = {need.municipality: need.urgency for need in asked if need.municipality is not None}
    if not theirs:
        return next((need.urgency for need in asked), strategy.settings.default_need)
    if strategy.settings.need_rule is NeedRule.MAXIMUM:
        return max(theirs.values())
    heads = {code: people[code] if any(people[c] for c in theirs) else 1 for code in theirs}
    return sum(heads[code] * theirs[code] for code in theirs) / Fraction(sum(heads.values()))
