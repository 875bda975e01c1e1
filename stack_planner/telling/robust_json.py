"""How towns' plans hang on the weights, as JSON; ``docs/data.md`` names the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.results import points
from stack_planner.telling.robust import has_shares, is_proven, today_of
from stack_planner.telling.robust_tables import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.robust import (
        BestPlan,
        Interval,
        Robustness,
        Shift,
        Stability,
        Swap,
    )
    from stack_planner.records import Strategy


def robust_json(answers: Sequence[Robustness], strategy: Strategy) -> dict[str, Any]:
    """The answers with the fields that others rely on: points, shares from 0 to 1."""
    return {"orps": [_town_json(answer, strategy) for answer in answers]}


def _town_json(answer: Robustness, strategy: Strategy) -> dict[str, Any]:
    shared, today = has_shares(answer), today_of(answer)
    return {
        "code": answer.orp,
        "name": strategy.orp[answer.orp].name,
        "plans": len(answer.plans),
        "exact": answer.exact,
        "error": float(answer.error),
        "proven": is_proven(answer),
        "stated": answer.stated,
        "todays_weights": str(answer.space),
        "order": [list(group) for group in answer.order],
        "share": None if not shared else float(today.share) if today else 0.0,
        "loss": points(answer.loss) if shared else None,
        "loss_at": {code: float(share) for code, share in answer.loss_at},
        "projects": [_project_json(each) for each in answer.projects],
        "weights": [_weight_json(answer, each) for each in answer.intervals],
        "best_plans": [_plan_json(answer, plan) for plan in answer.plans],
        "nearest": _nearest_json(answer.nearest),
        "nondominated": answer.nondominated,
        "behind": points(answer.behind),
        "radius": float(answer.radius),
        "margin": points(answer.margin),
        "solves": answer.solves,
    }


def _project_json(stability: Stability) -> dict[str, Any]:
    core = stability.core_index
    return {
        "project": stability.project,
        "chosen": stability.chosen,
        "share": float(stability.share),
        "class": str(stability.presence),
        "proven": stability.settled,
        "core_index": None if core is None else float(core),
    }


def _weight_json(answer: Robustness, interval: Interval) -> dict[str, Any]:
    bounds = {code: (least, most) for code, least, most in answer.bounds}
    least, most = bounds.get(interval.criterion, (None, None))
    return {
        "criterion": interval.criterion,
        "weight": float(interval.weight),
        "low": float(interval.low),
        "high": float(interval.high),
        "low_exact": str(interval.low),
        "high_exact": str(interval.high),
        "below": _swap_json(interval.below),
        "above": _swap_json(interval.above),
        "least": None if least is None else float(least),
        "most": None if most is None else float(most),
        "proven": interval.proven,
    }


def _swap_json(swap: Swap | None) -> dict[str, list[str]] | None:
    return None if swap is None else {"comes": list(swap.entering), "leaves": list(swap.leaving)}


def _plan_json(answer: Robustness, plan: BestPlan) -> dict[str, Any]:
    comes, leaves = difference(answer, plan)
    return {
        "share": float(plan.share),
        "value": points(plan.value),
        "today": plan.today,
        "chosen": list(plan.projects),
        "comes": comes,
        "leaves": leaves,
    }


def _nearest_json(shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {
        "from": shift.source,
        "to": shift.target,
        "amount": float(shift.amount),
        "amount_exact": str(shift.amount),
        "comes": list(shift.swap.entering),
        "leaves": list(shift.swap.leaving),
        "proven": shift.proven,
    }
