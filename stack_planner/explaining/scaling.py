"""A town's problem with its own limits of money scaled by a factor.

A factor f makes of a limit L the limit floor(f · L) before the reserve is taken off, as if another
budget had been approved. What is carried over adds up scaled limits, and the burden after the
horizon is held against the last scaled limit of running expenditure. Limits that are zero or not
given, person-days and ceilings of pre-financing stay as they are, and so does what is not the
town's: the region's pool and allocations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Model, Row, Sense, make_row
from stack_planner.choosing.rows import ceilings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stack_planner.choosing.rows import Ceiling
    from stack_planner.explaining.held import Held
    from stack_planner.records import Strategy

SHARES = 1_000
"""Parts of a whole limit in which its use is weighed."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What may be used of the limits of some years, as it grows with a factor.

    ``given`` are the limits, in CZK, ``usable`` the share of them that is no reserve; ``terms`` is
    what each column takes.
    """

    name: str
    kind: str
    year: int
    terms: Mapping[int, int]
    given: tuple[int, ...]
    usable: Fraction

    def at(self, factor: Fraction) -> int:
        """What may be used at a factor."""
        top, bottom = factor.as_integer_ratio()
        return sum(int(top * limit // bottom * self.usable) for limit in self.given)

    def below(self, factor: Fraction) -> int:
        """What may be used at any factor that is smaller by next to nothing."""
        top, bottom = factor.as_integer_ratio()
        wholes = (-(-top * limit // bottom) - 1 for limit in self.given if limit)
        return sum(int(whole * self.usable) for whole in wholes)

    def used(self, chosen: Iterable[int]) -> int:
        """What a choice uses of it."""
        return sum(self.terms.get(column, 0) for column in chosen)

    def least(self, used: int) -> Fraction:
        """The least factor at which so much may be used.

        The amount only grows where one of the scaled limits becomes a whole crown more.
        """
        if used <= 0:
            return Fraction(0)
        return min(self._least_by(limit, used) for limit in self.given if limit)

    def _least_by(self, limit: int, used: int) -> Fraction:
        """The least factor that makes one of the limits whole and is large enough."""
        low = int(used / self.usable / sum(self.given) * limit)
        high = low + 1
        while self.at(Fraction(high, limit)) < used:
            high += high - low
        steps = range(low, high + 1)
        found = bisect_left(steps, used, key=lambda step: self.at(Fraction(step, limit)))
        return Fraction(steps[found], limit)


@dataclass(frozen=True)
class Scaled:
    """A town's problem: ``model`` without its own money, and the limits of that money."""

    held: Held
    model: Model
    limits: tuple[Limit, ...]

    def within(self, projects: Collection[str]) -> Scaled:
        """The problem of a town that knows no other projects."""
        left = {i for i, c in enumerate(self.model.columns) if c.option}
        left = {i for i in left if self._project(i) not in projects}
        return _scaled(self.held, self.model.without(left))

    def projects(self, chosen: Iterable[int]) -> frozenset[str]:
        """The projects of a choice that the town decides on."""
        return frozenset(filter(None, map(self._project, chosen)))

    def _project(self, index: int) -> str:
        option = self.model.columns[index].option
        return option.project if option else ""

    def value(self, chosen: Collection[int]) -> int:
        """What a choice is worth to the town, together with what serves it."""
        return self.model.value(chosen) + self._served

    @cached_property
    def _served(self) -> int:
        return self.held.value(self.held.plan) - self.held.model.value(self.held.plan)

    @cached_property
    def plan(self) -> frozenset[int] | None:
        """The columns of the town's part of the plan; None where one of them is not here."""
        names = {self.held.model.columns[i].name for i in self.held.plan}
        found = frozenset(i for i, c in enumerate(self.model.columns) if c.name in names)
        return found if len(found) == len(names) else None

    def least(self, chosen: Collection[int]) -> Fraction:
        """The least factor at which a choice keeps the limits."""
        factors = (limit.least(limit.used(chosen)) for limit in self.limits)
        return max(factors, default=Fraction(0))

    def budget(self, factor: Fraction) -> int:
        """All scaled limits of the years together, in CZK."""
        return sum(int(factor * limit) for limit in own_limits(self.held.strategy, self.held.code))

    def rows_at(self, factor: Fraction) -> list[Row]:
        """The rows of the limits at a factor."""
        return [self._row(limit, limit.at(factor)) for limit in self.limits]

    def rows_below(self, factor: Fraction) -> list[Row]:
        """The rows of the limits at any factor that is smaller by next to nothing."""
        return [self._row(limit, limit.below(factor)) for limit in self.limits]

    @staticmethod
    def _row(limit: Limit, bound: int) -> Row:
        return make_row(limit.name, limit.terms, Sense.AT_MOST, bound)

    @cached_property
    def strains(self) -> tuple[int, ...]:
        """What each column uses of all limits together, in ``SHARES`` of the whole limits."""
        strains = [0] * len(self.model.columns)
        for limit in self.limits:
            for index, amount in limit.terms.items():
                strains[index] += SHARES * amount // max(1, limit.at(Fraction(1)))
        return tuple(strains)

    @cached_property
    def spread(self) -> tuple[int, int]:
        """(one more than strains of two choices can differ by, the most that a choice can have)."""
        copies: defaultdict[str, list[int]] = defaultdict(lambda: [0])
        for index, strain in enumerate(self.strains):
            copies[self._project(index)].append(strain)
        highest = sum(map(max, copies.values()))
        return highest - sum(map(min, copies.values())) + 1, highest

    def lacking(self, chosen: Collection[int]) -> tuple[tuple[str, int, int], ...]:
        """(kind, year, CZK) that a choice lacks in today's limits; what is carried counts once."""
        carries = self.held.strategy.settings.carry_over
        horizon = self.held.strategy.settings.horizon
        lacking, so_far = [], {"capex": 0, "opex": 0}
        for limit in self.limits:
            carried = carries and limit.year in horizon
            over = limit.used(chosen) - limit.at(Fraction(1))
            short = over - so_far[limit.kind] if carried else over
            if short > 0:
                lacking.append((limit.kind, limit.year, short))
                so_far[limit.kind] += short
        return tuple(lacking)


