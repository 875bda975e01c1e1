"""The cells of the budget: years × sources, limits and what is left, each with its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.workbook.budget_parts import PARTS
from stack_planner.workbook.grid import HEAD, Formula, Grid, address, block, sum_where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Budget
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.ledger import Entry, Line

YEARS = HEAD + 1
"""The row (from 0) of the years as numbers, which the formulas of every column refer to."""


def rows_of(account: Account) -> tuple[str, ...]:
    """The rows in their order, as ``capex.total``; a section begins with ``#``.

    Rows of what no option has are left out.
    """
    town, carries = account.is_town, account.is_town and account.settings.carry_over
    others = ("region", "others") if town else ()
    entries = () if town else ("projects", "shares", "grants")
    limit = ("limit", *(("reserve",) if town else ()), *(("carried",) if carries else ()), "usable")
    used = ("bridged", "returned", "used", "left")
    capex = (*entries, "total", "grant", *others, "own", *_bound(account, "capex"))
    running = (*entries[:2], "total", *_kinds(account), "grant", "own", *_bound(account, "opex"))
    blocks: Mapping[str, tuple[str, ...]] = {
        "capex": (*capex, *limit, *used),
        "opex": (*running, *limit, *used),
        **{
            f"rest_{block}": _rest(account)
            for block in ("capex", "opex")
            if _limits(account, block)
        },
        "bridge": ("spent", "received", "state", *_receivable(account), "ceiling", "room")
        + (("outside", "free", "need") if _has_grants(account) else ()),
        **({"staff": ("needed", "capacity", "spare")} if town else {}),
    }
    return tuple(
        key
        for block, parts in blocks.items()
        for key in (f"#{block}", *(f"{block}.{part}" for part in parts))
    )


def _bound(account: Account, block: str) -> tuple[str, ...]:
    """What of a block's expenditure is tax that no programme pays, and what is contracted."""
    first = account.settings.first_year
    running = any(line.option.start < first for line in account.ledger.lines)
    return (
        *(("vat",) if account.ledger.has(f"{block}_vat") else ()),
        *(("contracted",) if running else ()),
    )


def _kinds(account: Account) -> tuple[str, ...]:
    """Running expenditure taken apart, where it is not all of one kind."""
    parts = tuple(part for part in ("one_off", "saving") if account.ledger.has(part))
    return ("running", *parts) if parts else ()


def _rest(account: Account) -> tuple[str, ...]:
    return ("opening", "allotted", *(("kept",) if account.is_town else ()), "drawn", "closing")


def _limits(account: Account, block: str) -> bool:
    return any(getattr(budget, block) is not None for budget in account.limits)


def _receivable(account: Account) -> tuple[str, ...]:
    """Grants that are owed, by kind, where there are two kinds of them."""
    both = account.ledger.has("capex_grant") and account.ledger.has("opex_grant")
    return ("owed_capex", "owed_opex") if both else ()


def _has_grants(account: Account) -> bool:
    return account.ledger.has("capex_grant") or account.ledger.has("opex_grant")


@dataclass
class BudgetTable:
    """The cells of the sheet; every formula is made together with its value."""

    account: Account
    options: Grid
    _made: dict[tuple[str, int], Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet = self.account.words("budget.sheet")
        self.horizon = self.account.settings.horizon
        self.after = self.horizon[-1] + 1
        self.sums, self.notes = len(self.horizon) + 2, len(self.horizon) + 3
        self.rows = {key: YEARS + 1 + i for i, key in enumerate(rows_of(self.account))}

    def cell(self, key: str, year: int) -> str:
        """A cell as formulas of this sheet name it."""
        return address(self.rows[key], self.column(year))

    def named(self, key: str, year: int) -> str:
        """A cell as any sheet names it."""
        row, column = self.rows[key], self.column(year)
        return block(self.sheet, row, column, row, column)

    def span(self, key: str, *, after: bool = False) -> str:
        """A row over the horizon, as any sheet names it; ``after`` adds the year behind it."""
        row, last = self.rows[key], len(self.horizon) + after
        return block(self.sheet, row, 1, row, last)

    def total(self, key: str) -> str:
        """A row's total as any sheet names it."""
        row = self.rows[key]
        return block(self.sheet, row, self.sums, row, self.sums)

    def column(self, year: int) -> int:
        """The column of a year; the year after the horizon has the last one before the total."""
        return 1 + year - self.horizon[0]

    def year_names(self) -> str:
        """The headings of the horizon's years, as any sheet names them."""
        return block(self.sheet, HEAD, 1, HEAD, len(self.horizon))

    def year_cell(self, year: int) -> str:
        """The cell that holds a year as a number."""
        return address(YEARS, self.column(year), "row")

    def number(self, key: str, year: int) -> int:
        """The number in a cell; 0 for a text or where there is no such row."""
        if key not in self.rows:
            return 0
        value = self.make(key, year)
        shown = value.value if isinstance(value, Formula) else value
        return int(shown) if isinstance(shown, int | float) else 0

    def numbers(self, key: str) -> list[int]:
        """The numbers of a row over the horizon; texts such as "without limit" are left out."""
        shown = [self.shown(key, year) for year in self.horizon]
        return [int(value) for value in shown if isinstance(value, int | float)]

    def shown(self, key: str, year: int) -> Value:
        """What a cell shows: the value of its formula."""
        value = self.make(key, year)
        return value.value if isinstance(value, Formula) else value

    def make(self, key: str, year: int) -> Value:
        """What stands in a cell; None where nothing does."""
        if (key, year) not in self._made:
            kind, part = key.split(".")
            stands = year != self.after or kind == "opex" or part == "received"
            value = PARTS[part](self, kind, year) if stands else None
            self._made[key, year] = value
        return self._made[key, year]

    def sum(self, name: str, year: int, entry: Entry | None = None) -> Formula:
        """An amount of the chosen options in one year."""
        options = self.options
        conditions = [f"{options.span('year')}={self.year_cell(year)}"]
        if entry is not None:
            word = self.account.words(f"options.kind.{entry}")
            conditions.append(f'{options.span("entry")}="{word}"')

        def belongs(line: Line) -> bool:
            return line.year == year and entry in {None, line.entry}

        text = sum_where(f"{options.span('chosen')}*{options.span(name)}", *conditions)
        return Formula(text, self.account.ledger.total(name, belongs))

    def bound(self, name: str, year: int) -> Formula:
        """An amount of the chosen options that run since before the horizon, in one year."""
        options, first = self.options, self.horizon[0]
        conditions = (
            f"{options.span('year')}={self.year_cell(year)}",
            f"{options.span('start')}<{self.year_cell(first)}",
        )
        text = sum_where(f"{options.span('chosen')}*{options.span(name)}", *conditions)

        def belongs(line: Line) -> bool:
            return line.year == year and line.option.start < first

        return Formula(text, self.account.ledger.total(name, belongs))

    def limit_of(self, year: int) -> Budget:
        """The payer's budget of a year of the horizon."""
        return self.account.limits[year - self.horizon[0]]
