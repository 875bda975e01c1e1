"""The smallest change of one criterion's weight, the others in proportion, that admits a project.

On the way of a weight from 0 to 1 the value of every plan is a straight line, and the best value is
their upper envelope: convex, of few pieces. A project that is not in the best plan of a piece can
join a best one only where two pieces meet, or at the ends: inside of a piece the best value with it
is convex and lies below a straight line. So the envelope and its corners settle the question
for all projects at once. Values are unrounded here; what is found is an exact fraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.explaining.valuing import Values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from stack_planner.explaining.held import Held

FINE = 1 << 8
"""Parts of a unit that the solver sees; what it finds is weighed exactly afterwards."""

MOST_PIECES = 64


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion's weight, as a share of all, as it is and as it would have to be."""

    criterion: str
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """By how much it rises or falls."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Line:
    """The value of a plan while a weight moves: ``at_0`` where it is 0, ``at_1`` where it is 1."""

    at_0: Fraction
    at_1: Fraction

    def at(self, weight: Fraction) -> Fraction:
        """The value at a weight."""
        return self.at_0 + weight * (self.at_1 - self.at_0)

    def meets(self, other: Line) -> Fraction | None:
        """The weight strictly inside at which two lines cross."""
        ahead, behind = self.at_0 - other.at_0, other.at_1 - self.at_1
        return ahead / (ahead + behind) if ahead > 0 and behind > 0 else None


@dataclass(frozen=True)
class Path:
    """The weight of one criterion on its way from 0 to 1 in a town's problem."""

    values: Values
    criterion: str

    @property
    def held(self) -> Held:
        """The town's problem."""
        return self.values.held

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What each column is worth on the way, in unrounded units."""
        ways = (self.values.moved(self.criterion, Fraction(end)) for end in (0, 1))
        ends = map(self.values.linear.columns_at, ways)
        return tuple(Line(*both) for both in zip(*ends, strict=True))

    def line(self, chosen: Collection[int]) -> Line:
        """What a choice is worth on the way."""
        lines = [self.lines[index] for index in chosen]
        nothing = Fraction(0)
        return Line(
            sum((line.at_0 for line in lines), nothing), sum((line.at_1 for line in lines), nothing)
        )

    def best(self, weight: Fraction) -> frozenset[int] | None:
        """The best choice at a weight."""
        weights = [round(line.at(weight) * FINE) for line in self.lines]
        model = self.held.model
        plan = self.held.plan
        answer = self.held.region.solver.maximise(model, weights, start=plan, unit=100 * FINE)
        return self.held.answered(model, answer).chosen

    @cached_property
    def corners(self) -> Mapping[Fraction, tuple[Fraction, frozenset[str]]] | None:
        """Weights at which best plans meet: (the best value there, the projects of those known).

        None where an answer is missing.
        """
        first, last = self.best(Fraction(0)), self.best(Fraction(1))
        if first is None or last is None:
            return None
        pieces = self._pieces(first, last)
        if pieces is None:
            return None
        ends = [(Fraction(0), first), *pieces, (Fraction(1), last), *self._today()]
        found: dict[Fraction, tuple[Fraction, frozenset[str]]] = {}
        for weight, plan in ends:
            _, known = found.get(weight, (0, frozenset()))
            found[weight] = (self.line(plan).at(weight), known | self.held.projects(plan))
        return found

    def _today(self) -> Iterator[tuple[Fraction, frozenset[int]]]:
        """The weight as it is, where all paths meet: one of them is enough to ask there.

        Rounding may hide that a project is in a best plan already.
        """
        weights = self.held.region.scores.weights
        if self.criterion == next(code for code, weight in weights.items() if weight < 1):
            plan = self.best(weights[self.criterion])
            if plan is not None:
                yield weights[self.criterion], plan

    def _pieces(
        self, low: frozenset[int], high: frozenset[int]
    ) -> list[tuple[Fraction, frozenset[int]]] | None:
        """(weight, plan) of both sides of every corner between two best plans."""
        open_, found = [(low, high)], list[tuple[Fraction, frozenset[int]]]()
        while open_:
            left, right = open_.pop()
            weight = self.line(left).meets(self.line(right))
            if weight is None:
                continue
            plan = self.best(weight)
            if plan is None or len(found) > MOST_PIECES:
                return None
            if self.line(plan).at(weight) > self.line(left).at(weight):
                open_ += [(left, plan), (plan, right)]
            else:
                equal = self.line(plan).at(weight) == self.line(left).at(weight)
                found += [(weight, left), (weight, right), *([(weight, plan)] * equal)]
        return found

    def admitted(self, weight: Fraction, wanted: Collection[str]) -> Iterator[str]:
        """Which of some projects are in any best plan at a corner."""
        value, known = (self.corners or {})[weight]
        yield from known & set(wanted)
        left = set(wanted) - known
        while left:
            tried = self._another(weight, value, left)
            if not tried:
                return
            yield from (code for code in tried if self._is_best_with(weight, value, code))
            left -= tried

    def _another(self, weight: Fraction, value: Fraction, wanted: set[str]) -> frozenset[str]:
        """Some wanted projects of a plan that is as good but for what a solver may mistake."""
        columns = range(len(self.held.model.columns))
        worth = {index: round(self.lines[index].at(weight) * FINE) for index in columns}
        least = int(value * FINE) - len(worth)
        rows = (*self.held.model.rows, make_row("worth", worth, Sense.AT_LEAST, least))
        hits = [
            int(bool(column.option and column.option.project in wanted))
            for column in self.held.model.columns
        ]
        answer = self.held.region.solver.maximise(Model(self.held.model.columns, rows), hits)
        return self.held.projects(answer.chosen or ()) & wanted

    def _is_best_with(self, weight: Fraction, value: Fraction, project: str) -> bool:
        """Whether a best plan at a weight has a project, asked for that one alone."""
        rows = (*self.held.model.rows, self.held.asked(project, chosen=True))
        model = Model(self.held.model.columns, rows)
        weights = [round(line.at(weight) * FINE) for line in self.lines]
        answer = self.held.region.solver.maximise(model, weights, unit=100 * FINE)
        plan = self.held.answered(model, answer).chosen
        return plan is not None and self.line(plan).at(weight) >= value


def admitting(held: Held, projects: Sequence[str]) -> dict[str, Weighed | None] | None:
    """By project the smallest change of one weight that lets it into a best plan.

    None for one that no single weight lets in; nothing at all where an answer is missing. Of equal
    changes that of the first criterion counts.
    """
    scores, values = held.region.scores, Values(held)
    paths = [Path(values, code) for code, weight in scores.weights.items() if weight < 1]
    if any(path.corners is None for path in paths):
        return None
    found: dict[str, Weighed | None] = dict.fromkeys(projects)
    for place, weight in _steps(paths):
        path = paths[place]
        left = [project for project, known in found.items() if known is None]
        for project in path.admitted(weight, left):
            before = scores.weights[path.criterion]
            found[project] = Weighed(path.criterion, before, weight)
    return found


def _steps(paths: Sequence[Path]) -> list[tuple[int, Fraction]]:
    """(path, weight) of all corners, the smallest change first."""
    steps = (
        (abs(weight - path.held.region.scores.weights[path.criterion]), place, weight)
        for place, path in enumerate(paths)
        for weight in path.corners or ()
    )
    return [(place, weight) for _, place, weight in sorted(steps)]