def scaled(held: Held) -> Scaled:
    """The problem of a town whose own limits may be scaled.

    Options that another one beats in everything are left out, but for those of the plan; that holds
    at any factor.
    """
    columns = held.model.columns
    money = {ceiling.name: ceiling for ceiling in _ceilings(held, Model(columns, ()))}
    others = tuple(row for row in held.model.rows if row.name not in money)
    whole = Model(columns, (*others, *(ceiling.row for ceiling in money.values())))
    chosen = {columns[i].name for i in held.plan}
    _, beaten = drop_dominated(held.strategy, whole, chosen)
    dropped = {i for i, column in enumerate(columns) if column.name in beaten}
    return _scaled(held, Model(columns, others).without(dropped))


def _scaled(held: Held, model: Model) -> Scaled:
    """The problem with the limits that grow; rows of those that do not are the model's."""
    limits, rows = [], list(model.rows)
    for ceiling in _ceilings(held, model):
        given = _given(held.strategy, held.code, ceiling)
        usable = 1 - held.strategy.settings.reserve
        if usable and any(given):
            terms = {index: amount for index, amount in ceiling.terms.items() if amount}
            where = (ceiling.name, ceiling.kind, ceiling.year)
            limits.append(Limit(*where, terms, given, usable))
        elif ceiling.row.binds:
            rows.append(ceiling.row)
    return Scaled(held, Model(model.columns, tuple(rows)), tuple(limits))


def _ceilings(held: Held, model: Model) -> list[Ceiling]:
    return list(ceilings(held.strategy, held.code, model.columns))


def _given(strategy: Strategy, payer: str, ceiling: Ceiling) -> tuple[int, ...]:
    """The limits that a ceiling is made of, as they were given."""
    budgets = strategy.limits(payer)
    if ceiling.year not in strategy.settings.horizon:
        last = [budget.opex for budget in budgets if budget.opex is not None]
        return (last[-1],)
    carries = strategy.settings.carry_over
    limits = ((budget.year, getattr(budget, ceiling.kind)) for budget in budgets)
    return tuple(
        limit or 0
        for year, limit in limits
        if year == ceiling.year or (carries and year < ceiling.year)
    )


def own_limits(strategy: Strategy, payer: str) -> tuple[int, ...]:
    """The limits of a town's own money that are given, of all years and both kinds."""
    amounts = ((budget.capex, budget.opex) for budget in strategy.limits(payer))
    return tuple(amount for pair in amounts for amount in pair if amount is not None)
