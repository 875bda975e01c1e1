"""Sheet of cost sharing: what towns pay in joint projects, and what they would pay otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.comparison import Split
from stack_planner.records import CostKey
from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.comparison import Sharing, TownShare
    from stack_planner.results import Decision
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

TOWNS = (
    Field("project", 9, "code"),
    Field("name", 56, "wrap"),
    Field("orp", 9, "code"),
    Field("town", 22),
    Field("part", 16, "money"),
    Field("own", 16, "money"),
    Field("fixed", 16, "money"),
    Field("by_key", 18, "money"),
    Field("shapley", 18, "money"),
    Field("alone", 18, "money"),
    Field("saved", 16, "money"),
)
PROJECTS = (
    Field("project", 9, "code"),
    Field("name", 56, "wrap"),
    Field("joined", 9, "flag"),
    Field("costs", 22, "wrap"),
    Field("whole", 16, "money"),
    Field("cover", 16, "money"),
    Field("cover_within", 16, "money"),
    Field("cost", 18, "money"),
    Field("fixed", 18, "wrap centre"),
    Field("by_key", 18, "wrap centre"),
    Field("shapley", 16, "wrap centre"),
)
"""The second table lies below the first one, in columns of nearly the same widths."""


def shared_of(account: Account) -> tuple[tuple[Decision, Sharing], ...]:
    """The joint projects that run, by code, each with how it is shared."""
    return tuple(
        (decision, decision.sharing)
        for decision in sorted(account.plan.region.decisions, key=lambda each: each.project)
        if decision.sharing
    )


def write_sharing(book: Book, account: Account) -> None:
    """The sheet: a row for each project and town that joined, then one for each project."""
    words, shared = account.words, shared_of(account)
    pairs = [(decision, town) for decision, sharing in shared for town in sharing.towns]
    grid = account.grid("sharing", TOWNS, len(pairs))
    page = Page(book, grid.sheet, [field.width for field in TOWNS])
    page.titles(words("sharing.title"), words("sharing.subtitle"))
    page.table(grid, TOWNS, page.headings(TOWNS, "sharing"))
    rows = [
        _town_cells(account, grid, index, decision, town)
        for index, (decision, town) in enumerate(pairs)
    ]
    for index, cells in enumerate(rows):
        page.line(grid, index, TOWNS, cells)
    page.subtotals(grid, TOWNS, rows)
    _write_projects(page, account, grid)


def _town_cells(
    account: Account, grid: Grid, index: int, decision: Decision, town: TownShare
) -> dict[str, Value]:
    def here(key: str) -> str:
        return grid.here(key, index)

    return {
        "project": decision.project,
        "name": account.strategy.project[decision.project].name,
        "orp": town.code,
        "town": account.strategy.orp[town.code].name,
        "part": town.part,
        "own": town.fixed - town.part,
        "fixed": Formula(f"={here('part')}+{here('own')}", town.fixed),
        "by_key": town.by_key,
        "shapley": town.shapley,
        "alone": town.alone,
        "saved": Formula(f"={here('alone')}-{here('fixed')}", town.alone - town.fixed),
    }


def _write_projects(page: Page, account: Account, towns: Grid) -> None:
    """Below the towns: what the region covers, and which groups would pay less by themselves."""
    shared = shared_of(account)
    keys = tuple(field.key for field in PROJECTS)
    grid = Grid(towns.sheet, towns.last + 4, keys, len(shared))
    page.write(grid.head - 1, 0, account.words("sharing.projects"), "section")
    page.header(grid.head, PROJECTS, page.headings(PROJECTS, "sharing_projects"))
    for index, (decision, sharing) in enumerate(shared):
        cells = _project_cells(account, towns, grid.here("project", index), decision, sharing)
        cells["cover"] = _cover(account, towns, grid, index)
        page.line(grid, index, PROJECTS, cells)
    for row, note in enumerate(_notes(account), grid.last + 2):
        page.write(row, 0, note, "muted")


def _project_cells(
    account: Account, towns: Grid, project: str, decision: Decision, sharing: Sharing
) -> dict[str, Value]:
    words = account.words
    mine = f"{towns.span('project')}={project}"
    return {
        "project": decision.project,
        "name": account.strategy.project[decision.project].name,
        "joined": Formula(sum_where("1", mine), len(sharing.towns)),
        "costs": words("sharing.stated" if sharing.stated else "sharing.computed"),
        "whole": sharing.whole,
        "cover_within": sharing.cover_within,
        "cost": sharing.cost,
        **{split.value: _objection(account, sharing, split) for split in Split},
    }


def _cover(account: Account, towns: Grid, grid: Grid, index: int) -> Value:
    """The joint part less the towns' shares; nothing where the key gives it all to the region."""
    decision, sharing = shared_of(account)[index]
    if account.strategy.project[decision.project].key is CostKey.REGION:
        return 0
    mine = f"{towns.span('project')}={grid.here('project', index)}"
    shares = sum_where(towns.span("part"), mine).removeprefix("=")
    return Formula(f"={grid.here('whole', index)}-{shares}", sharing.cover)


def _objection(account: Account, sharing: Sharing, split: Split) -> str:
    if sharing.objections is None:
        return account.words("sharing.too_many")
    found = sharing.objections[split]
    if found is None:
        return account.words("sharing.nobody")
    return account.words(
        "sharing.objects",
        group=names_of(account, found.group),
        amount=account.words.money(found.amount),
    )


def names_of(account: Account, codes: tuple[str, ...]) -> str:
    """The names of towns."""
    return ", ".join(account.strategy.orp[code].name for code in codes)


def _notes(account: Account) -> Iterator[str]:
    """What the columns mean."""
    yield from (
        account.words(f"sharing.note.{key}")
        for key in ("fixed", "by_key", "shapley", "alone", "costs")
    )
