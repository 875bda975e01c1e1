"""All explanations of the shipped sample: what they take, and how many questions of each sort.

``python benchmarks/explaining.py 2``: so many side by side. The region is planned first.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits, Solver, processors
from stack_planner.explaining.held import Region
from stack_planner.explaining.passport import passports

sys.path.insert(0, str(Path(__file__).parent))
from regions import named_region

SORTS = {
    "nearest": "the best value with or without a project",
    "least": "money from outside",
    "possible": "what blocks",
    "best": "best values while a weight moves",
    "_another": "projects that join at a corner",
    "_is_best_with": "projects asked for one by one",
}


def main() -> None:
    """Prints the seconds and the number of questions of each sort."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else processors()
    strategy, scores = named_region("sample")
    start = time.perf_counter()
    limits = Limits(gap=Fraction(1, 1000), jobs=jobs)
    choice = best_choice(strategy, scores, limits, lambda _: None)
    print(f"{time.perf_counter() - start:8.2f} s  the plan itself")
    region = Region(strategy, scores, choice.options, choice.chosen, Solver(Limits(jobs=jobs)))
    asked, seconds = counted()
    start, processor = time.perf_counter(), time.process_time()
    made = passports(region)
    print(f"{time.perf_counter() - start:8.2f} s  {len(made)} passports, {jobs} side by side")
    print(f"{time.process_time() - processor:8.2f} s  of processors")
    for sort, count in asked.most_common():
        print(f"{seconds[sort]:8.2f} s  {count:5d}  {SORTS.get(sort, sort)}")
    out = [each for each in made if not each.chosen]
    print(f"{len(out)} not chosen, {sum(not each.proven for each in made)} not settled")


def counted() -> tuple[Counter[str], Counter[str]]:
    """Counters of questions and of their seconds by who asks, which fill from now on."""
    asked, seconds = Counter[str](), Counter[str]()
    ask = Solver.maximise

    def counting(self: Solver, *given: Any, **more: Any) -> Any:  # noqa: ANN401 — whatever it asks
        sort, start = sys._getframe(1).f_code.co_name, time.thread_time()  # noqa: SLF001
        answer = ask(self, *given, **more)
        asked[sort] += 1
        seconds[sort] += time.thread_time() - start  # type: ignore[assignment] # parts of seconds
        return answer

    Solver.maximise = counting  # type: ignore[method-assign] # only here, to count
    return asked, seconds


if __name__ == "__main__":
    main()
