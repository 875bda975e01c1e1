"""The register of all problem spots: how far each has come, how long ago, what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.contacts import contact_in
from stack_planner.coverage.course import farthest_of, key_of, step_of, steps_by_spot
from stack_planner.coverage.path import SOLVED, is_handed
from stack_planner.records import Agenda, SpotState, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from stack_planner.records import Municipality, Orp, Spot, Strategy

NEEDED: Mapping[Agenda, tuple[str, ...]] = {
    Agenda.MOBILE: ("settlement", "trouble", "description"),
    Agenda.FIXED: ("address_point",),
}
"""Fields without which an office could do nothing with a spot."""

READ: Mapping[Agenda, tuple[str, ...]] = {
    Agenda.MOBILE: ("part", "address", "description", "trouble", "operator"),
    Agenda.FIXED: ("part", "address", "trouble", "technology"),
}
"""Texts that go to the office as somebody wrote them."""


class Stage(StrEnum):
    """What is to be done about a spot."""

    UNVERIFIED = "unverified"  # by the region
    INCOMPLETE = "incomplete"  # verified, but something is missing or names a person
    READY = "ready"  # to be handed over
    HANDED = "handed"  # the office has it
    SOLVED = "solved"


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
        return lacking_of(self.spot)

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """The fields with somebody's name or contact, which no office may get."""
        return personal_in(self.spot)

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
        return Stage.INCOMPLETE if self.lacking or self.personal else Stage.READY

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


def lacking_of(spot: Spot) -> tuple[str, ...]:
    """The fields without which the office of the spot's agenda could do nothing with it.

    A dash or a question mark says nothing.
    """
    return tuple(
        name for name in NEEDED[spot.agenda] if not any(map(str.isalnum, getattr(spot, name)))
    )


def personal_in(spot: Spot) -> tuple[str, ...]:
    """The fields that the office of the spot's agenda would read somebody's name or contact in."""
    return tuple(name for name in READ[spot.agenda] if contact_in(getattr(spot, name)))


def register_of(strategy: Strategy, on: date, recorded: Iterable[Step] = ()) -> Register:
    """The register of a strategy whose codes are known to be right.

    Args:
        strategy: spots and municipalities.
        on: the day that ages are counted to.
        recorded: steps that earlier runs recorded; where one of them says that an office has the
            spot and the sheet does not yet, it counts, so that nothing is handed over twice.
    """
    places = {place.code: place for place in strategy.municipalities}
    steps = steps_by_spot(recorded)
    entries = (
        Entry(spot, places[spot.municipality], _reached(spot, steps.get(key_of(spot.code), ())))
        for spot in strategy.spots
    )
    return Register(tuple(sorted(entries, key=_priority)), strategy.orps, on)


def _reached(spot: Spot, recorded: Iterable[Step]) -> Step:
    """The sheet's state, unless a recorded one shows that the office has the spot already."""
    said = step_of(spot)
    if is_handed(spot.agenda, spot.state):
        return said
    farthest = farthest_of(step for step in recorded if step.agenda is spot.agenda)
    handed = farthest is not None and is_handed(spot.agenda, farthest.state)
    return farthest if farthest and handed else said


def _priority(entry: Entry) -> tuple[int, str]:
    return -(entry.spot.population or 0), entry.spot.code
