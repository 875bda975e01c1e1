"""What there is to say about the proof of a plan, besides its value and its bound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stack_planner.results import Plan
    from stack_planner.words import Words


def options_json(plan: Plan) -> dict[str, Any]:
    """How many options there are, and how many of them no solver needed to see."""
    return {"all": len(plan.choice.options), "dominated": len(plan.choice.dominated)}


def options_line(plan: Plan, words: Words) -> str:
    """The same as a sentence."""
    return words("proof.options_text", **options_json(plan))
