"""What a brief says beside the plan; here needs, topics common with other towns, SMART levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns.choices import AIMS, word_of
from stack_planner.cooperation.needs import Said
from stack_planner.telling.brief_matters import offers_section, spots_section, tasks_section
from stack_planner.telling.explain import joined
from stack_planner.telling.story import Place, Section, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.cooperation.brief import Brief, Heard, SharedNeed
    from stack_planner.cooperation.joint import JointTopic, TownTopic
    from stack_planner.cooperation.smart import AimPart, LevelPart
    from stack_planner.cooperation.topics import Group
    from stack_planner.records import Municipality
    from stack_planner.telling.story import Cell
    from stack_planner.words import Words

MOST_HEARD, MOST_SILENT, MOST_NEEDS, MOST_GROUPS, MOST_IDLE = 8, 60, 5, 2, 2
"""So many municipalities that answered, or did not, needs, groups and projects that the town does
not join are named."""

JOINT: tuple[Place, ...] = (
    ("project", "code", 0),
    ("name", "wrap", 1),
    ("start", "year", 2),
    ("pays", "money", 3),
    ("saved", "money", 5),
    ("with", "wrap indent", 6),
)


def around_sections(brief: Brief, words: Words) -> Iterator[Section]:
    """The sections after those of the plan itself, in the order of the page."""
    yield _needs(brief, words)
    yield _joint(brief, words)
    yield offers_section(brief, words)
    yield spots_section(brief, words)
    yield tasks_section(brief, words)
    if brief.levels or brief.aims:
        yield _smart(brief, words)


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
        said = words("brief.needs.municipalities", n=need.answered, asked=need.asked)
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
    if asked and not answered:
        yield words("brief.needs.unheard", names=_names(silent, MOST_SILENT))
        return
    if asked:
        names = _names(answered, MOST_HEARD)
        told = words("brief.needs.heard", n=len(answered), asked=asked, names=names)
        named = _names(silent, MOST_SILENT)
        missing = words("brief.needs.silent", n=len(silent), names=named) if silent else ""
        yield f"{told} {missing}".strip()


def _names(places: Sequence[Municipality], most: int) -> str:
    """Names of municipalities where they are few."""
    if not 0 < len(places) <= most:
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
        columns=columns_of("joint", JOINT, words),
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
    towns = topic.joined if topic.runs else topic.towns
    others = [each.orp for each in towns if each.orp != town.orp]
    if not others:
        return words("brief.joint.nobody")
    key = "joins" if town.joins else "could" if topic.runs else "idle"
    return words(f"brief.joint.{key}", n=len(others), towns=_towns(others, brief, words))


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
    share = words.percent(part.share).replace(" ", "\N{NO-BREAK SPACE}")
    if part.aim is None:
        return words("brief.smart.rest", share=share)
    return words("brief.smart.aim", aim=word_of(part.aim, AIMS, words.lang), share=share)
