"""Whether all best plans of all weights run a regional or joint project, or none does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Row, Sense, make_row
from stack_planner.explaining.robust.around import Around
from stack_planner.explaining.robust.certificate import Settled, Verdict

if TYPE_CHECKING:
    from stack_planner.explaining.robust.known import Known
    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.robust.whole import Whole
    from stack_planner.explaining.valuing import Weights


@dataclass
class Trial:
    """A project, as the plans that do with it what today's plan does not would have to be.

    If every such plan is worth less than today's at the vertices of a polytope around W, it is so
    at all weights of W. ``solves`` counts the runs.
    """

    whole: Whole
    space: Space
    project: str
    solves: int = 0

    @cached_property
    def ways(self) -> frozenset[int]:
        """The columns that run it."""
        return frozenset(self.whole.columns_of(self.project))

    @property
    def chosen(self) -> bool:
        """Whether today's plan runs it."""
        return not self.ways.isdisjoint(self.whole.plan)

    @cached_property
    def otherwise(self) -> Row:
        """The row of the plans that run it if today's does not, or do not if it does."""
        sense, bound = (Sense.AT_MOST, 0) if self.chosen else (Sense.AT_LEAST, 1)
        return make_row(f"asked[{self.project}]", dict.fromkeys(self.ways, 1), sense, bound)

    def settled(self, known: Known) -> Settled:
        """The verdict; a plan that is known to do otherwise and to be as good ends it at once."""
        refuted = any(self.ways.isdisjoint(plan) is self.chosen for plan in known.rivals)
        alone = Around(self.space, replace(self.whole.limits, jobs=1))
        proven = not refuted and alone.everywhere(self._loses, together=1) is not None
        certain = Verdict.ALWAYS if self.chosen else Verdict.NEVER
        return Settled(self.project, self.chosen, certain if proven else Verdict.UNDECIDED)

    def _loses(self, weights: Weights, _inside: bool) -> bool:  # noqa: FBT001 — asked so everywhere
        """Whether every plan that does otherwise is worth less than today's, or there is none."""
        self.solves += 1
        value = self.whole.value(weights)
        most = self.whole.most(weights, value, (self.otherwise,))
        return most.impossible or most.bound < value
