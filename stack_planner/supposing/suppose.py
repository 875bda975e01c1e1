"""The strategy under the changes of a scenario: money in whole CZK, everything else exact.

Changes of one thing multiply (a fifth less and then a tenth less are 28 % less) and are rounded
once, so that the order of their rows does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.records import ChangeKind, Position, Scope, Stance, WeightSource
from stack_planner.scoring.value import round_half_up
from stack_planner.scoring.weights import criterion_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Budget, Project, ScenarioChange, Strategy

COSTS = ("capex_min", "capex_max", "capex_per_participant", "one_off")
OPERATION = ("opex", "opex_per_participant")


def supposed(strategy: Strategy, changes: Iterable[ScenarioChange]) -> Strategy:
    """The strategy as it would be with all of some changes; what no change names is as it was.

    Limits of running and capital expenditure change, not person-days nor ceilings of pre-financing.
    A project's cost is all its capital expenditure and what it costs once to introduce, a town's
    own estimates of them included; what runs already keeps the price of its contract, a joint
    project as a whole. A refused programme pays nothing to anybody; an excluded project is refused
    by all towns, a mandatory one demanded as one that the law asks for. A criterion weighs the part
    of all weights that is given, the others share the rest as they did.
    """
    return Supposing(strategy, tuple(changes)).whole()


@dataclass(frozen=True, slots=True)
class Supposing:
    """Some changes applied to a strategy, table by table."""

    strategy: Strategy
    changes: tuple[ScenarioChange, ...]

    def whole(self) -> Strategy:
        """The strategy with all of the changes."""
        strategy = self.strategy
        changed = replace(
            strategy,
            budgets=tuple(
                _limited(budget, self._factor(ChangeKind.TOWN_BUDGETS, budget.orp))
                for budget in strategy.budgets
            ),
            pool=tuple(
                _limited(budget, self._factor(ChangeKind.REGIONAL_BUDGET))
                for budget in strategy.pool
            ),
            projects=tuple(map(self._project, strategy.projects)),
            positions=tuple(sorted(self._positions(), key=lambda x: (x.orp, x.project))),
            programmes=tuple(
                replace(programme, allocation=_scaled(programme.allocation, factor))
                for programme in strategy.programmes
                if not self._names(ChangeKind.PROGRAMME_REFUSED, programme.code)
                for factor in (self._factor(ChangeKind.ALLOCATION, programme.code),)
            ),
        )
        return self._weighed(changed)

    # Which changes name a thing

    def _naming(self, kind: ChangeKind, names: tuple[str, ...]) -> Iterator[ScenarioChange]:
        for change in self.changes:
            if change.kind is kind and (not change.subject or {*change.subject} & {*names}):
                yield change

    def _names(self, kind: ChangeKind, *names: str) -> bool:
        return any(self._naming(kind, names))

    def _factor(self, kind: ChangeKind, *names: str) -> Fraction:
        """What all changes of a kind together make of one unit of a thing."""
        factor = Fraction(1)
        for change in self._naming(kind, names):
            factor *= 1 + (change.value or Fraction(0)) / 100
        return factor

    # Projects and what towns decided on them

    def _cost(self, project: Project) -> Fraction:
        """What becomes of a unit of a project's cost; that of a joint one that runs is agreed."""
        runs = any(p.project == project.code and self._runs(p) for p in self.strategy.positions)
        if runs and project.scope is Scope.JOINT:
            return Fraction(1)
        return self._factor(ChangeKind.PROJECT_COST, project.code, project.area)

    def _runs(self, position: Position) -> bool:
        """Whether a town began a project before the plan."""
        begun = position.year is not None and position.year < self.strategy.settings.first_year
        return begun and position.stance is Stance.MUST

    def _project(self, project: Project) -> Project:
        names = (project.code, project.area)
        cost = self._cost(project)
        operation = self._factor(ChangeKind.PROJECT_OPERATION, *names)
        forced = self._names(ChangeKind.FORCED, *names) and not project.is_mandatory
        by_year = tuple(_scaled(amount, cost) or 0 for amount in project.capex_by_year)
        amounts: dict[str, Any] = {
            **{name: _scaled(getattr(project, name), cost) for name in COSTS},
            **{name: _scaled(getattr(project, name), operation) for name in OPERATION},
        }
        return replace(
            project,
            **amounts,
            capex=sum(by_year) if by_year else _scaled(project.capex, cost) or 0,
            capex_by_year=by_year,
            capex_per_inhabitant=project.capex_per_inhabitant * cost,
            must_start_by=self.strategy.settings.last_year if forced else project.must_start_by,
            programmes=tuple(
                code
                for code in project.programmes
                if not self._names(ChangeKind.PROGRAMME_REFUSED, code)
            ),
        )

    def _positions(self) -> Iterator[Position]:
        """The towns' positions with dearer estimates; refusals of what is excluded."""
        excluded = {
            project.code
            for project in self.strategy.projects
            if self._names(ChangeKind.EXCLUDED, project.code, project.area)
        }
        refused = {(orp.code, code) for orp in self.strategy.orps for code in excluded}
        for position in self.strategy.positions:
            if (position.orp, position.project) in refused and position.stance is not Stance.DONE:
                yield replace(position, stance=Stance.REFUSES, year=None)
            else:
                yield self._estimated(position)
        for orp, code in refused - self.strategy.position.keys():
            yield Position(orp, code, Stance.REFUSES)

    def _estimated(self, position: Position) -> Position:
        """A town's position with its estimates changed; of what it runs, the price it has."""
        project = self.strategy.project.get(position.project)
        if project is None:
            return position
        cost = self._cost(project)
        operation = self._factor(ChangeKind.PROJECT_OPERATION, project.code, project.area)
        capex = _scaled(position.capex, cost)
        if self._runs(position) and cost != 1:
            capex = self._agreed(position, project)
        return replace(position, capex=capex, opex=_scaled(position.opex, operation))

    def _agreed(self, position: Position, project: Project) -> int | None:
        """What the town's own copy of a project costs today."""
        orp = self.strategy.orp.get(position.orp)
        if position.capex is not None or orp is None:
            return position.capex
        return project.capex + round_half_up(project.capex_per_inhabitant * orp.population)

    # Weights

    def _weighed(self, strategy: Strategy) -> Strategy:
        """The strategy with the weights that are given; pairs and answers then count no more."""
        given = {
            code: (change.value or Fraction(0)) / 100
            for change in self.changes
            if change.kind is ChangeKind.WEIGHT
            for code in change.subject
        }
        shares = criterion_weights(strategy)[0] if given else {}
        if given.items() <= shares.items():
            return strategy
        rest = sum((share for code, share in shares.items() if code not in given), Fraction(0))
        left = (1 - sum(given.values())) / rest if rest else Fraction(0)
        criteria = tuple(
            replace(c, weight=given[c.code] if c.code in given else shares[c.code] * left)
            for c in strategy.criteria
        )
        settings = replace(strategy.settings, weight_source=WeightSource.CRITERIA)
        return replace(strategy, criteria=criteria, pairwise=(), settings=settings)


def _limited(budget: Budget, factor: Fraction) -> Budget:
    """A year's limits of money by a factor; what is without limit stays so."""
    if factor == 1:
        return budget
    capex, opex = (_scaled(limit, factor) for limit in (budget.capex, budget.opex))
    return replace(budget, capex=capex, opex=opex)


def _scaled(amount: int | None, factor: Fraction) -> int | None:
    """An amount by a factor, rounded half up to whole CZK."""
    return None if amount is None else round_half_up(amount * factor)
