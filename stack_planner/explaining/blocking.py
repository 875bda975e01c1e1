"""What keeps a project out even if others paid the town's whole own part of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.conflict.clauses import Said
from stack_planner.choosing.conflict.naming import make_clauses
from stack_planner.choosing.solve import State
from stack_planner.conflicts import Sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.held import Region
    from stack_planner.explaining.money import Purse


LET_OFF_FIRST = (
    *(Sort.LAW, Sort.MUST, Sort.KEPT, Sort.CAPEX, Sort.OPEX, Sort.BURDEN, Sort.RUN, Sort.NOT_OPEN),
    *(Sort.REFUSES, Sort.COVER, Sort.PREFINANCING, Sort.ALLOCATION, Sort.PARTICIPANTS),
    *(Sort.RULE, Sort.TOGETHER, Sort.EXCLUDES, Sort.REQUIRES, Sort.EFFORT),
)
"""The order in which a sort is done without: money first, which was given already."""


class Bar(StrEnum):
    """Why a town cannot have a project, or gains nothing by it, whatever it pays."""

    NOT_RUN = "not run"
    OTHER_RUN = "other run"
    NO_OPTION = "no option"
    REFUSED = "refused"
    DONE = "done"
    NOT_OPEN = "not open"
    SYNERGY = "synergy"
    ENDS = "joint project would end"

    @property
    def is_outside(self) -> bool:
        """Whether the town does not decide at all."""
        return self not in {Bar.SYNERGY, Bar.ENDS}


@dataclass(frozen=True)
class Names:
    """The rules of a region by the names of their rows."""

    region: Region

    @cached_property
    def rules(self) -> Mapping[str, NamedRule]:
        """The rule that a row says."""
        model = self.region.model
        said = Said(self.region.strategy, model.columns, model.rows)
        clauses = make_clauses(said, self.region.kept)
        return {row.name: clause.rule for clause in clauses for row in clause.rows}


def blocks(purse: Purse, value: int, names: Names) -> tuple[NamedRule, ...] | None:
    """What a project asks for that keeps the town from a value with it, however it is paid.

    Sort by sort the project is let off: what it takes of a limit is not counted, links and rules
    that it stands in do not hold. What is told is a set of sorts that block by themselves, with
    none to spare: all the rules of these sorts that the project meets. Empty if it blocks itself,
    by a synergy that is a loss; None where it is not settled.
    """
    met = _met(purse, names)
    sorts = sorted({rule.sort for rule in met.values()}, key=LET_OFF_FIRST.index)
    if not sorts or purse.held.has_losses:
        free = possible(purse, value, met)
        if free is not True:
            return None if free is None else ()
    off = {name: rule for name, rule in met.items() if rule.sort is not sorts[-1]}
    if possible(purse, value, off) is not False:
        off = _let_off(purse, value, met, sorts)
    return tuple(dict.fromkeys(rule for name, rule in met.items() if name not in off))


def _let_off(
    purse: Purse, value: int, met: Mapping[str, NamedRule], sorts: Sequence[Sort]
) -> dict[str, NamedRule]:
    """The rules without which the others still block, sort by sort."""
    off: dict[str, NamedRule] = {}
    for sort in sorts:
        more = off | {name: rule for name, rule in met.items() if rule.sort is sort}
        if len(more) < len(met) and possible(purse, value, more) is False:
            off = more
    return off


def _met(purse: Purse, names: Names) -> dict[str, NamedRule]:
    """The rules in whose rows the project stands, by the names of the rows."""
    options = purse.held.copies.get(purse.project, frozenset())
    return {
        row.name: names.rules[row.name]
        for row in purse.held.rows(purse.project)
        if row.name in names.rules and any(index in options for index, _ in row.terms)
    }


def possible(purse: Purse, value: int, off: Mapping[str, NamedRule]) -> bool | None:
    """Whether the town reaches a value with the project let off some rows; None: not settled."""
    taken = {name for name, rule in off.items() if rule.sort.unit}
    model = purse.model(value, taken, off.keys() - taken)
    answer = purse.held.region.solver.maximise(model, [0] * len(model.columns))
    if answer.chosen is not None:
        return True
    return False if answer.state is State.INFEASIBLE else None
