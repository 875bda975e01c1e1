"""Weights from comparing every pair of criteria (AHP), and where the comparisons disagree.

Source: Saaty, T. L. (1980), The Analytic Hierarchy Process.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from stack_planner.scoring.eliciting.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Matrix = tuple[tuple[Fraction, ...], ...]

RANDOM_INDEX = (
    *(0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32),
    *(1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
)
"""Mean consistency index of random matrices by size (Saaty 1980)."""

ACCEPTED = 0.10
"""Up to this ratio of consistency comparisons are taken as they are (Saaty 1980)."""

LARGEST = 9
SCALE = (
    *(Fraction(1, n) for n in range(LARGEST, 1, -1)),
    *(Fraction(n) for n in range(1, LARGEST + 1)),
)
"""The judgements of Saaty's scale, 1/9 … 9."""

RATIO_PLACES, TOLD_PLACES = 6, 2


def places_told(ratio: float) -> int:
    """Decimal places, 2 or as many as it takes to see that a ratio is above what is accepted."""
    places = range(TOLD_PLACES, RATIO_PLACES)
    seen = (n for n in places if (round(ratio, n) > ACCEPTED) is (ratio > ACCEPTED))
    return next(seen, RATIO_PLACES)


@dataclass(frozen=True, slots=True)
class Priorities:
    """What a matrix of judgements gives: weights (their sum 1), λ max, CI and CR."""

    weights: tuple[Fraction, ...]
    largest: float
    index: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Triad:
    """Three criteria whose comparisons disagree: ``first`` to ``last`` directly, and by the middle.

    The first one is at least as important as the middle one, and that one as the last.
    """

    first: str
    middle: str
    last: str
    steps: tuple[Fraction, Fraction]
    direct: Fraction

    @property
    def by_way(self) -> Fraction:
        """What the two steps say of the first and the last one."""
        return self.steps[0] * self.steps[1]

    @property
    def factor(self) -> Fraction:
        """How many times the two differ, at least 1; 1 is full agreement (Koczkodaj 1993)."""
        ratio = self.by_way / self.direct
        return max(ratio, 1 / ratio)


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement that could be given otherwise: from what to what, and the ratio after it."""

    row: str
    column: str
    before: Fraction
    after: Fraction
    ratio: float

    def turned(self) -> Entry:
        """The same seen from the other criterion."""
        return Entry(self.column, self.row, 1 / self.before, 1 / self.after, self.ratio)


def ahp(matrix: Sequence[Sequence[Fraction]]) -> Priorities:
    """The principal eigenvector of a positive reciprocal matrix and how consistent it is.

    The weights are rounded to 12 places and the others to 6, so that every machine gets the same.
    """
    import numpy as np  # noqa: PLC0415 — slow to import, needed only for AHP

    values, vectors = np.linalg.eig(np.array(matrix, dtype=float))
    best = int(np.argmax(values.real))
    vector = np.abs(vectors[:, best].real)
    size, largest = len(matrix), float(values[best].real)
    return Priorities(
        rounded([Fraction(float(share)) for share in vector / vector.sum()]),
        round(largest, RATIO_PLACES),
        round(_index(largest, size), RATIO_PLACES),
        _ratio(largest, size),
    )


def _index(largest: float, size: int) -> float:
    """Saaty's consistency index; a little below 0 can only be rounding."""
    return max((largest - size) / (size - 1), 0.0) if size > 1 else 0.0


def _ratio(largest: float, size: int) -> float:
    random = RANDOM_INDEX[min(size, len(RANDOM_INDEX) - 1)]
    return round(_index(largest, size) / random, RATIO_PLACES) if random else 0.0


def triads(matrix: Matrix, codes: Sequence[str]) -> tuple[Triad, ...]:
    """All triads that do not agree, those that disagree most first, then by code."""
    every = (_triad(matrix, codes, places) for places in combinations(range(len(codes)), 3))
    apart = [triad for triad in every if triad.factor > 1]
    return tuple(sorted(apart, key=lambda t: (-t.factor, t.first, t.middle, t.last)))


def _triad(matrix: Matrix, codes: Sequence[str], places: Sequence[int]) -> Triad:
    """Three criteria in an order in which no step leads to a more important one.

    There is always one; where they go round in a circle it is the one with the longest steps.
    """
    downward = [
        order
        for order in permutations(places)
        if matrix[order[0]][order[1]] >= 1 and matrix[order[1]][order[2]] >= 1
    ]
    first, middle, last = max(downward, key=lambda o: matrix[o[0]][o[1]] * matrix[o[1]][o[2]])
    steps = (matrix[first][middle], matrix[middle][last])
    return Triad(codes[first], codes[middle], codes[last], steps, matrix[first][last])


def better_entry(matrix: Matrix, codes: Sequence[str]) -> Entry | None:
    """The one judgement of the scale that would lower CR most; None where none lowers it.

    Every judgement is tried with every value of the scale. Of equal ratios the smaller change
    counts, then one that does not turn round which is more important, then the order of the codes.
    """
    tried = [
        (row, column, value)
        for row, column in combinations(range(len(codes)), 2)
        for value in SCALE
        if value != matrix[row][column]
    ]
    if not tried:
        return None
    ratios = _ratios(matrix, tried)
    before = ahp(matrix).ratio
    ranked = [
        (ratio, *_change(matrix[row][column], value), row, column, value)
        for (row, column, value), ratio in zip(tried, ratios, strict=True)
        if ratio < before
    ]
    if not ranked:
        return None
    ratio, *_, row, column, value = min(ranked)
    return Entry(codes[row], codes[column], matrix[row][column], value, ratio)


def _change(before: Fraction, after: Fraction) -> tuple[Fraction, bool]:
    """How many times a judgement changes, and whether the other criterion becomes the first."""
    return max(before / after, after / before), (before - 1) * (after - 1) < 0


def _ratios(matrix: Matrix, tried: Sequence[tuple[int, int, Fraction]]) -> Iterator[float]:
    """The consistency ratio after each of the changes; all matrices at once."""
    import numpy as np  # noqa: PLC0415

    every: Any = np.repeat(np.array(matrix, dtype=float)[None], len(tried), axis=0)
    for number, (row, column, value) in enumerate(tried):
        every[number, row, column], every[number, column, row] = float(value), float(1 / value)
    for largest in np.linalg.eigvals(every).real.max(axis=1):
        yield _ratio(float(largest), len(matrix))
