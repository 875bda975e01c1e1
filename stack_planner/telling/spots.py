"""Problem spots of coverage in words: state, stage, what is missing, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns.choices import SPOT_STATES, word_of
from stack_planner.columns.cooperation import SPOTS
from stack_planner.coverage.register import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from stack_planner.coverage import Entry
    from stack_planner.records import Agenda, SpotState
    from stack_planner.words import Words

HELD = (Stage.UNVERIFIED, Stage.INCOMPLETE)
"""The stages in which a spot is not handed over."""


def day_told(day: date, words: Words) -> str:
    """A day, as ``29. 11. 2026``."""
    return words("spot.day", day=str(day.day), month=str(day.month), year=str(day.year))


def state_told(state: SpotState, words: Words) -> str:
    """A state by its word on the sheet of spots."""
    return word_of(state, SPOT_STATES, words.lang)


def stage_told(agenda: Agenda, stage: Stage, words: Words) -> str:
    """What is to be done, as ``u ČTÚ``."""
    return words(f"spot.stage.{stage}", office=words(f"spot.office.{agenda}"))


def lacking_told(entry: Entry, words: Words) -> str:
    """The headings of what is missing before the handover; nothing once a spot is past it."""
    return _headings(entry.lacking, words) if entry.stage in HELD else ""


def _headings(fields: Iterable[str], words: Words) -> str:
    names = {column.field: getattr(column, words.lang) for column in SPOTS.columns}
    return ", ".join(names[field] for field in fields)


def next_step(state: SpotState, words: Words) -> str:
    """What comes after a state."""
    return words(f"spot.next.{state.name.lower()}")


def next_of(entry: Entry, words: Words) -> str:
    """What comes next for a spot: filling in what is missing goes before handing over."""
    if entry.stage is Stage.INCOMPLETE and entry.lacking:
        return words("spot.fill_in", fields=lacking_told(entry, words))
    if entry.stage is Stage.INCOMPLETE:
        return words("spot.clear", fields=_headings(entry.personal, words))
    return next_step(entry.reached.state, words)


def held_reason(entry: Entry, words: Words) -> str:
    """Why a spot is held back, in a sentence or two."""
    told = [words("spot.held.unverified")] if entry.stage is Stage.UNVERIFIED else []
    told += [words(f"spot.held.{field}") for field in entry.lacking]
    if entry.personal:
        told.append(words("spot.held.personal", fields=_headings(entry.personal, words)))
    return " ".join(told)


def codes_told(entries: tuple[Entry, ...], words: Words, most: int = 12) -> str:
    """The codes of spots, of many the first ones."""
    named = ", ".join(entry.spot.code for entry in entries[:most])
    rest = len(entries) - most
    return named if rest <= 0 else f"{named} {words('spot.more', n=rest)}"
