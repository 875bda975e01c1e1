"""Every way to do every project: a start year × a way of financing, with its money as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.begun import financed_as_before, told_of_running
from stack_planner.choosing.financing import (
    joint_part,
    participant_part,
    region_part,
    town_part,
    with_others,
    with_programme,
    with_regional_grant,
)
from stack_planner.choosing.money import split
from stack_planner.problems import Problem, Severity, at
from stack_planner.records import REGION, CostKey, Scope, Stance
from stack_planner.results import Flow, Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.records import Orp, Programme, Project, Strategy
    from stack_planner.results import Scores


@dataclass(frozen=True, slots=True)
class Way:
    """A way to do a project: when it starts and which programme co-finances it."""

    project: Project
    start: int
    programme: Programme | None


def make_options(
    strategy: Strategy, scores: Scores
) -> tuple[tuple[Option, ...], tuple[Problem, ...]]:
    """All options sorted by key, and a notice for every project that has none.

    A notice too for what runs and keeps the financing of the plan before.
    """
    options: list[Option] = []
    for project in strategy.projects:
        options += _MAKERS[project.scope](strategy, scores, project)
    options.sort(key=lambda option: option.key)
    left = financed_as_before(strategy, options)
    told = told_of_running(strategy, options, left)
    return left, (*_without_options(strategy, left), *told)


def start_window(strategy: Strategy, project: Project) -> range:
    """The years of the horizon in which a project may start.

    A legal deadline caps them; one already past leaves the first year.
    """
    settings = strategy.settings
    first = max(project.earliest or settings.first_year, settings.first_year)
    last = min(project.latest or settings.last_year, settings.last_year)
    deadline = _deadline(project)
    if deadline is not None:
        last = min(last, max(deadline, settings.first_year))
    return range(first, last + 1)


def _deadline(project: Project) -> int | None:
    """The last year in which a legally mandatory project may start."""
    starts = []
    if project.must_start_by is not None:
        starts.append(project.must_start_by)
    if project.must_finish_by is not None:
        starts.append(project.must_finish_by - len(project.profile) + 1)
    return min(starts, default=None)


def _starts(strategy: Strategy, project: Project, town: str) -> Sequence[int]:
    """The start years of a town: the one it decided on, or the project's window."""
    position = strategy.position.get((town, project.code))
    window = start_window(strategy, project)
    if position is None or position.year is None:
        return window
    running = position.stance is Stance.MUST and position.year < strategy.settings.first_year
    return [position.year] if running or position.year in window else []


def _financed(strategy: Strategy, flows: Sequence[Flow], way: Way) -> tuple[Flow, ...] | None:
    """The flows with the grant of the way's programme.

    None where it cannot finance them, or where capex of a project that is still to start would
    fall after the horizon.
    """
    last = strategy.settings.last_year
    starts = way.start >= strategy.settings.first_year
    if starts and any(flow.is_capex and flow.year > last for flow in flows):
        return None
    if way.programme is None:
        return tuple(flows)
    return with_programme(flows, way.project, way.programme, strategy.settings)


def _ways(strategy: Strategy, project: Project, starts: Iterable[int]) -> Iterator[Way]:
    """Every start year with own money and with each of the project's programmes by code."""
    known = sorted(code for code in set(project.programmes) if code in strategy.programme)
    for start in starts:
        for programme in (None, *(strategy.programme[code] for code in known)):
            yield Way(project, start, programme)


def _town_options(strategy: Strategy, scores: Scores, project: Project) -> Iterator[Option]:
    for orp in strategy.takers(project):
        position = strategy.position.get((orp.code, project.code))
        for way in _ways(strategy, project, _starts(strategy, project, orp.code)):
            costs = town_part(project, orp, position, way.start, strategy.settings)
            flows = _financed(strategy, costs, way)
            if flows is not None:
                paid = with_others(flows, position.others if position else 0)
                yield from _with_and_without_grant(strategy, scores, way, orp, paid)


def _with_and_without_grant(  # noqa: PLR0913, PLR0917 — whose option, in what way, for what money
    strategy: Strategy,
    scores: Scores,
    way: Way,
    orp: Orp,
    own: tuple[Flow, ...],
    paid_share: tuple[Flow, ...] = (),
    share: tuple[Flow, ...] = (),
) -> Iterator[Option]:
    """A town's option without the regional grant and, where it may have it, with it.

    The grant goes to ``own``, the town's own part; ``paid_share`` is what the town pays of its
    ``share`` of a joint part. What already runs gets no new grant, only what is left of its own.
    """
    project, programme = way.project, way.programme
    plain = Option(
        project=project.code,
        payer=orp.code,
        start=way.start,
        programme=programme.code if programme else None,
        regional_grant=False,
        value=scores.values[project.code, orp.code],
        flows=_sorted((*own, *paid_share)),
        share=_sorted(share),
        effort=project.effort if way.start >= strategy.settings.first_year else 0,
    )
    yield plain
    allowed = programme is None or programme.with_regional_grant
    granted = with_regional_grant(own, project.regional_grant)
    if allowed and granted is not None:
        flows = _sorted((*granted, *paid_share))
        option = replace(plain, regional_grant=True, flows=flows)
        if way.start >= strategy.settings.first_year or option.key in strategy.before:
            yield option


