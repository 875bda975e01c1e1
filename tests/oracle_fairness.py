"""A second reading of fairness: every plan of a small region is made, the fairest one told.

It shares nothing with ``stack_planner.choosing``: all that plans give to the towns is listed, what
is worth too little is left out, and the rest is compared ratio by ratio.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from tests.oracle import Region
from tests.oracle_money import Uses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.records import Strategy
    from tests.oracle import Run

Values = tuple[Fraction, ...]
Taken = frozenset[tuple[tuple[str, str, int], int]]


def fairest(strategy: Strategy, alone: Mapping[str, int | None]) -> tuple[Values, Fraction] | None:
    """The best ratios, smallest first, and the most that a plan with them is worth.

    ``alone`` is what the towns reach alone, in units of 10⁻⁴ point; None where there is no plan.
    """
    return FairRegion(strategy).fairest(alone)


class FairRegion(Region):
    """A strategy under enumeration, all that its plans give to each town."""

    def fairest(self, alone: Mapping[str, int | None]) -> tuple[Values, Fraction] | None:
        """The greatest ratios in the order from the smallest up, then the greatest total."""
        plans = {weighted for runs in self._all_runs() for weighted in self._given(runs)}
        if not plans:
            return None
        worth = {plan: sum(plan, Fraction(0)) for plan in plans}
        best = max(worth.values())
        least = best - self.settings.max_loss * abs(best)
        enough = [plan for plan, total in worth.items() if total >= least]
        return max((self._ratios(plan, alone), worth[plan]) for plan in enough)

    def _ratios(self, plan: Values, alone: Mapping[str, int | None]) -> Values:
        """The ratios of the towns that reach something alone, the smallest first."""
        reached = [(orp, Fraction(alone[orp.code] or 0)) for orp in self.orps]
        ratios = (
            weighted / (self._multiplier(orp) * most)
            for weighted, (orp, most) in zip(plan, reached, strict=True)
            if most > 0
        )
        return tuple(sorted(ratios))

    def _given(self, runs: Mapping[str, Run]) -> Iterator[Values]:
        """What plans with these runs give to each town, times what the town counts for.

        Of a town's plans that take the same from what is common only the best one is looked at.
        """
        plans = {(frozenset(self._run_uses(runs).items()), Values())}
        for orp in self.orps:
            theirs = self._town_plans(orp, runs)
            plans = {
                (self._together(held, more), (*given, value))
                for (held, given), (more, value) in product(plans, theirs.items())
            }
        yield from (given for uses, given in plans if self._fits(Uses(dict(uses)), runs))

    @staticmethod
    def _together(one: Taken, other: Taken) -> Taken:
        """What is taken in all; mostly one of the two takes nothing."""
        if not one or not other:
            return one or other
        summed = dict(one)
        for key, amount in other:
            summed[key] = summed.get(key, 0) + amount
        return frozenset(summed.items())
