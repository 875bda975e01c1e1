"""Checks that towns and the region have in common: limits kept, sums agree, decisions possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.checks import Check
from stack_planner.workbook.decision_money import parts_of
from stack_planner.workbook.grid import Formula, sum_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.decisions import Tables

BALANCES = ("capex.left", "opex.left", "bridge.room", "staff.spare")


def money_checks(account: Account, tables: Tables, budget: BudgetTable) -> Iterator[Check]:
    """Balances not below zero, and the same money wherever it is shown."""
    words = account.words
    for key in BALANCES:
        if key in budget.rows:
            least = Formula(f"=MIN({budget.span(key)})", min(budget.numbers(key), default=0))
            yield Check(words(f"check.{key}"), least, "≥")
    yield _burden(account, budget)
    yield from _decisions(account, tables)
    yield from _agreements(account, tables, budget)
    yield _received(account, tables)


def _burden(account: Account, budget: BudgetTable) -> Check:
    """Running costs of the year after the horizon, which nobody escapes by starting late."""
    left = budget.span("opex.left", after=True).rsplit(":", 1)[1]
    sheet = budget.span("opex.left").split("!")[0]
    value = budget.number("opex.left", budget.after)
    text = account.words("check.burden", year=str(budget.after))
    return Check(text, Formula(f"=MAX(0,-N({sheet}!{left}))", max(0, -value)), "=")


def _decisions(account: Account, tables: Tables) -> Iterator[Check]:
    words, decisions, options = account.words, tables.decisions, tables.options
    missing = f'=COUNTIF({decisions.span("exists")},"{words("check.no")}")'
    yield Check(words("check.exists"), Formula(missing, 0), "=")
    started = [f"{options.span('year')}={options.span('start')}"]
    if not account.is_town:
        started.append(f'{options.span("entry")}="{words("options.kind.project")}"')
    count = len(account.chosen)
    yield Check(
        words("check.once"),
        Formula(sum_where(options.span("chosen"), *started), count),
        "=",
        Formula(f"=SUM({decisions.span('decision')})", count),
    )
    yield Check(
        words("check.mandatory"),
        Formula(
            sum_where(
                f"({decisions.span('decision')}=0)",
                f'{decisions.span("mandatory")}="{words("check.yes")}"',
            ),
            0,
        ),
        "=",
    )


def _agreements(account: Account, tables: Tables, budget: BudgetTable) -> Iterator[Check]:
    """The decisions add up to the budget."""
    rows = {
        "capex": "capex.projects",
        "opex": "opex.projects",
        "region": "capex.region",
        "others": "capex.others",
    }
    if account.is_town:
        rows |= {"capex": "capex.total", "opex": "opex.total"}
    for part in parts_of(account):
        key = rows.get(part.key)
        if key is None:
            continue
        total = sum(budget.number(key, year) for year in budget.horizon)
        yield Check(
            account.words(f"check.agrees.{part.key}"),
            Formula(f"=SUM({tables.decisions.span(part.key)})", total),
            "=",
            Formula(f"={budget.total(key)}", total),
        )


def _received(account: Account, tables: Tables) -> Check:
    """Every grant that is spent comes back some day."""
    options, ledger = tables.options, account.ledger
    spent = sum(ledger.total(f"{kind}_grant") for kind in ("capex", "opex"))
    received = sum(ledger.total(f"{kind}_received") for kind in ("capex", "opex"))
    sides = [
        Formula(
            sum_where(
                f"({options.span(f'capex_{name}')}+{options.span(f'opex_{name}')})",
                f"{options.span('chosen')}>0",
            ),
            value,
        )
        for name, value in (("grant", spent), ("received", received))
    ]
    return Check(account.words("check.received"), sides[0], "=", sides[1])
