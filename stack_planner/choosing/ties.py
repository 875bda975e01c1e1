"""Whether the plan is the only best one: other plans of the same value with other projects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.choosing.preference import ORDERS, keeping, measured, total
from stack_planner.choosing.solve import State
from stack_planner.records import REGION
from stack_planner.results import Status, Tie, Ties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Column, Row
    from stack_planner.choosing.solve import Solver
    from stack_planner.records import Strategy
    from stack_planner.results import Choice

BLOCK_NODES, REGION_NODES = 2_000, 300
"""How hard another plan is looked for: of one payer, and of the whole region."""


def find_ties(strategy: Strategy, model: Model, choice: Choice, solver: Solver) -> Ties:
    """What other plans are worth as much as a proven one, payer by payer and over the region.

    Of a plan that is not proven optimal nothing is said, nor where the time is over.
    """
    if choice.proof.status is not Status.OPTIMAL or solver.limits.is_over:
        return Ties()
    keys = {option.key for option in choice.chosen}
    fewer, _ = drop_dominated(strategy, model, keys)
    chosen = fewer.completed(keys)
    search = Search(strategy, solver)
    blocks = (*(orp.code for orp in strategy.orps), REGION)
    payers = tuple(search.tie(fewer, chosen, block) for block in blocks)
    if any(tie.unique is False for tie in payers):
        return Ties(unique=False, payers=payers)
    other = search.nearest(fewer, chosen, 1, REGION_NODES)
    return Ties(other.unique, payers, search.differences(fewer, chosen, other.plan))


@dataclass(frozen=True, slots=True)
class Other:
    """Another plan where there is one; ``unique`` is None where that is not settled."""

    unique: bool | None
    plan: frozenset[int] | None = None


@dataclass(frozen=True)
class Search:
    """Looks for plans that differ from a chosen one in the set of projects, not losing anything."""

    strategy: Strategy
    solver: Solver

    def tie(self, model: Model, chosen: frozenset[int], block: str) -> Tie:
        """One payer's nearest other plan of the same value; one equal in everything if any is."""
        small, places = model.restricted(block, chosen)
        inside = frozenset(i for i, column in enumerate(places) if column in chosen)
        other = self.nearest(small, inside, 1, BLOCK_NODES)
        if other.plan is None:
            return Tie(block, other.unique)
        if not self._equal(small, inside, other.plan):
            equal = self.nearest(small, inside, len(ORDERS), BLOCK_NODES)
            other = other if equal.plan is None else equal
        return next(iter(self.differences(small, inside, other.plan)))

    def nearest(self, model: Model, chosen: frozenset[int], orders: int, nodes: int) -> Other:
        """The other plan that differs in the fewest projects, keeping so many measures.

        It counts only if it keeps every row in integers.
        """
        held = keeping(self.strategy, model, chosen, range(orders))
        signs = _signs(held, chosen)
        held = replace(held, rows=(*held.rows, _differing(held, chosen, signs)))
        limits = replace(self.solver.limits, nodes=nodes, gap=None)
        answer = replace(self.solver, limits=limits).maximise(held, [-sign for sign in signs])
        if answer.state is State.INFEASIBLE:
            return Other(unique=True)
        if answer.chosen is None or not all(row.holds(answer.chosen) for row in held.rows):
            return Other(unique=None)
        return Other(unique=False, plan=answer.chosen)

    def differences(
        self, model: Model, chosen: frozenset[int], other: frozenset[int] | None
    ) -> tuple[Tie, ...]:
        """Payer by payer, the projects in which two plans differ."""
        if other is None:
            return ()
        equal = self._equal(model, chosen, other)
        mine, its = _projects(model, chosen), _projects(model, other)
        return tuple(
            Tie(
                block,
                unique=False,
                out=tuple(sorted(mine[block] - its[block])),
                in_=tuple(sorted(its[block] - mine[block])),
                equal=equal,
            )
            for block in model.blocks
            if mine[block] != its[block]
        )

    def _equal(self, model: Model, chosen: frozenset[int], other: frozenset[int]) -> bool:
        """Whether two plans are the same in all measures of the order of preference."""
        measures = [measured(self.strategy, model, order) for order in range(len(ORDERS))]
        return all(total(weights, chosen) == total(weights, other) for weights in measures)


def _signs(model: Model, chosen: frozenset[int]) -> list[int]:
    """1 for every option of a project more, −1 for every option of a project that is chosen.

    Over the columns of another plan they add up to the projects that differ less those chosen.
    """
    mine = _projects(model, chosen)

    def sign(column: Column) -> int:
        if column.option is None:
            return 0
        return -1 if column.option.project in mine[column.block] else 1

    return [sign(column) for column in model.columns]


def _differing(model: Model, chosen: frozenset[int], signs: Sequence[int]) -> Row:
    """At least one project that is worth something more or less than chosen."""
    counted = _worthwhile(model)
    terms = {index: signs[index] for index in counted}
    return make_row("differs", terms, Sense.AT_LEAST, 1 - len(counted & chosen))


def _worthwhile(model: Model) -> frozenset[int]:
    """The options of projects that are worth something by themselves or by a synergy.

    What is worth nothing would make another plan of every plan with some money left.
    """
    synergies = {i for i, column in enumerate(model.columns) if column.option is None}
    linked = {
        i
        for row in model.rows
        if any(column in synergies for column, _ in row.terms)
        for i, _ in row.terms
    }
    return frozenset(
        i
        for i, column in enumerate(model.columns)
        if column.option and (column.weight or i in linked)
    )


def _projects(model: Model, chosen: frozenset[int]) -> defaultdict[str, set[str]]:
    """The projects that each payer does."""
    projects: defaultdict[str, set[str]] = defaultdict(set)
    for index in chosen:
        column = model.columns[index]
        if column.option:
            projects[column.block].add(column.option.project)
    return projects
