"""The cover of the register: findings in sentences, counts along both paths, what is known."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

from stack_planner.coverage import Stage, path_of
from stack_planner.coverage.path import SOLVED
from stack_planner.records import Agenda
from stack_planner.telling.spots import HELD, codes_told, day_told, next_step, state_told
from stack_planner.workbook.coverage.sheets import DAY_COLUMN, DAY_ROW
from stack_planner.workbook.grid import Field, Formula, Grid, address, sum_where
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.coverage import Entry, Register
    from stack_planner.records import SpotState
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.coverage.sheets import Sheets
    from stack_planner.workbook.grid import Value

PATH = (
    Field("state", 30),
    Field("count", 14, "count"),
    Field("population", 16, "count"),
    Field("age", 18, "count"),
    Field("next", 74, "wrap indent"),
)
FINDINGS, LINE_LENGTH = 5, 170
DAYS = (date(2020, 1, 1), date(2099, 12, 31))
"""The days that the cell of the day takes."""

FACTS = ("listed", "one_place", "units", "duty", "press", "category")


def write_cover(book: Book, sheets: Sheets) -> None:
    """The sheet, on one page; its cell of the day moves every age in the workbook."""
    words, register = book.words, sheets.register
    page = Page(book, words("cover.sheet"), [field.width for field in PATH])
    page.titles(words("cover.title"), words("cover.subtitle"))
    page.sheet.fit_to_pages(1, 1)
    page.write(DAY_ROW, 0, words("cover.day"), "bold")
    page.write(DAY_ROW, DAY_COLUMN, register.on, "date input")
    page.dates(DAY_ROW, DAY_COLUMN, DAY_ROW, DAYS, words("cover.day_error"))
    row = _write_lines(page, FINDINGS, words("cover.findings"), _findings(register, words))
    for agenda in Agenda:
        row = _write_path(page, sheets, agenda, row)
    facts = (words(f"cover.fact.{fact}") for fact in FACTS)
    _write_lines(page, row, words("cover.facts"), facts)


def _write_lines(page: Page, row: int, section: str, sentences: Iterable[str]) -> int:
    """Sentences below their heading, cut into lines; the row after next is returned."""
    page.write(row, 0, section, "section")
    for sentence in sentences:
        for place, line in enumerate(textwrap.wrap(sentence, LINE_LENGTH)):
            row += 1
            page.write(row, 0, ("   " if place else "• ") + line)
    return row + 2


def _write_path(page: Page, sheets: Sheets, agenda: Agenda, row: int) -> int:
    """The states of an agenda's path with their counts; the row after next is returned."""
    words, path = page.book.words, path_of(agenda)
    page.write(row, 0, words(f"cover.path.{agenda}"), "section")
    keys = tuple(field.key for field in PATH)
    grid = Grid(words("cover.sheet"), row + 1, keys, len(path))
    page.header(grid.head, PATH, page.headings(PATH, "cover"))
    for index, state in enumerate(path):
        page.line(grid, index, PATH, _state(sheets, grid, index, agenda, state))
    page.write(grid.last + 1, 0, words("cover.total"), "total")
    entries = sheets.register.of(agenda)
    totals = {"count": len(entries), "population": _people(entries)}
    for column, field in enumerate(PATH[1:], 1):
        span = f"{address(grid.head + 1, column)}:{address(grid.last, column)}"
        total = Formula(f"=SUM({span})", totals[field.key]) if field.key in totals else None
        page.write(grid.last + 1, column, total, f"{field.traits} total")
    return grid.last + 3


def _state(
    sheets: Sheets, grid: Grid, index: int, agenda: Agenda, state: SpotState
) -> dict[str, Value]:
    """A state's row: how many, whom they concern, how long the oldest has been there."""
    words, listed = sheets.words, sheets.listed[agenda]
    entries = [entry for entry in sheets.register.of(agenda) if entry.reached.state is state]
    mine, since = f"{listed.span('state')}={grid.here('state', index)}", listed.span("since")
    dated = f'({mine})*({since}<>"")'
    oldest = f"SUMPRODUCT(MAX(0,{dated}*({sheets.day}-{since})))"
    ages = [age for entry in entries if (age := entry.age(sheets.register.on)) is not None]
    return {
        "state": state_told(state, words),
        "count": Formula(f"=SUMPRODUCT(({mine})*1)", len(entries)),
        "population": _affected(listed.span("population"), mine, entries),
        "age": Formula(f'=IF(SUMPRODUCT({dated})=0,"",{oldest})', max(0, *ages, 0) if ages else ""),
        "next": next_step(state, words),
    }


def _affected(people: str, mine: str, entries: Sequence[Entry]) -> Formula:
    """Whom a state's spots concern; nothing, not 0, where that is not said of any."""
    known = any(entry.spot.population is not None for entry in entries)
    total = sum_where(people, mine).removeprefix("=")
    formula = f'=IF(SUMPRODUCT(({mine})*ISNUMBER({people}))=0,"",{total})'
    return Formula(formula, _people(entries) if known else "")


def _people(entries: Iterable[Entry]) -> int:
    return sum(entry.spot.population or 0 for entry in entries)


def _findings(register: Register, words: Words) -> Iterator[str]:
    """What the register says, in sentences without a count of days."""
    if not register.entries:
        yield words("cover.finding.none")
        return
    solved = sum(entry.stage is Stage.SOLVED for entry in register.entries)
    counts = {str(agenda): len(register.of(agenda)) for agenda in Agenda}
    yield words("cover.finding.whole", n=len(register.entries), solved=solved, **counts)
    for agenda in Agenda:
        ready = register.of(agenda, Stage.READY)
        key = "ready" if ready else "none_ready"
        codes = codes_told(ready, words)
        yield words(f"cover.finding.{agenda}.{key}", n=len(ready), codes=codes)
    held = tuple(entry for entry in register.entries if entry.stage in HELD)
    if held:
        unverified = sum(entry.stage is Stage.UNVERIFIED for entry in held)
        counted = {"unverified": unverified, "incomplete": len(held) - unverified}
        yield words("cover.finding.held", n=len(held), **counted)
    yield from _oldest(register, words)
    unknown = sum(entry.spot.population is None for entry in register.entries)
    if unknown:
        yield words("cover.finding.unknown", n=unknown)


def _oldest(register: Register, words: Words) -> Iterator[str]:
    """The unsolved spot of each agenda that has been in its state for the longest time."""
    for agenda in Agenda:
        open_ones = [
            (entry.reached.on, entry)
            for entry in register.of(agenda)
            if entry.reached.on and entry.reached.state not in SOLVED
        ]
        if open_ones:
            since, entry = min(open_ones, key=lambda pair: (pair[0], pair[1].spot.code))
            yield words(
                f"cover.finding.{agenda}.oldest",
                code=entry.spot.code,
                municipality=entry.municipality.name,
                state=state_told(entry.reached.state, words),
                since=day_told(since, words),
            )
