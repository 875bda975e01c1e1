"""How well the criteria measure: figures of each one, and what they show that should be mended.

Counted are the levels given for all towns, one a project, by the share of full value that they
make: two levels beyond the scale's end are the same. ``check`` warns of the plainest cases; here
every criterion has its figures, and order is compared by ranks, so that a bent scale hides nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.scoring.ranking import spearman
from stack_planner.scoring.value import utility

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.records import Project, Strategy
    from stack_planner.results import Scores

FEWEST = 5
"""Projects below which a likeness may be chance."""

TOP = Fraction(4, 5)
"""The share of full value from which a project stands in the top fifth of the scale."""

ON_ONE, ON_TWO, ON_TOP, HALO = Fraction(4, 5), Fraction(9, 10), Fraction(4, 5), Fraction(3, 5)
"""Shares to be told: of projects on one value, on two, in the top fifth; of all levels there."""

ALIKE, LIKE_COST = 0.9, 0.8
"""Spearman's ρ from which two criteria say the same, or one follows the cost (either way)."""


class Fault(StrEnum):
    """What may be wrong with a criterion."""

    UNUSED = "unused"
    EVEN = "even"
    ON_ONE = "on one level"
    ON_TWO = "on two levels"
    ON_TOP = "scored high"
    ALIKE = "like another"
    LIKE_COST = "like the cost"


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one criterion over the ``scored`` projects, of ``projects`` in all.

    ``levels`` are the different shares of full value that occur, ``on_one`` and ``on_two`` the
    projects on the one or the two most frequent of them, ``top`` those in the top fifth. ``twin``
    is the criterion whose order is most like this one's; ``alike`` and ``cost`` are Spearman's ρ
    with it and with what a project costs to introduce, None where there is nothing to compare.
    """

    criterion: str
    projects: int
    scored: int
    levels: int
    on_one: int
    on_two: int
    top: int
    yes_no: bool
    twin: str
    alike: float | None
    cost: float | None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What should be looked at; nothing is claimed of fewer than five projects."""
        if not self.scored:
            return (Fault.UNUSED,)
        if self.levels == 1:
            return (Fault.EVEN,) * (self.scored == self.projects > 1)
        if self.scored < FEWEST:
            return ()
        told = {
            Fault.ON_ONE: self.on_one >= ON_ONE * self.scored,
            Fault.ON_TWO: self._is_on_two,
            Fault.ON_TOP: self.top >= ON_TOP * self.scored,
            Fault.ALIKE: self.alike is not None and self.alike >= ALIKE,
            Fault.LIKE_COST: self.cost is not None and abs(self.cost) >= LIKE_COST,
        }
        return tuple(fault for fault, holds in told.items() if holds)

    @property
    def _is_on_two(self) -> bool:
        """A scale that could tell more than yes and no, and does not; one level is told apart."""
        crowded = self.on_two >= ON_TWO * self.scored
        return crowded and not self.yes_no and self.on_one < ON_ONE * self.scored


@dataclass(frozen=True, slots=True)
class Halo:
    """How many of all levels given lie in the top fifth of their scale."""

    top: int
    scored: int

    @property
    def is_told(self) -> bool:
        """Whether nearly everything is scored high, as if one impression coloured every answer."""
        return self.scored >= FEWEST and self.top >= HALO * self.scored


def halo_of(qualities: Sequence[Quality]) -> Halo:
    """The levels of all criteria together."""
    return Halo(sum(q.top for q in qualities), sum(q.scored for q in qualities))


def qualities(strategy: Strategy, scores: Scores) -> tuple[Quality, ...]:
    """The figures of every criterion, in the order of the stack."""
    shares = _shares(strategy)
    costs = {project.code: _cost(strategy, project) for project in strategy.projects}
    return tuple(_quality(code, shares, costs, len(strategy.projects)) for code in scores.weights)


Shares = dict[str, dict[str, Fraction]]
"""By criterion and project the share of full value, of projects that have a level for all towns."""


def _shares(strategy: Strategy) -> Shares:
    given = {(s.criterion, s.project): s.level for s in strategy.scores if s.orp is None}
    return {
        criterion.code: {
            project.code: utility(criterion, given[criterion.code, project.code])
            for project in strategy.projects
            if (criterion.code, project.code) in given
        }
        for criterion in strategy.criteria
    }


def _quality(code: str, shares: Shares, costs: Mapping[str, Fraction], projects: int) -> Quality:
    mine = shares[code]
    most = [count for _, count in Counter(mine.values()).most_common()]
    likeness = {other: _rho(mine, shares[other]) for other in shares if other != code}
    twins = [(rho, other) for other, rho in likeness.items() if rho is not None]
    alike, twin = max(twins, key=lambda each: each[0], default=(None, ""))
    return Quality(
        criterion=code,
        projects=projects,
        scored=len(mine),
        levels=len(most),
        on_one=sum(most[:1]),
        on_two=sum(most[:2]),
        top=sum(share >= TOP for share in mine.values()),
        yes_no=set(mine.values()) <= {Fraction(0), Fraction(1)},
        twin=twin,
        alike=alike,
        cost=_rho(mine, {each: cost for each, cost in costs.items() if cost}),
    )


def _rho(first: Mapping[str, Fraction], second: Mapping[str, Fraction]) -> float | None:
    """Spearman's ρ over the projects that both have; None of fewer than five."""
    both = [code for code in first if code in second]
    if len(both) < FEWEST:
        return None
    return spearman([first[code] for code in both], [second[code] for code in both])


def _cost(strategy: Strategy, project: Project) -> Fraction:
    """What introducing a project costs by the stack, in a town of mean size, CZK."""
    people = sum(orp.population for orp in strategy.orps)
    mean = Fraction(people, len(strategy.orps)) if strategy.orps else Fraction(0)
    fixed = project.capex + project.one_off + project.capex_per_participant
    return fixed + project.capex_per_inhabitant * mean
