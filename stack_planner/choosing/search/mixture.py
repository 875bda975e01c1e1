"""The blocks' known choices put together: the best plan made of them, and the prices they set.

This is the restricted master problem of Dantzig & Wolfe (1960), Operations Research 8, 101–111: one
column for each known choice of a town, the region's own columns as they are, and the shared rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Column, Model, Row, Sense
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.search.pricing import Block, Blocks
    from stack_planner.choosing.solve import Solver

PENALTY = 4
"""A row's price is at most so many times what its most valuable column is worth for its largest
coefficient; it keeps the first prices, made of few choices, from running away."""


@dataclass(frozen=True)
class Mixture:
    """Known choices of the towns, each by the places in its own block."""

    blocks: Blocks
    choices: Mapping[str, Sequence[frozenset[int]]]

    @cached_property
    def taken(self) -> tuple[tuple[Block, frozenset[int]], ...]:
        """What each column of the model takes: one column of the region, or a town's choice."""
        return tuple(
            (block, chosen)
            for block in self.blocks.parts
            for chosen in (
                [frozenset([place]) for place in range(len(block.places))]
                if block.name == REGION
                else self.choices.get(block.name, ())
            )
        )

    @cached_property
    def model(self) -> Model:
        """A column for each choice, one of which every town takes, within the shared rows."""
        columns = tuple(
            Column(f"{block.name}|{number}", block.name, block.worth(chosen))
            for number, (block, chosen) in enumerate(self.taken)
        )
        return Model(columns, (*self._shared(), *self._one_each(), *self._regional()))

    def _shared(self) -> list[Row]:
        terms: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, (block, chosen) in enumerate(self.taken):
            for name in block.uses:
                if used := block.use(name, chosen):
                    terms[name].append((index, used))
        return [replace(row, terms=tuple(terms[name])) for name, row in self.blocks.shared.items()]

    def _one_each(self) -> list[Row]:
        members: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, (block, _) in enumerate(self.taken):
            if block.name != REGION:
                members[block.name].append((index, 1))
        return [
            Row(f"choice[{name}]", tuple(all_), Sense.EQUAL, 1) for name, all_ in members.items()
        ]

    def _regional(self) -> list[Row]:
        """The region's own rows, over its columns."""
        at = {next(iter(c)): i for i, (block, c) in enumerate(self.taken) if block.name == REGION}
        return [
            replace(row, terms=tuple((at[place], c) for place, c in row.terms))
            for block in self.blocks.parts
            if block.name == REGION
            for row in block.own.rows
        ]

    def plan(self, solver: Solver, unit: int) -> frozenset[int] | None:
        """The best plan of the region made of known choices; None where none was found."""
        chosen = solver.maximise(self.model, unit=unit).chosen
        if chosen is None:
            return None
        return frozenset().union(
            *(block.within(c) for block, c in map(self.taken.__getitem__, chosen))
        )

    def prices(self, runs: frozenset[int], solver: Solver, unit: int) -> Mapping[str, int] | None:
        """The prices at which the choices mix best with the region's runs held.

        Rows may be exceeded at a price that is surely too high, so that some mixture always exists.
        """
        indices = range(len(self.taken))
        held, _ = self.model.held(
            {i for i in indices if self.taken[i][0].name != REGION},
            frozenset(i for i in indices if self._within(i) <= runs),
        )
        relaxed = solver.relax(self._exceeded(held), unit)
        if relaxed is None:
            return None
        told = zip(held.rows, relaxed.prices, strict=True)
        return self.blocks.exact({row.name: price for row, price in told})

    def _within(self, index: int) -> frozenset[int]:
        block, chosen = self.taken[index]
        return block.within(chosen)

    def _exceeded(self, held: Model) -> Model:
        """The mixture with paid excess of every shared row."""
        columns = [replace(column, whole=False) for column in held.columns]
        rows = []
        for row in held.rows:
            shared = self.blocks.shared.get(row.name)
            if shared is None:
                rows.append(row)
                continue
            excess = self._excess(shared)
            terms = [(len(columns) + n, coefficient) for n, (_, coefficient) in enumerate(excess)]
            columns += [column for column, _ in excess]
            rows.append(replace(row, terms=(*row.terms, *terms)))
        return Model(tuple(columns), tuple(rows))

    def _excess(self, row: Row) -> list[tuple[Column, int]]:
        largest = max(abs(coefficient) for _, coefficient in row.terms)
        most = max(1, *(abs(self.blocks.model.columns[i].weight) for i, _ in row.terms))
        column = Column(f"excess|{row.name}", REGION, -PENALTY * most, upper=None, whole=False)
        signs = (-1, 1) if row.sense is Sense.EQUAL else (-1,)
        return [(column, sign * largest) for sign in signs]
