"""How projects are scored: values, other methods, how well criteria measure and what they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.explaining.removing import removals
from stack_planner.explaining.weights import weighing_of
from stack_planner.planning import score
from stack_planner.problems import UnknownOrpError
from stack_planner.scoring.crosscheck import agreements
from stack_planner.scoring.quality import qualities
from stack_planner.standing import stand

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack_planner.explaining.removing import Removal
    from stack_planner.explaining.weights import Weighing
    from stack_planner.planning import Inputs
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Scores
    from stack_planner.scoring.crosscheck import Agreement
    from stack_planner.scoring.quality import Quality
    from stack_planner.standing import Standing, Subject


@dataclass(frozen=True)
class Judgement:
    """The scores, and what there is to say of them.

    ``agreements`` are None where the library of other methods is missing. ``removals`` and
    ``standing`` are there only where a plan was asked too.
    """

    strategy: Strategy
    scores: Scores
    problems: tuple[Problem, ...]
    agreements: tuple[Agreement, ...] | None
    qualities: tuple[Quality, ...]
    removals: tuple[Removal, ...] = ()
    standing: Standing | None = None


def judge(subject: Subject, progress: Callable[[str], None], *, with_plan: bool) -> Judgement:
    """The scores judged; with a plan also which criteria decide anything in it.

    Raises:
        ProblemsError, UnknownOrpError: the inputs have errors; there is no such town.
        what ``stand`` does, where a plan is asked too.
    """
    standing = stand(subject, progress) if with_plan else None
    if standing is None:
        strategy, scores, problems = score(subject.inputs)
        for code in subject.orps:
            if code not in strategy.orp:
                raise UnknownOrpError(code, tuple(strategy.orp))
    else:
        strategy, problems = standing.strategy, standing.problems
        scores = standing.region.scores
    progress("crosscheck")
    others, figures = agreements(strategy, scores, subject.orps), qualities(strategy, scores)
    if standing is None:
        return Judgement(strategy, scores, problems, others, figures)
    progress("removals")
    asked = removals(standing.region)
    return Judgement(strategy, scores, problems, others, figures, asked, standing)


def weigh(inputs: Inputs) -> tuple[Weighing, tuple[Problem, ...]]:
    """Which weights count and what people say of them; ProblemsError where inputs have errors."""
    strategy, _, problems = score(inputs)
    return weighing_of(strategy), problems
