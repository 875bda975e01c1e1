"""Sheet of consolidation: all subjects added up, transfers between them taken out.

What is left is the money that leaves the plan's budgets and comes into them, each crown once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Formula
from stack_planner.workbook.postings.entries import INSIDE_GIVEN, INSIDE_RECEIVED, Nature
from stack_planner.workbook.yearly import YearRow, YearTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.workbook.book import Book
    from stack_planner.workbook.postings.sheet import PostingSheet
    from stack_planner.workbook.postings.table import Posting

SPENT = (Nature.OWN, Nature.CARRIED, Nature.RESIDUAL_SPENT)
NATURES: Mapping[str, tuple[Nature, ...]] = {
    "capex": SPENT,
    "opex": SPENT,
    "sent": INSIDE_GIVEN,
    "sent_out": (Nature.GIVEN_OUT,),
    "outside": (
        Nature.INCOME,
        Nature.CARRIED_INCOME,
        Nature.RECEIVED_OUT,
        Nature.RESIDUAL_INCOME,
    ),
    "received": INSIDE_RECEIVED,
    "financing": (Nature.FINANCING,),
}
"""What each row adds up."""

SIGNS = {
    "capex": -1,
    "opex": -1,
    "sent": -1,
    "sent_out": -1,
    "outside": 1,
    "received": 1,
    "financing": 1,
}
"""How each row enters the balance: income − expenditure + financing."""

INSIDE = ("sent", "received")


@dataclass(frozen=True)
class Consolidation:
    """Three blocks of the same rows: the sum, what is taken out, what remains."""

    postings: PostingSheet

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        """The rows that there is anything in."""
        rows = self.postings.table.rows
        found = {row.nature for row in rows}
        return tuple(p for p, natures in NATURES.items() if p != "sent_out" or found & {*natures})

    @cached_property
    def sheet(self) -> YearTable:
        """Where its rows lie."""
        account, parts = self.postings.account, self._parts
        outer = tuple(part for part in parts if part not in INSIDE)
        blocks = {
            "sum": (*parts, "balance"),
            "out": (*INSIDE, "difference"),
            "after": (*outer, "balance"),
        }
        keys = (
            key
            for name, rows in blocks.items()
            for key in (f"#{name}", *(f"{name}.{row}" for row in rows))
        )
        return YearTable(account, account.words("consolidation.sheet"), tuple(keys))

    @cached_property
    def _rows(self) -> dict[str, YearRow]:
        return {row.key: row for row in self._made()}

    def _made(self) -> Iterator[YearRow]:
        words = self.postings.words
        for key in self.sheet.keys:
            block, _, part = key.partition(".")
            if not part:
                yield YearRow(key, words(f"consolidation.section.{key[1:]}"))
                continue
            note = f"consolidation.note.{block}.{part}"
            yield YearRow(
                key,
                words(f"consolidation.{part}"),
                {year: self._amount(block, part, year) for year in self.sheet.years},
                strong=part in {"balance", "difference"},
                note=words(note) if words.has(note) else "",
            )

    def _amount(self, block: str, part: str, year: int) -> Formula:
        if part == "balance":
            return self._balance(block, year)
        if part == "difference":
            cells = [self.sheet.cell(f"out.{row}", year) for row in INSIDE]
            values = [self._value(row, year) for row in INSIDE]
            return Formula(f"={cells[0]}-{cells[1]}", values[1] - values[0])
        value = self._value(part, year)
        if block == "sum":
            return Formula(self._text(part, year), value)
        cell = self.sheet.cell(f"sum.{part}", year)
        return Formula(f"=-{cell}", -value) if block == "out" else Formula(f"={cell}", value)

    def _balance(self, block: str, year: int) -> Formula:
        """Income − expenditure + financing, which is nothing."""
        parts = [p for p in self._parts if block == "sum" or p not in INSIDE]
        signs = (
            ("+" if SIGNS[p] > 0 else "-") + self.sheet.cell(f"{block}.{p}", year) for p in parts
        )
        value = sum(SIGNS[part] * self._value(part, year) for part in parts)
        return Formula(f"={''.join(signs)}", value)

    def _text(self, part: str, year: int) -> str:
        conditions = [f"{{year}}={year}", self.postings.either(NATURES[part])]
        if part in {"capex", "opex"}:
            conditions.append(f'{{block}}="{self.postings.side(part == "capex")}"')
        return f"={self.postings.sum(*conditions)}"

    def _value(self, part: str, year: int) -> int:
        def belongs(row: Posting) -> bool:
            of_kind = part not in {"capex", "opex"} or row.capital == (part == "capex")
            return row.year == year and row.nature in NATURES[part] and of_kind

        return self.postings.table.sum(belongs)

    def difference(self) -> Formula:
        """The sum of what is given and not received, over all years, in absolute values."""
        values = (self._rows["out.difference"].amounts or {}).values()
        text = f"=SUMPRODUCT(ABS({self.sheet.span('out.difference')}))"
        return Formula(text, sum(abs(float(amount.value)) for amount in values))

    def write(self, book: Book) -> None:
        """The sheet."""
        words = self.postings.words
        titles = (words("consolidation.title"), words("consolidation.subtitle"))
        self.sheet.write(book, titles, [self._rows[key] for key in self.sheet.keys])
