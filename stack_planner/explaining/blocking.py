"""What keeps a project out even if others paid the town's whole own part of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.conflict.clauses import Said
from stack_planner.choosing.conflict.naming import make_clauses
from stack_planner.choosing.solve import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.held import Held, Region
    from stack_planner.explaining.money import Purse


class Bar(StrEnum):
    """Why a town cannot have a project, or gains nothing by it, whatever it pays."""

    NOT_RUN = "not run"
    OTHER_RUN = "other run"
    NO_OPTION = "no option"
    REFUSED = "refused"
    DONE = "done"
    NOT_OPEN = "not open"
    SYNERGY = "synergy"


@dataclass(frozen=True)
class Names:
    """The rules of a region by the names of their rows."""

    region: Region

    @cached_property
    def rules(self) -> Mapping[str, NamedRule]:
        """The rule that a row says, in the order in which one is done without."""
        model = self.region.model
        said = Said(self.region.strategy, model.columns, model.rows)
        clauses = make_clauses(said, self.region.kept)
        return {row.name: clause.rule for clause in clauses for row in clause.rows}

    def of(self, held: Held) -> list[tuple[NamedRule, list[str]]]:
        """The rules of a town's problem, each with the names of its rows."""
        here = {row.name for row in held.model.rows}
        found: dict[int, tuple[NamedRule, list[str]]] = {}
        for name, rule in self.rules.items():
            if name in here:
                found.setdefault(id(rule), (rule, []))[1].append(name)
        return list(found.values())


def blocks(purse: Purse, value: int, names: Names) -> tuple[NamedRule, ...] | None:
    """Rules that keep the town from a value with the project, however it is paid; none to spare.

    Without any of them it could have both. Empty if no rule does; None where it is not settled.
    """
    rules, gone = names.of(purse.held), set[str]()
    if possible(purse, value, {name for _, those in rules for name in those}) is not True:
        return () if possible(purse, value, {n for _, r in rules for n in r}) is False else None
    for sort in dict.fromkeys(rule.sort for rule, _ in rules):
        some = [(rule, those) for rule, those in rules if rule.sort is sort]
        gone |= _spare(purse, value, gone, [those for _, those in some])
    return tuple(rule for rule, those in rules if not gone & set(those))


def _spare(purse: Purse, value: int, gone: set[str], groups: Sequence[Sequence[str]]) -> set[str]:
    """The rows of rules without which the others still block: all at once, or one by one."""
    together = {name for those in groups for name in those}
    if possible(purse, value, gone | together) is False:
        return together
    if len(groups) == 1:
        return set()
    spare = set[str]()
    for those in groups:
        if possible(purse, value, gone | spare | set(those)) is False:
            spare |= set(those)
    return spare


def possible(purse: Purse, value: int, without: set[str]) -> bool | None:
    """Whether the town reaches a value with the project, some rows left out; None: not settled."""
    model = purse.model(value, without)
    answer = purse.held.region.solver.maximise(model, [0] * len(model.columns))
    if answer.chosen is not None:
        return True
    return False if answer.state is State.INFEASIBLE else None
