"""Joint projects as topics: who joins, who could still, and what doing it together saves each.

All amounts are CZK over all the years of the plan, the first one after the horizon included, as on
the sheet of cost sharing: what a town pays together is its share fixed beforehand and its own part,
what it would pay alone is as stated on ``Náklady skupin``, or else the whole joint part besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.comparing.joint import Joint
from stack_planner.records import REGION, Scope
from stack_planner.results import UNITS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.comparison import Sharing
    from stack_planner.records import Project
    from stack_planner.results import Decision, Option, Plan


@dataclass(frozen=True, slots=True)
class TownTopic:
    """A joint project for one town: what it brings (10⁻⁴ point) and costs together and alone.

    ``joins`` says that it does by the plan; the others could. ``part`` is what it pays of the joint
    part, in ``pays``. ``stated`` says that the cost alone was given.
    """

    orp: str
    joins: bool
    value: int
    part: int
    pays: int
    alone: int
    stated: bool

    @property
    def saved(self) -> int:
        """What doing it together saves the town; below 0 where alone it would pay less."""
        return self.alone - self.pays

    @property
    def cost_of_point(self) -> Fraction | None:
        """CZK that it pays for one point; None where it brings none."""
        return _cost_of_point(self.pays, self.value)


@dataclass(frozen=True)
class JointTopic:
    """A joint project that runs, or one that does not and would pay for the towns named, by code.

    ``start`` and ``programme`` are those of the run; of one outside the plan the earliest start,
    without any grant. ``region`` is what the region pays, or would, of the joint part ``whole``
    for the towns that join by the plan, or for all the towns named where none does.
    """

    project: str
    area: str
    runs: bool
    start: int
    programme: str | None
    whole: int
    region: int
    towns: tuple[TownTopic, ...]

    @property
    def joined(self) -> tuple[TownTopic, ...]:
        """The towns that join by the plan."""
        return tuple(town for town in self.towns if town.joins)

    @property
    def others(self) -> tuple[TownTopic, ...]:
        """The towns that could join: the plan has it without them, or not at all."""
        return tuple(town for town in self.towns if not town.joins)

    @property
    def orps(self) -> tuple[str, ...]:
        """All the towns that it concerns."""
        return tuple(town.orp for town in self.towns)

    @property
    def saved(self) -> int:
        """What the towns that join by the plan save."""
        return sum(town.saved for town in self.joined)

    @property
    def possible(self) -> int:
        """What the others would save."""
        return sum(town.saved for town in self.others)

    def of(self, orp: str) -> TownTopic | None:
        """What it is for one town; None where it does not concern it."""
        return next((town for town in self.towns if town.orp == orp), None)

    @property
    def cost_of_point(self) -> Fraction | None:
        """CZK that all its towns pay for one point together; None where it brings none."""
        pays = sum(town.pays for town in self.towns)
        return _cost_of_point(pays, sum(town.value for town in self.towns))


def _cost_of_point(pays: int, value: int) -> Fraction | None:
    return Fraction(pays * UNITS_PER_POINT, value) if value > 0 else None


def joint_topics(plan: Plan) -> tuple[JointTopic, ...]:
    """All joint projects that are worth talking about, by code."""
    runs = {decision.project: decision for decision in plan.region.decisions}
    topics = (
        _running(plan, runs[project.code]) if project.code in runs else _open(plan, project)
        for project in plan.strategy.projects
        if project.scope is Scope.JOINT
    )
    return tuple(sorted(filter(None, topics), key=lambda topic: topic.project))


def _running(plan: Plan, decision: Decision) -> JointTopic | None:
    """A joint project of the plan, with the towns that could still join the same run."""
    sharing = decision.sharing
    if sharing is None:
        return None
    joined = [o for o in plan.choice.chosen if _is_of_run(o, decision.option)]
    others = _joining(plan, decision.option, {town.code for town in sharing.towns})
    further = _towns(plan, Joint(plan.strategy, decision.option, (*joined, *others)))
    gained = [town for town in further if town.orp not in decision.participants]
    if sum(town.saved for town in gained) <= 0:
        gained = []
    towns = [*_as_planned(plan, decision, sharing), *gained]
    region = sharing.whole - sum(town.part for town in sharing.towns)
    return _topic(plan, decision.option, towns, region, runs=True)


def _as_planned(plan: Plan, decision: Decision, sharing: Sharing) -> Iterator[TownTopic]:
    """The towns that join, with the very figures of the sheet of cost sharing."""
    values = plan.scores.values
    for town in sharing.towns:
        yield TownTopic(
            orp=town.code,
            joins=True,
            value=values[decision.project, town.code],
            part=town.part,
            pays=town.fixed,
            alone=town.alone,
            stated=sharing.stated,
        )


def _open(plan: Plan, project: Project) -> JointTopic | None:
    """A joint project that the plan leaves out; None where it would not pay, or for too few."""
    runs = [
        option
        for option in plan.choice.options
        if option.payer == REGION and option.project == project.code and option.programme is None
    ]
    found = [(run, _joining(plan, run)) for run in runs]
    if not found:
        return None
    run, joining = min(found, key=lambda each: (-len(each[1]), each[0].start))
    if len(joining) < max(project.min_participants, 1):
        return None
    joint = Joint(plan.strategy, run, tuple(joining))
    towns = _towns(plan, joint)
    if sum(town.saved for town in towns) <= 0:
        return None
    region = joint.whole - sum(joint.parts.values())
    return _topic(plan, run, towns, region, runs=False)


def _joining(plan: Plan, run: Option, joined: Sequence[str] | set[str] = ()) -> list[Option]:
    """How each town that has not joined and to which it is worth something could join a run."""
    return [
        option
        for option in plan.choice.options
        if _is_of_run(option, run)
        and option.payer not in joined
        and not option.regional_grant
        and option.value > 0
    ]


def _is_of_run(option: Option, run: Option) -> bool:
    return option.payer != REGION and option.run == run.run


def _towns(plan: Plan, joint: Joint) -> list[TownTopic]:
    """All the towns of a joint project, as if none had joined yet."""
    values, code = plan.scores.values, joint.run.project
    return [
        TownTopic(
            orp=town,
            joins=False,
            value=values[code, town],
            part=joint.parts[town],
            pays=joint.fixed[town],
            alone=joint.cost_of(town),
            stated=bool(joint.stated),
        )
        for town in joint.own
    ]


def _topic(
    plan: Plan, run: Option, towns: Sequence[TownTopic], region: int, *, runs: bool
) -> JointTopic:
    return JointTopic(
        project=run.project,
        area=plan.strategy.project[run.project].area,
        runs=runs,
        start=run.start,
        programme=run.programme,
        whole=run.total("own"),
        region=region,
        towns=tuple(sorted(towns, key=lambda town: town.orp)),
    )
