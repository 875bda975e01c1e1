"""The rows of the sheet of postings in their order, each with its amount.

First what the plan moves, then financing, then what changed decisions leave open, then rows at 0
for the years into which a changed decision may move money.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.records import REGION
from stack_planner.workbook.account import Account
from stack_planner.workbook.budget_table import BudgetTable
from stack_planner.workbook.ledger import town_ledger
from stack_planner.workbook.postings.amounts import of_project
from stack_planner.workbook.postings.entries import Nature
from stack_planner.workbook.postings.parties import THE_REGION, town
from stack_planner.workbook.postings.subjects import entries_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack_planner.workbook.postings.entries import Entry
    from stack_planner.workbook.postings.parties import Party


@dataclass(frozen=True, slots=True)
class Posting:
    """One row: who, when, what for, how much; ``entry`` is None where no project is behind it.

    ``lives`` says that the amount follows from the sheet of options of the same workbook.
    """

    subject: Party
    year: int
    nature: Nature
    capital: bool | None
    amount: int
    entry: Entry | None = None
    lives: bool = False


RESIDUALS: tuple[tuple[Nature, bool | None, str], ...] = (
    (Nature.RESIDUAL_SPENT, True, "capex"),
    (Nature.RESIDUAL_SPENT, False, "opex"),
    (Nature.RESIDUAL_INCOME, None, "income"),
)
"""What changed decisions may leave open, by nature, capital or current, and name."""


@dataclass
class PostingTable:
    """All rows of a workbook's sheet of postings."""

    account: Account
    budget: BudgetTable

    @property
    def subjects(self) -> tuple[Party, ...]:
        """Those whose entries the sheet has, the region first."""
        if self.account.is_town:
            return (town(self.account.payer),)
        return (THE_REGION, *(town(orp.code) for orp in self.account.plan.orps))

    @cached_property
    def _found(self) -> list[Posting]:
        """Every entry in every year of the horizon in which it is or may be something."""
        horizon, rows = self.account.settings.horizon, []
        for entry, ledger in entries_of(self.account):
            lines = of_project(ledger, entry.project.code)
            lives = ledger is self.account.ledger
            for year in sorted(entry.amount.years(lines) & set(horizon)):
                amount = entry.amount.value(lines, year)
                if amount or lives:
                    rows.append(
                        Posting(
                            entry.subject, year, entry.nature, entry.capital, amount, entry, lives
                        )
                    )
        return sorted(rows, key=self._place)

    def _place(self, row: Posting) -> tuple[int, int, bool, str]:
        code = row.entry.project.code if row.entry else ""
        return (self.subjects.index(row.subject), row.year, not row.nature.is_income, code)

    @cached_property
    def moved(self) -> list[Posting]:
        """What the plan moves."""
        return [row for row in self._found if row.amount]

    @cached_property
    def prepared(self) -> list[Posting]:
        """What it does not move, but a changed decision may."""
        return [row for row in self._found if not row.amount]

    @cached_property
    def residuals(self) -> list[Posting]:
        """What the payer's budget has and the rows do not, CZK; 0 as long as decisions stand."""
        payer = THE_REGION if self.account.payer == REGION else town(self.account.payer)
        return [
            Posting(payer, year, nature, capital, self._open(name, year))
            for year in self.account.settings.horizon
            for nature, capital, name in RESIDUALS
        ]

    def _open(self, name: str, year: int) -> int:
        stated = sum(self.budget.number(key, year) for key in self.budget_rows(name))
        income = name == "income"
        own = [
            row
            for row in self.moved
            if row.subject == self.subjects[0]
            and row.year == year
            and row.nature.stays
            and row.nature.is_income == income
            and (income or row.capital == (name == "capex"))
        ]
        return stated - sum(row.amount for row in own)

    def budget_rows(self, name: str) -> tuple[str, ...]:
        """The rows of the budget that add up to all expenditure of a block, or to all income."""
        if name != "income":
            return (f"{name}.total",)
        rows = ("bridge.received", "capex.region", "capex.others")
        return tuple(row for row in rows if row in self.budget.rows)

    @cached_property
    def financing(self) -> list[Posting]:
        """What balances each subject's years: expenditure less income."""
        return [
            Posting(subject, year, Nature.FINANCING, None, self._gap(subject, year))
            for subject in self.subjects
            for year in self.account.settings.horizon
        ]

    def _gap(self, subject: Party, year: int) -> int:
        return sum(
            -row.amount if row.nature.is_income else row.amount
            for row in (*self.moved, *self.residuals)
            if row.subject == subject and row.year == year
        )

    @cached_property
    def rows(self) -> list[Posting]:
        """All rows as they stand on the sheet."""
        return [*self.moved, *self.financing, *self.residuals, *self.prepared]

    def sum(self, where: Callable[[Posting], bool]) -> int:
        """The amounts of the rows that fulfil a condition."""
        return sum(row.amount for row in self.rows if where(row))

    def is_contracted(self, entry: Entry) -> bool:
        """Whether the project already runs, so that its money is bound."""
        first, code = self.account.settings.first_year, entry.project.code
        payers = {entry.subject.code, REGION}
        return any(
            option.project == code and option.payer in payers and option.start < first
            for option in self.account.plan.choice.chosen
        )

    def budget_of(self, subject: Party) -> BudgetTable:
        """A subject's budget: that of the workbook, or of a town's own one."""
        if subject == self.subjects[0]:
            return self.budget
        return self._budgets[subject.code]

    @cached_property
    def _budgets(self) -> dict[str, BudgetTable]:
        plan, words, options = self.account.plan, self.account.words, self.budget.options
        return {
            orp.code: BudgetTable(
                Account(plan, orp.code, town_ledger(plan, orp.code), words), options
            )
            for orp in plan.orps
        }

    def blocks(self, *parts: str) -> Iterator[tuple[int, int]]:
        """The first and last index of some of the sheet's parts, those without rows left out."""
        start = 0
        for name in ("moved", "financing", "residuals", "prepared"):
            size = len(getattr(self, name))
            if size and name in parts:
                yield start, start + size - 1
            start += size
