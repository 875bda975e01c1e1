"""What a limit leaves of a run: a plan and a bound in any case, where they are easily found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.search.first import first_plan
from stack_planner.choosing.search.loose import loose_bound
from stack_planner.choosing.solve import State

if TYPE_CHECKING:
    from stack_planner.choosing.model import Model
    from stack_planner.choosing.solve import Answer


def rescued(model: Model, answer: Answer) -> Answer:
    """The answer of a run that a limit ended, with what needs no solver where that is better.

    What a run found within its work stays as it is.
    """
    empty_handed = answer.state is State.WORK and answer.chosen is None
    if answer.state is not State.TIME and not empty_handed:
        return answer
    plans = [plan for plan in (answer.chosen, first_plan(model)) if plan is not None]
    best = max(plans, key=model.value, default=None)
    loose = loose_bound(model, 0 if best is None else model.value(best))
    bound = loose if answer.bound is None else min(answer.bound, loose)
    return replace(answer, chosen=best, bound=bound)
