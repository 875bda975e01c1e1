"""The fairest plan: the towns that are worst off are lifted first, within a bounded loss of value.

Leximin in sums (W. Ogryczak): for k = 1 … n the greatest sum of the k smallest ratios, with the
sums before it kept exactly as they were reached; of equally fair plans then the one worth most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from stack_planner.choosing.choose import Polish
from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Sense, make_row
from stack_planner.choosing.nearness import Nearness
from stack_planner.choosing.ratios import MILLION, Ratios, make_ratios
from stack_planner.choosing.solve import Answer, State
from stack_planner.comparison import Level
from stack_planner.results import Choice, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from stack_planner.choosing.model import Model, Row
    from stack_planner.choosing.solve import Solver
    from stack_planner.records import Strategy
    from stack_planner.results import Proof, Scores

LEVEL_NODES, LATER_NODES = 2_000, 500
"""The work that each search may take, and those after one that has proven nothing."""

CUTOFF = Fraction(1, 10_000)
"""How far below the known sum the solver may look for a greater one; it has no start to keep to."""

TOLERANCE = Fraction(2, MILLION)
"""How far the solver's bound of a proven sum may be above the exact one, as a part of it."""

MOST_TRIES = 5
"""How many answers that the solver's tolerance made untrue are refused before it is given up."""


def lift(  # noqa: PLR0913, PLR0917 — a choice on its whole way, and what towns reach alone
    strategy: Strategy,
    scores: Scores,
    model: Model,
    choice: Choice,
    alone: Mapping[str, int | None],
    solver: Solver,
    before: Collection[str] = (),
) -> tuple[Choice, tuple[Level, ...]]:
    """The fairest choice worth at least (1 − loss) of the given one, and how fair it is.

    Of equally fair choices it has the highest value; then it is near to the plan that was there
    ``before``, then earlier, then cheaper, without any town losing by that. Towns that reach
    nothing alone stand outside of the order.
    """
    known = {*before, *(option.key for option in choice.chosen)}
    model, _ = drop_dominated(strategy, model, known)
    least = _least_value(model, choice.proof.objective, strategy.settings.max_loss)
    ratios = make_ratios(strategy, scores, replace(model, rows=(*model.rows, least)), alone)
    if not ratios.alone:
        return choice, ()
    climb = Climb(strategy, model, ratios, solver, scores.denominator)
    start = model.completed({option.key for option in choice.chosen})
    steps = tuple(climb.steps(start))
    best = climb.settled(steps[-1].chosen, stages=3, before=before)
    levels, value = tuple(_levels(ratios, best, steps)), model.value(best)
    searched = (*levels, _fullness(value, steps[-1]))
    proof = _proof(choice.proof, value, searched, solver.limits.gap or Fraction(0))
    nodes = proof.nodes + sum(step.answer.nodes for step in steps)
    return replace(choice, chosen=model.options(best), proof=replace(proof, nodes=nodes)), levels


def _least_value(model: Model, best: int, loss: Fraction) -> Row:
    """No more than a part of the best value is given up."""
    terms = {index: column.weight for index, column in enumerate(model.columns)}
    return make_row("loss", terms, Sense.AT_LEAST, ceil(best - loss * abs(best)))


@dataclass(frozen=True, slots=True)
class Step:
    """The choice after one search more, and what that search knows."""

    chosen: frozenset[int]
    answer: Answer

    @property
    def stopped_by(self) -> str | None:
        """The limit that ended the search."""
        state = self.answer.state
        return state.value if state in {State.WORK, State.TIME} else None


