"""Sheet of the log: what officers decided so far, when, why and by which resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Field
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

FIELDS = (
    Field("date", 11, "date"),
    Field("by", 22, "wrap"),
    Field("project", 16, "wrap"),
    Field("before", 26, "wrap"),
    Field("after", 26, "wrap"),
    Field("reason", 44, "wrap"),
    Field("resolution", 16, "wrap"),
)


def write_log(book: Book, account: Account) -> None:
    """The sheet, an entry a row from the oldest; none where there is nothing to log."""
    entries = account.plan.log.get(account.payer, ())
    if not entries:
        return
    words, grid = account.words, account.grid("log", FIELDS, len(entries))
    page = Page(book, grid.sheet, [field.width for field in FIELDS])
    page.titles(words("log.title"), words("log.subtitle"))
    page.table(grid, FIELDS, page.headings(FIELDS, "log"))
    for index, entry in enumerate(entries):
        cells = {field.key: getattr(entry, field.key) for field in FIELDS}
        page.line(grid, index, FIELDS, cells)
