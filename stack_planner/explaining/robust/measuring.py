"""How far a town's plan holds when the weights of criteria change: all of it, town by town."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.answer import (
    BestPlan,
    Presence,
    Robustness,
    SpaceState,
    Stability,
)
from stack_planner.explaining.robust.asking import Choice, Oracle
from stack_planner.explaining.robust.envelope import Envelope
from stack_planner.explaining.robust.listing import core_indices, nondominated
from stack_planner.explaining.robust.shares import Shares
from stack_planner.explaining.robust.space import space_of
from stack_planner.explaining.robust.turning import Turning
from stack_planner.explaining.valuing import Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.explaining.held import Held, Region
    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.valuing import Weights


def robustness(region: Region, towns: Sequence[str] | None = None) -> tuple[Robustness, ...]:
    """Town by town how far its plan holds, the rest of the region's plan held.

    Towns are asked side by side; the answers are the same for any number of them.
    """
    codes = [orp.code for orp in region.strategy.orps] if towns is None else towns
    _ = region.held, region.count.mine
    space = space_of(region.strategy, region.scores.weights)
    _ = space.cone, space.corners
    made = region.solver.limits.side_by_side(
        lambda code: Town(region.town(code), space).robustness(), codes
    )
    return tuple(made)


@dataclass(frozen=True)
class Town:
    """One town's problem over the space of weights."""

    held: Held
    space: Space

    @cached_property
    def _oracle(self) -> Oracle:
        return Oracle(Values(self.held))

    @cached_property
    def _envelope(self) -> Envelope:
        return Envelope(self.space, self._oracle).close()

    @cached_property
    def _shares(self) -> Shares:
        return Shares(self._envelope)

    @cached_property
    def _listed(self) -> tuple[Choice, ...] | None:
        return nondominated(self._oracle, self.space)

    def robustness(self) -> Robustness:
        """All that is told."""
        empty = not self.space.corners
        plans = () if empty else self._plans()
        turning = Turning(self._oracle, [] if empty else list(self._envelope.plans))
        intervals, nearest = tuple(turning.intervals()), turning.nearest()
        loss, loss_at = (Fraction(0), ()) if empty else self._loss()
        behind = turning.behind
        return Robustness(
            orp=self.held.code,
            bounds=self.space.bounds,
            order=self.space.order,
            stated=self.space.stated,
            plans=tuple(plan for _, plan in plans),
            exact=self.space.state is SpaceState.EMPTY or (not empty and self._envelope.exact),
            error=Fraction(0) if empty else self._shares.error,
            projects=() if empty else self._projects([(c.projects, p.share) for c, p in plans]),
            intervals=intervals,
            nearest=nearest,
            loss=loss,
            loss_at=loss_at,
            nondominated=None if self._listed is None else len(self._listed),
            solves=self._oracle.solves,
            space=self.space.state,
            behind=behind,
            radius=turning.radius(nearest),
            margin=self._oracle.margin,
        )

    def _plans(self) -> tuple[tuple[Choice, BestPlan], ...]:
        """The plans that are best in a part of W with inside, the largest share first."""
        values, found = self._oracle.values, list[tuple[Choice, BestPlan]]()
        for place, share in enumerate(self._shares.of_plans):
            if share:
                plan = self._nearest(place)
                value = values.linear.at(values.today, plan.vector) + values.served_today
                today = plan.projects == self._oracle.today.projects
                found.append((plan, BestPlan(tuple(sorted(plan.projects)), share, value, today)))
        return tuple(sorted(found, key=lambda each: (-each[1].share, each[1].projects)))

    def _nearest(self, place: int) -> Choice:
        """Of the plans that are the best ones in a cell that nearest to today's."""
        corners = [weights for weights, _ in self._envelope.cell(place)]
        middle = tuple(sum(side, Fraction(0)) / len(corners) for side in zip(*corners, strict=True))
        return self._oracle.nearest(middle, self._envelope.plans[place], self.space.corners)

    def _projects(self, plans: Sequence[tuple[frozenset[str], Fraction]]) -> tuple[Stability, ...]:
        """Each project that the town decides on."""
        listed, codes = self._listed, self.held.decided
        core = core_indices(listed, codes) if listed else {}
        return tuple(
            Stability(
                project=code,
                chosen=code in self._oracle.today.projects,
                share=sum((share for projects, share in plans if code in projects), Fraction(0)),
                presence=self._presence(code),
                core_index=core.get(code),
                settled=self._envelope.exact,
            )
            for code in codes
        )

    def _presence(self, code: str) -> Presence:
        agreement = self._envelope.agreement
        if code in agreement.always:
            return Presence.ALWAYS
        return Presence.NEVER if code in agreement.never else Presence.SOMETIMES

    def _loss(self) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]]:
        """The most that today's plan loses, and where: convex, it is greatest at a corner of W."""
        losses = {weights: self._lost(weights) for weights in self.space.corners}
        worst = max(losses, key=lambda weights: losses[weights])
        where = zip(self._oracle.values.criteria, worst, strict=True)
        return losses[worst], tuple(where) if losses[worst] else ()

    def _lost(self, weights: Weights) -> Fraction:
        values = self._oracle.values
        best = max(values.linear.at(weights, plan.vector) for plan in self._envelope.plans)
        return best - values.linear.at(weights, self._oracle.today.vector)