@dataclass(frozen=True)
class Climb:
    """Searches one after the other, each beginning from the choice of the one before.

    The model of ``ratios`` has a row more than ``model``: what value may be given up.
    """

    strategy: Strategy
    model: Model
    ratios: Ratios
    solver: Solver
    denominator: int
    nodes: int = LEVEL_NODES

    def steps(self, chosen: frozenset[int]) -> Iterator[Step]:
        """A step for every sum of smallest ratios, and one for the value of equally fair plans."""
        climb = self
        for count in range(1, len(self.ratios.alone) + 1):
            step = climb.raised(chosen, count)
            chosen = self.settled(step.chosen, stages=1)
            yield replace(step, chosen=chosen)
            if step.answer.state is not State.OPTIMAL:
                climb = replace(self, nodes=LATER_NODES)
        yield climb.fullest(chosen)

    def settled(
        self, chosen: frozenset[int], stages: int, before: Collection[str] = ()
    ) -> frozenset[int]:
        """The choice made better by payers one by one, while no town's value falls.

        Near to the plan that was there ``before`` first.
        """
        model = self.ratios.model
        held = replace(model, rows=(*model.rows, *self.ratios.kept(chosen)))
        to_the_end = self.solver.within()
        if before:
            chosen, held = Nearness(self.strategy, held, to_the_end, before).nearest(chosen)
        return Polish(self.strategy, held, to_the_end, self.denominator).polish(chosen, stages)

    def raised(self, chosen: frozenset[int], count: int) -> Step:
        """The greatest sum of so many smallest ratios, those of fewer kept."""
        *kept, reached = self.ratios.sums(chosen)[:count]
        model, weights = self.ratios.raised((*kept, reached - CUTOFF))

        def merit(new: frozenset[int]) -> tuple[Fraction | int, ...]:
            return self.ratios.sums(new)[:count]

        return self._search(chosen, model, weights, merit)

    def fullest(self, chosen: frozenset[int]) -> Step:
        """The highest value, all the sums kept."""
        model, _ = self.ratios.raised(self.ratios.sums(chosen))
        weights = [column.weight for column in model.columns]
        least = _least_value(self.model, self.model.value(chosen), Fraction(0))
        model = replace(model, rows=(*model.rows, least))

        def merit(new: frozenset[int]) -> tuple[Fraction | int, ...]:
            return (*self.ratios.sums(new), self.model.value(new))

        return self._search(chosen, model, weights, merit, self.denominator)

    def _search(
        self,
        chosen: frozenset[int],
        model: Model,
        weights: Sequence[int],
        merit: Callable[[frozenset[int]], tuple[Fraction | int, ...]],
        unit: int = 1,
    ) -> Step:
        """The better of the known choice and the solver's, which is refused if it is untrue.

        It is so if it breaks a row, or loses in exact numbers any of what was to be kept: all of
        the merit but its last part.
        """
        limits = self.solver.limits
        solver = replace(self.solver, limits=replace(limits, nodes=min(limits.nodes, self.nodes)))
        for _ in range(MOST_TRIES):
            answer = solver.maximise(model, weights, unit=unit)
            if answer.chosen is None:
                return Step(chosen, answer)
            new = self.model.completed({self.model.columns[i].name for i in answer.chosen})
            keeps = merit(new)[:-1] >= merit(chosen)[:-1]
            if keeps and self.ratios.model.keeps(new):
                return Step(max(chosen, new, key=merit), answer)
            model = replace(model, rows=(*model.rows, self._refusal(answer.chosen)))
        return Step(chosen, Answer(State.FAILED, None, None))

    def _refusal(self, untrue: frozenset[int]) -> Row:
        """A row that every choice keeps but this one."""
        terms = {i: -1 if i in untrue else 1 for i in range(len(self.model.columns))}
        return make_row("refused", terms, Sense.AT_LEAST, 1 - len(untrue))


def _levels(ratios: Ratios, best: frozenset[int], steps: Sequence[Step]) -> Iterator[Level]:
    """What is reached of every sum, and what is known about more.

    A proven one is the solver's optimum, and its exact sum agrees with what the solver says.
    """
    for count, (reached, step) in enumerate(zip(ratios.sums(best), steps, strict=False), 1):
        if step.answer.bound is None:
            yield Level(reached, None, proven=False, stopped_by=step.stopped_by)
            continue
        bound = ratios.told(count, step.answer.bound + 1)
        agrees = bound - reached <= TOLERANCE * (1 + abs(reached))
        proven = agrees and step.answer.state is State.OPTIMAL
        yield Level(reached, reached if proven else max(bound, reached), proven, step.stopped_by)


def _fullness(value: int, step: Step) -> Level:
    """The value reached, and what is known of equally fair choices that are worth more."""
    bound = None if step.answer.bound is None else Fraction(max(value, step.answer.bound))
    proven = step.answer.state is State.OPTIMAL and bound == value
    return Level(Fraction(value), bound, proven, step.stopped_by)


def _proof(before: Proof, value: int, searched: Sequence[Level], gap: Fraction) -> Proof:
    """The value of the fair plan under the bound of all plans; the status tells of all searches.

    It is optimal where the best value of all plans and whatever was searched for are proven,
    certified where all of that is known up to the gap.
    """
    status = Status.FEASIBLE
    if all(level.proven for level in searched):
        status = Status.OPTIMAL
    elif all(level.is_within(gap) for level in searched):
        status = Status.CERTIFIED
    stops = (before.stopped_by, *(level.stopped_by for level in searched))
    return replace(
        before,
        status=max(before.status, status, key=tuple(Status).index),
        objective=value,
        bound=max(before.bound, value),
        stopped_by=next(filter(None, stops), None),
    )
