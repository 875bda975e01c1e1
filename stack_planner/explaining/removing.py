"""Which criteria decide anything: would a town's plan be another one if a criterion were deleted?

Asked in the town's own problem, the rest of the region's plan held: the values are counted anew as
if the criterion were not there and the others kept their proportions, and the best plan is solved
for in whole units. If today's plan is still worth as much as the best one, the criterion decided
nothing in this town.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.scoring.value import value
from stack_planner.scoring.weights import without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from stack_planner.choosing.model import Column
    from stack_planner.explaining.held import Held, Region


@dataclass(frozen=True, slots=True)
class Removal:
    """What deleting a criterion would do to a town's plan.

    ``gain`` is by how much another plan would then be better, in units of 10⁻⁴ point of the values
    without it; 0 if today's plan stays the best, None where that is not proven. ``taken`` and
    ``dropped`` are the projects by which the nearest such plan differs.
    """

    criterion: str
    orp: str
    gain: int | None
    taken: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def removals(region: Region) -> tuple[Removal, ...]:
    """Criterion by criterion and town by town; the only criterion there is cannot be deleted.

    Towns are asked side by side; the answers are the same for any number of them.
    """
    _ = region.held, region.count.mine

    def asked(code: str) -> list[Removal]:
        return list(_of_town(region.town(code)))

    codes = [orp.code for orp in region.strategy.orps]
    together = region.solver.limits.side_by_side(asked, codes)
    order = list(region.scores.weights)
    every = (removal for those in together for removal in those)
    return tuple(sorted(every, key=lambda each: (order.index(each.criterion), each.orp)))


def _of_town(held: Held) -> Iterator[Removal]:
    for code, weight in held.region.scores.weights.items():
        if weight < 1:
            yield _removal(_without(held, code), code)


def _removal(held: Held, criterion: str) -> Removal:
    best = held.best
    if best.chosen is None or not best.settled:
        return Removal(criterion, held.code, None)
    dropped, taken = held.differs(best.chosen, "")
    return Removal(criterion, held.code, best.value - held.value(held.plan), taken, dropped)


def _without(held: Held, criterion: str) -> Held:
    """The town's problem as it would be without a criterion."""
    weights = without(held.region.scores.weights, criterion)
    columns = tuple(_revalued(held, column, weights) for column in held.model.columns)
    return replace(held, model=replace(held.model, columns=columns))


def _revalued(held: Held, column: Column, weights: Mapping[str, Fraction]) -> Column:
    """A column with the value that other weights give its project; a synergy keeps its own."""
    if column.option is None:
        return column
    scores, project = held.region.scores, column.option.project
    need = scores.needs[held.code, held.strategy.project[project].area]
    worth = value(need, weights, scores.utilities[project, held.code])
    return replace(column, weight=worth)
