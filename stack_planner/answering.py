"""Questions about a plan that stands: why a project is in it, or not; what would change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.explaining.blocking import Names
from stack_planner.explaining.frontier import frontiers
from stack_planner.explaining.passport import passports
from stack_planner.explaining.regional import with_project, without_fairness
from stack_planner.explaining.robust import robustness
from stack_planner.explaining.robust.certifying import regional_robustness
from stack_planner.explaining.rules import rule_prices
from stack_planner.explaining.uncertainty import cost_risks
from stack_planner.problems import UnknownProjectError
from stack_planner.records import REGION, Fairness, Scope
from stack_planner.standing import stand

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from stack_planner.explaining.frontier import Frontier
    from stack_planner.explaining.passport import Passport
    from stack_planner.explaining.regional import Regional
    from stack_planner.explaining.robust import Robustness
    from stack_planner.explaining.robust.certificate import Certificate
    from stack_planner.explaining.rules import RulePrice
    from stack_planner.explaining.uncertainty import CostRisk
    from stack_planner.records import Strategy
    from stack_planner.standing import Standing, Subject


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a project, in some towns or in all that may take it.

    ``regional`` asks the whole region too, ``rules`` for the price of every rule in these towns.
    """

    project: str
    subject: Subject
    regional: bool = False
    rules: bool = False


@dataclass(frozen=True)
class Answer:
    """The passports of a project town by town in the plan that ``standing`` has.

    Where asked for: ``regional`` is what the whole region would do with a common project that does
    not run, ``rules`` what each rule costs the towns, ``fairness`` the region's plan without it.
    """

    project: str
    standing: Standing
    passports: tuple[Passport, ...]
    regional: Regional | None = None
    rules: tuple[RulePrice, ...] = ()
    fairness: Regional | None = None


def explain(question: Question, progress: Callable[[str], None]) -> Answer:
    """Why a project is in the plan of towns, or is not.

    Raises:
        UnknownProjectError: there is no such project.
        what ``stand`` does.
    """
    standing = stand(question.subject, progress, lambda strategy: _check(question, strategy))
    progress("answer")
    region, strategy = standing.region, standing.strategy
    project = strategy.project[question.project]
    takers = tuple(orp.code for orp in strategy.orps if strategy.may_take(orp.code, project))
    towns = question.subject.orps or takers
    made = passports(region, [question.project], towns)
    answer = Answer(question.project, standing, made)
    if question.rules:
        answer = replace(answer, rules=rule_prices(region, Names(region), towns))
    return _asked_region(question, answer, progress) if question.regional else answer


@dataclass(frozen=True)
class Curves:
    """The curves of towns about the plan that ``standing`` has."""

    standing: Standing
    frontiers: tuple[Frontier, ...]


def frontier(subject: Subject, top: Fraction, progress: Callable[[str], None]) -> Curves:
    """What more money buys in each town and what goes first with less, up to a factor of it.

    Raises:
        what ``stand`` does.
    """
    standing = stand(subject, progress)
    progress("frontier")
    return Curves(standing, frontiers(standing.region, subject.orps or None, top))


@dataclass(frozen=True)
class Certainty:
    """How sure the plan that ``standing`` has is of the weights, and its budgets of the costs.

    ``whole`` is what weights do to the plan of the whole region, where it was asked for.
    """

    standing: Standing
    weights: tuple[Robustness, ...]
    costs: tuple[CostRisk, ...]
    whole: Certificate | None = None


def robust(subject: Subject, progress: Callable[[str], None], *, whole: bool = False) -> Certainty:
    """What each town's plan would be at other weights, and what uncertain costs do to budgets.

    The region's budgets are told as well: its costs fall on all the towns.

    Raises:
        what ``stand`` does.
    """
    standing = stand(subject, progress)
    region = standing.region
    codes = subject.orps or tuple(region.strategy.orp)
    progress("robust")
    weights = robustness(region, codes)
    costs = cost_risks(region.strategy, region.chosen, (*codes, REGION))
    limits = subject.limits
    proven = regional_robustness(region, limits, progress) if whole else None
    return Certainty(standing, weights, costs, proven)


def _asked_region(question: Question, answer: Answer, progress: Callable[[str], None]) -> Answer:
    """The answer with what only the whole region can say."""
    region, limits = answer.standing.region, question.subject.limits
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
