"""Sheet of projects that are not in a town's plan: why, and what would change it.

Below them stand those that are in it, with what the town would lose without each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.telling.explain import barred, money_told, weight_told, why_told
from stack_planner.workbook.grid import Field, Grid, Value
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.passport import Passport
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

OUT = (
    Field("project", 8, "code"),
    Field("name", 34, "wrap"),
    Field("why", 44, "wrap"),
    Field("price", 11, "points"),
    Field("displaced", 18, "wrap indent"),
    Field("money", 14, "money"),
    Field("years", 25, "wrap indent"),
    Field("weight", 20, "wrap"),
    Field("barred", 32, "wrap"),
)
IN = (
    Field("project", 8, "code"),
    Field("name", 34, "wrap"),
    Field("stays", 44, "wrap"),
    Field("loss", 11, "points"),
    Field("instead", 18, "wrap indent"),
)


def write_passports(book: Book, account: Account, passports: Sequence[Passport]) -> None:
    """The sheet; none where there are no passports."""
    if not passports:
        return
    out = sorted((p for p in passports if not p.chosen), key=_nearest)
    words, grid = account.words, account.grid("passport", OUT, len(out))
    page = Page(book, grid.sheet, [field.width for field in OUT])
    page.titles(words("passport.title"), words("passport.subtitle"))
    page.table(grid, OUT, page.headings(OUT, "passport"))
    for index, passport in enumerate(out):
        page.line(grid, index, OUT, _out(account, passport))
    _write_chosen(page, account, grid, [p for p in passports if p.chosen])


def _nearest(passport: Passport) -> tuple[bool, int, str]:
    """First those that come nearest to being in."""
    return passport.price is None, passport.price or 0, passport.project


def _out(account: Account, passport: Passport) -> dict[str, Value]:
    words, money = account.words, passport.money
    total = 0 if passport.price == 0 else money.total if money else None
    return {
        "project": passport.project,
        "name": account.strategy.project[passport.project].name,
        "why": why_told(passport, words),
        "price": None if passport.price is None else points(passport.price),
        "displaced": ", ".join(passport.displaced),
        "money": total,
        "years": money_told(money, words) if money else "",
        "weight": weight_told(passport.weight, words) if passport.weight else "",
        "barred": "" if passport.bar and passport.bar.is_outside else barred(passport, words),
    }


def _write_chosen(page: Page, account: Account, above: Grid, chosen: Sequence[Passport]) -> None:
    """The projects that are in the plan, those first that the town would miss most."""
    words = account.words
    grid = Grid(above.sheet, above.last + 3, tuple(field.key for field in IN), len(chosen))
    page.write(grid.head - 1, 0, words("passport.chosen"), "section")
    page.header(grid.head, IN, page.headings(IN, "passport"))
    ranked = sorted(chosen, key=lambda p: (-(p.replacement or 0), p.project))
    for index, passport in enumerate(ranked):
        lost = passport.replacement
        cells: dict[str, Value] = {
            "project": passport.project,
            "name": account.strategy.project[passport.project].name,
            "stays": why_told(passport, words),
            "loss": None if lost is None else points(lost),
            "instead": ", ".join(passport.instead),
        }
        page.line(grid, index, IN, cells)
