"""A text of sections with tables, told alike by a sheet and by a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from stack_planner.telling.spots import day_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.words import Words

Cell = str | int | float | date | None

Place = tuple[str, str, int]
"""The key of a column, its look, and its place on the page."""

NUMBERS = frozenset({"money", "points", "count"})
"""Looks of columns that stand on the right."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key, its heading, its look, and its place among the page's seven.

    The look is a trait of the workbooks' style: ``code``, ``wrap``, ``money``, ``date`` and so on.
    """

    key: str
    heading: str
    look: str
    slot: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a story: sentences, a table with perhaps a sum of some columns, more sentences."""

    name: str
    heading: str
    before: Sequence[str] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Mapping[str, Cell]] = ()
    summed: frozenset[str] = frozenset()
    after: Sequence[str] = ()
    bullets: Sequence[str] = ()

    @property
    def filled(self) -> Sequence[Column]:
        """The columns that hold anything."""
        blank = (None, "")
        return [c for c in self.columns if any(row[c.key] not in blank for row in self.rows)]

    def total(self, key: str) -> int:
        """The sum of a column."""
        cells = (row[key] for row in self.rows)
        return sum(cell for cell in cells if isinstance(cell, int))


@dataclass(frozen=True, slots=True)
class Story:
    """A whole text; ``on`` is the day that it is of."""

    title: str
    subtitle: str
    on: date
    sections: Sequence[Section] = field(default_factory=tuple)


def columns_of(section: str, places: Sequence[Place], words: Words) -> list[Column]:
    """The columns of a section's table, with their headings from the words of the brief."""
    return [Column(key, words(f"brief.{section}.{key}"), look, slot) for key, look, slot in places]


def shown(cell: Cell, look: str, words: Words) -> str:
    """A cell as a document shows it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day_told(cell, words)
    if isinstance(cell, str):
        return cell
    if look == "points":
        return words.points(cell)
    return str(cell) if look == "year" else words.number(int(cell))
