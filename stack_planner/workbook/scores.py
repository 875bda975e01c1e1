"""Sheet of scores: what each criterion contributes; weights can be changed, ranks follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import Relation
from stack_planner.results import UNITS_PER_POINT, points
from stack_planner.scoring.value import round_half_up
from stack_planner.workbook.grid import Field, Formula, Grid, Value, address, sum_where
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from fractions import Fraction

    from stack_planner.records import Link, Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

IDENTITY = (
    Field("project", 8, "code"),
    Field("name", 44, "wrap"),
    Field("need", 9, "percent"),
)
RESULT = (Field("value", 10, "points bold"), Field("rank", 8, "count"))
SYNERGY = (
    Field("project", 8, "code"),
    Field("second", 44, "code"),
    Field("points", 9, "points"),
    Field("value", 8, "points"),
)


def fields_of(account: Account) -> tuple[Field, ...]:
    """The columns: utility of each criterion, then its contribution, then the value."""
    codes = [criterion.code for criterion in account.strategy.criteria]
    utilities = (Field(f"u:{code}", 7, "percent muted steep") for code in codes)
    parts = (Field(f"p:{code}", 7, "points steep") for code in codes)
    return (*IDENTITY, *utilities, *parts, *RESULT)


def write_scores(
    book: Book, account: Account, grid: Grid, synergies: Grid, decisions: Grid
) -> None:
    """The sheet of one town, all its projects in the order of the plan."""
    words, fields = account.words, fields_of(account)
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("scores.title"), words("scores.subtitle"))
    page.table(grid, fields, _headings(page, account))
    _weights(page, account, grid)
    ranks = _ranks(account)
    for index, project in enumerate(account.projects):
        page.line(grid, index, fields, _cells(account, grid, index, project, ranks))
    if synergies.count:
        _write_synergies(page, account, synergies, decisions)


def _headings(page: Page, account: Account) -> list[str]:
    """The criteria's headings stand upright, for there are many of them."""
    words, criteria = account.words, account.strategy.criteria
    return [
        *page.headings(IDENTITY, "scores"),
        *(words("scores.utility", code=c.code, name=c.name) for c in criteria),
        *(words("scores.contribution", code=c.code, name=c.name) for c in criteria),
        *page.headings(RESULT, "scores"),
    ]


def _weights(page: Page, account: Account, grid: Grid) -> None:
    """Above the header: the weights that can be changed, and the shares that they make."""
    row = grid.head - 1
    page.write(row, 1, account.words("scores.weights"), "bold right")
    weights = account.plan.scores.weights
    for criterion in account.strategy.criteria:
        weight = weights[criterion.code]
        column = grid.place(f"u:{criterion.code}")
        page.write(row, column, float(weight) * 100, "points input")
        whole = _criteria(account, grid, "u", row, "both")
        text = f"={address(row, column)}/SUM({whole})"
        share = Formula(text, float(weight))
        page.write(row, grid.place(f"p:{criterion.code}"), share, "share muted")


def _criteria(account: Account, grid: Grid, block: str, row: int, fixed: str = "") -> str:
    """All cells of a block of criteria in one row."""
    codes = [criterion.code for criterion in account.strategy.criteria]
    first, last = grid.place(f"{block}:{codes[0]}"), grid.place(f"{block}:{codes[-1]}")
    return f"{address(row, first, fixed)}:{address(row, last, fixed)}"


def _ranks(account: Account) -> dict[str, int]:
    """The rank of each project by its value, equal ones alike."""
    values = {project.code: account.value(project) for project in account.projects}
    return {
        code: 1 + sum(other > value for other in values.values()) for code, value in values.items()
    }


def _cells(
    account: Account, grid: Grid, index: int, project: Project, ranks: dict[str, int]
) -> dict[str, Value]:
    rank = f"=RANK({grid.here('value', index)},{grid.span('value')})"
    return {
        "project": project.code,
        "name": project.name,
        "rank": Formula(rank, ranks[project.code]),
        **_value_cells(account, grid, index, project),
    }


def _value_cells(account: Account, grid: Grid, index: int, project: Project) -> dict[str, Value]:
    """Need, criteria and value; in a public plan perhaps the value alone."""
    scores, value = account.plan.scores, points(account.value(project))
    utilities = scores.utilities.get((project.code, account.payer))
    if utilities is None:
        blank = (f"{block}:{code}" for block in "up" for code in scores.weights)
        return {"need": None, **dict.fromkeys(blank), "value": value}
    need = scores.needs[account.payer, project.area]
    parts = _criteria(account, grid, "p", grid.row(index))
    cells: dict[str, Value] = {
        "need": float(need),
        "value": Formula(f"=ROUND(SUM({parts}),4)", value),
    }
    for code, weight in scores.weights.items():
        utility = utilities[code]
        cells[f"u:{code}"] = float(utility)
        cells[f"p:{code}"] = _contribution(grid, index, code, 100 * need * weight * utility)
    return cells


def _contribution(grid: Grid, index: int, code: str, exact: Fraction) -> Formula:
    share = address(grid.head - 1, grid.place(f"p:{code}"), "row")
    need, utility = grid.here("need", index), grid.here(f"u:{code}", index)
    return Formula(f"=100*{need}*{share}*{utility}", float(exact))


def synergies_of(account: Account) -> tuple[Link, ...]:
    """The synergies whose projects the town may both do."""
    codes = {project.code for project in account.projects}
    return tuple(
        link
        for link in account.strategy.links
        if link.relation is Relation.SYNERGY and {link.first, link.second} <= codes
    )


def _write_synergies(page: Page, account: Account, grid: Grid, decisions: Grid) -> None:
    """Points that two projects of the town give or take together."""
    page.write(grid.head - 1, 0, account.words("scores.synergies"), "section")
    page.header(grid.head, SYNERGY, page.headings(SYNERGY, "synergy"))
    for index, link in enumerate(synergies_of(account)):
        both = "*".join(
            sum_where(
                f"({decisions.span('decision')}=1)",
                f"{decisions.span('project')}={grid.here(key, index)}",
            ).removeprefix("=")
            for key in ("project", "second")
        )
        worth = points(round_half_up(link.points * UNITS_PER_POINT))
        active = {link.first, link.second} <= account.chosen.keys()
        value = Formula(f"={grid.here('points', index)}*{both}", worth if active else 0)
        cells: dict[str, Value] = {
            "project": link.first,
            "second": link.second,
            "points": worth,
            "value": value,
        }
        page.line(grid, index, SYNERGY, cells)
