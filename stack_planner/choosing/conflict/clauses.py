"""Everything that the inputs demand as named rules, each with the rows of the model that say it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.conflicts import NamedRule, Sort
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.choosing.conflict.ceilings import Ceiling
    from stack_planner.choosing.model import Column, Row
    from stack_planner.records import Strategy
    from stack_planner.results import Option

_RANK = {sort: place for place, sort in enumerate(Sort)}


@dataclass(frozen=True)
class Clause:
    """A named rule with its rows.

    ``relief`` are the ceilings that would relieve the rows if they were higher; a rule that is
    ``firm`` is never given up. ``size`` orders clauses of one sort, the smallest first.
    """

    rule: NamedRule
    rows: tuple[Row, ...]
    relief: tuple[Ceiling, ...] = ()
    firm: bool = False
    size: int = 0


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Clauses in the order in which one is done without.

    Sort by sort; of mandatory projects the cheapest first, of limits the latest year, then the
    higher codes: what is left names few projects, early years and the first town.
    """
    by_name = sorted(clauses, key=lambda c: (c.rule.payer, c.rows[0].name), reverse=True)
    return tuple(sorted(by_name, key=lambda clause: (_RANK[clause.rule.sort], clause.size)))


@dataclass(frozen=True)
class Said:
    """What a strategy says in rows over columns, found by the names of the rows."""

    strategy: Strategy
    columns: Sequence[Column]
    rows: Sequence[Row]

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Row]]:
        """The rows that can be broken, by name."""
        named: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.binds and (row.terms or not row.holds(frozenset())):
                named[row.name].append(row)
        return named

    @cached_property
    def copies(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The columns of a project and payer."""
        copies: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for index, column in enumerate(self.columns):
            if column.option:
                copies[column.option.project, column.option.payer].append(index)
        return copies

    def options(self, project: str, payer: str) -> list[Option]:
        """The options of a project and payer."""
        columns = (self.columns[index] for index in self.copies.get((project, payer), ()))
        return [column.option for column in columns if column.option]

    def clause(self, rule: NamedRule, names: Iterable[str], size: int = 0) -> Iterator[Clause]:
        """A clause of the rows with these names, if any of them can be broken."""
        rows = tuple(row for name in names for row in self.by_name.get(name, ()))
        if rows:
            yield Clause(rule, rows, size=size)

    def town(self, payer: str) -> dict[str, str]:
        """The name of a town as a detail of a rule; the region needs none."""
        return {} if payer == REGION else {"town": self.strategy.orp[payer].name}
