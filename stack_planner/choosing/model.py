"""A model of columns, mostly yes or no, and linear rows in integers, by blocks of payers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.results import Option


class Sense(StrEnum):
    """How a row binds."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Column:
    """A decision of one block; ``weight`` is its part of the objective, in objective units.

    It runs from 0 to ``upper`` (None for no bound), in ``whole`` steps or continuously.
    """

    name: str
    block: str
    weight: int
    option: Option | None = None
    upper: int | None = 1
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """Σ coefficient · column ≤, ≥ or = bound; ``terms`` are (column index, coefficient)."""

    name: str
    terms: tuple[tuple[int, int], ...]
    sense: Sense
    bound: int

    def activity(self, chosen: frozenset[int]) -> int:
        """The left side for a set of chosen columns."""
        return sum(coefficient for column, coefficient in self.terms if column in chosen)

    def holds(self, chosen: frozenset[int]) -> bool:
        """Whether a set of chosen columns keeps the row."""
        activity = self.activity(chosen)
        if self.sense is Sense.AT_MOST:
            return activity <= self.bound
        if self.sense is Sense.AT_LEAST:
            return activity >= self.bound
        return activity == self.bound

    @property
    def binds(self) -> bool:
        """Whether any choice of columns could break it."""
        low = sum(min(0, coefficient) for _, coefficient in self.terms)
        high = sum(max(0, coefficient) for _, coefficient in self.terms)
        if self.sense is Sense.AT_MOST:
            return high > self.bound
        if self.sense is Sense.AT_LEAST:
            return low < self.bound
        return True


@dataclass(frozen=True)
class Model:
    """Maximise Σ weight over the chosen columns, keeping every row; sorted by name throughout."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def blocks(self) -> tuple[str, ...]:
        """The payers, sorted."""
        return tuple(sorted({column.block for column in self.columns}))

    def value(self, chosen: Iterable[int]) -> int:
        """The objective of a set of columns."""
        return sum(self.columns[column].weight for column in chosen)

    def shared_rows(self) -> tuple[Row, ...]:
        """The rows in which columns of two blocks meet: all that ties the towns together."""
        return tuple(
            row
            for row in self.rows
            if len({self.columns[column].block for column, _ in row.terms}) > 1
        )

    def restricted(self, block: str, chosen: frozenset[int]) -> tuple[Model, tuple[int, ...]]:
        """One block's own problem, all other columns held as chosen.

        Returns:
            The smaller model and, for each of its columns, the index in this one.
        """
        inside = [i for i, column in enumerate(self.columns) if column.block == block]
        places = {column: place for place, column in enumerate(inside)}
        rows = []
        for row in self.rows:
            terms = [(places[i], c) for i, c in row.terms if i in places]
            if terms:
                held = sum(c for i, c in row.terms if i not in places and i in chosen)
                rows.append(Row(row.name, tuple(terms), row.sense, row.bound - held))
        return Model(tuple(self.columns[i] for i in inside), tuple(rows)), tuple(inside)


def make_row(name: str, terms: Mapping[int, int], sense: Sense, bound: int) -> Row:
    """A row without zero terms, divided by its greatest common divisor.

    The bound of an inequality is rounded inwards, which tightens the row and loses no choice.
    """
    kept = {column: coefficient for column, coefficient in terms.items() if coefficient}
    divisor = gcd(*kept.values()) or 1
    if sense is Sense.EQUAL and bound % divisor:
        divisor = 1
    inwards = -(-bound // divisor) if sense is Sense.AT_LEAST else bound // divisor
    return Row(name, tuple(sorted((i, c // divisor) for i, c in kept.items())), sense, inwards)
