"""What is mandatory, by a town's decision or by law, and what is closed to towns, as clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.conflict.clauses import Clause
from stack_planner.choosing.conflict.closed import closed_places
from stack_planner.choosing.model import Sense, make_row
from stack_planner.choosing.options import start_window
from stack_planner.conflicts import NamedRule, Sort
from stack_planner.records import REGION, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.choosing.conflict.clauses import Said
    from stack_planner.records import Position, Project, Strategy


def demands(said: Said) -> Iterator[Clause]:
    """What a town decided and what the law orders, each by itself."""
    for code, payer in sorted(said.strategy.demanded):
        options = said.options(code, payer)
        cheapest = min((option.total("gross") for option in options), default=0)
        for rule in _demanding(said, code, payer):
            told = rule if options else _impossible(said.strategy, rule)
            yield from said.clause(told, [f"must[{code},{payer}]"], cheapest)


def _demanding(said: Said, code: str, payer: str) -> Iterator[NamedRule]:
    """Who demands a copy of a project: its town, the law, or both."""
    project = said.strategy.project[code]
    position = said.strategy.position.get((payer, code))
    details = {"project": code, **said.town(payer)}
    if position and position.stance is Stance.MUST:
        yield _decided(position, details)
    if project.is_mandatory and (project.scope is Scope.ORP or payer == REGION):
        yield _legal(project, payer, details)


def _decided(position: Position, details: Mapping[str, Any]) -> NamedRule:
    """A town's decision, with the year that it fixed."""
    rule = NamedRule(Sort.MUST, "must", position.orp, position.source, "stance", details)
    if position.year is None:
        return rule
    return replace(rule, wording="must_year", details={**details, "year": str(position.year)})


def _legal(project: Project, payer: str, details: Mapping[str, Any]) -> NamedRule:
    """A legal duty, with its deadline."""
    column = "must_finish_by" if project.must_start_by is None else "must_start_by"
    deadline = {**details, "year": str(getattr(project, column))}
    return NamedRule(Sort.LAW, column, payer, project.source, column, deadline)


def _impossible(strategy: Strategy, rule: NamedRule) -> NamedRule:
    """A demand without any option, with the reason why there is none, at the cell to look at."""
    project = strategy.project[str(rule.details["project"])]
    position = strategy.position.get((rule.payer, project.code))
    window = start_window(strategy, project)
    if not window:
        column = _closing_column(strategy, project)
        return replace(rule, wording="never", source=project.source, column=column)
    if position and position.year is not None and position.year not in window:
        between = f"{window[0]}–{window[-1]}" if len(window) > 1 else str(window[0])
        years = {"year": str(position.year), "years": between}
        details = {**rule.details, **years}
        return replace(
            rule, wording="year_closed", source=position.source, column="year", details=details
        )
    details = {**rule.details, "last": str(strategy.settings.last_year)}
    return replace(rule, wording="too_late", source=project.source, column="capex", details=details)


def _closing_column(strategy: Strategy, project: Project) -> str:
    """The field of a project that leaves no year of the plan for its start."""
    if project.earliest is not None and project.earliest > strategy.settings.last_year:
        return "earliest"
    if project.latest is not None and project.latest < max(
        project.earliest or 0, strategy.settings.first_year
    ):
        return "latest"
    return "must_finish_by" if project.must_start_by is None else "must_start_by"


def closures(said: Said) -> Iterator[Clause]:
    """Refusals and ``Pouze ORP``; only what changes nobody else's costs can be given up."""
    for project, orp in closed_places(said.strategy):
        terms = dict.fromkeys(said.copies.get((project.code, orp.code), ()), 1)
        row = make_row(f"closed[{project.code},{orp.code}]", terms, Sense.AT_MOST, 0)
        if row.binds:
            for rule in _closing(said, project, orp.code):
                yield Clause(rule, (row,), firm=project.scope is not Scope.ORP)


def _closing(said: Said, project: Project, orp: str) -> Iterator[NamedRule]:
    """What closes a project to a town: its refusal, the stack, or both."""
    details = {"project": project.code, **said.town(orp)}
    position = said.strategy.position.get((orp, project.code))
    if position and position.stance is Stance.REFUSES:
        yield NamedRule(Sort.REFUSES, "refuses", orp, position.source, "stance", details)
    if project.only_orps and orp not in project.only_orps:
        yield NamedRule(Sort.NOT_OPEN, "not_open", orp, project.source, "only_orps", details)
