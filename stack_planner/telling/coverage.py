"""The register of problem spots as lines of the screen and as JSON: counts, what is ready, why not.

Towns stand in the order of their codes, spots by inhabitants affected; the two agendas stand apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.columns.choices import SPOT_STATES, word_of
from stack_planner.coverage import HANDED, Stage
from stack_planner.records import Agenda
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import problems_json, wrapped
from stack_planner.telling.spots import HELD, day_told, held_reason, state_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.coverage import Covered, Entry, Register
    from stack_planner.problems import HandoverError
    from stack_planner.records import Orp
    from stack_planner.words import Words

AT_THE_REGION = (*HELD, Stage.READY)
INDENT = 2


def coverage_lines(made: Covered, words: Words) -> Iterator[str]:
    """What was recorded, how many spots there are at each stage, each agenda, the towns."""
    register = made.register
    yield from _recorded(made, words)
    on = day_told(register.on, words)
    yield words("covered.title", n=len(register.entries), on=on)
    yield from shown_table([words("covered.header").split("|"), *_counts(register, words)])
    for agenda in Agenda:
        yield from _agenda(register, agenda, words)
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


def _agenda(register: Register, agenda: Agenda, words: Words) -> Iterator[str]:
    """What is ready for the office, what is held back and why, what has waited longest."""
    ready, held = register.of(agenda, Stage.READY), register.of(agenda, *HELD)
    yield ""
    if ready:
        yield words(f"covered.ready.{agenda}", n=len(ready))
    else:
        yield words(f"covered.none_ready.{agenda}")
    for entry in ready:
        yield from wrapped(_since(register, entry, words), INDENT)
    if held:
        name = words(f"covered.agenda.{agenda}")
        yield words("covered.held", n=len(held), agenda=name)
    for entry in held:
        reason = held_reason(entry, words)
        told = words("covered.reason", spot=_spot(entry, words), reason=reason)
        yield from wrapped(told, INDENT)
    for stages in (AT_THE_REGION, (Stage.HANDED,)):
        yield from _oldest(register, register.of(agenda, *stages), words)


def _since(register: Register, entry: Entry, words: Words) -> str:
    """A spot with its state, and how long it has been in it."""
    told = {"spot": _spot(entry, words), "state": state_told(entry.reached.state, words)}
    age = entry.age(register.on)
    if entry.reached.on is None or age is None:
        return words("covered.undated", **told)
    day = day_told(entry.reached.on, words)
    return words("covered.since", **told, date=day, age=words("covered.days", n=age))


def _oldest(register: Register, entries: Sequence[Entry], words: Words) -> Iterator[str]:
    """The spot that has been longest in its state."""
    dated = [(entry.reached.on, entry) for entry in entries if entry.reached.on]
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
        found = _in_district(register, orp.code, agenda)
        counts = counted(found)
        unsolved = len(found) - counts[Stage.SOLVED]
        people = _people(found)
        numbers += map(words.number, (unsolved, counts[Stage.READY], people))
    return orp.code, orp.name, *numbers


def _in_district(register: Register, orp: str, agenda: Agenda) -> list[Entry]:
    return [entry for entry in register.in_district(orp) if entry.spot.agenda is agenda]


def _people(entries: Iterable[Entry]) -> int:
    """Inhabitants affected by the spots that are not solved, where they are given."""
    return sum(entry.spot.population or 0 for entry in entries if entry.stage is not Stage.SOLVED)


# As JSON


def coverage_json(made: Covered, words: Words) -> dict[str, Any]:
    """The register and what was written."""
    register, handover = made.register, made.handover
    return {
        "on": register.on.isoformat(),
        "agendas": {agenda.value: _counts_json(register.of(agenda)) for agenda in Agenda},
        "spots": [_spot_json(register, entry, words) for entry in register.entries],
        "orps": [
            {
                "code": orp.code,
                "name": orp.name,
                **{
                    agenda.value: _counts_json(_in_district(register, orp.code, agenda))
                    for agenda in Agenda
                },
            }
            for orp in register.orps
        ],
        "handover": handover
        and {
            "agenda": handover.agenda.value,
            "date": handover.day.isoformat(),
            "reference": handover.reference,
            "spots": list(made.handed),
            "recorded_before": made.before,
        },
        "problems": problems_json(made.problems, words),
        "files": list(map(str, made.files)),
    }


def _counts_json(entries: Sequence[Entry]) -> dict[str, int]:
    counts = counted(entries)
    return {**{stage.value: counts[stage] for stage in Stage}, "population": _people(entries)}


def _spot_json(register: Register, entry: Entry, words: Words) -> dict[str, Any]:
    spot, reached = entry.spot, entry.reached
    held = entry.stage in HELD
    return {
        "code": spot.code,
        "agenda": spot.agenda.value,
        "municipality": spot.municipality,
        "name": entry.municipality.name,
        "orp": entry.municipality.orp,
        "state": word_of(reached.state, SPOT_STATES, "en"),
        "date": reached.on.isoformat() if reached.on else None,
        "reference": reached.reference,
        "age": entry.age(register.on),
        "stage": entry.stage.value,
        "lacking": list(entry.lacking) if held else [],
        "reason": held_reason(entry, words) if held else "",
        "population": spot.population,
    }
