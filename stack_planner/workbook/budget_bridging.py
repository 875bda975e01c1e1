"""Rows of grants that are spent and not yet there: who owes them, and what must bridge the time.

Grants spent within the limits are paid from them until they arrive. Those under a ceiling stand
outside the limits: what of them is more than the year's limits leave must come from a reserve or
from a loan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Formula, sum_where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Value


def _owed(name: str) -> Callable[[BudgetTable, str, int], Value]:
    """Grants of one kind spent and not yet received at the year's end."""

    def owed(table: BudgetTable, _: str, year: int) -> Value:
        options, total = table.options, table.account.ledger.total
        money = f"({options.span(f'{name}_grant')}-{options.span(f'{name}_received')})"
        where = f"{options.span('year')}<={table.year_cell(year)}"
        value = total(f"{name}_grant", lambda line: line.year <= year)
        value -= total(f"{name}_received", lambda line: line.year <= year)
        return Formula(sum_where(f"{options.span('chosen')}*{money}", where), value)

    return owed


def _outside(table: BudgetTable, _: str, year: int) -> Value:
    """Grants spent outside the limits and not yet received."""
    plus = ("capex.bridged", "opex.bridged", "capex.returned", "opex.returned")
    value = sum(table.number(key, year) for key in plus) - table.number("bridge.received", year)
    text = "+".join(table.cell(key, year) for key in plus)
    text += f"-{table.cell('bridge.received', year)}"
    if year > table.horizon[0]:
        value += table.number("bridge.outside", year - 1)
        return Formula(f"={table.cell('bridge.outside', year - 1)}+{text}", value)
    before = _before(table)
    return Formula(f"={before.text}+{text}", value + int(before.value))


def _before(table: BudgetTable) -> Formula:
    """What running projects have spent before the horizon, as its first year treats grants."""
    options, total, first = table.options, table.account.ledger.total, table.horizon[0]
    names = {"capex_grant": 1, "opex_grant": 1, "capex_received": -1, "opex_received": -1}
    terms = "".join(f"{'+' if sign > 0 else '-'}{options.span(n)}" for n, sign in names.items())
    where = f"{options.span('year')}<{table.year_cell(first)}"
    text = sum_where(f"{options.span('chosen')}*({terms.removeprefix('+')})", where)
    value = sum(sign * total(n, lambda line: line.year < first) for n, sign in names.items())
    none = table.account.words("budget.no_ceiling")
    bridged = table.limit_of(first).bridges
    ceiling = table.cell("bridge.ceiling", first)
    return Formula(f'IF({ceiling}="{none}",0,{text[1:]})', value if bridged else 0)


def _free(table: BudgetTable, _: str, year: int) -> Value:
    """What the year's limits leave, both together; words where one of them is without limit."""
    keys = ("capex.left", "opex.left")
    cells = [table.cell(key, year) for key in keys]
    limited = all(isinstance(table.shown(key, year), int) for key in keys)
    unlimited = table.account.words("budget.unlimited")
    numbers = ",".join(f"ISNUMBER({cell})" for cell in cells)
    text = "+".join(f"MAX(0,{cell})" for cell in cells)
    value = sum(max(0, table.number(key, year)) for key in keys)
    return Formula(f'=IF(AND({numbers}),{text},"{unlimited}")', value if limited else unlimited)


def _need(table: BudgetTable, _: str, year: int) -> Value:
    outside, free = (table.cell(f"bridge.{part}", year) for part in ("outside", "free"))
    limited = isinstance(table.shown("bridge.free", year), int)
    lacking = table.number("bridge.outside", year) - table.number("bridge.free", year)
    text = f"=IF(ISNUMBER({free}),MAX(0,{outside}-{free}),0)"
    return Formula(text, max(0, lacking) if limited else 0)


BRIDGING: Mapping[str, Callable[[BudgetTable, str, int], Value]] = {
    "owed_capex": _owed("capex"),
    "owed_opex": _owed("opex"),
    "outside": _outside,
    "free": _free,
    "need": _need,
}
