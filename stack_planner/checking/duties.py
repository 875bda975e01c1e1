"""What must be done and cannot: contradictions with links, and costs above the budgets.

These are warnings: whether any plan exists the solver proves, and names the exact conflict.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at
from stack_planner.records import REGION, Relation, Scope, Stance
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.problems import Source
    from stack_planner.records import Link, Orp, Project, Strategy


def check_duties(strategy: Strategy) -> Iterator[Problem]:
    """Demanded projects whose links cannot be kept, or that the budgets cannot pay."""
    for link in strategy.links:
        if {link.first, link.second} <= strategy.project.keys():
            yield from _link(strategy, link)
    for orp in strategy.orps:
        yield from _above(strategy, orp.code, orp.source, f"{orp.code} {orp.name}")
    if strategy.pool:
        yield from _above(strategy, REGION, strategy.pool[0].source, "")


def _link(strategy: Strategy, link: Link) -> Iterator[Problem]:
    for orp in strategy.orps:
        demanded = [code for code in (link.first, link.second) if _must(strategy, code, orp)]
        if link.relation is Relation.EXCLUDES and len(demanded) == 2 and link.first != link.second:  # noqa: PLR2004 — both of them
            yield _told(link, "must_both", orp, link.first, link.second)
        if link.relation is Relation.REQUIRES and link.first in demanded:
            yield from _impossible(strategy, link, orp, link.first, link.second)
        if link.relation is Relation.TOGETHER and demanded:
            for first, second in ((link.first, link.second), (link.second, link.first)):
                if first in demanded:
                    yield from _impossible(strategy, link, orp, first, second)


def _must(strategy: Strategy, code: str, orp: Orp) -> bool:
    return (code, orp.code) in strategy.demanded


def _impossible(
    strategy: Strategy, link: Link, orp: Orp, first: str, second: str
) -> Iterator[Problem]:
    """Told where the other project is neither open to the town nor done there."""
    done = strategy.stance(orp.code, second) is Stance.DONE
    if not done and not strategy.may_take(orp.code, strategy.project[second]):
        yield _told(link, "must_needs_refused", orp, first, second)


def _told(link: Link, code: str, orp: Orp, first: str, second: str) -> Problem:
    details = {"orp": f"{orp.code} {orp.name}", "first": first, "second": second}
    return at(link.source, "second", code, link.second, Severity.WARNING, **details)


def _above(strategy: Strategy, payer: str, source: Source, name: str) -> Iterator[Problem]:
    """Whether what must be done costs more than all the payer's years together can give."""
    limits = _limits(strategy, payer)
    known = [limit for limit in limits if limit is not None]
    costs = {
        code: least
        for code, who in sorted(strategy.demanded)
        if who == payer and code in strategy.project
        for least in (_least(strategy, strategy.project[code], payer),)
        if least
    }
    limit = sum(strategy.usable(payer, amount) for amount in known)
    if len(known) == len(limits) and sum(costs.values()) > limit:
        code = "pool_below_duties" if payer == REGION else "budget_below_duties"
        details: dict[str, str | int] = {
            "orp": name,
            "projects": ", ".join(costs),
            "least": sum(costs.values()),
            "limit": limit,
        }
        field = "capex" if payer == REGION else "code"
        yield at(source, field, code, name, Severity.WARNING, **details)


def _limits(strategy: Strategy, payer: str) -> list[int | None]:
    """The payer's capital limits of the horizon; one without limit where a year is missing."""
    years = strategy.settings.horizon
    given = [
        strategy.pool_budget.get(year) if payer == REGION else strategy.budget.get((payer, year))
        for year in years
    ]
    return [budget.capex if budget else None for budget in given]


def _least(strategy: Strategy, project: Project, payer: str) -> int:
    """A bound below what a demanded copy costs its payer in all, of capital money, whole CZK.

    The highest grant of any of its programmes, the regional grant and others' money are taken off.
    Nothing is claimed of running projects, of prices of later years and of grants to running cost.
    """
    position = strategy.position.get((payer, project.code))
    settings = strategy.settings
    runs = (
        position is not None and position.year is not None and position.year < settings.first_year
    )
    programmes = [strategy.programme[c] for c in project.programmes if c in strategy.programme]
    if (
        runs
        or settings.price_year > settings.first_year
        or any(p.opex_eligible for p in programmes)
    ):
        return 0
    capex = _gross(strategy, project, payer)
    rate = max((programme.rate for programme in programmes), default=Fraction(0))
    grant = rate * project.eligible * (capex + project.one_off)
    own = max(Fraction(0), capex - grant - (position.others if position else 0))
    share = Fraction(0) if payer == REGION else project.regional_grant
    return int(own * (1 - share))


def _gross(strategy: Strategy, project: Project, payer: str) -> int:
    """The payer's own capex of a project in prices of the settings' year."""
    if payer == REGION:
        return project.capex if project.scope is Scope.REGION else 0
    position = strategy.position.get((payer, project.code))
    if position and position.capex is not None:
        return position.capex
    part = project.capex if project.scope is Scope.ORP else project.capex_per_participant
    return part + round_half_up(project.capex_per_inhabitant * strategy.orp[payer].population)
