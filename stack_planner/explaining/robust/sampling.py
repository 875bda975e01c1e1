"""Weights drawn evenly from all of their space, in exact fractions.

A walk that leaps along the directions between two vertices, each time to any point of the chord
alike (hit-and-run: Smith 1984, Operations Research 32, 1296–1308); its points come to be spread
evenly over the whole space.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from random import Random
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.cone import dot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.valuing import Weights

SEED = 1
PARTS = 1 << 30
"""Parts of a vertex's coordinates in which the walk steps."""

LEAPS = 4
"""Leaps between two draws, for each criterion."""


def drawn(space: Space, count: int) -> Iterator[Weights]:
    """So many weights, the same ones each time; W must not be empty."""
    random = Random(SEED)  # noqa: S311 — the same dice every time, not a secret
    corners, whole = _whole(space.corners)
    point = _middle(corners)
    for _ in range(count):
        for _ in range(LEAPS * len(point)):
            point = _leap(point, corners, space, random)
        yield tuple(Fraction(number, whole * PARTS) for number in point)


def _whole(corners: Sequence[Weights]) -> tuple[list[tuple[int, ...]], int]:
    """The vertices in whole numbers, and what they are divided by."""
    whole = lcm(*(weight.denominator for corner in corners for weight in corner))
    return [tuple(int(weight * whole) for weight in corner) for corner in corners], whole


def _middle(corners: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Nearly the mean of the vertices."""
    each, rest = divmod(PARTS, len(corners))
    sums = map(sum, zip(*corners, strict=True))
    return tuple(each * total + rest * first for total, first in zip(sums, corners[0], strict=True))


def _leap(
    point: tuple[int, ...], corners: Sequence[tuple[int, ...]], space: Space, random: Random
) -> tuple[int, ...]:
    """Any point of the chord through a point in a direction between two vertices."""
    one, other = random.choice(corners), random.choice(corners)
    way = tuple(a - b for a, b in zip(one, other, strict=True))
    low, high = -PARTS, PARTS
    for normal in space.cone.normals:
        steep = dot(normal, way)
        room = dot(normal, point)
        if steep > 0:
            low = max(low, -(room // steep))
        elif steep < 0:
            high = min(high, room // -steep)
    length = random.randint(low, high)
    return tuple(number + length * step for number, step in zip(point, way, strict=True))
