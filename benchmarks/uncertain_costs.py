"""Reserves of all budgets of the shipped sample, beside dice: seconds and how far dice are off.

``python benchmarks/uncertain_costs.py``. The peer draws every cost from scipy's triangular
distribution, ``DRAWS`` times a budget, and takes the quantile of the sums.
"""

from __future__ import annotations

import sys
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.stats import triang

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits, processors
from stack_planner.explaining.estimate import Overrun, independent
from stack_planner.explaining.uncertainty import cost_risks

sys.path.insert(0, str(Path(__file__).parent))
from regions import named_region

DRAWS = 100_000


def main() -> None:
    """Prints the seconds of both, their ratio, and the greatest difference of an 80 % reserve."""
    strategy, scores = named_region("sample")
    limits = Limits(gap=Fraction(1, 1000), jobs=processors())
    chosen = best_choice(strategy, scores, limits, lambda _: None).chosen
    start = time.perf_counter()
    risks = cost_risks(strategy, chosen)
    budgets = [budget for risk in risks for budget in (*risk.years, risk.whole)]
    for budget in budgets:
        assert budget.reserves  # noqa: S101 — counted when asked for
    ours = time.perf_counter() - start
    sums = [[cost.overrun for cost in budget.costs] for budget in budgets if len(budget.costs) > 1]
    start = time.perf_counter()
    diced = [dice(parts) for parts in sums]
    theirs = time.perf_counter() - start
    off = [
        abs(other - independent(parts).quantile(0.8)) / sum(part.most for part in parts)
        for parts, other in zip(sums, diced, strict=True)
    ]
    print(f"{ours:8.2f} s  {len(budgets)} budgets, both ends, four levels")
    print(f"{theirs:8.2f} s  {len(sums)} of them by {DRAWS} draws each, {theirs / ours:.1f} times")
    print(f"{max(off):8.2%}  of the possible overrun: the most by which dice are off at 80 %")


def dice(parts: list[Overrun]) -> float:
    """The 80 % quantile of a sum of independent costs by draws."""
    draws = np.random.default_rng(1)
    total = np.zeros(DRAWS)
    for part in parts:
        low, high = float(part.low), float(part.high)
        peer = triang((1 - low) / (high - low), low, high - low)
        more = peer.rvs(DRAWS, random_state=draws) - 1
        total += np.where(more < 0, part.falls, part.rises) * more
    return float(np.quantile(total, 0.8))


if __name__ == "__main__":
    main()
