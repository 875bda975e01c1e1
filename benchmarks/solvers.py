"""The planner's search against HiGHS and CBC on the same rows in one piece, the same seconds.

``python benchmarks/solvers.py 60 sample 1 2 3 4 5``: seconds, then the sample or seeds.
"""

from __future__ import annotations

import resource
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.search import solve_region
from stack_planner.choosing.solve import Answer, Cbc, Limits, Solver, processors

sys.path.insert(0, str(Path(__file__).parent))
from regions import named_region

if TYPE_CHECKING:
    from stack_planner.choosing.model import Model

GAP = Fraction(1, 1000)


def region(name: str) -> tuple[Model, int]:
    """The model of the shipped sample or of a seed, without dominated options, and its unit."""
    strategy, scores = named_region(name)
    options, _ = make_options(strategy, scores)
    model, dropped = drop_dominated(strategy, make_model(strategy, scores, options))
    print(
        f"{name}: {len(options)} options, {len(dropped)} dominated, {len(model.rows)} rows,"
        f" {len(model.shared_rows())} shared, {len(model.blocks)} blocks"
    )
    return model, scores.denominator


def told(name: str, model: Model, unit: int, answer: Answer, seconds: float) -> float:
    """One line of a solver; its gap."""
    value = model.value(answer.chosen or ())
    gap = (answer.bound - value) / max(1, value) if answer.bound is not None else float("inf")
    print(
        f"  {name:<14} {seconds:6.1f} s  value {value / unit:14.1f}  gap {gap:9.2e}"
        f"  {answer.state:<9} {answer.solves} solves, {answer.nodes} nodes"
    )
    return gap


def compare(name: str, seconds: float) -> None:
    """Ours, then the peers in one piece."""
    model, unit = region(name)
    start = time.perf_counter()
    limits = Limits(until=time.monotonic() + seconds, gap=GAP, jobs=processors())
    ours = solve_region(model, Solver(limits), unit)
    gap = told("ours", model, unit, ours, time.perf_counter() - start)
    print(f"  {'':<14} memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    start = time.perf_counter()
    one_piece = Solver(Limits(nodes=10**9, until=time.monotonic() + seconds))
    highs = one_piece.maximise(model, unit=unit)
    theirs = told("HiGHS", model, unit, highs, time.perf_counter() - start)
    start = time.perf_counter()
    cbc = Cbc(seconds).maximise(model, frozenset(), unit)
    answer = Answer(cbc.state, cbc.chosen, cbc.bound)
    told("CBC", model, unit, answer, time.perf_counter() - start)
    better = model.value(ours.chosen or ()) - model.value(highs.chosen or ())
    ratio = theirs / gap if gap else float("inf")
    print(f"  value {better / unit:+.1f} against HiGHS, gap {ratio:.1f} times tighter")


def main() -> None:
    """Prints what each reaches in every region."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    for name in sys.argv[2:] or ["sample", "1", "2", "3", "4", "5"]:
        compare(name, seconds)


if __name__ == "__main__":
    main()
