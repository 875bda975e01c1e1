"""A town's sheet of robustness to weights, one page: findings, criteria, projects, best plans.

Projects stand on the left, best plans beside them, and below those a chart of the criteria's bands.
What was computed is told as it is; differences of it are formulas.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.explaining.robust import Presence, SpaceState
from stack_planner.results import points
from stack_planner.telling.robust import findings, is_proven, never_told, space_told, swap_told
from stack_planner.telling.robust_tables import (
    MOST_PLANS,
    difference,
    presence_told,
    ranked,
)
from stack_planner.workbook.answer_charts import band_chart
from stack_planner.workbook.grid import Field, Formula, Grid
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.robust import BestPlan, Interval, Robustness, Stability
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

CRITERIA = (
    Field("code", 8, "code"),
    Field("criterion", 52, "wrap"),
    Field("weight", 9, "tenths"),
    Field("least", 11, "tenths"),
    Field("most", 12, "tenths"),
    Field("low", 13, "tenths"),
    Field("high", 13, "tenths"),
    Field("fall", 14, "tenths"),
    Field("rise", 14, "tenths"),
    Field("below", 32, "wrap indent"),
    Field("above", 32, "wrap"),
)
PROJECTS = (
    Field("project", 8, "code"),
    Field("name", 52, "wrap"),
    Field("chosen", 9, "centre"),
    Field("share", 11, "tenths"),
    Field("presence", 12, "centre"),
)
CORE = Field("core", 13, "tenths")
PLANS = (
    Field("plan_share", 14, "tenths"),
    Field("plan_value", 14, "points"),
    Field("comes", 32, "wrap indent"),
    Field("leaves", 32, "wrap"),
)
PLANS_AT = 7
"""The column (from 0) in which the best plans and the chart begin."""

FINDINGS = 4
LINE_LENGTH = 250
"""The row of the first finding; characters of a sentence that go into one line."""

ROW_HEIGHT, TALLEST, LOWEST = 20, 360, 260
"""Sizes in pixels: of a row, and of the chart at most and at least."""


def write_robust(book: Book, account: Account, answers: Sequence[Robustness]) -> None:
    """The sheet; none where nothing was asked."""
    for answer in answers:
        Sheet(book, account, answer).write()


@dataclass(frozen=True)
class Sheet:
    """The sheet of one town."""

    book: Book
    account: Account
    answer: Robustness

    def write(self) -> None:
        """All of it, from the top."""
        words, name = self.account.words, self.account.words("stability.sheet")
        page = Page(self.book, name, [field.width for field in CRITERIA])
        page.titles(words("stability.title"), words("stability.subtitle"))
        page.sheet.fit_to_pages(1, 1)
        lines = list(self._findings())
        for row, line in enumerate(lines, FINDINGS):
            page.write(row, 0, line)
        criteria = self._write_criteria(page, FINDINGS + len(lines) + 2)
        below = self._write_sides(page, criteria.last + 3)
        last = self._draw(page, criteria, below)
        for row, line in enumerate(_lines(list(self._notes()), ""), last + 2):
            page.write(row, 0, line, "muted")

    def _findings(self) -> Iterator[str]:
        strategy, words = self.account.strategy, self.account.words
        space = " ".join(space_told(self.answer, strategy, words))
        yield from _lines([space, *findings(self.answer, strategy, words)], "• ")

    def _notes(self) -> Iterator[str]:
        """What stands below the tables, as far as they need it."""
        words = self.account.words
        yield from never_told(self.answer, words)
        if self.answer.plans:
            yield words("stability.note")
        if not is_proven(self.answer):
            yield words("stability.asterisk")

    # The criteria

    def _write_criteria(self, page: Page, head: int) -> Grid:
        """The table of criteria, its header in a row."""
        intervals = self.answer.intervals
        grid = self._grid(CRITERIA, head, len(intervals))
        page.write(head - 1, 0, self.account.words("stability.criteria"), "section")
        page.header(head, CRITERIA, page.headings(CRITERIA, "stability"))
        for index, interval in enumerate(intervals):
            page.line(grid, index, CRITERIA, self._criterion(grid, index, interval))
        return grid

    def _criterion(self, grid: Grid, index: int, interval: Interval) -> dict[str, Value]:
        names = {criterion.code: criterion.name for criterion in self.account.strategy.criteria}
        bounds = {code: (least, most) for code, least, most in self.answer.bounds}
        least, most = bounds.get(interval.criterion, (None, None))
        if self.answer.space is SpaceState.EMPTY:
            least = most = None
        weight, low, high = (
            float(share) for share in (interval.weight, interval.low, interval.high)
        )
        here = {key: grid.here(key, index) for key in ("weight", "low", "high")}
        return {
            "code": interval.criterion,
            "criterion": names[interval.criterion] + "*" * (not interval.proven),
            "weight": weight,
            "least": None if least is None else float(least),
            "most": None if most is None else float(most),
            "low": low,
            "high": high,
            "fall": Formula(f"={here['weight']}-{here['low']}", weight - low),
            "rise": Formula(f"={here['high']}-{here['weight']}", high - weight),
            "below": swap_told(interval.below, self.account.words) if interval.below else "",
            "above": swap_told(interval.above, self.account.words) if interval.above else "",
        }

    # The projects and, beside them, the best plans

    @property
    def _ranked(self) -> list[Stability]:
        """The projects of the table: not those that are neither in the plan nor ever in one."""
        return [
            each
            for each in ranked(self.answer)
            if each.chosen or each.presence is not Presence.NEVER
        ]

    @property
    def _projects(self) -> tuple[Field, ...]:
        """The columns of projects and the gap behind them."""
        cored = any(each.core_index is not None for each in self.answer.projects)
        gaps = tuple(Field("", field.width) for field in CRITERIA[len(PROJECTS) : PLANS_AT])
        return (*PROJECTS, CORE, *gaps[1:]) if cored else (*PROJECTS, *gaps)

    def _write_sides(self, page: Page, head: int) -> Grid:
        """Both tables, their headers in a row; each line has what there is on either side."""
        left, ranks, plans = self._projects, self._ranked, self.answer.plans[:MOST_PLANS]
        fields = (*left, *PLANS)
        grid = self._grid(fields, head, max(len(ranks), len(plans)))
        if not ranks:
            return grid
        page.write(head - 1, 0, self.account.words("stability.projects"), "section")
        page.write(head - 1, PLANS_AT, self.account.words("stability.plans"), "section")
        page.header(head, fields, page.headings(fields, "stability"))
        for index in range(grid.count):
            mine = left if index < len(ranks) else _gaps(left)
            cells = self._project(ranks[index]) if index < len(ranks) else {}
            beside = PLANS if index < len(plans) else _gaps(PLANS)
            cells |= self._plan(plans[index]) if index < len(plans) else {}
            shown = [field.showing(cells.get(field.key)) for field in (*mine, *beside)]
            page.line(grid, index, shown, cells)
        more = len(self.answer.plans) - MOST_PLANS
        if more > 0:
            text = self.account.words("robust.more_plans", n=more)
            page.write(grid.row(len(plans)), PLANS_AT, text, "muted")
        return grid

    def _project(self, stability: Stability) -> dict[str, Value]:
        words, core = self.account.words, stability.core_index
        return {
            "project": stability.project,
            "name": self.account.strategy.project[stability.project].name,
            "chosen": words("robust.yes" if stability.chosen else "robust.no"),
            "share": float(stability.share),
            "presence": presence_told(stability, words),
            "core": None if core is None else float(core),
        }

    def _plan(self, plan: BestPlan) -> dict[str, Value]:
        comes, leaves = difference(self.answer, plan)
        today = self.account.words("stability.today")
        return {
            "plan_share": float(plan.share),
            "plan_value": points(plan.value),
            "comes": today if plan.today else ", ".join(comes),
            "leaves": ", ".join(leaves),
        }

    def _draw(self, page: Page, criteria: Grid, below: Grid) -> int:
        """The chart below the best plans; the last row that it or the projects take."""
        plans = min(len(self.answer.plans), MOST_PLANS + 1)
        top, last = below.row(plans) + 1, below.last
        if not self._ranked:
            top, last = criteria.last + 2, criteria.last
        height = min(TALLEST, max(LOWEST, (last - top + 1) * ROW_HEIGHT))
        chart = band_chart(self.book, self.account.words, criteria, height)
        text = self.account.words("stability.chart.alt")
        page.sheet.insert_chart(top, PLANS_AT, chart, {"object_position": 1, "description": text})
        return max(last, top + height // ROW_HEIGHT)

    def _grid(self, fields: Sequence[Field], head: int, count: int) -> Grid:
        keys = tuple(field.key for field in fields)
        return Grid(self.account.words("stability.sheet"), head, keys, count)


def _gaps(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Columns of which a row has nothing."""
    return tuple(Field("", field.width) for field in fields)


def _lines(sentences: Sequence[str], mark: str) -> list[str]:
    """Sentences as lines of the page; what goes on is set in below its mark.

    No line begins with a sign of per cent.
    """
    return [
        (" " * 3 * bool(place) or mark) + part
        for sentence in sentences
        for place, part in enumerate(textwrap.wrap(sentence.replace(" %", "\u00a0%"), LINE_LENGTH))
    ]
