"""Sheet of decisions: what the solver proposes, and beside it what the officer decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stack_planner.decided import Matter
from stack_planner.results import points
from stack_planner.telling.names import financing_name, scope_name
from stack_planner.workbook.decision_money import Row, money_fields, shown_option
from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.kept import kept_fields, kept_mark
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

BEFORE_MONEY = (
    Field("project", 7, "code"),
    Field("name", 29, "wrap"),
    Field("area", 13.5, "wrap"),
    Field("scope", 8.5),
    Field("mandatory", 4.5, "centre steep"),
    Field("proposed", 4.5, "flag muted steep"),
    Field("proposed_start", 5.5, "year muted steep"),
    Field("proposed_financing", 12.5, "muted wrap"),
    Field("decision", 4.5, "flag input steep"),
    Field("start", 5.5, "year input steep"),
    Field("financing", 12.5, "input wrap"),
    Field("exists", 4.5, "centre steep"),
    Field("worth", 8.5, "points"),
    Field("value", 8.5, "points"),
)
AFTER_MONEY = (
    Field("reason", 17, "input wrap indent"),
    Field("resolution", 13, "input wrap"),
    Field("resolution_date", 10, "date input"),
)
FROZEN = 2
"""Columns that stay in sight: the project's code and name."""

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def fields_of(account: Account) -> tuple[Field, ...]:
    """The columns of the sheet."""
    money = money_fields(account)
    return (*BEFORE_MONEY, *money, *AFTER_MONEY, *kept_fields(account, Matter.PROJECT))


@dataclass(frozen=True, slots=True)
class Tables:
    """Where the tables lie that a row of decisions points into.

    ``scores`` are a town's values of projects, or for the region those of each town that joins.
    """

    decisions: Grid
    options: Grid
    scores: Grid


def write_decisions(book: Book, account: Account, tables: Tables) -> None:
    """The sheet: a row for each project that may be done, its amounts by formulas."""
    words, grid, fields = account.words, tables.decisions, fields_of(account)
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("plan.title"), words("plan.subtitle"))
    page.table(grid, fields, page.headings(fields, "plan"), frozen=FROZEN)
    page.prompts(grid, fields, "plan")
    rows = [_cells(account, tables, i, project) for i, project in enumerate(account.projects)]
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
        _drop_downs(page, account, grid, index)
    page.subtotals(grid, fields, rows)
    exists = grid.place("exists")
    page.judge(grid.head + 1, exists, grid.last, exists, words("check.yes"))
    dates = grid.place("resolution_date")
    page.dates(grid.head + 1, dates, grid.last, (EARLIEST, LATEST), words("plan.not_a_date"))


def _cells(account: Account, tables: Tables, index: int, project: Project) -> dict[str, Value]:
    words = account.words
    chosen = account.chosen.get(project.code)
    shown = shown_option(account, project)
    demanded = (project.code, account.payer) in account.strategy.demanded
    return {
        "project": project.code,
        "name": project.name,
        "area": project.area,
        "scope": scope_name(words, project),
        "mandatory": words("check.yes") if demanded else "",
        "proposed": int(chosen is not None),
        "proposed_start": chosen.start if chosen else None,
        "proposed_financing": financing_name(words, chosen) if chosen else "",
        "decision": int(chosen is not None),
        "start": shown.start,
        "financing": financing_name(words, shown),
        "exists": _exists(account, tables, index),
        **_value(account, tables, index, project),
        **Row(account, tables.decisions, tables.options, index, project).cells(),
        **_resolution(account, project),
        **kept_mark(account, Matter.PROJECT, project.code, account.payer),
    }


def _value(account: Account, tables: Tables, index: int, project: Project) -> dict[str, Value]:
    """What the project is worth if it is done by all who may, and what the plan has of it."""
    grid, scores = tables.decisions, tables.scores
    same = f"{scores.span('project')}={grid.here('project', index)}"
    decision = grid.here("decision", index)
    whole = Formula(sum_where(scores.span("value"), same), points(account.value(project)))
    if account.is_town:
        reached = f"={grid.here('worth', index)}*{decision}"
    else:
        joined = sum_where(scores.span("value"), same, f"{scores.span('decision')}=1")
        reached = f"{joined}*{decision}"
    return {"worth": whole, "value": Formula(reached, points(account.reached(project)))}


def _resolution(account: Account, project: Project) -> dict[str, Value]:
    """Who decided it and when, as far as the town has said so already."""
    position = account.strategy.position.get((account.payer, project.code))
    said = (position.approved_by, position.resolution) if position else ()
    return {
        "reason": None,
        "resolution": ", ".join(filter(None, said)) or None,
        "resolution_date": position.date if position else None,
    }


def _exists(account: Account, tables: Tables, index: int) -> Formula:
    """Whether the decision is one of the options; nothing is asked of what is not done."""
    grid, options = tables.decisions, tables.options
    yes, no = account.words("check.yes"), account.words("check.no")
    same = (
        f"({options.span(key)}={grid.here(key, index)})"
        for key in ("project", "start", "financing")
    )
    found = f"SUMPRODUCT({'*'.join(same)})>0"
    return Formula(f'=IF(OR({grid.here("decision", index)}=0,{found}),"{yes}","{no}")', yes)


def _drop_downs(page: Page, account: Account, grid: Grid, index: int) -> None:
    words = account.words
    options = account.options[account.projects[index].code]
    allowed: dict[str, Sequence[str | int]] = {
        "decision": [0, 1],
        "start": sorted({option.start for option in options}),
        "financing": sorted({financing_name(words, option) for option in options}),
    }
    for key, values in allowed.items():
        page.choices(grid.row(index), grid.place(key), values, words("plan.sheet"))
