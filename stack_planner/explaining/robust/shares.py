"""The share of W in which each known plan is the best one: volumes of the cells of the envelope.

W may lie in a plane of fewer dimensions (equal bounds make it a line, or a point). Volumes are
therefore measured in just as many coordinates as W has dimensions, such that all others follow
from them; that stretches all cells alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.volume import Vertex, Volume, volume

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.robust.cone import Edge
    from stack_planner.explaining.robust.envelope import Envelope
    from stack_planner.explaining.valuing import Weights


DIGITS = 15
"""Places of a share that is not told as an exact fraction."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane of some points: ``places`` are coordinates that determine all of them.

    ``steps`` are by place what a step of 1 there changes in all coordinates.
    """

    places: tuple[int, ...]
    steps: tuple[tuple[Fraction, ...], ...]

    def point(self, weights: Weights) -> Weights:
        """The coordinates that determine weights."""
        return tuple(weights[place] for place in self.places)

    def normal(self, inward: Sequence[int]) -> tuple[int, ...]:
        """The outer normal in those coordinates, up to a factor, of a half-space of all."""
        slopes = [
            -sum((a * b for a, b in zip(inward, step, strict=True)), Fraction(0))
            for step in self.steps
        ]
        scale = lcm(*(slope.denominator for slope in slopes))
        return tuple(int(slope * scale) for slope in slopes)


def plane(points: Sequence[Weights]) -> Plane:
    """The plane of some points."""
    origin = points[0]
    steps: dict[int, list[Fraction]] = {}
    for point in points[1:]:
        step = [a - b for a, b in zip(point, origin, strict=True)]
        for place, other in steps.items():
            step = _less(step, step[place], other)
        pivot = next((place for place, number in enumerate(step) if number), None)
        if pivot is None:
            continue
        step = [number / step[pivot] for number in step]
        steps = {place: _less(other, other[pivot], step) for place, other in steps.items()}
        steps[pivot] = step
    places = tuple(sorted(steps))
    return Plane(places, tuple(tuple(steps[place]) for place in places))


def _less(step: Sequence[Fraction], times: Fraction, other: Sequence[Fraction]) -> list[Fraction]:
    return [a - times * b for a, b in zip(step, other, strict=True)]


@dataclass(frozen=True)
class Shares:
    """The shares of W of the plans of an envelope."""

    envelope: Envelope

    @cached_property
    def _plane(self) -> Plane:
        return plane(self.envelope.space.corners)

    @cached_property
    def _volumes(self) -> tuple[Volume, ...]:
        """The volume of the cell of each plan."""
        return tuple(map(self._volume, range(len(self.envelope.plans))))

    def _volume(self, place: int) -> Volume:
        cell = self.envelope.cell(place)
        size = len(self._plane.places)
        if len(cell) <= size or len(plane([weights for weights, _ in cell]).places) < size:
            return Volume(Fraction(0), Fraction(0))
        if not size:
            return Volume(Fraction(1), Fraction(0))
        walls = self._walls(place)
        return volume([self._vertex(walls, *corner) for corner in cell])

    def _walls(self, place: int) -> tuple[tuple[int, ...], ...]:
        """The outer normals of a cell: those of W, then against each plan (none against itself)."""
        mine = self.envelope.plans[place].vector
        inward = [normal[:-1] for normal in self.envelope.cone.normals]
        first = len(self.envelope.space.cone.normals)
        against = ([a + b for a, b in zip(mine, half, strict=True)] for half in inward[first:])
        return tuple(self._plane.normal(each) for each in (*inward[:first], *against))

    def _vertex(self, walls: Sequence[tuple[int, ...]], weights: Weights, edge: Edge) -> Vertex:
        """A vertex of a cell with the normals of all that it lies in."""
        tight = (normal for place, normal in enumerate(walls) if edge.lies_in(place))
        return Vertex(self._plane.point(weights), tuple(normal for normal in tight if any(normal)))

    @cached_property
    def of_plans(self) -> tuple[Fraction, ...]:
        """The share of each plan; their sum is 1."""
        whole = sum((volume.size for volume in self._volumes), Fraction(0))
        if not self._rounding:
            return tuple(volume.size / whole for volume in self._volumes)
        digits = 10**DIGITS
        shares = [Fraction(round(v.size / whole * digits), digits) for v in self._volumes]
        largest = shares.index(max(shares))
        shares[largest] += 1 - sum(shares)
        return tuple(shares)

    @cached_property
    def _rounding(self) -> Fraction:
        return sum((volume.error for volume in self._volumes), Fraction(0))

    @cached_property
    def error(self) -> Fraction:
        """By how much a share may be off at most; nothing is known where a plan may be missing."""
        if not self.envelope.exact:
            return Fraction(1)
        if not self._rounding:
            return Fraction(0)
        whole = sum((volume.size for volume in self._volumes), Fraction(0))
        off = 2 * self._rounding / (whole - self._rounding)
        return Fraction(ceil(off * 10**DIGITS) + len(self._volumes), 10**DIGITS)
