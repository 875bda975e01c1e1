"""The rows of a region with give: slacks in limits, and columns that drop other rules whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Column, Model, Row, Sense
from stack_planner.conflicts import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.choosing.conflict.ceilings import Ceiling
    from stack_planner.choosing.conflict.clauses import Clause
    from stack_planner.choosing.conflict.ground import Ground

GIVEN_UP_FIRST = (
    *(Sort.KEPT, Sort.REFUSES, Sort.MUST, Sort.RULE, Sort.PARTICIPANTS, Sort.COVER),
    *(Sort.NOT_OPEN, Sort.EXCLUDES, Sort.TOGETHER, Sort.REQUIRES, Sort.LAW),
)
"""Of repairs that are alike otherwise: what people decided before what is so, the law last."""


@dataclass(frozen=True)
class Given:
    """What a choice of options asks for: rules to be dropped, and ceilings to count for more."""

    chosen: frozenset[int]
    dropped: tuple[Clause, ...]
    more: Mapping[Ceiling, int]

    @property
    def measures(self) -> tuple[int, int, int, int]:
        """Rules given up; CZK and person-days by which cells rise; how hard the rules are."""
        return (
            len(self.dropped),
            self._raised("CZK"),
            self._raised("person-days"),
            sum(hardness(clause) for clause in self.dropped),
        )

    def _raised(self, unit: str) -> int:
        return sum(
            ceiling.raised_for(more)
            for ceiling, more in self.more.items()
            if ceiling.rule.sort.unit == unit
        )


def hardness(clause: Clause) -> int:
    """How late a rule is given up, of rules that are alike otherwise."""
    return GIVEN_UP_FIRST.index(clause.rule.sort)


@dataclass(frozen=True)
class Elastic:
    """A ground whose ``droppable`` clauses may be dropped and whose limits may be raised."""

    ground: Ground
    droppable: tuple[Clause, ...]

    @cached_property
    def limits(self) -> tuple[Clause, ...]:
        """The clauses that more money or staff relieves, by years."""
        limits = [clause for clause in self.ground.clauses if clause.relief]
        return tuple(sorted(limits, key=lambda clause: -clause.size))

    @cached_property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """What may be raised, each once."""
        return tuple(dict.fromkeys(c for clause in self.limits for c in clause.relief))

    @cached_property
    def _slack(self) -> Mapping[Ceiling, int]:
        first = len(self.ground.columns) + len(self.droppable)
        return {ceiling: first + place for place, ceiling in enumerate(self.ceilings)}

    @cached_property
    def _price(self) -> Mapping[Ceiling, int]:
        """The column of what a cell rises by: the slack itself, but for a reserve."""
        free = count(len(self.ground.columns) + len(self.droppable) + len(self.ceilings))
        return {
            ceiling: self._slack[ceiling] if ceiling.counts in {0, 1} else next(free)
            for ceiling in self.ceilings
        }

    @cached_property
    def model(self) -> Model:
        """All columns and rows; amounts are whole and without bound."""
        reserved = [c for c in self.ceilings if self._price[c] != self._slack[c]]
        columns = (
            *self.ground.columns,
            *(Column(f"drop[{n}]", "", 0) for n, _ in enumerate(self.droppable)),
            *(Column("more", "", 0, upper=None if c.counts else 0) for c in self.ceilings),
            *(Column("rise", "", 0, upper=None) for _ in reserved),
        )
        rows = (
            *self.ground.always,
            *(row for clause in self._strict for row in clause.rows),
            *(self._limit(clause) for clause in self.limits),
            *self._softened(),
            *(self._rise(ceiling) for ceiling in reserved),
        )
        return Model(columns, rows)

    @cached_property
    def _strict(self) -> tuple[Clause, ...]:
        given = {id(clause) for clause in (*self.droppable, *self.limits)}
        return tuple(clause for clause in self.ground.clauses if id(clause) not in given)

    def _limit(self, clause: Clause) -> Row:
        """A limit in the units of what it counts, less the slacks that relieve it."""
        (row,) = (row.undivided for row in clause.rows)
        slacks = ((self._slack[ceiling], -1) for ceiling in clause.relief)
        return Row(row.name, (*row.terms, *slacks), row.sense, row.bound)

    def _rise(self, ceiling: Ceiling) -> Row:
        """What counts of the higher amount covers the slack; multiplied by the denominator."""
        over, under = ceiling.counts.numerator, ceiling.counts.denominator
        terms = ((self._slack[ceiling], under), (self._price[ceiling], -over))
        bound = over * ceiling.amount - under * int(ceiling.amount * ceiling.counts)
        return Row("rise", terms, Sense.AT_MOST, bound)

    def _softened(self) -> Iterator[Row]:
        first = len(self.ground.columns)
        for drop, clause in enumerate(self.droppable, first):
            for row in clause.rows:
                yield from softened(row, drop, self.ground.columns)

    def weights(self, measure: int) -> list[int]:
        """What each column adds to a measure of ``Given``."""
        weights = [0] * len(self.model.columns)
        first = len(self.ground.columns)
        for place, clause in enumerate(self.droppable, first):
            weights[place] = {0: 1, 3: hardness(clause)}.get(measure, 0)
        unit = {1: "CZK", 2: "person-days"}.get(measure)
        for ceiling, place in self._price.items():
            weights[place] = int(ceiling.rule.sort.unit == unit)
        return weights

    def given(self, chosen: frozenset[int]) -> Given | None:
        """What a choice asks for, counted in integers; None where nothing would make it hold.

        More is given in the last year that needs it: what an earlier one gets is carried over.
        """
        strict = (*self.ground.always, *(row for clause in self._strict for row in clause.rows))
        if not all(row.holds(chosen) for row in strict):
            return None
        dropped = (c for c in self.droppable if not all(row.holds(chosen) for row in c.rows))
        more: Counter[Ceiling] = Counter()
        for clause in self.limits:
            (row,) = (row.undivided for row in clause.rows)
            short = row.activity(chosen) - row.bound - sum(more[c] for c in clause.relief)
            if short > 0:
                more[clause.relief[-1]] += short
        if any(not ceiling.counts for ceiling in more):
            return None
        return Given(chosen, tuple(dropped), more)


def softened(row: Row, drop: int, columns: Sequence[Column]) -> Iterator[Row]:
    """A row as inequalities that a column ``drop`` lifts for any choice of options."""
    low, high = _reach(row, columns)
    if row.sense is not Sense.AT_LEAST and high > row.bound:
        yield Row(row.name, (*row.terms, (drop, row.bound - high)), Sense.AT_MOST, row.bound)
    if row.sense is not Sense.AT_MOST and low < row.bound:
        yield Row(row.name, (*row.terms, (drop, row.bound - low)), Sense.AT_LEAST, row.bound)


def _reach(row: Row, columns: Sequence[Column]) -> tuple[int, int]:
    """The least and the most that a row can be, one option of every copy at most."""
    copies: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0])
    for index, coefficient in row.terms:
        option = columns[index].option
        if option:
            copies[option.project, option.payer].append(coefficient)
    return sum(map(min, copies.values())), sum(map(max, copies.values()))
