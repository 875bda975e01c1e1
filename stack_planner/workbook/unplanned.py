"""The sheet of scenarios that have no plan: which rules are in conflict, and the least repair."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stack_planner.telling.conflicts import conflict_lines, drop_line, raise_line
from stack_planner.telling.problems import told
from stack_planner.workbook.grid import Field, Grid
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.explaining.outcome import Outcome
    from stack_planner.explaining.scenarios import Foreseen
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

FIELDS = (
    Field("scenario", 36, "wrap"),
    Field("what", 12),
    Field("rule", 96, "wrap"),
    Field("by", 17, "money"),
)


class Said(NamedTuple):
    """A line on a scenario without a plan: what it is, its text, by how many CZK a limit rises."""

    scenario: str
    what: str
    text: str
    by: int | None = None


def lines_of(found: Foreseen, words: Words) -> tuple[Said, ...]:
    """Everything that there is to say of scenarios without a plan."""
    return tuple(said for outcome in found.outcomes for said in _said(outcome, words))


def _said(outcome: Outcome, words: Words) -> Iterator[Said]:
    name = outcome.scenario.name
    for line in conflict_lines(outcome.conflicts, words):
        yield Said(name, words("unplanned.conflict"), line.strip(" –"))
    for problem in outcome.problems:
        yield Said(
            name, words("unplanned.conflict"), f"{problem.seen}: {told(problem, 'what', words)}"
        )
    if outcome.repair:
        for rule in outcome.repair.dropped:
            yield Said(name, words("unplanned.repair"), drop_line(rule, words))
        for more in outcome.repair.raised:
            by = more.by if more.rule.sort.unit == "CZK" else None
            yield Said(name, words("unplanned.repair"), raise_line(more, words), by)


def write_unplanned(book: Book, grid: Grid, lines: tuple[Said, ...]) -> None:
    """The sheet; none where every scenario has a plan."""
    if not lines:
        return
    words = book.words
    page = Page(book, grid.sheet, [field.width for field in FIELDS])
    page.titles(words("unplanned.title"), words("unplanned.subtitle"))
    page.table(grid, FIELDS, page.headings(FIELDS, "unplanned"), frozen=1)
    rows: list[dict[str, Value]] = [
        {"scenario": said.scenario, "what": said.what, "rule": said.text, "by": said.by}
        for said in lines
    ]
    for index, cells in enumerate(rows):
        page.line(grid, index, FIELDS, cells)
    page.subtotals(grid, FIELDS, rows)
