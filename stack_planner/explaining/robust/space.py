"""The space W of the weights that may be meant: stated bounds and rank order, their sum 1.

Bounds are in the units of the column of weights and divided by its sum, as the weights themselves
are. A criterion of a lower rank number weighs at least as much as any of a higher one; equal ranks,
and criteria without a rank, say nothing of one another. A criterion without bounds is free from 0
to 1. If nothing at all is stated, each weight may be 20 % smaller or larger than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise, product
from math import lcm
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.answer import SpaceState
from stack_planner.explaining.robust.cone import Cone, dot, orthant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.explaining.robust.cone import Normal
    from stack_planner.explaining.valuing import Weights
    from stack_planner.records import Criterion, Strategy

SPREAD = Fraction(20, 100)
"""How far each weight may be from today's where nothing is stated."""

MOST_CORNERS = 3_000
"""Corners of W up to which all of it is gone through: ten criteria at ±20 % have 1,260."""


@dataclass(frozen=True)
class Space:
    """The weights that keep bounds and order; ``today`` are the weights as they are, by criterion.

    ``given`` are (least, most) by criterion, as shares of all weight.
    """

    today: Mapping[str, Fraction]
    given: Mapping[str, tuple[Fraction, Fraction]]
    order: tuple[tuple[str, ...], ...]
    stated: bool

    @cached_property
    def cone(self) -> Cone:
        """All positive multiples of the weights; no edges where there are none, or too many."""
        return self._cone or Cone(orthant(len(self.today)).normals, ())

    @cached_property
    def _cone(self) -> Cone | None:
        """The cone; None where it has too many edges on the way."""
        cone = orthant(len(self.today))
        for normal in self._normals():
            cone = cone.cut(normal)
            if len(cone.edges) > MOST_CORNERS:
                return None
        return cone

    def _normals(self) -> Iterator[Normal]:
        """The bounds and the order as half-spaces through the origin."""
        codes = list(self.today)
        for code, (least, most) in self.given.items():
            mine = [int(code == other) for other in codes]
            if least > 0:
                yield _whole([own - least for own in mine])
            if most < 1:
                yield _whole([most - own for own in mine])
        for group, following in pairwise(self.order):
            for more, less in product(group, following):
                yield tuple((code == more) - (code == less) for code in codes)

    @cached_property
    def corners(self) -> tuple[Weights, ...]:
        """The vertices of W, sorted."""
        return tuple(sorted(weights_of(edge.ray) for edge in self.cone.edges))

    @property
    def state(self) -> SpaceState:
        """Whether today's weights are in W, and whether W can be gone through at all."""
        if self._cone is None:
            return SpaceState.VAST
        if not self.corners:
            return SpaceState.EMPTY
        today = _whole(list(self.today.values()))
        inside = all(dot(normal, today) >= 0 for normal in self.cone.normals)
        return SpaceState.INSIDE if inside else SpaceState.OUTSIDE

    @property
    def bounds(self) -> tuple[tuple[str, Fraction, Fraction], ...]:
        """(criterion, least, most weight) that there is; what is stated where there are none."""
        if not self.corners:
            return tuple((code, *both) for code, both in self.given.items())
        sides = zip(self.today, zip(*self.corners, strict=True), strict=True)
        return tuple((code, min(side), max(side)) for code, side in sides)


def space_of(strategy: Strategy, weights: Mapping[str, Fraction]) -> Space:
    """The space that a strategy states; ``weights`` are today's."""
    criteria = strategy.criteria
    stated = any(map(_is_stated, criteria))
    total = sum((criterion.weight for criterion in criteria), Fraction(0))
    given = {criterion.code: _bounds(criterion, total) for criterion in criteria}
    assumed = {code: _around(weight) for code, weight in weights.items()}
    return Space(weights, given if stated else assumed, _order(criteria), stated)


def weights_of(ray: Sequence[int]) -> Weights:
    """The weights in the direction of an edge of the cone."""
    total = sum(ray)
    return tuple(Fraction(number, total) for number in ray)


def _is_stated(criterion: Criterion) -> bool:
    said = (criterion.weight_min, criterion.weight_max, criterion.rank)
    return any(each is not None for each in said)


def _around(weight: Fraction) -> tuple[Fraction, Fraction]:
    return weight * (1 - SPREAD), min(Fraction(1), weight * (1 + SPREAD))


def _bounds(criterion: Criterion, total: Fraction) -> tuple[Fraction, Fraction]:
    low, high = criterion.weight_min, criterion.weight_max
    least = Fraction(0) if low is None else low / total
    return least, Fraction(1) if high is None else min(Fraction(1), high / total)


def _order(criteria: Sequence[Criterion]) -> tuple[tuple[str, ...], ...]:
    """The codes by rank, the most important first."""
    ranked = sorted((c.rank, c.code) for c in criteria if c.rank is not None)
    groups = groupby(ranked, key=lambda each: each[0])
    return tuple(tuple(code for _, code in group) for _, group in groups)


def _whole(numbers: Sequence[Fraction]) -> Normal:
    """The numbers times their common denominator."""
    scale = lcm(*(Fraction(number).denominator for number in numbers))
    return tuple(int(number * scale) for number in numbers)
