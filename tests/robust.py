"""Robustness to weights counted plan by plan: polygons of weights, clipped in exact fractions.

Two criteria make W a segment, three a polygon. All is found by clipping it with half-planes, one
for each other plan; nothing of the program's own geometry or of its solver is used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise, permutations
from random import Random
from typing import TYPE_CHECKING

from stack_planner.explaining.robust import Presence
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    Link,
    Relation,
    Score,
    Strategy,
)
from tests.deciding import options_of
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from stack_planner.results import Scores
    from tests.counterfactual import Counted

Weights = tuple[Fraction, ...]
Polygon = list[Weights]
"""Corners in turn; of a segment its ends, of a point that one."""


def clipped(polygon: Sequence[Weights], side: Callable[[Weights], Fraction]) -> Polygon:
    """The part of a convex polygon on which a linear function is not negative."""
    found: Polygon = []
    for one, other in pairwise([*polygon, polygon[0]] if polygon else []):
        here, there = side(one), side(other)
        if here >= 0 and one not in found:
            found.append(one)
        if here * there < 0:
            part = here / (here - there)
            found.append(tuple(a + part * (b - a) for a, b in zip(one, other, strict=True)))
    return found


def size(polygon: Sequence[Weights]) -> Fraction:
    """The area of a polygon, or the length of a segment, up to a factor."""
    if not polygon:
        return Fraction(0)
    if len(polygon[0]) == 2:
        return abs(polygon[0][0] - polygon[-1][0])
    closed = pairwise([*polygon, polygon[0]])
    return abs(sum((a[0] * b[1] - a[1] * b[0] for a, b in closed), Fraction(0)))


def from_bound(place: int, bound: Fraction, sign: int) -> Callable[[Weights], Fraction]:
    """By how much a weight is above a bound, or (sign -1) below it."""
    return lambda weights: sign * (weights[place] - bound)


def corners_of(strategy: Strategy, today: Weights) -> Polygon:
    """The space of weights as it is stated, or ±20 % of today's."""
    count, criteria = len(today), strategy.criteria
    whole = sum(criterion.weight for criterion in criteria)
    polygon = [tuple(Fraction(i == j) for j in range(count)) for i in range(count)]
    said = [(c.weight_min, c.weight_max, c.rank) for c in criteria]
    if said == [(None, None, None)] * count:
        for place, weight in enumerate(today):
            polygon = clipped(polygon, from_bound(place, weight * Fraction(4, 5), 1))
            polygon = clipped(polygon, from_bound(place, weight * Fraction(6, 5), -1))
        return polygon
    for place, (low, high, rank) in enumerate(said):
        if low is not None:
            polygon = clipped(polygon, from_bound(place, low / whole, 1))
        if high is not None:
            polygon = clipped(polygon, from_bound(place, high / whole, -1))
        for other, (_, _, its) in enumerate(said):
            if rank is not None and its is not None and rank < its:
                polygon = clipped(polygon, partial(_more, place, other))
    return polygon


def _more(one: int, other: int, weights: Weights) -> Fraction:
    return weights[one] - weights[other]


@dataclass(frozen=True)
class Plan:
    """What a town may do, and its worth by criterion in units."""

    projects: frozenset[str]
    vector: Weights

    def at(self, weights: Weights) -> Fraction:
        """Its worth at weights."""
        return sum((w * v for w, v in zip(weights, self.vector, strict=True)), Fraction(0))

    def ahead(self, other: Plan) -> Plan:
        """What it is worth more than another one, as if that were a plan."""
        pairs = zip(self.vector, other.vector, strict=True)
        return replace(self, vector=tuple(a - b for a, b in pairs))


def _beats(one: Plan, other: Plan) -> bool:
    return all(a > b for a, b in zip(one.vector, other.vector, strict=True))


