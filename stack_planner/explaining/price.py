"""What decisions cost: a payer's own problem, all the rest of the region's plan held, solved anew.

A town's own problem is that of its own options; the region's is what it runs, who joins, and
whatever towns decide to which a grant is denied.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.keeping import keeping_decisions
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import State
from stack_planner.choosing.verify import Count
from stack_planner.decided import Matter
from stack_planner.records import REGION, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.choosing.solve import Solver
    from stack_planner.decided import Kept
    from stack_planner.records import Strategy
    from stack_planner.results import Option, Scores


@dataclass(frozen=True)
class Best:
    """The best choice of a payer's own problem; ``value`` in units of 10⁻⁴ point (maybe a part).

    ``proven`` says that none is better.
    """

    chosen: tuple[Option, ...]
    value: Fraction
    proven: bool


@dataclass(frozen=True)
class Own:
    """A payer's own problem, with what the others do held as in ``rest``, a choice of options."""

    strategy: Strategy
    scores: Scores
    options: tuple[Option, ...]
    payer: str
    solver: Solver

    @cached_property
    def model(self) -> Model:
        """The rows of the whole region."""
        return make_model(self.strategy, self.scores, self.options)

    def value(self, chosen: Sequence[Option]) -> Fraction:
        """What a choice is worth to the town, or to the whole region, in units of 10⁻⁴ point."""
        count = Count(self.strategy, self.scores, tuple(chosen))
        if self.payer == REGION:
            return Fraction(count.total_value(), self.scores.denominator)
        return Fraction(count.town_value(self.payer))

    def best(self, rest: Sequence[Option], kept: Sequence[Kept] = ()) -> Best | None:
        """The best choice that keeps decisions; None where there is none, or none was found."""
        model = keeping_decisions(self.model, kept)
        held = model.completed({option.key for option in rest})
        small, places = model.held(self._free(model, held, kept), held)
        answer = self.solver.maximise(small, unit=self.scores.denominator)
        if answer.chosen is None:
            return None
        inside = set(places)
        chosen = model.options((held - inside) | {places[i] for i in answer.chosen})
        if any(Count(self.strategy, self.scores, chosen).breaches()):
            return None
        if not all(decision.holds(chosen) for decision in kept):
            return None
        return Best(chosen, self.value(chosen), answer.state is State.OPTIMAL)

    def _free(self, model: Model, held: frozenset[int], kept: Sequence[Kept]) -> set[int]:
        """The columns that the payer decides on."""
        denied = {k.payer for k in kept if k.matter is Matter.GRANT}
        blocks = {self.payer, *denied} if self.payer == REGION else {self.payer}
        free: set[int] = set()
        for block in blocks:
            free |= set(model.restricted(block, held)[1])
        if self.payer == REGION:
            joint = {p.code for p in self.strategy.projects if p.scope is Scope.JOINT}
            joining = {
                index
                for index, column in enumerate(model.columns)
                if column.option and column.option.project in joint
            }
            free |= joining | _following(model, joining)
        return free


def _following(model: Model, columns: set[int]) -> set[int]:
    """The synergies that some columns bring about or end."""
    return {
        index
        for row in model.rows
        if any(place in columns for place, _ in row.terms)
        for index, _ in row.terms
        if model.columns[index].option is None
    }
