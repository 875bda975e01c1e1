"""Common topics of towns: shared urgent areas, joint projects, and groups to invite together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.cooperation.joint import joint_topics
from stack_planner.cooperation.needs import SEVERAL, needs_of, shared_areas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.cooperation.joint import JointTopic
    from stack_planner.cooperation.needs import AreaNeed, SharedArea
    from stack_planner.results import Plan


@dataclass(frozen=True, slots=True)
class Group:
    """Towns that have urgent areas and joint projects in common, so that one invitation serves all.

    ``saved`` is what they save on these projects by the plan, ``possible`` what those that do not
    join would; CZK. ``population`` are the inhabitants of their districts.
    """

    orps: tuple[str, ...]
    areas: tuple[str, ...]
    projects: tuple[str, ...]
    saved: int
    possible: int
    population: int


@dataclass(frozen=True, slots=True)
class TownTopics:
    """What concerns one town: its urgent areas that others share, its joint projects, its groups.

    ``needs`` are all its needs, by area.
    """

    orp: str
    needs: tuple[AreaNeed, ...]
    areas: tuple[SharedArea, ...]
    joint: tuple[JointTopic, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """All common topics of a plan: a list of invitations, never an order of towns."""

    needs: tuple[AreaNeed, ...]
    areas: tuple[SharedArea, ...]
    joint: tuple[JointTopic, ...]
    groups: tuple[Group, ...]

    def of(self, orp: str) -> TownTopics:
        """What concerns one town."""
        return TownTopics(
            orp=orp,
            needs=tuple(need for need in self.needs if need.orp == orp),
            areas=tuple(area for area in self.areas if orp in area.orps),
            joint=tuple(topic for topic in self.joint if orp in topic.orps),
            groups=tuple(group for group in self.groups if orp in group.orps),
        )


def topics_of(plan: Plan) -> Topics:
    """The common topics of a finished plan, of what it may tell."""
    areas, joint = shared_areas(plan), joint_topics(plan)
    return Topics(needs_of(plan), areas, joint, tuple(_groups(plan, areas, joint)))


def _groups(
    plan: Plan, areas: Sequence[SharedArea], joint: Sequence[JointTopic]
) -> Iterator[Group]:
    """Of an urgent area and a joint project all the towns that have both, each group once.

    No town could be added without losing one of them. The groups that save most come first.
    """
    common = {
        frozenset(area.orps) & frozenset(topic.orps): None for area in areas for topic in joint
    }
    groups = [_group(plan, orps, areas, joint) for orps in common if len(orps) >= SEVERAL]
    yield from sorted(groups, key=lambda group: (-group.saved - group.possible, group.orps))


def _group(
    plan: Plan, orps: frozenset[str], areas: Sequence[SharedArea], joint: Sequence[JointTopic]
) -> Group:
    """A group with all that its towns have in common."""
    topics = [topic for topic in joint if orps <= frozenset(topic.orps)]
    towns = [town for topic in topics for town in topic.towns if town.orp in orps]
    return Group(
        orps=tuple(sorted(orps)),
        areas=tuple(area.area for area in areas if orps <= frozenset(area.orps)),
        projects=tuple(topic.project for topic in topics),
        saved=sum(town.saved for town in towns if town.joins),
        possible=sum(town.saved for town in towns if not town.joins),
        population=sum(plan.strategy.orp[orp].population for orp in orps),
    )
