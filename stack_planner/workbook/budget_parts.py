"""The formulas of the budget's rows: each part of a block for one year, with its value."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from stack_planner.workbook.budget_bridging import BRIDGING
from stack_planner.workbook.budget_rest import BREAKDOWN, REST
from stack_planner.workbook.grid import Formula, address, sum_where
from stack_planner.workbook.ledger import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.ledger import Line


def _total(table: BudgetTable, block: str, year: int) -> Value:
    return table.sum(block, year)


def _projects(table: BudgetTable, block: str, year: int) -> Value:
    return table.sum(block, year, Entry.PROJECT)


def _shares(table: BudgetTable, block: str, year: int) -> Value:
    return table.sum(block, year, Entry.SHARE)


def _grants(table: BudgetTable, block: str, year: int) -> Value:
    return table.sum(block, year, Entry.GRANT)


def _grant(table: BudgetTable, block: str, year: int) -> Value:
    return table.sum(f"{block}_grant", year)


def _region(table: BudgetTable, _: str, year: int) -> Value:
    return table.sum("region", year)


def _others(table: BudgetTable, _: str, year: int) -> Value:
    return table.sum("others", year)


def _less(table: BudgetTable, block: str, year: int, parts: tuple[str, ...]) -> Formula:
    """The total less those of the parts that the sheet has."""
    keys = [f"{block}.{part}" for part in parts if f"{block}.{part}" in table.rows]
    text = f"={table.cell(f'{block}.total', year)}"
    text += "".join(f"-{table.cell(key, year)}" for key in keys)
    whole = table.number(f"{block}.total", year)
    return Formula(text, whole - sum(table.number(key, year) for key in keys))


def _own(table: BudgetTable, block: str, year: int) -> Value:
    return _less(table, block, year, ("grant", "region", "others"))


def _used(table: BudgetTable, block: str, year: int) -> Value:
    """What a year takes from its limit; after the horizon the whole burden does."""
    if year == table.after:
        return Formula(f"={table.cell('opex.total', year)}", table.number("opex.total", year))
    return _less(table, block, year, ("region", "others", "bridged", "returned"))


def _limit(table: BudgetTable, block: str, year: int) -> Value:
    """The limit given; after the horizon the last running limit that is a number."""
    unlimited = table.account.words("budget.unlimited")
    if year < table.after:
        limit = getattr(table.limit_of(year), block)
        return unlimited if limit is None else int(limit)
    given = [y for y in table.horizon if table.limit_of(y).opex is not None]
    if not given:
        return unlimited
    return Formula(f"={table.cell('opex.limit', given[-1])}", table.number("opex.limit", given[-1]))


def _reserve(table: BudgetTable, block: str, year: int) -> Value:
    """The kept part of a limit, whole crowns rounded up."""
    limit = table.cell(f"{block}.limit", year)
    share = address(table.rows[f"{block}.reserve"], table.notes, "column")
    kept = ceil(Fraction(table.number(f"{block}.limit", year)) * table.account.settings.reserve)
    return Formula(f"=IF(ISNUMBER({limit}),ROUNDUP(ROUND({limit}*{share},6),0),0)", kept)


def _carried(table: BudgetTable, block: str, year: int) -> Value:
    """What the year before left: a number, or the words that it had no limit."""
    if year in {table.horizon[0], table.after}:
        return 0
    before = table.shown(f"{block}.left", year - 1)
    text = f"={table.cell(f'{block}.left', year - 1)}"
    return Formula(
        text, before if isinstance(before, str) else table.number(f"{block}.left", year - 1)
    )


def _usable(table: BudgetTable, block: str, year: int) -> Value:
    limit = table.cell(f"{block}.limit", year)
    terms = {"reserve": "-", "carried": "+"}
    given = {part: sign for part, sign in terms.items() if f"{block}.{part}" in table.rows}
    text = "".join(f"{sign}{table.cell(f'{block}.{part}', year)}" for part, sign in given.items())
    value = table.number(f"{block}.limit", year)
    value -= table.number(f"{block}.reserve", year)
    value += table.number(f"{block}.carried", year)
    keys = [f"{block}.{part}" for part in ("limit", "carried") if f"{block}.{part}" in table.rows]
    numbers = ",".join(f"ISNUMBER({table.cell(key, year)})" for key in keys)
    unlimited = table.account.words("budget.unlimited")
    limited = all(isinstance(table.shown(key, year), int | float) for key in keys)
    return Formula(
        f'=IF(AND({numbers}),{limit}{text},"{unlimited}")', value if limited else unlimited
    )


def _left(table: BudgetTable, block: str, year: int) -> Value:
    usable, used = table.cell(f"{block}.usable", year), table.cell(f"{block}.used", year)
    value = table.number(f"{block}.usable", year) - table.number(f"{block}.used", year)
    return _if_limited(table, f"{block}.usable", year, f"{usable}-{used}", value)


def _if_limited(table: BudgetTable, key: str, year: int, text: str, value: int) -> Formula:
    """A number where another cell holds one, else the same words as there."""
    cell, shown = table.cell(key, year), table.shown(key, year)
    limited = isinstance(shown, int | float)
    return Formula(f"=IF(ISNUMBER({cell}),{text},{cell})", value if limited else str(shown))


def _bridged(table: BudgetTable, block: str, year: int) -> Value:
    """Grants that the ceiling lets out of the limit."""
    if year == table.after:
        return None
    none = table.account.words("budget.no_ceiling")
    ceiling, grant = table.cell("bridge.ceiling", year), table.cell(f"{block}.grant", year)
    bridged = table.limit_of(year).bridges
    value = table.number(f"{block}.grant", year) if bridged else 0
    return Formula(f'=IF({ceiling}="{none}",0,{grant})', value)


def _returned(table: BudgetTable, block: str, year: int) -> Value:
    return None if year == table.after else table.sum(f"{block}_returned", year)


def _both(table: BudgetTable, name: str, where: str, belongs: Callable[[Line], bool]) -> Formula:
    """Grants of both kinds of money over the chosen lines that fulfil a condition."""
    options, parts = table.options, (f"capex_{name}", f"opex_{name}")
    terms = "+".join(options.span(part) for part in parts)
    text = sum_where(f"{options.span('chosen')}*({terms})", f"{options.span('year')}{where}")
    return Formula(text, sum(table.account.ledger.total(part, belongs) for part in parts))


def _spent(table: BudgetTable, _: str, year: int) -> Value:
    return _both(table, "grant", f"={table.year_cell(year)}", lambda line: line.year == year)


def _received(table: BudgetTable, _: str, year: int) -> Value:
    """What arrives in a year; in the last column, whatever arrives after the horizon."""
    if year == table.after:
        where = f">={table.year_cell(year)}"
        return _both(table, "received", where, lambda line: line.year >= year)
    return _both(table, "received", f"={table.year_cell(year)}", lambda line: line.year == year)


def _state(table: BudgetTable, _: str, year: int) -> Value:
    """Grants spent and not yet received at the year's end, those of running projects too."""
    where = f"<={table.year_cell(year)}"
    spent = _both(table, "grant", where, lambda line: line.year <= year)
    received = _both(table, "received", where, lambda line: line.year <= year)
    text = f"{spent.text}-{received.text.removeprefix('=')}"
    return Formula(text, int(spent.value) - int(received.value))


