"""The positions that next year begins with: what an approved plan has done, running or decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.records import Position, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Project, Strategy
    from stack_planner.returning.book import PlanBook, PlanRow, Way
    from stack_planner.words import Words

SPENT = ("capex", "capex_received", "opex_received")
"""What comes to an end: instalments, and grants that are still to arrive."""

SETTLED = frozenset({Stance.DONE, Stance.REFUSES})


def with_plan(strategy: Strategy, books: Iterable[PlanBook], words: Words) -> Strategy:
    """A strategy whose positions are those of its towns after a plan, for them to confirm.

    A project that was to be begun and paid before the horizon is done; one that was to be begun
    before it and has instalments or grants inside is mandatory with the year of its start, as
    running projects are. One that is still to begin stays the town's to decide, with a note, unless
    an officer has decided on it; what one decided not to do is refused. What a town has said to be
    done, or has refused, stays so. A running project of the region's own is nobody's position: the
    stack itself says what remains to be paid of it.

    Of a common project all of its towns run as long as anybody pays or receives anything of it.
    While it runs, a town that an officer left out of it does not refuse it, for the shares of the
    others were fixed with it.
    """
    positions, plans = dict(strategy.position), tuple(books)
    for book in plans:
        if book.block in strategy.orp:
            for row in book.rows:
                project = strategy.project.get(row.project)
                known = strategy.position.get((book.block, row.project))
                if project and not (known and known.stance in SETTLED):
                    asked = known or Position(book.block, row.project, Stance.INTEREST)
                    carried = _Carried(strategy, plans, book, row, project, words)
                    for position in carried.positions(asked):
                        positions[position.orp, position.project] = position
    ordered = sorted(positions.items())
    return replace(strategy, positions=tuple(position for _, position in ordered))


@dataclass(frozen=True)
class _Carried:
    """One project on the plan of one town."""

    strategy: Strategy
    plans: tuple[PlanBook, ...]
    book: PlanBook
    row: PlanRow
    project: Project
    words: Words

    def positions(self, asked: Position) -> Iterator[Position]:
        """The position on it; none where a town has nothing to say."""
        own, way = self.project.scope is not Scope.REGION, self.row.decided
        if way is not None:
            yield from self._chosen(self._resolved(asked), way, own=own)
        elif own and self._is_decided and not self._runs:
            note = self._decision("carrying.refused")
            yield replace(self._resolved(asked), stance=Stance.REFUSES, year=None, note=note)

    def _chosen(self, asked: Position, way: Way, *, own: bool) -> Iterator[Position]:
        first, end = self.strategy.settings.first_year, self._end(way)
        years = {"start": str(way.start), "end": str(end)}
        if end < first:
            note = self.words("carrying.done", **years)
            yield replace(asked, stance=Stance.DONE, year=None, note=note)
        elif own and way.start < first:
            note = self.words("carrying.running", **years)
            yield replace(asked, stance=Stance.MUST, year=way.start, note=note)
        elif own and self._is_decided:
            note = self._decision("carrying.decided")
            yield replace(asked, stance=Stance.MUST, year=way.start, note=note)
        elif way.start >= first:
            yield replace(asked, note=asked.note or self.words("carrying.planned", **years))

    def _end(self, way: Way) -> int:
        """The last year in which something is paid or received, of a common project by anybody."""
        plans = (self.book,) if self.project.scope is Scope.ORP else self.plans
        ends = [
            line.year
            for book in plans
            for line in book.lines
            if (line.entry, line.project) == ("project", self.project.code)
            and (line.way.start, line.way.programme) == (way.start, way.programme)
            and any(line.amounts.get(name) for name in SPENT)
        ]
        return max([way.start + len(self.project.profile) - 1, *ends])

    @property
    def _runs(self) -> bool:
        """Whether others do this common project, and it has begun and not yet ended."""
        rows = (book.row.get(self.project.code) for book in self.plans)
        ways = (row.decided for row in rows if row and row.decided)
        first = self.strategy.settings.first_year
        return self.project.scope is Scope.JOINT and any(
            way.start < first <= self._end(way) for way in ways
        )

    @property
    def _is_decided(self) -> bool:
        """Whether an officer decided on it, now or when the plan was made anew."""
        return self.row.kept or self.row.is_changed

    def _decision(self, key: str) -> str:
        """The note of an officer's decision, with its reason where one was given."""
        logged = [entry for entry in self.book.log if entry.project == self.row.project]
        reason = self.row.reason or (logged[-1].reason if logged else "")
        return f"{self.words(key)} {reason}".strip()

    def _resolved(self, asked: Position) -> Position:
        """The position with the resolution that the plan names, on its row or in its log.

        What a town's position says itself stands on its row behind whoever approved it.
        """
        logged = [entry for entry in self.book.log if entry.project == self.row.project]
        last = logged[-1] if logged else None
        resolution = self.row.resolution or (last.resolution if last else "")
        date = self.row.date or (last.date if last else None)
        if asked.resolution and resolution.endswith(asked.resolution):
            resolution = asked.resolution
        return replace(asked, resolution=resolution or asked.resolution, date=date or asked.date)
