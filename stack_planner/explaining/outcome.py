"""What becomes of a plan under the changes of a scenario, and what would be best instead.

Whether today's plan still holds is counted without any solver; what would be best instead is
solved as any plan is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.choosing.options import make_options
from stack_planner.choosing.verify import Count
from stack_planner.explaining.carried import Renamed, carried
from stack_planner.problems import InfeasibleError, OutOfEffortError, ProblemsError
from stack_planner.records import Fairness
from stack_planner.results import Status
from stack_planner.scoring import score_projects
from stack_planner.supposing import repaired, supposed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.choosing.solve import Limits
    from stack_planner.conflicts import Conflict, Repair
    from stack_planner.decided import Kept
    from stack_planner.explaining.carried import Carried
    from stack_planner.explaining.held import Region
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Choice, Option, Proof, Scores
    from stack_planner.supposing import Scenario


@dataclass(frozen=True)
class Outcome:
    """A scenario with today's plan in it, and the best plan of it with its proof.

    Where there is none because of ``conflicts`` the ``choice`` is the best one after the ``repair``
    of limits that mends them, and so is the ``strategy``; None where that takes more, where a
    mandatory project has no option (``problems``), or where none was found within the limits.
    ``given_up`` are decisions of officers that the scenario makes impossible.
    """

    scenario: Scenario
    strategy: Strategy
    scores: Scores
    today: Carried
    other_weights: bool
    choice: Choice | None = None
    conflicts: tuple[Conflict, ...] = ()
    repair: Repair | None = None
    problems: tuple[Problem, ...] = ()
    given_up: tuple[Kept, ...] = ()

    @property
    def status(self) -> str:
        """How far the best plan is proven; ``infeasible`` where there is none, ``open`` else."""
        if self.conflicts or self.problems:
            return "infeasible"
        return self.choice.proof.status.value if self.choice else "open"

    @property
    def repaired(self) -> bool:
        """Whether the best plan is one after the repair."""
        return bool(self.conflicts and self.choice)

    @property
    def proven(self) -> bool:
        """Whether the answer is: a plan as close as asked, or that there is none."""
        found = self.choice is None or self.choice.proof.status is not Status.FEASIBLE
        return found and self.status != "open"

    @property
    def is_best(self) -> bool:
        """Whether today's plan, or what is left of it, is the best one as it stands."""
        choice, today = self.choice, self.today
        return choice is not None and today.rest_holds and choice.chosen == today.chosen

    @property
    def regret(self) -> int | None:
        """What today's plan gives up in the scenario, in objective units; None where it breaks."""
        if self.choice is None or not self.today.rest_holds:
            return None
        return self.choice.proof.objective - self.today.value

    @cached_property
    def count(self) -> Count:
        """The best plan as it is counted without any row; an empty one where there is none."""
        chosen = self.choice.chosen if self.choice else ()
        return Count(self.strategy, self.scores, chosen)


def foresee(region: Region, scenario: Scenario, limits: Limits) -> Outcome:
    """What becomes of a region's plan in a scenario, and what would be best in it."""
    strategy = supposed(region.strategy, scenario.changes)
    scores = score_projects(strategy)
    options, _ = make_options(strategy, scores)
    renamed = Renamed(region.strategy, strategy)
    outcome = Outcome(
        scenario=scenario,
        strategy=strategy,
        scores=scores,
        today=carried(region.chosen, options, strategy, scores, renamed),
        other_weights=scores.weights != region.scores.weights,
        given_up=tuple(kept for kept in region.kept if not _is_possible(kept, options)),
    )
    kept = tuple(kept for kept in region.kept if _is_possible(kept, options))
    try:
        choice = best_choice(strategy, scores, limits, lambda _: None, kept)
    except InfeasibleError as error:
        conflicts = tuple(map(renamed.conflict, error.conflicts))
        outcome = replace(outcome, conflicts=conflicts, repair=renamed.repair(error.repair))
        return _after(outcome, repaired(strategy, error.repair), limits, kept)
    except ProblemsError as error:
        return replace(outcome, problems=error.problems)
    except OutOfEffortError:
        return outcome
    return replace(outcome, choice=_nearest(outcome, choice, kept))


def _after(
    outcome: Outcome, mended: Strategy | None, limits: Limits, kept: Sequence[Kept]
) -> Outcome:
    """The outcome with the best plan of its strategy with higher limits, if there is one."""
    if mended is None:
        return outcome
    try:
        choice = best_choice(mended, outcome.scores, limits, lambda _: None, kept)
    except (InfeasibleError, OutOfEffortError):
        return outcome
    return replace(outcome, strategy=mended, choice=choice)


def _is_possible(kept: Kept, options: Iterable[Option]) -> bool:
    """Whether there still is a way to do what was decided."""
    return not kept.chosen or any(option.key in kept.options for option in options)


def _nearest(outcome: Outcome, choice: Choice, kept: Iterable[Kept]) -> Choice:
    """Today's plan where that is worth as much as the one found: nothing is changed for nothing.

    Fairness asks for more than value, so that the one found stands.
    """
    today, proof = outcome.today, choice.proof
    fair = outcome.strategy.settings.fairness is not Fairness.NONE
    keeps = today.rest_holds and all(decision.holds(today.chosen) for decision in kept)
    if fair or not keeps or today.value < proof.objective:
        return choice
    return replace(choice, chosen=today.chosen, proof=_proof(proof, today.value))


def _proof(proof: Proof, value: int) -> Proof:
    """What is proven of a plan worth so much, that is at least as good as the one found."""
    if value >= proof.bound:
        return replace(proof, objective=value, bound=value, status=Status.OPTIMAL, stopped_by=None)
    return replace(proof, objective=value)
