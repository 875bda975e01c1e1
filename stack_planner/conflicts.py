"""What keeps a region from having a plan: named rules in conflict, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from stack_planner.problems import Source


class Sort(StrEnum):
    """The sorts of rules that can be in conflict, in the order in which one is done without.

    What comes first is least likely the point; money and what is mandatory come last.
    """

    RUN = "run"
    COVER = "cover"
    NOT_OPEN = "not_open"
    REFUSES = "refuses"
    PARTICIPANTS = "participants"
    RULE = "rule"
    EXCLUDES = "excludes"
    TOGETHER = "together"
    REQUIRES = "requires"
    EFFORT = "effort"
    PREFINANCING = "prefinancing"
    ALLOCATION = "allocation"
    BURDEN = "burden"
    OPEX = "opex"
    CAPEX = "capex"
    MUST = "must"
    LAW = "law"
    KEPT = "kept"

    @property
    def unit(self) -> str:
        """What its amount counts: ``CZK``, ``person-days``, or nothing that more of would mend."""
        if self is Sort.EFFORT:
            return "person-days"
        money = {Sort.CAPEX, Sort.OPEX, Sort.BURDEN, Sort.PREFINANCING, Sort.ALLOCATION}
        return "CZK" if self in money else ""


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule of the inputs by its name: of whom (a town, the region), in which field of which row.

    ``wording`` is the key of its sentence, ``details`` the values in it (a fraction is shown as a
    percentage). ``amount`` is its limit as it counts, the reserve taken off; ``needed`` is what the
    other rules of a conflict need of it at least, ``missing`` what that is above the amount: with
    so much more of it alone, those rules could hold together.
    """

    sort: Sort
    wording: str
    payer: str
    source: Source
    column: str
    details: Mapping[str, str | int | Fraction] = field(default_factory=dict, hash=False)
    amount: int | None = None
    needed: int | None = None
    missing: int | None = None

    @property
    def cell(self) -> str:
        """Its address, as ``Rozpočty!C7``; empty where the inputs do not say it."""
        return self.source.named(self.column) if self.source.row else ""

    @property
    def place(self) -> str:
        """Its address with its file, as ``obce.xlsx › Rozpočty!C7``."""
        return self.source.place(self.column)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot hold together; without any of them, if ``irreducible``, the others can."""

    rules: tuple[NamedRule, ...]
    irreducible: bool = True

    @property
    def has_decisions(self) -> bool:
        """Whether an officer's decision is among them."""
        return any(rule.sort is Sort.KEPT for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Raise:
    """A limit that has to be higher, in the amount that its cell holds, before the reserve."""

    rule: NamedRule
    by: int
    to: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What would make a plan possible: rules given up and limits raised.

    ``least`` says that it is proven: no repair gives up fewer rules, or as many with less money,
    or with as much money less of the staff's work.
    """

    dropped: tuple[NamedRule, ...]
    raised: tuple[Raise, ...]
    least: bool

    def total(self, unit: str) -> int:
        """How much more of ``CZK`` or ``person-days`` it takes."""
        return sum(more.by for more in self.raised if more.rule.sort.unit == unit)
