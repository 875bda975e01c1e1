"""What a brief says beside the plan: needs, other towns, money, coverage, tasks, SMART levels."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from stack_planner.columns.choices import AGENDAS, AIMS, CERTAINTIES, word_of
from stack_planner.columns.cooperation import SPOTS
from stack_planner.cooperation.needs import Said
from stack_planner.coverage import Stage
from stack_planner.records import Agenda
from stack_planner.telling.explain import joined
from stack_planner.telling.story import Column, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.cooperation.brief import Brief, Heard, Offer, SharedNeed, Spots
    from stack_planner.cooperation.joint import JointTopic, TownTopic
    from stack_planner.cooperation.smart import AimPart, LevelPart
    from stack_planner.cooperation.tasks import Task
    from stack_planner.cooperation.topics import Group
    from stack_planner.coverage import Entry
    from stack_planner.records import Municipality, Programme
    from stack_planner.telling.story import Cell
    from stack_planner.words import Words

MOST_NAMED, MOST_NEEDS, MOST_OFFERS, MOST_GROUPS, MOST_IDLE = 8, 5, 5, 2, 2
"""So many municipalities or spots, needs, programmes, groups and projects not run are named."""

LONGEST_NAME = 80
"""Characters of a programme's name."""

Place = tuple[str, str, int]
JOINT: tuple[Place, ...] = (
    ("project", "code", 0),
    ("name", "wrap", 1),
    ("start", "year", 2),
    ("pays", "money", 3),
    ("saved", "money", 5),
    ("with", "wrap indent", 6),
)
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


def around_sections(brief: Brief, words: Words) -> Iterator[Section]:
    """The sections after those of the plan itself, in the order of the page."""
    yield _needs(brief, words)
    yield _joint(brief, words)
    yield _offers(brief, words)
    yield _spots(brief, words)
    yield _tasks(brief, words)
    if brief.levels or brief.aims:
        yield _smart(brief, words)


def _columns(section: str, places: Sequence[Place], words: Words) -> list[Column]:
    return [Column(key, words(f"brief.{section}.{key}"), look, slot) for key, look, slot in places]


def _needs(brief: Brief, words: Words) -> Section:
    """Urgent areas with who said so, then which municipalities did not answer."""
    bullets = [_need(shared, words) for shared in brief.urgent[:MOST_NEEDS]]
    after = [*_heard(brief.heard, words)]
    further = [shared.need.area for shared in brief.urgent[MOST_NEEDS:]]
    if further:
        after.insert(0, words("brief.needs.further", areas=", ".join(further)))
    if brief.unsaid:
        after.append(words("brief.needs.unsaid", areas=", ".join(brief.unsaid)))
    before = () if bullets else [words("brief.needs.nothing")]
    return Section(
        "needs", words("brief.needs.heading"), before=before, bullets=bullets, after=after
    )


def _need(shared: SharedNeed, words: Words) -> str:
    need, others = shared.need, [orp.name for orp in shared.with_others]
    if need.said is Said.TOWN_HALL:
        said = words("brief.needs.town_hall")
    else:
        said = words("brief.needs.municipalities", n=need.asked, answered=need.answered)
    key = "brief.needs.one_other" if len(others) == 1 else "brief.needs.others"
    return words(
        "brief.needs.area",
        area=need.area,
        need=words.decimal(round(float(need.need), 1)),
        said=said,
        others=words(key, towns=joined(others, words)) if others else "",
    )


def _heard(heard: Heard, words: Words) -> Iterator[str]:
    answered, silent = heard.answered, heard.silent
    asked = len(answered) + len(silent)
    if asked:
        names = _names(answered)
        told = words("brief.needs.heard", n=len(answered), asked=asked, names=names)
        missing = words("brief.needs.silent", n=len(silent), names=_names(silent)) if silent else ""
        yield f"{told} {missing}".strip()


def _names(places: Sequence[Municipality]) -> str:
    """Names of municipalities where they are few."""
    if not 0 < len(places) <= MOST_NAMED:
        return ""
    return f" ({', '.join(place.name for place in places)})"


def _joint(brief: Brief, words: Words) -> Section:
    """Joint projects of the town, then some of those that it could join or that nobody runs."""
    heading, code = words("brief.joint.heading"), brief.orp.code
    mine = [(topic, town) for topic in brief.joint if (town := topic.of(code))]
    joins = [(topic, town) for topic, town in mine if town.joins]
    others = [(topic, town) for topic, town in mine if not town.joins and town.saved > 0]
    others.sort(key=lambda pair: (-pair[1].saved, pair[0].project))
    if not joins and not others:
        return Section("joint", heading, [words("brief.joint.nothing")])
    groups = [_group(group, brief, words) for group in brief.groups[:MOST_GROUPS]]
    return Section(
        "joint",
        heading,
        columns=_columns("joint", JOINT, words),
        rows=[_topic(*pair, brief, words) for pair in (*joins, *others[:MOST_IDLE])],
        after=[words("brief.joint.horizon"), *groups],
    )


