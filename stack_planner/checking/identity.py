"""Codes: none given twice, none that points to nothing; the nearest known one is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.problems import Problem, Severity, at, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from stack_planner.problems import Source
    from stack_planner.records import Strategy


def check_identity(strategy: Strategy) -> Iterator[Problem]:
    """Codes and rows given twice, and codes that are not known."""
    yield from _twice(strategy)
    for source, field, code, codes in _references(strategy):
        if code is not None and code not in codes:
            yield at(source, field, "unknown_code", code, nearest=nearest(code, codes))
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
            yield at(record.source, field, "twice", shown, first=place.named(field))


Reference = tuple["Source", str, "str | None", "frozenset[str]"]
"""Where a code stands, in which field, the code, and the codes that there are."""


def _references(strategy: Strategy) -> Iterator[Reference]:
    projects, orps = frozenset(strategy.project), frozenset(strategy.orp)
    programmes = frozenset(strategy.programme)
    places = frozenset(place.code for place in strategy.municipalities)
    for project in strategy.projects:
        yield from ((project.source, "only_orps", code, orps) for code in project.only_orps)
        yield from ((project.source, "programmes", code, programmes) for code in project.programmes)
    for score in _one_a_row(strategy.scores):
        yield score.source, "project", score.project, projects
        yield score.source, "orp", score.orp, orps
    for link in strategy.links:
        yield link.source, "first", link.first, projects
        yield link.source, "second", link.second, projects
    for rule in strategy.rules:
        yield rule.source, "orp", rule.orp, orps
        yield from ((rule.source, "group", name, _groups(strategy)) for name in rule.group)
    for cost in strategy.group_costs:
        yield cost.source, "project", cost.project, projects
        yield from ((cost.source, "group", code, orps) for code in cost.group)
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
    """Answers about an area that no project belongs to: perhaps it is mistyped."""
    areas = {project.area for project in strategy.projects}
    for need in strategy.needs:
        if need.area not in areas:
            near = nearest(need.area, areas)
            yield at(need.source, "area", "area_unused", need.area, Severity.WARNING, nearest=near)
