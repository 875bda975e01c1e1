"""A second opinion: another solver on the rows of the whole region, in one piece, from the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import Cbc, State
from stack_planner.problems import UntrueAnswerError
from stack_planner.results import SecondOpinion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.choosing.model import Model
    from stack_planner.choosing.solve import Limits, Second
    from stack_planner.results import Plan, Proof

MOST_SECONDS = 60.0


def ask_second(plan: Plan, limits: Limits) -> SecondOpinion:
    """What CBC says in its own time: what is left of the limit, a minute at most.

    Raises:
        UntrueAnswerError: as ``compare``.
    """
    if not Cbc.is_here():
        return SecondOpinion(None)
    return compare(plan, Cbc(min(MOST_SECONDS, limits.seconds)))


def compare(plan: Plan, solver: Cbc) -> SecondOpinion:
    """What a solver says of every option, those included that the first one never saw.

    Raises:
        UntrueAnswerError: its plan is worth more than our bound allows, or ours more than its own.
    """
    model = make_model(plan.strategy, plan.scores, plan.choice.options)
    start = model.completed(plan.chosen_keys)
    answer = solver.maximise(model, start, plan.proof.denominator)
    value = _value(model, answer)
    contradictions = tuple(_contradictions(plan.proof, answer, value))
    if contradictions:
        raise UntrueAnswerError(contradictions)
    proven = answer.state is State.OPTIMAL and value is not None
    bound = value if proven and value == plan.proof.objective else answer.bound
    return SecondOpinion(answer.name, value, bound, proven)


def _value(model: Model, answer: Second) -> int | None:
    """What the other plan is worth, if it keeps every row in integers."""
    if answer.chosen is None or not all(row.holds(answer.chosen) for row in model.rows):
        return None
    return model.value(answer.chosen)


def _contradictions(proof: Proof, answer: Second, value: int | None) -> Iterator[str]:
    if value is not None and value > proof.bound:
        yield f"{answer.name} has a plan of {value} above bound {proof.bound}"
    if answer.bound is not None and proof.objective > answer.bound:
        yield f"objective {proof.objective} above bound {answer.bound} of {answer.name}"
    if answer.state is State.INFEASIBLE:
        yield f"{answer.name} has no plan"
