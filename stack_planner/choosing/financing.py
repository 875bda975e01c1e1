"""What a project costs its payer year by year, and how a programme changes that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.money import floor_share, priced, split
from stack_planner.results import Flow, Kind
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.records import Orp, Position, Programme, Project, Settings


def joint_part(project: Project, start: int, settings: Settings) -> tuple[Flow, ...]:
    """Expenses of the joint part of a joint project, which the towns that join share."""
    return (
        *_capex(project.profile, start, settings),
        *_one_off(project.one_off, start, settings),
        *_yearly(project, Kind.OPEX, project.opex, start, settings),
    )


def region_part(
    project: Project, served: Sequence[Orp], start: int, settings: Settings
) -> tuple[Flow, ...]:
    """Expenses of a regional project: one for all, with a part by inhabitants of those served."""
    inhabitants = sum(orp.population for orp in served)
    capex = project.capex + round_half_up(project.capex_per_inhabitant * inhabitants)
    return _whole(project, Costs(capex, project.one_off, project.opex), start, settings)


def town_part(
    project: Project, orp: Orp, position: Position | None, start: int, settings: Settings
) -> tuple[Flow, ...]:
    """Expenses of a town's own copy; its local estimates replace the stack's."""
    extra = round_half_up(project.capex_per_inhabitant * orp.population)
    capex = _estimate(position, "capex", project.capex + extra)
    opex = _estimate(position, "opex", project.opex)
    return _whole(project, Costs(capex, project.one_off, opex), start, settings)


def participant_part(
    project: Project, orp: Orp, position: Position | None, start: int, settings: Settings
) -> tuple[Flow, ...]:
    """What a town that joins a joint project pays besides its share of the joint part."""
    extra = round_half_up(project.capex_per_inhabitant * orp.population)
    capex = _estimate(position, "capex", project.capex_per_participant + extra)
    opex = _estimate(position, "opex", project.opex_per_participant)
    return _whole(project, Costs(capex, 0, opex), start, settings)


@dataclass(frozen=True, slots=True)
class Costs:
    """What a payer spends in prices of the settings' year: capex in all, once, and every year."""

    capex: int
    one_off: int
    opex: int


def _whole(project: Project, costs: Costs, start: int, settings: Settings) -> tuple[Flow, ...]:
    """Costs by year, less what is saved; in this order, for a crown left over goes to the first."""
    return (
        *_capex(_spread(project, costs.capex), start, settings),
        *_one_off(costs.one_off, start, settings),
        *_yearly(project, Kind.OPEX, costs.opex, start, settings),
        *_yearly(project, Kind.SAVING, -project.opex_saved, start, settings),
    )


def _estimate(position: Position | None, name: str, otherwise: int) -> int:
    own = getattr(position, name) if position else None
    return otherwise if own is None else int(own)


def _spread(project: Project, total: int) -> tuple[int, ...]:
    """A total over the project years, in proportion to the project's own profile."""
    if total == project.capex:
        return project.profile
    return split(total, project.profile)


def _capex(profile: Iterable[int], start: int, settings: Settings) -> list[Flow]:
    """Instalments; those of a project that runs before the plan are contracted, without growth."""
    running = start < settings.first_year
    return [
        Flow(year, Kind.CAPEX, amount if running else priced(amount, year, settings))
        for year, amount in enumerate(profile, start)
        if amount
    ]


def _one_off(amount: int, start: int, settings: Settings) -> list[Flow]:
    return [Flow(start, Kind.ONE_OFF, priced(amount, start, settings))] if amount else []


def _yearly(
    project: Project, kind: Kind, amount: int, start: int, settings: Settings
) -> list[Flow]:
    """A yearly amount from the year after the last project year, to the first after the horizon.

    That year holds the full burden of what was chosen, also of what begins to run still later.
    """
    after = settings.last_year + 1
    first = start + len(project.profile)
    last = after
    if project.service_life is not None:
        last = min(after, first + project.service_life - 1)
    if not amount:
        return []
    years = range(min(first, after), last + 1)
    return [Flow(year, kind, priced(amount, year, settings)) for year in years]


def with_programme(
    flows: Sequence[Flow], project: Project, programme: Programme, settings: Settings
) -> tuple[Flow, ...] | None:
    """The flows with a programme's grant in them; None where it cannot finance them.

    grant = min(floor(rate · Σ eligible), Max. dotace), over years and kinds in proportion to what
    is eligible in each, arriving ``delay`` years later.
    """
    if not all(_in_years(flow.year, programme) for flow in flows if flow.is_capex):
        return None
    eligible = [_eligible(flow, project, programme, settings) for flow in flows]
    if not _within_limits(eligible, project, programme):
        return None
    grant = floor_share(programme.rate, sum(eligible))
    if programme.max_grant is not None:
        grant = min(grant, programme.max_grant)
    if not grant:
        return None
    parts = split(grant, eligible)
    return tuple(
        replace(flow, grant=part, arrives=flow.year + programme.delay if part else 0)
        for flow, part in zip(flows, parts, strict=True)
    )


def _in_years(year: int, programme: Programme) -> bool:
    after = programme.spend_from is None or year >= programme.spend_from
    return after and (programme.spend_to is None or year <= programme.spend_to)


def _eligible(flow: Flow, project: Project, programme: Programme, settings: Settings) -> int:
    """The part of an expense that a programme recognises, whole CZK."""
    if flow.kind is Kind.SAVING:
        return 0
    without_vat = 1 if programme.vat_eligible else 1 / (1 + project.vat)
    if flow.kind is Kind.OPEX:
        recognised = programme.opex_eligible and flow.year <= settings.last_year
        share = Fraction(recognised and _in_years(flow.year, programme))
    else:
        share = project.eligible
    return floor_share(share * without_vat, flow.gross)


def _within_limits(eligible: Sequence[int], project: Project, programme: Programme) -> bool:
    total = sum(eligible)
    if programme.limits_without_vat and programme.vat_eligible:
        total = sum(floor_share(1 / (1 + project.vat), part) for part in eligible)
    enough = programme.min_eligible is None or total >= programme.min_eligible
    return enough and (programme.max_eligible is None or total <= programme.max_eligible)


def with_others(flows: Sequence[Flow], others: int) -> tuple[Flow, ...]:
    """The flows with somebody else's money in them, spread over what capex is left to the payer.

    More than is left is not taken.
    """
    left = [max(flow.own, 0) if flow.is_capex else 0 for flow in flows]
    taken = min(others, sum(left))
    if not taken:
        return tuple(flows)
    parts = split(taken, left)
    return tuple(replace(flow, others=part) for flow, part in zip(flows, parts, strict=True))


def with_regional_grant(flows: Sequence[Flow], share: Fraction) -> tuple[Flow, ...] | None:
    """The flows with the region's grant on their capex, paid in the same year; None if nothing."""
    granted = tuple(
        replace(flow, region=floor_share(share, max(flow.own, 0))) if flow.is_capex else flow
        for flow in flows
    )
    return granted if any(flow.region for flow in granted) else None
