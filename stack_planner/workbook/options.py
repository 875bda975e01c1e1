"""Sheet of options: every way to do every project with its money by year; formulas add it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.telling.names import financing_name
from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.ledger import AMOUNTS, DETAILS, Entry
from stack_planner.workbook.lifetime import lifetime_of
from stack_planner.workbook.page import Page
from stack_planner.workbook.procuring import contract_value

if TYPE_CHECKING:
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.ledger import Line

KEYS = (
    Field("project", 8, "code"),
    Field("start", 8, "year"),
    Field("financing", 24),
    Field("year", 7, "year"),
    Field("chosen", 8, "flag"),
)
REGION_KEYS = (Field("entry", 13), Field("orp", 7, "code"), *KEYS)
EFFORT = Field("effort", 11, "count")
MONEY = tuple(Field(name, 11.5, "money") for name in AMOUNTS if name not in {EFFORT.key, *DETAILS})
CONTRACT = (Field("contract", 11.5, "money"),)
YEARS = tuple(Field(key, 10, "year") for key in ("completed", "served", "sustained"))


def fields_of(account: Account) -> tuple[Field, ...]:
    """The columns of the sheet: a town has staff, the region has kinds of entries.

    Details of the money stand behind it, only such as some option has.
    """
    details = (Field(name, 11.5, "money") for name in DETAILS if account.ledger.has(name))
    kinds = (*KEYS, *MONEY, EFFORT) if account.is_town else (*REGION_KEYS, *MONEY)
    return (*kinds, *details, *CONTRACT, *YEARS)


@dataclass(frozen=True, slots=True)
class Deciders:
    """The tables whose decisions choose the lines: projects, towns that join, grants to towns."""

    decisions: Grid
    members: Grid | None = None
    grants: Grid | None = None


def write_options(book: Book, account: Account, grid: Grid, deciders: Deciders) -> None:
    """The sheet; whether a line is chosen follows the decisions of the other sheets."""
    words, fields = account.words, fields_of(account)
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("options.title"), words("options.subtitle"))
    page.table(grid, fields, page.headings(fields, "options"))
    for index, line in enumerate(account.ledger.lines):
        chosen = Formula(_chosen(grid, index, deciders, line), int(line.chosen))
        page.line(grid, index, fields, _cells(account, line) | {"chosen": chosen})


def _cells(account: Account, line: Line) -> dict[str, Value]:
    words, life = account.words, lifetime_of(account.strategy, line.option)
    return {
        "entry": words(f"options.kind.{line.entry}"),
        "orp": line.orp,
        "project": line.option.project,
        "start": line.option.start,
        "financing": financing_name(words, line.option),
        "year": line.year,
        "contract": contract_of(account, line),
        "completed": life.completed,
        "served": life.served,
        "sustained": life.sustained,
        **{name: getattr(line.money, name) for name in AMOUNTS},
    }


def contract_of(account: Account, line: Line) -> int:
    """The estimated value of what the payer procures, all of it in the line of the start."""
    if line.entry is Entry.PROJECT and line.year == line.option.start:
        return contract_value(account.plan, line.option, account.payer)
    return 0


def _chosen(grid: Grid, index: int, deciders: Deciders, line: Line) -> str:
    """1 where this line is decided on; a town's share also needs its project to run so."""

    def decided(other: Grid | None, *keys: str) -> str:
        if other is None:
            return "=0"
        same = (f"{other.span(key)}={grid.here(key, index)}" for key in keys)
        return sum_where(f"({other.span('decision')}=1)", *same)

    if line.entry is Entry.GRANT:
        return decided(deciders.grants, "project", "orp", "start")
    run = decided(deciders.decisions, "project", "start", "financing")
    if line.entry is Entry.PROJECT:
        return run
    return f"{decided(deciders.members, 'project', 'orp')}*{run.removeprefix('=')}"
