"""Solvers that stand in for the real one: each says in one place how it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.solve import Answer, Solver, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Model


@dataclass(frozen=True)
class Asked:
    """What a solver was asked for."""

    model: Model
    weights: Sequence[int] | None
    start: frozenset[int] | None
    unit: int
    keep: int

    @property
    def worths(self) -> Sequence[int]:
        """The weights by column, the model's own unless others were given."""
        if self.weights is None:
            return [column.weight for column in self.model.columns]
        return self.weights

    def speaks_of(self, kind: str) -> bool:
        """Whether the names of some rows begin so."""
        return any(row.name.startswith(kind) for row in self.model.rows)

    def without(self, kind: str) -> Asked:
        """The same without the rows whose names begin so."""
        rows = tuple(row for row in self.model.rows if not row.name.startswith(kind))
        return replace(self, model=replace(self.model, rows=rows))


@dataclass(frozen=True)
class Double(Solver):
    """A solver whose ``answer`` a test replaces."""

    def maximise(
        self,
        model: Model,
        weights: Sequence[int] | None = None,
        start: frozenset[int] | None = None,
        unit: int = 1,
        keep: int = 0,
    ) -> Answer:
        """What the double answers."""
        return self.answer(Asked(model, weights, start, unit, keep))

    def answer(self, asked: Asked) -> Answer:
        """The usual answer, unless a test says another one."""
        return self.usual(asked)

    def usual(self, asked: Asked) -> Answer:
        """What the real solver finds."""
        return super().maximise(asked.model, asked.weights, asked.start, asked.unit, asked.keep)


@dataclass(frozen=True)
class Deaf(Double):
    """A solver that never hears of rows whose names begin in a certain way."""

    to: str = ""

    def answer(self, asked: Asked) -> Answer:
        """The best choice within the rows that were heard."""
        return self.usual(asked.without(self.to))


@dataclass(frozen=True)
class Tired(Double):
    """A solver that ends before it finds anything, once rows of a kind are spoken of."""

    of: str = ""

    def answer(self, asked: Asked) -> Answer:
        """Nothing, where it is tired."""
        return Answer(State.WORK, None, None) if asked.speaks_of(self.of) else self.usual(asked)
