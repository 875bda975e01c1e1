"""Every project's value for every town, with all that it is made of."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from stack_planner.records import ValueBase
from stack_planner.results import Scores
from stack_planner.scoring.needs import answered, district_needs
from stack_planner.scoring.value import utility, value
from stack_planner.scoring.weights import criterion_weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Strategy


def score_projects(strategy: Strategy) -> Scores:
    """The values of all projects for all towns."""
    weights, consistency = criterion_weights(strategy)
    needs = district_needs(strategy)
    levels = _levels(strategy)
    utilities = {
        key: {
            criterion.code: utility(criterion, raw.get(criterion.code, criterion.level_0))
            for criterion in strategy.criteria
        }
        for key, raw in levels.items()
    }
    multipliers, denominator = _multipliers(strategy)
    return Scores(
        weights=weights,
        utilities=utilities,
        levels=levels,
        needs=needs,
        answered=answered(strategy),
        values={
            (project.code, orp.code): value(
                needs[orp.code, project.area], weights, utilities[project.code, orp.code]
            )
            for project in strategy.projects
            for orp in strategy.orps
        },
        multipliers=multipliers,
        denominator=denominator,
        consistency=consistency,
    )


def _levels(strategy: Strategy) -> dict[tuple[str, str], dict[str, Fraction]]:
    """Raw levels by (project, ORP) and criterion; a town's own row wins cell by cell."""
    general: dict[str, dict[str, Fraction]] = {}
    local: dict[tuple[str, str], dict[str, Fraction]] = {}
    for score in strategy.scores:
        levels = (
            general.setdefault(score.project, {})
            if score.orp is None
            else local.setdefault((score.project, score.orp), {})
        )
        levels[score.criterion] = score.level
    return {
        (project.code, orp.code): {
            **general.get(project.code, {}),
            **local.get((project.code, orp.code), {}),
        }
        for project in strategy.projects
        for orp in strategy.orps
    }


def _multipliers(strategy: Strategy) -> tuple[Mapping[str, int], int]:
    """The integer m_o of the objective and what to divide it by to get points.

    With the base ``obyvatelé`` m_o = population · n / Σ population, so that the mean town counts
    as one.
    """
    if strategy.settings.value_base is ValueBase.EQUAL:
        return {orp.code: 1 for orp in strategy.orps}, 1
    total = sum(orp.population for orp in strategy.orps)
    count = len(strategy.orps)
    shares = {orp.code: Fraction(orp.population * count, total) for orp in strategy.orps}
    scale = lcm(*(share.denominator for share in shares.values()))
    return {code: int(share * scale) for code, share in shares.items()}, scale
