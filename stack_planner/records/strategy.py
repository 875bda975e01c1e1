"""Everything the workbooks say together, with what follows from it at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stack_planner.records.facts import Budget
from stack_planner.records.vocabulary import Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from stack_planner.records.cooperation import Meeting, Spot
    from stack_planner.records.facts import (
        Criterion,
        GroupCost,
        Link,
        Municipality,
        Need,
        Orp,
        Position,
        Programme,
        Project,
        Rule,
        ScenarioChange,
        Score,
        Settings,
        WeightAnswer,
    )
    from stack_planner.records.incomplete import Incomplete

REGION = "region"
"""The payer and block of the region's own projects, its part of joint ones and its grants."""


@dataclass(frozen=True)
class Strategy:
    """Everything the two workbooks say; every sequence sorted by code.

    ``before`` are the options of an earlier plan, by their keys: what runs is financed as there.
    """

    settings: Settings
    projects: tuple[Project, ...]
    criteria: tuple[Criterion, ...]
    scores: tuple[Score, ...]
    links: tuple[Link, ...]
    programmes: tuple[Programme, ...]
    pool: tuple[Budget, ...]
    rules: tuple[Rule, ...]
    pairwise: tuple[tuple[Fraction, ...], ...]
    orps: tuple[Orp, ...]
    municipalities: tuple[Municipality, ...]
    budgets: tuple[Budget, ...]
    needs: tuple[Need, ...]
    positions: tuple[Position, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)
    group_costs: tuple[GroupCost, ...] = ()
    weight_answers: tuple[WeightAnswer, ...] = ()
    scenarios: tuple[ScenarioChange, ...] = ()
    spots: tuple[Spot, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    incomplete: Mapping[str, tuple[Incomplete, ...]] = field(default_factory=dict)
    before: frozenset[str] = frozenset()

    def rows(self, table: str) -> tuple[Any, ...]:
        """The records of a table, then its rows that lack a required value."""
        return (*getattr(self, table), *self.incomplete.get(table, ()))

    @cached_property
    def project(self) -> Mapping[str, Project]:
        """Projects by code."""
        return {project.code: project for project in self.projects}

    @cached_property
    def orp(self) -> Mapping[str, Orp]:
        """ORPs by code."""
        return {orp.code: orp for orp in self.orps}

    @cached_property
    def programme(self) -> Mapping[str, Programme]:
        """Programmes by code."""
        return {programme.code: programme for programme in self.programmes}

    @cached_property
    def position(self) -> Mapping[tuple[str, str], Position]:
        """Positions by (ORP, project)."""
        return {(position.orp, position.project): position for position in self.positions}

    @cached_property
    def budget(self) -> Mapping[tuple[str, int], Budget]:
        """The towns' budgets by (ORP, year)."""
        return {(budget.orp, budget.year): budget for budget in self.budgets}

    @cached_property
    def pool_budget(self) -> Mapping[int, Budget]:
        """The region's budget by year."""
        return {budget.year: budget for budget in self.pool}

    @cached_property
    def _limits(self) -> Mapping[str, tuple[Budget, ...]]:
        horizon = self.settings.horizon
        nothing = (Budget(REGION, year, 0, 0) for year in horizon)
        return {
            REGION: tuple(self.pool_budget.get(budget.year, budget) for budget in nothing),
            **{
                orp.code: tuple(self.budget[orp.code, year] for year in horizon)
                for orp in self.orps
            },
        }

    def limits(self, payer: str) -> tuple[Budget, ...]:
        """The budgets of the horizon's years of a town or of ``REGION``.

        A pool that is not given at all is a pool of nothing.
        """
        return self._limits[payer]

    def bridges(self, payer: str, year: int) -> bool:
        """Whether grants spent in a year are pre-financed under a ceiling, not within the limits.

        What was spent before the horizon counts as spent in its first year, what is spent after it
        as in its last.
        """
        settings = self.settings
        inside = min(max(year, settings.first_year), settings.last_year)
        return self.limits(payer)[inside - settings.first_year].bridges

    def usable(self, payer: str, limit: int) -> int:
        """A limit less the reserve, which only towns keep; whole CZK, rounded down."""
        if payer == REGION:
            return limit
        return int(limit * (1 - self.settings.reserve))

    def stance(self, orp: str, project: str) -> Stance:
        """What a town decided about a project; interest where it said nothing."""
        position = self.position.get((orp, project))
        return position.stance if position else Stance.INTEREST

    def may_take(self, orp: str, project: Project) -> bool:
        """Whether the project is open to a town: allowed there, neither refused nor done."""
        allowed = not project.only_orps or orp in project.only_orps
        return allowed and self.stance(orp, project.code) not in {Stance.REFUSES, Stance.DONE}

    def takers(self, project: Project) -> tuple[Orp, ...]:
        """The towns that may take, join or be served by a project."""
        return tuple(orp for orp in self.orps if self.may_take(orp.code, project))

    @cached_property
    def demanded(self) -> frozenset[tuple[str, str]]:
        """(project, payer) of every copy that the law or a town's decision demands."""
        copies = {
            (position.project, position.orp)
            for position in self.positions
            if position.stance is Stance.MUST
        }
        for project in self.projects:
            takers = self.takers(project)
            if project.is_mandatory and takers:
                payers = [orp.code for orp in takers] if project.scope is Scope.ORP else [REGION]
                copies |= {(project.code, payer) for payer in payers}
        return frozenset(copies)
