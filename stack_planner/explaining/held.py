"""A payer's own problem, the rest of the region's plan held, asked again and again.

Values of a town's are its own, in units of 10⁻⁴ point; the region's are in objective units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.keeping import kept_rows
from stack_planner.choosing.model import Model, Row, Sense, make_row
from stack_planner.choosing.rows import all_rows, make_model
from stack_planner.choosing.solve import Solver, State
from stack_planner.choosing.verify import Count
from stack_planner.decided import Matter
from stack_planner.records import REGION, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from stack_planner.choosing.solve import Answer, Limits
    from stack_planner.decided import Kept
    from stack_planner.records import Strategy
    from stack_planner.results import Option, Plan, Scores


@dataclass(frozen=True, slots=True)
class Best:
    """The best plan in which one payer alone decides otherwise, and its worth to the payer.

    In units of 10⁻⁴ point, maybe a part of one; ``proven`` says that none is better.
    """

    chosen: tuple[Option, ...]
    value: Fraction
    proven: bool


@dataclass(frozen=True)
class Region:
    """A plan of the whole region: all options there are, those chosen, and what officers decided.

    ``model`` holds the rows of everything, the decisions included.
    """

    strategy: Strategy
    scores: Scores
    options: tuple[Option, ...]
    chosen: tuple[Option, ...]
    solver: Solver
    kept: tuple[Kept, ...] = ()

    @cached_property
    def model(self) -> Model:
        """The rows of the whole region, each under its own name, those alike as well."""
        columns = make_model(self.strategy, self.scores, self.options).columns
        rows = (*all_rows(self.strategy, columns), *kept_rows(columns, self.kept))
        return Model(columns, tuple(row for row in rows if row.binds))

    @cached_property
    def held(self) -> frozenset[int]:
        """The columns of the plan."""
        return self.model.completed({option.key for option in self.chosen})

    @cached_property
    def count(self) -> Count:
        """The plan as it is counted without any row."""
        return Count(self.strategy, self.scores, self.chosen)

    def town(self, code: str) -> Held:
        """The own problem of a town."""
        small, _ = self.model.restricted(code, self.held)
        multiplier = self.scores.multipliers[code] or 1
        columns = tuple(
            replace(c, weight=c.option.value if c.option else c.weight // multiplier)
            for c in small.columns
        )
        return Held(self, code, Model(columns, tuple(row for row in small.rows if row.binds)))

    def own(self, payer: str) -> Held:
        """The own problem of a town, or the region's.

        The region's is what it runs, who joins, and whatever towns decide to which a grant is
        denied.
        """
        if payer != REGION:
            return self.town(payer)
        small, _ = self.model.held(self._regional, self.held)
        binding = tuple(row for row in small.rows if row.binds)
        return Held(self, REGION, Model(small.columns, binding))

    def best(self, payer: str) -> Best | None:
        """The best plan with the rest held; None where there is none, or none was found."""
        own = self.own(payer)
        found = own.nearest(own.model.rows)
        if found.chosen is None:
            return None
        other = replace(self, chosen=own.whole(found.chosen))
        keeps = all(decision.holds(other.chosen) for decision in self.kept)
        if any(other.count.breaches()) or not keeps:
            return None
        return Best(other.chosen, other.value(payer), found.settled)

    def value(self, payer: str) -> Fraction:
        """What the plan is worth to a town, or to the whole region, in units of 10⁻⁴ point."""
        if payer == REGION:
            return Fraction(self.count.total_value(), self.scores.denominator)
        return Fraction(self.count.town_value(payer))

    @property
    def _regional(self) -> set[int]:
        """The columns that the region decides on, and the synergies that it brings or ends."""
        columns = self.model.columns
        denied = {kept.payer for kept in self.kept if kept.matter is Matter.GRANT}
        joint = {p.code for p in self.strategy.projects if p.scope is Scope.JOINT}
        free = {i for i, c in enumerate(columns) if c.block in {REGION, *denied}}
        free |= {i for i, c in enumerate(columns) if c.option and c.option.project in joint}
        return free | self.model.following(free)


def region_of(plan: Plan, limits: Limits) -> Region:
    """The region with a plan just made; questions about it are answered to the last unit."""
    choice, solver = plan.choice, Solver(replace(limits, gap=None))
    return Region(plan.strategy, plan.scores, choice.options, choice.chosen, solver, plan.kept)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer of the town's problem: columns chosen and their worth; None where there is none.

    ``settled`` says that it is proven: none is better, or there is none at all.
    """

    chosen: frozenset[int] | None
    value: int
    settled: bool


