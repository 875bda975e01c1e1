"""The positions that next year begins with: what an approved plan has done, or has running."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.records import Position, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Project, Strategy
    from stack_planner.returning.book import PlanBook, PlanRow
    from stack_planner.words import Words

SPENT = ("capex", "capex_received", "opex_received")
"""What comes to an end: instalments, and grants that are still to arrive."""

SETTLED = frozenset({Stance.DONE, Stance.REFUSES})


def with_plan(strategy: Strategy, books: Iterable[PlanBook], words: Words) -> Strategy:
    """A strategy whose positions are those of its towns after a plan, for them to confirm.

    A project that was to be begun and paid before the horizon is done; one that was to be begun
    before it and has instalments or grants inside is mandatory with the year of its start, as
    running projects are; one that is still to begin stays the town's to decide, with a note. What a
    town has said to be done, or has refused, stays so. A running project of the region's own is
    nobody's position: the stack itself says what remains to be paid of it.
    """
    positions = dict(strategy.position)
    for book in books:
        if book.block in strategy.orp:
            for position in _after(strategy, book, words):
                positions[position.orp, position.project] = position
    ordered = sorted(positions.items())
    return replace(strategy, positions=tuple(position for _, position in ordered))


def _after(strategy: Strategy, book: PlanBook, words: Words) -> Iterator[Position]:
    """The positions of one town on what its plan has chosen."""
    for row in book.rows:
        project = strategy.project.get(row.project)
        known = strategy.position.get((book.block, row.project))
        if project and row.decided and not (known and known.stance in SETTLED):
            asked = known or Position(book.block, row.project, Stance.INTEREST)
            yield from _carried(strategy, asked, project, _Course(book, row, project), words)


class _Course:
    """When a chosen project begins, and the last year in which something is paid or received."""

    def __init__(self, book: PlanBook, row: PlanRow, project: Project) -> None:
        way = row.decided
        assert way is not None  # noqa: S101 — only chosen rows are asked
        self.row, self.start = row, way.start
        ends = [
            line.year
            for line in book.lines
            if (line.entry, line.project, line.way) == ("project", project.code, way)
            and any(line.amounts.get(name) for name in SPENT)
        ]
        self.end = max(ends, default=way.start + len(project.profile) - 1)


def _carried(
    strategy: Strategy, asked: Position, project: Project, course: _Course, words: Words
) -> Iterator[Position]:
    """The position on one project; none where a town has nothing to say of it."""
    first, row = strategy.settings.first_year, course.row
    years = {"start": str(course.start), "end": str(course.end)}
    said = replace(
        asked,
        resolution=row.resolution or asked.resolution,
        date=row.date or asked.date,
    )
    if course.start >= first:
        yield replace(said, note=asked.note or words("carrying.planned", **years))
    elif course.end < first:
        yield replace(said, stance=Stance.DONE, year=None, note=words("carrying.done", **years))
    elif project.scope is not Scope.REGION:
        note = words("carrying.running", **years)
        yield replace(said, stance=Stance.MUST, year=course.start, note=note)
