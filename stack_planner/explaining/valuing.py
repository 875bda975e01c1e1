"""What choices are worth as linear functions of the weights of criteria, unrounded.

At weights w, their sum 1, a project is worth Σ wₖ · full value · need · share of criterion k, in
units of 10⁻⁴ point. A synergy is worth the same at any weights, which for a sum of 1 is also a
linear function: all its parts are equal. So a choice is a vector, one part a criterion.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import TYPE_CHECKING

from stack_planner.records import REGION
from stack_planner.results import UNITS_PER_POINT
from stack_planner.scoring.value import POINTS_OF_FULL_VALUE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from stack_planner.choosing.model import Column
    from stack_planner.explaining.held import Held, Region

Weights = tuple[Fraction, ...]
"""Weights in the order of the criteria, as shares of all."""

Vector = tuple[int, ...]
"""What a choice is worth by criterion, in the parts of a unit of its ``Linear``."""


@dataclass(frozen=True)
class Linear:
    """The worth of columns as linear functions: ``parts`` by column and criterion, in units."""

    parts: tuple[tuple[Fraction, ...], ...]
    criteria: int

    @cached_property
    def scale(self) -> int:
        """The parts of a unit in which every column is whole."""
        return lcm(*(part.denominator for parts in self.parts for part in parts))

    @cached_property
    def vectors(self) -> tuple[Vector, ...]:
        """The worth of each column in those parts."""
        return tuple(tuple(int(part * self.scale) for part in parts) for parts in self.parts)

    def vector(self, chosen: Collection[int]) -> Vector:
        """The worth of a choice."""
        columns = [self.vectors[index] for index in chosen]
        return tuple(map(sum, zip(*columns, strict=True))) or (0,) * self.criteria

    def at(self, weights: Weights, vector: Sequence[int]) -> Fraction:
        """What a vector is worth at weights, in units."""
        return next(self._each_at(weights, [vector]))

    def ahead(self, weights: Weights, one: Vector, other: Vector) -> Fraction:
        """By how much one vector is worth more than another at weights, in units."""
        return self.at(weights, [a - b for a, b in zip(one, other, strict=True)])

    def columns_at(self, weights: Weights) -> Iterator[Fraction]:
        """What each column is worth at weights, in units."""
        return self._each_at(weights, self.vectors)

    def _each_at(self, weights: Weights, vectors: Iterable[Sequence[int]]) -> Iterator[Fraction]:
        parts = lcm(*(weight.denominator for weight in weights))
        wholes = [weight.numerator * (parts // weight.denominator) for weight in weights]
        for vector in vectors:
            yield Fraction(sum(map(mul, wholes, vector)), parts * self.scale)


def project_parts(region: Region, project: str, town: str) -> tuple[Fraction, ...]:
    """What a project is worth to a town, by criterion, in units."""
    scores = region.scores
    need = scores.needs[town, region.strategy.project[project].area]
    full = POINTS_OF_FULL_VALUE * UNITS_PER_POINT * need
    shares = scores.utilities[project, town]
    return tuple(full * shares.get(criterion, 0) for criterion in scores.weights)


@dataclass(frozen=True)
class Values:
    """The worth of each column of a town's problem, by criterion."""

    held: Held

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """The criteria in the order of the parts."""
        return tuple(self.held.region.scores.weights)

    @cached_property
    def today(self) -> Weights:
        """The weights as they are."""
        return tuple(self.held.region.scores.weights.values())

    @cached_property
    def linear(self) -> Linear:
        """The worth of the columns at any weights."""
        return Linear(tuple(map(self._column, self.held.model.columns)), len(self.criteria))

    def _column(self, column: Column) -> tuple[Fraction, ...]:
        if column.option is None:
            return (Fraction(column.weight),) * len(self.criteria)
        return self._project(column.option.project)

    def _project(self, code: str) -> tuple[Fraction, ...]:
        return project_parts(self.held.region, code, self.held.code)

    @cached_property
    def served_today(self) -> Fraction:
        """What the town has at today's weights that it does not decide on, in units."""
        held = self.held
        region = (
            project
            for (project, town), option in held.region.count.mine.items()
            if town == held.code and option.payer == REGION
        )
        rounding = Fraction(0)
        for project in region:
            pairs = zip(self.today, self._project(project), strict=True)
            exact = sum((weight * part for weight, part in pairs), Fraction(0))
            rounding += exact - held.region.scores.values[project, held.code]
        return held.value(()) + rounding

    def moved(self, criterion: str, weight: Fraction) -> Weights:
        """The weights where a criterion has another one and the others stay in proportion."""
        place = self.criteria.index(criterion)
        left = (1 - weight) / (1 - self.today[place])
        return tuple(
            weight if other == place else left * before for other, before in enumerate(self.today)
        )

    def shifted(self, source: str, target: str, amount: Fraction) -> Weights:
        """The weights where an amount was moved from one criterion to another."""
        changes = {self.criteria.index(source): -amount, self.criteria.index(target): amount}
        return tuple(before + changes.get(place, 0) for place, before in enumerate(self.today))