@dataclass(frozen=True)
class Held:
    """The problem of one payer: ``model`` has its columns, weighed by their worth to a town."""

    region: Region
    code: str
    model: Model

    @property
    def strategy(self) -> Strategy:
        """The strategy of the region."""
        return self.region.strategy

    @cached_property
    def plan(self) -> frozenset[int]:
        """The columns of the town's part of the plan."""
        names = {self.region.model.columns[i].name for i in self.region.held}
        return frozenset(i for i, column in enumerate(self.model.columns) if column.name in names)

    @cached_property
    def _served(self) -> int:
        """What the town has that it does not decide on: regional projects, synergies with them."""
        count = self.region.count
        whole = count.total_value() if self.code == REGION else count.town_value(self.code)
        return whole - self.model.value(self.plan)

    def value(self, chosen: Iterable[int]) -> int:
        """What a choice of the town is worth to it, together with what serves it."""
        return self.model.value(chosen) + self._served

    @cached_property
    def copies(self) -> Mapping[str, frozenset[int]]:
        """The town's options by project."""
        found: dict[str, set[int]] = {}
        for index, column in enumerate(self.model.columns):
            if column.option:
                found.setdefault(column.option.project, set()).add(index)
        return {project: frozenset(options) for project, options in found.items()}

    @cached_property
    def decided(self) -> tuple[str, ...]:
        """The projects that the town decides on: of joint ones only those that run, as they run."""
        runs = {o.project: o.run for o in self.region.chosen if o.payer == REGION}
        return tuple(
            project
            for project, places in sorted(self.copies.items())
            if self.strategy.project[project].scope is Scope.ORP
            or any(self._run(place) == runs.get(project) for place in places)
        )

    def _run(self, place: int) -> tuple[str, int, str | None] | None:
        option = self.model.columns[place].option
        return option.run if option else None

    def whole(self, chosen: Iterable[int]) -> tuple[Option, ...]:
        """The region's plan with another choice of the payer."""
        mine = {column.name for column in self.model.columns}
        others = (option for option in self.region.chosen if option.key not in mine)
        return (*others, *self.model.options(chosen))

    def projects(self, chosen: Iterable[int]) -> frozenset[str]:
        """The projects of a choice that the town decides on."""
        columns = (self.model.columns[index] for index in chosen)
        return frozenset(column.option.project for column in columns if column.option)

    def way(self, project: str, chosen: Collection[int]) -> Option | None:
        """How a choice does a project."""
        places = (i for i in self.copies.get(project, ()) if i in chosen)
        return next((self.model.columns[i].option for i in places), None)

    # Rows

    def asked(self, project: str, *, chosen: bool) -> Row:
        """The row by which a project is in, or is not."""
        terms = dict.fromkeys(self.copies.get(project, ()), 1)
        return make_row(f"asked[{project}]", terms, Sense.EQUAL, int(chosen))

    def worth(self, value: int) -> Row:
        """The row that asks for a value of the town at least."""
        terms = {index: column.weight for index, column in enumerate(self.model.columns)}
        return make_row("worth", terms, Sense.AT_LEAST, value - self._served)

    def rows(self, project: str = "") -> Iterator[Row]:
        """The rows, but for what forces a decision on a project; it is still done in one way."""
        for row in self.model.rows:
            if row.name == f"must[{project},{self.code}]":
                yield replace(row, sense=Sense.AT_MOST)
            elif not row.name.startswith(f"kept[{project},{self.code},"):
                yield row

    def rows_without(self, names: frozenset[str]) -> Iterator[Row]:
        """The rows but for some; of a demand it is left that the project is done in one way."""
        for row in self.model.rows:
            if row.name not in names:
                yield row
            elif row.name.startswith("must["):
                yield replace(row, sense=Sense.AT_MOST)

    def is_forced(self, project: str) -> bool:
        """Whether the law, the town or an officer has decided on a project already."""
        decided = (f"must[{project},{self.code}]", f"kept[{project},{self.code},")
        return any(row.name.startswith(decided) for row in self.model.rows)

    @property
    def has_losses(self) -> bool:
        """Whether anything in the town can be worth less than nothing."""
        return any(column.weight < 0 for column in self.model.columns)

    # Asking

    @cached_property
    def best(self) -> Found:
        """The best choice; the plan's own wherever none is better."""
        found = self.nearest(self.model.rows)
        if found.chosen is None or found.value <= self.value(self.plan):
            return Found(self.plan, self.value(self.plan), found.settled)
        return found

    def nearest(self, rows: Iterable[Row]) -> Found:
        """The best choice under some rows; of equal ones that nearest to the plan by projects."""
        model = Model(self.model.columns, tuple(rows))
        copies = {(c.option.project, c.block) for c in model.columns if c.option}
        mine, most = self.projects(self.plan), len(copies) + 1
        weights = [column.weight * most for column in model.columns]
        for index, column in enumerate(model.columns):
            if column.option:
                weights[index] += 1 if column.option.project in mine else -1
        return self.answered(model, self.region.solver.maximise(model, weights, unit=100 * most))

    def answered(self, model: Model, answer: Answer) -> Found:
        """An answer counted in integers: one that breaks a row settles nothing."""
        if answer.chosen is None:
            return Found(None, 0, answer.state is State.INFEASIBLE)
        own = frozenset(i for i in answer.chosen if i < len(self.model.columns))
        if not all(row.holds(answer.chosen) for row in model.rows):
            return Found(None, 0, settled=False)
        return Found(own, self.value(own), answer.state is State.OPTIMAL)

    def differs(
        self, chosen: Iterable[int], project: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(given up, taken besides) of a choice against the plan, a project itself left out."""
        mine, its = self.projects(self.plan), self.projects(chosen)
        return tuple(sorted(mine - its - {project})), tuple(sorted(its - mine - {project}))
