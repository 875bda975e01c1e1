"""A bound without any solver: every project's best option at prices on the limits alone.

A price is a Lagrangian multiplier (Geoffrion 1974, Mathematical Programming Study 2, 82–114). Good
prices are sought in floating point; the bound is then counted in whole numbers, so that it is true
whatever the prices are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.choosing.search.first import is_limit
from stack_planner.choosing.search.pricing import PRICE_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from stack_planner.choosing.model import Model, Row

STEPS = 100
PATIENCE = 5
"""After so many steps without a lower bound the steps become half as long."""


def loose_bound(model: Model, known: int) -> int:
    """No choice is worth more than this, in objective units; ``known`` is what some choice is."""
    if not model.columns:
        return 0
    limits = [row for row in model.rows if is_limit(row)]
    copies = _copies(model)
    prices = Descent.of(model, limits, copies).prices(known) if limits else []
    whole = [
        round(price * PRICE_UNIT / row.bound) for price, row in zip(prices, limits, strict=True)
    ]
    reduced = [column.weight * PRICE_UNIT for column in model.columns]
    for price, row in zip(whole, limits, strict=True):
        for index, coefficient in row.terms:
            reduced[index] -= price * coefficient
    best = sum(max(0, *(reduced[index] for index in copy)) for copy in copies)
    paid = sum(price * row.bound for price, row in zip(whole, limits, strict=True))
    return (best + paid) // PRICE_UNIT


def _copies(model: Model) -> Sequence[Sequence[int]]:
    """The columns of which one is chosen at most: a payer's options of one project."""
    copies: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, column in enumerate(model.columns):
        copies[column.block, column.option.project if column.option else column.name].append(index)
    return list(copies.values())


@dataclass(frozen=True)
class Descent:
    """Prices that go down the bound step by step (Polyak 1969), each for the whole of a limit.

    ``weights`` are by column, the columns of a copy side by side, and ``starts`` is where each copy
    begins; ``column``, ``limit`` and ``part`` say entry by entry what part of a limit a column is.
    """

    weights: NDArray[np.float64]
    starts: NDArray[np.intp]
    column: NDArray[np.intp]
    limit: NDArray[np.intp]
    part: NDArray[np.float64]
    limits: int

    @classmethod
    def of(cls, model: Model, limits: Sequence[Row], copies: Sequence[Sequence[int]]) -> Descent:
        """The numbers of a model."""
        import numpy as np  # noqa: PLC0415 — slow to import

        order = [index for copy in copies for index in copy]
        place = {index: at for at, index in enumerate(order)}
        entries = [
            (place[index], number, coefficient / row.bound)
            for number, row in enumerate(limits)
            for index, coefficient in row.terms
        ]
        column, limit, part = zip(*entries, strict=True)
        return cls(
            weights=np.array([model.columns[index].weight for index in order], dtype=float),
            starts=np.cumsum([0, *map(len, copies[:-1])]),
            column=np.array(column),
            limit=np.array(limit),
            part=np.array(part),
            limits=len(limits),
        )

    def prices(self, known: int) -> Sequence[float]:
        """The prices of the lowest bound met."""
        import numpy as np  # noqa: PLC0415

        prices = best = np.zeros(self.limits)
        lowest, length, idle = np.inf, 1.0, 0
        for _ in range(STEPS):
            bound, excess = self._look(prices)
            idle = 0 if bound < lowest else idle + 1
            if bound < lowest:
                lowest, best = bound, prices
            if idle == PATIENCE:
                length, idle, prices = length / 2, 0, best
            steep = float(excess @ excess)
            if bound <= known or not steep:
                break
            prices = np.maximum(0, prices + length * (bound - known) / steep * excess)
        return [float(price) for price in best]

    def _look(self, prices: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """The bound at some prices, and by what part of each limit it takes too much."""
        import numpy as np  # noqa: PLC0415

        size = len(self.weights)
        paid = np.bincount(self.column, prices[self.limit] * self.part, size)
        reduced = self.weights - paid
        best = np.maximum(0, np.maximum.reduceat(reduced, self.starts))
        widths = np.diff(np.append(self.starts, size))
        taken = (reduced == np.repeat(best, widths)) & (reduced > 0)
        used = np.bincount(self.limit, self.part * taken[self.column], self.limits)
        return float(best.sum() + prices.sum()), used.astype(float) - 1
