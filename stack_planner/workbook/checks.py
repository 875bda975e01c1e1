"""Sheet of checks: what must hold, what was found, and a word that says whether it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Field, Formula, Grid
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

FIELDS = (
    Field("number", 6, "flag"),
    Field("check", 84, "wrap"),
    Field("found", 18, "money"),
    Field("sense", 6, "centre"),
    Field("limit", 18, "money"),
    Field("verdict", 16, "centre"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence that must hold: a number found against a limit, by ``≤``, ``≥`` or ``=``."""

    text: str
    found: Formula | float
    sense: str
    limit: Formula | float = 0

    @property
    def holds(self) -> bool:
        """Whether it does."""
        found, limit = (_value(number) for number in (self.found, self.limit))
        return {"≤": found <= limit, "≥": found >= limit, "=": found == limit}[self.sense]


def _value(number: Formula | float) -> float:
    value = number.value if isinstance(number, Formula) else number
    return float(value)


def grid_of(account: Account, count: int) -> Grid:
    """Where the table of checks lies."""
    return account.grid("check", FIELDS, count)


def master_of(account: Account, grid: Grid, checks: Sequence[Check]) -> Formula:
    """The one sentence about all checks, for the head of every sheet."""
    good, bad = (account.words(f"check.{key}") for key in ("all_good", "some_broken"))
    broken = account.words("check.broken")
    count = sum(not check.holds for check in checks)
    text = f'=IF(COUNTIF({grid.span("verdict")},"{broken}")=0,"{good}","{bad}")'
    return Formula(text, bad if count else good)


def write_checks(book: Book, account: Account, grid: Grid, checks: Sequence[Check]) -> None:
    """The sheet; the verdict is a word, its colour only repeats it."""
    words = account.words
    page = Page(book, grid.sheet, [field.width for field in FIELDS])
    page.titles(words("check.title"), words("check.subtitle"))
    page.table(grid, FIELDS, page.headings(FIELDS, "check"))
    for index, check in enumerate(checks):
        page.line(grid, index, FIELDS, _cells(account, grid, index, check))
    verdict = grid.place("verdict")
    page.judge(grid.head + 1, verdict, grid.last, verdict, words("check.holds"))


def _cells(account: Account, grid: Grid, index: int, check: Check) -> dict[str, Value]:
    good, bad = account.words("check.holds"), account.words("check.broken")
    found, limit = grid.here("found", index), grid.here("limit", index)
    sense = {"≤": "<=", "≥": ">=", "=": "="}[check.sense]
    return {
        "number": index + 1,
        "check": check.text,
        "found": check.found,
        "sense": check.sense,
        "limit": check.limit,
        "verdict": Formula(
            f'=IF({found}{sense}{limit},"{good}","{bad}")', good if check.holds else bad
        ),
    }
