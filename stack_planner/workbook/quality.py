"""Sheet of the quality of scoring in the region's workbook: a row for each criterion.

It says what the criteria measured and decided when the plan was made, and follows no decisions.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from stack_planner.scoring.quality import qualities
from stack_planner.telling.quality import Hygiene, changes_told, findings_told, summary_told
from stack_planner.workbook.grid import Field, Value
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.removing import Removal
    from stack_planner.scoring.quality import Quality
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

FIELDS = (
    Field("criterion", 8, "code"),
    Field("name", 28, "wrap"),
    Field("weight", 8, "share"),
    Field("scored", 10, "count"),
    Field("levels", 10, "count"),
    Field("on_one", 12, "count"),
    Field("on_two", 12, "count"),
    Field("top", 11, "count"),
    Field("twin", 14, "code centre"),
    Field("alike", 9, "points"),
    Field("cost", 9, "points"),
    Field("changes", 28, "wrap indent"),
)
FINDINGS = (Field("finding", 30, "wrap"), Field("advice", 30, "wrap"))
"""Columns that are there only if something was found."""

PLACES = 4
"""Decimal places of a rank correlation."""

LINE_LENGTH = 150
"""Characters of a sentence that go into one line below the table."""


def write_quality(book: Book, account: Account, removals: Sequence[Removal]) -> None:
    """The sheet; none where no plan was asked without its criteria."""
    if not removals:
        return
    figures = qualities(account.strategy, account.plan.scores)
    told, words = Hygiene(account.strategy, account.plan.scores, figures, removals), account.words
    found = any(told.findings(quality) for quality in figures)
    fields = (*FIELDS, *FINDINGS) if found else FIELDS
    grid = account.grid("quality", fields, len(figures))
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("quality.title"), words("quality.subtitle"))
    page.table(grid, fields, page.headings(fields, "quality"))
    for index, quality in enumerate(figures):
        page.line(grid, index, fields, _cells(account, told, quality))
    row = grid.last + 2
    for text in (*summary_told(told, words), words("quality.held")):
        for place, part in enumerate(textwrap.wrap(text, LINE_LENGTH)):
            page.write(row, 0, ("• " if place == 0 else "   ") + part)
            row += 1


def _cells(account: Account, told: Hygiene, quality: Quality) -> dict[str, Value]:
    words, code = account.words, quality.criterion
    findings = list(findings_told(told, quality, words))
    return {
        "criterion": code,
        "name": told.name(code),
        "weight": float(told.scores.weights[code]),
        "scored": quality.scored,
        "levels": quality.levels,
        "on_one": quality.on_one,
        "on_two": quality.on_two,
        "top": quality.top,
        "twin": quality.twin,
        "alike": None if quality.alike is None else round(quality.alike, PLACES),
        "cost": None if quality.cost is None else round(quality.cost, PLACES),
        "changes": changes_told(told, code, words),
        "finding": "; ".join(what for what, _ in findings),
        "advice": " ".join(do for _, do in findings),
    }
