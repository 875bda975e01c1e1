"""What a brief says of money on offer, of problem spots and of tasks."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from stack_planner.columns.choices import AGENDAS, CERTAINTIES, word_of
from stack_planner.columns.cooperation import SPOTS
from stack_planner.columns.table import name_of
from stack_planner.coverage import Stage
from stack_planner.records import Agenda
from stack_planner.telling.explain import joined
from stack_planner.telling.spots import HELD
from stack_planner.telling.story import Place, Section, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.cooperation.brief import Brief, Offer, Spots
    from stack_planner.cooperation.tasks import Task
    from stack_planner.coverage import Entry
    from stack_planner.records import Programme
    from stack_planner.telling.story import Cell
    from stack_planner.words import Words

MOST_PLACES, MOST_OFFERS = 8, 5
"""So many spots and programmes are named."""

LONGEST_NAME, LONGEST_STATE = 80, 40
"""Characters of a programme's name and of a task's state."""

ELLIPSIS = " …"

OFFERS: tuple[Place, ...] = (
    ("programme", "code", 0),
    ("name", "wrap", 1),
    ("rate", "percent", 2),
    ("apply_by", "date", 3),
    ("left", "count", 4),
    ("window", "centre", 5),
    ("about", "wrap indent", 6),
)
PLACES: tuple[Place, ...] = (
    ("agenda", "wrap", 0),
    ("places", "wrap", 1),
    ("count", "count", 2),
    ("unverified", "count", 3),
    ("incomplete", "count", 4),
    ("ready", "count", 5),
    ("rest", "wrap indent", 6),
)
TASKS: tuple[Place, ...] = (
    ("project", "code", 0),
    ("task", "wrap", 1),
    ("days", "count", 2),
    ("due", "date", 3),
    ("held_on", "date", 4),
    ("state", "centre", 5),
    ("responsible", "wrap indent", 6),
)


def offers_section(brief: Brief, words: Words) -> Section:
    """Programmes by their last day, and what the region gives."""
    heading, granted = words("brief.offers.heading"), _granted(brief, words)
    if not brief.offers:
        return Section("offers", heading, [words("brief.offers.nothing"), granted])
    further = [offer.programme.code for offer in brief.offers[MOST_OFFERS:]]
    told = [words("brief.offers.further", programmes=", ".join(further))] if further else []
    if not any(offer.programme.apply_by for offer in brief.offers):
        told.append(words("brief.offers.no_days"))
    return Section(
        "offers",
        heading,
        columns=columns_of("offers", OFFERS, words),
        rows=[_offer(offer, words) for offer in brief.offers[:MOST_OFFERS]],
        after=[*told, granted],
    )


def _offer(offer: Offer, words: Words) -> dict[str, Cell]:
    programme, left = offer.programme, offer.left
    certainty = word_of(programme.certainty, CERTAINTIES, words.lang)
    codes = offer.used or offer.possible
    return {
        "programme": programme.code,
        "name": _short(programme.name),
        "rate": words.percent(programme.rate),
        "apply_by": programme.apply_by,
        "left": words("brief.offers.over") if left is not None and left < 0 else left,
        "window": _window(programme, words),
        "about": words(
            "brief.offers.used" if offer.used else "brief.offers.unused",
            certainty=certainty,
            projects=", ".join(codes),
        ),
    }


def _short(name: str) -> str:
    """A name that fits into a cell; a bracket that would stay open is left out."""
    short = shorten(name, LONGEST_NAME, placeholder=ELLIPSIS)
    if short.count("(") > short.count(")"):
        short = short[: short.rindex("(")].rstrip() + ELLIPSIS
    return short


def _window(programme: Programme, words: Words) -> str:
    """The years in which money of a programme may be spent."""
    first, last = programme.spend_from, programme.spend_to
    if first and last:
        return f"{first}–{last}" if first < last else str(first)
    if first:
        return words("brief.offers.from", year=str(first))
    return words("brief.offers.to", year=str(last)) if last else words("brief.offers.no_window")


def _granted(brief: Brief, words: Words) -> str:
    given = [each for each in brief.proposed if each.region]
    if not given:
        return words("brief.offers.not_granted")
    amount = words.money(sum(each.region for each in given))
    codes = joined([each.project.code for each in given], words)
    return words("brief.offers.granted", n=len(given), amount=amount, projects=codes)


def spots_section(brief: Brief, words: Words) -> Section:
    """Each agenda in a row of its own."""
    heading = words("brief.spots.heading")
    if not brief.spots:
        return Section("spots", heading, [words("brief.spots.nothing")])
    rows = [_agenda(spots, words) for spots in brief.spots]
    return Section("spots", heading, columns=columns_of("spots", PLACES, words), rows=rows)


def _agenda(spots: Spots, words: Words) -> dict[str, Cell]:
    unsolved = [entry for entry in spots.entries if entry.stage is not Stage.SOLVED]
    return {
        "agenda": word_of(spots.agenda, AGENDAS, words.lang),
        "places": _places(unsolved, words) or words("brief.spots.none_left"),
        "count": len(spots.entries),
        "unverified": spots.count(Stage.UNVERIFIED),
        "incomplete": spots.count(Stage.INCOMPLETE),
        "ready": spots.count(Stage.READY),
        "rest": "; ".join(_rest(spots, unsolved, words)),
    }


def _places(entries: Sequence[Entry], words: Words) -> str:
    """The first spots by their codes and where they are."""
    names = [_place(entry, words) for entry in entries[:MOST_PLACES]]
    more = len(entries) - len(names)
    if more:
        names.append(words("brief.spots.and_more", n=more))
    return ", ".join(names)


def _place(entry: Entry, words: Words) -> str:
    town, part, code = entry.municipality.name, entry.spot.part, entry.spot.code
    if not part or part == town:
        return words("brief.spots.place", code=code, municipality=town)
    if part.startswith(f"{town},"):
        return words("brief.spots.place", code=code, municipality=part)
    return words("brief.spots.place_part", code=code, municipality=town, part=part)


def _rest(spots: Spots, unsolved: Iterable[Entry], words: Words) -> Iterator[str]:
    """What offices have, what is solved, and which fields are missing before a handover."""
    handed, solved = spots.count(Stage.HANDED), spots.count(Stage.SOLVED)
    if handed:
        office = "mobile" if spots.agenda is Agenda.MOBILE else "fixed"
        yield words(f"brief.spots.handed_{office}", n=handed)
    if solved:
        yield words("brief.spots.solved", n=solved)
    lacking: dict[tuple[str, ...], list[str]] = {}
    for entry in unsolved:
        if entry.lacking and entry.stage is not Stage.HANDED:
            lacking.setdefault(entry.lacking, []).append(entry.spot.code)
    for names, codes in lacking.items():
        fields = ", ".join(name_of(SPOTS.column(name), words.lang) for name in names)
        yield words("brief.spots.lacks", fields=fields, spots=", ".join(codes[:MOST_PLACES]))
    personal = [each.spot.code for each in unsolved if each.personal and each.stage in HELD]
    if personal:
        yield words("brief.spots.personal", spots=", ".join(personal[:MOST_PLACES]))


def tasks_section(brief: Brief, words: Words) -> Section:
    """The open tasks, a row for each."""
    heading, tasks = words("brief.tasks.heading"), brief.tasks
    if not tasks:
        return Section("tasks", heading, [words("brief.tasks.nothing")])
    return Section(
        "tasks",
        heading,
        columns=columns_of("tasks", TASKS, words),
        rows=[_task(task, words) for task in tasks],
    )


def _task(task: Task, words: Words) -> dict[str, Cell]:
    meeting = task.meeting
    said = shorten(meeting.state, LONGEST_STATE, placeholder=ELLIPSIS)
    state = said or words("brief.tasks.open")
    return {
        "project": meeting.project,
        "task": meeting.task,
        "days": task.late,
        "due": meeting.due,
        "held_on": meeting.held_on,
        "state": words("brief.tasks.overdue") if task.late else state,
        "said": state,
        "responsible": meeting.responsible,
    }
