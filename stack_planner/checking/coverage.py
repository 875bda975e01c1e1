"""Problem spots of coverage: states on their agenda's path, codes, categories, what cannot be."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from stack_planner.checking.partly import as_far_as_known
from stack_planner.checking.places import check_places
from stack_planner.columns import SPOTS
from stack_planner.columns.choices import AGENDAS, SPOT_STATES, word_of
from stack_planner.columns.table import Kind, bare_name_of
from stack_planner.contacts import contact_in
from stack_planner.coverage import SOLVED, follows, is_handed, is_on_path, lacking_of, path_of
from stack_planner.problems import Severity, at
from stack_planner.reading.dates import shown
from stack_planner.records import Agenda, SpotState
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

    from stack_planner.problems import Problem
    from stack_planner.records import Spot, Step, Strategy

FOREIGN: Mapping[Agenda, tuple[str, ...]] = {
    Agenda.MOBILE: ("operators", "technology", "backbone", "category"),
    Agenda.FIXED: ("signal",),
}
"""By agenda the fields that only the other one asks for."""

TEXTS = tuple(column.field for column in SPOTS.columns if column.kind is Kind.TEXT)
SETTLEMENT_DIGITS = (6, 7)
"""Digits of the code of a basic settlement unit (ZSJ), and of a part of one (díl ZSJ)."""

FEWEST_DIGITS = 3
ADDRESS_DIGITS = range(5, 10)
"""Digits of RÚIAN codes of address points; those in use have at most eight."""

_CATEGORY = re.compile(r"(AB|A|B|C)(?:[\s(/,–-]+(20\d\d)\)?)?", re.IGNORECASE)


def check_coverage(strategy: Strategy) -> Iterator[Problem]:
    """Everything that is wrong with the problem spots, row by row, then with their places."""
    municipalities = {place.code for place in strategy.municipalities}
    for spot in strategy.rows("spots"):
        for problems in (
            check_path(spot),
            _evidence(spot),
            _settlement(spot, municipalities),
            _address_point(spot, municipalities),
            _category(spot),
            _foreign(spot),
            _contacts(spot),
            _handed(spot),
        ):
            yield from as_far_as_known(problems)
    yield from check_places(strategy)


def check_path(spot: Spot | Step) -> Iterator[Problem]:
    """A state of the other agenda; the one that stands in its place on the right path is named."""
    if is_on_path(spot.agenda, spot.state):
        return
    other = next(agenda for agenda in Agenda if agenda is not spot.agenda)
    nearest = path_of(spot.agenda)[path_of(other).index(spot.state)]
    path: dict[str, Any] = {f"path_{lang}": _path_told(spot.agenda, lang) for lang in LANGUAGES}
    told = named("agenda", spot.agenda, AGENDAS) | named("nearest", nearest, SPOT_STATES)
    seen = word_of(spot.state, SPOT_STATES, LANGUAGES[0])
    yield at(spot.source, "state", "spot_state_path", seen, **told, **path)


def _path_told(agenda: Agenda, lang: str) -> str:
    """The states in order, with a stroke between two of which a spot comes to one only."""
    states = path_of(agenda)
    told = word_of(states[0], SPOT_STATES, lang)
    for before, state in pairwise(states):
        between = " → " if follows(agenda, before, state) else " / "
        told += between + word_of(state, SPOT_STATES, lang)
    return told


def _evidence(spot: Spot) -> Iterator[Problem]:
    """A date from the region's verification on, a reference number from the handover on."""
    state = named("state", spot.state, SPOT_STATES)
    verified = spot.state is not SpotState.REPORTED
    handed = verified and spot.state is not SpotState.VERIFIED
    if verified and spot.state_date is None:
        yield at(spot.source, "state_date", "spot_date_missing", **state)
    if handed and not spot.reference:
        yield at(spot.source, "reference", "spot_reference_missing", **state)
    relies = verified and spot.state not in SOLVED
    if relies and spot.state_date and spot.measured_on and spot.measured_on > spot.state_date:
        seen = shown(spot.measured_on)
        told = state | {"date": shown(spot.state_date)}
        yield at(spot.source, "measured_on", "spot_measured_later", seen, Severity.WARNING, **told)


def _settlement(spot: Spot, municipalities: set[str]) -> Iterator[Problem]:
    code = spot.settlement
    if not code:
        return
    digits = code.replace(" ", "")
    if digits in municipalities:
        yield at(spot.source, "settlement", "spot_settlement_municipality", code)
    elif not digits.isdecimal() or len(digits) not in SETTLEMENT_DIGITS:
        short = digits.isdecimal() and FEWEST_DIGITS <= len(digits) < SETTLEMENT_DIGITS[0]
        whole = digits.zfill(SETTLEMENT_DIGITS[0]) if short else ""
        yield at(spot.source, "settlement", "spot_settlement_form", code, whole=whole)
    elif digits != code:
        yield at(spot.source, "settlement", "spot_settlement_form", code, mend=digits, whole=digits)


def _address_point(spot: Spot, municipalities: set[str]) -> Iterator[Problem]:
    code = spot.address_point
    if not code:
        return
    if code in municipalities:
        yield at(spot.source, "address_point", "spot_address_municipality", code)
    elif not code.isdecimal() or len(code) not in ADDRESS_DIGITS:
        digits = code.replace(" ", "")
        plain = digits if digits.isdecimal() and len(digits) in ADDRESS_DIGITS else ""
        yield at(
            spot.source, "address_point", "spot_address_form", code, mend=plain or None, plain=plain
        )


def _category(spot: Spot) -> Iterator[Problem]:
    if not spot.category:
        return
    found = _CATEGORY.fullmatch(spot.category.strip())
    if found is None:
        yield at(spot.source, "category", "spot_category_unknown", spot.category)
    elif not found[2]:
        where = (spot.source, "category", "spot_category_year", spot.category)
        yield at(*where, Severity.WARNING, category=found[1].upper())


def _foreign(spot: Spot) -> Iterator[Problem]:
    """Values that only the other agenda asks for: perhaps the agenda is wrong."""
    for field in FOREIGN[spot.agenda]:
        value = getattr(spot, field)
        if value is not None and value != "":
            told = named("agenda", spot.agenda, AGENDAS) | _heading(field)
            yield at(spot.source, field, "spot_field_unused", "", Severity.WARNING, **told)


def _contacts(spot: Spot) -> Iterator[Problem]:
    for field in TEXTS:
        text = getattr(spot, field, "")
        found = contact_in(text, numbers=field != "reference")
        if found:
            yield at(spot.source, field, "spot_contact", found, Severity.WARNING, **_heading(field))


def _handed(spot: Spot) -> Iterator[Problem]:
    """An office has the spot, and could do nothing with it."""
    if not is_handed(spot.agenda, spot.state) or spot.state in SOLVED:
        return
    for field in lacking_of(spot):
        told = named("state", spot.state, SPOT_STATES) | _heading(field)
        yield at(spot.source, field, "spot_handed_incomplete", "", Severity.NOTICE, **told)


def named(name: str, member: StrEnum, choices: Mapping[str, StrEnum]) -> dict[str, Any]:
    """The word of a choice as a person chose it, in each language."""
    return {f"{name}_{lang}": word_of(member, choices, lang) for lang in LANGUAGES}


def _heading(field: str) -> dict[str, Any]:
    """The heading of a field without its unit, in each language."""
    column = SPOTS.column(field)
    return {f"heading_{lang}": bare_name_of(column, lang) for lang in LANGUAGES}
