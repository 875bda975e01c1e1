"""Something that holds at all weights, proven at the vertices of a polytope around them.

W may have hundreds of vertices. What is convex in the weights and below nothing at the vertices of
any polytope around W is so all over W; and a coarse polytope has few vertices. It begins with the
simplex of the least weights. Wherever the proof fails at a vertex outside of W, the bound or the
order that this vertex keeps least cuts it off (outer approximation: Kelley 1960, Journal of SIAM 8,
703–712); at a vertex of W itself it fails for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.cone import dot
from stack_planner.explaining.robust.space import weights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack_planner.choosing.solve import Limits
    from stack_planner.explaining.robust.cone import Cone, Edge, Normal
    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.valuing import Weights

TOGETHER = 4
"""So many vertices are asked before one is cut off, however many runs go side by side."""


@dataclass(frozen=True)
class Around:
    """A space of weights, and the polytopes around it."""

    space: Space
    limits: Limits

    @cached_property
    def simplex(self) -> Cone:
        """The weights that keep the least of every criterion."""
        least = {code: (low, Fraction(1)) for code, low, _ in self.space.bounds}
        return replace(self.space, given=least, order=()).cone

    def everywhere(
        self, holds: Callable[[Weights, bool], bool], together: int = TOGETHER
    ) -> tuple[Weights, ...] | None:
        """The vertices at which something is proven and by that all over W; None where it is not.

        Args:
            holds: whether it is at a vertex; it is also told whether that is one of W.
            together: how many vertices are asked at a time.
        """
        cone, done = self.simplex, set[tuple[int, ...]]()
        while True:
            left = [edge for edge in cone.edges if edge.ray not in done]
            asked = sorted(left, key=lambda edge: edge.ray)[:together]
            if not asked:
                return tuple(weights_of(edge.ray) for edge in cone.edges)
            answers = self.limits.side_by_side(
                lambda edge: holds(weights_of(edge.ray), self._cut(edge) is None), asked
            )
            done |= {edge.ray for edge, yes in zip(asked, answers, strict=True) if yes}
            failed = next((e for e, yes in zip(asked, answers, strict=True) if not yes), None)
            if failed is not None:
                normal = self._cut(failed)
                if normal is None:
                    return None
                cone = cone.cut(normal)

    def _cut(self, edge: Edge) -> Normal | None:
        """What a vertex outside of W keeps least; None for a vertex inside."""
        lacks = [
            (Fraction(lack, max(map(abs, normal)) * sum(edge.ray)), normal)
            for normal in self.space.cone.normals
            if (lack := dot(normal, edge.ray)) < 0
        ]
        return min(lacks)[1] if lacks else None
