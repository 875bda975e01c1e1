"""Values that contradict each other: levels, windows, limits, positions, links, missing years."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.problems import Problem, Severity, at
from stack_planner.records import CostKey, Relation, Scope, Stance, WeightSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stack_planner.records import (
        Budget,
        Criterion,
        Link,
        Need,
        Position,
        Programme,
        Project,
        Strategy,
    )


def check_consistency(strategy: Strategy) -> Iterator[Problem]:
    """Every contradiction between cells, sheets and workbooks."""
    yield from _weights(strategy)
    for criterion in strategy.rows("criteria"):
        yield from as_far_as_known(_criterion(criterion))
    for programme in strategy.rows("programmes"):
        yield from as_far_as_known(_programme(programme))
    for project in strategy.rows("projects"):
        yield from as_far_as_known(_project(strategy, project))
    for position in strategy.rows("positions"):
        for check in (_year, _estimates, _stance):
            yield from as_far_as_known(check(strategy, position))
    yield from _links(strategy)
    yield from _years(strategy)
    yield from _districts(strategy)


def _weights(strategy: Strategy) -> Iterator[Problem]:
    answered = strategy.settings.weight_source is WeightSource.ANSWERS
    weighed = answered or strategy.pairwise or any(c.weight for c in strategy.criteria)
    if strategy.criteria and not weighed:
        yield at(strategy.criteria[0].source, "weight", "weights_all_zero")


def _criterion(criterion: Criterion) -> Iterator[Problem]:
    low, high = criterion.weight_min, criterion.weight_max
    if low is not None and high is not None and low > high:
        yield at(criterion.source, "weight_min", "minimum_above_maximum", f"{float(low):g}")
    if criterion.level_0 == criterion.level_100:
        yield at(criterion.source, "level_100", "levels_equal", f"{float(criterion.level_100):g}")
    elif not _is_monotone(criterion):
        yield at(criterion.source, "curve", "curve_not_monotone")


def _is_monotone(criterion: Criterion) -> bool:
    """Whether the curve stays between the levels and never falls on the way to full value."""
    ends = (
        (criterion.level_0, Fraction(0)),
        *criterion.curve,
        (criterion.level_100, Fraction(1)),
    )
    points = sorted(ends, reverse=criterion.level_100 < criterion.level_0)
    whole = points[0] == ends[0] and points[-1] == ends[-1]
    return whole and all(
        raw != next_raw and share <= next_share
        for (raw, share), (next_raw, next_share) in pairwise(points)
    )


def _programme(programme: Programme) -> Iterator[Problem]:
    for low, high in (("min_eligible", "max_eligible"), ("spend_from", "spend_to")):
        least, most = getattr(programme, low), getattr(programme, high)
        if least is not None and most is not None and least > most:
            yield at(programme.source, low, "minimum_above_maximum", least)


def _project(strategy: Strategy, project: Project) -> Iterator[Problem]:
    settings = strategy.settings
    if project.earliest and project.latest and project.earliest > project.latest:
        yield at(project.source, "earliest", "minimum_above_maximum", project.earliest)
    for field in ("must_start_by", "must_finish_by"):
        year = getattr(project, field)
        if year is not None and year < settings.first_year:
            details = {"year": str(settings.first_year)}
            yield at(project.source, field, "deadline_past", year, Severity.WARNING, **details)
    if project.scope is Scope.JOINT:
        takers = strategy.takers(project)
        done = any(strategy.stance(orp.code, project.code) is Stance.DONE for orp in strategy.orps)
        if len(takers) < project.min_participants and (takers or not done):
            yield at(
                project.source,
                "min_participants",
                "too_few_towns",
                project.min_participants,
                Severity.ERROR if project.is_mandatory else Severity.WARNING,
                count=len(takers),
            )
        if project.key is CostKey.TOWN_POPULATION:
            yield from (
                at(orp.source, "town_population", "town_population_blank", project=project.code)
                for orp in takers
                if orp.town_population is None
            )


def _stance(strategy: Strategy, position: Position) -> Iterator[Problem]:
    """Demands and refusals that the project does not allow; only the last one needs the town."""
    project = strategy.project.get(position.project)
    if project is None:
        return
    source, must = position.source, position.stance is Stance.MUST
    refused = position.stance is Stance.REFUSES
    if refused and project.is_mandatory and project.scope is Scope.ORP:
        yield at(source, "stance", "mandatory_refused", project.code)
    if must and project.scope is Scope.REGION:
        yield at(source, "stance", "must_on_regional", project.code)
    elif must and project.only_orps and position.orp not in project.only_orps:
        yield at(source, "stance", "must_not_open", project.code)


def _estimates(strategy: Strategy, position: Position) -> Iterator[Problem]:
    """Amounts of a town's own for a project that is not its own."""
    project = strategy.project.get(position.project)
    if project and project.scope is Scope.REGION:
        for field in ("capex", "opex", "others"):
            if getattr(position, field):
                yield at(position.source, field, "estimate_on_regional", getattr(position, field))


def _year(strategy: Strategy, position: Position) -> Iterator[Problem]:
    last = strategy.settings.last_year
    if position.year is not None and position.year > last:
        yield at(position.source, "year", "year_after_horizon", position.year, last=str(last))


def _links(strategy: Strategy) -> Iterator[Problem]:
    required: dict[str, list[str]] = {}
    for link in strategy.rows("links"):
        yield from as_far_as_known(_itself(link))
    for link in strategy.links:
        if link.relation is Relation.REQUIRES:
            required.setdefault(link.first, []).append(link.second)
    for link in strategy.links:
        if link.relation is Relation.REQUIRES and link.first != link.second:
            cycle = _way(required, link.second, link.first)
            if cycle and link.first == min(cycle):
                path = " → ".join([link.first, *cycle])
                yield at(link.source, "second", "cycle", link.second, Severity.WARNING, path=path)


def _itself(link: Link) -> Iterator[Problem]:
    if link.first == link.second:
        yield at(link.source, "second", "link_to_itself", link.second)


def _way(required: dict[str, list[str]], start: str, end: str) -> list[str]:
    """A way from one project to another along what they require; [] where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == end:
            return way
        for code in required.get(way[-1], ()):
            if code not in seen:
                seen.add(code)
                ways.append([*way, code])
    return []


def _years(strategy: Strategy) -> Iterator[Problem]:
    """Years of the horizon without a budget, told at the last row that there is."""
    for orp in strategy.orps:
        budgets = [budget for budget in strategy.budgets if budget.orp == orp.code]
        source = budgets[-1].source if budgets else orp.source
        for year in _missing(strategy, budgets):
            yield at(source, "year", "budget_missing", orp=f"{orp.code} {orp.name}", year=str(year))
    for year in _missing(strategy, strategy.pool) if strategy.pool else ():
        yield at(strategy.pool[-1].source, "year", "pool_missing", year=str(year))


def _missing(strategy: Strategy, budgets: Iterable[Budget]) -> list[int]:
    given = {budget.year for budget in budgets}
    return [year for year in strategy.settings.horizon if year not in given]


def _districts(strategy: Strategy) -> Iterator[Problem]:
    """A municipality's answer stands under the ORP that it belongs to."""
    home = {place.code: place.orp for place in strategy.municipalities}
    for need in strategy.rows("needs"):
        yield from as_far_as_known(_district(strategy, need, home))


def _district(strategy: Strategy, need: Need, home: Mapping[str, str]) -> Iterator[Problem]:
    belongs = home.get(need.municipality or "", need.orp)
    if belongs != need.orp and belongs in strategy.orp:
        yield at(need.source, "orp", "other_district", need.orp, nearest=belongs)
