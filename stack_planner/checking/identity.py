"""Codes: none given twice, none that points to nothing; the nearest known one is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.meaning import Known
from stack_planner.problems import Problem, Severity, at

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from stack_planner.problems import Source
    from stack_planner.records import Strategy


def check_identity(strategy: Strategy) -> Iterator[Problem]:
    """Codes and rows given twice, and codes that are not known."""
    yield from _twice(strategy)
    for reference in _references(strategy):
        yield from _unknown(*reference)
    yield from _unused_areas(strategy)


def _twice(strategy: Strategy) -> Iterator[Problem]:
    for coded in (
        strategy.projects,
        strategy.criteria,
        strategy.programmes,
        strategy.orps,
        strategy.municipalities,
    ):
        yield from _repeated(coded, "code", lambda record: record.code.casefold())
    yield from _repeated(strategy.budgets, "year", lambda budget: (budget.orp, budget.year))
    yield from _repeated(strategy.pool, "year", lambda budget: budget.year)
    yield from _repeated(strategy.needs, "area", lambda x: (x.orp, x.municipality, x.area))
    yield from _repeated(strategy.positions, "project", lambda x: (x.orp, x.project))
    yield from _repeated(strategy.group_costs, "group", lambda x: (x.project, x.towns))
    yield from _repeated(_one_a_row(strategy.scores), "project", lambda x: (x.project, x.orp))


def _repeated(
    records: Iterable[Any], field: str, key: Callable[[Any], Hashable]
) -> Iterator[Problem]:
    """A problem for each further record with the same key, which names where the first one is."""
    first: dict[Hashable, Source] = {}
    for record in records:
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
    projects = Known({project.code: project.name for project in strategy.projects})
    orps = Known({orp.code: orp.name for orp in strategy.orps})
    programmes = Known({each.code: each.name for each in strategy.programmes})
    places = Known({place.code: place.name for place in strategy.municipalities})
    groups = Known(dict.fromkeys(_groups(strategy), ""))
    for project in strategy.projects:
        yield project.source, "only_orps", project.only_orps, orps
        yield project.source, "programmes", project.programmes, programmes
    for score in _one_a_row(strategy.scores):
        yield score.source, "project", score.project, projects
        yield score.source, "orp", score.orp, orps
    for link in strategy.links:
        yield link.source, "first", link.first, projects
        yield link.source, "second", link.second, projects
    for rule in strategy.rules:
        yield rule.source, "orp", rule.orp, orps
        yield rule.source, "group", rule.group, groups
    for cost in strategy.group_costs:
        yield cost.source, "project", cost.project, projects
        yield cost.source, "group", cost.group, orps
    yield from ((budget.source, "orp", budget.orp, orps) for budget in strategy.budgets)
    yield from ((place.source, "orp", place.orp, orps) for place in strategy.municipalities)
    for need in strategy.needs:
        yield need.source, "orp", need.orp, orps
        yield need.source, "municipality", need.municipality, places
    for position in strategy.positions:
        yield position.source, "orp", position.orp, orps
        yield position.source, "project", position.project, projects


def _groups(strategy: Strategy) -> frozenset[str]:
    """Whatever a rule may name: codes of projects, areas and SMART levels."""
    return frozenset(
        name
        for project in strategy.projects
        for name in (project.code, project.area, project.smart_level)
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
    areas = Known(dict.fromkeys((project.area for project in strategy.projects), ""))
    for need in strategy.needs:
        if need.area in areas:
            continue
        found = areas.find(need.area)
        if found.code:
            meant = found.code
            yield at(need.source, "area", "area_otherwise", need.area, mend=meant, meant=meant)
        else:
            near = found.nearest
            yield at(need.source, "area", "area_unused", need.area, Severity.WARNING, nearest=near)
