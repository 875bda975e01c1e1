"""The region by its blocks: each payer's own problem, and prices on what the payers share.

A price vector is the Lagrangian multiplier of the shared rows (Geoffrion 1974, Mathematical
Programming Study 2, 82–114). Prices are whole numbers of 1/``PRICE_UNIT`` of an objective unit for
one unit of a row, so that every bound made of them is exact.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Row, Sense
from stack_planner.choosing.solve import BOUND_TOLERANCE
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.solve import Answer, Solver

PRICE_UNIT = 1 << 30
KEPT = 8
"""How many of the worse choices of a block are kept beside its best one."""


@dataclass(frozen=True)
class Block:
    """One payer's own problem: its columns, by their indices in the region, and its own rows."""

    name: str
    places: tuple[int, ...]
    own: Model
    uses: Mapping[str, Mapping[int, int]]

    def reduced(self, prices: Mapping[str, int]) -> list[int]:
        """Weights less the prices of what a column uses of the shared rows, in price units."""
        weights = [column.weight * PRICE_UNIT for column in self.own.columns]
        for row, price in prices.items():
            for place, coefficient in self.uses.get(row, {}).items():
                weights[place] -= price * coefficient
        return weights

    def priced(self, prices: Mapping[str, int], solver: Solver, unit: int) -> Answer:
        """The block's best choice at some prices, with some worse ones; bound in price units.

        The reduced weights are no whole objective units, so a proven optimum is trusted to the
        solver's tolerance only.
        """
        weights = self.reduced(prices)
        answer = solver.maximise(self.own, weights, unit=unit * PRICE_UNIT, keep=KEPT)
        if answer.bound is None:
            return answer
        doubt = math.ceil(BOUND_TOLERANCE * unit * PRICE_UNIT)
        return replace(answer, bound=answer.bound + doubt)

    def use(self, row: str, chosen: frozenset[int]) -> int:
        """What a choice of the block uses of a shared row."""
        return sum(c for place, c in self.uses.get(row, {}).items() if place in chosen)

    def worth(self, chosen: frozenset[int]) -> int:
        """What a choice of the block is worth, in objective units."""
        return self.own.value(chosen)

    def within(self, chosen: frozenset[int]) -> frozenset[int]:
        """A choice of the block as one of the region."""
        return frozenset(self.places[place] for place in chosen)

    def inside(self, chosen: frozenset[int]) -> frozenset[int]:
        """The block's part of a choice of the region."""
        return frozenset(place for place, index in enumerate(self.places) if index in chosen)

    def cut(self, prices: Mapping[str, int], bound: int, number: int) -> Row:
        """What the block's bound at some prices says of its columns, in objective units.

        Coefficients are rounded down and the bound up, so that it stays true of every choice.
        """
        weights = self.reduced(prices)
        terms = tuple(
            (self.places[place], weight // PRICE_UNIT)
            for place, weight in enumerate(weights)
            if weight // PRICE_UNIT
        )
        return Row(f"price[{self.name},{number}]", terms, Sense.AT_MOST, -(-bound // PRICE_UNIT))


@dataclass(frozen=True)
class Blocks:
    """A region's model taken apart into blocks and the rows that tie them together."""

    model: Model

    @cached_property
    def shared(self) -> Mapping[str, Row]:
        """The shared rows by name, every inequality turned to ≤."""
        return {row.name: _at_most(row) for row in self.model.shared_rows()}

    @cached_property
    def parts(self) -> tuple[Block, ...]:
        """The blocks, by payer."""
        by_block: defaultdict[str, list[int]] = defaultdict(list)
        for index, column in enumerate(self.model.columns):
            by_block[column.block].append(index)
        return tuple(self._part(name, by_block[name]) for name in sorted(by_block))

    def _part(self, name: str, places: Sequence[int]) -> Block:
        own, _ = Model(
            self.model.columns,
            tuple(row for row in self.model.rows if row.name not in self.shared),
        ).held(places, frozenset())
        at = {column: place for place, column in enumerate(places)}
        uses = {
            row.name: used
            for row in self.shared.values()
            if (used := {at[i]: c for i, c in row.terms if i in at})
        }
        return Block(name, tuple(places), own, uses)

    def settled(self, prices: Mapping[str, int], runs: frozenset[int]) -> Mapping[str, int]:
        """The prices with those of rows that the region's runs settle for a town made plain.

        Where a row lets one town do something only if the region runs something, a run makes it
        free; without the run its price is the least at which the town does nothing of the kind.
        So the town's choices fit the runs, and what it would do under other runs is not priced out
        more than need be.
        """
        settled = {row.name for _, row in self._permits}
        plain = {name: price for name, price in prices.items() if name not in settled}
        for block, row in self._permits:
            if sum(c for i, c in row.terms if i in runs) == 0:
                weights = block.reduced(plain)
                price = max(weights[place] for place in block.uses[row.name])
                if price > 0:
                    plain[row.name] = price
        return plain

    @cached_property
    def _permits(self) -> tuple[tuple[Block, Row], ...]:
        """Rows by which one town may do something only if the region does, with its block."""
        return tuple(
            (users[0], row)
            for name, row in self.shared.items()
            if row.sense is Sense.AT_MOST
            and row.bound == 0
            and len(users := [b for b in self.parts if b.name != REGION and name in b.uses]) == 1
            and all(coefficient == 1 for coefficient in users[0].uses[name].values())
        )

    def bound(self, prices: Mapping[str, int], bounds: Sequence[int]) -> int:
        """No choice is worth more: the blocks' bounds at some prices, and the worth of all rows.

        Args:
            prices: of the shared rows; never negative where a row is an inequality.
            bounds: of all blocks at these prices, in price units.
        """
        rows = sum(price * self.shared[name].bound for name, price in prices.items())
        return (sum(bounds) + rows) // PRICE_UNIT

    def exact(self, prices: Mapping[str, float]) -> Mapping[str, int]:
        """Prices of floating point in price units; of inequalities only those above nothing."""
        whole = {}
        for name, row in self.shared.items():
            price = round(prices.get(name, 0.0) * PRICE_UNIT)
            if price > 0 or (price and row.sense is Sense.EQUAL):
                whole[name] = price
        return whole


def _at_most(row: Row) -> Row:
    if row.sense is not Sense.AT_LEAST:
        return row
    terms = tuple((column, -coefficient) for column, coefficient in row.terms)
    return Row(row.name, terms, Sense.AT_MOST, -row.bound)
