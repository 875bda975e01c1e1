"""Sheet of agreement: how other methods would rank a town's projects, beside their value.

It is a check made with the plan and does not follow the decisions: what other methods say never
enters a sum.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.telling.crosscheck import meaning
from stack_planner.workbook.grid import Field, Value
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.scoring.crosscheck import Agreement
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

PROJECT = (
    Field("project", 9, "code"),
    Field("name", 60, "wrap"),
    Field("proposed", 10, "centre"),
    Field("value", 11, "points"),
    Field("place", 12, "count"),
)
DIFFERENCE = Field("difference", 13, "count")
METHOD_WIDTH = 14

PLACES = 4
"""Decimal places of a rank correlation."""

LINE_LENGTH = 150
"""Characters of a sentence that go into one line below the table."""


def write_crosscheck(book: Book, account: Account, agreements: Sequence[Agreement]) -> None:
    """The sheet of one town; none where the methods were not asked or had nothing to rank."""
    for made in agreements:
        Sheet(book, account, made).write()


class Sheet:
    """The table: a row for each project from the most valuable down, a column for each method."""

    def __init__(self, book: Book, account: Account, made: Agreement) -> None:
        self._account, self._made = account, made
        methods = (Field(r.method.name, METHOD_WIDTH, "count") for r in made.rankings)
        self._fields = (*PROJECT, *methods, DIFFERENCE)
        self._grid = account.grid("crosscheck", self._fields, len(made.projects))
        self._page = Page(book, self._grid.sheet, [field.width for field in self._fields])

    def write(self) -> None:
        """The correlations above the table, the table, and below it what it means."""
        words, page, grid = self._account.words, self._page, self._grid
        page.titles(words("crosscheck.title"), words("crosscheck.subtitle"))
        page.table(grid, self._fields, self._headings())
        self._correlations()
        for index in range(grid.count):
            page.line(grid, index, self._fields, self._cells(index))
        row = grid.last + 2
        for text in meaning([self._made], self._account.strategy, words):
            for place, part in enumerate(textwrap.wrap(text, LINE_LENGTH)):
                page.write(row, 0, ("• " if place == 0 else "   ") + part)
                row += 1

    def _headings(self) -> list[str]:
        words = self._account.words
        methods = (words("crosscheck.by_method", method=r.method) for r in self._made.rankings)
        return [
            *self._page.headings(PROJECT, "crosscheck"),
            *methods,
            *self._page.headings([DIFFERENCE], "crosscheck"),
        ]

    def _correlations(self) -> None:
        """Two rows above the header, each number over the method that it belongs to."""
        for row, key in ((self._grid.head - 2, "kendall"), (self._grid.head - 1, "spearman")):
            self._page.write(row, 1, self._account.words(f"crosscheck.{key}"), "bold right")
            for ranking in self._made.rankings:
                found = getattr(ranking, key)
                value = None if found is None else round(found, PLACES)
                place = self._grid.place(ranking.method.name)
                self._page.write(row, place, value, "points bold")

    def _cells(self, index: int) -> dict[str, Value]:
        code, place = self._made.projects[index], self._made.places[index]
        theirs = {r.method.name: r.places[index] for r in self._made.rankings}
        chosen = code in self._account.chosen
        return {
            "project": code,
            "name": self._account.strategy.project[code].name,
            "proposed": self._account.words("check.yes" if chosen else "check.no"),
            "value": points(self._account.plan.scores.values[code, self._made.orp]),
            "place": place,
            **theirs,
            "difference": max(abs(other - place) for other in theirs.values()),
        }
