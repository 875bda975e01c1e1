"""The complete curve of a town's best value over its budget, the rest of the region held.

A point is where the value rises: the least factor on the town's own limits at which it can be
reached. Between two points the best value is that of the lower one. Nothing is assumed of the form
of the curve: also points are found that no weighing of value against money would find.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.explaining.nested import Nested, nest
from stack_planner.explaining.scaling import Scaled, scaled
from stack_planner.explaining.sweeping import Step, Sweep
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.explaining.held import Held, Region

TODAY = Fraction(1)
TOP = Fraction(3, 2)
"""How far up a curve goes unless it is said."""


@dataclass(frozen=True, slots=True)
class Point:
    """The least factor at which a value is reached, and a plan that reaches it.

    Values are in units of 10⁻⁴ point; ``budget`` are all scaled limits together, in CZK.
    ``projects`` are those that the town decides on; of plans that are worth as much at this factor
    the one nearest to that of the next point towards today's. ``lacking`` is (kind, year, CZK) by
    which the plan exceeds today's limits. ``proven``: no plan is worth more up to the next point,
    and none as much at a smaller factor.
    """

    factor: Fraction
    budget: int
    value: int
    projects: tuple[str, ...]
    lacking: tuple[tuple[str, int, int], ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The factors from one on, up to but without another one, at which a project is in a plan.

    ``until`` is None at the upper end of the curve.
    """

    since: Fraction
    until: Fraction | None


@dataclass(frozen=True)
class Frontier:
    """The points of a town's curve, the smallest factor first, from 0 to ``top``.

    ``begins`` says it is proven that below the first point nothing is possible (or that this is
    0). ``plan`` are the projects of today's plan that the town decides on, ``value`` is what it is
    worth, ``served`` are the regional projects that serve the town whatever it pays. ``most`` is
    what the town reaches at any factor, however large; None where that is not proven.
    """

    orp: str
    top: Fraction
    points: tuple[Point, ...]
    begins: bool
    plan: tuple[str, ...]
    value: int
    budget: int
    served: tuple[str, ...]
    most: int | None
    nested: Nested

    @property
    def proven(self) -> bool:
        """Whether the whole curve is."""
        return self.begins and all(point.proven for point in self.points)

    def at(self, factor: Fraction) -> Point | None:
        """The point whose value is the best at a factor; None where nothing is possible."""
        return next((p for p in reversed(self.points) if p.factor <= factor), None)

    def below(self, factor: Fraction) -> Point | None:
        """The point whose value is the best just below a factor."""
        return next((p for p in reversed(self.points) if p.factor < factor), None)

    @property
    def next(self) -> Point | None:
        """The first point above today's limits."""
        return next((point for point in self.points if point.factor > TODAY), None)

    @property
    def strip(self) -> Mapping[str, tuple[Span, ...]]:
        """By project the factors at which the plans of the points have it."""
        spans: dict[str, list[Span]] = {}
        ends = [*(point.factor for point in self.points[1:]), None]
        for point, end in zip(self.points, ends, strict=True):
            for project in point.projects:
                mine = spans.setdefault(project, [])
                if mine and mine[-1].until == point.factor:
                    mine[-1] = replace(mine[-1], until=end)
                else:
                    mine.append(Span(point.factor, end))
        return {project: tuple(spans[project]) for project in sorted(spans)}

    @property
    def always(self) -> tuple[str, ...]:
        """The projects that the plans of all points have."""
        return tuple(
            project
            for project, spans in self.strip.items()
            if spans == (Span(self.points[0].factor, None),)
        )

    def leaves(self, project: str) -> bool:
        """Whether a project leaves the plan somewhere although there is more money."""
        return any(span.until is not None for span in self.strip.get(project, ()))

    def price(self, place: int) -> int | None:
        """The most that a step of the order loses against planning anew, while it holds.

        A step holds from its factor up to that of the one before, where planning anew is worth most
        just below it. None where the curve says nothing of it.
        """
        steps = self.nested.steps
        best = self.below(steps[place - 1].factor) if place else self.at(TODAY)
        return best.value - steps[place].value if best else None


def frontiers(
    region: Region, towns: Sequence[str] | None = None, top: Fraction = TOP
) -> tuple[Frontier, ...]:
    """Town by town the curve up to a factor, which is 1 at least.

    Towns are swept side by side; the answers are the same for any number of them.
    """
    codes = [orp.code for orp in region.strategy.orps] if towns is None else towns
    _ = region.held, region.count.mine
    made = region.solver.limits.side_by_side(lambda code: _frontier(region.town(code), top), codes)
    return tuple(made)


def _frontier(held: Held, top: Fraction) -> Frontier:
    problem = scaled(held)
    sweep = Sweep(problem)
    free = sweep.best([])
    swept = Sweep(problem).down(max(top, TODAY))
    steps = _nearest(problem, swept.steps[::-1])
    mine = held.region.count.mine
    served = (
        project
        for (project, town), option in mine.items()
        if town == held.code and option.payer == REGION
    )
    return Frontier(
        orp=held.code,
        top=max(top, TODAY),
        points=tuple(_point(problem, step) for step in steps),
        begins=swept.ends,
        plan=tuple(sorted(held.projects(held.plan))),
        value=held.value(held.plan),
        budget=problem.budget(TODAY),
        served=tuple(sorted(served)),
        most=free.value if free.chosen is not None and free.settled else None,
        nested=nest(problem),
    )


def _point(problem: Scaled, step: Step) -> Point:
    return Point(
        factor=step.factor,
        budget=problem.budget(step.factor),
        value=step.value,
        projects=tuple(sorted(problem.projects(step.chosen))),
        lacking=problem.lacking(step.chosen),
        proven=step.proven,
    )


def _nearest(problem: Scaled, steps: Sequence[Step]) -> list[Step]:
    """The steps with the plans nearest to today's, and from there each to that of its neighbour."""
    made = list(steps)
    below = sum(step.factor <= TODAY for step in made)
    for places in (range(below - 1, -1, -1), range(below, len(made))):
        known = problem.held.projects(problem.held.plan)
        if places.start == below and below:
            known = problem.projects(made[below - 1].chosen)
        for place in places:
            made[place] = _near(problem, made[place], known)
            known = problem.projects(made[place].chosen)
    return made


def _near(problem: Scaled, step: Step, known: frozenset[str]) -> Step:
    """The step with the plan of its value that differs in the fewest projects from known ones."""
    mine = problem.projects(step.chosen)
    if len(mine ^ known) <= 1 or not step.proven:
        return step
    columns = problem.model.columns
    worth = make_row(
        "worth",
        {i: c.weight for i, c in enumerate(columns)},
        Sense.AT_LEAST,
        problem.model.value(step.chosen),
    )
    rows = (*problem.model.rows, *problem.rows_at(step.factor), worth)
    weights = [
        (1 if column.option.project in known else -1) if column.option else 0 for column in columns
    ]
    answer = problem.held.region.solver.maximise(Model(columns, rows), weights, start=step.chosen)
    found = answer.chosen
    if found is None or not all(row.holds(found) for row in rows):
        return step
    nearer = len(problem.projects(found) ^ known) < len(mine ^ known)
    return replace(step, chosen=found) if nearer else step
