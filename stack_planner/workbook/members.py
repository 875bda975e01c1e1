"""The region's sheets of towns: who takes part in what, who gets a grant, all ORPs side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.decided import Matter
from stack_planner.records import Scope
from stack_planner.results import points
from stack_planner.scoring.value import round_half_up
from stack_planner.telling.names import scope_name
from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.kept import denied_grants, kept_fields, kept_mark
from stack_planner.workbook.ledger import Entry
from stack_planner.workbook.page import Page
from stack_planner.workbook.town_charts import draw_towns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Orp, Project
    from stack_planner.results import Option, OrpPlan
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.ledger import Line

MEMBERS = (
    Field("project", 9, "code"),
    Field("name", 46, "wrap"),
    Field("scope", 11),
    Field("orp", 8, "code"),
    Field("town", 18),
    Field("proposed", 9, "flag muted"),
    Field("decision", 11, "flag input"),
    Field("value", 12, "points"),
    Field("share", 15, "money"),
)
GRANTS = (
    Field("project", 9, "code"),
    Field("name", 46, "wrap"),
    Field("orp", 8, "code"),
    Field("town", 18),
    Field("start", 10, "year"),
    Field("decision", 11, "flag input"),
    Field("grant", 15, "money"),
)
TOWNS = (
    Field("orp", 7, "code"),
    Field("town", 18),
    Field("population", 11, "count"),
    Field("wished", 10, "count"),
    Field("chosen", 10, "count"),
    Field("value", 11, "points"),
    Field("alone", 11, "points"),
    Field("gain", 11, "points"),
    Field("own_capex", 15, "money"),
    Field("own_opex", 15, "money"),
    Field("grant", 15, "money"),
    Field("region", 15, "money"),
    Field("own_per_head", 13, "count"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A town that may take part in a project of the region, and whether it does."""

    project: Project
    orp: Orp
    joins: bool


def members_of(account: Account) -> tuple[Member, ...]:
    """Every town of every joint and regional project, by project and town."""
    having = {
        (decision.project, orp.code) for orp in account.plan.orps for decision in orp.decisions
    }
    return tuple(
        Member(project, orp, _joins(account, project, orp, having))
        for project in sorted(account.projects, key=lambda project: project.code)
        for orp in account.strategy.takers(project)
    )


def _joins(account: Account, project: Project, orp: Orp, having: set[tuple[str, str]]) -> bool:
    """A regional project serves all that it may serve, whether it runs or not."""
    if project.scope is Scope.REGION:
        return True
    return project.code in account.chosen and (project.code, orp.code) in having


def grants_of(account: Account) -> tuple[Option, ...]:
    """The options of towns that the region gives a grant to, then those that it denied one."""
    granted = (option for option in account.plan.choice.chosen if option.regional_grant)
    return (*granted, *denied_grants(account))


def member_fields(account: Account) -> tuple[Field, ...]:
    """The columns of the sheet of towns that take part."""
    return (*MEMBERS, *kept_fields(account, Matter.MEMBER))


def grant_fields(account: Account) -> tuple[Field, ...]:
    """The columns of the sheet of grants."""
    return (*GRANTS, *kept_fields(account, Matter.GRANT))


def member_grid(account: Account) -> Grid:
    """Where the table of towns that take part lies."""
    return account.grid("members", member_fields(account), len(members_of(account)))


def grant_grid(account: Account) -> Grid:
    """Where the table of grants lies."""
    return account.grid("grants", grant_fields(account), len(grants_of(account)))


def write_members(book: Book, account: Account, grid: Grid, options: Grid) -> None:
    """The sheet of towns that join or are served; joining is decided here."""
    words, fields = account.words, member_fields(account)
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("members.title"), words("members.subtitle"))
    page.table(grid, fields, page.headings(fields, "members"))
    members = members_of(account)
    rows = [_member_cells(account, grid, options, i, member) for i, member in enumerate(members)]
    for index, (cells, member) in enumerate(zip(rows, members, strict=True)):
        page.line(grid, index, fields, cells)
        if member.project.scope is Scope.JOINT:
            page.choices(grid.row(index), grid.place("decision"), [0, 1], grid.sheet)
    page.subtotals(grid, fields, rows)


def _member_cells(
    account: Account, grid: Grid, options: Grid, index: int, member: Member
) -> dict[str, Value]:
    project, orp = member.project, member.orp
    paid = Transfer(Entry.SHARE, {"project": project.code, "orp": orp.code})
    return {
        "project": project.code,
        "name": project.name,
        "scope": scope_name(account.words, project),
        "orp": orp.code,
        "town": orp.name,
        "proposed": int(member.joins),
        "decision": int(member.joins),
        "value": points(account.plan.scores.values[project.code, orp.code]),
        "share": paid.formula(account, grid, options, index),
        **kept_mark(account, Matter.MEMBER, project.code, orp.code),
    }


