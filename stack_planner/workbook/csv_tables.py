"""What the CSV files hold: decisions, the budget, the money of every option, checks; all payers.

They are an interface for other programs. Their columns stay when the sheets are made to look
better, and are described in ``docs/data.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.records import REGION
from stack_planner.results import points
from stack_planner.telling.names import financing_name, scope_name
from stack_planner.workbook import region, town
from stack_planner.workbook.account import Account
from stack_planner.workbook.budget_table import BudgetTable
from stack_planner.workbook.decision_money import amounts_of
from stack_planner.workbook.grid import Formula
from stack_planner.workbook.ledger import AMOUNTS, region_ledger, town_ledger
from stack_planner.workbook.postings.sheet import postings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from stack_planner.records import Project
    from stack_planner.results import Plan
    from stack_planner.words import Words
    from stack_planner.workbook.checks import Check
    from stack_planner.workbook.grid import Value

Row = dict[str, "Value"]

PAYER = ("payer", "payer_name")
MONEY = ("capex", "opex", "grant", "region", "others", "shares", "own")


@dataclass(frozen=True, slots=True)
class Listing:
    """One file: its name, its columns (headings are in the words), the rows of one payer."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Account], Iterator[Row]]

    def headings(self, words: Words) -> list[str]:
        """The headings of the columns, units in brackets."""
        return [words(f"csv.{self.name}.{column}") for column in self.columns]


def accounts_of(plan: Plan, words: Words, payers: Mapping[str, object]) -> Iterator[Account]:
    """The accounts of some payers, towns first."""
    for orp in plan.orps:
        if orp.code in payers:
            yield Account(plan, orp.code, town_ledger(plan, orp.code), words)
    if REGION in payers:
        yield Account(plan, REGION, region_ledger(plan), words)


def payer_of(account: Account) -> Row:
    """Who pays: a town by its code, the region by a word."""
    code = account.payer if account.is_town else account.words("csv.region")
    return {"payer": code, "payer_name": account.name}


def _decisions(account: Account) -> Iterator[Row]:
    """A row for each project that the payer may do."""
    yield from (_decision(account, project) for project in account.projects)


def _decision(account: Account, project: Project) -> Row:
    words, chosen = account.words, account.chosen.get(project.code)
    demanded = (project.code, account.payer) in account.strategy.demanded
    return {
        "project": project.code,
        "name": project.name,
        "area": project.area,
        "scope": scope_name(words, project),
        "mandatory": words("check.yes" if demanded else "check.no"),
        "chosen": int(chosen is not None),
        "start": chosen.start if chosen else None,
        "financing": financing_name(words, chosen) if chosen else "",
        "worth": points(account.value(project)),
        "value": points(account.reached(project)),
        **amounts_of(account, project),
    }


def _budget(account: Account) -> Iterator[Row]:
    """A row for each line of the budget and each year, the year after the horizon too."""
    table = _checked(account)[0]
    words = account.words
    for key in table.rows:
        if key.startswith("#"):
            continue
        section = key.partition(".")[0]
        for year in (*table.horizon, table.after):
            shown = table.shown(key, year)
            if shown is not None:
                is_number = isinstance(shown, int | float)
                yield {
                    "section": words(f"budget.section.{section}"),
                    "item": key,
                    "label": words(f"budget.{key}"),
                    "year": year,
                    "amount": shown if is_number else None,
                    "note": "" if is_number else shown,
                }


def _money(account: Account) -> Iterator[Row]:
    """A row for each amount that an option, chosen or not, moves in a year."""
    words = account.words
    for line in account.ledger.lines:
        for name in AMOUNTS:
            amount = getattr(line.money, name)
            if amount:
                yield {
                    "entry": words(f"options.kind.{line.entry}"),
                    "town": "" if account.is_town else line.orp,
                    "project": line.option.project,
                    "start": line.option.start,
                    "financing": financing_name(words, line.option),
                    "chosen": int(line.chosen),
                    "year": line.year,
                    "item": name,
                    "label": words(f"options.{name}"),
                    "amount": amount,
                }


def _checks(account: Account) -> Iterator[Row]:
    """A row for each check of the payer's workbook."""
    words = account.words
    for index, check in enumerate(_checked(account)[1]):
        yield {
            "number": index + 1,
            "check": check.text,
            "found": _value(check.found),
            "sense": check.sense,
            "limit": _value(check.limit),
            "verdict": words("check.holds" if check.holds else "check.broken"),
        }


def _checked(account: Account) -> tuple[BudgetTable, tuple[Check, ...]]:
    """The budget of a payer and its checks, as its workbook has them."""
    book = town if account.is_town else region
    tables = book.tables_of(account)
    budget = BudgetTable(account, tables.options)
    return budget, book.checks_of(account, tables, budget, postings_of(budget))


def _value(number: Formula | float) -> float | str:
    return number.value if isinstance(number, Formula) else number


LISTINGS = (
    Listing(
        "decisions",
        (
            *PAYER,
            *("project", "name", "area", "scope", "mandatory", "chosen", "start", "financing"),
            *("worth", "value", *MONEY),
        ),
        _decisions,
    ),
    Listing(
        "budget",
        (*PAYER, "section", "item", "label", "year", "amount", "note"),
        _budget,
    ),
    Listing(
        "money",
        (
            *PAYER,
            *("entry", "town", "project", "start", "financing", "chosen", "year", "item", "label"),
            "amount",
        ),
        _money,
    ),
    Listing("checks", (*PAYER, "number", "check", "found", "sense", "limit", "verdict"), _checks),
)
"""The files in their order."""