def _topic(topic: JointTopic, town: TownTopic, brief: Brief, words: Words) -> dict[str, Cell]:
    return {
        "project": topic.project,
        "name": brief.strategy.project[topic.project].name,
        "start": topic.start,
        "pays": town.pays,
        "saved": town.saved,
        "with": _with(topic, town, brief, words),
    }


def _with(topic: JointTopic, town: TownTopic, brief: Brief, words: Words) -> str:
    """The other towns of a joint project, and whether this one joins by the plan."""
    others = topic.joined if topic.runs else topic.towns
    towns = _towns((each.orp for each in others if each.orp != town.orp), brief, words)
    if not towns:
        return words("brief.joint.nobody")
    key = "joins" if town.joins else "could" if topic.runs else "idle"
    return words(f"brief.joint.{key}", towns=towns)


def _towns(codes: Iterable[str], brief: Brief, words: Words) -> str:
    names = [brief.strategy.orp[code].name for code in codes]
    return joined(names, words) if names else ""


def _group(group: Group, brief: Brief, words: Words) -> str:
    amount, more = words.money(group.saved), words.money(group.possible)
    key = "saved_both" if group.saved and group.possible else "saved_now"
    if not group.saved:
        key, amount = "saved_more", more
    return words(
        "brief.joint.group",
        towns=_towns(group.orps, brief, words),
        areas=words("brief.joint.areas", n=len(group.areas), list=joined(group.areas, words)),
        projects=words(
            "brief.joint.projects", n=len(group.projects), list=joined(group.projects, words)
        ),
        saved=words(f"brief.joint.{key}", amount=amount, more=more),
    )


def _offers(brief: Brief, words: Words) -> Section:
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
        columns=_columns("offers", OFFERS, words),
        rows=[_offer(offer, words) for offer in brief.offers[:MOST_OFFERS]],
        after=[*told, granted],
    )


def _offer(offer: Offer, words: Words) -> dict[str, Cell]:
    programme, left = offer.programme, offer.left
    certainty = word_of(programme.certainty, CERTAINTIES, words.lang)
    codes = offer.used or offer.possible
    return {
        "programme": programme.code,
        "name": shorten(programme.name, LONGEST_NAME, placeholder=" …"),
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


def _spots(brief: Brief, words: Words) -> Section:
    """Each agenda in a row of its own."""
    heading = words("brief.spots.heading")
    if not brief.spots:
        return Section("spots", heading, [words("brief.spots.nothing")])
    rows = [_agenda(spots, words) for spots in brief.spots]
    return Section("spots", heading, columns=_columns("spots", PLACES, words), rows=rows)


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
    """The first spots by where they are."""
    names = [_place(entry, words) for entry in entries[:MOST_NAMED]]
    more = len(entries) - len(names)
    if more:
        names.append(words("brief.spots.and_more", n=more))
    return ", ".join(dict.fromkeys(names))


def _place(entry: Entry, words: Words) -> str:
    town, part = entry.municipality.name, entry.spot.part
    if not part or part == town:
        return town
    return words("brief.spots.place", municipality=town, part=part)


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
        fields = ", ".join(_heading(name, words) for name in names)
        yield words("brief.spots.lacks", fields=fields, spots=", ".join(codes[:MOST_NAMED]))


def _heading(name: str, words: Words) -> str:
    """The heading of a field of the sheet of spots."""
    column = next(column for column in SPOTS.columns if column.field == name)
    return column.cs if words.lang == "cs" else column.en


def _tasks(brief: Brief, words: Words) -> Section:
    heading, tasks = words("brief.tasks.heading"), brief.tasks
    if not tasks:
        return Section("tasks", heading, [words("brief.tasks.nothing")])
    return Section(
        "tasks",
        heading,
        columns=_columns("tasks", TASKS, words),
        rows=[_task(task) for task in tasks],
    )


def _task(task: Task) -> dict[str, Cell]:
    meeting = task.meeting
    return {
        "project": meeting.project,
        "task": meeting.task,
        "days": task.late,
        "due": meeting.due,
        "held_on": meeting.held_on,
        "state": meeting.state,
        "responsible": meeting.responsible,
    }


def _smart(brief: Brief, words: Words) -> Section:
    """How many projects of each level, and what the memorandum's aims take of the value."""
    lines = []
    if brief.levels:
        levels = ", ".join(_level(level, words) for level in brief.levels)
        lines.append(words("brief.smart.levels", levels=levels))
    if brief.aims:
        aims = ", ".join(_aim(aim, words) for aim in brief.aims)
        lines.append(words("brief.smart.aims", aims=aims))
    return Section("smart", words("brief.smart.heading"), lines)


def _level(part: LevelPart, words: Words) -> str:
    name = part.level or words("brief.smart.no_level")
    counts = {"chosen": len(part.chosen), "offered": len(part.offered)}
    return words("brief.smart.level", level=name, **counts)


def _aim(part: AimPart, words: Words) -> str:
    share = words.percent(part.share)
    if part.aim is None:
        return words("brief.smart.rest", share=share)
    return words("brief.smart.aim", aim=word_of(part.aim, AIMS, words.lang), share=share)
