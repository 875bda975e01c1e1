"""Sheet of the budget: years × sources, capital and current apart, limits and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.budget_table import YEARS, BudgetTable
from stack_planner.workbook.grid import HEAD, Formula, address
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

LABEL_WIDTH, YEAR_WIDTH, NOTE_WIDTH = 52, 14, 60
SUMMED = frozenset(
    {"total", "projects", "shares", "grants", "grant", "region", "others", "own"}
    | {"used", "spent", "received", "needed"}
    | {"vat", "contracted", "running", "one_off", "saving", "allotted", "kept", "drawn"}
)
"""Parts whose years are added up; limits and balances of single years are not."""

GIVEN = frozenset({"limit", "ceiling", "capacity"})
STRONG = frozenset({"total", "usable", "left", "closing", "state", "room", "need", "spare"})


def write_budget(book: Book, account: Account, table: BudgetTable) -> None:
    """The sheet: every row's formulas over the chosen options, limits as inputs."""
    years = [*table.horizon, table.after]
    widths = [LABEL_WIDTH, *[YEAR_WIDTH] * (len(years) + 1), NOTE_WIDTH]
    page = Page(book, table.sheet, widths)
    words = account.words
    page.titles(words("budget.title"), words("budget.subtitle"))
    _headings(page, account, table)
    for key, row in table.rows.items():
        if key.startswith("#"):
            page.write(row, 0, words(f"budget.section.{key[1:]}"), "section")
        else:
            _write_row(page, table, key, years)
    page.sheet.set_h_pagebreaks([table.rows["#bridge"]])
    page.sheet.repeat_rows(HEAD, YEARS)
    page.sheet.freeze_panes(YEARS + 1, 1)


def _headings(page: Page, account: Account, table: BudgetTable) -> None:
    words = account.words
    page.write(HEAD, 0, words("budget.row"), "header")
    page.write(YEARS, 0, words("budget.year"), "muted")
    for place, year in enumerate(table.horizon):
        name = words("budget.this_year" if place == 0 else "budget.outlook", year=str(year))
        page.write(HEAD, table.column(year), name, "header right")
        page.write(YEARS, table.column(year), year, "year muted right")
    after = words("budget.after", year=str(table.horizon[-1]))
    page.write(HEAD, table.column(table.after), after, "header right")
    page.write(YEARS, table.column(table.after), table.after, "year muted right")
    page.write(HEAD, table.sums, words("budget.sum"), "header right")
    page.write(HEAD, table.notes, words("budget.note"), "header indent")


def _write_row(page: Page, table: BudgetTable, key: str, years: list[int]) -> None:
    row, part = table.rows[key], key.split(".")[1]
    look = "row bold" if part in STRONG else "row"
    number = f"money right {look}" + (" input" if part in GIVEN else "")
    words = table.account.words
    page.write(row, 0, words(f"budget.{key}"), look if part in STRONG else f"{look} indent")
    for year in years:
        value = table.make(key, year)
        given = number if not isinstance(value, Formula) else f"money right {look}"
        page.write(row, table.column(year), value, given if value is not None else look)
    _write_sum(page, table, key, look)
    if part == "reserve":
        page.write(
            row, table.notes, float(table.account.settings.reserve), "share input row left indent"
        )
    else:
        page.write(row, table.notes, _note(table, key), "muted wrap row indent")


def _note(table: BudgetTable, key: str) -> str | None:
    """What helps to read a row: of this very row, or of its part wherever it stands."""
    words = table.account.words
    names = (f"budget.notes_of.{key}", f"budget.notes.{key.split('.')[1]}")
    return next((words(name) for name in names if words.has(name)), None)


def _write_sum(page: Page, table: BudgetTable, key: str, look: str) -> None:
    """The sum of a row's years within the horizon."""
    row, part = table.rows[key], key.split(".")[1]
    if part not in SUMMED:
        page.write(row, table.sums, None, look)
        return
    first, last = (address(row, table.column(table.horizon[i])) for i in (0, -1))
    total = sum(table.number(key, year) for year in table.horizon)
    page.write(row, table.sums, Formula(f"=SUM({first}:{last})", total), f"money {look}")
