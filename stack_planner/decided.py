"""What officers decide against the solver: decisions that a plan has to keep, and their log."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from stack_planner.problems import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from stack_planner.results import Option

NOWHERE = Source()


class Matter(StrEnum):
    """What a decision is about: a project, a town's joining it, the region's grant to a town."""

    PROJECT = "project"
    MEMBER = "member"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision that a plan keeps: exactly one of these options (by key), or none of them.

    ``payer`` is whose options they are. ``start`` and ``financing`` tell in words how a project is
    to be done, where that was decided.
    """

    matter: Matter
    project: str
    payer: str
    options: tuple[str, ...]
    chosen: bool
    start: int | None = None
    financing: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)

    @property
    def name(self) -> str:
        """What it is called; two decisions on one copy have two names."""
        way = f"{self.start},{self.financing}" if self.chosen else "no"
        return f"{self.project},{self.payer},{self.matter},{way}"

    def holds(self, chosen: Iterable[Option]) -> bool:
        """Whether a choice keeps it."""
        return sum(option.key in self.options for option in chosen) == int(self.chosen)


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log of decisions; texts as they stand, the date None where none is given."""

    date: date | None
    by: str
    project: str
    before: str
    after: str
    reason: str = ""
    resolution: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)
