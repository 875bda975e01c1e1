"""What there is to say about the proof of a plan, besides its value and its bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.results import points

if TYPE_CHECKING:
    from stack_planner.results import Plan
    from stack_planner.words import Words


def options_json(plan: Plan) -> dict[str, Any]:
    """How many options there are, and how many of them no solver needed to see."""
    return {"all": len(plan.choice.options), "dominated": len(plan.choice.dominated)}


def options_line(plan: Plan, words: Words) -> str:
    """The same as a sentence."""
    return words("proof.options_text", **options_json(plan))


def stopped_line(plan: Plan, words: Words) -> str:
    """What ended the computation before the proof, and whether another run would end alike."""
    stopped = plan.proof.stopped_by
    return words(f"stopped.{stopped}") if stopped else ""


def second_json(plan: Plan) -> dict[str, Any] | None:
    """What another solver said, in points; None where none was asked."""
    second = plan.second
    if second is None:
        return None
    return {
        "solver": second.solver,
        "value": _points(plan, second.value),
        "bound": _points(plan, second.bound),
        "proven": second.proven,
    }


def second_line(plan: Plan, words: Words) -> str:
    """The same as a sentence."""
    second = plan.second
    if second is None or second.solver is None:
        return words("second.missing")
    if second.value is None and second.bound is None:
        return words("second.silent", solver=second.solver)
    told = {
        name: words("second.nothing") if units is None else words.points(units, 4)
        for name, units in (
            ("value", _points(plan, second.value)),
            ("bound", _points(plan, second.bound)),
        )
    }
    return words("second.proven" if second.proven else "second.open", solver=second.solver, **told)


def _points(plan: Plan, units: int | None) -> float | None:
    """Points of a value in objective units."""
    return None if units is None else points(units) / plan.proof.denominator
