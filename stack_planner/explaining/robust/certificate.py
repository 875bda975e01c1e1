"""What is told of the plan of the whole region at all the weights that may be meant.

Values are in units of 10⁻⁴ point, unrounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stack_planner.explaining.robust.answer import SpaceState

TELLING = Fraction(1)
"""Losses that differ by less than this are the same."""


class Verdict(StrEnum):
    """What is proven of a project over all of W (JSON: class)."""

    ALWAYS = "always"
    """In every best plan of the region at every weight of W."""

    NEVER = "never"
    """In no best plan at any weight of W."""

    UNDECIDED = "undecided"
    """Neither is proven."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is proven of a regional or joint project; ``chosen``: today's plan runs it.

    ``share`` is that of the sampled weights at which the best plan that was found runs it; None
    where weights were not sampled.
    """

    project: str
    chosen: bool
    verdict: Verdict
    share: Fraction | None = None


@dataclass(frozen=True)
class Certificate:
    """What all weights of W can do to the plan of the whole region.

    ``bounds``, ``order``, ``stated`` and ``space`` say what W is, as in ``Robustness``; where it is
    empty, or has too many corners to go through, nothing more is told. ``value`` is today's plan at
    today's weights, and no plan is worth more than it by more than ``gap`` there; ``behind`` says
    that one is by so much.

    Nowhere in W is any plan worth more than today's by more than ``loss``: that is proven at
    ``vertices`` of W, or of a polytope around it. The plan that was found to be worth most more is
    so by ``found``, at the weights ``found_at`` of W.

    Of ``sampled`` weights, each solved and proven, today's plan is a best one at ``best_at``. With
    0 of them nothing was sampled, and the bounds at the vertices are the certificate. ``stopped``
    says that time ended before all was done.
    """

    bounds: tuple[tuple[str, Fraction, Fraction], ...]
    order: tuple[tuple[str, ...], ...]
    stated: bool
    space: SpaceState
    value: Fraction
    gap: Fraction
    behind: bool = False
    vertices: int = 0
    loss: Fraction = Fraction(0)
    found: Fraction = Fraction(0)
    found_at: tuple[tuple[str, Fraction], ...] = ()
    sampled: int = 0
    best_at: int = 0
    projects: tuple[Settled, ...] = ()
    solves: int = 0
    stopped: bool = False

    @property
    def share(self) -> Fraction:
        """The loss as a share of what today's plan is worth at today's weights."""
        return self.loss / self.value if self.value > 0 else Fraction(0)

    @property
    def exact(self) -> bool:
        """Whether the loss is known: a plan was found that is worth as much as any can be."""
        return self.loss - self.found < TELLING
