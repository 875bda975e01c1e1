"""What the sheets of one payer share: its plan, its ledger, and where its tables lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.cooperation import topics_of
from stack_planner.records import REGION
from stack_planner.telling.names import region_name
from stack_planner.workbook.grid import HEAD, Field, Grid

if TYPE_CHECKING:
    from stack_planner.cooperation import Topics
    from stack_planner.records import Budget, Project, Settings, Strategy
    from stack_planner.results import Option, Plan
    from stack_planner.words import Words
    from stack_planner.workbook.ledger import Ledger, Line


@dataclass(frozen=True)
class Account:
    """One payer of a plan, a town or the region, as its workbook tells of it."""

    plan: Plan
    payer: str
    ledger: Ledger
    words: Words

    @property
    def strategy(self) -> Strategy:
        """The strategy that the plan belongs to."""
        return self.plan.strategy

    @property
    def settings(self) -> Settings:
        """The settings of the strategy."""
        return self.strategy.settings

    @property
    def is_town(self) -> bool:
        """Whether the payer is a town."""
        return self.payer != REGION

    @property
    def name(self) -> str:
        """The town's name, or the region's."""
        return (
            self.strategy.orp[self.payer].name
            if self.is_town
            else region_name(self.strategy, self.words)
        )

    @property
    def years(self) -> str:
        """The horizon, as ``2027–2030``."""
        return f"{self.settings.first_year}–{self.settings.last_year}"

    @property
    def limits(self) -> tuple[Budget, ...]:
        """The payer's budgets by year of the horizon."""
        return self.strategy.limits(self.payer)

    @cached_property
    def topics(self) -> Topics:
        """What the towns have in common."""
        return topics_of(self.plan)

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """The payer's options by project, each in the order of the ledger."""
        by_project: dict[str, dict[str, Option]] = {}
        for line in self.ledger.lines:
            if line.entry == "project":
                by_project.setdefault(line.option.project, {})[line.option.key] = line.option
        return {code: tuple(options.values()) for code, options in by_project.items()}

    @cached_property
    def lines(self) -> dict[str, tuple[Line, ...]]:
        """The ledger's lines of the payer's own options, by project."""
        by_project: dict[str, list[Line]] = {}
        for line in self.ledger.lines:
            if line.entry == "project":
                by_project.setdefault(line.option.project, []).append(line)
        return {code: tuple(lines) for code, lines in by_project.items()}

    @cached_property
    def chosen(self) -> dict[str, Option]:
        """The chosen options by project."""
        keys = self.plan.chosen_keys
        return {
            code: option
            for code, options in self.options.items()
            for option in options
            if option.key in keys
        }

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The projects that the payer may do: chosen ones by start, then the others by value."""
        return tuple(sorted(map(self.strategy.project.__getitem__, self.options), key=self._rank))

    def _rank(self, project: Project) -> tuple[int, int, int, str]:
        option = self.chosen.get(project.code)
        return (option is None, option.start if option else 0, -self.value(project), project.code)

    def value(self, project: Project) -> int:
        """A project's value for the town, or for all the towns, in units of 10⁻⁴ point."""
        values = self.plan.scores.values
        if self.is_town:
            return values[project.code, self.payer]
        return sum(values[project.code, orp.code] for orp in self.strategy.takers(project))

    def reached(self, project: Project) -> int:
        """What a project gives by the plan: to the town, or to all the towns that have it."""
        towns = [orp for orp in self.plan.orps if self.payer in {orp.code, REGION}]
        return sum(
            decision.value
            for orp in towns
            for decision in orp.decisions
            if decision.project == project.code
        )

    def grid(self, sheet: str, fields: tuple[Field, ...], count: int) -> Grid:
        """The main table of a sheet."""
        name = self.words(f"{sheet}.sheet")
        return Grid(name, HEAD, tuple(field.key for field in fields), count)
