"""Blocks that share nothing, each by itself, and no block left without its time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.search.rescue import rescued
from stack_planner.choosing.solve import Answer, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.search.pricing import Block
    from stack_planner.choosing.solve import Solver


def solve_apart(blocks: Sequence[Block], solver: Solver, unit: int) -> Answer:
    """The blocks' best choices together.

    Each block has its part of the time that is left when its turn comes; those for which that was
    not enough are solved anew with what the others have left.
    """
    answers = _each(blocks, solver, unit)
    late = [number for number, answer in enumerate(answers) if answer.state is State.TIME]
    late = [] if solver.limits.is_over else late
    again = _each([blocks[number] for number in late], solver, unit)
    for number, answer in zip(late, again, strict=True):
        answers[number] = _better(blocks[number], answers[number], answer)
    chosen = [
        block.within(answer.chosen)
        for block, answer in zip(blocks, answers, strict=True)
        if answer.chosen is not None
    ]
    bounds = [answer.bound for answer in answers if answer.bound is not None]
    every = len(blocks)
    return Answer(
        state=max((answer.state for answer in answers), key=_badness),
        chosen=frozenset().union(*chosen) if len(chosen) == every else None,
        bound=sum(bounds) if len(bounds) == every else None,
        nodes=sum(answer.nodes for answer in answers),
        solves=sum(answer.solves for answer in answers),
    )


def _each(blocks: Sequence[Block], solver: Solver, unit: int) -> list[Answer]:
    exact, limits = solver.within(), solver.limits

    def solve(number: int) -> Answer:
        part = exact.limits.part(len(blocks) - number)
        return replace(exact, limits=part).maximise(blocks[number].own, unit=unit)

    answers = limits.side_by_side(solve, range(len(blocks)))
    return [rescued(block.own, answer) for block, answer in zip(blocks, answers, strict=True)]


def _better(block: Block, one: Answer, other: Answer) -> Answer:
    """The later one of two answers, unless time ended both: then the best of either."""
    if other.state is not State.TIME:
        return other
    plans = [answer.chosen for answer in (one, other) if answer.chosen is not None]
    bounds = [answer.bound for answer in (one, other) if answer.bound is not None]
    return replace(
        other,
        chosen=max(plans, key=block.worth, default=None),
        bound=min(bounds, default=None),
        nodes=one.nodes + other.nodes,
        solves=one.solves + other.solves,
    )


def _badness(state: State) -> int:
    return list(State).index(state)
