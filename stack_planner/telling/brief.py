"""The brief of a town as a story: what the plan proposes and what not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.blocking import Bar
from stack_planner.results import points
from stack_planner.telling.brief_around import around_sections
from stack_planner.telling.explain import barred, joined, points_told, weight_told, why_told
from stack_planner.telling.story import Section, Story, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.cooperation.brief import Brief, Proposed, Waiting
    from stack_planner.explaining.passport import Passport
    from stack_planner.telling.story import Cell
    from stack_planner.words import Words

PROPOSED = (
    ("project", "code", 0),
    ("name", "wrap", 1),
    ("start", "year", 2),
    ("own", "money", 3),
    ("grant", "money", 4),
    ("region", "money", 5),
    ("why", "wrap indent", 6),
)
WAITING = (
    ("project", "code", 0),
    ("name", "wrap", 1),
    ("value", "points", 3),
    ("price", "points", 4),
    ("money", "money", 5),
    ("change", "wrap indent", 6),
)
SUMMED = frozenset({"own", "grant", "region"})


def brief_story(brief: Brief, words: Words) -> Story:
    """Everything of a brief in words."""
    settings = brief.strategy.settings
    years = f"{settings.first_year}–{settings.last_year}"
    return Story(
        title=words("brief.title", code=brief.orp.code, name=brief.orp.name),
        subtitle=words("brief.subtitle", years=years),
        on=brief.on,
        sections=(
            _proposed(brief, words),
            _waiting(brief, words),
            *around_sections(brief, words),
        ),
    )


def _proposed(brief: Brief, words: Words) -> Section:
    heading = words("brief.proposed.heading")
    if not brief.proposed:
        return Section("proposed", heading, [words("brief.proposed.nothing")])
    own = [each for each in brief.proposed if not each.served]
    served = [each for each in brief.proposed if each.served]
    told = words("brief.proposed.and_served", n=len(served)) if served else ""
    lead = words(
        "brief.proposed.lead",
        value=words.points(points(brief.value)),
        paid=words("brief.proposed.paid", n=len(own)),
        served=told,
    )
    names = "; ".join(f"{each.project.code} {each.project.name}" for each in served)
    return Section(
        "proposed",
        heading,
        [lead],
        columns_of("proposed", PROPOSED, words) if own else (),
        [_row(each, words) for each in own],
        SUMMED,
        [words("brief.proposed.served", projects=names)] if served else (),
    )


def _row(proposed: Proposed, words: Words) -> dict[str, Cell]:
    return {
        "project": proposed.project.code,
        "name": proposed.project.name,
        "start": proposed.start,
        "own": proposed.own,
        "grant": proposed.grant,
        "region": proposed.region,
        "why": why_proposed(proposed, words),
    }


def why_proposed(proposed: Proposed, words: Words) -> str:
    """In one sentence why the plan has a project of the town's."""
    project, passport = proposed.project, proposed.passport
    if proposed.demanded and project.is_mandatory:
        key = "law_finish" if project.must_start_by is None else "law_start"
        year = project.must_start_by or project.must_finish_by
        return words(f"brief.why.{key}", year=str(year))
    if proposed.demanded:
        return words("brief.why.decided")
    if passport and passport.forced:
        return words("brief.why.kept")
    value = words.points(points(proposed.value))
    if passport is None or not passport.proven:
        return words("brief.why.value", value=value)
    if passport.replacement is None:
        return words("brief.why.ends" if passport.bar is Bar.ENDS else "brief.why.stays")
    key = "brief.why.loss" if passport.replacement > 0 else "brief.why.tie"
    return words(key, loss=points_told(passport.replacement, words), value=value)


def _waiting(brief: Brief, words: Words) -> Section:
    heading = words("brief.waiting.heading")
    if not brief.waiting:
        return Section("waiting", heading, [words("brief.waiting.nothing")])
    left_out = len(brief.left_out)
    which = words("brief.waiting.first") if left_out > len(brief.waiting) else ""
    return Section(
        "waiting",
        heading,
        [words("brief.waiting.lead", n=left_out, which=which)],
        columns_of("waiting", WAITING, words),
        [_waiting_row(each, words) for each in brief.waiting],
    )


def _waiting_row(waiting: Waiting, words: Words) -> dict[str, Cell]:
    passport = waiting.passport
    decided = passport is not None and passport.forced
    price = passport.price if passport and not decided else None
    return {
        "project": waiting.project.code,
        "name": waiting.project.name,
        "value": points(waiting.value),
        "price": None if price is None else points(price),
        "money": passport.money.total if passport and passport.money and not decided else None,
        "change": change_told(passport, words),
    }


def change_told(passport: Passport | None, words: Words) -> str:
    """What would bring a project into the plan that is not in it."""
    if passport is None:
        return words("brief.change.unknown")
    if passport.bar and passport.bar.is_outside:
        return why_told(passport, words)
    if passport.forced:
        return words("brief.change.decided_out")
    if passport.tie:
        return words("brief.change.tie")
    return " ".join(_changes(passport, words))


def _changes(passport: Passport, words: Words) -> Iterator[str]:
    """Money first, or what is in its way; then what would have to go."""
    if passport.money:
        yield words("brief.change.unpaid" if passport.price is None else "brief.change.money")
    elif passport.blocks:
        yield words("brief.change.blocked", rules=barred(passport, words))
    elif passport.bar or not passport.proven:
        yield words("brief.change.bar", bar=barred(passport, words))
    elif passport.weight:
        yield words("brief.change.weight", weight=weight_told(passport.weight, words))
    else:
        yield why_told(passport, words)
    if passport.displaced:
        key = "displaced_else" if passport.money and passport.price is not None else "displaced"
        names = joined(passport.displaced, words)
        yield words(f"brief.change.{key}", n=len(passport.displaced), projects=names)
