"""Other plans of the same value, as JSON and as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.records import REGION
from stack_planner.results import Status
from stack_planner.telling.names import region_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.results import Plan, Tie
    from stack_planner.words import Words


def ties_json(plan: Plan) -> dict[str, Any]:
    """Whether the plan is the only one of its value: over the region, and payer by payer."""
    ties = plan.ties
    region = next((tie for tie in ties.payers if tie.payer == REGION), None)
    return {
        "unique": ties.unique,
        "orps": [_tie(tie) for tie in ties.payers if tie.payer != REGION],
        "region": region and _tie(region),
        "together": [_tie(tie) for tie in ties.together],
    }


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "code": tie.payer,
        "unique": tie.unique,
        "out": list(tie.out),
        "in": list(tie.in_),
        "equal": tie.equal,
    }


def ties_line(plan: Plan, words: Words) -> str:
    """One sentence that names the other plans; nothing where none was found."""
    found = [tie for tie in plan.ties.payers if tie.unique is False]
    changes = [
        *(_named(plan, tie, words, "equal" if tie.equal else "worse") for tie in found),
        *_together(plan, words),
    ]
    return words("ties.screen", changes=", ".join(changes)) if changes else ""


def ties_text(plan: Plan, words: Words, payer: str) -> str:
    """What is known of the region's plan and of one payer's; nothing of an unproven plan."""
    if plan.proof.status is not Status.OPTIMAL:
        return ""
    state = {True: "only", False: "several", None: "open"}[plan.ties.unique]
    sentences = [words(f"ties.region_{state}")]
    if plan.ties.together:
        changes = ", ".join(_together(plan, words))
        sentences.append(words("ties.region_together", changes=changes))
    sentences += [_payer(plan, tie, words) for tie in plan.ties.payers if tie.payer == payer]
    return " ".join(sentences)


def _payer(plan: Plan, tie: Tie, words: Words) -> str:
    states = {True: "only", None: "open", False: "equal" if tie.equal else "worse"}
    name = _name(plan, tie.payer, words)
    return words(f"ties.payer_{states[tie.unique]}", payer=name, change=_change(tie))


def _together(plan: Plan, words: Words) -> Iterable[str]:
    return [_named(plan, tie, words, "together") for tie in plan.ties.together]


def _named(plan: Plan, tie: Tie, words: Words, why: str) -> str:
    name = _name(plan, tie.payer, words)
    return words(f"ties.change_{why}", payer=name, change=_change(tie))


def _name(plan: Plan, payer: str, words: Words) -> str:
    if payer == REGION:
        return region_name(plan.strategy, words)
    return f"{payer} {plan.strategy.orp[payer].name}"


def _change(tie: Tie) -> str:
    """The change of projects, as ``+P3 −P7``."""
    return " ".join([*(f"+{code}" for code in tie.in_), *(f"−{code}" for code in tie.out)])