def _region_options(strategy: Strategy, _: Scores, project: Project) -> Iterator[Option]:
    served = strategy.takers(project)
    if not served:
        return
    for way in _ways(strategy, project, start_window(strategy, project)):
        costs = region_part(project, served, way.start, strategy.settings)
        flows = _financed(strategy, costs, way)
        if flows is not None:
            yield _run(way, flows, tuple(orp.code for orp in served))


def _run(way: Way, flows: Sequence[Flow], served: tuple[str, ...] = ()) -> Option:
    """The region's option: its own project, or the run of a joint one."""
    return Option(
        project=way.project.code,
        payer=REGION,
        start=way.start,
        programme=way.programme.code if way.programme else None,
        regional_grant=False,
        value=0,
        flows=_sorted(flows),
        served=served,
    )


def _joint_options(strategy: Strategy, scores: Scores, project: Project) -> Iterator[Option]:
    """The runs of a joint project, each with an option for every town that may join it."""
    takers = strategy.takers(project)
    starts = {start for orp in takers for start in _starts(strategy, project, orp.code)}
    for way in _ways(strategy, project, sorted(starts)):
        flows = _financed(strategy, joint_part(project, way.start, strategy.settings), way)
        if flows is not None:
            yield _run(way, flows)
            yield from _joining(strategy, scores, way, flows)


def _joining(
    strategy: Strategy, scores: Scores, way: Way, flows: Sequence[Flow]
) -> Iterator[Option]:
    """The options of the towns that may join a run; ``flows`` are its joint part."""
    project = way.project
    takers = strategy.takers(project)
    for orp, share in zip(takers, joint_shares(project, takers, flows), strict=True):
        if way.start in _starts(strategy, project, orp.code):
            position = strategy.position.get((orp.code, project.code))
            costs = participant_part(project, orp, position, way.start, strategy.settings)
            own = _financed(strategy, costs, replace(way, programme=None))
            if own is None:
                continue
            lowered = with_others(own, position.others if position else 0)
            rest = (position.others if position else 0) - sum(flow.others for flow in lowered)
            paid_share = with_others(share, rest)
            yield from _with_and_without_grant(
                strategy, scores, way, orp, lowered, paid_share, share
            )


def joint_shares(
    project: Project, takers: Sequence[Orp], flows: Iterable[Flow]
) -> list[tuple[Flow, ...]]:
    """What each town pays of the joint part if it joins: fixed beforehand, in whole CZK.

    Every year's expense and grant is shared by the key over all the towns that may join, by the
    largest remainder, so that the shares of all add up to the joint part.
    """
    if project.key is CostKey.REGION:
        return [() for _ in takers]
    weights = [_key(project.key, orp) for orp in takers]
    shares: list[list[Flow]] = [[] for _ in takers]
    for flow in flows:
        gross = split(flow.gross, weights)
        grants = split(flow.grant, weights)
        for share, amount, grant in zip(shares, gross, grants, strict=True):
            if amount or grant:
                arrives = flow.arrives if grant else 0
                share.append(Flow(flow.year, flow.kind, amount, grant, arrives))
    return [tuple(share) for share in shares]


def _key(key: CostKey, orp: Orp) -> int:
    if key is CostKey.DISTRICT_POPULATION:
        return orp.population
    if key is CostKey.TOWN_POPULATION:
        return orp.town_population or 0
    return 1


def _sorted(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    return tuple(sorted(flows, key=lambda flow: (flow.year, flow.kind, -flow.gross, flow.grant)))


def _without_options(strategy: Strategy, options: Iterable[Option]) -> Iterator[Problem]:
    """Projects that no year and no money make possible; an error where the law demands them."""
    possible = {option.project for option in options}
    for project in strategy.projects:
        if project.code not in possible and strategy.takers(project):
            severity = Severity.ERROR if project.is_mandatory else Severity.NOTICE
            yield at(project.source, "latest", "no_option", project.code, severity)


_MAKERS = {
    Scope.ORP: _town_options,
    Scope.JOINT: _joint_options,
    Scope.REGION: _region_options,
}
