"""The best choice of options over all towns, in the stated order of preference.

1 total value; 2 earlier; 3 less own money; what then still ties is settled by sorted columns, one
thread and a fixed seed. Stages 2 and 3 run payer by payer with the rest held. Where there was a
plan before, being near to it goes before both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.choosing.nearness import Nearness
from stack_planner.choosing.preference import ORDERS, keeping, measured, total
from stack_planner.choosing.search import solve_region
from stack_planner.choosing.solve import BOUND_TOLERANCE, Answer, Solver, State, version
from stack_planner.problems import InfeasibleError, OutOfEffortError, UntrueAnswerError
from stack_planner.results import Choice, Proof, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from stack_planner.choosing.model import Row
    from stack_planner.records import Strategy
    from stack_planner.results import Scores

MOST_CUTS = 5
MOST_ROUNDS = 10
CZK_UNIT = 1_000


def choose(
    strategy: Strategy,
    scores: Scores,
    model: Model,
    solver: Solver,
    before: Collection[str] = (),
) -> Choice:
    """The options worth most within every row of the model, with the proof of their value.

    Of those worth as much, the nearest to a plan that was there ``before``, by its options' keys.

    Raises:
        InfeasibleError: no choice keeps every row.
        OutOfEffortError: the limits came before any choice was found.
        UntrueAnswerError: the solver's answers break a row again and again.
    """
    options = tuple(column.option for column in model.columns if column.option)
    model, dominated = drop_dominated(strategy, model, before)
    answer, model = _solve(model, solver, scores.denominator)
    if answer.state is State.INFEASIBLE:
        raise InfeasibleError
    if answer.chosen is None:
        raise OutOfEffortError
    to_the_end = solver.within()
    best = Polish(strategy, model, to_the_end, scores.denominator).polish(answer.chosen)
    if before:
        best, held = Nearness(strategy, model, to_the_end, before).nearest(best)
        best = Polish(strategy, held, to_the_end, scores.denominator).polish(best)
    chosen = tuple(
        option for index in sorted(best) if (option := model.columns[index].option) is not None
    )
    close = solver.limits.gap or Fraction(0)
    proof = _proof(model.value(best), answer, scores.denominator, close)
    return Choice(options=options, chosen=chosen, proof=proof, dominated=dominated)


def _solve(model: Model, solver: Solver, unit: int) -> tuple[Answer, Model]:
    """The solver's answer, once it keeps every row in integers, and the model with its cuts."""
    for _ in range(MOST_CUTS + 1):
        answer = solve_region(model, solver, unit)
        broken = _broken(model, answer)
        if not broken:
            return answer, model
        cuts = [cut(row, answer.chosen or frozenset(), n) for n, row in enumerate(broken)]
        model = Model(model.columns, (*model.rows, *cuts))
    raise UntrueAnswerError(tuple(row.name for row in broken))


def _broken(model: Model, answer: Answer) -> list[Row]:
    if answer.chosen is None:
        return []
    return [row for row in model.rows if not row.holds(answer.chosen)]


def cut(row: Row, chosen: frozenset[int], number: int) -> Row:
    """A row that this choice breaks and no choice that keeps ``row`` does.

    Whoever has all the terms that push the row over its bound must give one of them up, or take
    one that pulls it back.
    """
    activity = row.activity(chosen)
    push = 1 if activity > row.bound else -1
    pushing = {i for i, c in row.terms if c * push > 0 and i in chosen}
    pulling = {i for i, c in row.terms if c * push < 0 and i not in chosen}
    terms = dict.fromkeys(pushing, 1) | dict.fromkeys(pulling, -1)
    return make_row(f"cut[{row.name},{number}]", terms, Sense.AT_MOST, len(pushing) - 1)


def _proof(objective: int, answer: Answer, denominator: int, gap: Fraction) -> Proof:
    """How far the bound proves the objective.

    Raises:
        UntrueAnswerError: the plan is worth more than the solver says that any can be.
    """
    bound = objective if answer.bound is None else max(objective, answer.bound)
    if answer.bound is not None and bound - answer.bound > BOUND_TOLERANCE * denominator:
        raise UntrueAnswerError((f"objective {objective} above bound {answer.bound}",))
    proof = Proof(
        status=Status.OPTIMAL,
        objective=objective,
        bound=bound,
        denominator=denominator,
        solver=version(),
        nodes=answer.nodes,
        solves=answer.solves,
    )
    proved = answer.bound is not None
    if proved and objective == bound:
        return proof
    stopped = answer.state.value if answer.state in {State.WORK, State.TIME} else None
    status = Status.CERTIFIED if proved and proof.gap <= gap else Status.FEASIBLE
    return replace(proof, status=status, stopped_by=stopped)


@dataclass(frozen=True)
class Polish:
    """Makes a choice the best of every payer's own problem, then earlier, then cheaper."""

    strategy: Strategy
    model: Model
    solver: Solver
    denominator: int

    def polish(self, chosen: frozenset[int], stages: int = 3) -> frozenset[int]:
        """The choice after rounds over all payers, until one changes nothing."""
        for _ in range(MOST_ROUNDS):
            before = chosen
            for stage in range(stages):
                for block in self.model.blocks:
                    chosen = self._improve(chosen, block, stage)
            if chosen == before:
                break
        return chosen

    def _improve(self, chosen: frozenset[int], block: str, stage: int) -> frozenset[int]:
        """One block re-optimised by one stage, not losing anything of the stages before.

        The new choice is taken only if it is truly better and keeps every row in integers. Nothing
        is tried once the time is over.
        """
        if self.solver.limits.is_over:
            return chosen
        small, places = self.model.restricted(block, chosen)
        inside = frozenset(i for i, column in enumerate(places) if column in chosen)
        weights = measured(self.strategy, small, stage)
        held = keeping(self.strategy, small, inside, range(stage))
        unit = CZK_UNIT if stage == len(ORDERS) - 1 else self.denominator
        new = self.solver.maximise(held, weights, start=inside, unit=unit).chosen
        if new is None or total(weights, new) <= total(weights, inside):
            return chosen
        if not all(row.holds(new) for row in held.rows):
            return chosen
        return (chosen - set(places)) | {places[i] for i in new}
