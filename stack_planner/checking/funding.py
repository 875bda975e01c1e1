"""Programmes that cannot help: nobody lists them, or no project reaches their minimum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at
from stack_planner.records import Scope
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Programme, Project, Strategy


def check_funding(strategy: Strategy) -> Iterator[Problem]:
    """Programmes without a project, and minimums above all that is listed for them."""
    for programme in strategy.programmes:
        listing = [p for p in strategy.projects if programme.code in p.programmes]
        if not listing:
            yield at(
                programme.source, "code", "programme_unlisted", programme.code, Severity.NOTICE
            )
        else:
            yield from _minimum(strategy, programme, listing)


def _minimum(strategy: Strategy, programme: Programme, listing: list[Project]) -> Iterator[Problem]:
    if programme.min_eligible is None or programme.opex_eligible:
        return
    most = {project.code: _most(strategy, project) for project in listing}
    best = max(most, key=lambda code: (most[code], code))
    if most[best] < programme.min_eligible:
        yield at(
            programme.source,
            "min_eligible",
            "minimum_unreached",
            programme.min_eligible,
            Severity.WARNING,
            project=best,
            most=most[best],
        )


def _most(strategy: Strategy, project: Project) -> int:
    """A bound above the eligible expenditure of any one copy of a project, whole CZK.

    In prices of the last year; VAT is left in, and all participants' parts are added.
    """
    inhabitants = sum(orp.population for orp in strategy.orps)
    parts = project.capex + project.one_off
    if project.scope is Scope.JOINT:
        parts += project.capex_per_participant * len(strategy.orps)
    elif project.scope is Scope.ORP:
        inhabitants = max((orp.population for orp in strategy.orps), default=0)
    local = [p.capex or 0 for p in strategy.positions if p.project == project.code]
    stack = parts + round_half_up(project.capex_per_inhabitant * inhabitants)
    gross = stack + (sum(local) if project.scope is Scope.JOINT else max(local, default=0))
    settings = strategy.settings
    years = max(0, settings.last_year - settings.price_year)
    return int(gross * project.eligible * (1 + Fraction(settings.growth)) ** years)