def _ceiling(table: BudgetTable, _: str, year: int) -> Value:
    budget = table.limit_of(year)
    if not budget.bridges:
        return table.account.words("budget.no_ceiling")
    if budget.prefinancing is None:
        return table.account.words("budget.unlimited")
    return budget.prefinancing


def _room(table: BudgetTable, _: str, year: int) -> Value:
    ceiling, state = table.cell("bridge.ceiling", year), table.cell("bridge.state", year)
    value = table.number("bridge.ceiling", year) - table.number("bridge.state", year)
    return _if_limited(table, "bridge.ceiling", year, f"{ceiling}-{state}", value)


def _needed(table: BudgetTable, _: str, year: int) -> Value:
    return table.sum("effort", year)


def _capacity(table: BudgetTable, _: str, year: int) -> Value:
    effort = table.limit_of(year).effort
    return table.account.words("budget.unlimited") if effort is None else effort


def _spare(table: BudgetTable, _: str, year: int) -> Value:
    capacity, needed = table.cell("staff.capacity", year), table.cell("staff.needed", year)
    value = table.number("staff.capacity", year) - table.number("staff.needed", year)
    return _if_limited(table, "staff.capacity", year, f"{capacity}-{needed}", value)


PARTS: Mapping[str, Callable[[BudgetTable, str, int], Value]] = {
    "total": _total,
    "projects": _projects,
    "shares": _shares,
    "grants": _grants,
    "grant": _grant,
    "region": _region,
    "others": _others,
    "own": _own,
    "limit": _limit,
    "reserve": _reserve,
    "carried": _carried,
    "usable": _usable,
    "bridged": _bridged,
    "returned": _returned,
    "used": _used,
    "left": _left,
    "spent": _spent,
    "received": _received,
    "state": _state,
    "ceiling": _ceiling,
    "room": _room,
    "needed": _needed,
    "capacity": _capacity,
    "spare": _spare,
    **REST,
    **BRIDGING,
    **BREAKDOWN,
}
