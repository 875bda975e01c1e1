"""A plan under the changes of a scenario: whether it still holds, and what would be best instead.

The plan is carried over as it stands: the same projects in the same years by the same financing. A
project whose grant is gone is paid from the payer's own money. What that breaks is counted without
any solver; what would be best instead is solved as any plan is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.choosing.options import make_options
from stack_planner.choosing.verify import Count
from stack_planner.conflicts import Sort
from stack_planner.explaining.broken import LIMITS, named
from stack_planner.problems import InfeasibleError, OutOfEffortError, ProblemsError, Source
from stack_planner.records import REGION, Fairness, Scope
from stack_planner.results import Status, option_key
from stack_planner.scoring import score_projects
from stack_planner.supposing import repaired, supposed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.choosing.breach import Breach
    from stack_planner.choosing.solve import Limits
    from stack_planner.conflicts import Conflict, NamedRule, Repair
    from stack_planner.decided import Kept
    from stack_planner.explaining.held import Region
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Choice, Option, Proof, Scores
    from stack_planner.supposing import Scenario

Copy = tuple[str, str]
"""A project and its payer: a town, or the region for what it runs."""


@dataclass(frozen=True)
class Carried:
    """A plan carried over into a scenario: its options there, its worth, what it breaks.

    ``lost`` are the copies that cannot be done any more, ``unfunded`` those that lose a grant.
    ``short`` is the money of the limits of the years that is missing, CZK by payer; with carry-over
    the most that is missing in any year. ``value`` is in objective units of the scenario.
    """

    chosen: tuple[Option, ...]
    lost: tuple[Copy, ...]
    unfunded: tuple[Copy, ...]
    broken: tuple[NamedRule, ...]
    short: Mapping[str, int]
    value: int

    @property
    def holds(self) -> bool:
        """Whether it can be done as it stands."""
        return not self.lost and not self.broken

    @property
    def rest_holds(self) -> bool:
        """Whether what is left of it can be done without breaking anything."""
        return not self.broken

    @property
    def missing(self) -> int:
        """The money that is missing in all, CZK."""
        return sum(self.short.values())


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


# Today's plan in a scenario


def carried(
    chosen: Iterable[Option],
    options: Iterable[Option],
    strategy: Strategy,
    scores: Scores,
    renamed: Renamed,
) -> Carried:
    """A plan among the options of another strategy, and what it breaks there."""
    found = {option.key: option for option in options}
    ways = [(option, _same(option, found)) for option in chosen]
    told = [(o, way) for o, way in ways if is_told(o, strategy)]
    taken = tuple(sorted((way for _, way in ways if way), key=lambda option: option.key))
    count = Count(strategy, scores, taken)
    breaches = tuple(count.breaches())
    return Carried(
        chosen=taken,
        lost=tuple((o.project, o.payer) for o, way in told if way is None),
        unfunded=tuple(
            (o.project, o.payer) for o, way in told if way and way.programme != o.programme
        ),
        broken=tuple(renamed.rule(named(breach, strategy)) for breach in breaches),
        short=_short(breaches, carries=strategy.settings.carry_over),
        value=count.total_value(),
    )


def is_told(option: Option, strategy: Strategy) -> bool:
    """Whether an option is a copy of its own; the run of a joint project is told by its towns."""
    joint = strategy.project[option.project].scope is Scope.JOINT
    return option.payer != REGION or not joint


def _same(option: Option, found: Mapping[str, Option]) -> Option | None:
    """The same way to do a project; without the programme where that no longer pays."""
    about = (option.project, option.payer, option.start)
    own = [option_key(*about, None, granted=g) for g in (option.regional_grant, False)]
    return next((found[key] for key in (option.key, *own) if key in found), None)


def _short(breaches: Iterable[Breach], *, carries: bool) -> dict[str, int]:
    """By payer the money of its limits that is missing, running and capital together."""
    years: dict[tuple[str, Sort], list[int]] = {}
    for breach in breaches:
        if breach.sort in LIMITS and breach.limit is not None and breach.used is not None:
            amounts = years.setdefault((breach.payer, breach.sort), [])
            amounts.append(breach.used - breach.limit)
    short: dict[str, int] = {}
    for (payer, _), amounts in years.items():
        carried_over = carries and payer != REGION
        short[payer] = short.get(payer, 0) + (max(amounts) if carried_over else sum(amounts))
    return short


@dataclass(frozen=True)
class Renamed:
    """Rules of a scenario as they are told: what only it demands or forbids is said to be its own.

    No rule names a cell, for the amounts are not those that stand there.
    """

    before: Strategy
    after: Strategy
    _nowhere: Source = field(default_factory=Source)

    def conflict(self, conflict: Conflict) -> Conflict:
        """A conflict with its rules as they are told."""
        return replace(conflict, rules=tuple(map(self.rule, conflict.rules)))

    def repair(self, repair: Repair | None) -> Repair | None:
        """A repair with its rules as they are told."""
        if repair is None:
            return None
        raised = tuple(replace(more, rule=self.rule(more.rule)) for more in repair.raised)
        return replace(repair, dropped=tuple(map(self.rule, repair.dropped)), raised=raised)

    def rule(self, rule: NamedRule) -> NamedRule:
        """A rule as it is told."""
        code = str(rule.details.get("project", ""))
        wording = rule.wording
        if rule.sort is Sort.LAW and code in self._forced:
            wording = "supposed_mandatory"
        if rule.sort is Sort.REFUSES and code in self._excluded:
            wording = "supposed_excluded"
        source = rule.source if rule.sort is Sort.KEPT else self._nowhere
        return replace(rule, wording=wording, source=source)

    @cached_property
    def _forced(self) -> frozenset[str]:
        before = self.before.project
        projects = self.after.projects
        return frozenset(
            p.code for p in projects if p.is_mandatory and not before[p.code].is_mandatory
        )

    @cached_property
    def _excluded(self) -> frozenset[str]:
        return frozenset(self._without_takers())

    def _without_takers(self) -> Iterator[str]:
        for project in self.before.projects:
            if self.before.takers(project) and not self.after.takers(project):
                yield project.code
