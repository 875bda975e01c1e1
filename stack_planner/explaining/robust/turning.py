"""How far weights may move until today's plan stops being the best: along lines, and the nearest.

On a straight way of weights the best value is convex and today's plan a line below it, so where it
is the best is one stretch. Its end is found from the far end of the way: the plan that is best
there meets today's at some point; there the best plan is asked for again, until today's is as good
(Newton's method for a convex function). Then the last plan asked for is the best one from there up
to the point before: it is as good at both, and the best value between two points lies below.

The nearest shift is the shortest of the ways on which one criterion gives weight to another one,
until it has none left. It is also a radius. Let m be the smallest weight that is not 0, and r at
most m: the weights that differ from today's by r of all weight at most are a polytope, and its
corners are these shifts by r, for they are those of an octahedron cut by a plane, and none falls
below 0. The weights at which today's plan is the best are an intersection of half-spaces and
therefore convex: with all corners they have the whole polytope. Beyond m its corners also take
weight from several criteria at once, so that no more than m is promised.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.answer import Interval, Shift, Swap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.explaining.robust.asking import Choice, Oracle
    from stack_planner.explaining.valuing import Weights

WHOLE = Fraction(1)
NEAR = 1 << 10
"""The first look behind an end goes so small a part of what is left of the way."""


@dataclass(frozen=True)
class Way:
    """A straight way of weights from today's on."""

    start: Weights
    end: Weights

    def at(self, part: Fraction) -> Weights:
        """The weights after a part of the way."""
        return tuple(a + part * (b - a) for a, b in zip(self.start, self.end, strict=True))


@dataclass(frozen=True, slots=True)
class End:
    """The part of a way after which another plan is better (None: none is up to its end)."""

    part: Fraction
    plan: Choice | None
    proven: bool = True


@dataclass
class Turning:
    """Ways of weights in a town's problem. ``plans`` are those met so far."""

    oracle: Oracle
    plans: list[Choice] = field(default_factory=list)

    # One way

    def end(self, way: Way, most: Fraction = WHOLE) -> End:
        """Where today's plan stops being the best on a way, looked for up to a part of it."""
        known = self._known(way, most)
        end, asked = known, False
        while True:
            told = self.oracle.best(way.at(end.part), end.plan or self.oracle.today)
            if not told.settled:
                return replace(end, proven=False)
            sooner = self._crossing(way, end.part, told.choice)
            if sooner.plan is None:
                return end if asked or end.plan is None else self._just_behind(way, end)
            self.plans.append(told.choice)
            if sooner.part == end.part:
                return sooner
            end, asked = sooner, True

    def _known(self, way: Way, most: Fraction) -> End:
        """The end that the plans met so far make."""
        ends = [self._crossing(way, most, plan) for plan in self.plans]
        ends = [end for end in ends if end.plan]
        return min(ends, key=lambda end: end.part, default=End(most, None))

    def _crossing(self, way: Way, most: Fraction, plan: Choice) -> End:
        """Where a plan becomes better than today's, if it does on a part of a way."""
        behind, ahead = -self._ahead(way.start, plan), self._ahead(way.at(most), plan)
        if behind < 0:
            return End(Fraction(0), plan)
        if ahead <= 0:
            return End(most, None)
        return End(most * behind / (behind + ahead), plan)

    def _just_behind(self, way: Way, end: End) -> End:
        """The end with the plan that is best just behind it; so far it has one that is good there.

        The two differ only where more than two plans meet.
        """
        reach = end.part + (1 - end.part) / NEAR
        plan = end.plan or self.oracle.today
        while True:
            told = self.oracle.best(way.at(reach), plan)
            ahead = self._ahead(way.at(reach), told.choice) - self._ahead(way.at(reach), plan)
            if ahead <= 0 or not told.settled:
                return replace(end, plan=plan, proven=end.proven and told.settled)
            self.plans.append(told.choice)
            behind = -self._ahead(way.at(end.part), told.choice)
            if behind <= 0:
                return replace(end, plan=told.choice)
            reach = end.part + (reach - end.part) * behind / (behind + ahead)

    def _ahead(self, weights: Weights, plan: Choice) -> Fraction:
        """By how much a plan is better than today's."""
        linear = self.oracle.values.linear
        return linear.ahead(weights, plan.vector, self.oracle.today.vector)

    def _turned(self, plan: Choice) -> Swap:
        """What another plan changes."""
        mine, its = self.oracle.today.projects, plan.projects
        return Swap(tuple(sorted(its - mine)), tuple(sorted(mine - its)))

    # A weight on its way from 0 to 1, the others in proportion

    def intervals(self) -> Iterator[Interval]:
        """The interval of each weight in which today's plan stays the best."""
        values = self.oracle.values
        for criterion, weight in zip(values.criteria, values.today, strict=True):
            if weight < 1:
                yield self._interval(criterion, weight)
            else:
                yield Interval(criterion, weight, weight, weight, None, None, proven=True)

    def _interval(self, criterion: str, weight: Fraction) -> Interval:
        values, ends = self.oracle.values, []
        for last in (Fraction(0), Fraction(1)):
            way = Way(values.today, values.moved(criterion, last))
            ends.append(End(weight, None) if last == weight else self.end(way))
        below, above = ends
        return Interval(
            criterion=criterion,
            weight=weight,
            low=weight * (1 - below.part),
            high=weight + (1 - weight) * above.part,
            below=self._turned(below.plan) if below.plan else None,
            above=self._turned(above.plan) if above.plan else None,
            proven=below.proven and above.proven,
        )

    # Weight that one criterion gives to another

    def nearest(self) -> Shift | None:
        """The shift of the least weight that makes another plan the best.

        Known plans give a first one; all ways are then looked at no farther than that, and each
        shorter one makes them shorter.
        """
        ways = dict(self._shifts())
        known = {pair: self._known(way, WHOLE) for pair, (_, way) in ways.items()}
        first = min(
            (pair for pair, end in known.items() if end.plan),
            key=lambda pair: (ways[pair][0] * known[pair].part, pair),
            default=None,
        )
        found, proven = None, True
        for pair in sorted(ways, key=lambda pair: pair != first):
            has, way = ways[pair]
            end = self.end(way, min(WHOLE, found.amount / has) if found else WHOLE)
            proven &= end.proven
            if end.plan:
                found = Shift(*pair, end.part * has, self._turned(end.plan))
        return replace(found, proven=proven) if found else None

    def _shifts(self) -> Iterator[tuple[tuple[str, str], tuple[Fraction, Way]]]:
        """By (source, target) all the weight that the source has, and the way on which it goes."""
        values = self.oracle.values
        weights = dict(zip(values.criteria, values.today, strict=True))
        for source, target in permutations(values.criteria, 2):
            if has := weights[source]:
                yield (
                    (source, target),
                    (has, Way(values.today, values.shifted(source, target, has))),
                )

    @property
    def behind(self) -> Fraction:
        """What the best plan at today's weights is worth more than today's."""
        start = self.oracle.values.today
        told = self.oracle.best(start, self.oracle.today)
        return max(Fraction(0), self._ahead(start, told.choice))

    def radius(self, nearest: Shift | None) -> Fraction:
        """As long as less weight than that is moved, in whatever way, today's plan is the best."""
        least = min(weight for weight in self.oracle.values.today if weight)
        return min(least, nearest.amount) if nearest else least
