"""HiGHS as the planner calls it against CBC on the same rows, one piece each, the same seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pulp

from stack_planner import planning
from stack_planner.choosing.model import Model, Sense
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import Limits, Solver

INPUTS = Path(__file__).parent.parent / "inputs"


def sample() -> Model:
    """The model of the shipped sample."""
    inputs = planning.Inputs(INPUTS / "project_stack.xlsx", [INPUTS / "municipal_needs.xlsx"])
    strategy, scores, _ = planning.score(inputs)
    return make_model(strategy, scores, make_options(strategy, scores)[0])


def by_cbc(model: Model, seconds: float) -> int:
    """The value that CBC finds, in objective units."""
    problem = pulp.LpProblem("sample", pulp.LpMaximize)
    columns = [problem.add_variable(f"x{n}", cat="Binary") for n in range(len(model.columns))]
    problem += pulp.lpSum(c.weight * x for c, x in zip(model.columns, columns, strict=True))
    senses = {Sense.AT_MOST: -1, Sense.AT_LEAST: 1, Sense.EQUAL: 0}
    for row in model.rows:
        left = pulp.LpAffineExpression([(columns[i], c) for i, c in row.terms])
        problem += pulp.LpConstraint(left, senses[row.sense], rhs=row.bound)
    problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=1, gapRel=0))
    return model.value(i for i, x in enumerate(columns) if (x.value() or 0) > 1 / 2)


def main() -> None:
    """Prints what each reaches."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    model = sample()
    start = time.perf_counter()
    answer = Solver(Limits(until=time.monotonic() + seconds)).maximise(model)
    highs = time.perf_counter() - start
    ours = model.value(answer.chosen or ())
    bound = answer.bound or ours
    start = time.perf_counter()
    theirs = by_cbc(model, seconds)
    cbc = time.perf_counter() - start
    print(f"HiGHS {highs:7.1f} s  value {ours}  bound {bound}  {answer.state}")
    print(f"CBC   {cbc:7.1f} s  value {theirs}  {1 - theirs / ours:.3%} below")


if __name__ == "__main__":
    main()
