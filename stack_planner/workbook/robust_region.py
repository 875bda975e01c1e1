"""The region's sheet of how the towns' plans hang on the weights, side by side; no ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.robust import Presence
from stack_planner.results import points
from stack_planner.telling.robust import has_shares, is_proven, today_of
from stack_planner.workbook.grid import Field
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.robust import Robustness
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

TOWNS = (
    Field("town", 8, "code"),
    Field("name", 18),
    Field("plans", 11, "count"),
    Field("share", 13, "tenths"),
    Field("loss", 12, "points"),
    Field("amount", 17, "tenths"),
    Field("source", 11, "code centre"),
    Field("target", 11, "code centre"),
    Field("comes", 16, "wrap indent"),
    Field("leaves", 16, "wrap"),
    Field("always", 40, "wrap"),
    Field("sometimes", 30, "wrap"),
    Field("proven", 11, "centre"),
)


def write_robust_towns(book: Book, account: Account, answers: Sequence[Robustness]) -> None:
    """The sheet; none where nothing was asked."""
    if not answers:
        return
    words, grid = account.words, account.grid("stabilities", TOWNS, len(answers))
    page = Page(book, grid.sheet, [field.width for field in TOWNS])
    page.titles(words("stabilities.title"), words("stabilities.subtitle"))
    page.table(grid, TOWNS, page.headings(TOWNS, "stabilities"), frozen=2)
    for index, answer in enumerate(answers):
        cells = _town(account, answer)
        page.line(grid, index, [field.showing(cells[field.key]) for field in TOWNS], cells)


def _town(account: Account, answer: Robustness) -> dict[str, Value]:
    words = account.words
    return {
        "town": answer.orp,
        "name": account.strategy.orp[answer.orp].name,
        **_shares(answer),
        **_nearest(answer),
        "proven": words("stabilities.yes" if is_proven(answer) else "stabilities.no"),
    }


def _shares(answer: Robustness) -> dict[str, Value]:
    """What the whole of the weights says; nothing where they were not all gone through."""
    keys = ("plans", "share", "loss", "always", "sometimes")
    if not has_shares(answer) or not answer.exact:
        return dict.fromkeys(keys)
    today = today_of(answer)
    of = {
        presence: ", ".join(each.project for each in answer.projects if each.presence is presence)
        for presence in (Presence.ALWAYS, Presence.SOMETIMES)
    }
    return {
        "plans": len(answer.plans),
        "share": float(today.share) if today else 0,
        "loss": points(answer.loss),
        "always": of[Presence.ALWAYS],
        "sometimes": of[Presence.SOMETIMES],
    }


def _nearest(answer: Robustness) -> dict[str, Value]:
    """The least shift of weight that changes the plan; nothing where none does."""
    shift = answer.nearest
    if shift is None:
        return dict.fromkeys(("amount", "source", "target", "comes", "leaves"))
    return {
        "amount": float(shift.amount),
        "source": shift.source,
        "target": shift.target,
        "comes": ", ".join(shift.swap.entering),
        "leaves": ", ".join(shift.swap.leaving),
    }