def write_grants(book: Book, account: Account, grid: Grid, options: Grid) -> None:
    """The sheet of the region's grants to towns; each can be left out."""
    words, fields = account.words, grant_fields(account)
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("grants.title"), words("grants.subtitle"))
    page.table(grid, fields, page.headings(fields, "grants"))
    rows = [
        _grant_cells(account, grid, options, index, option)
        for index, option in enumerate(grants_of(account))
    ]
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
        page.choices(grid.row(index), grid.place("decision"), [0, 1], grid.sheet)
    page.subtotals(grid, fields, rows)


def _grant_cells(
    account: Account, grid: Grid, options: Grid, index: int, option: Option
) -> dict[str, Value]:
    keys: dict[str, str | int] = {
        "project": option.project,
        "orp": option.payer,
        "start": option.start,
    }
    return {
        "project": option.project,
        "orp": option.payer,
        "start": option.start,
        "name": account.strategy.project[option.project].name,
        "town": account.strategy.orp[option.payer].name,
        "decision": int(option.key in account.plan.chosen_keys),
        "grant": Transfer(Entry.GRANT, keys).formula(account, grid, options, index),
        **kept_mark(account, Matter.GRANT, option.project, option.payer),
    }


@dataclass(frozen=True, slots=True)
class Transfer:
    """What passes between the region and a town, found among the lines of options by its keys."""

    entry: Entry
    keys: Mapping[str, str | int]

    def formula(self, account: Account, grid: Grid, options: Grid, index: int) -> Formula:
        """Its money within the horizon, less the programmes' grants in it; never negative."""
        years = account.settings.horizon
        conditions = [f"{options.span(key)}={grid.here(key, index)}" for key in self.keys]
        conditions += [
            f'{options.span("entry")}="{account.words(f"options.kind.{self.entry}")}"',
            f"{options.span('year')}>={years[0]}",
            f"{options.span('year')}<={years[-1]}",
        ]
        money = "+".join(options.span(name) for name in ("capex", "opex"))
        money += "".join(f"-{options.span(name)}" for name in ("capex_grant", "opex_grant"))
        text = sum_where(f"{options.span('chosen')}*({money})", *conditions)
        sign = "-" if self.entry is Entry.SHARE else ""
        return Formula(text.replace("=", f"={sign}", 1), self._amount(account))

    def _amount(self, account: Account) -> int:
        def belongs(line: Line) -> bool:
            found = {"project": line.option.project, "orp": line.orp, "start": line.option.start}
            mine = self.keys.items() <= found.items() and line.entry is self.entry
            return mine and line.year in account.settings.horizon

        total = account.ledger.total
        added = total("capex", belongs) + total("opex", belongs)
        paid = added - total("capex_grant", belongs) - total("opex_grant", belongs)
        return -paid if self.entry is Entry.SHARE else paid


def write_towns(book: Book, account: Account, grid: Grid, standings: Grid) -> None:
    """All ORPs side by side, alone and together; money per inhabitant is that of ``standings``."""
    words, fields = account.words, TOWNS
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("towns.title"), words("towns.subtitle"))
    page.table(grid, fields, page.headings(fields, "towns"))
    rows = [_town_cells(account, grid, i, orp) for i, orp in enumerate(account.plan.orps)]
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
    page.subtotals(grid, fields, rows)
    draw_towns(page, account, grid, standings)


def _town_cells(account: Account, grid: Grid, index: int, orp: OrpPlan) -> dict[str, Value]:
    population = account.strategy.orp[orp.code].population
    gain = None
    if orp.alone is not None:
        text = f"={grid.here('value', index)}-{grid.here('alone', index)}"
        gain = Formula(text, points(orp.value - orp.alone))
    money = town_money(account, orp)
    own = money["own_capex"] + money["own_opex"]
    sum_of = "+".join(grid.here(key, index) for key in ("own_capex", "own_opex"))
    per_head = f"=ROUND(({sum_of})/{grid.here('population', index)},0)"
    return {
        "orp": orp.code,
        "town": orp.name,
        "population": population,
        "wished": len(orp.decisions) + len(orp.rejected),
        "chosen": len(orp.decisions),
        "value": points(orp.value),
        "alone": None if orp.alone is None else points(orp.alone),
        "gain": gain,
        **money,
        "own_per_head": Formula(per_head, round_half_up(Fraction(own, population))),
    }


def town_money(account: Account, orp: OrpPlan) -> dict[str, int]:
    """A town's money within the horizon, CZK."""
    years = account.settings.horizon
    return {
        "own_capex": sum(d.total("own", capex=True, years=years) for d in orp.decisions),
        "own_opex": sum(d.total("own", capex=False, years=years) for d in orp.decisions),
        "grant": sum(d.total("grant", years=years) for d in orp.decisions),
        "region": sum(d.total("region", years=years) for d in orp.decisions),
    }
