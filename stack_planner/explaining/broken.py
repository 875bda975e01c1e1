"""What a choice of an officer breaks, by the names of the rules and with their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.conflicts import NamedRule, Sort
from stack_planner.records import REGION, Budget, Link, Position, Programme, Project, Rule, RuleKind

if TYPE_CHECKING:
    from stack_planner.choosing.breach import Breach
    from stack_planner.records import Strategy

LIMITS = {Sort.CAPEX, Sort.OPEX}


def named(breach: Breach, strategy: Strategy) -> NamedRule:
    """The rule that is broken: its amount, what it is used, and how much that is beyond it."""
    wording, details = _told(breach, strategy)
    if breach.payer != REGION:
        details["town"] = strategy.orp[breach.payer].name
    missing = None
    if breach.limit is not None and breach.used is not None:
        missing = abs(breach.used - breach.limit)
    return NamedRule(
        sort=breach.sort,
        wording=wording,
        payer=breach.payer,
        source=breach.of.source,
        column=breach.column,
        details=details,
        amount=breach.limit,
        needed=breach.used,
        missing=missing,
    )


def _told(breach: Breach, strategy: Strategy) -> tuple[str, dict[str, Any]]:
    """The key of the rule's sentence and the values in it."""
    if isinstance(breach.of, Budget):
        return _of_budget(breach, breach.of, strategy)
    if isinstance(breach.of, Programme):
        return "allocation", {"programme": breach.of.code}
    if isinstance(breach.of, Link):
        return str(breach.sort), {"first": breach.of.first, "second": breach.of.second}
    if isinstance(breach.of, Rule):
        return _of_rule(breach, breach.of)
    if isinstance(breach.of, Position):
        details = {"project": breach.of.project, "year": str(breach.of.year)}
        return ("must_year" if breach.of.year else "must"), details
    return _of_project(breach, breach.of, strategy)


def _of_budget(breach: Breach, budget: Budget, strategy: Strategy) -> tuple[str, dict[str, Any]]:
    settings = strategy.settings
    details: dict[str, Any] = {"year": str(breach.year)}
    wording = str(breach.sort)
    if breach.sort is Sort.BURDEN:
        details["of"] = str(budget.year)
    elif breach.sort in LIMITS and settings.carry_over and breach.payer != REGION:
        details["first"] = str(settings.first_year)
        wording = f"{wording}_carried" if breach.year > settings.first_year else wording
    if breach.sort in {*LIMITS, Sort.BURDEN} and breach.payer != REGION and settings.reserve:
        details["reserve"] = settings.reserve
    return wording, details


def _of_rule(breach: Breach, rule: Rule) -> tuple[str, dict[str, Any]]:
    details: dict[str, Any] = {"group": "; ".join(rule.group)}
    if rule.kind in {RuleKind.SHARE_AT_MOST, RuleKind.SHARE_AT_LEAST}:
        details["share"] = rule.bound
    else:
        details["n"] = breach.limit
    return str(rule.kind).replace(" ", "_"), details


def _of_project(breach: Breach, project: Project, strategy: Strategy) -> tuple[str, dict[str, Any]]:
    details: dict[str, Any] = {"project": project.code}
    if breach.sort is Sort.LAW:
        column = "must_finish_by" if project.must_start_by is None else "must_start_by"
        return column, details | {"year": str(getattr(project, column))}
    if breach.sort is Sort.COVER:
        return "cover", details | {"cap": strategy.settings.max_cover}
    if breach.sort is Sort.PARTICIPANTS:
        return "joined_by", details | {"n": project.min_participants, "joined": breach.used}
    if breach.sort is Sort.RUN:
        return ("runs_otherwise" if breach.year else "does_not_run"), details | {
            "year": str(breach.year)
        }
    return str(breach.sort), details
