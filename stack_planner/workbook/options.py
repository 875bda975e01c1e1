"""Sheet of options: every way to do every project with its money by year; formulas add it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.telling.names import financing_name
from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.ledger import AMOUNTS, DETAILS, Entry
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.ledger import Line

KEYS = (
    Field("project", 9, "code"),
    Field("start", 9, "year"),
    Field("financing", 24),
    Field("year", 7, "year"),
    Field("chosen", 9, "flag"),
)
REGION_KEYS = (Field("entry", 16), Field("orp", 8, "code"), *KEYS)
EFFORT = Field("effort", 12, "count")
MONEY = tuple(Field(name, 13, "money") for name in AMOUNTS if name not in {EFFORT.key, *DETAILS})


def fields_of(account: Account) -> tuple[Field, ...]:
    """The columns of the sheet: a town has staff, the region has kinds of entries.

    Details of the money stand behind it, only such as some option has.
    """
    details = (Field(name, 13, "money") for name in DETAILS if account.ledger.has(name))
    kinds = (*KEYS, *MONEY, EFFORT) if account.is_town else (*REGION_KEYS, *MONEY)
    return (*kinds, *details)


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
    words = account.words
    return {
        "entry": words(f"options.kind.{line.entry}"),
        "orp": line.orp,
        "project": line.option.project,
        "start": line.option.start,
        "financing": financing_name(words, line.option),
        "year": line.year,
        **{name: getattr(line.money, name) for name in AMOUNTS},
    }


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
