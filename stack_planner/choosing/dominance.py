"""Leaves out options that another one beats in everything, before anything is solved.

An option gives way to another one of the same project and payer that is worth as much, starts no
later, waits no longer, takes no more own money, and is as good in every row of the model: no larger
where the row binds from above, no smaller where it binds from below, equal where it binds from both
sides. Links, rules, joint projects, budgets with all that is carried or pre-financed are rows, and
a payment whose sign helps in one row and hurts in another is seen in each of them.

Why nothing is lost: the options of a copy exclude one another, so in any plan the one may stand in
for the other. Every row still holds, whatever else the plan has, and no measure of the order of
preference falls. That is true of the whole region, of one payer with the rest held, and of any
subset of the rows with any bounds. "Beats" is transitive and of equals the lower key stays, so each
option left out is beaten by one that is kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Sense
from stack_planner.choosing.preference import ORDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stack_planner.choosing.model import Model
    from stack_planner.records import Strategy


def drop_dominated(
    strategy: Strategy, model: Model, spared: Collection[str] = ()
) -> tuple[Model, tuple[str, ...]]:
    """The model without the options that another one beats, and their keys, sorted.

    Those whose keys are ``spared`` stay: a plan that is there, or is to be kept to, has them.
    """
    copies: defaultdict[tuple[str, str], list[Contender]] = defaultdict(list)
    for contender in _contenders(strategy, model):
        copies[contender.copy].append(contender)
    beaten = {
        index
        for copy in copies.values()
        for index in _beaten(copy)
        if model.columns[index].name not in spared
    }
    return model.without(beaten), tuple(model.columns[i].name for i in sorted(beaten))


@dataclass(frozen=True, slots=True)
class Contender:
    """An option as all that can matter of it; less is better of each number.

    ``takes`` and ``fixed`` are its coefficients by row: those of inequalities, turned so that less
    is better, and those of equations.
    """

    index: int
    copy: tuple[str, str]
    start: int
    measures: tuple[int, ...]
    takes: dict[int, int] = field(default_factory=dict)
    fixed: dict[int, int] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, ...]:
        """Whoever beats another one has the lower rank."""
        return (self.start, *self.measures, sum(self.takes.values()), self.index)

    def beats(self, other: Contender) -> bool:
        """Whether it is as good as the other one in everything."""
        return (
            self.start <= other.start
            and all(mine <= its for mine, its in zip(self.measures, other.measures, strict=True))
            and self.fixed == other.fixed
            and all(c <= other.takes.get(row, 0) for row, c in self.takes.items())
            and all(c >= 0 for row, c in other.takes.items() if row not in self.takes)
        )


def _contenders(strategy: Strategy, model: Model) -> Iterable[Contender]:
    """Every option of the model with its coefficients."""
    contenders = {
        index: Contender(
            index,
            (column.option.project, column.block),
            column.option.start,
            tuple(-order(strategy, column) for order in ORDERS),
        )
        for index, column in enumerate(model.columns)
        if column.option
    }
    for number, row in enumerate(model.rows):
        for index, coefficient in row.terms:
            if contender := contenders.get(index):
                if row.sense is Sense.EQUAL:
                    contender.fixed[number] = coefficient
                else:
                    turned = coefficient if row.sense is Sense.AT_MOST else -coefficient
                    contender.takes[number] = turned
    return contenders.values()


def _beaten(copy: list[Contender]) -> Iterator[int]:
    """Those of a copy that one of the others beats."""
    kept: list[Contender] = []
    for contender in sorted(copy, key=lambda each: each.rank):
        if any(better.beats(contender) for better in kept):
            yield contender.index
        else:
            kept.append(contender)
