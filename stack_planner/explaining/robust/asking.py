"""A town's best choice at given weights, asked of the solver and then weighed exactly.

The solver sees values rounded to ``1 / FINE`` of a unit, so that a choice of n columns is off by
n / (2 · FINE) units at most, and it takes for equal what differs by 10⁻⁶ of what it sees as one.
What it finds is weighed without rounding; that nothing is better it proves up to ``margin`` units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.choose import MOST_CUTS, cut
from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.choosing.solve import Repeated, State
from stack_planner.explaining.lifting import lifted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stack_planner.choosing.model import Row
    from stack_planner.explaining.held import Held
    from stack_planner.explaining.valuing import Values, Vector, Weights

FINE = 1 << 12
UNIT = 100
"""Units of value that the solver sees as one."""

TOLERANCE = Fraction(UNIT, 10**6)
"""Units that the solver takes for nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the town: its columns, its projects, and what it is worth by criterion."""

    chosen: frozenset[int]
    projects: frozenset[str]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Told:
    """An answer; ``settled`` says it is proven that none is better by more than the margin."""

    choice: Choice
    settled: bool


@dataclass
class Oracle:
    """Answers for one town. ``solves`` counts the runs, ``cuts`` forbid what breaks a row."""

    values: Values
    solves: int = 0
    cuts: list[Row] = field(default_factory=list)

    @property
    def held(self) -> Held:
        """The town's problem."""
        return self.values.held

    @cached_property
    def today(self) -> Choice:
        """The town's part of the plan."""
        return self._choice(self.held.plan)

    @property
    def margin(self) -> Fraction:
        """The units by which something may be better than what is proven to be the best."""
        return Fraction(len(self._places), FINE) + TOLERANCE

    # The model: options that another one beats in everything are left out, at any weights.

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """The columns of the town's problem that are asked for."""
        _, beaten = drop_dominated(self.held.strategy, self.held.model)
        names = set(beaten) - {self.held.model.columns[i].name for i in self.held.plan}
        columns = enumerate(self.held.model.columns)
        return tuple(index for index, column in columns if column.name not in names)

    @cached_property
    def model(self) -> Model:
        """What is asked, in columns of its own."""
        dropped = set(range(len(self.held.model.columns))) - set(self._places)
        return self.held.model.without(dropped)

    @cached_property
    def _lifted(self) -> tuple[Model, tuple[int | None, ...]]:
        """The model with the projects' columns, and by column whose worth it has, if any."""
        model, moved = lifted(self.model, [1] * len(self._places))
        whose: list[int | None] = [
            place if weight else None for place, weight in zip(self._places, moved, strict=False)
        ]
        for row in model.rows[len(self.model.rows) :]:
            way = next(index for index, coefficient in row.terms if coefficient > 0)
            whose.append(self._places[way])
        return model, tuple(whose)

    @cached_property
    def _repeated(self) -> Repeated:
        model, _ = self._lifted
        whole = Model(model.columns, (*model.rows, *self.cuts))
        return Repeated(self.held.region.solver.within(), whole)

    # Asking

    def best(
        self, weights: Weights, start: Choice, wanted: Mapping[str, int] | None = None
    ) -> Told:
        """The best choice at weights, from a known one on; ``wanted`` projects weigh a unit more.

        A negative number makes a project weigh less. What is worth less than the known choice
        settles nothing.
        """
        seen, begun = self._seen(weights, wanted or {}), self._start(start)
        rows = self._lifted[0].rows
        for _ in range(MOST_CUTS + 1):
            self.solves += 1
            answer = self._repeated.maximise(seen, begun, UNIT * FINE)
            found = answer.chosen
            if found is None or sum(seen[i] for i in found) < sum(seen[i] for i in begun):
                break
            broken = [row for row in rows if not row.holds(found)]
            if not broken:
                return Told(self.own(found), answer.state is State.OPTIMAL)
            self._forbid(broken, found)
        return Told(start, settled=False)

    def _seen(self, weights: Weights, wanted: Mapping[str, int]) -> list[int]:
        """What the solver sees the columns to be worth."""
        worth = tuple(self.values.linear.columns_at(weights))
        seen = [0 if place is None else round(worth[place] * FINE) for place in self._lifted[1]]
        for index, place in enumerate(self._places):
            option = self.held.model.columns[place].option
            if option:
                seen[index] += wanted.get(option.project, 0) * FINE
        return seen

    def own(self, chosen: Iterable[int]) -> Choice:
        """A choice of the model, or of the lifted one, as one of the town."""
        return self._choice(self._places[i] for i in chosen if i < len(self._places))

    def _start(self, choice: Choice) -> frozenset[int]:
        """A choice as one of the lifted model."""
        model, _ = self._lifted
        own = {place for place, index in enumerate(self._places) if index in choice.chosen}
        done = set()
        for row in model.rows[len(self.model.rows) :]:
            ways = {index for index, coefficient in row.terms if coefficient > 0}
            if ways & own:
                done |= {index for index, _ in row.terms} - ways
        return frozenset(own | done)

    def _forbid(self, broken: Sequence[Row], chosen: frozenset[int]) -> None:
        self.cuts += [cut(row, chosen, len(self.cuts)) for row in broken]
        del self.__dict__["_repeated"]

    def _choice(self, columns: Iterable[int]) -> Choice:
        chosen = frozenset(columns)
        return Choice(chosen, self.held.projects(chosen), self.values.linear.vector(chosen))

    def nearest(self, weights: Weights, choice: Choice, corners: Sequence[Weights]) -> Choice:
        """Of the choices worth the same all over W that nearest to today's by projects.

        ``weights`` are some in W at which no other choice is as good; ``corners`` are those of W.
        """
        mine = self.today.projects
        if self._is_same(self.today, choice, corners):
            return self.today
        if len(mine ^ choice.projects) <= 1:
            return choice
        worths = tuple(self.values.linear.columns_at(weights))
        worth = {i: round(worths[place] * FINE) for i, place in enumerate(self._places)}
        least = sum(worth[i] for i, place in enumerate(self._places) if place in choice.chosen)
        row = make_row("worth", worth, Sense.AT_LEAST, least - len(worth))
        options = [column.option for column in self.model.columns]
        near = [(1 if o.project in mine else -1) if o else 0 for o in options]
        self.solves += 1
        model = Model(self.model.columns, (*self.model.rows, row))
        answer = self.held.region.solver.within().maximise(model, near)
        if answer.chosen is None or not model.keeps(answer.chosen):
            return choice
        found = self.own(answer.chosen)
        nearer = len(found.projects ^ mine) < len(choice.projects ^ mine)
        return found if nearer and self._is_same(found, choice, corners) else choice

    def _is_same(self, one: Choice, other: Choice, corners: Sequence[Weights]) -> bool:
        """Whether two choices are worth the same all over W."""
        return one.vector == other.vector or all(
            not self.values.linear.ahead(weights, one.vector, other.vector) for weights in corners
        )
