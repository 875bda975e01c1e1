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
from stack_planner.choosing.keeping import keeping_decisions
from stack_planner.choosing.options import make_options
from stack_planner.choosing.plan import make_plan
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.choosing.ties import find_ties
from stack_planner.choosing.verify import verify
from stack_planner.comparison import Fairness, Level
from stack_planner.problems import (
    InfeasibleError,
    ProblemsError,
    UntrueAnswerError,
    has_errors,
)
from stack_planner.records import Fairness as FairnessRule
from stack_planner.results import Ties

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.decided import Kept
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Choice, Plan, Scores

__all__ = ["Limits", "best_choice", "choose_plan"]


def choose_plan(  # noqa: PLR0913, PLR0917 — what a plan is made of, and how
    strategy: Strategy,
    scores: Scores,
    problems: Sequence[Problem],
    limits: Limits,
    progress: Callable[[str], None],
    kept: Sequence[Kept] = (),
    before: Collection[str] = (),
) -> Plan:
    """The best plan of all towns and the region, or the fairest one, proven and counted again.

    It keeps whatever officers decided; what towns reach alone does not. Of plans worth as much
    the nearest to the plan that was there ``before``, by the keys of its options, is taken, and
    what runs already is financed as it was.

    Raises:
        ProblemsError: a mandatory project has no option.
        InfeasibleError: no plan keeps every rule and all that was decided.
        OutOfEffortError: no plan was found within the limits.
        UntrueAnswerError: the solver's answer does not hold in integers.
    """
    solver = Solver(limits)
    strategy = replace(strategy, before=frozenset(before)) if before else strategy
    model, without = _modelled(strategy, scores, problems, kept)
    problems = (*problems, *without)
    choice = _chosen(strategy, scores, model, solver, problems, kept, progress, before)
    careful = solver.within()
    progress("alone")
    alone = values_alone(strategy, scores, careful)
    undecided = [town for town, value in alone.items() if value is None and limits.is_over]
    best, levels = choice.proof.objective, tuple[Level, ...]()
    if strategy.settings.fairness is FairnessRule.MINIMUM and not undecided:
        progress("fairness")
        choice, levels = lift(strategy, scores, model, choice, alone, solver, before)
        verify(strategy, scores, choice)
    progress("ties")
    ties = Ties() if levels else find_ties(strategy, model, choice, solver)
    plan = make_plan(strategy, scores, choice, alone, problems)
    orps = (replace(orp, alone_open=orp.code in undecided) for orp in plan.orps)
    plan = replace(plan, orps=tuple(orps), ties=ties, kept=tuple(kept))
    best = max(best, choice.proof.objective)
    plan = replace(plan, fairness=Fairness(best, levels, standings_of(plan)))
    progress("together")
    return compared(plan, careful)


def best_choice(
    strategy: Strategy,
    scores: Scores,
    limits: Limits,
    progress: Callable[[str], None],
    kept: Sequence[Kept] = (),
) -> Choice:
    """The choice that ``choose_plan`` makes, without all that it compares it with.

    Raises:
        what ``choose_plan`` does.
    """
    solver = Solver(limits)
    model, problems = _modelled(strategy, scores, (), kept)
    choice = _chosen(strategy, scores, model, solver, problems, kept, progress)
    if strategy.settings.fairness is FairnessRule.MINIMUM:
        progress("fairness")
        alone = values_alone(strategy, scores, solver.within())
        choice, _ = lift(strategy, scores, model, choice, alone, solver)
        verify(strategy, scores, choice)
    return choice


def _modelled(
    strategy: Strategy,
    scores: Scores,
    problems: Sequence[Problem],
    kept: Sequence[Kept],
) -> tuple[Model, tuple[Problem, ...]]:
    """The model in which decisions are kept, and the notices of projects without options."""
    options, without = make_options(strategy, scores)
    if has_errors((*problems, *without)):
        raise ProblemsError((*problems, *without))
    return keeping_decisions(make_model(strategy, scores, options), kept), without


def _chosen(  # noqa: PLR0913, PLR0917 — as above
    strategy: Strategy,
    scores: Scores,
    model: Model,
    solver: Solver,
    problems: Sequence[Problem],
    kept: Sequence[Kept],
    progress: Callable[[str], None],
    before: Collection[str] = (),
) -> Choice:
    """The best choice, counted again; else why there is none."""
    progress("solve")
    try:
        choice = choose(strategy, scores, model, solver, before)
    except InfeasibleError:
        progress("explain")
        raise explained(strategy, scores, solver.limits, problems, kept) from None
    verify(strategy, scores, choice)
    untrue = tuple(each.name for each in kept if not each.holds(choice.chosen))
    if untrue:
        raise UntrueAnswerError(untrue)
    return choice
