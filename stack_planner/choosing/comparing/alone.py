"""What each town would reach alone: its own budgets and its share of the pool, nothing in common.

Alone means floor(pool · population / Σ population) each year, allocations likewise, no regional
projects, and a joint project only if the town pays the whole joint part.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.choose import choose
from stack_planner.choosing.money import floor_share
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import State
from stack_planner.choosing.verify import Count
from stack_planner.problems import InfeasibleError, OutOfEffortError
from stack_planner.records import CostKey, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.solve import Solver
    from stack_planner.records import Budget, Orp, Project, Strategy
    from stack_planner.results import Option, Scores


def values_alone(strategy: Strategy, scores: Scores, solver: Solver) -> Mapping[str, int | None]:
    """The best value of each town alone, in units of 10⁻⁴ point.

    None where it has no plan, or where the time was over before its best one was found.
    """
    values = solver.limits.side_by_side(
        lambda orp: _value(strategy, scores, orp, solver), strategy.orps
    )
    return {orp.code: value for orp, value in zip(strategy.orps, values, strict=True)}


def _value(strategy: Strategy, scores: Scores, orp: Orp, solver: Solver) -> int | None:
    """The best value with everything demanded, or else with nothing demanded in common."""
    for demanded in attempts(alone(strategy, orp)):
        if solver.limits.is_over:
            return None
        options, _ = make_options(demanded, scores)
        value = best_value(demanded, scores, options, solver)
        if value is not None:
            return value
    return None


def attempts(by_itself: Strategy) -> tuple[Strategy, ...]:
    """What a lone town is held to: every demand; else none on what it would do in common."""
    return (by_itself, without_joint_demands(by_itself))


def best_value(
    by_itself: Strategy, scores: Scores, options: Sequence[Option], solver: Solver
) -> int | None:
    """The most that the one town of a strategy reaches with some options.

    None without a plan, and where time ended the search: what was found by then may be anything.
    """
    model = make_model(by_itself, scores, options)
    answer = solver.maximise(model, unit=scores.denominator)
    if answer.state is State.OPTIMAL and answer.chosen is not None and model.keeps(answer.chosen):
        chosen = model.options(answer.chosen)
    else:
        try:
            choice = choose(by_itself, scores, model, solver)
        except (InfeasibleError, OutOfEffortError):
            return None
        if choice.proof.stopped_by == State.TIME:
            return None
        chosen = choice.chosen
    return Count(by_itself, scores, chosen, 0).town_value(by_itself.orps[0].code)


def alone(strategy: Strategy, orp: Orp) -> Strategy:
    """The strategy of one town by itself.

    Links to regional projects stay: what requires one of them is out of reach.
    """
    share = Fraction(orp.population, sum(other.population for other in strategy.orps))
    projects = tuple(
        _own(project) for project in strategy.projects if project.scope is not Scope.REGION
    )
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
        rules=tuple(rule for rule in strategy.rules if rule.orp in {None, orp.code}),
        budgets=tuple(budget for budget in strategy.budgets if budget.orp == orp.code),
        positions=tuple(position for position in strategy.positions if position.orp == orp.code),
    )


def _own(project: Project) -> Project:
    """A joint project as one that a single town runs, the whole joint part on it."""
    if project.scope is not Scope.JOINT:
        return project
    return replace(project, key=CostKey.EQUAL, min_participants=1)


def _shared(budget: Budget, share: Fraction) -> Budget:
    def part(limit: int | None) -> int | None:
        return None if limit is None else floor_share(share, limit)

    return replace(
        budget,
        capex=part(budget.capex),
        opex=part(budget.opex),
        prefinancing=part(budget.prefinancing),
    )


def without_joint_demands(strategy: Strategy) -> Strategy:
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
