"""The register of one agenda: its spots by inhabitants affected, how old, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.telling.spots import (
    HELD,
    held_reason,
    lacking_told,
    next_of,
    stage_told,
    state_told,
)
from stack_planner.workbook.coverage.sheets import LISTED
from stack_planner.workbook.grid import Field, Formula
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from stack_planner.coverage import Entry
    from stack_planner.records import Agenda
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.coverage.sheets import Sheets
    from stack_planner.workbook.grid import Grid, Value

HELD_BACK = (
    Field("code", 9, "code"),
    Field("agenda", 17),
    Field("orp", 8, "code"),
    Field("municipality", 20, "wrap"),
    Field("place", 26, "wrap"),
    Field("population", 12, "count"),
    Field("state", 18, "indent"),
    Field("lacking", 20, "wrap"),
    Field("reason", 62, "wrap"),
)


def write_listed(book: Book, sheets: Sheets, agenda: Agenda) -> None:
    """The sheet of an agenda; with no spot its table is empty, and the sheet says so."""
    words, grid, fields = book.words, sheets.listed[agenda], LISTED[agenda]
    entries = sheets.register.of(agenda)
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words(f"listed.{agenda}.title"), words(f"listed.{agenda}.subtitle"))
    if not entries:
        page.write(grid.head - 2, 0, words("listed.none"), "bold")
    page.table(grid, fields, page.headings(fields, "listed"), frozen=1)
    for index, entry in enumerate(entries):
        page.line(grid, index, fields, _row(sheets, grid, index, entry))


def _row(sheets: Sheets, grid: Grid, index: int, entry: Entry) -> dict[str, Value]:
    words, spot, reached = sheets.words, entry.spot, entry.reached
    since = grid.here("since", index)
    age = entry.age(sheets.register.on)
    return {
        "code": spot.code,
        "orp": entry.municipality.orp,
        "municipality": entry.municipality.name,
        "part": spot.part,
        "address": spot.address,
        "description": spot.description,
        "population": spot.population,
        "state": state_told(reached.state, words),
        "since": reached.on,
        "age": Formula(f'=IF({since}="","",{sheets.day}-{since})', "" if age is None else age),
        "reference": reached.reference,
        "stage": stage_told(spot.agenda, entry.stage, words),
        "lacking": lacking_told(entry, words),
        "next": next_of(entry, words),
    }


def write_held(book: Book, sheets: Sheets) -> None:
    """The spots that no office gets yet, both agendas apart by a column, each with its reason."""
    words = book.words
    entries = [entry for entry in sheets.register.entries if entry.stage in HELD]
    entries.sort(key=lambda entry: entry.spot.agenda, reverse=True)
    grid = sheets.grid("held", HELD_BACK, len(entries))
    page = Page(book, grid.sheet, [field.width for field in HELD_BACK])
    page.titles(words("held.title"), words("held.subtitle"))
    if not entries:
        page.write(grid.head - 2, 0, words("held.none"), "bold")
    page.table(grid, HELD_BACK, page.headings(HELD_BACK, "held"), frozen=1)
    for index, entry in enumerate(entries):
        page.line(grid, index, HELD_BACK, _held(entry, words))


def _held(entry: Entry, words: Words) -> dict[str, Value]:
    spot = entry.spot
    return {
        "code": spot.code,
        "agenda": words(f"spot.agenda.{spot.agenda}"),
        "orp": entry.municipality.orp,
        "municipality": entry.municipality.name,
        "place": ", ".join(filter(None, (spot.part, spot.address))),
        "population": spot.population,
        "state": state_told(entry.reached.state, words),
        "lacking": lacking_told(entry, words),
        "reason": held_reason(entry, words),
    }
