"""The last stretch of a search: is there any plan worth more than the best one known?

The region with all that pricing proved is asked for a plan that is worth at least one unit more,
in one piece but apart: some of the region's runs on which the relaxation is most undecided are
fixed in every way, so that the parts can be solved side by side. No part hears of another, so the
result does not depend on how many run at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.choosing.search.rounds import in_parts
from stack_planner.choosing.solve import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.choosing.search.rounds import Rounds
    from stack_planner.choosing.solve import Answer, Solver

SPLITS = 2
"""So many of the region's runs are fixed in every way: four parts."""


@dataclass(frozen=True)
class Part:
    """A part of the region's problem: some columns fixed, all others free."""

    model: Model
    places: tuple[int, ...]
    fixed: frozenset[int]

    def within(self, chosen: frozenset[int]) -> frozenset[int]:
        """A choice of the part as one of the region."""
        return self.fixed | {self.places[place] for place in chosen}


def close(rounds: Rounds, solver: Solver) -> None:
    """Finds a better plan, or proves that there is none, as far as the solver's limits allow."""
    parts = tuple(_parts(rounds))
    answers = solver.limits.side_by_side(
        lambda part: solver.maximise(part.model, unit=rounds.unit), parts
    )
    beaten = None if rounds.plan is None else rounds.model.value(rounds.plan)
    for part, answer in zip(parts, answers, strict=True):
        rounds.count(replace(answer, state=State.WORK))
        if answer.chosen is not None:
            rounds.offer(part.within(answer.chosen))
    if beaten is None and all(answer.state is State.INFEASIBLE for answer in answers):
        rounds.impossible = True
    rounds.found(_bound(parts, answers, rounds.model, beaten))


def _parts(rounds: Rounds) -> Iterator[Part]:
    """The ways to fix the most undecided runs, each with the rest of the region."""
    model = rounds.tightened
    if rounds.plan is not None:
        worth = {index: column.weight for index, column in enumerate(model.columns)}
        more = rounds.model.value(rounds.plan) + 1
        better = make_row("better", worth, Sense.AT_LEAST, more)
        model = replace(model, rows=(*model.rows, better))
    undecided = _undecided(rounds)
    for way in product((False, True), repeat=len(undecided)):
        fixed = frozenset(index for index, yes in zip(undecided, way, strict=True) if yes)
        free = set(range(len(model.columns))) - set(undecided)
        yield Part(*_still_possible(model, free, fixed), fixed)


def _still_possible(
    model: Model, free: set[int], fixed: frozenset[int]
) -> tuple[Model, tuple[int, ...]]:
    """The part's model, with the rows that its fixed columns alone decide."""
    held, places = model.held(free, fixed)
    decided = [
        replace(row, terms=(), bound=row.bound - row.activity(fixed))
        for row in model.rows
        if not any(index in free for index, _ in row.terms)
    ]
    return Model(held.columns, (*held.rows, *decided)), places


def _undecided(rounds: Rounds) -> tuple[int, ...]:
    """The region's columns that the relaxation halves most nearly."""
    relaxed = rounds.solver.relax(in_parts(rounds.tightened), rounds.unit)
    if relaxed is None:
        return ()
    halves = sorted(rounds.region, key=lambda index: (abs(relaxed.shares[index] - 1 / 2), index))
    return tuple(halves[:SPLITS])


def _bound(
    parts: tuple[Part, ...], answers: list[Answer], model: Model, beaten: int | None
) -> int | None:
    """The most that any part leaves possible; a part without a better plan leaves what is known."""
    bounds = []
    for part, answer in zip(parts, answers, strict=True):
        if answer.state is State.INFEASIBLE:
            bounds.append(beaten)
        elif answer.bound is None:
            return None
        else:
            bounds.append(answer.bound + model.value(part.fixed))
    known = [bound for bound in bounds if bound is not None]
    return max(known, default=None)
