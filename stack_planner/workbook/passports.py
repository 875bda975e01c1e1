"""Sheets of a town's projects, those that are not in its plan and those that are.

Why a project is not chosen and what would change it; what the town would lose without a chosen one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.telling.explain import amounts_told, barred, weight_told, why_told
from stack_planner.workbook.grid import Field, Value
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
    Field("name", 54, "wrap"),
    Field("stays", 60, "wrap"),
    Field("loss", 13, "points"),
    Field("instead", 30, "wrap indent"),
)


def write_passports(book: Book, account: Account, passports: Sequence[Passport]) -> None:
    """Both sheets; none where there are no passports."""
    if not passports:
        return
    out = sorted((p for p in passports if not p.chosen), key=_nearest)
    _write(book, account, "passport", OUT, [_out(account, passport) for passport in out])
    chosen = sorted((p for p in passports if p.chosen), key=_missed)
    _write(book, account, "passport_in", IN, [_in(account, passport) for passport in chosen])


def _write(
    book: Book,
    account: Account,
    sheet: str,
    fields: tuple[Field, ...],
    rows: Sequence[dict[str, Value]],
) -> None:
    words, grid = account.words, account.grid(sheet, fields, len(rows))
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words(f"{sheet}.title"), words(f"{sheet}.subtitle"))
    page.table(grid, fields, page.headings(fields, "passport"))
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)


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
        "years": amounts_told(money.amounts, words) if money else "",
        "weight": weight_told(passport.weight, words) if passport.weight else "",
        "barred": "" if passport.bar and passport.bar.is_outside else barred(passport, words),
    }


def _missed(passport: Passport) -> tuple[int, str]:
    """First those that the town would miss most."""
    return -(passport.replacement or 0), passport.project


def _in(account: Account, passport: Passport) -> dict[str, Value]:
    lost = passport.replacement
    return {
        "project": passport.project,
        "name": account.strategy.project[passport.project].name,
        "stays": why_told(passport, account.words),
        "loss": None if lost is None else points(lost),
        "instead": ", ".join(passport.instead),
    }
