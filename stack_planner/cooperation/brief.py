"""What to know of one town before the visit, gathered from the plan and from all around it.

Values are in units of 10⁻⁴ point, money is whole CZK of the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.cooperation.needs import Said
from stack_planner.cooperation.smart import aims_of, has_levels, levels_of
from stack_planner.cooperation.tasks import open_tasks
from stack_planner.records import REGION, Agenda

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from stack_planner.cooperation.joint import JointTopic
    from stack_planner.cooperation.needs import AreaNeed
    from stack_planner.cooperation.smart import AimPart, LevelPart
    from stack_planner.cooperation.tasks import Task
    from stack_planner.cooperation.topics import Group, Topics, TownTopics
    from stack_planner.coverage import Entry, Register, Stage
    from stack_planner.explaining.passport import Passport
    from stack_planner.records import Municipality, Orp, Programme, Project, Strategy
    from stack_planner.results import Decision, OrpPlan, Plan

MOST_WAITING = 5
"""So many projects that are not proposed are told of; the others are counted."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A project that the plan proposes: what it is worth to the town, who pays what of it.

    ``served`` says that the region does it for the town; ``demanded`` that the law or the town
    itself asks for it. The passport is there where it was asked for.
    """

    project: Project
    start: int
    programme: str | None
    value: int
    own: int
    grant: int
    region: int
    served: bool
    demanded: bool
    passport: Passport | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A project that the plan does not propose although the town could have it."""

    project: Project
    value: int
    passport: Passport | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Which municipalities of the district said anything of its needs, and which did not."""

    answered: tuple[Municipality, ...]
    silent: tuple[Municipality, ...]


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """An urgent area of the town, and the other towns that have it urgent and say so openly."""

    need: AreaNeed
    with_others: tuple[Orp, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme that projects open to the town name; ``used`` by those that the plan proposes."""

    programme: Programme
    used: tuple[str, ...]
    possible: tuple[str, ...]
    left: int | None


@dataclass(frozen=True, slots=True)
class Spots:
    """The problem spots of one agenda in the district."""

    agenda: Agenda
    entries: tuple[Entry, ...]

    def count(self, stage: Stage) -> int:
        """How many are at a stage."""
        return sum(entry.stage is stage for entry in self.entries)


@dataclass(frozen=True)
class Brief:
    """The whole brief of one town as of a day.

    ``waiting`` are the most valuable of the ``left_out`` projects that the plan does not propose;
    ``unsaid`` are areas of which nobody in the district said anything.
    """

    strategy: Strategy
    orp: Orp
    on: date
    value: int
    proposed: tuple[Proposed, ...]
    waiting: tuple[Waiting, ...]
    left_out: tuple[str, ...]
    heard: Heard
    urgent: tuple[SharedNeed, ...]
    unsaid: tuple[str, ...]
    joint: tuple[JointTopic, ...]
    groups: tuple[Group, ...]
    offers: tuple[Offer, ...]
    spots: tuple[Spots, ...]
    tasks: tuple[Task, ...]
    levels: tuple[LevelPart, ...]
    aims: tuple[AimPart, ...]


def brief_of(
    plan: Plan,
    code: str,
    topics: Topics,
    register: Register,
    passports: Sequence[Passport] = (),
) -> Brief:
    """The brief of a town in a plan that is not a public copy.

    Args:
        plan: the plan of the whole region.
        code: the town's.
        topics: the common topics of that plan.
        register: its problem spots, as of the day of the brief.
        passports: those of the town, as far as they were asked for.
    """
    strategy, on = plan.strategy, register.on
    orp_plan = next(orp for orp in plan.orps if orp.code == code)
    town = topics.of(code)
    known = {passport.project: passport for passport in passports if passport.orp == code}
    waiting = _waiting(plan, orp_plan, known)
    return Brief(
        strategy=strategy,
        orp=strategy.orp[code],
        on=on,
        value=orp_plan.value,
        proposed=tuple(_proposed(plan, orp_plan, known)),
        waiting=waiting[:MOST_WAITING],
        left_out=orp_plan.rejected,
        heard=_heard(plan, code),
        urgent=tuple(_urgent(plan, town)),
        unsaid=tuple(need.area for need in town.needs if need.said is Said.NOBODY),
        joint=town.joint,
        groups=tuple(_open_groups(plan, town)),
        offers=tuple(_offers(plan, orp_plan, on)),
        spots=tuple(_spots(register, code)),
        tasks=open_tasks(strategy, code, on),
        levels=levels_of(plan, code) if has_levels(plan) else (),
        aims=aims_of(plan, code),
    )


