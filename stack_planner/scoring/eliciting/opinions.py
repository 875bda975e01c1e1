"""What people think criteria weigh, one by one and together, with how far they are apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from stack_planner.scoring.eliciting.ahp import ACCEPTED
from stack_planner.scoring.eliciting.rounding import geometric_mean, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.records import Method
    from stack_planner.scoring.eliciting.ahp import Entry, Triad
    from stack_planner.scoring.eliciting.bwm import Compared

APART, FAR = 2, Fraction(1, 20)
"""Two people's weights of a criterion differ so much that it is told: times, and of all weight."""

VARIATION_PLACES, NOISE_PLACES = 6, 9
STEPS = 1000
"""Suggested bounds are given to about a thousandth of the sum of weights."""


@dataclass(frozen=True)
class Opinion:
    """The weights (their sum 1) that a person's answers make, and how consistent these are.

    ``ratio`` is the consistency ratio of AHP or BWM, 0 for full consistency; ``xi`` that of the
    linear BWM. Where the ratio is above ``ACCEPTED``: of AHP the ``triads`` that disagree, most
    first, and the ``entry`` that would help most; of BWM what was ``compared`` and the criteria
    that are ``apart``, most first.
    """

    person: str
    method: Method
    weights: Mapping[str, Fraction]
    ratio: float | None = None
    xi: Fraction | None = None
    triads: tuple[Triad, ...] = ()
    entry: Entry | None = None
    compared: Compared | None = None
    apart: tuple[str, ...] = ()

    @property
    def is_consistent(self) -> bool:
        """Whether the answers do not contradict each other more than is usually accepted."""
        return self.ratio is None or self.ratio <= ACCEPTED

    def distance(self, weights: Mapping[str, Fraction]) -> Fraction:
        """How far these are from other weights."""
        return distance(self.weights, weights)


def distance(some: Mapping[str, Fraction], others: Mapping[str, Fraction]) -> Fraction:
    """The share of all weight that would have to move from some weights to others, 0…1."""
    apart = (abs(weight - others[code]) for code, weight in some.items())
    return sum(apart, start=Fraction(0)) / 2


@dataclass(frozen=True, slots=True)
class Spread:
    """What a criterion weighs for a group: the mean, the least and the most, and whose these are.

    ``variation`` is the standard deviation of the weights over their arithmetic mean.
    """

    criterion: str
    group: Fraction
    low: Fraction
    high: Fraction
    lowest: tuple[str, ...]
    highest: tuple[str, ...]
    variation: float

    @property
    def ratio(self) -> Fraction:
        """How many times the most is more than the least."""
        return self.high / self.low

    @property
    def width(self) -> Fraction:
        """By how much of all weight the most is more than the least."""
        return self.high - self.low

    @property
    def is_apart(self) -> bool:
        """Whether people differ so much that a mean alone would hide it."""
        return self.ratio >= APART and self.width >= FAR

    def bounds(self, total: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the most in the units of weights whose sum is ``total``.

        They are rounded away from each other, so that everybody's weight lies between them, but
        for less than ``NOISE_PLACES`` show: AHP has its weights from floating point.
        """
        step = Fraction(10) ** -bound_places(total)
        low, high = (round(share * total, NOISE_PLACES) for share in (self.low, self.high))
        return floor(low / step) * step, ceil(high / step) * step


def bound_places(total: Fraction) -> int:
    """The fewest decimal places whose last one is at most a thousandth of the total.

    They are negative where tens, hundreds … are fine enough. The total is above 0.
    """
    places = 0
    while total * 10**places < STEPS:
        places += 1
    while total >= STEPS * Fraction(10) ** (1 - places):
        places -= 1
    return places


@dataclass(frozen=True)
class Elicited:
    """The opinions of all whose answers are whole, the group's weights and their spread.

    ``left_out`` are people whose answers are not whole. ``matrix`` is what the sheet of pairwise
    comparisons gives, ``ranks`` what the ranks beside the criteria do: neither is a person's.
    """

    opinions: tuple[Opinion, ...] = ()
    left_out: tuple[str, ...] = ()
    matrix: Opinion | None = None
    ranks: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def group(self) -> Mapping[str, Fraction]:
        """The geometric mean of everybody's weights, normalised; {} where nobody answered.

        Priorities are brought together, not judgements: people answer by different methods, and a
        contradiction of one person stays visible (Forman & Peniwati 1998, EJOR 108, 165-169).
        """
        if not self.opinions:
            return {}
        codes = tuple(self.opinions[0].weights)
        means = [geometric_mean([each.weights[code] for each in self.opinions]) for code in codes]
        return dict(zip(codes, rounded(means), strict=True))

    @property
    def spreads(self) -> tuple[Spread, ...]:
        """By criterion how far people are apart."""
        return tuple(_spread(self.opinions, code, mean) for code, mean in self.group.items())

    @property
    def contested(self) -> tuple[Spread, ...]:
        """The criteria on which people differ much, most first; of one person none.

        In an order by how many times they differ, 1 % against 4 % would come before 20 % against
        60 %, which moves ten times as much weight.
        """
        apart = (spread for spread in self.spreads if spread.is_apart)
        return tuple(sorted(apart, key=lambda spread: (-spread.width, spread.criterion)))


def _spread(opinions: Sequence[Opinion], code: str, mean: Fraction) -> Spread:
    weights = {each.person: each.weights[code] for each in opinions}
    low, high = min(weights.values()), max(weights.values())
    return Spread(
        code,
        mean,
        low,
        high,
        tuple(person for person, weight in weights.items() if weight == low),
        tuple(person for person, weight in weights.items() if weight == high),
        _variation(tuple(weights.values())),
    )


def _variation(weights: Sequence[Fraction]) -> float:
    """The coefficient of variation, of the whole group."""
    mean = sum(weights, start=Fraction(0)) / len(weights)
    square = sum(((weight - mean) ** 2 for weight in weights), start=Fraction(0)) / len(weights)
    return round(sqrt(square) / float(mean), VARIATION_PLACES)
