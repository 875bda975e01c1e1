"""The core of a region: what good choices do not agree on, decided together.

Options that all good choices of a block take, or none does, stay as they are in the plan; the rest
and all that the region runs are decided anew (Balas & Zemel 1980, Operations Research 28,
1130–1154, for the knapsack).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import REGION

if TYPE_CHECKING:
    from fractions import Fraction

    from stack_planner.choosing.search.pricing import Block
    from stack_planner.choosing.search.rounds import Rounds
    from stack_planner.choosing.solve import Solver

MOST_GOOD = 40
"""How many of a block's choices are good at most."""


def decide_core(rounds: Rounds, solver: Solver, reach: Fraction) -> None:
    """A better plan, if the core holds one.

    Args:
        rounds: with a plan; what pricing found.
        solver: its limits are those of this one solve.
        reach: how far below a block's best choice the good ones are, as a part of its worth at the
            last prices.
    """
    plan = rounds.plan
    if plan is None:
        return
    free = set(rounds.region)
    for block in rounds.blocks.parts:
        if block.name != REGION:
            free |= block.within(_disputed(block, rounds, plan, reach))
    core, places = rounds.model.held(free, plan)
    start = frozenset(place for place, index in enumerate(places) if index in plan)
    answer = solver.maximise(core, start=start, unit=rounds.unit)
    rounds.count(answer)
    if answer.chosen is not None:
        rounds.offer((plan - set(places)) | {places[place] for place in answer.chosen})


def _disputed(
    block: Block, rounds: Rounds, plan: frozenset[int], reach: Fraction
) -> frozenset[int]:
    """Places that some good choice of a block takes and another one does not."""
    weights = block.reduced(rounds.prices)
    worths = {
        chosen: sum(weights[place] for place in chosen)
        for chosen in rounds.choices.get(block.name, ())
    }
    best = max(worths.values(), default=0)
    ranked = sorted(worths, key=lambda chosen: -worths[chosen])[:MOST_GOOD]
    good = [c for c in ranked if worths[c] >= best - reach * abs(best)] + [block.inside(plan)]
    return frozenset().union(*good) - frozenset.intersection(*good)
