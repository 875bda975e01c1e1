"""Sheet of towns alone and together: what planning together adds, by its parts and in CZK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.comparison import Reach
from stack_planner.results import points
from stack_planner.workbook.charts import together_chart
from stack_planner.workbook.grid import Field, Formula, Grid, Value
from stack_planner.workbook.page import Page
from stack_planner.workbook.town_charts import together_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.comparison import Lack
    from stack_planner.results import OrpPlan
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

FIELDS = (
    Field("orp", 7, "code"),
    Field("town", 20),
    Field("alone", 14, "points"),
    Field("regional", 14, "points"),
    Field("joint", 14, "points"),
    Field("pool", 14, "points"),
    Field("gain", 14, "points"),
    Field("value", 14, "points"),
    Field("lack", 18, "money"),
    Field("lack_why", 14, "wrap"),
    Field("own_way", 18, "money"),
    Field("own_way_why", 16, "wrap"),
)
PARTS = ("regional", "joint", "pool")


def is_compared(account: Account) -> bool:
    """Whether the plan knows what the towns would reach alone."""
    return any(orp.lack is not None for orp in account.plan.orps)


def grid_of(account: Account) -> Grid:
    """Where the table lies."""
    return account.grid("together", FIELDS, len(account.plan.orps))


def write_together(book: Book, account: Account, grid: Grid) -> None:
    """The sheet: a row for each town, a chart of the same numbers, and what they mean."""
    words = account.words
    page = Page(book, grid.sheet, [field.width for field in FIELDS])
    page.titles(words("together.title"), words("together.subtitle"))
    page.table(grid, FIELDS, page.headings(FIELDS, "together"))
    rows = [_cells(account, grid, index, orp) for index, orp in enumerate(account.plan.orps)]
    for index, cells in enumerate(rows):
        page.line(grid, index, FIELDS, cells)
    page.subtotals(grid, FIELDS, rows)
    for key in ("lack", "own_way"):
        _write_total(page, grid, key, rows)
    notes = ("alone", *PARTS, "lack")
    for row, key in enumerate(notes, grid.last + 2):
        page.write(row, 0, words(f"together.note.{key}"), "muted")
    placed = {"object_position": 1, "description": words("together.alt"), "x_offset": 4}
    chart = together_chart(book, account, grid, together_title(account))
    page.sheet.insert_chart(grid.last + len(notes) + 3, 0, chart, placed)


def _cells(account: Account, grid: Grid, index: int, orp: OrpPlan) -> dict[str, Value]:
    alone = None if orp.alone is None else points(orp.alone)
    cells: dict[str, Value] = {
        "orp": orp.code,
        "town": orp.name,
        "alone": alone,
        **dict.fromkeys(PARTS),
        "gain": None,
        "value": points(orp.value),
        **_needed(account, "lack", orp.lack),
        **_needed(account, "own_way", orp.lack_without_regional),
    }
    if orp.gain is not None:
        cells |= {part: points(getattr(orp.gain, part)) for part in PARTS}
        first, last, whole = (grid.here(key, index) for key in ("regional", "pool", "alone"))
        cells["gain"] = Formula(f"=ROUND(SUM({first}:{last}),4)", points(orp.gain.total))
        cells["value"] = Formula(f"=ROUND(SUM({whole}:{last}),4)", points(orp.value))
    return cells


def _needed(account: Account, key: str, lack: Lack | None) -> dict[str, Value]:
    """The amount, and beside it the word for why there is none."""
    words = account.words
    if lack is None:
        return {key: None, f"{key}_why": words("together.no_plan")}
    if lack.amount is None:
        why = "never" if lack.reach is Reach.NEVER else "open"
        return {key: None, f"{key}_why": words(f"together.{why}")}
    return {key: lack.amount, f"{key}_why": ""}


def _write_total(page: Page, grid: Grid, key: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """The sum of a column of amounts, if every town has one: half a sum would mislead."""
    amounts = [amount for cells in rows if isinstance(amount := cells[key], int)]
    incomplete = page.book.words("together.incomplete")
    total: int | str = sum(amounts) if len(amounts) == len(rows) else incomplete
    span = grid.span(key)
    text = f'=IF(COUNT({span})=ROWS({span}),SUBTOTAL(109,{span}),"{incomplete}")'
    page.write(grid.head - 1, grid.place(key), Formula(text, total), "money bold")
