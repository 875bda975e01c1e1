"""Weights of criteria: given directly, or from a pairwise comparison (AHP)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.records import Strategy

RANDOM_INDEX = (
    *(0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32),
    *(1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
)
"""Mean consistency index of random matrices by size (Saaty 1980)."""

WEIGHT_PLACES = 12


def criterion_weights(strategy: Strategy) -> tuple[dict[str, Fraction], float | None]:
    """The weights by criterion, their sum 1, and the consistency ratio where AHP gave them."""
    codes = [criterion.code for criterion in strategy.criteria]
    if strategy.pairwise:
        principal, ratio = ahp(strategy.pairwise)
        return dict(zip(codes, principal, strict=True)), ratio
    total = sum((criterion.weight for criterion in strategy.criteria), start=Fraction(0))
    return {c.code: c.weight / total for c in strategy.criteria}, None


def without(weights: Mapping[str, Fraction], code: str) -> dict[str, Fraction]:
    """The weights if a criterion were deleted: the others in proportion, their sum 1 again."""
    left = 1 - weights[code]
    return {other: weight / left for other, weight in weights.items() if other != code}


def ahp(matrix: Sequence[Sequence[Fraction]]) -> tuple[tuple[Fraction, ...], float]:
    """The principal eigenvector of a reciprocal matrix, normalised, and its consistency ratio.

    The weights are rounded to 12 places so that every machine gets the same ones.
    Source: Saaty, T. L. (1980), The Analytic Hierarchy Process.
    """
    import numpy as np  # noqa: PLC0415 — slow to import, needed only for AHP

    values, vectors = np.linalg.eig(np.array(matrix, dtype=float))
    best = int(np.argmax(values.real))
    vector = np.abs(vectors[:, best].real)
    shares = [Fraction(round(float(x), WEIGHT_PLACES)) for x in vector / vector.sum()]
    exact = [share.limit_denominator(10**WEIGHT_PLACES) for share in shares]
    total = sum(exact, start=Fraction(0))
    size = len(matrix)
    random = RANDOM_INDEX[min(size, len(RANDOM_INDEX) - 1)]
    index = (float(values[best].real) - size) / (size - 1) if size > 1 else 0.0
    ratio = round(index / random, 6) if random else 0.0
    return tuple(share / total for share in exact), ratio