def _proposed(plan: Plan, orp: OrpPlan, known: dict[str, Passport]) -> Iterator[Proposed]:
    """What the town pays for, by start and value; then what the region does for it."""
    years = plan.strategy.settings.horizon
    for decision in sorted(orp.decisions, key=_rank):
        option = decision.option
        yield Proposed(
            project=plan.strategy.project[decision.project],
            start=option.start,
            programme=option.programme,
            value=decision.value,
            own=decision.total("own", years=years),
            grant=decision.total("grant", years=years),
            region=decision.total("region", years=years),
            served=option.payer == REGION,
            demanded=(decision.project, orp.code) in plan.strategy.demanded,
            passport=known.get(decision.project),
        )


def _rank(decision: Decision) -> tuple[bool, int, int, str]:
    option = decision.option
    return option.payer == REGION, option.start, -decision.value, decision.project


def _waiting(plan: Plan, orp: OrpPlan, known: dict[str, Passport]) -> tuple[Waiting, ...]:
    """What the town decides on itself, the most valuable first; then what it does not."""
    found = (
        Waiting(plan.strategy.project[code], plan.scores.values[code, orp.code], known.get(code))
        for code in orp.rejected
    )
    return tuple(sorted(found, key=lambda each: (_is_outside(each), -each.value)))


def _is_outside(waiting: Waiting) -> bool:
    bar = waiting.passport.bar if waiting.passport else None
    return bar is not None and bar.is_outside


def _heard(plan: Plan, code: str) -> Heard:
    spoke = {need.municipality for need in plan.strategy.needs if need.orp == code}
    places = [place for place in plan.strategy.municipalities if place.orp == code]
    return Heard(
        tuple(place for place in places if place.code in spoke),
        tuple(place for place in places if place.code not in spoke),
    )


def _urgent(plan: Plan, town: TownTopics) -> Iterator[SharedNeed]:
    """The town's urgent areas, the most urgent first, with the others that have them."""
    shared = {area.area: area.orps for area in town.areas}
    secret = _secret(plan)
    urgent = [need for need in town.needs if need.is_urgent]
    for need in sorted(urgent, key=lambda need: (-need.need, need.area)):
        others = (orp for orp in shared.get(need.area, ()) if orp != town.orp)
        told = (plan.strategy.orp[orp] for orp in others if (orp, need.area) not in secret)
        yield SharedNeed(need, tuple(told))


def _open_groups(plan: Plan, town: TownTopics) -> Iterator[Group]:
    """Groups, without the areas that another town of them keeps to itself."""
    secret = _secret(plan)
    for group in town.groups:
        others = [orp for orp in group.orps if orp != town.orp]
        areas = (area for area in group.areas if not any((orp, area) in secret for orp in others))
        told = replace(group, areas=tuple(areas))
        if told.areas:
            yield told


def _secret(plan: Plan) -> set[tuple[str, str]]:
    """(ORP, area) of which somebody's answer is confidential."""
    return {(need.orp, need.area) for need in plan.strategy.needs if need.confidential}


def _offers(plan: Plan, orp: OrpPlan, on: date) -> Iterator[Offer]:
    """The programmes of the town's projects, those that end first in front."""
    used = {d.project: d.option.programme for d in orp.decisions}
    mine = [*used, *orp.rejected]
    found = []
    for programme in plan.strategy.programmes:
        named = [code for code in mine if programme.code in plan.strategy.project[code].programmes]
        taking = tuple(sorted(code for code in named if used.get(code) == programme.code))
        others = tuple(sorted(code for code in named if code not in taking))
        if named:
            left = (programme.apply_by - on).days if programme.apply_by else None
            found.append(Offer(programme, taking, others, left))
    yield from sorted(found, key=_deadline)


def _deadline(offer: Offer) -> tuple[bool, int, bool, str]:
    """Calls that still take applications by their last day, those of today's plan first."""
    left = offer.left
    return left is None or left < 0, left or 0, not offer.used, offer.programme.code


def _spots(register: Register, code: str) -> Iterator[Spots]:
    entries = register.in_district(code)
    for agenda in Agenda:
        mine = tuple(entry for entry in entries if entry.spot.agenda is agenda)
        if mine:
            yield Spots(agenda, mine)
