"""The register of problem spots as lines of the screen: counts, what is ready, what is not and why.

Towns stand in the order of their codes, spots by inhabitants affected; the two agendas stand apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.coverage import HANDED, Stage
from stack_planner.records import Agenda
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped
from stack_planner.telling.spots import HELD, codes_told, day_told, held_reason, state_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.coverage import Covered, Entry, Register
    from stack_planner.problems import HandoverError
    from stack_planner.records import Orp
    from stack_planner.words import Words

AT_THE_REGION = (*HELD, Stage.READY)
INDENT = 2
MOST_SHOWN = 20
"""Spots of a list on the screen; the workbook and the JSON have all of them."""


def coverage_lines(made: Covered, words: Words, *, everything: bool = False) -> Iterator[str]:
    """What was recorded, how many spots there are at each stage, each agenda, the towns.

    Of many spots the first ones are told, unless ``everything`` is asked for.
    """
    register = made.register
    yield from _recorded(made, words)
    on = day_told(register.on, words)
    yield words("covered.title", n=len(register.entries), on=on)
    yield from shown_table([words("covered.header").split("|"), *_counts(register, words)])
    for agenda in Agenda:
        yield from _agenda(register, agenda, words, everything=everything)
    yield ""
    yield from wrapped(words("covered.districts"), 0)
    header = words("covered.district_header").split("|")
    yield from shown_table([header, *(_district(register, orp, words) for orp in register.orps)])


def refused_line(error: HandoverError, words: Words) -> str:
    """Why a handover was not recorded."""
    office = words(f"spot.office.{error.agenda}")
    return words(f"covered.refused.{error.reason}", **{"office": office, **error.details})


def sending_lines(made: Covered, words: Words) -> Iterator[str]:
    """What to do once the drafts are sent, and where a changed record went."""
    if made.kept:
        yield words("covered.kept_log", file=made.kept)
    offices = [
        office
        for office, agenda in zip(("ctu", "bco"), Agenda, strict=True)
        if made.register.of(agenda, Stage.READY)
    ]
    if offices:
        yield words("covered.to_send", office="|".join(offices))


def _recorded(made: Covered, words: Words) -> Iterator[str]:
    if made.handover is None:
        return
    told = {
        "office": words(f"spot.office.{made.handover.agenda}"),
        "date": day_told(made.handover.day, words),
        "reference": made.handover.reference,
        "codes": ", ".join(made.handed),
    }
    if made.before:
        yield from wrapped(words("covered.handed_already", **told), 0)
        others = codes_told(made.register.of(made.handover.agenda, Stage.READY), words)
        if others:
            yield from wrapped(words("covered.handed_others", **(told | {"codes": others})), 0)
    else:
        yield from wrapped(words("covered.handed", n=len(made.handed), **told), 0)
        state = state_told(HANDED[made.handover.agenda], words)
        yield from wrapped(words("covered.write_state", state=state), 0)
    yield ""


def _counts(register: Register, words: Words) -> Iterator[tuple[str, ...]]:
    for agenda in Agenda:
        counts = counted(register.of(agenda))
        numbers = (words.number(counts[stage]) for stage in Stage)
        whole = words.number(sum(counts.values()))
        yield words(f"covered.agenda.{agenda}"), *numbers, whole


def counted(entries: Iterable[Entry]) -> dict[Stage, int]:
    """How many spots are at each stage."""
    stages = [entry.stage for entry in entries]
    return {stage: stages.count(stage) for stage in Stage}


def _agenda(register: Register, agenda: Agenda, words: Words, *, everything: bool) -> Iterator[str]:
    """What is ready for the office, what is held back and why, what has waited longest."""
    ready, held = register.of(agenda, Stage.READY), register.of(agenda, *HELD)
    most = None if everything else MOST_SHOWN
    yield ""
    if ready:
        yield words(f"covered.ready.{agenda}", n=len(ready))
    else:
        yield words(f"covered.none_ready.{agenda}")
    yield from _first([_since(register, entry, words) for entry in ready[:most]], ready, words)
    if held:
        name = words(f"covered.agenda.{agenda}")
        yield words("covered.held", n=len(held), agenda=name)
    yield from _first([_held(entry, words) for entry in held[:most]], held, words)
    for stages in (AT_THE_REGION, (Stage.HANDED,)):
        yield from _oldest(register, register.of(agenda, *stages), words)


def _first(told: Sequence[str], entries: Sequence[Entry], words: Words) -> Iterator[str]:
    """Sentences of the first spots, and how many there are more."""
    for sentence in told:
        yield from wrapped(sentence, INDENT)
    if len(told) < len(entries):
        yield from wrapped(words("covered.more", n=len(entries) - len(told)), INDENT)


def _held(entry: Entry, words: Words) -> str:
    """A spot, and why it is not handed over."""
    spot, reason = _spot(entry, words), held_reason(entry, words)
    return words("covered.reason", spot=spot, reason=reason)


def _since(register: Register, entry: Entry, words: Words) -> str:
    """A spot with its state, and how long it has been in it."""
    told = {"spot": _spot(entry, words), "state": state_told(entry.reached.state, words)}
    age = entry.age(register.on)
    if entry.reached.on is None or age is None:
        return words("covered.undated", **told)
    day = day_told(entry.reached.on, words)
    if age < 0:
        return words("covered.ahead", **told, date=day)
    return words("covered.since", **told, date=day, age=words("covered.days", n=age))


def _oldest(register: Register, entries: Sequence[Entry], words: Words) -> Iterator[str]:
    """The spot that has been longest in its state."""
    days = [(entry.reached.on, entry) for entry in entries if entry.reached.on]
    dated = [(since, entry) for since, entry in days if since <= register.on]
    if dated:
        since, entry = min(dated, key=lambda each: (each[0], each[1].spot.code))
        told = {
            "where": words(f"covered.where.{entry.stage}"),
            "spot": _place(entry, words),
            "state": state_told(entry.reached.state, words),
            "date": day_told(since, words),
            "age": words("covered.days", n=(register.on - since).days),
        }
        yield from wrapped(words("covered.oldest", **told), 0)


def _spot(entry: Entry, words: Words) -> str:
    """A spot with the number of people that it concerns."""
    place, people = _place(entry, words), entry.spot.population
    if people is None:
        return words("covered.spot_unknown", place=place)
    return words("covered.spot", place=place, n=people)


def _place(entry: Entry, words: Words) -> str:
    """Code and place, the municipality in brackets where the place does not name it."""
    spot, name = entry.spot, entry.municipality.name
    place = spot.part or spot.address
    if place and name not in place:
        place = words("covered.in_part", part=place, municipality=name)
    return f"{spot.code} {place or name}"


def _district(register: Register, orp: Orp, words: Words) -> tuple[str, ...]:
    numbers: list[str] = []
    for agenda in Agenda:
        found = in_district(register, orp.code, agenda)
        counts, people = counted(found), people_in(found)
        unsolved = len(found) - counts[Stage.SOLVED]
        numbers += map(words.number, (unsolved, counts[Stage.READY], people))
    return orp.code, orp.name, *numbers


def in_district(register: Register, orp: str, agenda: Agenda) -> list[Entry]:
    """The spots of an agenda in one district."""
    return [entry for entry in register.in_district(orp) if entry.spot.agenda is agenda]


def people_in(entries: Iterable[Entry]) -> int:
    """Inhabitants affected by the spots that are not solved, where they are given."""
    return sum(entry.spot.population or 0 for entry in entries if entry.stage is not Stage.SOLVED)
