"""The weights that count beside all others that are known: what people say, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.scoring.eliciting import elicit
from stack_planner.scoring.eliciting.opinions import distance
from stack_planner.scoring.weights import Origin, weights_with_origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Criterion, Strategy
    from stack_planner.scoring.eliciting import Elicited, Opinion, Spread

HUNDRED = Fraction(100)
FEWEST_TO_COMPARE = 2
FEWEST_TO_BE_APART = 3
"""Of two people neither is the one who is apart."""


@dataclass(frozen=True)
class Weighing:
    """The weights ``used`` (their sum 1) with their ``origin``, and what people say of them.

    ``consistency`` is that of the compared pairs where these count.
    """

    strategy: Strategy
    used: Mapping[str, Fraction]
    origin: Origin
    consistency: float | None
    elicited: Elicited

    def name(self, code: str) -> str:
        """The name of a criterion."""
        return next(c.name for c in self.strategy.criteria if c.code == code)

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """Those of people, by name."""
        return self.elicited.opinions

    @cached_property
    def group(self) -> Mapping[str, Fraction]:
        """The weights of all people together; {} where nobody answered."""
        return self.elicited.group

    @cached_property
    def spreads(self) -> Mapping[str, Spread]:
        """By criterion how far people are apart; {} for fewer than two people."""
        if len(self.opinions) < FEWEST_TO_COMPARE:
            return {}
        return {spread.criterion: spread for spread in self.elicited.spreads}

    @property
    def is_more(self) -> bool:
        """Whether anything is known but the weights beside the criteria."""
        found = self.elicited
        return bool(found.opinions or found.left_out or found.matrix or found.ranks)

    @cached_property
    def _sum(self) -> Fraction:
        return sum((c.weight for c in self.strategy.criteria), start=Fraction(0))

    @property
    def total(self) -> Fraction:
        """The sum of the column of weights, in which bounds are told; 100 where that is 0."""
        return self._sum or HUNDRED

    @property
    def stated(self) -> Mapping[str, Fraction]:
        """The weights beside the criteria, their sum 1; {} where all are 0."""
        return {c.code: c.weight / self._sum for c in self.strategy.criteria} if self._sum else {}

    @cached_property
    def bounds(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        """By criterion the least and the most that anybody says, in the units of its column."""
        return {code: spread.bounds(self.total) for code, spread in self.spreads.items()}

    @property
    def outside(self) -> tuple[Criterion, ...]:
        """Criteria whose weight in their column nobody's answers reach."""
        return tuple(
            criterion
            for criterion in self.strategy.criteria
            if self.stated and criterion.code in self.bounds and not self._is_inside(criterion)
        )

    def _is_inside(self, criterion: Criterion) -> bool:
        low, high = self.bounds[criterion.code]
        return low <= criterion.weight <= high

    @property
    def furthest(self) -> Opinion | None:
        """Whose weights differ most from the group's; None of fewer than three people."""
        if len(self.opinions) < FEWEST_TO_BE_APART:
            return None
        return max(self.opinions, key=lambda opinion: opinion.distance(self.group))

    @property
    def moved(self) -> Fraction:
        """The share of all weight that the group would have elsewhere than the weights used."""
        return distance(self.group, self.used)

    @property
    def most_moved(self) -> str:
        """The criterion that the group would weigh otherwise most, the first one of equals."""
        return max(self.group, key=lambda code: abs(self.group[code] - self.used[code]))


def weighing_of(strategy: Strategy) -> Weighing:
    """All that is known of the weights of a strategy."""
    used, ratio, origin = weights_with_origin(strategy)
    return Weighing(strategy, used, origin, ratio, elicit(strategy))
