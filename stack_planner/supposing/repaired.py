"""The strategy with the limits raised that a repair names, so that a plan exists again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.conflicts import Sort
from stack_planner.records import REGION

if TYPE_CHECKING:
    from stack_planner.conflicts import Raise, Repair
    from stack_planner.records import Budget, Strategy


def repaired(strategy: Strategy, repair: Repair | None) -> Strategy | None:
    """The strategy with all limits as high as the repair asks.

    None where there is no repair, or where it gives up rules as well: which of them to give up is
    nobody's but those who made them.
    """
    if repair is None or repair.dropped:
        return None
    for more in repair.raised:
        strategy = _raised(strategy, more)
    return strategy


def _raised(strategy: Strategy, more: Raise) -> Strategy:
    """One limit raised: an allocation, or the amount of a payer's year."""
    rule = more.rule
    if rule.sort is Sort.ALLOCATION:
        return replace(
            strategy,
            programmes=tuple(
                replace(p, allocation=more.to) if p.code == rule.details["programme"] else p
                for p in strategy.programmes
            ),
        )
    if rule.payer == REGION:
        pool = tuple(_limited(budget, more) for budget in strategy.limits(REGION))
        return replace(strategy, pool=pool)
    budgets = tuple(_limited(budget, more) for budget in strategy.budgets)
    return replace(strategy, budgets=budgets)


def _limited(budget: Budget, more: Raise) -> Budget:
    rule = more.rule
    if (budget.orp, str(budget.year)) != (rule.payer, rule.details["year"]):
        return budget
    amounts = {rule.column: more.to}
    return replace(budget, **amounts)  # type: ignore[arg-type] # a column of whole amounts
