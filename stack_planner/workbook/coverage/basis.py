"""The second sheet of a handover: what its columns mean, the thresholds, where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import Agenda
from stack_planner.workbook.coverage.handover import HANDED_OVER
from stack_planner.workbook.page import Page, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.words import Words
    from stack_planner.workbook.book import Book

WIDTHS = (28, 84, 58)
RULES: Mapping[Agenda, tuple[str, ...]] = {
    Agenda.MOBILE: ("request", "threshold", "listed", "duty", "press", "units"),
    Agenda.FIXED: ("category", "a", "b", "c", "ab", "plans", "earlier", "technology", "followed"),
}
"""Rules of each agenda, each with its source."""

FIRST = 4


def write_basis(book: Book, agenda: Agenda) -> None:
    """The sheet: what the workbook is, its columns, the rules with their sources."""
    words = book.words
    page = Page(book, words("basis.sheet"), WIDTHS)
    page.titles(words("basis.title"), words("basis.subtitle"))
    page.sheet.fit_to_pages(1, 1)
    row = FIRST
    sections = {
        "whole": _whole(agenda, words),
        "columns": _columns(agenda, words),
        "rules": _rules(agenda, words),
    }
    for section, lines in sections.items():
        page.write(row, 0, words(f"basis.{section}"), "section")
        for cells in lines:
            row += 1
            _write_line(page, row, cells)
        row += 2


def _write_line(page: Page, row: int, cells: tuple[str, ...]) -> None:
    for column, text in enumerate(cells):
        page.write(row, column, text, "row wrap muted" if column == len(WIDTHS) - 1 else "row wrap")
    needed = zip(cells, WIDTHS, strict=False)
    page.heighten(row, max(lines_of(text, width) for text, width in needed))


def _whole(agenda: Agenda, words: Words) -> Iterator[tuple[str, ...]]:
    for key in ("draft", "complete", "order", "persons", agenda):
        yield words(f"basis.{key}.name"), words(f"basis.{key}.text"), ""


def _columns(agenda: Agenda, words: Words) -> Iterator[tuple[str, ...]]:
    """The columns that need a word, each with where its value comes from."""
    for field in HANDED_OVER[agenda]:
        key = f"basis.column.{field.key}"
        if words.has(f"{key}.text"):
            yield words(f"handed.{field.key}"), words(f"{key}.text"), words(f"{key}.source")


def _rules(agenda: Agenda, words: Words) -> Iterator[tuple[str, ...]]:
    for rule in RULES[agenda]:
        key = f"basis.{agenda}_rule.{rule}"
        yield words(f"{key}.name"), words(f"{key}.text"), words(f"{key}.source")
