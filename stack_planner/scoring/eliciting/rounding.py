"""Weights as every machine gets them: 12 places, then their sum made 1 exactly."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHT_PLACES = 12
EXACT = Context(prec=50)
"""Decimal arithmetic that gives the same digits everywhere, far more than are kept."""


def rounded(shares: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Shares rounded to 12 places and divided by their sum."""
    kept = [round(share, WEIGHT_PLACES) for share in shares]
    total = sum(kept, start=Fraction(0))
    return tuple(share / total for share in kept)


def geometric_mean(numbers: Sequence[Fraction]) -> Fraction:
    """The geometric mean of positive numbers, right to at least 40 digits."""
    product = Fraction(1)
    for number in numbers:
        product *= number
    whole = EXACT.divide(Decimal(product.numerator), Decimal(product.denominator))
    return Fraction(EXACT.power(whole, EXACT.divide(Decimal(1), Decimal(len(numbers)))))
