"""What a sum of three-point estimates may come to: its mean, quantiles and tail probabilities.

Each cost has a triangular distribution: of all that is known of it, the least, the most likely and
the highest amount, this takes nothing for granted but that the most likely one is the peak. It has
thicker tails than PERT's beta distribution of the same three points, and people who estimate set
their bounds too narrow rather than too wide. (D. Johnson, The triangular distribution as a proxy
for the beta distribution in risk analysis, The Statistician 46, 1997; GAO Cost Estimating and
Assessment Guide, GAO-20-195G, chapter on risk and uncertainty; AACE International 41R-08.)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, ClassVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

CELLS = 2**15
"""Into how many steps at most the range of a sum is divided; a step is at least 1 CZK."""

HALVINGS = 60
"""After so many halvings a probability is known to the last bit."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """What an uncertain cost takes more than planned, CZK: a triangular factor, bent at its peak.

    The factor has its peak at 1, between ``low`` ≤ 1 and ``high`` ≥ 1, not both of them 1. Above
    the peak the payer pays ``rises`` CZK for each whole cost more, below it saves ``falls`` of it.
    """

    low: Fraction
    high: Fraction
    rises: int
    falls: int

    @property
    def least(self) -> float:
        """The most that can be saved, as an amount below 0."""
        return float(self.falls * (self.low - 1))

    @property
    def most(self) -> float:
        """The most that can come on top."""
        return float(self.rises * (self.high - 1))

    @property
    def mean(self) -> Fraction:
        """The mean, exactly: E(X − 1)⁺ = (high − 1)² / 3(high − low), and so below the peak."""
        up, down = self.high - 1, 1 - self.low
        return (self.rises * up**2 - self.falls * down**2) / (3 * (self.high - self.low))

    def below(self, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of at most each of some amounts."""
        low, high = float(self.low), float(self.high)
        slopes = np.where(amounts < 0, max(self.falls, 1), max(self.rises, 1))
        factors = np.clip(1 + amounts / slopes, low, high)
        with np.errstate(divide="ignore", invalid="ignore"):
            rising = (factors - low) ** 2 / ((high - low) * (1 - low))
            falling = 1 - (high - factors) ** 2 / ((high - low) * (high - 1))
        inside = np.where(factors < 1, rising, falling) if high > 1 else rising
        inside = inside if low < 1 else falling
        return np.where(amounts < self.least, 0.0, np.where(amounts >= self.most, 1.0, inside))

    def quantile(self, share: float) -> float:
        """The amount that is not exceeded with a probability."""
        low, high = float(self.low), float(self.high)
        if share * (high - low) < 1 - low:
            return self.falls * (low - 1 + sqrt(share * (high - low) * (1 - low)))
        return self.rises * (high - 1 - sqrt((1 - share) * (high - low) * (high - 1)))


@dataclass(frozen=True, slots=True)
class Together:
    """The sum if all costs rise and fall together: every quantile is the sum of quantiles."""

    parts: tuple[Overrun, ...]
    error: ClassVar[int] = 0

    def quantile(self, share: float) -> float:
        """The amount that is not exceeded with a probability."""
        return sum(part.quantile(share) for part in self.parts)

    def chance(self, amount: float) -> float:
        """The probability that the sum is more than an amount."""
        if sum(part.most for part in self.parts) <= amount:
            return 0.0
        if sum(part.least for part in self.parts) > amount:
            return 1.0
        low, high = 0.0, 1.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.quantile(middle) <= amount else (low, middle)
        return 1 - low


@dataclass(frozen=True)
class Independent:
    """The sum if no cost tells anything of another one: the convolution of them on a grid.

    Every part is rounded to whole steps, so that no quantile is wrong by more than ``error`` CZK.
    ``below[k]`` is the probability of at most ``first + (k + ½) step``.
    """

    parts: tuple[Overrun, ...]
    step: int
    first: int
    below: NDArray[np.float64]

    @property
    def error(self) -> int:
        """Half a step of every part, CZK, rounded up."""
        return -(-len(self.parts) * self.step // 2)

    def quantile(self, share: float) -> float:
        """The amount that is not exceeded with a probability."""
        most = sum(part.most for part in self.parts)
        least = sum(part.least for part in self.parts)
        edges = self.first + (np.arange(len(self.below)) + 0.5) * self.step
        return float(np.clip(np.interp(share, self.below, edges), least, most))

    def chance(self, amount: float) -> float:
        """The probability that the sum is more than an amount."""
        if sum(part.most for part in self.parts) <= amount:
            return 0.0
        if sum(part.least for part in self.parts) > amount:
            return 1.0
        if not any(part.falls for part in self.parts):
            amount = max(amount, self.step / 2)  # nothing more at all is likely by itself
        edges = self.first + (np.arange(len(self.below)) + 0.5) * self.step
        return 1 - float(np.interp(amount, edges, self.below, left=0.0))


def independent(parts: Sequence[Overrun]) -> Independent:
    """The distribution of a sum of independent overruns, of one at least."""
    spread = sum(part.most - part.least for part in parts)
    step = max(1, -(-int(spread) // CELLS))
    firsts = [int(np.floor(part.least / step + 0.5)) for part in parts]
    masses = [_masses(part, first, step) for part, first in zip(parts, firsts, strict=True)]
    size = sum(len(mass) - 1 for mass in masses) + 1
    room = 1 << (size - 1).bit_length()
    product = np.ones(room // 2 + 1, dtype=np.complex128)
    for mass in masses:
        product *= np.fft.rfft(mass, room)
    density = np.clip(np.fft.irfft(product, room)[:size], 0.0, None)
    below = np.cumsum(density)
    return Independent(tuple(parts), step, sum(firsts) * step, below / below[-1])


def _masses(part: Overrun, first: int, step: int) -> NDArray[np.float64]:
    """The probability of each whole step of a part, its amounts rounded to the nearest one."""
    last = int(np.floor(part.most / step + 0.5))
    edges: NDArray[np.float64] = (np.arange(first, last + 1, dtype=np.float64) + 0.5) * step
    return np.diff(part.below(edges), prepend=0.0)
