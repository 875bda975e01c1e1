"""Today's plan carried over into a scenario: what is left of it there, and what it breaks.

The plan is carried over as it stands: the same projects in the same years by the same financing. A
project whose grant is gone is paid from the payer's own money. All of it is counted without any
solver.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.verify import Count
from stack_planner.conflicts import Sort
from stack_planner.explaining.broken import LIMITS, named
from stack_planner.problems import Source
from stack_planner.records import REGION, Scope
from stack_planner.results import option_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stack_planner.choosing.breach import Breach
    from stack_planner.conflicts import Conflict, NamedRule, Repair
    from stack_planner.records import Strategy
    from stack_planner.results import Option, Scores

Copy = tuple[str, str]
"""A project and its payer: a town, or the region for what it runs."""


@dataclass(frozen=True)
class Carried:
    """A plan carried over into a scenario: its options there, its worth, what it breaks.

    ``lost`` are the copies that cannot be done any more, ``unfunded`` those that lose a grant.
    ``short`` is the money of the limits of the years that is missing, CZK by payer; with carry-over
    the most that is missing in any year. ``value`` is in objective units of the scenario.
    """

    chosen: tuple[Option, ...]
    lost: tuple[Copy, ...]
    unfunded: tuple[Copy, ...]
    broken: tuple[NamedRule, ...]
    short: Mapping[str, int]
    value: int

    @property
    def holds(self) -> bool:
        """Whether it can be done as it stands."""
        return not self.lost and not self.broken

    @property
    def rest_holds(self) -> bool:
        """Whether what is left of it can be done without breaking anything."""
        return not self.broken

    @property
    def missing(self) -> int:
        """The money that is missing in all, CZK."""
        return sum(self.short.values())


def carried(
    chosen: Iterable[Option],
    options: Iterable[Option],
    strategy: Strategy,
    scores: Scores,
    renamed: Renamed,
) -> Carried:
    """A plan among the options of another strategy, and what it breaks there."""
    found = {option.key: option for option in options}
    ways = [(option, _same(option, found)) for option in chosen]
    told = [(o, way) for o, way in ways if is_told(o, strategy)]
    taken = tuple(sorted((way for _, way in ways if way), key=lambda option: option.key))
    count = Count(strategy, scores, taken)
    breaches = tuple(count.breaches())
    return Carried(
        chosen=taken,
        lost=tuple((o.project, o.payer) for o, way in told if way is None),
        unfunded=tuple(
            (o.project, o.payer) for o, way in told if way and way.programme != o.programme
        ),
        broken=tuple(renamed.rule(named(breach, strategy)) for breach in breaches),
        short=_short(breaches, carries=strategy.settings.carry_over),
        value=count.total_value(),
    )


def is_told(option: Option, strategy: Strategy) -> bool:
    """Whether an option is a copy of its own; the run of a joint project is told by its towns."""
    joint = strategy.project[option.project].scope is Scope.JOINT
    return option.payer != REGION or not joint


def _same(option: Option, found: Mapping[str, Option]) -> Option | None:
    """The same way to do a project; without the programme where that no longer pays."""
    about = (option.project, option.payer, option.start)
    own = [option_key(*about, None, granted=g) for g in (option.regional_grant, False)]
    return next((found[key] for key in (option.key, *own) if key in found), None)


def _short(breaches: Iterable[Breach], *, carries: bool) -> dict[str, int]:
    """By payer the money of its limits that is missing, running and capital together."""
    years: dict[tuple[str, Sort], list[int]] = {}
    for breach in breaches:
        if breach.sort in LIMITS and breach.limit is not None and breach.used is not None:
            amounts = years.setdefault((breach.payer, breach.sort), [])
            amounts.append(breach.used - breach.limit)
    short: dict[str, int] = {}
    for (payer, _), amounts in years.items():
        carried_over = carries and payer != REGION
        short[payer] = short.get(payer, 0) + (max(amounts) if carried_over else sum(amounts))
    return short


@dataclass(frozen=True)
class Renamed:
    """Rules of a scenario as they are told: what only it demands or forbids is said to be its own.

    No rule names a cell, for the amounts are not those that stand there.
    """

    before: Strategy
    after: Strategy
    _nowhere: Source = field(default_factory=Source)

    def conflict(self, conflict: Conflict) -> Conflict:
        """A conflict with its rules as they are told."""
        return replace(conflict, rules=tuple(map(self.rule, conflict.rules)))

    def repair(self, repair: Repair | None) -> Repair | None:
        """A repair with its rules as they are told."""
        if repair is None:
            return None
        raised = tuple(replace(more, rule=self.rule(more.rule)) for more in repair.raised)
        return replace(repair, dropped=tuple(map(self.rule, repair.dropped)), raised=raised)

    def rule(self, rule: NamedRule) -> NamedRule:
        """A rule as it is told."""
        code = str(rule.details.get("project", ""))
        wording = rule.wording
        if rule.sort is Sort.LAW and code in self._forced:
            wording = "supposed_mandatory"
        if rule.sort is Sort.REFUSES and code in self._excluded:
            wording = "supposed_excluded"
        source = rule.source if rule.sort is Sort.KEPT else self._nowhere
        return replace(rule, wording=wording, source=source)

    @cached_property
    def _forced(self) -> frozenset[str]:
        before = self.before.project
        projects = self.after.projects
        return frozenset(
            p.code for p in projects if p.is_mandatory and not before[p.code].is_mandatory
        )

    @cached_property
    def _excluded(self) -> frozenset[str]:
        return frozenset(self._without_takers())

    def _without_takers(self) -> Iterator[str]:
        for project in self.before.projects:
            if self.before.takers(project) and not self.after.takers(project):
                yield project.code
