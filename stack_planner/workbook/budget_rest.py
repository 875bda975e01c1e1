"""Rows of the budget that take its totals apart, and what remains of the money year after year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Value


def _vat(table: BudgetTable, block: str, year: int) -> Value:
    return table.sum(f"{block}_vat", year)


def _contracted(table: BudgetTable, block: str, year: int) -> Value:
    return table.bound(block, year)


def _one_off(table: BudgetTable, _: str, year: int) -> Value:
    return table.sum("one_off", year)


def _saving(table: BudgetTable, _: str, year: int) -> Value:
    return table.sum("saving", year)


def _running(table: BudgetTable, block: str, year: int) -> Value:
    """What returns every year: the total less what is paid once, before savings."""
    keys = [f"{block}.{part}" for part in ("one_off", "saving") if f"{block}.{part}" in table.rows]
    text = "".join(f"-{table.cell(key, year)}" for key in keys)
    value = table.number(f"{block}.total", year) - sum(table.number(key, year) for key in keys)
    return Formula(f"={table.cell(f'{block}.total', year)}{text}", value)


def _same(part: str) -> Callable[[BudgetTable, str, int], Value]:
    """A row that repeats a part of the block whose money it follows."""

    def repeated(table: BudgetTable, block: str, year: int) -> Value:
        key = f"{block.removeprefix('rest_')}.{part}"
        shown = table.shown(key, year)
        number = table.number(key, year)
        return Formula(f"={table.cell(key, year)}", shown if isinstance(shown, str) else number)

    return repeated


def _opening(table: BudgetTable, block: str, year: int) -> Value:
    """What the year before left, whether or not the plan may spend it."""
    if year == table.horizon[0]:
        return 0
    before = f"{block}.closing"
    shown = table.shown(before, year - 1)
    text = f"={table.cell(before, year - 1)}"
    return Formula(text, shown if isinstance(shown, str) else table.number(before, year - 1))


def _closing(table: BudgetTable, block: str, year: int) -> Value:
    signs = {"opening": "+", "allotted": "+", "kept": "-", "drawn": "-"}
    keys = {
        f"{block}.{part}": sign for part, sign in signs.items() if f"{block}.{part}" in table.rows
    }
    text = "".join(f"{sign}{table.cell(key, year)}" for key, sign in keys.items())
    value = sum(table.number(key, year) * (1 if sign == "+" else -1) for key, sign in keys.items())
    limits = [f"{block}.{part}" for part in ("opening", "allotted")]
    numbers = ",".join(f"ISNUMBER({table.cell(key, year)})" for key in limits)
    limited = all(isinstance(table.shown(key, year), int) for key in limits)
    unlimited = table.account.words("budget.unlimited")
    return Formula(
        f'=IF(AND({numbers}),{text.removeprefix("+")},"{unlimited}")',
        value if limited else unlimited,
    )


BREAKDOWN: Mapping[str, Callable[[BudgetTable, str, int], Value]] = {
    "vat": _vat,
    "contracted": _contracted,
    "running": _running,
    "one_off": _one_off,
    "saving": _saving,
}
REST: Mapping[str, Callable[[BudgetTable, str, int], Value]] = {
    "opening": _opening,
    "allotted": _same("limit"),
    "kept": _same("reserve"),
    "drawn": _same("used"),
    "closing": _closing,
}
