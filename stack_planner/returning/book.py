"""What a plan workbook says, as values with the rows that they stand in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.problems import Source
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from stack_planner.decided import Logged
    from stack_planner.records import Scope

NOWHERE = Source()

AMOUNTS = (
    "capex",
    "capex_grant",
    "region",
    "others",
    "opex",
    "opex_grant",
    "capex_received",
    "opex_received",
    "capex_returned",
    "opex_returned",
    "effort",
)
"""What a line of the sheet of options counts: CZK, of the last one person-days."""

ENTRIES = ("project", "share", "grant")
"""What a line is: a project, a town's share taken off the region, the region's grant to a town."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to do a project: its start and financing; as the sheet shows it in ``financing``."""

    start: int
    financing: str
    programme: str | None = None
    regional_grant: bool = False

    @property
    def financing_key(self) -> tuple[str | None, bool]:
        """Who finances it, whatever the language calls it."""
        return self.programme, self.regional_grant


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A project on the sheet of decisions: what was proposed, and what the officer decided.

    ``way`` is how the project is done if it is; where ``decision`` is no it may be None. ``kept``
    says that an officer's earlier decision is marked there, which the next plan keeps as well.
    ``worth`` is its value in points if it is done, as last calculated; None where that is unknown.
    ``reason``, ``resolution`` and ``date`` are "", "" and None where they are not given.
    """

    project: str
    name: str
    scope: Scope | None
    proposed: Way | None
    decision: bool
    way: Way | None
    reason: str = ""
    resolution: str = ""
    date: date | None = None
    kept: bool = False
    worth: Fraction | None = field(default=None, compare=False)
    source: Source = field(default=NOWHERE, compare=False, repr=False)

    @property
    def decided(self) -> Way | None:
        """How the project is done by the officer's decision; None where it is not."""
        return self.way if self.decision else None

    @property
    def is_changed(self) -> bool:
        """Whether the officer decided otherwise than the solver proposed."""
        return self.decided != self.proposed


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One year of one option: its amounts by the names of ``AMOUNTS``, those that are not 0.

    ``orp`` is the town of a share or of a grant in the region's workbook, else "".
    """

    entry: str
    orp: str
    project: str
    way: Way
    year: int
    amounts: Mapping[str, int] = field(hash=False)
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a year; ``part`` is capex, opex (CZK), prefinancing (CZK) or effort (days).

    ``amount`` is None without limit. A ceiling of pre-financing may not be ``stated`` at all: then
    grants are not let out of the limits.
    """

    part: str
    year: int
    amount: int | None
    stated: bool = True
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Weight:
    """A criterion's weight as it stands in its cell, in any scale."""

    criterion: str
    weight: Fraction
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Member:
    """A town in a joint or regional project: whether it was proposed to join, and whether it does.

    ``kept`` marks an officer's earlier decision. Joining counts only where the project runs by the
    sheet of decisions.
    """

    project: str
    orp: str
    proposed: bool
    decision: bool
    kept: bool = False
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant of the region to a town's project, and whether it is given.

    One that is not was proposed, or else an officer's decision against it is ``kept``.
    """

    project: str
    orp: str
    start: int
    decision: bool
    kept: bool = False
    source: Source = field(default=NOWHERE, compare=False, repr=False)

    @property
    def proposed(self) -> bool:
        """Whether the solver proposed it."""
        return self.decision or not self.kept


@dataclass(frozen=True)
class PlanBook:
    """A plan workbook as it came back.

    ``payer`` is an ORP's code, or "" for the region's workbook; ``name`` is what the first sheet
    calls it, "" where it does not. ``plan`` is the fingerprint of the
    whole region's plan (``results.Plan.fingerprint``), ``""`` where it is not given. ``hashes``
    are the digests of the inputs that the plan was made of, by file. ``reserve`` is the kept share
    of limits, None where it is not given. All amounts come from cells that hold numbers, never from
    cached formulas.
    """

    file: str
    payer: str
    lang: str
    version: str
    plan: str
    hashes: Mapping[str, str]
    rows: tuple[PlanRow, ...]
    lines: tuple[OptionLine, ...]
    limits: tuple[Limit, ...] = ()
    reserve: Fraction | None = None
    weights: tuple[Weight, ...] = ()
    members: tuple[Member, ...] = ()
    grants: tuple[Grant, ...] = ()
    log: tuple[Logged, ...] = ()
    name: str = ""

    @property
    def block(self) -> str:
        """The payer as options name it: an ORP's code, or ``records.REGION``."""
        return self.payer or REGION

    def other_inputs(self, hashes: Mapping[str, str]) -> tuple[str, ...]:
        """The input files that are not those of some digests, by name: others, more or fewer."""
        files = sorted({*self.hashes, *hashes})
        return tuple(file for file in files if self.hashes.get(file) != hashes.get(file))

    @cached_property
    def row(self) -> Mapping[str, PlanRow]:
        """The rows of decisions by project."""
        return {row.project: row for row in self.rows}

    @cached_property
    def ways(self) -> Mapping[str, tuple[Way, ...]]:
        """All ways to do each project, in the order of the sheet."""
        ways: defaultdict[str, dict[Way, None]] = defaultdict(dict)
        for line in self.lines:
            if line.entry == "project":
                ways[line.project].setdefault(line.way)
        return {project: tuple(those) for project, those in ways.items()}

    def as_proposed(self) -> PlanBook:
        """The workbook as if nobody had changed a decision since it was written."""
        return replace(
            self,
            rows=tuple(
                replace(row, decision=row.proposed is not None, way=row.proposed or row.way)
                for row in self.rows
            ),
            members=tuple(replace(each, decision=each.proposed) for each in self.members),
            grants=tuple(replace(each, decision=each.proposed) for each in self.grants),
        )

    def chosen_lines(self, *, proposed: bool = False) -> tuple[OptionLine, ...]:
        """The lines of options that the decisions choose, or that the proposal chose."""
        return tuple(line for line in self.lines if self._is_chosen(line, proposed=proposed))

    def total(self, name: str, year: int, *, proposed: bool = False) -> int:
        """An amount of one year by the decisions, or by the proposal."""
        lines = self.chosen_lines(proposed=proposed)
        return sum(line.amounts.get(name, 0) for line in lines if line.year == year)

    def _is_chosen(self, line: OptionLine, *, proposed: bool) -> bool:
        if line.entry == "grant":
            key = (line.project, line.orp, line.way.start)
            return key in (self._granted_before if proposed else self._granted)
        row = self.row.get(line.project)
        way = row and (row.proposed if proposed else row.decided)
        runs = way == line.way
        if line.entry == "project" or not runs:
            return runs
        joined = self._joined_before if proposed else self._joined
        return (line.project, line.orp) in joined

    @cached_property
    def _granted(self) -> frozenset[tuple[str, str, int]]:
        return frozenset((g.project, g.orp, g.start) for g in self.grants if g.decision)

    @cached_property
    def _granted_before(self) -> frozenset[tuple[str, str, int]]:
        return frozenset((g.project, g.orp, g.start) for g in self.grants if g.proposed)

    @cached_property
    def _joined(self) -> frozenset[tuple[str, str]]:
        return frozenset((m.project, m.orp) for m in self.members if m.decision)

    @cached_property
    def _joined_before(self) -> frozenset[tuple[str, str]]:
        return frozenset((m.project, m.orp) for m in self.members if m.proposed)
