"""Plans of the region that were found, and what they are worth at the vertices of W."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from stack_planner.explaining.robust.whole import Whole
    from stack_planner.explaining.valuing import Weights


@dataclass(frozen=True)
class Known:
    """Some plans of a region, and the vertices of W."""

    whole: Whole
    plans: tuple[frozenset[int], ...]
    corners: tuple[Weights, ...]

    @cached_property
    def _gains(self) -> tuple[tuple[tuple[Fraction, Weights], ...], ...]:
        """(what it is worth more than today's, vertex) of every plan at all vertices."""
        return tuple(
            tuple((self.whole.ahead(corner, vector), corner) for corner in self.corners)
            for vector in map(self.whole.linear.vector, self.plans)
        )

    @cached_property
    def best(self) -> tuple[Fraction, Weights]:
        """(what some plan is worth more than today's at most, the vertex where)."""
        return max((gain for gains in self._gains for gain in gains), key=lambda each: each[0])

    @cached_property
    def rivals(self) -> tuple[frozenset[int], ...]:
        """The plans that are worth as much as today's at some vertex, today's too."""
        pairs = zip(self.plans, self._gains, strict=True)
        return tuple(plan for plan, gains in pairs if max(gain for gain, _ in gains) >= 0)
