"""The way of a factor downwards: every best value of a scaled problem and the least factor for it.

At a factor the best choice is asked for; of equal ones that which uses the limits least. The least
factor at which it keeps the limits is counted, and just below it the best choice is asked for
again: as long as the value is the same the factor sinks, and where it falls there is a breakpoint.
So each breakpoint takes hardly more than one solve, what was measured to be less than asking for
the least factor by itself, and the next answer proves that the factor is the least one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.choose import MOST_CUTS, cut
from stack_planner.choosing.model import Model
from stack_planner.choosing.solve import State
from stack_planner.explaining.lifting import grounded, lifted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from stack_planner.choosing.model import Row
    from stack_planner.choosing.solve import Answer, Solver
    from stack_planner.explaining.scaling import Scaled


STRAIN_NODES = 2_000
"""How hard the least strain is looked for, before the value alone is."""

UNIT = 100
"""Units of value that the solver sees as one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A best choice: its worth, and the least factor at which this much can be reached.

    ``proven`` says that nothing is worth more at this factor up to the next step's, and that
    nothing is worth as much at a smaller one.
    """

    factor: Fraction
    value: int
    chosen: frozenset[int]
    proven: bool


@dataclass(frozen=True, slots=True)
class Swept:
    """The steps of a way down, the largest factor first.

    ``ends`` says that below the last one it is proven that nothing is possible, or that the last
    one is 0.
    """

    steps: tuple[Step, ...]
    ends: bool


@dataclass(frozen=True, slots=True)
class Most:
    """The best choice under some rows; None where there is none. ``settled`` says it is proven."""

    chosen: frozenset[int] | None
    value: int
    settled: bool


@dataclass
class Sweep:
    """A way down. ``cuts`` forbid what the solver took for possible; they stay true below."""

    problem: Scaled
    cuts: list[Row] = field(default_factory=list)

    def down(self, top: Fraction) -> Swept:
        """The way from a factor down to 0, or to where nothing is possible any more."""
        steps: list[Step] = []
        most: Most | None = self.best(self.problem.rows_at(top))
        while most and most.chosen is not None:
            step, most = self.level(most)
            _add(steps, step)
        return Swept(tuple(steps), most is None or most.settled)

    def level(self, most: Most) -> tuple[Step, Most | None]:
        """What a best choice is worth at its least factor, and the best choice just below that.

        There is no such choice to be asked for below the factor 0.
        """
        step = self._step(most)
        while step.factor:
            lower = self.best(self.problem.rows_below(step.factor))
            if lower.chosen is None or lower.value < step.value:
                return replace(step, proven=step.proven and lower.settled), lower
            proven = step.proven and lower.settled and lower.value == step.value
            step = replace(self._step(lower), proven=proven)
        return step, None

    def _step(self, most: Most) -> Step:
        chosen = most.chosen or frozenset()
        return Step(self.problem.least(chosen), most.value, chosen, most.settled)

    def best(self, limits: Sequence[Row]) -> Most:
        """The best choice under some rows of limits; of equal ones the one of the least strain."""
        for _ in range(MOST_CUTS + 1):
            rows = (*self.problem.model.rows, *limits, *self.cuts)
            answer = self._answer(Model(self.problem.model.columns, rows))
            if answer.chosen is None:
                return self._known(rows, Most(None, 0, answer.state is State.INFEASIBLE))
            broken = [row for row in rows if not row.holds(answer.chosen)]
            if not broken:
                value = self.problem.value(answer.chosen)
                most = Most(answer.chosen, value, answer.state is State.OPTIMAL)
                return self._known(rows, most)
            self.cuts += [cut(row, answer.chosen, len(self.cuts)) for row in broken]
        return self._known(rows, Most(None, 0, settled=False))

    def _known(self, rows: Sequence[Row], most: Most) -> Most:
        """An answer, unless the plan itself gives it the lie."""
        plan = self.problem.plan
        if plan is None or not all(row.holds(plan) for row in rows):
            return most
        value = self.problem.value(plan)
        worse = most.chosen is None or most.value < value
        return Most(plan, value, settled=False) if worse else most

    def _answer(self, model: Model) -> Answer:
        """The solver's answer by value and strain; by value alone where that is too much work."""
        solver, (whole, highest) = self.problem.held.region.solver, self.problem.spread
        pairs = zip(model.columns, self.problem.strains, strict=True)
        weights = [column.weight * whole - strain for column, strain in pairs]
        answer = _asked(solver.within(STRAIN_NODES), model, weights, UNIT * whole)
        if answer.state is State.OPTIMAL:
            return answer
        if answer.state is State.INFEASIBLE:
            # This ends a curve, so that it is asked for in another form as well.
            return solver.maximise(model, unit=UNIT)
        if answer.chosen is not None and answer.bound is not None:
            value = model.value(answer.chosen)
            if (answer.bound + highest) // whole <= value:
                return replace(answer, state=State.OPTIMAL)
        return _asked(solver, model, [column.weight for column in model.columns], UNIT)


def _asked(solver: Solver, model: Model, weights: Sequence[int], unit: int) -> Answer:
    """The answer of a solver that sees projects beside their ways."""
    return grounded(solver.maximise(*lifted(model, weights), unit=unit), model)


def _add(steps: list[Step], step: Step) -> None:
    """Puts a step behind the others; what is worth no more than it was not proven, and goes."""
    while steps and steps[-1].value <= step.value:
        steps.pop()
        step = replace(step, proven=False)
    steps.append(step)
