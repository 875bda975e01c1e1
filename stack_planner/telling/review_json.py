"""A review of a plan, and what a new plan keeps, as JSON; docs/review.md names the fields."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.decided import Matter
from stack_planner.records import REGION
from stack_planner.results import points
from stack_planner.telling.conflicts import rule_json
from stack_planner.telling.problems import problems_json
from stack_planner.telling.review import broken_line

if TYPE_CHECKING:
    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.changes import Change
    from stack_planner.explaining.inputs import ChangedLimit
    from stack_planner.explaining.review import Otherwise, Review
    from stack_planner.results import Plan
    from stack_planner.words import Words


def kept_json(plan: Plan, before: int, price: Fraction) -> dict[str, Any]:
    """The decisions that a new plan keeps, and its price, as fields beside those of the plan."""
    return {
        "kept": [
            {
                "what": kept.matter.value,
                "project": kept.project,
                "orp": None if kept.payer == REGION else kept.payer,
                "decision": int(kept.chosen),
                "start": kept.start,
                "financing": kept.financing or None,
                "file": kept.source.file,
                "cell": kept.source.named("decision"),
            }
            for kept in plan.kept
        ],
        "before": points(Fraction(before, plan.proof.denominator)),
        "price": points(price),
    }


def review_json(review: Review, words: Words) -> dict[str, Any]:
    """The review with the fields that others rely on; ``docs/review.md`` names them."""
    price = review.price
    return {
        "file": review.book.file,
        "orp": review.book.payer or None,
        "same_inputs": review.same_inputs,
        "same_plan": review.same_plan,
        "changes": [_change_json(change) for change in review.changes],
        "breaches": [_broken_json(rule, review, words) for rule in review.breaches],
        "value": {
            "proposal": points(review.worth.before),
            "decided": points(review.worth.after),
            "projects": [
                {"project": part.project, "value": points(part.value)}
                for part in review.worth.parts
            ],
            "synergies": points(review.worth.synergies),
        },
        "price": {
            "without": points(price.free),
            "with": None if price.kept is None else points(price.kept),
            "price": None if price.kept is None else points(price.free - price.kept),
            "proven": price.proven,
            "taken": list(price.taken),
            "dropped": list(price.dropped),
        },
        "limits": [_limit_json(limit) for limit in review.limits],
        "by_limits": _otherwise_json(review.by_limits, review, words),
        "weights": [
            {
                "criterion": weight.criterion,
                "before": float(weight.before),
                "after": float(weight.after),
            }
            for weight in review.weights
        ],
        "by_weights": _otherwise_json(review.by_weights, review, words),
        "problems": problems_json(review.problems, words),
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "what": change.matter.value,
        "project": change.project,
        "orp": None if change.payer == REGION else change.payer,
        "before": _way_json(change, before=True),
        "after": _way_json(change, before=False),
        "reason": change.reason,
        "resolution": change.resolution,
        "date": change.date.isoformat() if change.date else None,
        "cell": change.cell,
    }


def _way_json(change: Change, *, before: bool) -> dict[str, Any] | bool | None:
    way = change.before if before else change.after
    if change.matter is not Matter.PROJECT:
        return way is not None
    if way is None:
        return None
    plus = "+region" if way.regional_grant else ""
    return {"start": way.start, "financing": (way.programme or "own") + plus}


def _broken_json(rule: NamedRule, review: Review, words: Words) -> dict[str, Any]:
    told = rule_json(rule, words)
    year = int(str(rule.details["year"])) if rule.sort.unit and "year" in rule.details else None
    return {
        "sentence": broken_line(rule, words),
        **{key: told[key] for key in ("name", "kind", "orp", "file", "cell", "unit")},
        "plan_cell": _plan_cell(rule, year, review),
        "year": year,
        "limit": rule.amount,
        "used": rule.needed,
        "over": rule.missing,
    }


def _plan_cell(rule: NamedRule, year: int | None, review: Review) -> str:
    """Where the plan workbook shows a limit; empty where it does not."""
    if rule.payer != review.book.block:
        return ""
    limits = (x for x in review.book.limits if (x.part, x.year) == (rule.column, year))
    return next((limit.source.named("amount") for limit in limits), "")


def _limit_json(limit: ChangedLimit) -> dict[str, Any]:
    share = limit.part == "reserve"
    return {
        "limit": limit.part,
        "year": limit.year or None,
        "before": float(limit.before or 0) if share else limit.before,
        "after": float(limit.after or 0) if share else limit.after,
        "cell": limit.source.named("amount"),
    }


def _otherwise_json(other: Otherwise | None, review: Review, words: Words) -> dict[str, Any] | None:
    if other is None:
        return None
    return {
        "value": points(other.value),
        "best": None if other.best is None else points(other.best),
        "breaches": [_broken_json(rule, review, words) for rule in other.breaches],
        "taken": list(other.taken),
        "dropped": list(other.dropped),
        "ranks": [
            {"project": code, "before": before, "after": after}
            for code, before, after in other.ranks
        ],
    }
