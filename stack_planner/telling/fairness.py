"""How fair a plan is, as JSON values and in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.records import Fairness as FairnessRule
from stack_planner.results import points

if TYPE_CHECKING:
    from fractions import Fraction

    from stack_planner.comparison import Standing
    from stack_planner.results import Plan
    from stack_planner.words import Words


def fairness_json(plan: Plan) -> dict[str, Any]:
    """Levels are sums of the smallest ratios; empty where fairness was not asked for."""
    fairness, worst = plan.fairness, plan.fairness.worst
    return {
        "rule": plan.strategy.settings.fairness.value,
        "levels": [float(level.reached) for level in fairness.levels],
        "bounds": [_float(level.bound) for level in fairness.levels],
        "proven": [level.proven for level in fairness.levels],
        "best_value": points(fairness.best_value) / plan.proof.denominator,
        "price": float(plan.price_of_fairness),
        "worst": worst.orp if worst else None,
        "orps": [_standing(plan, town) for town in fairness.standings],
    }


def _standing(plan: Plan, town: Standing) -> dict[str, Any]:
    return {
        "code": town.orp,
        "ratio": _float(town.ratio),
        "money": town.own + town.pool,
        "money_per_inhabitant": float(town.money_per_inhabitant),
        "pool": town.pool,
        "pool_share": _float(plan.fairness.pool_share(town)),
        "population_share": float(plan.fairness.population_share(town)),
    }


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def worst_line(plan: Plan, words: Words) -> str | None:
    """Which town gains the least against itself alone, and which the most; None for one town."""
    ranked = plan.fairness.ranked
    if len(ranked) <= 1:
        return None
    worst, best = ranked[0], ranked[-1]
    return words(
        "fairness.worst",
        town=plan.strategy.orp[worst.orp].name,
        ratio=words.percent(worst.ratio or 0),
        other=plan.strategy.orp[best.orp].name,
        other_ratio=words.percent(best.ratio or 0),
    )


def fairness_line(plan: Plan, words: Words) -> str | None:
    """What fairness costs and how far it is proven; None where it was not asked for.

    It cannot be applied where what the towns reach alone was not found out in time.
    """
    fairness = plan.fairness
    asked = plan.strategy.settings.fairness is FairnessRule.MINIMUM
    if asked and any(orp.alone_open for orp in plan.orps):
        return words("fairness.out_of_time")
    if not fairness.levels:
        return None
    return words(
        "fairness.applied",
        price=words.percent(plan.price_of_fairness, 2),
        best=words.points(points(fairness.best_value) / plan.proof.denominator),
        loss=words.percent(plan.strategy.settings.max_loss),
        proven=sum(level.proven for level in fairness.levels),
        count=len(fairness.levels),
    )
