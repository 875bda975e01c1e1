"""Sheet of agreement: the postings of every year against the budget, to the crown.

A sheet of its own, so that the long table of postings keeps its header in sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Formula
from stack_planner.workbook.postings.entries import FOR_OTHERS, Nature
from stack_planner.workbook.postings.parties import party_name
from stack_planner.workbook.yearly import YearRow, YearTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack_planner.workbook.book import Book
    from stack_planner.workbook.postings.parties import Party
    from stack_planner.workbook.postings.sheet import PostingSheet
    from stack_planner.workbook.postings.table import Posting

SIDES = ("capex", "opex", "income")


@dataclass(frozen=True)
class Agreement:
    """What the postings say, what the budget says, and the difference, side by side."""

    postings: PostingSheet

    @cached_property
    def sheet(self) -> YearTable:
        """Where its rows lie."""
        account = self.postings.account
        return YearTable(account, account.words("agreement.sheet"), tuple(self._keys()))

    @cached_property
    def passes(self) -> bool:
        """Whether money of others passes through the payer's books."""
        rows = self.postings.table.rows
        return any(row.nature in FOR_OTHERS and row.subject == self._payer for row in rows)

    @property
    def _payer(self) -> Party:
        return self.postings.table.subjects[0]

    @property
    def _towns(self) -> tuple[Party, ...]:
        """The towns in the region's workbook."""
        return self.postings.table.subjects[1:]

    def _keys(self) -> Iterator[str]:
        for side in SIDES:
            passing = (f"{side}.passing",) if self.passes else ()
            yield from (f"#{side}", f"{side}.postings", *passing)
            yield from (f"{side}.budget", f"{side}.difference")
        yield from ("#financing", "financing.postings", "financing.budget", "financing.difference")
        if self._towns:
            yield "#towns"
        for party in self._towns:
            yield from (f"{part}.{party.code}" for part in ("posted", "planned", "town_difference"))

    def differences(self) -> Iterator[tuple[str, Formula]]:
        """Each row of differences: its name and the sum of its absolute values."""
        for key in self.sheet.keys:
            if key.endswith(".difference"):
                yield key.partition(".")[0], self._absolute([key])
        if self._towns:
            yield (
                "towns",
                self._absolute([f"town_difference.{party.code}" for party in self._towns]),
            )

    def _absolute(self, keys: list[str]) -> Formula:
        text = "+".join(f"SUMPRODUCT(ABS({self.sheet.span(key)}))" for key in keys)
        amounts = (amount for key in keys for amount in (self._rows[key].amounts or {}).values())
        return Formula(f"={text}", sum(abs(float(amount.value)) for amount in amounts))

    @cached_property
    def _rows(self) -> dict[str, YearRow]:
        rows = [row for side in SIDES for row in self._side(side)]
        rows += [*self._financing(), *(row for party in self._towns for row in self._town(party))]
        sections = (key for key in self.sheet.keys if key.startswith("#"))
        words = self.postings.words
        titles = [YearRow(key, words(f"agreement.section.{key[1:]}")) for key in sections]
        return {row.key: row for row in (*rows, *titles)}

    def write(self, book: Book) -> None:
        """The sheet."""
        words = self.postings.words
        titles = (words("agreement.title"), words("agreement.subtitle"))
        self.sheet.write(book, titles, [self._rows[key] for key in self.sheet.keys])

    def _side(self, side: str) -> Iterator[YearRow]:
        """Expenditure of one kind, or income."""
        posted = self._by_year(f"{side}.postings", lambda year: self._posted(side, year))
        passing = self._by_year(f"{side}.passing", lambda year: self._passing(side, year))
        stated = self._by_year(f"{side}.budget", lambda year: self._stated(side, year))
        yield posted
        if self.passes:
            yield passing
        yield stated
        minus = (*((passing,) if self.passes else ()), stated)
        yield self._difference(f"{side}.difference", posted, *minus)

    def _by_year(self, key: str, make: Callable[[int], Formula], label: str = "") -> YearRow:
        words = self.postings.words
        note = f"agreement.note.{key.rpartition('.')[2]}"
        return YearRow(
            key,
            label or words(f"agreement.{key}"),
            {year: make(year) for year in self.sheet.years},
            note=words(note) if words.has(note) else "",
        )

    def _difference(self, key: str, first: YearRow, *minus: YearRow, label: str = "") -> YearRow:
        amounts = {}
        for year in self.sheet.years:
            cells = [self.sheet.cell(row.key, year) for row in (first, *minus)]
            values = [int((row.amounts or {})[year].value) for row in (first, *minus)]
            amounts[year] = Formula(f"={'-'.join(cells)}", values[0] - sum(values[1:]))
        label = label or self.postings.words("agreement.difference")
        return YearRow(key, label, amounts, strong=True)

    def _posted(self, side: str, year: int) -> Formula:
        """All entries of the payer's year."""
        return self._sum(side, year, None)

    def _passing(self, side: str, year: int) -> Formula:
        """Those of them that belong to others."""
        return self._sum(side, year, FOR_OTHERS)

    def _sum(self, side: str, year: int, natures: tuple[Nature, ...] | None) -> Formula:
        sheet, income = self.postings, side == "income"
        kind = sheet.kind(Nature.INCOME if income else Nature.OWN)
        conditions = [*self._of(self._payer, year), f'{{kind}}="{kind}"']
        if not income:
            conditions.append(f'{{block}}="{sheet.side(side == "capex")}"')
        if natures:
            conditions.append(sheet.either(n for n in natures if n.is_income == income))

        def belongs(row: Posting) -> bool:
            mine = row.subject == self._payer and row.year == year
            of_side = row.nature.is_income if income else row.capital == (side == "capex")
            spent = income or not (row.nature.is_income or row.nature is Nature.FINANCING)
            return mine and of_side and spent and (natures is None or row.nature in natures)

        return Formula(f"={sheet.sum(*conditions)}", sheet.table.sum(belongs))

    def _of(self, party: Party, year: int) -> tuple[str, str]:
        name = party_name(self.postings.account.strategy, self.postings.words, party)
        return self.postings.same("subject", name), f"{{year}}={year}"

    def _stated(self, side: str, year: int) -> Formula:
        table = self.postings.table
        keys = table.budget_rows(side)
        text = "+".join(table.budget.named(key, year) for key in keys)
        return Formula(f"={text}", sum(table.budget.number(key, year) for key in keys))

    def _financing(self) -> Iterator[YearRow]:
        """The balance on the bank accounts: what the budget spends less what it gets."""
        posted = self._by_year("financing.postings", self._balance)
        stated = self._by_year("financing.budget", self._spent_less_income)
        yield posted
        yield stated
        yield self._difference("financing.difference", posted, stated)

    def _balance(self, year: int) -> Formula:
        sheet = self.postings
        conditions = (*self._of(self._payer, year), sheet.either((Nature.FINANCING,)))
        value = sheet.table.sum(
            lambda row: (row.subject, row.year, row.nature) == (self._payer, year, Nature.FINANCING)
        )
        return Formula(f"={sheet.sum(*conditions, parts=('financing',))}", value)

    def _spent_less_income(self, year: int) -> Formula:
        capex, opex, income = (self._stated(side, year) for side in SIDES)
        cells = [self.sheet.cell(f"{side}.budget", year) for side in SIDES]
        value = int(capex.value) + int(opex.value) - int(income.value)
        return Formula(f"={cells[0]}+{cells[1]}-{cells[2]}", value)

    def _town(self, party: Party) -> Iterator[YearRow]:
        """What a town spends less what it gets, here and by its own plan."""
        words = self.postings.words
        name = party_name(self.postings.account.strategy, words, party)
        posted, planned = (
            self._by_year(f"{part}.{party.code}", make, words(f"agreement.towns.{part}", name=name))
            for part, make in (
                ("posted", lambda year: self._town_posted(party, year)),
                ("planned", lambda year: self._town_planned(party, year)),
            )
        )
        yield posted
        yield planned
        label = words("agreement.towns.difference", name=name)
        yield self._difference(f"town_difference.{party.code}", posted, planned, label=label)

    def _town_posted(self, party: Party, year: int) -> Formula:
        sheet = self.postings
        kinds = (sheet.kind(Nature.OWN), sheet.kind(Nature.INCOME))
        sign = f'({{kind}}="{kinds[0]}")-({{kind}}="{kinds[1]}")'
        mine = [row for row in sheet.table.rows if row.subject == party and row.year == year]
        value = sum(
            -row.amount if row.nature.is_income else row.amount
            for row in mine
            if row.nature is not Nature.FINANCING
        )
        return Formula(f"={sheet.sum(sign, *self._of(party, year))}", value)

    def _town_planned(self, party: Party, year: int) -> Formula:
        """A number from the town's plan, for its own sheet of the budget is in another workbook."""
        budget = self.postings.table.budget_of(party)
        spent = sum(budget.number(key, year) for key in ("capex.total", "opex.total"))
        income = ("bridge.received", "capex.region", "capex.others")
        value = spent - sum(budget.number(key, year) for key in income)
        return Formula(f"={value}", value)
