"""What each town would reach alone: its own budgets and its share of the pool, nothing in common.

Alone means floor(pool · population / Σ population) each year, allocations likewise, no regional
projects, and a joint project only if the town pays the whole joint part.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.money import floor_share
from stack_planner.records import CostKey, Scope, Stance

if TYPE_CHECKING:
    from stack_planner.records import Budget, Orp, Project, Strategy


def alone(strategy: Strategy, orp: Orp) -> Strategy:
    """The strategy of one town by itself."""
    share = Fraction(orp.population, sum(other.population for other in strategy.orps))
    projects = tuple(
        _own(project) for project in strategy.projects if project.scope is not Scope.REGION
    )
    codes = {project.code for project in projects}
    return replace(
        strategy,
        projects=projects,
        orps=(orp,),
        pool=tuple(_shared(budget, share) for budget in strategy.pool),
        programmes=tuple(
            programme
            if programme.allocation is None
            else replace(programme, allocation=floor_share(share, programme.allocation))
            for programme in strategy.programmes
        ),
        links=tuple(link for link in strategy.links if {link.first, link.second} <= codes),
        rules=tuple(rule for rule in strategy.rules if rule.orp in {None, orp.code}),
        budgets=tuple(budget for budget in strategy.budgets if budget.orp == orp.code),
        positions=tuple(
            position
            for position in strategy.positions
            if position.orp == orp.code and position.project in codes
        ),
    )


def _own(project: Project) -> Project:
    """A joint project as one that a single town runs, the whole joint part on it."""
    if project.scope is not Scope.JOINT:
        return project
    return replace(project, key=CostKey.EQUAL, min_participants=1)


def _shared(budget: Budget, share: Fraction) -> Budget:
    return replace(
        budget,
        capex=None if budget.capex is None else floor_share(share, budget.capex),
        opex=None if budget.opex is None else floor_share(share, budget.opex),
        prefinancing=None
        if budget.prefinancing is None
        else floor_share(share, budget.prefinancing),
    )


def still_demanded(strategy: Strategy) -> Strategy:
    """The strategy without demands on joint projects, which a town alone may not afford."""
    joint = {project.code for project in strategy.projects if project.scope is Scope.JOINT}
    return replace(
        strategy,
        projects=tuple(
            replace(project, must_start_by=None, must_finish_by=None)
            if project.code in joint
            else project
            for project in strategy.projects
        ),
        positions=tuple(
            replace(position, stance=Stance.INTEREST)
            if position.project in joint and position.stance is Stance.MUST
            else position
            for position in strategy.positions
        ),
    )
