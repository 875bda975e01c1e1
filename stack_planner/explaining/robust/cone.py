"""Cones over polytopes, exact: their edges by the double description, in integers.

A polytope is held as the cone over it: each vertex is an edge of the cone, a vector of integers up
to a positive factor. A half-space is added by cutting (Motzkin et al. 1953; Fukuda & Prodon 1996):
edges on the wrong side go, and a new one comes on each two-dimensional face that the boundary
cuts. Two edges span such a face if no third one lies in all the boundaries that both lie in.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Normal = tuple[int, ...]
"""The half-space of all x with Σ normal · x ≥ 0."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a cone; ``tight`` has the bit of each half-space whose boundary it lies in."""

    ray: tuple[int, ...]
    tight: int

    def lies_in(self, place: int) -> bool:
        """Whether it lies in the boundary of a half-space."""
        return bool(self.tight >> place & 1)


@dataclass(frozen=True)
class Cone:
    """A pointed cone: its half-spaces in the order they came, and its edges."""

    normals: tuple[Normal, ...]
    edges: tuple[Edge, ...]

    @property
    def size(self) -> int:
        """Of how many numbers its vectors are."""
        return len(self.normals[0])

    def cut(self, normal: Normal) -> Cone:
        """The part of the cone in one more half-space."""
        bit = 1 << len(self.normals)
        sides = [(dot(normal, edge.ray), edge) for edge in self.edges]
        inside = [
            Edge(edge.ray, edge.tight | bit if side == 0 else edge.tight)
            for side, edge in sides
            if side >= 0
        ]
        above = [each for each in sides if each[0] > 0]
        below = [each for each in sides if each[0] < 0]
        between = [
            Edge(_between(one, other), one[1].tight & other[1].tight | bit)
            for one, other in self._faces(above, below)
        ]
        return Cone((*self.normals, normal), (*inside, *between))

    def _faces(
        self, above: Sequence[tuple[int, Edge]], below: Sequence[tuple[int, Edge]]
    ) -> Iterator[tuple[tuple[int, Edge], tuple[int, Edge]]]:
        """The pairs of edges of both sides that span a face."""
        least = self.rank - 2
        for one in above:
            for other in below:
                both = one[1].tight & other[1].tight
                if both.bit_count() >= least and self._spans(both, one[1], other[1]):
                    yield one, other

    def _spans(self, both: int, one: Edge, other: Edge) -> bool:
        """Whether no third edge lies in all the boundaries that two have in common."""
        shared = (edge for edge in self.edges if edge.tight & both == both)
        return all(edge is one or edge is other for edge in shared)

    @property
    def rank(self) -> int:
        """The dimension of the cone."""
        return rank([edge.ray for edge in self.edges])


def orthant(size: int) -> Cone:
    """The cone of all vectors without negative numbers."""
    units = [tuple(int(i == place) for i in range(size)) for place in range(size)]
    every = (1 << size) - 1
    edges = tuple(Edge(unit, every ^ 1 << place) for place, unit in enumerate(units))
    return Cone(tuple(units), edges)


def dot(one: Sequence[int], other: Sequence[int]) -> int:
    """The sum of the products."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def _between(one: tuple[int, Edge], other: tuple[int, Edge]) -> tuple[int, ...]:
    """The ray between two others, of both sides, that lies in the boundary."""
    (above, first), (below, second) = one, other
    return primitive([above * b - below * a for a, b in zip(first.ray, second.ray, strict=True)])


def primitive(ray: Sequence[int]) -> tuple[int, ...]:
    """The shortest vector of integers in the same direction."""
    divisor = gcd(*ray) or 1
    return tuple(number // divisor for number in ray)


def rank(rows: Sequence[Sequence[int]]) -> int:
    """The number of independent rows."""
    basis: list[tuple[int, Sequence[int]]] = []
    for row in rows:
        left = row
        for place, pivot in basis:
            if left[place]:
                pairs = zip(left, pivot, strict=True)
                left = primitive([pivot[place] * a - left[place] * b for a, b in pairs])
        if any(left):
            basis.append((next(i for i, number in enumerate(left) if number), left))
        if len(basis) == len(row):
            break
    return len(basis)
