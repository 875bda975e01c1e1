"""Limits that look mistaken: in thousands, or of years that no plan reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Budget, Strategy

THOUSANDS = 200
"""So many times below the payer's highest year a limit is likely stated in thousands."""


def check_budgets(strategy: Strategy) -> Iterator[Problem]:
    """Limits in thousands beside others in crowns, and budgets of years outside the plan."""
    payers = {budget.orp for budget in strategy.budgets}
    for payer in sorted(payers):
        yield from _of(strategy, [each for each in strategy.budgets if each.orp == payer])
    yield from _of(strategy, strategy.pool)


def _of(strategy: Strategy, budgets: Iterable[Budget]) -> Iterator[Problem]:
    planned = [budget for budget in budgets if budget.year in strategy.settings.horizon]
    for budget in budgets:
        if budget not in planned:
            yield at(budget.source, "year", "budget_unused", budget.year, Severity.NOTICE)
    for field in ("capex", "opex", "prefinancing"):
        yield from _thousands(planned, field)


def _thousands(budgets: Iterable[Budget], field: str) -> Iterator[Problem]:
    limits = [(getattr(budget, field) or 0, budget) for budget in budgets]
    highest = max((limit for limit, _ in limits), default=0)
    for limit, budget in limits:
        if 0 < limit * THOUSANDS <= highest:
            severity = Severity.WARNING
            yield at(budget.source, field, "limit_too_low", limit, severity, meant=limit * 1_000)
