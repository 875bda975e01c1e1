"""The workbook of scenarios: the summary with its chart, and the sheets that it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.columns.choices import CHANGES, word_of
from stack_planner.results import points
from stack_planner.telling.names import region_name
from stack_planner.telling.scenarios import status_of, turned, verdict
from stack_planner.telling.supposed import changes_told, worth
from stack_planner.workbook.answer_charts import missing_chart
from stack_planner.workbook.book import Book
from stack_planner.workbook.grid import Field, Formula, quoted, sum_where
from stack_planner.workbook.page import Page
from stack_planner.workbook.scenario_tables import Sheets, write_broken, write_money, write_moves
from stack_planner.workbook.surviving import write_survivors
from stack_planner.workbook.unplanned import write_unplanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.explaining.outcome import Outcome
    from stack_planner.explaining.scenarios import Foreseen
    from stack_planner.words import Words
    from stack_planner.workbook.grid import Grid, Value

SUMMARY = (
    Field("scenario", 26, "wrap"),
    Field("changes", 34, "wrap"),
    Field("holds", 10, "centre"),
    Field("missing", 15, "money"),
    Field("today", 12, "points"),
    Field("best", 12, "points"),
    Field("gain", 12, "points"),
    Field("added", 9, "count"),
    Field("dropped", 9, "count"),
    Field("otherwise", 9, "count"),
    Field("own", 16, "money"),
    Field("status", 14, "indent"),
    Field("repair", 15, "money"),
    Field("gap", 10, "share"),
    Field("weights", 10, "centre"),
)
GIVEN = (
    Field("scenario", 30, "wrap"),
    Field("kind", 22, "indent"),
    Field("subject", 34, "wrap"),
    Field("value", 11, "count"),
    Field("note", 50, "wrap indent"),
)
CHART_BELOW = 3
"""Rows between the table and the chart, besides the notes."""


def scenarios_workbook(found: Foreseen, words: Words, file: str) -> bytes:
    """The finished workbook; counts, sums and differences are formulas over its tables."""
    book = Book(file, words("foreseen.title"), words)
    sheets = Sheets(found, words)
    Summary(book, found, sheets).write()
    _write_given(book, found, sheets)
    write_survivors(book, found, sheets)
    write_money(book, found, sheets)
    write_broken(book, found, sheets)
    write_moves(book, found, sheets)
    write_unplanned(book, sheets.unplanned, sheets.unsaid)
    return book.close()


@dataclass(frozen=True)
class Summary:
    """The first sheet: a row for each scenario, notes, and what money would be missing."""

    book: Book
    found: Foreseen
    sheets: Sheets

    def write(self) -> None:
        """The whole sheet."""
        words, outcomes = self.book.words, self.found.outcomes
        grid = self.sheets.grid("foreseen", SUMMARY, len(outcomes))
        page = Page(self.book, grid.sheet, [field.width for field in SUMMARY])
        region = region_name(self.found.strategy, words)
        subtitle = words("foreseen.subtitle", region=region, value=self._today())
        page.titles(words("foreseen.title"), f"{subtitle} {verdict(self.found, words)}")
        page.table(grid, SUMMARY, page.headings(SUMMARY, "foreseen"), frozen=1)
        for index, outcome in enumerate(outcomes):
            page.line(grid, index, SUMMARY, self._row(grid, index, outcome))
        place = grid.place("holds")
        page.judge(grid.head + 1, place, grid.last, place, words("scenario.yes"))
        notes = list(self._notes())
        for row, note in enumerate(notes, grid.last + 2):
            page.write(row, 0, note, "muted")
        worst = max(outcomes, key=lambda outcome: outcome.today.missing)
        if worst.today.missing:
            missing = words.money(worst.today.missing)
            title = words("foreseen.chart", name=worst.scenario.name, missing=missing)
            chart = missing_chart(self.book, words, grid, title)
            placed = {"object_position": 1, "description": words("foreseen.alt")}
            page.sheet.insert_chart(grid.last + len(notes) + CHART_BELOW, 0, chart, placed)

    def _today(self) -> str:
        region = self.found.region
        value = points(region.count.total_value()) / region.scores.denominator
        return self.book.words.points(value)

    def _notes(self) -> Iterator[str]:
        words = self.book.words
        yield words("foreseen.note_today")
        if any(outcome.repaired for outcome in self.found.outcomes):
            yield words("foreseen.note_repaired")
        if any(outcome.other_weights for outcome in self.found.outcomes):
            yield words("scenario.other_weights")

    def _row(self, grid: Grid, index: int, outcome: Outcome) -> dict[str, Value]:
        words, choice = self.book.words, outcome.choice
        return {
            "scenario": outcome.scenario.name,
            "changes": changes_told(outcome.scenario.changes, words),
            "holds": words("scenario.yes" if outcome.today.holds else "scenario.no"),
            "missing": self._sum("broken", "counted", grid, index, outcome.today.missing),
            "today": worth(outcome.today.value, outcome),
            "best": worth(choice.proof.objective, outcome) if choice else None,
            "gain": self._gain(grid, index, outcome),
            **self._turned(grid, index, outcome),
            "own": self._own(grid, index, outcome) if choice else None,
            "status": words(f"scenario.status.{status_of(outcome)}"),
            "repair": self._repair(grid, index, outcome),
            "gap": float(choice.proof.gap) if choice else None,
            "weights": words("scenario.yes" if outcome.other_weights else "scenario.no"),
        }

    def _gain(self, grid: Grid, index: int, outcome: Outcome) -> Value:
        """What the best plan is worth more than today's, if that holds."""
        regret = outcome.regret
        if regret is None:
            return None
        best, today = (grid.here(key, index) for key in ("best", "today"))
        return Formula(f"=ROUND({best}-{today},4)", round(worth(regret, outcome), 4))

    def _turned(self, grid: Grid, index: int, outcome: Outcome) -> dict[str, Value]:
        """Counts over the sheet of what changes against today's plan."""
        if outcome.choice is None:
            return dict.fromkeys(("added", "dropped", "otherwise"))
        words, moves = self.book.words, self.sheets.moves
        mine = self._mine(moves, grid, index)
        added, dropped, otherwise = turned(self.found, outcome)
        names = {turn: quoted(words(f"compare.turn.{turn}")) for turn in ("added", "dropped")}
        each = {turn: f"({moves.span('turn')}={name})" for turn, name in names.items()}
        neither = "*".join(f"({moves.span('turn')}<>{name})" for name in names.values())
        return {
            "added": Formula(f"=SUMPRODUCT(({mine})*{each['added']})", added),
            "dropped": Formula(f"=SUMPRODUCT(({mine})*{each['dropped']})", dropped),
            "otherwise": Formula(f"=SUMPRODUCT(({mine})*{neither})", otherwise),
        }

    def _own(self, grid: Grid, index: int, outcome: Outcome) -> Value:
        money = self.sheets.money_of(outcome)
        return self._sum("money", "own", grid, index, sum(m.own_capex + m.own_opex for m in money))

    def _repair(self, grid: Grid, index: int, outcome: Outcome) -> Value:
        """The money that the least repair takes, where there is no plan without one."""
        if outcome.repair is None:
            return None
        return self._sum("unplanned", "by", grid, index, outcome.repair.total("CZK"))

    def _sum(self, table: str, key: str, grid: Grid, index: int, total: int) -> Formula:
        other: Grid = getattr(self.sheets, table)
        return Formula(sum_where(other.span(key), self._mine(other, grid, index)), total)

    @staticmethod
    def _mine(other: Grid, grid: Grid, index: int) -> str:
        """The condition that a row of another table is of this scenario."""
        return f"{other.span('scenario')}={grid.here('scenario', index)}"


def _write_given(book: Book, found: Foreseen, sheets: Sheets) -> None:
    """The changes as they were given."""
    words = book.words
    changes = [change for outcome in found.outcomes for change in outcome.scenario.changes]
    names = [o.scenario.name for o in found.outcomes for _ in o.scenario.changes]
    grid = sheets.grid("given", GIVEN, len(changes))
    page = Page(book, grid.sheet, [field.width for field in GIVEN])
    page.titles(words("given.title"), words("given.subtitle"))
    page.table(grid, GIVEN, page.headings(GIVEN, "given"))
    for index, (name, change) in enumerate(zip(names, changes, strict=True)):
        cells: dict[str, Value] = {
            "scenario": name,
            "kind": word_of(change.kind, CHANGES, words.lang),
            "subject": "; ".join(change.subject) or words("given.all"),
            "value": None if change.value is None else float(change.value),
            "note": change.note,
        }
        page.line(grid, index, GIVEN, cells)
