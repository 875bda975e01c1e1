"""The complete budget curve of towns against a grid of 50 budgets, each solved by CBC and HiGHS.

``python benchmarks/frontier.py sample 1 2``: the shipped sample, or seeds of ``regions.py``. The
grid is what one would do without breakpoints: 50 budgets from 0 to 150 %, the same rows and
options (dominated ones left out), the best value of each. Grid and curve are of one town at a time.
"""

from __future__ import annotations

import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.choosing.model import Model
from stack_planner.choosing.solve import Cbc, Limits, Solver
from stack_planner.explaining.frontier import TOP
from stack_planner.explaining.held import Region
from stack_planner.explaining.nested import nest
from stack_planner.explaining.scaling import Scaled, scaled
from stack_planner.explaining.sweeping import Sweep

sys.path.insert(0, str(Path(__file__).parent))
from regions import named_region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.sweeping import Step

GRID = tuple(TOP * place / 49 for place in range(50))
SECONDS = 60


def region(name: str) -> Region:
    """The region of a name with its best plan."""
    strategy, scores = named_region(name)
    limits = Limits(gap=Fraction(1, 1000), until=time.monotonic() + SECONDS)
    choice = best_choice(strategy, scores, limits, lambda _: None)
    return Region(strategy, scores, choice.options, choice.chosen, Solver())


def on_grid(problem: Scaled, *, by_cbc: bool) -> tuple[list[int | None], float]:
    """The best values at the budgets of the grid, and the seconds; None where there is no plan."""
    start, values = time.perf_counter(), list[int | None]()
    for factor in GRID:
        model = Model(problem.model.columns, (*problem.model.rows, *problem.rows_at(factor)))
        if by_cbc:
            chosen = Cbc(SECONDS).maximise(model, frozenset(), unit=100).chosen
        else:
            chosen = Solver().maximise(model, unit=100).chosen
        values.append(None if chosen is None else problem.value(chosen))
    return values, time.perf_counter() - start


def differing(steps: Sequence[Step], values: Sequence[int | None]) -> int:
    """At how many budgets of the grid the curve says something else."""
    told = [next((s.value for s in steps if s.factor <= factor), None) for factor in GRID]
    return sum(mine != its for mine, its in zip(told, values, strict=True))


def main() -> None:
    """Prints a line for every town, and the sums."""
    for name in sys.argv[1:] or ["sample"]:
        standing = region(name)
        sums = [0.0, 0.0, 0.0, 0.0]
        for code in standing.strategy.orp:
            problem = scaled(standing.town(code))
            start = time.perf_counter()
            swept = Sweep(problem).down(TOP)
            seconds = time.perf_counter() - start
            start = time.perf_counter()
            order = nest(problem)
            nesting = time.perf_counter() - start
            cbc, by_cbc = on_grid(problem, by_cbc=True)
            highs, by_highs = on_grid(problem, by_cbc=False)
            sums = [a + b for a, b in zip(sums, (seconds, nesting, by_cbc, by_highs), strict=True)]
            factors = [step.factor for step in swept.steps]
            print(
                f"{name} {code}: {len(problem.model.columns)} columns,"
                f" {len(factors)} points in {seconds:.2f} s"
                f" (order of {len(order.steps)} steps {nesting:.2f} s),"
                f" proven {swept.ends and all(step.proven for step in swept.steps)};"
                f" grid by CBC {by_cbc:.2f} s ({differing(swept.steps, cbc)} differ),"
                f" by HiGHS {by_highs:.2f} s ({differing(swept.steps, highs)} differ)",
                flush=True,
            )
        print(
            f"{name}: curves {sums[0]:.2f} s, orders {sums[1]:.2f} s, grids by CBC {sums[2]:.2f} s"
            f" = {sums[2] / sums[0]:.1f} times, by HiGHS {sums[3]:.2f} s"
            f" = {sums[3] / sums[0]:.1f} times"
        )


if __name__ == "__main__":
    main()
