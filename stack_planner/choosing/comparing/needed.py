"""What a town alone would lack to reach what the common plan gives it, in CZK.

Its limits of capital and running money may be exceeded, in any year, and the sum by which they are
is made least: capex and opex together, after the reserve, the first year after the horizon
included. Where money is carried over, a crown more in one year serves all the later ones as well.
Nothing else gives way: not the pool's share, pre-financing, person-days, links or rules.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.comparing.alone import alone, attempts, best_value
from stack_planner.choosing.model import Column, Model, Row, Sense, make_row
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import ceilings, make_model
from stack_planner.choosing.solve import Solver, State
from stack_planner.comparison import Lack, Reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.choosing.rows import Ceiling
    from stack_planner.records import Strategy
    from stack_planner.results import OrpPlan, Plan, Scores

MOST_NODES = 5_000
"""Effort for one town; where it is not enough the answer is left open."""

CZK_UNIT = 1_000
"""Money that is lacking is counted by the solver in this unit, and exactly afterwards."""


def lack_of(plan: Plan, orp: OrpPlan, value: int, solver: Solver) -> Lack:
    """The least money with which a town of a plan reaches a value alone."""
    if orp.alone is not None and orp.alone >= value:
        return Lack(Reach.PROVEN, 0)
    if solver.limits.is_over:
        return Lack(Reach.OPEN)
    demanded = _demanded(plan, orp, solver)
    limited = Solver(replace(solver.limits, nodes=min(MOST_NODES, solver.limits.nodes)))
    return least_lack(demanded, plan.scores, value, limited)


def _demanded(plan: Plan, orp: OrpPlan, solver: Solver) -> Strategy:
    """The lone town under the demands under which its value alone was found."""
    by_itself, relaxed = attempts(alone(plan.strategy, plan.strategy.orp[orp.code]))
    if orp.alone is None or by_itself == relaxed:
        return relaxed
    options, _ = make_options(by_itself, plan.scores)
    kept = best_value(by_itself, plan.scores, options, solver) is not None
    return by_itself if kept else relaxed


def least_lack(by_itself: Strategy, scores: Scores, value: int, solver: Solver) -> Lack:
    """The least money above its own that the one town of a strategy needs to reach a value."""
    purse = Purse.of(by_itself, scores)
    reached = purse.reached(scores.multipliers[by_itself.orps[0].code] * value)
    answer = solver.maximise(purse.model(reached), purse.weights)
    if answer.state is State.INFEASIBLE:
        return Lack(Reach.NEVER)
    chosen = answer.chosen
    if answer.state is not State.OPTIMAL or chosen is None:
        return Lack(Reach.OPEN)
    if not (purse.free.keeps(chosen) and reached.holds(chosen)):
        return Lack(Reach.OPEN)
    return Lack(Reach.PROVEN, purse.lacking(chosen))


@dataclass(frozen=True)
class Purse:
    """A lone town's model without the limits of its own money, and these limits beside it.

    A pot is the ceilings that one amount of additional money raises together.
    """

    free: Model
    pots: tuple[tuple[Ceiling, ...], ...]

    @classmethod
    def of(cls, by_itself: Strategy, scores: Scores) -> Purse:
        """The purse of the one town of a strategy."""
        options, _ = make_options(by_itself, scores)
        unlimited = tuple(replace(each, capex=None, opex=None) for each in by_itself.budgets)
        free = make_model(replace(by_itself, budgets=unlimited), scores, options)
        return cls(free, tuple(_pots(by_itself, free)))

    @property
    def weights(self) -> list[int]:
        """Every unit of additional money counts against a choice, and nothing else does."""
        return [0] * len(self.free.columns) + [-1] * len(self.pots)

    def reached(self, value: int) -> Row:
        """The row that asks for a value, in objective units."""
        worth = {index: column.weight for index, column in enumerate(self.free.columns)}
        return make_row("value", worth, Sense.AT_LEAST, value)

    def model(self, *more: Row) -> Model:
        """The model in which the limits can be exceeded, each pot's by its last columns' amounts.

        Rows with amounts keep their crowns: dividing and rounding them is for whole numbers only.
        """
        first, rows = len(self.free.columns), []
        for place, pot in enumerate(self.pots, first):
            for ceiling in pot:
                terms = (*sorted(ceiling.terms.items()), (place, -CZK_UNIT))
                rows.append(Row(ceiling.name, terms, Sense.AT_MOST, ceiling.bound))
        amounts = [
            Column(f"extra{place:06d}", pot[0].payer, 0, upper=None, whole=False)
            for place, pot in enumerate(self.pots)
        ]
        return Model((*self.free.columns, *amounts), (*self.free.rows, *rows, *more))

    def lacking(self, chosen: frozenset[int]) -> int:
        """The money by which a choice exceeds the limits, in whole CZK."""
        return sum(max(0, *(ceiling.over(chosen) for ceiling in pot)) for pot in self.pots)


def _pots(by_itself: Strategy, free: Model) -> Iterator[tuple[Ceiling, ...]]:
    """Each limit by itself, or all years of a kind together where money is carried over."""
    settings, town = by_itself.settings, by_itself.orps[0].code
    pots: defaultdict[tuple[str, int], list[Ceiling]] = defaultdict(list)
    for ceiling in ceilings(by_itself, town, free.columns):
        together = settings.carry_over and ceiling.year in settings.horizon
        pots[ceiling.kind, 0 if together else ceiling.year].append(ceiling)
    yield from map(tuple, pots.values())
