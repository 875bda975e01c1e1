"""How sure a town's plan is of the weights: what the whole space of weights says of it.

W is the space of the weights that the town may mean: every criterion between its bounds, in the
stated order, their sum 1. A share of W is no probability: it counts how much of W, not how likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Presence(StrEnum):
    """Whether a project is in best plans over the space of weights (JSON: class)."""

    ALWAYS = "always"
    """In every best plan at every weight of W."""

    SOMETIMES = "sometimes"
    """In some best plan at some weight of W, but not in all of them."""

    NEVER = "never"
    """In no best plan at any weight of W."""


class SpaceState(StrEnum):
    """Whether today's weights are in W, and whether W can be gone through at all."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    """W is not empty but today's weights are not in it: bounds or order contradict them."""

    EMPTY = "empty"
    """No weights keep all bounds and the order: there are no shares, plans, classes or losses."""

    VAST = "vast"
    """W has too many corners to go through: intervals and the nearest shift are told, no more."""


@dataclass(frozen=True, slots=True)
class Stability:
    """A project that the town decides on: the share of W in which the best plan has it.

    ``chosen``: today's plan has it. ``core_index`` is the share of the non-dominated plans with it
    (Liesiö, Mild & Salo 2007); None where they are too many to list. ``settled`` says that
    ``presence`` is proven.
    """

    project: str
    chosen: bool
    share: Fraction
    presence: Presence
    core_index: Fraction | None = None
    settled: bool = True


@dataclass(frozen=True, slots=True)
class BestPlan:
    """A plan that is best in a part of W with inside: its projects and share of W.

    ``value`` is what it is worth at today's weights, without rounding, in units of 10⁻⁴ point.
    ``today`` says that it has the projects of today's plan.
    """

    projects: tuple[str, ...]
    share: Fraction
    value: Fraction
    today: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """What changes where today's plan stops being best."""

    entering: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """The weights of one criterion, others in proportion, between which today's plan stays best.

    ``low`` 0 or ``high`` 1 with no swap: it stays best to the very end. ``proven`` says that no
    plan is better in between.
    """

    criterion: str
    weight: Fraction
    low: Fraction
    high: Fraction
    below: Swap | None
    above: Swap | None
    proven: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """The least weight that, moved from one criterion to another, makes another plan the best.

    ``amount`` is a share of all weight. ``proven``: no shift of less weight does.
    """

    source: str
    target: str
    amount: Fraction
    swap: Swap
    proven: bool = True


@dataclass(frozen=True)
class Robustness:
    """How sure a town's plan is of the weights.

    ``bounds`` are (criterion, least, most weight that it has in W), ``order`` the groups of the
    rank order, the most important first (nothing where none is stated). ``stated`` is false where
    neither is and ±20 % of each weight is assumed. ``space`` says whether today's weights are in W.

    ``plans`` are those that are best in a part of W with inside, the largest share first.
    ``exact``: each vertex of the envelope was solved and proven, so that no plan is missing; none
    is better anywhere in W by more than ``margin`` units, which the solver does not see. ``error``
    is the greatest error of any share: 0 where volumes are exact fractions, 1 where plans may be
    missing.

    ``nearest`` is None where no shift brings another plan. As long as less than ``radius`` of all
    weight is moved, in whatever way, today's plan is the best. ``behind`` is what it is worth less
    than the best one at today's weights already, in units: 0 but for what rounding the values of
    projects hides, or where the region's plan is not the town's best; then no interval has any
    length. ``loss`` is the most that today's plan
    loses against the best one anywhere in W, in units of 10⁻⁴ point, at the weights ``loss_at``.
    ``nondominated`` counts the plans that are not dominated over W, None where too many to list.
    """

    orp: str
    bounds: tuple[tuple[str, Fraction, Fraction], ...]
    order: tuple[tuple[str, ...], ...]
    stated: bool
    plans: tuple[BestPlan, ...]
    exact: bool
    error: Fraction
    projects: tuple[Stability, ...]
    intervals: tuple[Interval, ...]
    nearest: Shift | None
    loss: Fraction
    loss_at: tuple[tuple[str, Fraction], ...]
    nondominated: int | None
    solves: int
    space: SpaceState = SpaceState.INSIDE
    behind: Fraction = Fraction(0)
    radius: Fraction = Fraction(0)
    margin: Fraction = Fraction(0)
