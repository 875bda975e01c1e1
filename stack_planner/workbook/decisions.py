"""Sheet of decisions: what the solver proposes, and beside it what the officer decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.decided import Matter
from stack_planner.results import points
from stack_planner.telling.names import financing_name, scope_name
from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.kept import kept_fields, kept_mark
from stack_planner.workbook.ledger import Entry
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.ledger import Line

BEFORE_MONEY = (
    Field("project", 8, "code"),
    Field("name", 38, "wrap"),
    Field("area", 17, "wrap"),
    Field("scope", 9),
    Field("mandatory", 8, "centre"),
    Field("proposed", 8, "flag muted"),
    Field("proposed_start", 10, "year muted"),
    Field("proposed_financing", 14, "muted wrap"),
    Field("decision", 11, "flag input"),
    Field("start", 9, "year input"),
    Field("financing", 15, "input wrap"),
    Field("worth", 9, "points"),
    Field("value", 9, "points"),
)
AFTER_MONEY = (Field("own", 12, "money"), Field("exists", 9, "centre"))


@dataclass(frozen=True, slots=True)
class Part:
    """A column of money: the ledger's amounts that it adds, and those it takes away.

    It is either what a project costs, or (``pays``) what somebody else pays of it.
    """

    key: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    entry: Entry = Entry.PROJECT
    pays: bool = True


COSTS = (Part("capex", ("capex",), pays=False), Part("opex", ("opex",), pays=False))
GRANT = Part("grant", ("capex_grant", "opex_grant"))
TOWN_PARTS = (*COSTS, GRANT, Part("region", ("region",)), Part("others", ("others",)))
SHARES = Part("shares", ("capex_grant", "opex_grant"), ("capex", "opex"), Entry.SHARE)
REGION_PARTS = (*COSTS, GRANT, SHARES)


def parts_of(account: Account) -> tuple[Part, ...]:
    """The columns of money: a town has the region's and others', the region the towns'."""
    return TOWN_PARTS if account.is_town else REGION_PARTS


def fields_of(account: Account) -> tuple[Field, ...]:
    """The columns of the sheet."""
    money = (Field(part.key, 12, "money") for part in parts_of(account))
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
    page.table(grid, fields, page.headings(fields, "plan"))
    rows = [_cells(account, tables, i, project) for i, project in enumerate(account.projects)]
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
        _drop_downs(page, account, grid, index)
    page.subtotals(grid, fields, rows)
    exists = grid.place("exists")
    page.judge(grid.head + 1, exists, grid.last, exists, words("check.yes"))


def _cells(account: Account, tables: Tables, index: int, project: Project) -> dict[str, Value]:
    words = account.words
    chosen = account.chosen.get(project.code)
    shown = chosen or account.options[project.code][0]
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
        **_value(account, tables, index, project),
        **_money(account, tables, index, project),
        "exists": _exists(account, tables, index),
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


def _money(account: Account, tables: Tables, index: int, project: Project) -> dict[str, Value]:
    """What the chosen option costs and who pays it, over the years of the horizon."""
    grid, found = tables.decisions, amounts_of(account, project)
    cells: dict[str, Value] = {}
    own = "="
    for part in parts_of(account):
        cells[part.key] = Formula(_sum(account, tables, index, part), found[part.key])
        own += ("-" if part.pays else "+") + grid.here(part.key, index)
    return cells | {"own": Formula(own.replace("=+", "="), found["own"])}


def amounts_of(account: Account, project: Project) -> dict[str, int]:
    """The money of the chosen option by column of the sheet; 0 where nothing is chosen."""
    amounts = {part.key: _amount(account, part, project) for part in parts_of(account)}
    own = sum(-amounts[p.key] if p.pays else amounts[p.key] for p in parts_of(account))
    return amounts | {"own": own}


def _amount(account: Account, part: Part, project: Project) -> int:
    def belongs(line: Line) -> bool:
        mine = line.option.project == project.code and line.entry is part.entry
        return mine and line.year in account.settings.horizon

    added = sum(account.ledger.total(name, belongs) for name in part.plus)
    return added - sum(account.ledger.total(name, belongs) for name in part.minus)


def _sum(account: Account, tables: Tables, index: int, part: Part) -> str:
    options, horizon = tables.options, account.settings.horizon
    conditions = [
        f"{options.span('project')}={tables.decisions.here('project', index)}",
        f"{options.span('year')}>={horizon[0]}",
        f"{options.span('year')}<={horizon[-1]}",
    ]
    if not account.is_town:
        entry = account.words(f"options.kind.{part.entry}")
        conditions.append(f'{options.span("entry")}="{entry}"')
    terms = "+".join(options.span(name) for name in part.plus)
    terms += "".join(f"-{options.span(name)}" for name in part.minus)
    return sum_where(f"{options.span('chosen')}*({terms})", *conditions)


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
