"""Volumes of polytopes from their vertices, exact but for one rounding far behind the point.

Lawrence's formula (1991, Mathematics of Computation 57, 259–271): for a direction c that is level
on no edge, a simple polytope of dimension n has the volume Σ (c·v)ⁿ / (n! · |det A| · Π γ) over
its vertices v, where A holds the n normals at v and c = Σ γ · normal. Where more than n boundaries
meet, the cone of their normals is cut into simple ones, each of which counts (as if the boundaries
were moved apart by next to nothing). The terms are exact fractions, but the sum of many has
thousands of digits, so that then each is rounded to 2⁻ᴮᴵᵀˢ; how much that can be is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import factorial, prod
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.cone import rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FEW = 100
"""Terms up to which a volume is added up without rounding."""

BITS = 512

Point = tuple[Fraction, ...]
Normal = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A vertex of a polytope Σ normal · x ≤ …, with the normals of all boundaries it lies in."""

    point: Point
    normals: tuple[Normal, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume, and by how much it may be off at most."""

    size: Fraction
    error: Fraction


def volume(vertices: Sequence[Vertex]) -> Volume:
    """The volume of a polytope of full dimension, given by all its vertices."""
    corners = [
        (vertex.point, [[vertex.normals[i] for i in simple] for simple in pulled(vertex.normals)])
        for vertex in vertices
    ]
    size = len(vertices[0].point)
    for number in count(2):
        direction = [number**power for power in range(size)]
        terms = list(_terms(corners, direction))
        if None not in terms:
            return _sum([term for term in terms if term is not None])
    raise AssertionError


def _terms(
    corners: Sequence[tuple[Point, list[list[Normal]]]], direction: Sequence[int]
) -> Iterator[Fraction | None]:
    """The terms of the formula; None where a direction is level on an edge."""
    origin = corners[0][0]
    for point, cones in corners:
        pairs = zip(direction, point, origin, strict=True)
        height = sum((c * (mine - its) for c, mine, its in pairs), Fraction(0))
        for normals in cones:
            gammas, determinant = combination(normals, direction)
            if not all(gammas):
                yield None
                return
            size = len(direction)
            top = height**size * determinant**size
            yield top / (factorial(size) * abs(determinant) * prod(gammas))


def _sum(terms: Sequence[Fraction]) -> Volume:
    if len(terms) <= FEW:
        return Volume(sum(terms, Fraction(0)), Fraction(0))
    whole = sum((term.numerator << BITS) // term.denominator for term in terms)
    return Volume(Fraction(whole, 1 << BITS), Fraction(len(terms), 1 << BITS))


def pulled(normals: Sequence[Normal]) -> list[tuple[int, ...]]:
    """A cone of full dimension cut into simple ones, each of some of the normals that span it.

    Normals come one after the other; each outer face that a new one sees makes one more with it.
    """
    first = _independent(normals)
    simple = [first]
    for new in range(len(normals)):
        if new not in first:
            outer = _outer(simple)
            simple += [
                tuple(sorted({*cone} - {left} | {new}))
                for cone in list(simple)
                for left in _seen(normals, cone, new)
                if outer[frozenset(cone) - {left}] == 1
            ]
    return simple


def _outer(simple: Sequence[tuple[int, ...]]) -> Mapping[frozenset[int], int]:
    """In how many simple cones each face lies; those in one are outer ones."""
    found: dict[frozenset[int], int] = {}
    for cone in simple:
        for left in cone:
            face = frozenset(cone) - {left}
            found[face] = found.get(face, 0) + 1
    return found


def _seen(normals: Sequence[Normal], cone: Sequence[int], new: int) -> list[int]:
    """The normals of a simple cone whose opposite face separates them from a new one."""
    gammas, determinant = combination([normals[i] for i in cone], normals[new])
    return [i for i, gamma in zip(cone, gammas, strict=True) if gamma * determinant < 0]


def _independent(normals: Sequence[Normal]) -> tuple[int, ...]:
    """The first normals of which each is independent of those before."""
    found: list[int] = []
    for place in range(len(normals)):
        if rank([normals[i] for i in (*found, place)]) > len(found):
            found.append(place)
    return tuple(found)


def combination(rows: Sequence[Normal], target: Sequence[int]) -> tuple[list[int], int]:
    """(γ · determinant, determinant) with target = Σ γ · row, by elimination in integers.

    Bareiss 1968: every division comes out even, as all numbers are minors.
    """
    size = len(rows)
    table = [[row[place] for row in rows] + [target[place]] for place in range(size)]
    before, sign = 1, 1
    for step in range(size):
        pivot = next(place for place in range(step, size) if table[place][step])
        if pivot != step:
            table[step], table[pivot] = table[pivot], table[step]
            sign = -sign
        mine = table[step]
        for place in range(size):
            if place != step:
                its = table[place]
                factor = its[step]
                table[place] = [
                    (mine[step] * a - factor * b) // before for a, b in zip(its, mine, strict=True)
                ]
        before = mine[step]
    return [sign * row[size] for row in table], sign * before
