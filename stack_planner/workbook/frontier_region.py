"""The region's sheet of the towns' budget curves side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.explaining.frontier import TODAY
from stack_planner.results import points
from stack_planner.telling.frontier import enough
from stack_planner.workbook.grid import Field, Formula, Grid
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.frontier import Frontier
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

LEVELS = tuple(Fraction(share, 10) for share in range(8, 13))
TOWNS = (
    Field("town", 8, "code"),
    Field("name", 18),
    Field("budget", 15, "money"),
    *(Field(f"at_{level}", 10, "points") for level in LEVELS),
    Field("next", 12, "share"),
    Field("more", 13, "money"),
    Field("gain", 10, "points"),
    Field("price", 12, "money"),
    Field("comes", 14, "wrap indent"),
    Field("leaves", 14, "wrap"),
    Field("first", 11, "share"),
    Field("order", 13, "wrap indent"),
    Field("proven", 11, "centre"),
)


def write_curves(book: Book, account: Account, frontiers: Sequence[Frontier]) -> None:
    """The sheet; none where there are no curves."""
    told = [frontier for frontier in frontiers if frontier.points]
    if not told:
        return
    words, grid = account.words, account.grid("curves", TOWNS, len(told))
    page = Page(book, grid.sheet, [field.width for field in TOWNS])
    page.titles(words("curves.title"), words("curves.subtitle"))
    shares = {f"at_{level}": words.percent(level) for level in LEVELS}
    heads = [
        words("curves.at", share=shares[field.key])
        if field.key in shares
        else words(f"curves.{field.key}")
        for field in TOWNS
    ]
    page.table(grid, TOWNS, heads, frozen=2)
    for index, frontier in enumerate(told):
        page.line(grid, index, TOWNS, _town(account, grid, index, frontier))


def _town(account: Account, grid: Grid, index: int, frontier: Frontier) -> dict[str, Value]:
    words = account.words
    order = next((step.dropped for step in frontier.nested.steps if step.dropped), ())
    levels: dict[str, Value] = {}
    for level in LEVELS:
        point = frontier.at(level)
        levels[f"at_{level}"] = points(point.value) if point else None
    return {
        "town": frontier.orp,
        "name": account.strategy.orp[frontier.orp].name,
        "budget": frontier.budget,
        **levels,
        **_next(grid, index, frontier),
        "first": float(enough(frontier.points[0].factor)),
        "order": ", ".join(order),
        "proven": words("curves.yes" if frontier.proven else "curves.no"),
    }


def _next(grid: Grid, index: int, frontier: Frontier) -> dict[str, Value]:
    """The next point above today's limits, if there is one, and what a point of it costs."""
    ahead, today = frontier.next, frontier.at(TODAY)
    if ahead is None or today is None:
        return dict.fromkeys(("next", "more", "gain", "price", "comes", "leaves"))
    more, gain = ahead.budget - frontier.budget, points(ahead.value) - points(today.value)
    price = f"=ROUND({grid.here('more', index)}/{grid.here('gain', index)},0)"
    return {
        "next": float(enough(ahead.factor)),
        "more": more,
        "gain": gain,
        "price": Formula(price, round(more / gain)),
        "comes": ", ".join(sorted({*ahead.projects} - {*today.projects})),
        "leaves": ", ".join(sorted({*today.projects} - {*ahead.projects})),
    }
