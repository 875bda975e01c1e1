"""Outside money that draws a project level: the least by which its own cost would have to fall.

In each year and kind it covers at most the town's own part of the project, and relieves the town's
limit by as much; grants stay what they are. Where money is carried over, a crown serves the later
years too. The year after the horizon counts once: it stands for each of the years of operation.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Column, Model, Row, Sense
from stack_planner.choosing.rows import ceilings
from stack_planner.choosing.solve import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from stack_planner.choosing.rows import Ceiling
    from stack_planner.explaining.held import Held
    from stack_planner.results import Option

CZK_UNIT = 1_000
"""The solver counts money in this unit; afterwards it is counted exactly."""

Pot = tuple[str, int]
"""A kind of money and a year."""


@dataclass(frozen=True, slots=True)
class Given:
    """Money from outside in whole CZK by kind and year, and how the project is done with it."""

    amounts: tuple[tuple[str, int, int], ...]
    way: Option

    @property
    def total(self) -> int:
        """All of it."""
        return sum(amount for _, _, amount in self.amounts)


@dataclass(frozen=True)
class Purse:
    """A town's problem in which a project is in and may be paid by others."""

    held: Held
    project: str

    def least(self, value: int) -> tuple[Given | None, bool]:
        """(the least money with which the town reaches a value, whether that is settled)."""
        model = self.model(value)
        weights = [0] * len(self.held.model.columns) + [-1] * len(self.pots)
        answer = self.held.region.solver.maximise(model, weights)
        if answer.chosen is None:
            return None, answer.state is State.INFEASIBLE
        given = self.given(answer.chosen, value)
        return given, given is not None and answer.state is State.OPTIMAL

    def model(
        self, value: int, taken: Collection[str] = (), dropped: Collection[str] = ()
    ) -> Model:
        """The rows of the question; the last columns are amounts of money.

        What the project takes is not counted in the rows ``taken``; those ``dropped`` do not hold.
        """
        copies = self.held.copies.get(self.project, frozenset())
        rows = [
            replace(row, terms=tuple(t for t in row.terms if t[0] not in copies))
            if row.name in taken
            else row
            for row in (*self._unlimited, *self._limited)
            if row.name not in dropped
        ]
        rows += [self.held.asked(self.project, chosen=True), self.held.worth(value), *self._own]
        amounts = (Column("given", "", 0, upper=None, whole=False) for _ in self.pots)
        return Model((*self.held.model.columns, *amounts), tuple(rows))

    @cached_property
    def limits(self) -> tuple[Ceiling, ...]:
        """The town's limits of money."""
        held = self.held
        return tuple(ceilings(held.strategy, held.code, held.model.columns))

    @cached_property
    def pots(self) -> Mapping[Pot, int]:
        """The column of each amount."""
        first = len(self.held.model.columns)
        pots = sorted({(ceiling.kind, ceiling.year) for ceiling in self.limits})
        return {pot: first + place for place, pot in enumerate(pots)}

    @cached_property
    def _unlimited(self) -> tuple[Row, ...]:
        """The rows of anything but the town's money."""
        limits = {ceiling.name for ceiling in self.limits}
        return tuple(r for r in self.held.rows(self.project) if r.name not in limits)

    @cached_property
    def _limited(self) -> tuple[Row, ...]:
        """Limits that the money raises; rows with amounts are not divided."""

        def limited(limit: Ceiling) -> Row:
            given = ((self.pots[pot], -CZK_UNIT) for pot in self._serving(limit))
            terms = (*sorted(limit.terms.items()), *given)
            return Row(limit.name, terms, Sense.AT_MOST, limit.bound)

        return tuple(map(limited, self.limits))

    def _serving(self, limit: Ceiling) -> list[Pot]:
        """The amounts that relieve a limit: its year's, and earlier ones that are carried over."""
        settings = self.held.strategy.settings
        carried = settings.carry_over and limit.year in settings.horizon
        return [
            (kind, year)
            for kind, year in self.pots
            if kind == limit.kind and (year == limit.year or (carried and year < limit.year))
        ]

    @cached_property
    def _own(self) -> tuple[Row, ...]:
        """No more than the town's own part."""

        def own(pot: Pot, column: int) -> Row:
            parts = {
                index: -own_part(option, pot)
                for index in self.held.copies.get(self.project, ())
                if (option := self.held.model.columns[index].option)
            }
            terms = (*sorted(parts.items()), (column, CZK_UNIT))
            return Row(f"own[{pot}]", tuple(t for t in terms if t[1]), Sense.AT_MOST, 0)

        return tuple(own(pot, column) for pot, column in self.pots.items())

    def given(self, chosen: Iterable[int], value: int) -> Given | None:
        """What a choice takes, counted exactly; None where it keeps not every row."""
        own = frozenset(i for i in chosen if i < len(self.held.model.columns))
        kept = all(row.holds(own) for row in (*self._unlimited, self.held.worth(value)))
        way = self.held.way(self.project, own)
        if way is None or not kept:
            return None
        given = spread(self.limits, self._serving, own, way)
        if given is None:
            return None
        amounts = tuple((kind, year, n) for (kind, year), n in sorted(given.items()) if n)
        return Given(amounts, way)


def spread(
    limits: Sequence[Ceiling],
    serving: Callable[[Ceiling], list[Pot]],
    chosen: frozenset[int],
    way: Option,
) -> Mapping[Pot, int] | None:
    """The least money that keeps a choice within limits, as late as may be; None if none does.

    With carry-over each limit asks for a sum of the years so far, so that the least total is the
    greatest of these sums, however it is spread.
    """
    given: defaultdict[Pot, int] = defaultdict(int)
    for limit in limits:
        pots = serving(limit)
        short = limit.over(chosen) - sum(given[pot] for pot in pots)
        for pot in reversed(pots):
            more = min(max(0, short), own_part(way, pot) - given[pot])
            given[pot] += more
            short -= more
        if short > 0:
            return None
    return given


def own_part(option: Option, pot: Pot) -> int:
    """What stays on the town of an option in a year, of one kind of money; never below 0."""
    kind, year = pot
    flows = (f for f in option.flows if f.year == year and f.is_capex == (kind == "capex"))
    return max(0, sum(flow.own for flow in flows))
