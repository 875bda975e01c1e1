"""Sheet of the summary: one page with key figures, findings in sentences, a table and charts."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.telling.typeset import typeset
from stack_planner.workbook.charts import money_chart, value_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.areas import Areas
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Formula
    from stack_planner.workbook.page import Page
    from stack_planner.workbook.statements import Statements

WIDTHS = (32, 17, 17, 17, 17, 17, 2, 38, 38)
"""Figures, findings and the table stand on the left, the charts on the right."""

CHARTS_AT = 7
FIGURES, FINDINGS = 4, 7
LINE_LENGTH = 146
ROW_HEIGHT, CHART_WIDTH, GAP = 20, 540, 8
"""Sizes in pixels."""

TALLEST = 330


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it is, its formula, its look."""

    label: str
    value: Formula
    traits: str


@dataclass(frozen=True, slots=True)
class Story:
    """What the page tells: key figures, sentences already cut into lines, the table by area."""

    figures: Sequence[Figure]
    lines: Sequence[str]
    areas: Areas
    title_of_areas: str


def lines_of_findings(findings: Iterable[str]) -> list[str]:
    """Sentences as lines of the page; each begins with a dot, what goes on is set in."""
    return [
        ("• " if place == 0 else "   ") + text
        for finding in findings
        for place, text in enumerate(textwrap.wrap(typeset(finding), LINE_LENGTH))
    ]


def head_of_areas(lines: Sequence[str]) -> int:
    """The row (from 0) of the header of the table by area, below the findings."""
    return FINDINGS + len(lines) + 3


def write_summary(
    page: Page, account: Account, story: Story, budget: BudgetTable, statements: Statements
) -> None:
    """Fills the page, which was made first so that it opens first."""
    words = account.words
    title = words("summary.title", name=account.name, years=account.years)
    draft = words("summary.draft")
    page.titles(title, f"{words('public.notice')} {draft}" if account.plan.public else draft)
    page.sheet.fit_to_pages(1, 1)
    for place, figure in enumerate(story.figures):
        page.write(FIGURES, place, figure.label, "muted wrap")
        page.write(FIGURES + 1, place, figure.value, f"{figure.traits} figure")
    page.heighten(FIGURES, 2)
    page.write(FINDINGS, 0, words("summary.findings"), "section")
    for row, line in enumerate(story.lines, FINDINGS + 1):
        page.write(row, 0, line)
    story.areas.write(page, story.title_of_areas)
    _draw(page, account, story.areas, budget, statements)
    _write_signatures(page, account, story.areas.last + 1)


def _draw(
    page: Page, account: Account, areas: Areas, budget: BudgetTable, statements: Statements
) -> None:
    """Two charts one below the other, as tall together as what stands beside them."""
    room = (areas.last - FINDINGS + 2) * ROW_HEIGHT
    height = min(TALLEST, (room - GAP) // 2)
    charts = {
        "money": money_chart(page.book, account, budget, statements.title("money")),
        "value": value_chart(page.book, account, areas.grid, statements.title("value")),
    }
    for place, (name, chart) in enumerate(charts.items()):
        chart.set_size({"width": CHART_WIDTH, "height": height})
        text = account.words(f"summary.alt.{name}")
        where = {"object_position": 1, "description": text, "y_offset": place * (height + GAP)}
        page.sheet.insert_chart(FINDINGS, CHARTS_AT, chart, where)


def _write_signatures(page: Page, account: Account, row: int) -> None:
    for place, role in zip((0, 3, CHARTS_AT), ("prepared", "verified", "approved"), strict=True):
        page.write(row + 1, place, account.words(f"summary.{role}"), "muted")
    page.write(row + 2, 0, _covers(account), "muted")
    page.link(row + 3, 0, account.words("summary.contents"), account.words("about.sheet"))


def _covers(account: Account) -> str:
    """What the plan covers and what it leaves out."""
    count = len(account.strategy.orps)
    name = f"number.genitive.{count}"
    words = account.words
    return words("summary.covers", towns=words(name) if words.has(name) else str(count))
