"""Sheet of the summary: one page with key figures, findings in sentences, charts and a table."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.workbook.charts import money_chart, value_chart
from stack_planner.workbook.decisions import amounts_of
from stack_planner.workbook.grid import Field, Formula, Grid, number, sum_where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.decisions import Tables
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.page import Page

WIDTHS = (32, 26, 26, 26, 26, 26)
FIGURES, FINDINGS = 4, 7
LINE_LENGTH = 165
CHART_ROWS = 16
AREAS = (
    Field("area", 32),
    Field("wished", 26, "count"),
    Field("chosen", 26, "count"),
    Field("value", 26, "points"),
    Field("missed", 26, "points"),
    Field("own", 26, "money"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it is, its formula, its look."""

    label: str
    value: Formula
    traits: str


def write_summary(  # noqa: PLR0913, PLR0917 — what a page tells comes from all the others
    page: Page,
    account: Account,
    tables: Tables,
    budget: BudgetTable,
    figures: Sequence[Figure],
    findings: Iterable[str],
) -> None:
    """Fills the page, which was made first so that it opens first."""
    words = account.words
    title = words("summary.title", name=account.name, years=account.years)
    draft = words("summary.draft")
    page.titles(title, f"{words('public.notice')} {draft}" if account.plan.public else draft)
    page.sheet.fit_to_pages(1, 1)
    for place, figure in enumerate(figures):
        page.write(FIGURES, place, figure.label, "muted wrap")
        page.write(FIGURES + 1, place, figure.value, f"{figure.traits} figure")
    row = _write_findings(page, account, findings)
    areas = _area_grid(account, row + CHART_ROWS + 2)
    _write_areas(page, account, tables, areas)
    charts = {
        "money": money_chart(page.book, account, budget),
        "value": value_chart(page.book, account, areas),
    }
    for place, (name, chart) in enumerate(charts.items()):
        page.sheet.insert_chart(row, place * len(WIDTHS) // 2, chart, _placed(account, name))
    _write_signatures(page, account, areas.last + 2)


def _placed(account: Account, which: str) -> dict[str, object]:
    text = account.words(f"summary.alt.{which}")
    return {"object_position": 1, "description": text, "x_offset": 4, "y_offset": 4}


def _write_findings(page: Page, account: Account, findings: Iterable[str]) -> int:
    """Sentences, long ones over several rows; returns the next free row."""
    row = FINDINGS
    page.write(row, 0, account.words("summary.findings"), "section")
    for finding in findings:
        for place, text in enumerate(textwrap.wrap(finding, LINE_LENGTH)):
            row += 1
            page.write(row, 0, ("• " if place == 0 else "   ") + text)
    return row + 2


def _area_grid(account: Account, head: int) -> Grid:
    areas = {project.area for project in account.projects}
    keys = tuple(field.key for field in AREAS)
    return Grid(account.words("summary.sheet"), head, keys, len(areas))


def _write_areas(page: Page, account: Account, tables: Tables, grid: Grid) -> None:
    page.write(grid.head - 1, 0, account.words("summary.by_area"), "section")
    page.header(grid.head, AREAS, page.headings(AREAS, "summary.areas"))
    rows = [
        _area_cells(account, tables, grid, index, area)
        for index, area in enumerate(sorted({project.area for project in account.projects}))
    ]
    for index, cells in enumerate(rows):
        page.line(grid, index, AREAS, cells)
    page.write(grid.last + 1, 0, account.words("summary.total"), "total")
    for column, field in enumerate(AREAS[1:], 1):
        total = sum(number(cells[field.key]) for cells in rows)
        formula = Formula(f"=SUM({grid.span(field.key)})", total)
        page.write(grid.last + 1, column, formula, f"{field.traits} total")


def _area_cells(
    account: Account, tables: Tables, grid: Grid, index: int, area: str
) -> Mapping[str, Value]:
    decisions = tables.decisions
    mine = [project for project in account.projects if project.area == area]
    here = f"{decisions.span('area')}={grid.here('area', index)}"
    decided, wished = f"({decisions.span('decision')}=1)", f"({decisions.span('decision')}>=0)"
    value = points(sum(account.reached(project) for project in mine))
    worth = points(sum(account.value(project) for project in mine))
    own = sum(amounts_of(account, project)["own"] for project in mine)
    missed = f"{sum_where(decisions.span('worth'), here)}-{grid.here('value', index)}"
    return {
        "area": area,
        "wished": Formula(sum_where(wished, here), len(mine)),
        "chosen": Formula(
            sum_where(decided, here), sum(project.code in account.chosen for project in mine)
        ),
        "value": Formula(sum_where(decisions.span("value"), here), value),
        "missed": Formula(missed, worth - value),
        "own": Formula(sum_where(decisions.span("own"), here), own),
    }


def _write_signatures(page: Page, account: Account, row: int) -> None:
    for place, role in enumerate(("prepared", "verified", "approved")):
        page.write(row + 1, 2 * place, account.words(f"summary.{role}"), "muted")
    page.write(row + 2, 0, _covers(account), "muted")


def _covers(account: Account) -> str:
    """What the plan covers and what it leaves out."""
    count = len(account.strategy.orps)
    name = f"number.genitive.{count}"
    words = account.words
    return words("summary.covers", towns=words(name) if words.has(name) else str(count))
