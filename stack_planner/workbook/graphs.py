"""Sheet of charts: what each chart of the workbook says, and every project by cost and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.workbook.charts import scatter_chart
from stack_planner.workbook.decision_money import cost_of
from stack_planner.workbook.grid import Field, Formula, Grid
from stack_planner.workbook.page import Page
from stack_planner.workbook.statements import CHARTS, FIELDS, Statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.areas import Areas
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Value

KINDS = {"chosen": 1, "rejected": 0}
DOTS = (
    Field("project", 8, "code"),
    Field("name", 52, "wrap"),
    *(
        Field(f"{kind}_{key}", width, traits)
        for kind in KINDS
        for key, width, traits in (("cost", 18, "money"), ("value", 18, "points"))
    ),
)
CHART_ROWS = 27
OUTSIDE = -1
"""Where a project lies in the series that it does not belong to: outside the axes, so unseen."""


def statements_of(account: Account) -> Statements:
    """Where the sentences of the charts stand."""
    keys = tuple(field.key for field in FIELDS)
    return Statements(account, Grid(account.words("graphs.sheet"), 4, keys, len(CHARTS)))


def write_graphs(book: Book, areas: Areas, budget: BudgetTable, statements: Statements) -> None:
    """The sheet: the sentences in the order of ``CHARTS``, a chart, its data."""
    account, decisions = areas.account, areas.decisions
    words, grid = account.words, statements.grid
    page = Page(book, grid.sheet, [field.width for field in DOTS])
    page.titles(words("graphs.title"), words("graphs.subtitle"))
    _write_sentences(
        page,
        grid,
        (
            statements.money(budget),
            statements.value(areas.grid, areas.rows),
            statements.worth(decisions),
        ),
    )
    projects, row = _priced(account), grid.last + 2
    keys = tuple(field.key for field in DOTS)
    dots = Grid(grid.sheet, row + CHART_ROWS + 1, keys, len(projects))
    codes = [project.code for project in projects]
    chart = scatter_chart(book, account, dots, codes, statements.title("worth"))
    placed = {"object_position": 1, "description": words("graphs.alt.worth")}
    page.sheet.insert_chart(row, 0, chart, placed)
    page.write(dots.head - 1, 0, words("graphs.data"), "section")
    page.header(dots.head, DOTS, page.headings(DOTS, "graphs"))
    for index, project in enumerate(projects):
        here = dots.here("project", index)
        page.line(dots, index, DOTS, _dot(account, decisions, here, project))


def _write_sentences(page: Page, grid: Grid, says: Sequence[Formula]) -> None:
    """The sentences, each over the whole width of the sheet."""
    for column in range(len(DOTS)):
        page.write(grid.head, column, None, "header")
        for index in range(grid.count):
            page.write(grid.row(index), column, None, "row")
    page.header(grid.head, FIELDS, page.headings(FIELDS, "graphs"))
    for index, sentence in enumerate(says):
        page.line(grid, index, FIELDS, {"number": index + 1, "says": sentence})


def _priced(account: Account) -> list[Project]:
    """Projects that the payer may pay for; what the region does for a town costs it nothing."""
    paid = {
        line.option.project for line in account.ledger.lines if line.option.payer == account.payer
    }
    return [project for project in account.projects if project.code in paid]


def _dot(account: Account, decisions: Grid, code: str, project: Project) -> dict[str, Value]:
    """A project's place in the series that it belongs to; in the other one it is unseen."""
    cells: dict[str, Value] = {"project": project.code, "name": project.name}
    found = f"MATCH({code},{decisions.span('project')},0)"
    amounts = {
        "cost": ("cost", cost_of(account, project, "cost")),
        "value": ("worth", points(account.value(project))),
    }
    for kind, decided in KINDS.items():
        here = f"INDEX({decisions.span('decision')},{found})={decided}"
        mine = (project.code in account.chosen) == bool(decided)
        for key, (column, amount) in amounts.items():
            text = f"=IF({here},INDEX({decisions.span(column)},{found}),{OUTSIDE})"
            cells[f"{kind}_{key}"] = Formula(text, amount if mine else OUTSIDE)
    return cells
