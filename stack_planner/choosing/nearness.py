"""Nothing moves for nothing: of plans worth as much, the nearest to a plan that was there.

Who agreed to a plan should find it again where it is as good as any other one. The nearest plan has
the most options of the one before, by project, payer, start and financing. First all of it stands
in for what was found; else, as long as that brings the two nearer, common projects go back to what
they were, then each payer's own problem is asked for the most that it had before; at last the whole
region is. No step loses value, and every row still holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.choosing.preference import keeping
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from stack_planner.choosing.model import Row
    from stack_planner.choosing.solve import Solver
    from stack_planner.records import Strategy

MOST_ROUNDS = 10

REGION_NODES = 300
"""How hard the whole region is asked in one piece; what it has not settled is near, not nearest."""


@dataclass(frozen=True)
class Nearness:
    """Brings choices of a model near to a plan that was there ``before``, by its options' keys.

    What is no longer among the columns is passed over.
    """

    strategy: Strategy
    model: Model
    solver: Solver
    before: Collection[str]

    def nearest(self, chosen: frozenset[int]) -> tuple[frozenset[int], Model]:
        """A choice worth no less than ``chosen``, near to the plan; the model that holds it there.

        The options that the two have in common have to stay in that model; the rest may still
        become better.
        """
        whole = self.model.completed(self.before)
        near = whole if self._as_good(whole, chosen) else self._anywhere(self._nearer(chosen))
        return near, Model(self.model.columns, (*self.model.rows, *self._staying(near)))

    @cached_property
    def _had(self) -> frozenset[int]:
        """The columns of the options that there were."""
        columns = enumerate(self.model.columns)
        return frozenset(i for i, c in columns if c.option and c.name in self.before)

    def _staying(self, chosen: frozenset[int]) -> Iterator[Row]:
        for i in sorted(chosen & self._had):
            yield make_row(f"near[{self.model.columns[i].name}]", {i: 1}, Sense.AT_LEAST, 1)

    def _nearer(self, chosen: frozenset[int]) -> frozenset[int]:
        for _ in range(MOST_ROUNDS):
            nearer = self._common(chosen)
            for block in self.model.blocks:
                nearer = self._asked(nearer, *self.model.restricted(block, nearer), self.solver)
            if nearer == chosen:
                break
            chosen = nearer
        return chosen

    def _anywhere(self, chosen: frozenset[int]) -> frozenset[int]:
        """The choice with the whole region solved in one piece for the most options that it had."""
        limits = replace(self.solver.limits, nodes=min(self.solver.limits.nodes, REGION_NODES))
        everywhere = tuple(range(len(self.model.columns)))
        return self._asked(chosen, self.model, everywhere, replace(self.solver, limits=limits))

    def _as_good(self, other: frozenset[int], chosen: frozenset[int]) -> bool:
        loses = self.model.value(other) < self.model.value(chosen)
        return not loses and self.model.keeps(other)

    def _common(self, chosen: frozenset[int]) -> frozenset[int]:
        """The choice with common projects as they were, one by one, where that is as good."""
        for columns in self._runs():
            other = self._completed((chosen - columns) | (self._had & columns))
            if self._is_nearer(other, chosen):
                chosen = other
        return chosen

    def _completed(self, chosen: frozenset[int]) -> frozenset[int]:
        columns = self.model.columns
        return self.model.completed({columns[i].name for i in chosen if columns[i].option})

    def _is_nearer(self, other: frozenset[int], chosen: frozenset[int]) -> bool:
        return len(other & self._had) > len(chosen & self._had) and self._as_good(other, chosen)

    def _runs(self) -> Iterator[frozenset[int]]:
        """The columns of each common project that there was, by its code."""
        options = {i: c.option for i, c in enumerate(self.model.columns) if c.option}
        runs = {options[i].project for i in self._had if options[i].payer == REGION}
        for project in sorted(runs):
            yield frozenset(i for i, option in options.items() if option.project == project)

    def _asked(
        self, chosen: frozenset[int], small: Model, places: tuple[int, ...], solver: Solver
    ) -> frozenset[int]:
        """The choice with a part of the region solved for the most options that it had."""
        inside = frozenset(i for i, column in enumerate(places) if column in chosen)
        weights = [int(column in self._had) for column in places]
        if solver.limits.is_over or sum(weights) == sum(weights[i] for i in inside):
            return chosen
        held = keeping(self.strategy, small, inside, [0])
        new = solver.maximise(held, weights, start=inside, unit=1).chosen
        if new is None:
            return chosen
        other = (chosen - set(places)) | {places[i] for i in new}
        return other if self._is_nearer(other, chosen) else chosen