@dataclass(frozen=True)
class Every:
    """Every plan of a town that breaks nothing."""

    counted: Counted

    @cached_property
    def scores(self) -> Scores:
        """The scores of the region."""
        return options_of(self.counted.strategy)[1]

    @cached_property
    def today(self) -> Weights:
        """The weights as they are."""
        return tuple(self.scores.weights.values())

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans by their projects."""
        sound = {plan.projects for plan in self.counted.plans if not plan.breaches}
        return tuple(Plan(each, self._vector(each)) for each in sorted(sound, key=sorted))

    def _vector(self, projects: frozenset[str]) -> Weights:
        strategy, town, scores = self.counted.strategy, self.counted.town, self.scores
        served = {o.project for o in self.counted.base if town in o.served} | projects
        links = [link for link in strategy.links if link.relation is Relation.SYNERGY]
        gain = sum(10_000 * k.points for k in links if {k.first, k.second} <= served)
        needs = {code: scores.needs[town, strategy.project[code].area] for code in projects}
        return tuple(
            gain
            + sum(
                (1_000_000 * needs[code] * scores.utilities[code, town][k] for code in projects),
                Fraction(0),
            )
            for k in scores.weights
        )

    @cached_property
    def had(self) -> Plan:
        """Today's plan."""
        return next(plan for plan in self.plans if plan.projects == self.counted.had)

    @cached_property
    def space(self) -> Polygon:
        """The corners of W."""
        return corners_of(self.counted.strategy, self.today)

    @cached_property
    def rivals(self) -> tuple[Plan, ...]:
        """Of the plans that no other one beats by each criterion one of each worth."""
        unique = {plan.vector: plan for plan in self.plans}.values()
        return tuple(p for p in unique if not any(_beats(other, p) for other in unique))

    def cell(self, plan: Plan) -> Polygon:
        """Where in W a plan is a best one."""
        polygon = self.space
        for other in self.rivals:
            polygon = clipped(polygon, plan.ahead(other).at) if polygon else polygon
        return polygon

    @cached_property
    def cells(self) -> dict[Plan, Polygon]:
        """The plans that are best somewhere in W."""
        return {plan: cell for plan in self.plans if (cell := self.cell(plan))}

    def best(self, weights: Weights) -> Fraction:
        """The best value at weights."""
        return max(plan.at(weights) for plan in self.plans)

    def presence(self, project: str) -> Presence:
        """Whether a project is in all best plans, in some, or in none."""
        has = {project in plan.projects for plan in self.cells}
        if len(has) == 2:
            return Presence.SOMETIMES
        return Presence.ALWAYS if has == {True} else Presence.NEVER

    @cached_property
    def shares(self) -> dict[Weights, tuple[Fraction, frozenset[frozenset[str]]]]:
        """By worth the share of W of plans that are best in a part with inside, and the nearest."""
        whole = size(self.space)
        found = {}
        for plan, cell in self.cells.items():
            share = size(cell) / whole if whole else Fraction(1)
            if share:
                same = [p for p in self.cells if self._same(p, plan)]
                least = min(len(p.projects ^ self.had.projects) for p in same)
                near = (p for p in same if len(p.projects ^ self.had.projects) == least)
                key = tuple(plan.at(corner) for corner in self.space)
                found[key] = share, frozenset(p.projects for p in near)
        return found

    def _same(self, one: Plan, other: Plan) -> bool:
        return all(one.at(corner) == other.at(corner) for corner in self.space)

    def stretch(self, way: Callable[[Fraction], Weights]) -> tuple[Fraction, frozenset[Turned]]:
        """The part of a way after which today's plan is not the best, and what may be then."""
        had, end, (start, far) = self.had, Fraction(1), (way(Fraction(0)), way(Fraction(1)))
        now, then = had.at(start), had.at(far)
        for plan in self.rivals:
            behind, ahead = plan.at(start) - now, plan.at(far) - then
            if behind > 0:
                end = Fraction(0)
            elif ahead > 0:
                end = min(end, behind / (behind - ahead))
        if end == 1:
            return end, frozenset()
        there = way(end)
        worths = {plan: plan.at(there) for plan in self.plans}
        tied = {plan: plan.at(far) for plan in self.plans if worths[plan] == max(worths.values())}
        best = [plan.projects for plan in tied if tied[plan] == max(tied.values())]
        return end, frozenset((p - had.projects, had.projects - p) for p in best)

    def proportional(self, place: int, last: int) -> Callable[[Fraction], Weights]:
        """The way of one weight to 0 or 1, the others in proportion."""
        mine = self.today[place]

        def at(part: Fraction) -> Weights:
            weight = mine + part * (last - mine)
            rest = (1 - weight) / (1 - mine)
            return tuple(weight if i == place else w * rest for i, w in enumerate(self.today))

        return at

    def shifts(self) -> Iterator[tuple[tuple[int, int], Fraction, frozenset[Turned]]]:
        """All shifts of weight from one criterion to another that bring another plan."""
        for source, target in permutations(range(len(self.today)), 2):
            has = self.today[source]

            def way(part: Fraction, s: int = source, t: int = target) -> Weights:
                moved = part * self.today[s]
                return tuple(w + moved * ((i == t) - (i == s)) for i, w in enumerate(self.today))

            part, turned = self.stretch(way)
            if has and turned:
                yield (source, target), part * has, turned

    def nondominated(self) -> list[Plan]:
        """The plans that no other one beats at all corners of W."""
        values = {plan: [plan.at(corner) for corner in self.space] for plan in self.plans}
        return [
            plan
            for plan, mine in values.items()
            if not any(
                its != mine and all(a >= b for a, b in zip(its, mine, strict=True))
                for its in values.values()
            )
        ]


