"""How long scenarios take beside the plan that they are about, and how many of them it survives.

``python benchmarks/scenarios.py sample 1 2``: the shipped sample, or seeds of ``regions.py``. Each
region is asked five scenarios: a fifth less money, every programme refused, costs 30 % up, twice
the weight of the first criterion, half of the allocations.
"""

from __future__ import annotations

import sys
import time
from fractions import Fraction
from pathlib import Path

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.held import Region
from stack_planner.explaining.scenarios import foreseen
from stack_planner.records import ChangeKind, ScenarioChange
from stack_planner.supposing import scenarios_of

sys.path.insert(0, str(Path(__file__).parent))
from regions import named_region

SECONDS = 60
LIMITS = Limits(gap=Fraction(1, 1000))


def asked(region: Region) -> tuple[ScenarioChange, ...]:
    """The five scenarios of a region."""
    code, weight = next(iter(region.scores.weights.items()))
    doubled = min(200 * weight, Fraction(100))
    return (
        ScenarioChange("budgets -20 %", ChangeKind.TOWN_BUDGETS, value=Fraction(-20)),
        ScenarioChange("budgets -20 %", ChangeKind.REGIONAL_BUDGET, value=Fraction(-20)),
        ScenarioChange("no programme", ChangeKind.PROGRAMME_REFUSED),
        ScenarioChange("costs +30 %", ChangeKind.PROJECT_COST, value=Fraction(30)),
        ScenarioChange("other weights", ChangeKind.WEIGHT, (code,), doubled),
        ScenarioChange("half allocations", ChangeKind.ALLOCATION, value=Fraction(-50)),
    )


def main() -> None:
    """Prints a line for each region: seconds of the plan and of its scenarios, what holds."""
    for name in sys.argv[1:] or ["sample"]:
        strategy, scores = named_region(name)
        start = time.perf_counter()
        limits = LIMITS.anew(SECONDS)
        choice = best_choice(strategy, scores, limits, lambda _: None)
        planned = time.perf_counter()
        region = Region(strategy, scores, choice.options, choice.chosen, Solver())
        scenarios = scenarios_of(asked(region))
        found = foreseen(region, scenarios, lambda: LIMITS.anew(SECONDS), lambda _: None)
        ended = time.perf_counter()
        statuses = ", ".join(outcome.status for outcome in found.outcomes)
        holds = sum(outcome.today.holds for outcome in found.outcomes)
        print(
            f"{name}: plan {planned - start:.1f} s, {len(scenarios)} scenarios"
            f" {ended - planned:.1f} s ({statuses}), holds in {holds},"
            f" certain {len(found.certain)} of {len(found.copies)}"
        )


if __name__ == "__main__":
    main()
