"""Where the tables of the register lie, so that other sheets can count over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.records import Agenda
from stack_planner.workbook.grid import HEAD, Field, Grid, block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.coverage import Register
    from stack_planner.words import Words

DAY_ROW, DAY_COLUMN = 3, 1
"""The cell of the cover that holds the day to which ages are counted."""

_FIRST = (
    Field("code", 8, "code"),
    Field("orp", 7, "code"),
    Field("municipality", 17, "wrap"),
    Field("part", 16, "wrap"),
)
_LAST = (
    Field("population", 12, "count"),
    Field("state", 17, "indent wrap"),
    Field("since", 12, "date"),
    Field("age", 8, "count"),
    Field("reference", 18, "indent code wrap"),
    Field("stage", 18, "wrap"),
    Field("lacking", 14, "wrap"),
    Field("next", 32, "wrap"),
)
LISTED: Mapping[Agenda, tuple[Field, ...]] = {
    Agenda.MOBILE: (*_FIRST, Field("description", 38, "wrap"), *_LAST),
    Agenda.FIXED: (
        *_FIRST,
        Field("address", 18, "wrap"),
        Field("description", 30, "wrap"),
        *_LAST,
    ),
}
"""The columns of each agenda's register."""


@dataclass(frozen=True)
class Sheets:
    """The tables of one workbook of the register."""

    register: Register
    words: Words

    def grid(self, sheet: str, fields: Sequence[Field], count: int, head: int = HEAD) -> Grid:
        """The table of a sheet."""
        keys = tuple(field.key for field in fields)
        return Grid(self.words(f"{sheet}.sheet"), head, keys, count)

    @cached_property
    def day(self) -> str:
        """The cell of the day as any sheet names it."""
        return block(self.words("cover.sheet"), DAY_ROW, DAY_COLUMN, DAY_ROW, DAY_COLUMN)

    @cached_property
    def listed(self) -> Mapping[Agenda, Grid]:
        """The registers of both agendas."""
        return {
            agenda: self.grid(f"listed.{agenda}", fields, len(self.register.of(agenda)))
            for agenda, fields in LISTED.items()
        }
