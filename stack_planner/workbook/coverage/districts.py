"""The summary by district in the order of their codes; counts are formulas, nothing is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.coverage.register import Stage
from stack_planner.records import Agenda
from stack_planner.telling.spots import stage_told
from stack_planner.workbook.grid import Field, Formula, number, quoted, sum_where
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.records import Orp
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.coverage.sheets import Sheets
    from stack_planner.workbook.grid import Grid, Value

DISTRICTS = (
    Field("orp", 8, "code"),
    Field("name", 20),
    *(
        field
        for agenda in Agenda
        for field in (
            *(Field(f"{agenda}_{stage}", 15, "count") for stage in Stage),
            Field(f"{agenda}_population", 15, "count"),
        )
    ),
)


def write_districts(book: Book, sheets: Sheets) -> None:
    """The sheet: a row for each district, both agendas side by side and never added up."""
    words = book.words
    orps = sorted(sheets.register.orps, key=lambda orp: orp.code)
    grid = sheets.grid("districts", DISTRICTS, len(orps))
    page = Page(book, grid.sheet, [field.width for field in DISTRICTS])
    page.titles(words("districts.title"), words("districts.subtitle"))
    page.table(grid, DISTRICTS, _headings(words), frozen=2)
    rows = [_row(sheets, grid, index, orp) for index, orp in enumerate(orps)]
    for index, cells in enumerate(rows):
        page.line(grid, index, DISTRICTS, cells)
    _write_totals(page, grid, rows)
    unknown = sum(entry.spot.population is None for entry in sheets.register.entries)
    page.write(grid.last + 2, 0, words("districts.note"), "muted")
    if unknown:
        page.write(grid.last + 3, 0, words("districts.unknown", n=unknown), "muted")


def _headings(words: Words) -> list[str]:
    """Two columns of names, then of each agenda its stages and the people."""
    found = [words("districts.orp"), words("districts.name")]
    for agenda in Agenda:
        short = words(f"districts.{agenda}")
        found += [f"{short}: {stage_told(agenda, stage, words)}" for stage in Stage]
        found.append(f"{short}: {words('districts.population')}")
    return found


def _row(sheets: Sheets, grid: Grid, index: int, orp: Orp) -> dict[str, Value]:
    cells: dict[str, Value] = {"orp": orp.code, "name": orp.name}
    mine = sheets.register.in_district(orp.code)
    for agenda, listed in sheets.listed.items():
        entries = [entry for entry in mine if entry.spot.agenda is agenda]
        here = f"{listed.span('orp')}={grid.here('orp', index)}"
        for stage in Stage:
            at = f"{listed.span('stage')}={quoted(stage_told(agenda, stage, sheets.words))}"
            count = sum(entry.stage is stage for entry in entries)
            cells[f"{agenda}_{stage}"] = Formula(f"=SUMPRODUCT(({here})*({at}))", count)
        solved = quoted(stage_told(agenda, Stage.SOLVED, sheets.words))
        people = sum(e.spot.population or 0 for e in entries if e.stage is not Stage.SOLVED)
        formula = sum_where(listed.span("population"), here, f"{listed.span('stage')}<>{solved}")
        cells[f"{agenda}_population"] = Formula(formula, people)
    return cells


def _write_totals(page: Page, grid: Grid, rows: Sequence[Mapping[str, Value]]) -> None:
    """Sums of the rows in sight, above the header and so outside the filter."""
    page.write(grid.head - 1, 0, page.book.words("print.subtotal"), "bold")
    for column, field in enumerate(DISTRICTS):
        if field.traits == "count":
            total = sum(number(cells[field.key]) for cells in rows)
            formula = Formula(f"=SUBTOTAL(109,{grid.span(field.key)})", total)
            page.write(grid.head - 1, column, formula, "count bold")
