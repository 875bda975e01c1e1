"""Why not, counted plan by plan: every plan of a town with the rest of the region held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import count, islice
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from stack_planner.choosing.verify import Count
from stack_planner.conflicts import Sort
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    Link,
    Position,
    Programme,
    Relation,
    Scope,
    Score,
    Stance,
    Strategy,
)
from tests.deciding import options_of, plans_of
from tests.solving import best_value, by_hand, project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.choosing.breach import Breach
    from stack_planner.results import Option, Scores


def tight(seed: int) -> Strategy:
    """Two towns that can afford about half of their projects; two criteria, staff, a programme."""
    dice = Random(seed)  # noqa: S311 — a test's dice
    years = dice.choice((1, 2, 2))
    projects = [
        project(
            f"P{n}",
            scope,
            capex=dice.randint(2, 9),
            opex=dice.choice((0, 0, 1, 2)),
            effort=dice.choice((0, 0, 1, 3)),
            programmes=("F",) if n in {0, 1} else (),
            min_participants=dice.choice((1, 2)),
        )
        for n, scope in enumerate((*[Scope.ORP] * 4, Scope.JOINT, Scope.REGION))
    ]
    budgets = [
        Budget(
            payer,
            2027 + year,
            dice.choice((4, 6, 9, 12)),
            dice.choice((2, 4, None)),
            dice.choice((None, 3, 6)),
            dice.choice((None, None, 2, 4)) if payer != REGION else None,
            bridges=dice.choice((True, False)),
        )
        for payer in ("T", "U", REGION)
        for year in range(years)
    ]
    criteria = tuple(
        Criterion(code, "", Fraction(weight), Fraction(0), Fraction(10))
        for code, weight in (("A", 1), ("B", dice.choice((1, 2))), ("C", dice.choice((0, 1))))
    )
    scores = tuple(
        Score(each.code, None, c.code, Fraction(dice.randint(0, 10)))
        for each in projects
        for c in criteria
    )
    strategy = by_hand(projects, {}, budgets)
    links = (
        Link(
            "P0", Relation.SYNERGY, dice.choice(("P1", "P4", "P5")), Fraction(dice.choice((-9, 4)))
        ),
        Link(dice.choice(("P1", "P4")), Relation.REQUIRES, "P2"),
        Link("P1", Relation.EXCLUDES, "P3"),
        Link("P0", Relation.TOGETHER, "P2"),
    )
    fund = Programme("F", "", Fraction(1, 2), allocation=dice.choice((None, 3)), delay=1)
    return replace(
        strategy,
        settings=replace(strategy.settings, carry_over=dice.random() < 1 / 2),
        criteria=criteria,
        scores=scores,
        links=tuple(link for link in links if dice.random() < 1 / 3),
        programmes=(fund,),
        positions=(Position("T", "P3", Stance.MUST),) if dice.random() < 1 / 4 else (),
    )


@cache
def tight_regions(number: int) -> tuple[Strategy, ...]:
    """The first of them that have a plan worth something."""
    return tuple(islice((s for s in map(tight, count()) if best_value(s)), number))


Ends = tuple[Fraction, Fraction]
"""What a plan is worth where a weight is 0, and where it is 1."""

UNIT = 1
"""By how much floating point may be wrong in units of 10⁻⁴ point, and by far more."""

MONEY = {Sort.CAPEX, Sort.OPEX, Sort.BURDEN}
DEMANDS = {Sort.MUST, Sort.LAW}


@dataclass(frozen=True)
class TownPlan:
    """A plan of a town: its options, what it breaks, and its worth in units of 10⁻⁴ point."""

    options: tuple[Option, ...]
    breaches: tuple[Breach, ...]
    value: int

    @cached_property
    def projects(self) -> frozenset[str]:
        """What it does."""
        return frozenset(option.project for option in self.options)


@dataclass(frozen=True)
class Counted:
    """Every plan of a town; ``base`` is the region's plan."""

    strategy: Strategy
    base: tuple[Option, ...]
    town: str

    @cached_property
    def _made(self) -> tuple[tuple[Option, ...], Scores]:
        return options_of(self.strategy)

    @cached_property
    def plans(self) -> tuple[TownPlan, ...]:
        """All plans of the town, those that break something as well."""
        options, scores = self._made
        others = tuple(option for option in self.base if option.payer != self.town)
        counts = (
            (own, Count(self.strategy, scores, (*others, *own)))
            for own in plans_of(options, self.town)
        )
        return tuple(
            TownPlan(own, tuple(count.breaches()), count.town_value(self.town))
            for own, count in counts
        )

    @property
    def had(self) -> frozenset[str]:
        """The projects of the town's part of the base."""
        return frozenset(o.project for o in self.base if o.payer == self.town)

    def possible(self, project: str) -> Iterator[TownPlan]:
        """The plans that break nothing, but maybe a demand for one project."""
        yield from (plan for plan in self.plans if not self._broken(plan, project))

    def _broken(self, plan: TownPlan, project: str) -> list[Breach]:
        return [breach for breach in plan.breaches if not self._is_demand(breach, project)]

    def _is_demand(self, breach: Breach, project: str) -> bool:
        demanded = getattr(breach.of, "project", getattr(breach.of, "code", ""))
        mine = breach.payer == self.town and demanded == project
        return breach.sort in DEMANDS and mine

    def best(self, project: str, *, chosen: bool) -> int | None:
        """The most that the town reaches with a project, or without it."""
        values = [p.value for p in self.possible(project) if (project in p.projects) is chosen]
        return max(values, default=None)

    def nearest(self, project: str, *, chosen: bool) -> set[frozenset[str]]:
        """The best plans with a project, or without it, that differ in the fewest others."""
        best = self.best(project, chosen=chosen)
        some = [
            plan.projects
            for plan in self.possible(project)
            if (project in plan.projects) is chosen and plan.value == best
        ]
        least = min(len((projects ^ self.had) - {project}) for projects in some)
        return {p for p in some if len((p ^ self.had) - {project}) == least}

    def money(self, project: str, value: int) -> int | None:
        """The least money from outside with which the town reaches a value with a project."""
        needs = (
            self._needed(way, self._broken(plan, project))
            for plan in self.plans
            if plan.value >= value
            for way in plan.options
            if way.project == project
        )
        return min((need for need in needs if need is not None), default=None)

    def _needed(self, way: Option, broken: Iterable[Breach]) -> int | None:
        """What a plan lacks, if the own part of one of its options covers that."""
        carries, needed = self.strategy.settings.carry_over, 0
        for kind, sorts in (("capex", {Sort.CAPEX}), ("opex", {Sort.OPEX}), ("", {Sort.BURDEN})):
            short = {b.year: (b.used or 0) - (b.limit or 0) for b in broken if self._mine(b, sorts)}
            carried = carries and kind
            for year, lack in short.items():
                years = range(self.strategy.settings.first_year, year + 1) if carried else [year]
                if lack > sum(own(way, y, capex=kind == "capex") for y in years):
                    return None
            needed += max(short.values(), default=0) if carried else sum(short.values())
        others = [b for b in broken if not self._mine(b, MONEY)]
        return None if others else needed

    def _mine(self, breach: Breach, sorts: set[Sort]) -> bool:
        return breach.payer == self.town and breach.sort in sorts

    def freed(self, limits: set[tuple[Sort, str, str]]) -> int:
        """The most that the town reaches if some limits, each (sort, payer, year), do not hold."""
        return max(
            plan.value
            for plan in self.plans
            if {(b.sort, b.payer, str(b.year)) for b in plan.breaches} <= limits
        )

    # Weights

    def smallest_change(self, project: str) -> Fraction | None:
        """The smallest change of one weight with which a best plan has a project."""
        _, scores = self._made
        changes = (
            abs(weight - before)
            for criterion, before in scores.weights.items()
            if before < 1
            for weight in self._admitting(project, criterion)
        )
        return min(changes, default=None)

    def _admitting(self, project: str, criterion: str) -> Iterator[Fraction]:
        """Weights, among those where two plans meet, at which a best plan has a project."""
        lines, meetings = self._ways[criterion]
        with_it = {line for projects, line in lines if project in projects}
        for weight, best in meetings.items():
            if any(a + weight * (b - a) == best for a, b in with_it):
                yield weight

    @cached_property
    def _ways(self) -> dict[str, tuple[set[tuple[frozenset[str], Ends]], dict[Fraction, Fraction]]]:
        """By criterion every plan's line, and the best value at weights where two best ones meet.

        The ends and the weight as it is are among these weights.
        """
        _, scores = self._made
        sound = [plan for plan in self.plans if not plan.breaches]
        found = {}
        for criterion, before in scores.weights.items():
            if before == 1:
                continue
            lines = {(plan.projects, self._line(plan, criterion)) for plan in sound}
            ends = {line for _, line in lines}
            weights = {Fraction(0), Fraction(1), before, *_meetings(ends)}
            best = {weight: max(a + weight * (b - a) for a, b in ends) for weight in weights}
            found[criterion] = lines, best
        return found

    def _line(self, plan: TownPlan, criterion: str) -> Ends:
        """What a plan is worth without rounding at the weights 0 and 1 of a criterion."""
        _, scores = self._made
        before = scores.weights[criterion]
        ends = []
        for weight in (Fraction(0), Fraction(1)):
            weights = {
                code: weight if code == criterion else share * (1 - weight) / (1 - before)
                for code, share in scores.weights.items()
            }
            ends.append(self._worth(plan, weights) + self._synergies(plan))
        return ends[0], ends[1]

    def _worth(self, plan: TownPlan, weights: dict[str, Fraction]) -> Fraction:
        _, scores = self._made
        area = {project.code: project.area for project in self.strategy.projects}
        return sum(
            (
                1_000_000
                * scores.needs[self.town, area[code]]
                * weights[name]
                * scores.utilities[code, self.town][name]
                for code in plan.projects
                for name in weights
            ),
            Fraction(0),
        )

    def _synergies(self, plan: TownPlan) -> Fraction:
        served = {o.project for o in self.base if self.town in o.served} | plan.projects
        return sum(
            (
                link.points * 10_000
                for link in self.strategy.links
                if link.relation is Relation.SYNERGY and {link.first, link.second} <= served
            ),
            Fraction(0),
        )


def _meetings(ends: set[Ends]) -> Iterator[Fraction]:
    """The weights inside at which two lines cross that no other one passes by there."""
    lines = sorted(ends)
    values = np.array(lines, dtype=float)
    first, second = np.triu_indices(len(lines), k=1)
    ahead = values[first, 0] - values[second, 0]
    behind = values[second, 1] - values[first, 1]
    crossing = np.flatnonzero(ahead * behind > 0)
    for pair in crossing:
        weight = ahead[pair] / (ahead[pair] + behind[pair])
        at = values[:, 0] + weight * (values[:, 1] - values[:, 0])
        if at[first[pair]] >= at.max() - UNIT:
            (a, b), (c, d) = lines[first[pair]], lines[second[pair]]
            yield (a - c) / (a - c + d - b)


def own(option: Option, year: int, *, capex: bool) -> int:
    """What stays on the town of an option in a year."""
    flows = [flow for flow in option.flows if flow.year == year and flow.is_capex == capex]
    return max(0, sum(flow.own for flow in flows))
