"""Finds sheets and tables of a plan workbook by their names, wherever they stand by now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, Source
from stack_planner.reading.cells import BLANK, letter
from stack_planner.reading.headings import DEEPEST_HEADER, folded
from stack_planner.words import LANGUAGES, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.reading.cells import Cell, Sheet
    from stack_planner.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells by the keys of their columns, and where it stands."""

    cells: Mapping[str, Cell] = field(hash=False)
    source: Source

    def cell(self, key: str) -> Cell:
        """The cell of a column; a blank one where there is no such column."""
        return self.cells.get(key, BLANK)

    def text(self, key: str) -> str:
        """The text of a cell."""
        return self.cell(key).text


@dataclass(frozen=True)
class Pages:
    """The sheets of one workbook, asked for by the words of its language."""

    file: str
    sheets: tuple[Sheet, ...]
    words: Words

    def find(self, key: str) -> Sheet | None:
        """The sheet that the words call so."""
        name = folded(self.words(key))
        return next((sheet for sheet in self.sheets if folded(sheet.name) == name), None)

    def missing(self, key: str, severity: Severity = Severity.ERROR) -> Problem:
        """That there is no such sheet."""
        details: dict[str, str | int] = {"sheet": self.words(key)}
        return Problem("plan_sheet_missing", severity, self.file, details=details)

    def headings(self, sheet: str, keys: Iterable[str]) -> dict[str, str]:
        """The folded headings of a sheet's columns by key."""
        return {key: folded(self.words(f"{sheet}.{key}")) for key in keys}


def in_language(file: str, sheets: Sequence[Sheet]) -> Pages | None:
    """The sheets with the words that name them; None where neither language knows a plan there."""
    for lang in LANGUAGES:
        pages = Pages(file, tuple(sheets), load(lang))
        if pages.find("plan.sheet") and pages.find("options.sheet"):
            return pages
    candidates = (Pages(file, tuple(sheets), load(lang)) for lang in LANGUAGES)
    return next((pages for pages in candidates if pages.find("plan.sheet")), None)


@dataclass(frozen=True)
class Table:
    """A table found on its sheet: the row of its header (from 0) and its columns by key."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def lines(self) -> Iterator[Line]:
        """Every row below the header in which one of the columns is filled."""
        letters = {key: letter(place) for key, place in self.columns.items()}
        for number in range(self.header + 1, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            cells = {key: row[place] for key, place in self.columns.items() if place < len(row)}
            if any(not cell.is_blank for cell in cells.values()):
                source = Source(
                    self.sheet.file, self.sheet.name, number + 1, letters, self.header + 1
                )
                yield Line(cells, source)


def find_table(
    sheet: Sheet, headings: Mapping[str, str], required: Iterable[str], problems: list[Problem]
) -> Table | None:
    """The table whose header holds the required headings; a problem for each that is missing.

    Of the first rows the one with the most of the headings is taken for the header; a heading that
    stands twice is that of its first column.
    """
    best = Table(sheet, 0, {})
    for number, row in enumerate(sheet.rows[:DEEPEST_HEADER]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            places.setdefault(folded(cell.text), place)
        found = {key: places[name] for key, name in headings.items() if name in places}
        if len(found) > len(best.columns):
            best = Table(sheet, number, found)
    missing = [key for key in required if key not in best.columns]
    problems += (_without(sheet, headings[key]) for key in missing)
    return None if missing else best


def _without(sheet: Sheet, heading: str) -> Problem:
    details: dict[str, str | int] = {"column": heading.capitalize()}
    return Problem("plan_column_missing", Severity.ERROR, sheet.file, sheet.name, details=details)
