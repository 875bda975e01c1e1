"""Limits of money and staff by name, with the rows they say and the cells that relieve them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from stack_planner.conflicts import NamedRule, Sort
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.choosing.model import Row
    from stack_planner.records import Budget, Strategy

LIMITS = {"capex": Sort.CAPEX, "opex": Sort.OPEX}


@dataclass(frozen=True, slots=True)
class Ceiling:
    """An amount in a cell of which the share ``counts`` is free: all, or all but the reserve."""

    rule: NamedRule
    amount: int
    counts: Fraction = Fraction(1)

    def raised_for(self, more: int) -> int:
        """By how much the least the amount has to rise for so much more of it to count.

        Of an amount that is kept in reserve altogether, nothing ever counts.
        """
        if not more:
            return 0
        wanted = floor(self.amount * self.counts) + more
        return ceil(wanted / self.counts) - self.amount


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit by name, the row it says, and the ceilings that relieve the row, by years."""

    rule: NamedRule
    row: Row
    relief: tuple[Ceiling, ...]


def limited(strategy: Strategy, rows: Mapping[str, Sequence[Row]]) -> Iterator[Limited]:
    """Every limit that binds: budgets by payer, year and kind, pre-financing, staff, programmes."""
    for payer in (*(orp.code for orp in strategy.orps), REGION):
        for kind in LIMITS:
            yield from _budgets(strategy, payer, kind, rows)
        yield from _burden(strategy, payer, rows)
        for kind, sort in (("prefinancing", Sort.PREFINANCING), ("effort", Sort.EFFORT)):
            for budget in strategy.limits(payer):
                for row in rows.get(f"{kind}[{payer},{budget.year}]", ()):
                    ceiling = _ceiling(strategy, payer, budget, kind, sort)
                    yield Limited(ceiling.rule, row, (ceiling,))
    for programme in strategy.programmes:
        for row in rows.get(f"allocation[{programme.code}]", ()):
            rule = NamedRule(
                Sort.ALLOCATION,
                "allocation",
                REGION,
                programme.source,
                "allocation",
                {"programme": programme.code},
                row.undivided.bound,
            )
            yield Limited(rule, row, (Ceiling(rule, row.undivided.bound),))


def _budgets(
    strategy: Strategy, payer: str, kind: str, rows: Mapping[str, Sequence[Row]]
) -> Iterator[Limited]:
    """A row for each year; with carry-over all the years so far relieve it."""
    relief: tuple[Ceiling, ...] = ()
    carries = strategy.settings.carry_over and payer != REGION
    for budget in strategy.limits(payer):
        if getattr(budget, kind) is None:
            if carries:
                return
            continue
        this = _ceiling(strategy, payer, budget, kind, LIMITS[kind])
        relief = (*relief, this) if carries else (this,)
        for row in rows.get(f"{kind}[{payer},{budget.year}]", ()):
            yield Limited(_named(strategy, relief, row.undivided.bound), row, relief)


def _named(strategy: Strategy, relief: Sequence[Ceiling], bound: int) -> NamedRule:
    """The limit of a year, or of the years up to it together."""
    rule = relief[-1].rule
    details: dict[str, Any] = {**rule.details, "limit": sum(ceiling.amount for ceiling in relief)}
    wording = rule.wording
    if len(relief) > 1:
        details["first"] = str(strategy.settings.first_year)
        wording = f"{rule.wording}_carried"
    return NamedRule(rule.sort, wording, rule.payer, rule.source, rule.column, details, bound)


def _burden(strategy: Strategy, payer: str, rows: Mapping[str, Sequence[Row]]) -> Iterator[Limited]:
    """The year after the horizon, which the last running limit that is given relieves."""
    after = strategy.settings.last_year + 1
    given = [budget for budget in strategy.limits(payer) if budget.opex is not None]
    for row in rows.get(f"opex[{payer},{after}]", ()):
        ceiling = _ceiling(strategy, payer, given[-1], "opex", Sort.OPEX)
        details = {**ceiling.rule.details, "year": str(after), "of": str(given[-1].year)}
        rule = NamedRule(
            Sort.BURDEN,
            "burden",
            payer,
            ceiling.rule.source,
            "opex",
            details,
            row.undivided.bound,
        )
        yield Limited(rule, row, (ceiling,))


def _ceiling(strategy: Strategy, payer: str, budget: Budget, kind: str, sort: Sort) -> Ceiling:
    """What a budget's cell holds; own limits are free but for the reserve."""
    amount = getattr(budget, kind)
    reserve = strategy.settings.reserve if kind in LIMITS and payer != REGION else Fraction(0)
    details: dict[str, Any] = {"year": str(budget.year), "limit": amount}
    if payer != REGION:
        details["town"] = strategy.orp[payer].name
    if reserve:
        details["reserve"] = reserve
    rule = NamedRule(sort, kind, payer, budget.source, kind, details, floor(amount * (1 - reserve)))
    return Ceiling(rule, amount, 1 - reserve)
