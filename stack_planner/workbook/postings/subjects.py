"""The entries of each subject: a town in its own workbook, everybody in the region's.

Each entry comes with the ledger in which its amount is found: an entry over the ledger of the
workbook's own payer lives there, others are numbers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from stack_planner.records import REGION, Scope
from stack_planner.workbook.ledger import region_ledger, town_ledger
from stack_planner.workbook.postings.amounts import NOTHING
from stack_planner.workbook.postings.entries import Books
from stack_planner.workbook.postings.parties import THE_REGION, holder_of, town
from stack_planner.workbook.postings.views import (
    granted_to,
    held_costs,
    held_share,
    joining_view,
    region_share,
    region_view,
    share_of,
    town_view,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project
    from stack_planner.results import Plan
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.ledger import Ledger
    from stack_planner.workbook.postings.entries import Entry
    from stack_planner.workbook.postings.parties import Party
    from stack_planner.workbook.postings.views import View


class Found(NamedTuple):
    """An entry and the ledger that its amount is found in."""

    entry: Entry
    ledger: Ledger


def entries_of(account: Account) -> Iterator[Found]:
    """All entries of a workbook: of its town, or of the region and of all towns."""
    if account.is_town:
        yield from _town(account.plan, account.payer, account.ledger, town_view())
        ledger = region_ledger(account.plan)
        for project in _common(account.plan):
            if holder_of(account.strategy, project) == town(account.payer):
                for entry in _held(account.plan, project, town(account.payer)):
                    yield Found(entry, ledger)
        return
    for entry in _region(account.plan):
        yield Found(entry, account.ledger)
    alone = replace(town_view(), region=NOTHING)
    for orp in account.plan.orps:
        ledger = town_ledger(account.plan, orp.code)
        for found in _town(account.plan, orp.code, ledger, alone):
            if found.entry.project.scope is Scope.ORP:
                yield found


def _town(plan: Plan, orp: str, ledger: Ledger, view: View) -> Iterator[Found]:
    """What a town books for the projects that it has."""
    strategy = plan.strategy
    for option in plan.choice.chosen:
        if option.payer == orp:
            project = strategy.project[option.project]
            for entry in Books(town(orp), project, holder_of(strategy, project)).paid(view):
                yield Found(entry, ledger)


def _common(plan: Plan) -> list[Project]:
    """The joint and regional projects that run."""
    return [plan.strategy.project[decision.project] for decision in plan.region.decisions]


def _region(plan: Plan) -> Iterator[Entry]:
    """What the region's decisions move: on its own books and on those of towns."""
    for project in _common(plan):
        holder = holder_of(plan.strategy, project)
        yield from Books(THE_REGION, project, holder).paid(region_view(project))
        if project.scope is Scope.JOINT:
            for code in _joining(plan, project):
                yield from Books(town(code), project, holder).paid(joining_view(code))
        if holder is not None and holder.is_inside:
            yield from _held(plan, project, holder)
    for option in plan.choice.chosen:
        if option.regional_grant:
            project, orp = plan.strategy.project[option.project], option.payer
            books = Books(THE_REGION, project, None)
            yield from books.granted(town(orp), granted_to(orp))
            if project.scope is Scope.ORP:
                yield from Books(town(orp), project, None).helped(granted_to(orp))


def _joining(plan: Plan, project: Project) -> list[str]:
    """The towns that have an option to join a project."""
    return sorted(
        {o.payer for o in plan.choice.options if o.project == project.code and o.payer != REGION}
    )


def _held(plan: Plan, project: Project, holder: Party) -> Iterator[Entry]:
    """What passes through a holder's books for the others, in amounts of the region's ledger."""
    books = Books(holder, project, holder)
    others = [town(code) for code in _joining(plan, project) if town(code) != holder]
    if project.scope is Scope.REGION:
        others = []
    own = holder.code if holder != THE_REGION else ""
    if own or others:
        yield from books.carried(held_costs(own), held_share(own))
    if own:
        yield from books.exchanged(THE_REGION, region_share(project))
    for other in others:
        yield from books.exchanged(other, share_of(other.code))
