"""A strategy with rules given up and limits raised, as an officer would change its workbooks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.options import start_window
from stack_planner.conflicts import Sort
from stack_planner.problems import Source
from stack_planner.records import REGION, Position, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.conflicts import NamedRule, Repair
    from stack_planner.records import Budget, Strategy

MONEY = {Sort.CAPEX: "capex", Sort.OPEX: "opex", Sort.BURDEN: "opex"}


def numbered(strategy: Strategy) -> Strategy:
    """The strategy with a row for each of its rules, so that equal ones can be told apart."""
    rules = (
        replace(rule, source=Source(sheet="Pravidla", row=row))
        for row, rule in enumerate(strategy.rules, 2)
    )
    return replace(strategy, rules=tuple(rules))


def mended(strategy: Strategy, repair: Repair) -> Strategy:
    """The strategy with everything that a repair says."""
    strategy = without(strategy, repair.dropped)
    for more in repair.raised:
        strategy = raised(strategy, more.rule, more.by)
    return strategy


def without(strategy: Strategy, rules: Iterable[NamedRule]) -> Strategy:
    """The strategy without rules that are not limits."""
    laws: dict[str, set[str]] = {}
    for rule in rules:
        if rule.sort is Sort.LAW:
            laws.setdefault(str(rule.details["project"]), set()).add(rule.payer)
        else:
            strategy = _CHANGES[rule.sort](strategy, rule)
    for code, payers in laws.items():
        strategy = _unlegislated(strategy, code, payers)
    return strategy


def raised(strategy: Strategy, rule: NamedRule, by: int) -> Strategy:
    """The strategy with one limit higher than its cell says."""
    if rule.sort is Sort.ALLOCATION:
        programmes = tuple(
            replace(programme, allocation=(programme.allocation or 0) + by)
            if programme.code == rule.details["programme"]
            else programme
            for programme in strategy.programmes
        )
        return replace(strategy, programmes=programmes)
    field, year = MONEY.get(rule.sort, rule.sort.value), int(str(rule.details["year"]))

    def more(budget: Budget) -> Budget:
        if (budget.orp, budget.year) != (rule.payer, year):
            return budget
        return replace(budget, **{field: getattr(budget, field) + by})

    return replace(
        strategy,
        pool=tuple(map(more, strategy.limits(REGION))),
        budgets=tuple(map(more, strategy.budgets)),
    )


def unlimited(strategy: Strategy) -> Strategy:
    """The strategy with as much money and staff as anybody may want."""
    lots = 10**15

    def more(budget: Budget) -> Budget:
        ceiling = None if budget.prefinancing is None else lots
        return replace(budget, capex=lots, opex=lots, prefinancing=ceiling, effort=None)

    return replace(
        strategy,
        settings=replace(strategy.settings, reserve=Fraction(0)),
        pool=tuple(map(more, strategy.limits(REGION))),
        budgets=tuple(map(more, strategy.budgets)),
        programmes=tuple(replace(each, allocation=None) for each in strategy.programmes),
    )


def _undecided(strategy: Strategy, rule: NamedRule) -> Strategy:
    """Interest instead of a decision or a refusal."""
    return replace(
        strategy,
        positions=tuple(
            replace(position, stance=Stance.INTEREST)
            if (position.project, position.orp) == (rule.details["project"], rule.payer)
            else position
            for position in strategy.positions
        ),
    )


def _unlegislated(strategy: Strategy, code: str, payers: set[str]) -> Strategy:
    """No legal duty for these towns or the region, in the same years; other towns keep theirs.

    A deadline still says when the project may start.
    """
    project = strategy.project[code]
    last = max(start_window(strategy, project), default=1)
    free = replace(project, must_start_by=None, must_finish_by=None, latest=last)
    takers = strategy.takers(project) if project.scope is Scope.ORP else ()
    bound = {orp.code for orp in takers} - payers
    known = {position.orp: position for position in strategy.positions if position.project == code}
    musts = (
        replace(known.get(town, Position(town, code, Stance.MUST)), stance=Stance.MUST)
        for town in sorted(bound)
    )
    return replace(
        strategy,
        projects=tuple(free if each is project else each for each in strategy.projects),
        positions=(
            *(p for p in strategy.positions if p.project != code or p.orp not in bound),
            *musts,
        ),
    )


def _opened(strategy: Strategy, rule: NamedRule) -> Strategy:
    return replace(
        strategy,
        projects=tuple(
            replace(project, only_orps=(*project.only_orps, rule.payer))
            if project.code == rule.details["project"]
            else project
            for project in strategy.projects
        ),
    )


def _with_fewer(strategy: Strategy, rule: NamedRule) -> Strategy:
    """As many participants as the repair says, or none at all."""
    return replace(
        strategy,
        projects=tuple(
            replace(project, min_participants=int(str(rule.details.get("joined", 0))))
            if project.code == rule.details["project"]
            else project
            for project in strategy.projects
        ),
    )


def _covering(strategy: Strategy, _: NamedRule) -> Strategy:
    return replace(strategy, settings=replace(strategy.settings, max_cover=Fraction(1)))


def _unruled(strategy: Strategy, rule: NamedRule) -> Strategy:
    """The rule for every other town that it was for; rules are known by their rows."""
    rules = []
    for other in strategy.rules:
        towns = [orp.code for orp in strategy.orps if other.orp in {None, orp.code}]
        if other.source == rule.source:
            towns = [town for town in towns if town != rule.payer]
        rules += [replace(other, orp=town) for town in towns]
    return replace(strategy, rules=tuple(rules))


def _unlinked(strategy: Strategy, rule: NamedRule) -> Strategy:
    """No such link in any town: links are not for one town alone."""
    ends = (rule.details["first"], rule.details["second"])
    return replace(
        strategy,
        links=tuple(
            link
            for link in strategy.links
            if (link.first, link.second) != ends or link.relation != rule.sort.value
        ),
    )


_CHANGES = {
    Sort.MUST: _undecided,
    Sort.REFUSES: _undecided,
    Sort.NOT_OPEN: _opened,
    Sort.PARTICIPANTS: _with_fewer,
    Sort.COVER: _covering,
    Sort.RULE: _unruled,
    Sort.REQUIRES: _unlinked,
    Sort.EXCLUDES: _unlinked,
    Sort.TOGETHER: _unlinked,
}
