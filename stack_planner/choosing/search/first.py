"""A first plan of a region without any solver: what fits is taken, the best for its room first.

It is there before a large list is even handed to a solver, so that a search that comes to its
limit early still ends with a plan. An option that needs others (a joint project and its
participants, what it requires) is taken together with them, or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Row, Sense

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.model import Model

DEEPEST = 4
"""How far what is needed may need something itself: joining needs the run, that other towns."""

MOST_FAILURES = 20
"""So many columns are tried in vain before a row is left as it is."""


def first_plan(model: Model) -> frozenset[int] | None:
    """A choice that keeps every row; None where it is not easily found."""
    filling = Filling(model)
    for number in range(len(model.rows)):
        if not filling.mend(number, DEEPEST):
            return None
    synergies = [index for index in filling.ranked if model.columns[index].option is None]
    for index in (*filling.ranked, *synergies):
        if index not in filling.chosen:
            filling.take(index, DEEPEST)
    chosen = frozenset(filling.chosen)
    return chosen if model.keeps(chosen) else None


def is_limit(row: Row) -> bool:
    """Whether a row is room that is filled up: money, person-days, an allocation."""
    return row.sense is Sense.AT_MOST and row.bound > 1


@dataclass
class Filling:
    """A choice that grows column by column; ``chosen`` keeps the order, ``sums`` are left sides."""

    model: Model
    chosen: dict[int, None] = field(default_factory=dict)
    sums: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sums = [0] * len(self.model.rows)

    def take(self, index: int, depth: int) -> bool:
        """Takes a column with whatever it then needs; if that cannot be, nothing changes."""
        before = len(self.chosen)
        self._add(index)
        if all(self.mend(number, depth - 1) for number, _ in self._rows[index]):
            return True
        while len(self.chosen) > before:
            last, _ = self.chosen.popitem()
            for number, coefficient in self._rows[last]:
                self.sums[number] -= coefficient
        return False

    def mend(self, number: int, depth: int) -> bool:
        """Whether a row holds, maybe after taking what it asks for; a limit asks for nothing."""
        row = self.model.rows[number]
        if self._lack(number) == 0:
            return True
        if depth <= 0 or is_limit(row):
            return False
        failures = 0
        for index in self._helpers(number):
            failures += index in self.chosen or not self.take(index, depth)
            if self._lack(number) == 0:
                return True
            if failures > MOST_FAILURES:
                return False
        return False

    @cached_property
    def ranked(self) -> list[int]:
        """The columns that are worth something, most for the room that they take first."""
        use = [0.0] * len(self.model.columns)
        for row in filter(is_limit, self.model.rows):
            for index, coefficient in row.terms:
                use[index] += max(0, coefficient) / row.bound
        worth = [column.weight for column in self.model.columns]
        free = float("inf")
        dense = [w / u if u else free for w, u in zip(worth, use, strict=True)]
        return sorted((i for i, w in enumerate(worth) if w > 0), key=lambda i: (-dense[i], i))

    def _add(self, index: int) -> None:
        self.chosen[index] = None
        for number, coefficient in self._rows[index]:
            self.sums[number] += coefficient

    def _lack(self, number: int) -> int:
        """How much a row's left side lacks (above 0) or is too much (below 0)."""
        row = self.model.rows[number]
        short = row.bound - self.sums[number]
        if (row.sense is Sense.AT_MOST and short > 0) or (
            row.sense is Sense.AT_LEAST and short < 0
        ):
            return 0
        return short

    def _helpers(self, number: int) -> Sequence[int]:
        """The columns that bring a broken row nearer to its bound, the better ones first."""
        sign = 1 if self._lack(number) > 0 else -1
        places = self._places
        terms = self.model.rows[number].terms
        return sorted((i for i, c in terms if c * sign > 0), key=lambda i: places.get(i, i))

    @cached_property
    def _places(self) -> Mapping[int, int]:
        """Ranks; columns that are worth nothing come after those that are."""
        ranks = {index: place for place, index in enumerate(self.ranked)}
        size = len(self.model.columns)
        return {index: ranks.get(index, size + index) for index in range(size)}

    @cached_property
    def _rows(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """By column: the rows that it enters, with its coefficients."""
        rows: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, row in enumerate(self.model.rows):
            for index, coefficient in row.terms:
                rows[index].append((number, coefficient))
        return rows