Turned = tuple[frozenset[str], frozenset[str]]


def lively(seed: int) -> Strategy:
    """One town, one budget for about half of its seven projects, three criteria of any weights."""
    dice = Random(seed)  # noqa: S311 — a test's dice
    some = [project(f"P{n}", capex=dice.randint(2, 9)) for n in range(7)]
    strategy = by_hand(some, {}, [Budget("T", 2027, 18), Budget(REGION, 2027, 0)])
    criteria = tuple(
        Criterion(code, "", Fraction(dice.randint(1, 4)), Fraction(0), Fraction(10))
        for code in "ABC"
    )
    scores = tuple(
        Score(each.code, None, criterion.code, Fraction(dice.randint(0, 10)))
        for each in some
        for criterion in criteria
    )
    links = (Link("P0", Relation.SYNERGY, "P1", Fraction(dice.choice((-20, 10, 30)))),)
    return replace(strategy, criteria=criteria, scores=scores, links=links[: dice.randint(0, 1)])


def stating(strategy: Strategy, seed: int) -> Strategy:
    """The strategy with another space of weights: ±20 %, bounds, order, both, a point, or all."""
    dice = Random(seed)  # noqa: S311 — a test's dice
    kind = seed % 6
    made = []
    for place, criterion in enumerate(strategy.criteria):
        weight, low, high, rank = criterion.weight, None, None, None
        if kind in {1, 3} and dice.random() < 2 / 3:
            low = weight * Fraction(dice.choice((0, 2, 2, 5)), 4)
            high = weight * Fraction(dice.choice((5, 6, 8)), 4)
        if kind in {2, 3}:
            rank = dice.choice((1, 2, 2, None))
        if kind == 5:
            low = Fraction(0)
        if kind == 4:
            low = high = weight + (dice.choice((0, 0, 1)) if place == 0 else 0)
        made.append(replace(criterion, weight_min=low, weight_max=high, rank=rank))
    return replace(strategy, criteria=tuple(made))


def turned(entering: Iterable[str], leaving: Iterable[str]) -> Turned:
    """What enters and leaves, without order."""
    return frozenset(entering), frozenset(leaving)
