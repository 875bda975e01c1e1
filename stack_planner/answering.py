"""Questions about a plan that stands: why a project is in it, or not; what would change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.choosing.options import make_options
from stack_planner.choosing.solve import Solver
from stack_planner.explaining.blocking import Names
from stack_planner.explaining.changes import Decided, base_of
from stack_planner.explaining.held import Region
from stack_planner.explaining.passport import passports
from stack_planner.explaining.regional import with_project, without_fairness
from stack_planner.explaining.rules import rule_prices
from stack_planner.planning import score
from stack_planner.problems import UnknownOrpError, UnknownProjectError
from stack_planner.records import REGION, Fairness, Scope
from stack_planner.returning import books_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stack_planner.choosing.solve import Limits
    from stack_planner.decided import Kept
    from stack_planner.explaining.passport import Passport
    from stack_planner.explaining.regional import Regional
    from stack_planner.explaining.rules import RulePrice
    from stack_planner.planning import Inputs
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Option, Scores
    from stack_planner.returning import PlanBook


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a project, in some towns or in all that may take it.

    ``folder`` is where the workbooks of the plan may lie. ``regional`` asks the whole region too,
    ``rules`` for the price of every rule in these towns.
    """

    project: str
    inputs: Inputs
    limits: Limits
    folder: Path
    orps: tuple[str, ...] = ()
    regional: bool = False
    rules: bool = False


@dataclass(frozen=True)
class Answer:
    """The passports of a project town by town; ``found`` says that the plan stood in workbooks.

    Where asked for: ``regional`` is what the whole region would do with a common project that does
    not run, ``rules`` what each rule costs the towns, ``fairness`` the region's plan without it.
    """

    project: str
    region: Region
    passports: tuple[Passport, ...]
    found: bool
    problems: tuple[Problem, ...] = ()
    regional: Regional | None = None
    rules: tuple[RulePrice, ...] = ()
    fairness: Regional | None = None


def explain(question: Question, progress: Callable[[str], None]) -> Answer:
    """Why a project is in the plan of towns, or is not.

    Raises:
        ProblemsError: the inputs have errors.
        UnknownProjectError, UnknownOrpError: there is no such project, or no such town.
        InfeasibleError, OutOfEffortError, UntrueAnswerError: as ``choose``, where the region's plan
            has to be found anew.
    """
    progress("read")
    strategy, scores, problems = score(question.inputs)
    _check(question, strategy)
    region, found = standing(question, strategy, scores, progress)
    progress("answer")
    project = strategy.project[question.project]
    takers = tuple(orp.code for orp in strategy.orps if strategy.may_take(orp.code, project))
    towns = question.orps or takers
    made = passports(region, [question.project], towns)
    answer = Answer(question.project, region, made, found, problems)
    if question.rules:
        answer = replace(answer, rules=rule_prices(region, Names(region), towns))
    return _asked_region(question, answer, progress) if question.regional else answer


def _asked_region(question: Question, answer: Answer, progress: Callable[[str], None]) -> Answer:
    """The answer with what only the whole region can say."""
    region, limits = answer.region, question.limits
    runs = {option.project for option in region.chosen if option.payer == REGION}
    common = region.strategy.project[question.project].scope is not Scope.ORP
    if common and question.project not in runs:
        other = with_project(region, question.project, limits, progress)
        answer = replace(answer, regional=other)
    if question.rules and region.strategy.settings.fairness is Fairness.MINIMUM:
        answer = replace(answer, fairness=without_fairness(region, limits, progress))
    return answer


def _check(question: Question, strategy: Strategy) -> None:
    if question.project not in strategy.project:
        raise UnknownProjectError(question.project, tuple(strategy.project))
    for code in question.orps:
        if code not in strategy.orp:
            raise UnknownOrpError(code, tuple(strategy.orp))


def standing(
    question: Question, strategy: Strategy, scores: Scores, progress: Callable[[str], None]
) -> tuple[Region, bool]:
    """The plan in the workbooks of these very inputs, or else the best one, found anew."""
    options, _ = make_options(strategy, scores)
    solver = Solver(replace(question.limits, gap=None))
    books = _books(question.folder, strategy)
    base = base_of(books, strategy, options) if books else None
    if base is not None:
        kept = _kept(books, strategy, options)
        return Region(strategy, scores, options, base, solver, kept), True
    progress("solve")
    chosen = best_choice(strategy, scores, question.limits, progress).chosen
    return Region(strategy, scores, options, chosen, solver), False


def _books(folder: Path, strategy: Strategy) -> list[PlanBook]:
    """The workbooks of one plan of these inputs, that of the region's workbook."""
    same = (book for book in books_in(folder) if book.hashes == strategy.hashes)
    books = [book.as_proposed() for book in same]
    plan = next((book.plan for book in books if book.block == REGION), None)
    return [book for book in books if book.plan == plan]


def _kept(
    books: Sequence[PlanBook], strategy: Strategy, options: tuple[Option, ...]
) -> tuple[Kept, ...]:
    """What the plan keeps of officers' decisions."""
    decided = (Decided(book, strategy, options) for book in books)
    return tuple(dict.fromkeys(kept for each in decided for kept in each.kept))
