"""Splitting and pricing of whole crowns, so that no part is ever lost."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Settings


def split(amount: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """``amount`` in whole parts in proportion to ``weights`` by the largest remainder.

    The parts add up to ``amount``; of equal remainders the earlier one is served first. Weights
    that are all 0 count as equal ones; without weights there are no parts.
    """
    if not weights:
        return ()
    total = sum((Fraction(weight) for weight in weights), start=Fraction(0))
    if not total:
        return split(amount, [1] * len(weights))
    exact = [amount * Fraction(weight) / total for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    remainders = [share - part for share, part in zip(exact, parts, strict=True)]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-remainders[i], i))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def priced(amount: int, year: int, settings: Settings) -> int:
    """An amount of the price year in the prices of ``year``, rounded half up.

    Prices grow from the price year on; earlier years keep its prices.
    """
    years = max(0, year - settings.price_year)
    if not years or not settings.growth:
        return amount
    return round_half_up(amount * (1 + settings.growth) ** years)


def floor_share(share: Fraction, amount: int) -> int:
    """A share of an amount, rounded down to whole CZK."""
    exact = share * amount
    return exact.numerator // exact.denominator
