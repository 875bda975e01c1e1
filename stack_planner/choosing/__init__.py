"""From values to the best choice: options, rows, the solver, and its answer counted again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.choose import choose
from stack_planner.choosing.comparing.alone import values_alone
from stack_planner.choosing.comparing.standing import standings_of
from stack_planner.choosing.comparing.together import compared
from stack_planner.choosing.conflict.infeasible import explained
from stack_planner.choosing.fairness import lift
from stack_planner.choosing.options import make_options
from stack_planner.choosing.plan import make_plan
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.choosing.ties import find_ties
from stack_planner.choosing.verify import verify
from stack_planner.comparison import Fairness, Level
from stack_planner.problems import InfeasibleError, ProblemsError, has_errors
from stack_planner.records import Fairness as FairnessRule
from stack_planner.results import Ties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Plan, Scores

__all__ = ["Limits", "choose_plan"]


def choose_plan(
    strategy: Strategy,
    scores: Scores,
    problems: Sequence[Problem],
    limits: Limits,
    progress: Callable[[str], None],
) -> Plan:
    """The best plan of all towns and the region, or the fairest one, proven and counted again.

    Raises:
        ProblemsError: a mandatory project has no option.
        InfeasibleError: no plan keeps every rule.
        OutOfEffortError: no plan was found within the limits.
        UntrueAnswerError: the solver's answer does not hold in integers.
    """
    options, without = make_options(strategy, scores)
    problems = (*problems, *without)
    if has_errors(problems):
        raise ProblemsError(problems)
    progress("solve")
    solver = Solver(limits)
    model = make_model(strategy, scores, options)
    try:
        choice = choose(strategy, scores, model, solver)
    except InfeasibleError:
        progress("explain")
        raise explained(strategy, scores, limits, problems) from None
    verify(strategy, scores, choice)
    careful = solver.within()
    progress("alone")
    alone = values_alone(strategy, scores, careful)
    undecided = [town for town, value in alone.items() if value is None and limits.is_over]
    best, levels = choice.proof.objective, tuple[Level, ...]()
    if strategy.settings.fairness is FairnessRule.MINIMUM and not undecided:
        progress("fairness")
        choice, levels = lift(strategy, scores, model, choice, alone, solver)
        verify(strategy, scores, choice)
    progress("ties")
    ties = Ties() if levels else find_ties(strategy, model, choice, solver)
    plan = make_plan(strategy, scores, choice, alone, problems)
    orps = (replace(orp, alone_open=orp.code in undecided) for orp in plan.orps)
    plan = replace(plan, orps=tuple(orps), ties=ties)
    best = max(best, choice.proof.objective)
    plan = replace(plan, fairness=Fairness(best, levels, standings_of(plan)))
    progress("together")
    return compared(plan, careful)
