"""The best choice of a whole region: in one piece where that is easy, else block by block.

First the region is tried in one piece, for a few nodes. Where that proves nothing, the blocks are
priced in rounds; the options on which their good choices disagree are then decided together; and
what is still open goes back to one piece, with all that pricing proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.search.apart import solve_apart
from stack_planner.choosing.search.closing import close
from stack_planner.choosing.search.core import decide_core
from stack_planner.choosing.search.pricing import Blocks
from stack_planner.choosing.search.rescue import rescued
from stack_planner.choosing.search.rounds import Rounds
from stack_planner.choosing.solve import Answer, Limits, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.choosing.solve import Solver

FIRST_NODES = 10
BLOCK_NODES = 2_000
CLOSING_NODES = 20_000
CORE_NODES = 1_000
CORES = (Fraction(1, 200), Fraction(1, 100), Fraction(3, 100), Fraction(6, 100))
"""How far below a block's best choice the good ones reach, ever further."""

MOST_ROUNDS = 15
PROOF_ROUNDS = 3
"""Once the gap is close enough, so many more rounds are spent on trying to prove the optimum."""

TRIAL_ROUNDS = 2
PAYING = Fraction(3, 4)
"""Pricing goes on if the first rounds left at most this part of the gap of the first try."""

PATIENCE = 6
PROGRESS = Fraction(4, 5)
"""If in so many rounds the gap does not shrink to this part of itself, pricing is given up."""


def solve_region(model: Model, solver: Solver, unit: int = 1) -> Answer:
    """The best choice of a model under the solver's limits, with a bound.

    Args:
        model: of all payers.
        solver: solves blocks and, where it comes to that, the whole; one with another ``maximise``
            will do.
        unit: what the weights are divided by for the solver.
    """
    if any(not row.terms and not row.holds(frozenset()) for row in model.rows):
        return Answer(State.INFEASIBLE, None, None)
    blocks = Blocks(model)
    if len(blocks.parts) <= 1:
        return rescued(model, solver.within().maximise(model, unit=unit))
    if not blocks.shared:
        return solve_apart(blocks.parts, solver, unit)
    first = rescued(model, solver.within(FIRST_NODES).maximise(model, unit=unit))
    if first.state in {State.OPTIMAL, State.INFEASIBLE, State.FAILED}:
        return first
    return Search(blocks, solver, unit).run(first)


@dataclass(frozen=True)
class Search:
    """The search for a region's best plan by prices."""

    blocks: Blocks
    solver: Solver
    unit: int

    def run(self, first: Answer) -> Answer:
        """The best plan and bound that the limits allow, beginning from a first try's."""
        rounds = Rounds(
            self.blocks,
            self.solver.within(BLOCK_NODES),
            self.unit,
            bound=first.bound,
            solves=first.solves,
            nodes=first.nodes,
        )
        rounds.offer(first.chosen)
        if not self._is_late:
            self._price(rounds)
        for reach in CORES:
            if not self._is_done(rounds):
                decide_core(rounds, self.solver.within(CORE_NODES), reach)
        if not self._is_done(rounds):
            close(rounds, self.solver.within(CLOSING_NODES))
        return self._answer(rounds)

    @property
    def _limits(self) -> Limits:
        return self.solver.limits

    def _is_close(self, rounds: Rounds) -> bool:
        """Whether the plan is proven, or as close as asked."""
        gap = rounds.gap
        if gap is None or rounds.plan is None:
            return False
        worth = max(self.unit, self.blocks.model.value(rounds.plan))
        return gap <= (self._limits.gap or 0) * worth

    def _is_done(self, rounds: Rounds) -> bool:
        return self._is_close(rounds) or rounds.is_over or self._is_late

    def _price(self, rounds: Rounds) -> None:
        first = rounds.bound
        rounds.begin()
        gaps: list[int | None] = []
        close = 0
        for _ in range(MOST_ROUNDS):
            close += self._is_close(rounds)
            if close > PROOF_ROUNDS or rounds.is_over or self._is_late or _stalls(gaps):
                return
            rounds.go_on()
            gaps.append(rounds.gap)
            if len(gaps) == TRIAL_ROUNDS and not _pays(first, rounds):
                return

    @property
    def _is_late(self) -> bool:
        return self._limits.is_over

    def _answer(self, rounds: Rounds) -> Answer:
        state = State.TIME if self._is_late else State.WORK
        if rounds.impossible:
            return Answer(State.INFEASIBLE, None, None, rounds.nodes, solves=rounds.solves)
        if rounds.gap == 0:
            state = State.OPTIMAL
        elif self._is_close(rounds):
            state = State.CLOSE
        return Answer(state, rounds.plan, rounds.bound, rounds.nodes, solves=rounds.solves)


def _pays(first: int | None, rounds: Rounds) -> bool:
    """Whether pricing closed a good part of what the first try's bound left open."""
    if first is None or rounds.gap is None or rounds.bound is None:
        return True
    return rounds.gap <= PAYING * (first - rounds.bound + rounds.gap)


def _stalls(gaps: Sequence[int | None]) -> bool:
    """Whether the last rounds brought little."""
    if len(gaps) <= PATIENCE:
        return False
    before, now = gaps[-PATIENCE - 1], gaps[-1]
    return before is not None and now is not None and now > PROGRESS * before
