"""A model of columns, mostly yes or no, and linear rows in integers, by blocks of payers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stack_planner.results import Option


class Sense(StrEnum):
    """How a row binds."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Column:
    """A decision of one block; ``weight`` is its part of the objective, in objective units.

    It is yes or no, unless ``upper`` (None: without bound) or ``whole`` make it an amount.
    """

    name: str
    block: str
    weight: int
    option: Option | None = None
    upper: int | None = 1
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """Σ coefficient · column ≤, ≥ or = bound; ``terms`` are (column index, coefficient).

    All was divided by ``divisor`` when the row was made; ``given`` was the bound before.
    """

    name: str
    terms: tuple[tuple[int, int], ...]
    sense: Sense
    bound: int
    divisor: int = field(default=1, compare=False)
    given: int | None = field(default=None, compare=False)

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
    def undivided(self) -> Row:
        """The row in the units of what it counts: whole CZK or person-days."""
        if self.given is None:
            return self
        terms = tuple((column, coefficient * self.divisor) for column, coefficient in self.terms)
        return Row(self.name, terms, self.sense, self.given)

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

    def keeps(self, chosen: frozenset[int]) -> bool:
        """Whether a set of columns keeps every row."""
        return all(row.holds(chosen) for row in self.rows)

    def options(self, chosen: Iterable[int]) -> tuple[Option, ...]:
        """The options among a set of columns, in the model's order."""
        return tuple(
            option for i in sorted(chosen) if (option := self.columns[i].option) is not None
        )

    def completed(self, names: Collection[str]) -> frozenset[int]:
        """The columns of options by name, with the synergies that follow from having them."""
        chosen = {i for i, column in enumerate(self.columns) if column.option}
        chosen = {i for i in chosen if self.columns[i].name in names}
        for index, column in enumerate(self.columns):
            if column.option is None:
                rows = [row for row in self.rows if any(i == index for i, _ in row.terms)]
                with_it, without = frozenset({*chosen, index}), frozenset(chosen)
                gains = column.weight > 0 and all(row.holds(with_it) for row in rows)
                if gains or not all(row.holds(without) for row in rows):
                    chosen.add(index)
        return frozenset(chosen)

    def shared_rows(self) -> tuple[Row, ...]:
        """The rows in which columns of two blocks meet: all that ties the towns together."""
        return tuple(
            row
            for row in self.rows
            if len({self.columns[column].block for column, _ in row.terms}) > 1
        )

    def restricted(self, block: str, chosen: frozenset[int]) -> tuple[Model, tuple[int, ...]]:
        """One block's own problem, all that the others decided held as chosen.

        A synergy is no decision: one that a column of the block brings about or ends is left free,
        also where the gain is another block's.

        Returns:
            The smaller model and, for each of its columns, the index in this one.
        """
        own = {i for i, column in enumerate(self.columns) if column.block == block}
        return self.held(own | self.following(own), chosen)

    def following(self, columns: Collection[int]) -> set[int]:
        """The synergies that some columns bring about or end."""
        return {
            i
            for row in self.rows
            if any(column in columns for column, _ in row.terms)
            for i, _ in row.terms
            if self.columns[i].option is None
        }

    def held(self, free: Collection[int], chosen: frozenset[int]) -> tuple[Model, tuple[int, ...]]:
        """The problem of some columns, all others held as chosen.

        Returns:
            The smaller model and, for each of its columns, the index in this one.
        """
        inside = sorted(free)
        places = {column: place for place, column in enumerate(inside)}
        rows = []
        for row in self.rows:
            terms = [(places[i], c) for i, c in row.terms if i in places]
            if terms:
                held = sum(c for i, c in row.terms if i not in places and i in chosen)
                rows.append(Row(row.name, tuple(terms), row.sense, row.bound - held))
        return Model(tuple(self.columns[i] for i in inside), tuple(rows)), tuple(inside)

    def without(self, columns: Collection[int]) -> Model:
        """The model without some columns; rows that nothing can break any more go as well."""
        kept = [i for i in range(len(self.columns)) if i not in columns]
        places = {column: place for place, column in enumerate(kept)}
        rows = (
            make_row(
                row.name,
                {places[i]: c for i, c in row.terms if i in places},
                row.sense,
                row.bound,
            )
            for row in self.rows
        )
        return Model(tuple(self.columns[i] for i in kept), essential(rows))


def essential(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that can be broken, sorted by name; of equal ones the first."""
    unique = {(row.terms, row.sense, row.bound): row for row in reversed(list(rows))}
    kept = [row for row in unique.values() if row.binds]
    return tuple(sorted(kept, key=lambda row: row.name))


def make_row(name: str, terms: Mapping[int, int], sense: Sense, bound: int) -> Row:
    """A row without zero terms, divided by its greatest common divisor.

    The bound of an inequality is rounded inwards, which tightens the row and loses no choice.
    """
    kept = {column: coefficient for column, coefficient in terms.items() if coefficient}
    divisor = gcd(*kept.values()) or 1
    if sense is Sense.EQUAL and bound % divisor:
        divisor = 1
    inwards = -(-bound // divisor) if sense is Sense.AT_LEAST else bound // divisor
    divided = tuple(sorted((i, c // divisor) for i, c in kept.items()))
    return Row(name, divided, sense, inwards, divisor, bound)
