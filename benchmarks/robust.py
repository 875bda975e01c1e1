"""All best plans of a town over a whole space of weights, against solving 10,000 sampled weights.

``python benchmarks/robust.py 1 2``: seeds of a town with 45 projects and five criteria at ±20 %;
``sample``: every town of the shipped sample. Both ask the same oracle, in the same run; of the
naive solves a hundred are made, at random weights of W, and counted a hundred times.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.held import Region
from stack_planner.explaining.robust.asking import Oracle
from stack_planner.explaining.robust.envelope import Envelope
from stack_planner.explaining.robust.measuring import Town
from stack_planner.explaining.robust.shares import Shares
from stack_planner.explaining.robust.space import Space, space_of
from stack_planner.explaining.valuing import Values
from stack_planner.records import Criterion, Score, Strategy
from stack_planner.scoring import score_projects

sys.path.insert(0, str(Path(__file__).parent))
from regions import hard_region, named_region

CRITERIA = 5
DRAWS, NAIVE = 100, 10_000


def many_sided(seed: int) -> Strategy:
    """The first town of a region of ``regions.py`` with five criteria instead of one."""
    region, dice = hard_region(seed), np.random.default_rng(seed)
    weights = dice.integers(2, 9, CRITERIA)
    criteria = tuple(
        Criterion(f"K{n}", f"K{n}", Fraction(int(weight)), Fraction(0), Fraction(100))
        for n, weight in enumerate(weights)
    )
    scores = tuple(
        Score(project.code, None, criterion.code, Fraction(int(dice.integers(0, 101))))
        for project in region.projects
        for criterion in criteria
    )
    town = region.orps[0].code
    return replace(
        region,
        criteria=criteria,
        scores=scores,
        orps=region.orps[:1],
        budgets=tuple(budget for budget in region.budgets if budget.orp == town),
        needs=tuple(need for need in region.needs if need.orp == town),
    )


def standing(name: str) -> Region:
    """The best plan of the sample, or of the town of a seed."""
    if name == "sample":
        strategy, scores = named_region(name)
    else:
        strategy = many_sided(int(name))
        scores = score_projects(strategy)
    limits = Limits(gap=Fraction(1, 1000), until=time.monotonic() + 60)
    choice = best_choice(strategy, scores, limits, lambda _: None)
    return Region(strategy, scores, choice.options, choice.chosen, Solver())


def drawn(space: Space, count: int) -> list[tuple[Fraction, ...]]:
    """Random mixtures of the corners of W."""
    dice, found = np.random.default_rng(1), []
    for _ in range(count):
        parts = [
            Fraction(int(part)) for part in 1 + 1e9 * dice.dirichlet(np.ones(len(space.corners)))
        ]
        sides = zip(*space.corners, strict=True)
        found.append(
            tuple(
                sum((p * w for p, w in zip(parts, side, strict=True)), Fraction(0)) / sum(parts)
                for side in sides
            )
        )
    return found


def main() -> None:
    """Prints a line for every town."""
    for name in sys.argv[1:] or ["1"]:
        region = standing(name)
        space = space_of(region.strategy, region.scores.weights)
        for code in region.strategy.orp:
            oracle = Oracle(Values(region.town(code)))
            start = time.process_time()
            envelope = Envelope(space, oracle).close()
            seconds = time.process_time() - start
            solves = oracle.solves
            start = time.process_time()
            shares = Shares(envelope)
            _ = shares.of_plans
            volumes = time.process_time() - start
            start = time.process_time()
            unlike = 0
            linear = oracle.values.linear
            for weights in drawn(space, DRAWS):
                told = oracle.best(weights, oracle.today)
                known = max(linear.at(weights, plan.vector) for plan in envelope.plans)
                unlike += linear.at(weights, told.choice.vector) != known
            naive = (time.process_time() - start) * NAIVE / DRAWS
            start = time.process_time()
            made = Town(region.town(code), space).robustness()
            everything = time.process_time() - start
            print(
                f"{name} {code}: {len(region.town(code).copies)} projects, {len(space.today)}"
                f" criteria, {len(space.corners)} corners of W, {len(made.plans)} best plans,"
                f" exact {envelope.exact}; envelope {seconds:.2f} s ({solves} solves), volumes"
                f" {volumes:.2f} s; {NAIVE} naive solves {naive:.0f} s (from {DRAWS}, {unlike}"
                f" unlike) = {naive / (seconds + volumes):.0f} times;"
                f" all of robustness {everything:.2f} s ({made.solves} solves)",
                flush=True,
            )


if __name__ == "__main__":
    main()
