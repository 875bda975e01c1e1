"""The register of all problem spots: how far each has come, how long ago, what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.coverage.path import SOLVED, is_handed
from stack_planner.records import Agenda, SpotState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from stack_planner.records import Municipality, Orp, Spot, Strategy

NEEDED: Mapping[Agenda, tuple[str, ...]] = {
    Agenda.MOBILE: ("settlement", "trouble"),
    Agenda.FIXED: ("address_point",),
}
"""Fields beside the required ones without which an office could do nothing with a spot."""


class Stage(StrEnum):
    """What is to be done about a spot."""

    UNVERIFIED = "unverified"  # by the region
    INCOMPLETE = "incomplete"  # verified, but something is missing before the handover
    READY = "ready"  # to be handed over
    HANDED = "handed"  # the office has it
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Step:
    """A state that a spot came to, as the record of earlier runs or the sheet tells it."""

    spot: str
    agenda: Agenda
    state: SpotState
    on: date | None
    reference: str = ""


@dataclass(frozen=True)
class Entry:
    """One spot of the register with its place.

    ``reached`` is how far it has come: what its sheet says, or a handover that was recorded later.
    """

    spot: Spot
    municipality: Municipality
    reached: Step

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """The fields that are missing before the handover."""
        return tuple(name for name in NEEDED[self.spot.agenda] if not getattr(self.spot, name))

    @cached_property
    def stage(self) -> Stage:
        """What is to be done about it."""
        state = self.reached.state
        if state in SOLVED:
            return Stage.SOLVED
        if is_handed(self.spot.agenda, state):
            return Stage.HANDED
        if state is SpotState.REPORTED:
            return Stage.UNVERIFIED
        return Stage.INCOMPLETE if self.lacking else Stage.READY

    def age(self, on: date) -> int | None:
        """Days since the spot came to its state; None where it is not said when."""
        return (on - self.reached.on).days if self.reached.on else None


@dataclass(frozen=True)
class Register:
    """All spots by priority on one day: most inhabitants affected first, then by code."""

    entries: tuple[Entry, ...]
    orps: tuple[Orp, ...]
    on: date

    def of(self, agenda: Agenda, *stages: Stage) -> tuple[Entry, ...]:
        """The spots of an agenda, at some stages or at all."""
        return tuple(
            entry
            for entry in self.entries
            if entry.spot.agenda is agenda and (not stages or entry.stage in stages)
        )

    def in_district(self, orp: str) -> tuple[Entry, ...]:
        """The spots of one district."""
        return tuple(entry for entry in self.entries if entry.municipality.orp == orp)


def register_of(strategy: Strategy, on: date, recorded: Iterable[Step] = ()) -> Register:
    """The register of a strategy whose codes are known to be right.

    Args:
        strategy: spots and municipalities.
        on: the day that ages are counted to.
        recorded: steps that earlier runs recorded, in order; of those that lie further along the
            path than the sheet the last one counts, so that nothing is handed over twice.
    """
    places = {place.code: place for place in strategy.municipalities}
    steps: dict[str, list[Step]] = {}
    for step in recorded:
        steps.setdefault(step.spot, []).append(step)
    entries = (
        Entry(spot, places[spot.municipality], _reached(spot, steps.get(spot.code, ())))
        for spot in strategy.spots
    )
    return Register(tuple(sorted(entries, key=_priority)), strategy.orps, on)


def _reached(spot: Spot, recorded: Iterable[Step]) -> Step:
    """The sheet's state, unless a recorded one shows that the office has the spot already."""
    said = Step(spot.code, spot.agenda, spot.state, spot.state_date, spot.reference)
    if is_handed(spot.agenda, spot.state):
        return said
    handed = [s for s in recorded if s.agenda is spot.agenda and is_handed(s.agenda, s.state)]
    return handed[-1] if handed else said


def _priority(entry: Entry) -> tuple[int, str]:
    return -(entry.spot.population or 0), entry.spot.code
