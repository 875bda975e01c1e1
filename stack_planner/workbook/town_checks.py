"""Checks of one town: links and rules by the decisions, and what needs others' consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import Relation, RuleKind, Scope, Stance
from stack_planner.workbook.checks import Check
from stack_planner.workbook.grid import Formula, quoted, sum_where
from stack_planner.workbook.money_checks import money_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Link, Rule
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.decisions import Tables
    from stack_planner.workbook.grid import Grid


def town_checks(account: Account, tables: Tables, budget: BudgetTable) -> tuple[Check, ...]:
    """All checks of a town's plan in their order."""
    return (
        *money_checks(account, tables, budget),
        *_consents(account, tables.decisions),
        *_links(account, tables.decisions),
        *_rules(account, tables.decisions),
    )


def _consents(account: Account, decisions: Grid) -> Iterator[Check]:
    """Joint and regional projects and the region's grants are as the region's plan has them."""
    own = account.words(f"scope.{Scope.ORP}")
    common = f'{decisions.span("scope")}<>"{own}"'
    changed = "+".join(
        f"({decisions.span(a)}<>{decisions.span(b)})"
        for a, b in (("decision", "proposed"), ("start", "proposed_start"))
    )
    relevant = f"({decisions.span('decision')}+{decisions.span('proposed')}>0)"
    text = sum_where(f"(({changed})>0)*{relevant}", common)
    yield Check(account.words("check.common"), Formula(text, 0), "=")
    granted = account.ledger.total("region", lambda line: line.year in account.settings.horizon)
    total = Formula(f"=SUM({decisions.span('region')})", granted)
    yield Check(account.words("check.granted"), total, "≤", granted)


def _decided(decisions: Grid, code: str, times: str = "") -> str:
    """Whether a project is decided on (1 or 0), or its start where ``times`` is that column."""
    total = f"({decisions.span('decision')}=1)" + (f"*{decisions.span(times)}" if times else "")
    return sum_where(total, f"{decisions.span('project')}={quoted(code)}").removeprefix("=")


def _links(account: Account, decisions: Grid) -> Iterator[Check]:
    """Links between projects of which the town may do at least one, unless one is done."""
    codes = {project.code for project in account.projects}
    for link in account.strategy.links:
        stances = {account.strategy.stance(account.payer, c) for c in (link.first, link.second)}
        concerned = codes & {link.first, link.second}
        if link.relation is Relation.SYNERGY or not concerned or Stance.DONE in stances:
            continue
        words = account.words(f"check.{link.relation}", first=link.first, second=link.second)
        yield Check(words, Formula(_broken(link, decisions), 0), "=")


def _broken(link: Link, decisions: Grid) -> str:
    """1 where the decisions break a link, else 0."""
    first, second = _decided(decisions, link.first), _decided(decisions, link.second)
    if link.relation is Relation.REQUIRES:
        starts = (_decided(decisions, code, "start") for code in (link.second, link.first))
        return f"=IF(AND({first}=1,OR({second}=0,{'>'.join(starts)})),1,0)"
    if link.relation is Relation.EXCLUDES:
        return f"=IF({first}+{second}>1,1,0)"
    return f"=IF({first}<>{second},1,0)"


def _rules(account: Account, decisions: Grid) -> Iterator[Check]:
    """The strategy's rules on groups of the town's own and joint projects."""
    for rule in account.strategy.rules:
        if rule.orp in {None, account.payer}:
            yield _rule(account, decisions, rule)


def _rule(account: Account, decisions: Grid, rule: Rule) -> Check:
    group = [
        project.code
        for project in account.projects
        if project.scope is not Scope.REGION
        and {project.code, project.area, project.smart_level} & set(rule.group)
    ]
    named = named_in(decisions, group)
    counts = rule.kind in {RuleKind.AT_MOST, RuleKind.AT_LEAST}
    sense = "≤" if rule.kind in {RuleKind.AT_MOST, RuleKind.SHARE_AT_MOST} else "≥"
    shown = float(rule.bound if counts else rule.bound * 100)
    text = account.words(
        f"check.rule.{rule.kind.replace(' ', '_')}",
        group=", ".join(rule.group),
        bound=account.words.decimal(shown),
    )
    inside = set(group) & account.chosen.keys()
    if counts:
        found = Formula(f"=SUMPRODUCT(({named})*({decisions.span('decision')}=1))", len(inside))
        return Check(text, found, sense, shown)
    capex = {code: _capex(account, code) for code in account.chosen}
    own = f'({decisions.span("scope")}<>"{account.words(f"scope.{Scope.REGION}")}")'
    within = Formula(
        f"=SUMPRODUCT(({named})*{decisions.span('capex')})", sum(capex[code] for code in inside)
    )
    whole = Formula(
        f"=ROUND({float(rule.bound)}*SUMPRODUCT({own}*{decisions.span('capex')}),4)",
        round(float(rule.bound * sum(capex.values())), 4),
    )
    return Check(text, within, sense, whole)


def named_in(decisions: Grid, codes: Iterable[str]) -> str:
    """1 beside the projects of some codes, in a formula that stays short where they are many."""
    listed = ",".join(map(quoted, codes))
    return f"{decisions.span('project')}={{{listed}}}" if listed else "0"


def _capex(account: Account, code: str) -> int:
    """A chosen project's capex within the horizon."""
    years = account.settings.horizon
    return account.ledger.total(
        "capex", lambda line: line.option.project == code and line.year in years
    )
