"""How far the plan of the whole region holds, proven for all the weights that may be meant.

For every single plan, what it is worth more than today's is linear in the weights. What any plan is
worth more than today's at most is the greatest of these linear functions; it is convex, so over a
polytope it is greatest at a vertex. A proven bound of the region's problem at each vertex of W, or
of any polytope around W, wherever it comes from and however loose, bounds the loss at all weights
of W. And if without a project no plan is worth as much as today's at any of these vertices, none is
at any weight of W: then every best plan has that project.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.around import Around
from stack_planner.explaining.robust.certificate import TELLING, Certificate
from stack_planner.explaining.robust.known import Known
from stack_planner.explaining.robust.sampling import drawn
from stack_planner.explaining.robust.settling import Trial
from stack_planner.explaining.robust.space import space_of
from stack_planner.explaining.robust.whole import Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stack_planner.choosing.solve import Limits
    from stack_planner.explaining.held import Region
    from stack_planner.explaining.robust.certificate import Settled
    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.robust.whole import Most
    from stack_planner.explaining.valuing import Weights


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done to know.

    A region of at most ``small`` columns is solved to the end at each vertex of W, and at
    ``samples`` weights besides. In a larger one a vertex is near enough where no plan is worth more
    than today's by ``aim`` of it, and a run ends after ``nodes``.
    """

    small: int = 150
    samples: int = 1_000
    aim: Fraction = Fraction(1, 100)
    nodes: int = 10

    def is_small(self, whole: Whole) -> bool:
        """Whether a region is solved to the end."""
        return len(whole.model.columns) <= self.small


def regional_robustness(
    region: Region,
    limits: Limits,
    progress: Callable[[str], None],
    effort: Effort | None = None,
) -> Certificate:
    """What all the weights that may be meant can do to the plan of the whole region."""
    effort = effort or Effort()
    whole = Whole(region, limits)
    asked = {whole.today: whole.most(whole.today)}
    if not effort.is_small(whole):
        whole = replace(whole, limits=replace(limits, nodes=min(limits.nodes, effort.nodes)))
    space = space_of(region.strategy, region.scores.weights)
    return Certifying(whole, space, effort, progress, asked, solves=1).certificate()


@dataclass
class Certifying:
    """The loss at vertices, then each project, then weights drawn from W.

    ``asked`` is what is known of the best plan at the weights that were asked so far.
    """

    whole: Whole
    space: Space
    effort: Effort
    progress: Callable[[str], None]
    asked: dict[Weights, Most]
    solves: int

    def certificate(self) -> Certificate:
        """All that is found out."""
        space, today = self.space, self.asked[self.whole.today]
        value = self.whole.value(self.whole.today)
        told = Certificate(
            bounds=space.bounds,
            order=space.order,
            stated=space.stated,
            space=space.state,
            value=value,
            gap=max(Fraction(0), today.bound - value),
            behind=self._gain(self.whole.today) >= TELLING,
        )
        if space.corners:
            told = self._settled(self._bounded(told))
            told = self._sampled(told) if self._is_small else told
        return replace(told, solves=self.solves, stopped=self.whole.limits.is_over)

    @property
    def _is_small(self) -> bool:
        return self.effort.is_small(self.whole)

    def _gain(self, weights: Weights) -> Fraction:
        """What the plan that was found at some weights is worth more than today's there."""
        best = self.asked[weights].chosen or self.whole.plan
        return self.whole.ahead(weights, self.whole.linear.vector(best))

    # The loss

    def _bounded(self, told: Certificate) -> Certificate:
        """With the loss at the vertices of W, or of a polytope around it."""
        self.progress("corners")
        vertices = self.space.corners
        if self._is_small:
            leads = self.whole.limits.side_by_side(self._lead, vertices)
        else:
            around = Around(self.space, self.whole.limits).everywhere(self._is_near)
            vertices = vertices if around is None else around
            leads = [self.asked[vertex].bound - self.whole.value(vertex) for vertex in vertices]
        found, where = self.known.best
        return replace(
            told,
            vertices=len(vertices),
            loss=max(Fraction(0), *leads),
            found=found,
            found_at=tuple(zip(self.whole.region.scores.weights, where, strict=True)),
        )

    def _lead(self, weights: Weights, enough: Fraction | None = None) -> Fraction:
        """No plan is worth more than today's by more than this."""
        value = self.whole.value(weights)
        most = self.whole.most(weights, None if enough is None else value + enough)
        self.asked[weights] = most
        self.solves += 1
        return most.bound - value

    def _is_near(self, weights: Weights, inside: bool) -> bool:  # noqa: FBT001 — asked so everywhere
        """Whether no plan is worth much more; at a vertex of W it is found out by how much."""
        enough = self.effort.aim * abs(self.whole.value(weights))
        if self._lead(weights, enough) < enough:
            return True
        if inside:
            self._lead(weights)
        return inside

    @cached_property
    def known(self) -> Known:
        """The plans that were met on the way."""
        met = (self.asked[weights].chosen for weights in sorted(self.asked))
        plans = (self.whole.plan, *(plan for plan in met if plan is not None))
        return Known(self.whole, tuple(dict.fromkeys(plans)), self.space.corners)

    # The projects

    def _settled(self, told: Certificate) -> Certificate:
        """With the verdict on each project that the region may run."""
        self.progress("settling")
        codes = [project.code for project in self.whole.region.strategy.projects]
        trials = [
            Trial(self.whole, self.space, code) for code in codes if self.whole.columns_of(code)
        ]
        settled = self.whole.limits.side_by_side(lambda trial: trial.settled(self.known), trials)
        self.solves += sum(trial.solves for trial in trials)
        return replace(told, projects=tuple(settled))

    # Weights drawn

    def _sampled(self, told: Certificate) -> Certificate:
        """With what is best at weights drawn from W, if each of them was solved and proven."""
        self.progress("sampling")
        draws = list(drawn(self.space, self.effort.samples))
        answers = self.whole.limits.side_by_side(self.whole.most, draws)
        self.solves += len(draws)
        plans = [answer.chosen for answer in answers if answer.proven and answer.chosen is not None]
        if len(plans) < len(draws):
            return told
        return replace(
            told,
            sampled=len(draws),
            best_at=sum(map(self._is_best, draws, plans)),
            projects=tuple(self._with_share(each, plans) for each in told.projects),
        )

    def _is_best(self, weights: Weights, best: frozenset[int]) -> bool:
        return self.whole.ahead(weights, self.whole.linear.vector(best)) <= 0

    def _with_share(self, settled: Settled, plans: Sequence[frozenset[int]]) -> Settled:
        ways = frozenset(self.whole.columns_of(settled.project))
        having = sum(not ways.isdisjoint(plan) for plan in plans)
        return replace(settled, share=Fraction(having, len(plans)))
