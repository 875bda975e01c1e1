"""The record of states: the sheet in the register's workbook, and the file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns.choices import AGENDAS, word_of
from stack_planner.telling.spots import state_told
from stack_planner.workbook.grid import HEAD, Field, Grid
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.coverage import Step
    from stack_planner.workbook.book import Book

STEPS = (
    Field("spot", 12, "code"),
    Field("agenda", 12),
    Field("state", 26),
    Field("on", 14, "date"),
    Field("reference", 40, "indent code"),
)


def write_record(book: Book, steps: Sequence[Step], *, plain: bool = False) -> None:
    """All steps in order; ``plain`` begins with the header, as the sheets that are read again."""
    words = book.words
    grid = Grid(
        words("record.sheet"),
        0 if plain else HEAD,
        tuple(field.key for field in STEPS),
        len(steps),
    )
    page = Page(book, grid.sheet, [field.width for field in STEPS])
    if not plain:
        page.titles(words("record.title"), words("record.subtitle"))
        if not steps:
            page.write(grid.head - 2, 0, words("record.none"), "bold")
    page.table(grid, STEPS, page.headings(STEPS, "record"))
    for index, step in enumerate(steps):
        cells = {
            "spot": step.spot,
            "agenda": word_of(step.agenda, AGENDAS, words.lang),
            "state": state_told(step.state, words),
            "on": step.on,
            "reference": step.reference,
        }
        page.line(grid, index, STEPS, cells)
