"""Weights from numbers given to each criterion alone: points, swings, ranks."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def rated(points: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The share of each criterion in the sum of points, exactly; at least one is above 0.

    So are direct ratings and swings turned into weights. A swing is how much going from the level
    worth nothing to the one of full value is worth, the greatest one being 100.
    Source: von Winterfeldt, D. & Edwards, W. (1986), Decision Analysis and Behavioral Research.
    """
    total = sum(points.values(), start=Fraction(0))
    return {code: given / total for code, given in points.items()}


def ranked(ranks: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Rank order centroid weights, exactly; the lowest rank is the most important one.

    Only the order counts. Criteria of equal rank share the places that they take up: each gets the
    mean of those places' weights.
    Source: Edwards, W. & Barron, F. H. (1994), SMARTS and SMARTER, OBHDP 60, 306-325.
    """
    places = centroid(len(ranks))
    weights: dict[Fraction, Fraction] = {}
    taken = 0
    for rank, count in sorted(Counter(ranks.values()).items()):
        weights[rank] = sum(places[taken : taken + count], start=Fraction(0)) / count
        taken += count
    return {code: weights[rank] for code, rank in ranks.items()}


def centroid(size: int) -> Sequence[Fraction]:
    """The mean of all weights that keep an order: place k gets Σ 1/i over i = k…size, by size."""
    return [
        sum((Fraction(1, i) for i in range(place, size + 1)), start=Fraction(0)) / size
        for place in range(1, size + 1)
    ]
