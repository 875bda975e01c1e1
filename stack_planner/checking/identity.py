"""Codes: none given twice, none that points to nothing; the nearest known one is proposed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from stack_planner.likeness import spaced
from stack_planner.meaning import Known
from stack_planner.problems import Problem, Severity, at
from stack_planner.records import LackingError
from stack_planner.supposing import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from stack_planner.problems import Source
    from stack_planner.records import Meeting, ScenarioChange, Strategy


CODED = ("projects", "criteria", "programmes", "orps", "municipalities", "spots")
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "projects": {"only_orps": "orps", "programmes": "programmes"},
    "scores": {"project": "projects", "orp": "orps"},
    "links": {"first": "projects", "second": "projects"},
    "rules": {"orp": "orps", "group": "groups"},
    "group_costs": {"project": "projects", "group": "orps"},
    "weight_answers": {"criterion": "criteria", "against": "criteria"},
    "budgets": {"orp": "orps"},
    "municipalities": {"orp": "orps"},
    "needs": {"orp": "orps", "municipality": "municipalities"},
    "positions": {"orp": "orps", "project": "projects"},
    "spots": {"municipality": "municipalities"},
    "meetings": {"orp": "orps", "project": "projects"},
}
"""By table the fields that hold codes, and the table of the codes they hold."""


def check_identity(strategy: Strategy) -> Iterator[Problem]:
    """Codes and rows given twice, and codes that are not known."""
    yield from _twice(strategy)
    for reference in _references(strategy):
        yield from _unknown(*reference)
    yield from _unused_areas(strategy)


def _twice(strategy: Strategy) -> Iterator[Problem]:
    for table in CODED:
        yield from _repeated(strategy.rows(table), "code", lambda record: record.code.casefold())
    for table in ("budgets", "pool"):
        yield from _repeated(strategy.rows(table), "year", lambda x: (x.orp, x.year))
    yield from _repeated(strategy.rows("needs"), "area", lambda x: (x.orp, x.municipality, x.area))
    yield from _repeated(strategy.rows("positions"), "project", lambda x: (x.orp, x.project))
    yield from _repeated(strategy.rows("group_costs"), "group", lambda x: (x.project, x.towns))
    yield from _repeated(strategy.rows("scenarios"), "kind", _same_change)
    yield from _repeated(strategy.rows("meetings"), "topic", _same_topic)
    scores = _one_a_row(strategy.rows("scores"))
    yield from _repeated(scores, "project", lambda x: (x.project, x.orp))


def _same_change(change: ScenarioChange) -> Hashable:
    return spaced(change.scenario), change.kind, frozenset(change.subject)


def _same_topic(meeting: Meeting) -> Hashable:
    said = (meeting.held_on, meeting.orp, meeting.project)
    return (*said, *map(spaced, (meeting.topic, meeting.conclusion, meeting.task)))


def _repeated(
    records: Iterable[Any], field: str, key: Callable[[Any], Hashable]
) -> Iterator[Problem]:
    """A problem for each further record with the same key, which names where the first one is."""
    first: dict[Hashable, Source] = {}
    for record in records:
        with suppress(LackingError):
            place = first.setdefault(key(record), record.source)
            if place is not record.source:
                seen = getattr(record, field)
                shown = "; ".join(seen) if isinstance(seen, tuple) else seen
                yield at(record.source, field, "twice", shown, first=place.place(field))


Reference = tuple["Source", str, "str | tuple[str, ...] | None", Known]
"""Where a code or a list of codes stands, in which field, and the records that there are."""


def _unknown(
    source: Source, field: str, given: str | tuple[str, ...] | None, known: Known
) -> Iterator[Problem]:
    """Codes of a cell that are not known, with what they mean; the mend is that of the cell."""
    if given is None:
        return
    listed = isinstance(given, tuple)
    codes = given if isinstance(given, tuple) else (given,)
    unknown = [code for code in codes if code not in known]
    if not unknown:
        return
    meant = {code: known.find_list(code) if listed else known.find(code) for code in unknown}
    whole = [meant[code].code if code in meant else code for code in codes]
    mend = "; ".join(whole) if all(whole) else None
    for code in unknown:
        found = meant[code]
        if found.code:
            problem = "name_for_code" if found.by_name else "code_otherwise"
            yield at(source, field, problem, code, mend=mend, meant=found.code)
        elif found.candidates:
            several = ", ".join(found.candidates)
            yield at(source, field, "name_not_unique", code, candidates=several)
        else:
            yield at(source, field, "unknown_code", code, nearest=found.nearest)


def _references(strategy: Strategy) -> Iterator[Reference]:
    """Every field that holds codes; one that a row lacks holds none."""
    known = {table: Known(_names(strategy.rows(table))) for table in CODED}
    known["groups"] = Known(dict.fromkeys(_groups(strategy), ""))
    for table, fields in REFERENCES.items():
        rows = strategy.rows(table)
        for record in _one_a_row(rows) if table == "scores" else rows:
            for field, meant in fields.items():
                yield record.source, field, getattr(record, field, None), known[meant]
    yield from _of_scenarios(strategy, known)


def _of_scenarios(strategy: Strategy, known: Mapping[str, Known]) -> Iterator[Reference]:
    """What the changes of scenarios name, by their kinds; projects also by their areas.

    Without a kind it may be any of them.
    """
    projects = strategy.rows("projects")
    areas = {project.area: "" for project in projects if hasattr(project, "area")}
    every = {**known, "works": Known(areas | _names(projects))}
    tables = {asked.named for asked in NAMES.values() if asked.named}
    anything = Known({code: "" for table in tables for code in every[table].names})
    for change in strategy.rows("scenarios"):
        kind = getattr(change, "kind", None)
        if kind is None or NAMES[kind].named:
            named = every[NAMES[kind].named] if kind else anything
            yield change.source, "subject", getattr(change, "subject", None), named


def _names(rows: Iterable[Any]) -> dict[str, str]:
    """Names by code, also of rows that lack another value: they are meant by their code."""
    names: dict[str, str] = {}
    for row in rows:
        with suppress(LackingError):
            names.setdefault(row.code, getattr(row, "name", ""))
    return names


def _groups(strategy: Strategy) -> frozenset[str]:
    """Whatever a rule may name: codes of projects, areas and SMART levels."""
    return frozenset(
        getattr(project, field)
        for project in strategy.rows("projects")
        for field in ("code", "area", "smart_level")
        if hasattr(project, field)
    )


def _one_a_row(scores: Iterable[Any]) -> Iterator[Any]:
    """One score of each row of its sheet: all of a row share the project and the ORP."""
    seen: set[tuple[str, str, int]] = set()
    for score in scores:
        row = (score.source.file, score.source.sheet, score.source.row)
        if row not in seen:
            seen.add(row)
            yield score


def _unused_areas(strategy: Strategy) -> Iterator[Problem]:
    """Answers about an area that no project belongs to: perhaps it is mistyped.

    Where only the writing differs the answer was certainly meant for the area, and must not be
    lost.
    """
    projects = strategy.rows("projects")
    areas = Known({project.area: "" for project in projects if hasattr(project, "area")})
    for need in strategy.rows("needs"):
        if not hasattr(need, "area") or need.area in areas:
            continue
        found = areas.find(need.area)
        if found.code:
            meant = found.code
            yield at(need.source, "area", "area_otherwise", need.area, mend=meant, meant=meant)
        else:
            near = found.nearest
            yield at(need.source, "area", "area_unused", need.area, Severity.WARNING, nearest=near)
