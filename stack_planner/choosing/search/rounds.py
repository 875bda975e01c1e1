"""Rounds of pricing: ever better prices, tighter bounds and better plans of the whole region.

Each round prices every block at the prices of two linear problems in turn: the region's relaxation
with all that pricing has proved so far (cuts), and the mixture of the blocks' known choices. What
the region itself runs stays yes or no in the relaxation: its few large projects are a knapsack
that prices alone cannot settle.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense
from stack_planner.choosing.search.mixture import Mixture
from stack_planner.choosing.solve import State
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.model import Row
    from stack_planner.choosing.search.pricing import Block, Blocks
    from stack_planner.choosing.solve import Answer, Relaxed, Solver

RUN_NODES = 300
"""The work on the relaxation with the region's runs yes or no; its bound is true in any case."""


@dataclass
class Rounds:
    """What pricing has found of a region: a bound, a plan, cuts, and choices of every block.

    ``unit`` is what the weights are divided by for the solver; ``bound`` and the worth of ``plan``
    are in objective units.
    """

    blocks: Blocks
    solver: Solver
    unit: int = 1
    plan: frozenset[int] | None = None
    bound: int | None = None
    cuts: list[Row] = field(default_factory=list)
    choices: dict[str, list[frozenset[int]]] = field(default_factory=dict)
    prices: Mapping[str, int] = field(default_factory=dict)
    impossible: bool = False
    solves: int = 0
    nodes: int = 0
    _tried: set[frozenset[int]] = field(default_factory=set)
    _runs: frozenset[int] | None = None

    @property
    def model(self) -> Model:
        """The model of the region in one piece."""
        return self.blocks.model

    @property
    def tightened(self) -> Model:
        """The model with all that pricing has proved."""
        return replace(self.model, rows=(*self.model.rows, *self.cuts))

    @property
    def region(self) -> frozenset[int]:
        """The columns of what the region runs."""
        columns = self.model.columns
        return frozenset(i for i, column in enumerate(columns) if column.block == REGION)

    @property
    def gap(self) -> int | None:
        """Bound less plan, in objective units; None as long as one of them is missing."""
        if self.plan is None or self.bound is None:
            return None
        return self.bound - self.model.value(self.plan)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to find: the plan is proven, or there can be none."""
        return self.impossible or self.gap == 0

    def begin(self) -> None:
        """Prices of the plain relaxation, and the region's runs that seem best by them."""
        for chosen in [] if self.plan is None else [self.plan]:
            for block in self.blocks.parts:
                self._know(block, block.inside(chosen))
        relaxed = self.solver.relax(in_parts(self.model), self.unit)
        if relaxed is not None:
            self._price(self._prices(self.model.rows, relaxed))
        self._tighten()

    def go_on(self) -> None:
        """One round; nothing where the region's best runs are not known."""
        if self._runs is None or self.impossible:
            return
        if self._runs not in self._tried:
            self._tried.add(self._runs)
            self._price_as_relaxed(self._runs)
        mixture = Mixture(self.blocks, self.choices)
        prices = mixture.prices(self._runs, self.solver, self.unit)
        if prices is not None:
            self._price(self.blocks.settled(prices, self._runs))
        self._tighten()
        self.solves += 1
        self.offer(Mixture(self.blocks, self.choices).plan(self.solver, self.unit))

    def offer(self, plan: frozenset[int] | None) -> bool:
        """Takes a plan that keeps every row and is worth more than the one so far."""
        better = plan is not None and (
            self.plan is None or self.model.value(plan) > self.model.value(self.plan)
        )
        if plan is None or not better or not self.model.keeps(plan):
            return False
        self.plan = plan
        self.impossible = False
        return True

    def found(self, bound: int | None) -> None:
        """Takes a bound that is tighter than the one so far."""
        if bound is not None and (self.bound is None or bound < self.bound):
            self.bound = bound

    def _tighten(self) -> None:
        """The bound of the relaxation with all cuts, and the region's runs that reach it."""
        limited = self.solver.within(RUN_NODES)
        answer = limited.maximise(in_parts(self.tightened, self.region), unit=self.unit)
        self.count(answer)
        self.found(answer.bound)
        self._runs = answer.chosen

    def _price_as_relaxed(self, runs: frozenset[int]) -> None:
        """The prices that the relaxation gives the shared rows with the region's runs held."""
        rest = set(range(len(self.model.columns))) - self.region
        held, _ = self.tightened.held(rest, runs)
        relaxed = self.solver.relax(in_parts(held), self.unit)
        if relaxed is not None:
            self._price(self._prices(held.rows, relaxed))

    def _prices(self, rows: Sequence[Row], relaxed: Relaxed) -> Mapping[str, int]:
        told = zip(rows, relaxed.prices, strict=True)
        return self.blocks.exact(
            {row.name: -price if row.sense is Sense.AT_LEAST else price for row, price in told}
        )

    def _price(self, prices: Mapping[str, int]) -> None:
        """Every block's best choices at some prices, and what its bound says of it."""
        parts = self.blocks.parts
        answers = self.solver.limits.side_by_side(
            lambda block: block.priced(prices, self.solver, self.unit), parts
        )
        self.prices = prices
        for block, answer in zip(parts, answers, strict=True):
            self._learn(block, prices, answer)
        bounds = [answer.bound for answer in answers if answer.bound is not None]
        if len(bounds) == len(parts):
            self.found(self.blocks.bound(prices, bounds))

    def count(self, answer: Answer) -> None:
        """Counts the effort of a run; one without any choice makes the whole impossible.

        Not so where a plan is known that keeps every row: then the run was wrong.
        """
        self.solves += answer.solves
        self.nodes += answer.nodes
        if answer.state is State.INFEASIBLE and self.plan is None:
            self.impossible = True

    def _learn(self, block: Block, prices: Mapping[str, int], answer: Answer) -> None:
        self.count(answer)
        for chosen in (answer.chosen, *answer.others):
            if chosen is not None:
                self._know(block, chosen)
        if answer.bound is not None:
            self.cuts.append(block.cut(prices, answer.bound, len(self.cuts)))

    def _know(self, block: Block, chosen: frozenset[int]) -> None:
        known = self.choices.setdefault(block.name, [])
        if chosen not in known:
            known.append(chosen)


def in_parts(model: Model, whole: frozenset[int] = frozenset()) -> Model:
    """The model with all columns as shares but some."""
    return replace(
        model,
        columns=tuple(
            column if index in whole else replace(column, whole=False)
            for index, column in enumerate(model.columns)
        ),
    )
