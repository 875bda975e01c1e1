"""The additive value of a project: fixed levels, piecewise linear, exact until one rounding.

Zero means "as if not done" and the levels never depend on which projects are listed: only such a
value may be added up under a budget (Clemen & Smith 2009; Morton 2015, EJOR 245, 789–796).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from stack_planner.results import UNITS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Criterion

POINTS_OF_FULL_VALUE = 100


def utility(criterion: Criterion, level: Fraction) -> Fraction:
    """The share of full value (0…1) of a raw level, linear between the criterion's points."""
    curve = (
        (criterion.level_0, Fraction(0)),
        *criterion.curve,
        (criterion.level_100, Fraction(1)),
    )
    rising = criterion.level_100 > criterion.level_0
    points = sorted(curve) if rising else sorted(curve, reverse=True)
    if (level <= points[0][0]) if rising else (level >= points[0][0]):
        return Fraction(0)
    for (low, low_share), (high, high_share) in pairwise(points):
        inside = low <= level <= high if rising else high <= level <= low
        if inside and low != high:
            return low_share + (level - low) / (high - low) * (high_share - low_share)
    return Fraction(1)


def value(
    need: Fraction, weights: Mapping[str, Fraction], utilities: Mapping[str, Fraction]
) -> int:
    """The value 100 · need · Σ wₖ·uₖ in units of 10⁻⁴ point, rounded once, half up.

    Args:
        need: urgency as a share of the highest, 0…1.
        weights: by criterion, their sum 1.
        utilities: by criterion, 0…1; a missing one is 0.
    """
    weighted = sum(
        (weight * utilities.get(code, Fraction(0)) for code, weight in weights.items()),
        start=Fraction(0),
    )
    return round_half_up(POINTS_OF_FULL_VALUE * UNITS_PER_POINT * need * weighted)


def round_half_up(number: Fraction) -> int:
    """The nearest integer, the higher one of two equally near."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
