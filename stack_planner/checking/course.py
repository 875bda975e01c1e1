"""The sheet of problem spots against the record of earlier runs: nothing goes back or aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.checking.coverage import check_path, named
from stack_planner.columns.choices import AGENDAS, SPOT_STATES, word_of
from stack_planner.coverage import (
    HANDED,
    SOLVED,
    farthest_of,
    follows,
    is_handed,
    is_on_path,
    key_of,
    path_of,
    step_of,
    steps_by_spot,
)
from stack_planner.problems import Severity, at
from stack_planner.reading.dates import shown
from stack_planner.records import SpotState
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from stack_planner.problems import Problem
    from stack_planner.records import Spot, Step, Strategy

NOTHING = "–"
"""What is shown of a step without a date or a reference number."""


def check_course(strategy: Strategy, recorded: Sequence[Step], on: date) -> Iterator[Problem]:
    """Every contradiction between the spots of a strategy and what was recorded of them.

    ``on`` is the day that is asked about: nothing can have happened after it.
    """
    for step in recorded:
        yield from check_path(step)
    known = steps_by_spot(recorded)
    for spot in strategy.spots:
        if is_on_path(spot.agenda, spot.state):
            yield from _course(spot, known.get(key_of(spot.code), ()))
        yield from _future(spot, on)
    yield from _gone(strategy, known)


def _course(spot: Spot, before: Sequence[Step]) -> Iterator[Problem]:
    """What there is to say of one spot and the steps that it is known to have made."""
    other = next((step for step in before if step.agenda is not spot.agenda), None)
    farthest = farthest_of(before)
    if other is not None:
        told = _of(other) | named("agenda", other.agenda, AGENDAS)
        seen = word_of(spot.agenda, AGENDAS, LANGUAGES[0])
        yield at(spot.source, "agenda", "course_agenda", seen, **told)
    elif farthest is not None:
        yield from _moved(spot, farthest)
        yield from _dates(spot, before)


def _moved(spot: Spot, farthest: Step) -> Iterator[Problem]:
    """How the sheet's state lies to the farthest one that was recorded."""
    said, agenda = step_of(spot), spot.agenda
    where = (spot.source, "state")
    seen, told = word_of(said.state, SPOT_STATES, LANGUAGES[0]), _of(farthest)
    if said.state is farthest.state:
        yield from _corrected(spot, farthest)
    elif follows(agenda, farthest.state, said.state):
        skipped = _between(spot, farthest.state)
        if skipped:
            yield at(*where, "course_skipped", seen, Severity.NOTICE, **(told | skipped))
    elif farthest.state is HANDED[agenda] and said.state is SpotState.VERIFIED:
        yield at(*where, "course_unwritten", seen, Severity.WARNING, **told)
    elif follows(agenda, said.state, farthest.state):
        yield at(*where, "course_backward", seen, **told)
    else:
        yield at(*where, "course_branch", seen, **told)


def _between(spot: Spot, before: SpotState) -> dict[str, Any]:
    """The states that were left out on the way, by language; nothing where there are none."""
    agenda = spot.agenda
    left_out = [
        state
        for state in path_of(agenda)
        if follows(agenda, before, state) and follows(agenda, state, spot.state)
    ]
    if not left_out:
        return {}
    return {
        f"skipped_{lang}": ", ".join(word_of(state, SPOT_STATES, lang) for state in left_out)
        for lang in LANGUAGES
    }


def _corrected(spot: Spot, recorded: Step) -> Iterator[Problem]:
    """A date or reference number that the sheet tells otherwise than the record."""
    for field, own, other in (
        ("state_date", spot.state_date, recorded.on),
        ("reference", spot.reference, recorded.reference),
    ):
        if own and other and own != other:
            seen = own if isinstance(own, str) else shown(own)
            where = (spot.source, field, "course_corrected", seen)
            yield at(*where, Severity.WARNING, **_of(recorded))


def _dates(spot: Spot, before: Sequence[Step]) -> Iterator[Problem]:
    """A date that lies before one of an earlier state; of several the latest is told."""
    on = spot.state_date
    later = [
        (step.on, step)
        for step in before
        if on and step.on and step.on > on and follows(spot.agenda, step.state, spot.state)
    ]
    if on and later:
        _, step = max(later, key=lambda each: each[0])
        yield at(spot.source, "state_date", "course_date_back", shown(on), **_of(step))


def _future(spot: Spot, on: date) -> Iterator[Problem]:
    for field in ("state_date", "measured_on"):
        day = getattr(spot, field)
        if day and day > on:
            where = (spot.source, field, "course_date_future", shown(day))
            yield at(*where, Severity.WARNING, on=shown(on))


def _gone(strategy: Strategy, known: Mapping[str, Sequence[Step]]) -> Iterator[Problem]:
    """Recorded spots that the sheet has no more; graver where an office still has them."""
    there = {key_of(getattr(spot, "code", "")) for spot in strategy.rows("spots")}
    for code, steps in sorted(known.items()):
        farthest = farthest_of(steps)
        if code not in there and farthest is not None:
            waits = is_handed(farthest.agenda, farthest.state) and farthest.state not in SOLVED
            severity = Severity.WARNING if waits else Severity.NOTICE
            where = (farthest.source, "spot", "course_gone", farthest.spot, severity)
            yield at(*where, **_of(farthest))


def _of(step: Step) -> dict[str, Any]:
    """What sentences name of a recorded step."""
    return {
        "spot": step.spot,
        **named("recorded", step.state, SPOT_STATES),
        "date": shown(step.on) if step.on else NOTHING,
        "reference": step.reference or NOTHING,
        "place": step.source.place("state"),
    }
