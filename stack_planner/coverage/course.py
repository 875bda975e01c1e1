"""The course of spots: the states that each came to, one step after the other.

A record is read in any order of its rows, for somebody may have sorted it: how far a spot has come
is told by the paths, and of two steps to one state the later row is the one that was corrected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.coverage.path import follows
from stack_planner.records import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.records import Spot


def step_of(spot: Spot) -> Step:
    """The step that the sheet tells of a spot."""
    return Step(
        spot.code, spot.agenda, spot.state, spot.state_date, spot.reference, source=spot.source
    )


def key_of(code: str) -> str:
    """What tells a spot from all others: ``m1`` is M1, as on its sheet."""
    return code.casefold()


def steps_by_spot(steps: Iterable[Step]) -> Mapping[str, tuple[Step, ...]]:
    """The steps of each spot by its ``key_of``, in their order; of one state the last one only."""
    found: dict[str, dict[tuple[str, str], Step]] = {}
    for step in steps:
        found.setdefault(key_of(step.spot), {})[step.agenda, step.state] = step
    return {spot: tuple(by_state.values()) for spot, by_state in found.items()}


def farthest_of(steps: Iterable[Step]) -> Step | None:
    """Of the steps of one spot the one that lies farthest along its path."""
    farthest = None
    for step in steps:
        before = farthest or step
        if step.state is before.state or follows(before.agenda, before.state, step.state):
            farthest = step
    return farthest


def newly_seen(spots: Iterable[Spot], recorded: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that the sheet tells and the record does not, in the order of the spots.

    A spot that the record knows to be farther than its sheet has none, nor has one whose sheet says
    less of the same state.
    """
    known = steps_by_spot(recorded)
    told = ((step_of(spot), known.get(key_of(spot.code), ())) for spot in spots)
    return tuple(said for said, before in told if not any(_covers(step, said) for step in before))


def _covers(step: Step, said: Step) -> bool:
    """Whether a recorded step makes another one needless."""
    if step.agenda is not said.agenda or step.state is not said.state:
        return follows(step.agenda, said.state, step.state)
    return said.on in {None, step.on} and said.reference in {"", step.reference}
