"""What goes first if less money comes: each shorter budget's plan inside the longer one's.

From today's plan downwards: as soon as its projects cannot all be paid any more, the best plan
within them is taken, whatever years and financing that takes; as soon as that cannot be paid, the
best one within it, and so on. Who follows this order never has to stop what a larger budget began,
nor to start what it had not. It is the best next step each time, not the best order for any one
budget; what it loses against planning anew for a budget is told with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.explaining.sweeping import Sweep

if TYPE_CHECKING:
    from stack_planner.explaining.scaling import Scaled


@dataclass(frozen=True, slots=True)
class Kept:
    """The projects kept down to a factor, and what the town has then; ``dropped`` just went.

    ``budget`` are all scaled limits together, in CZK. ``proven`` says that no more can be kept
    within the step before, and not at a smaller factor.
    """

    factor: Fraction
    budget: int
    value: int
    projects: tuple[str, ...]
    dropped: tuple[str, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Nested:
    """The steps of an order, the largest factor first.

    ``ends`` says that below the last one it is proven that nothing of it is possible, or that the
    last one is 0.
    """

    steps: tuple[Kept, ...]
    ends: bool

    def at(self, factor: Fraction) -> Kept | None:
        """What is kept at a factor up to today's limits; None where nothing can be."""
        return next((step for step in self.steps if step.factor <= factor), None)


def nest(problem: Scaled) -> Nested:
    """The order in which the plan's projects go when the limits fall from today's downwards.

    The first step is within the plan at today's limits: it drops what is worth nothing.
    """
    steps: list[Kept] = []
    projects = problem.held.projects(problem.held.plan)
    while not steps or steps[-1].factor:
        inside = problem.within(projects)
        sweep = Sweep(inside)
        below = inside.rows_below(steps[-1].factor) if steps else inside.rows_at(Fraction(1))
        most = sweep.best(below)
        if most.chosen is None:
            return Nested(tuple(steps), most.settled)
        step, lower = sweep.level(most)
        left = inside.projects(step.chosen)
        gone = tuple(sorted(projects - left))
        kept = (problem.budget(step.factor), step.value, tuple(sorted(left)), gone, step.proven)
        steps.append(Kept(step.factor, *kept))
        if lower and lower.chosen is None:
            return Nested(tuple(steps), lower.settled)
        projects = left
    return Nested(tuple(steps), ends=True)
