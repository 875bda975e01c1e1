"""Sheet of postings: the plan as entries of a budget, which an accountant completes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import HEAD, Field, Formula, Grid, block, quoted
from stack_planner.workbook.page import Page
from stack_planner.workbook.postings.entries import Nature
from stack_planner.workbook.postings.items import BALANCE, LOAN
from stack_planner.workbook.postings.parties import party_name
from stack_planner.workbook.postings.table import RESIDUALS, PostingTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.workbook.book import Book
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.postings.entries import Entry
    from stack_planner.workbook.postings.table import Posting

ANALYTICS = ("uz", "orj", "org")
"""Analytics that no plan knows and every entry needs."""

FIELDS = (
    Field("subject", 16, "wrap"),
    Field("year", 7, "year"),
    Field("kind", 12),
    Field("paragraph", 8, "code"),
    Field("item", 8, "code"),
    *(Field(name, 7, "code input") for name in ANALYTICS),
    Field("project", 10, "code"),
    Field("text", 66, "wrap"),
    Field("amount", 15, "money"),
    Field("missing", 36, "wrap indent"),
    Field("nature", 25, "wrap"),
    Field("block", 11, "wrap"),
)
NOTE_ROW = HEAD - 2
ALL = ("moved", "financing", "residuals", "prepared")


@dataclass
class PostingSheet:
    """The sheet's rows and where they lie, for formulas here and elsewhere."""

    table: PostingTable
    options: Grid

    def __post_init__(self) -> None:
        self.account = self.table.account
        self.words = self.account.words
        self.grid = self.account.grid("postings", FIELDS, len(self.table.rows))

    def word(self, nature: Nature) -> str:
        """What a nature is called in its column."""
        return self.words(f"postings.natures.{nature}")

    def kind(self, nature: Nature) -> str:
        """Income, expenditure or financing, as their column says."""
        if nature is Nature.FINANCING:
            return self.words("postings.kinds.financing")
        return self.words(f"postings.kinds.{'income' if nature.is_income else 'spent'}")

    def side(self, capital: bool | None) -> str:  # noqa: FBT001 — the value of a column
        """Capital or current, as their column says; nothing where both are in it."""
        if capital is None:
            return ""
        return self.words(f"postings.sides.{'capital' if capital else 'current'}")

    def sum(self, *conditions: str, parts: Iterable[str] = ALL, absolute: bool = False) -> str:
        """The sum of amounts over some parts of the rows; conditions name columns in braces."""
        sums = []
        for first, last in self.table.blocks(*parts):
            spans = {field.key: self._span(field.key, first, last) for field in FIELDS}
            factors = [f"({condition.format(**spans)})" for condition in conditions]
            amounts = f"ABS({spans['amount']})" if absolute else spans["amount"]
            sums.append(f"SUMPRODUCT({'*'.join([*factors, amounts])})")
        return "+".join(sums) or "0"

    def either(self, natures: Iterable[Nature]) -> str:
        """A condition: the entry is of one of some natures."""
        return "+".join(f'({{nature}}="{self.word(nature)}")' for nature in natures)

    def same(self, key: str, text: str) -> str:
        """A condition: a column holds a text."""
        plain = quoted(text).replace("{", "{{").replace("}", "}}")
        return f"{{{key}}}={plain}"

    def _span(self, key: str, first: int, last: int) -> str:
        place = self.grid.place(key)
        return block(self.grid.sheet, self.grid.row(first), place, self.grid.row(last), place)

    def amount(self, index: int, row: Posting) -> Value:
        """What stands in the column of amounts."""
        if row.nature is Nature.FINANCING:
            return Formula(f"={self._gap(index)}", row.amount)
        if row.entry is None:
            return Formula(f"={self._open(index, row)}", row.amount)
        if not row.lives:
            return row.amount
        cells = (self.grid.here("project", index), self.grid.here("year", index))
        return Formula(row.entry.amount.formula(self.options, self.words, *cells), row.amount)

    def _mine(self, index: int) -> tuple[str, str]:
        """Conditions: the subject and the year of a row."""
        here = (self.grid.here(key, index) for key in ("subject", "year"))
        subject, year = here
        return f"{{subject}}={subject}", f"{{year}}={year}"

    def _gap(self, index: int) -> str:
        """Expenditure less income of the subject's year."""
        spent, income = (self.words(f"postings.kinds.{kind}") for kind in ("spent", "income"))
        sign = f'({{kind}}="{spent}")-({{kind}}="{income}")'
        return self.sum(sign, *self._mine(index), parts=("moved", "residuals", "prepared"))

    def _open(self, index: int, row: Posting) -> str:
        """What the sheet of the budget has in the year and the entries do not."""
        name = next(
            n for nature, capital, n in RESIDUALS if (nature, capital) == (row.nature, row.capital)
        )
        budget = self.table.budget
        stated = "+".join(budget.named(key, row.year) for key in self.table.budget_rows(name))
        conditions = [*self._mine(index), f'{{kind}}="{self.kind(row.nature)}"']
        if row.capital is not None:
            conditions.append(f'{{block}}="{self.side(row.capital)}"')
        passing = (
            (Nature.CARRIED_INCOME, Nature.SHARED)
            if row.nature.is_income
            else (Nature.CARRIED, Nature.PASSED)
        )
        conditions += [f'{{nature}}<>"{self.word(nature)}"' for nature in passing]
        return f"{stated}-({self.sum(*conditions, parts=('moved', 'prepared'))})"


def postings_of(budget: BudgetTable) -> PostingSheet | None:
    """The postings that a payer's budget follows from; a public plan has none.

    They are a working paper for accountants, and lines that withhold projects cannot be booked.
    """
    if budget.account.plan.public:
        return None
    return PostingSheet(PostingTable(budget.account, budget), budget.options)


def write_postings(book: Book, sheet: PostingSheet) -> None:
    """The sheet; empty yellow cells are those that the accountant fills in."""
    words, grid = sheet.words, sheet.grid
    page = Page(book, grid.sheet, [field.width for field in FIELDS])
    page.titles(words("postings.title"), words("postings.subtitle"))
    last = sheet.account.settings.last_year
    page.write(NOTE_ROW, 0, words("postings.scope", year=str(last)), "subtitle")
    page.table(grid, FIELDS, page.headings(FIELDS, "postings"))
    rows = [_cells(sheet, index, row) for index, row in enumerate(sheet.table.rows)]
    for index, cells in enumerate(rows):
        page.line(grid, index, FIELDS, cells)
        for key in _missing(sheet.table.rows[index]):
            page.write(grid.row(index), grid.place(key), None, "code input row")
    page.subtotals(grid, FIELDS, rows, "postings.subtotal")


def _cells(sheet: PostingSheet, index: int, row: Posting) -> dict[str, Value]:
    words = sheet.words
    missing = [words(f"postings.lacking.{key}") for key in (*_missing(row), *ANALYTICS)]
    entry = row.entry
    return {
        "subject": party_name(sheet.account.strategy, words, row.subject),
        "year": row.year,
        "kind": sheet.kind(row.nature),
        "paragraph": entry.paragraph or None if entry else None,
        "item": _item(row) or None,
        **dict.fromkeys(ANALYTICS),
        "project": entry.project.code if entry else None,
        "text": _text(sheet, row),
        "amount": sheet.amount(index, row),
        "missing": words("postings.to_fill_in", what=", ".join(missing)),
        "nature": sheet.word(row.nature),
        "block": sheet.side(row.capital),
    }


def _item(row: Posting) -> str:
    if row.nature is Nature.FINANCING:
        return BALANCE
    return row.entry.item if row.entry else ""


def _missing(row: Posting) -> tuple[str, ...]:
    """The columns that are empty and should not be."""
    has_paragraph = bool(row.entry and row.entry.paragraph)
    spends = not row.nature.is_income and row.nature is not Nature.FINANCING
    return (
        *(("paragraph",) if spends and not has_paragraph else ()),
        *(() if _item(row) else ("item",)),
    )


def _text(sheet: PostingSheet, row: Posting) -> Value:
    """What the entry is for, in a sentence an officer would write."""
    if row.nature is Nature.FINANCING:
        return _financing_text(sheet, row)
    words, entry = sheet.words, row.entry
    if entry is None:
        name = next(
            n for nature, capital, n in RESIDUALS if (nature, capital) == (row.nature, row.capital)
        )
        return words(f"postings.residual.{name}")
    text = words("postings.line", name=entry.project.name, what=_purpose(sheet, entry))
    return f"{text} {words('postings.contracted')}" if sheet.table.is_contracted(entry) else text


def _purpose(sheet: PostingSheet, entry: Entry) -> str:
    words = sheet.words
    other = party_name(sheet.account.strategy, words, entry.other) if entry.other else ""
    what, _, part = entry.text.partition(".")
    text = words(f"postings.what.{what}", party=other)
    return text + words(f"postings.part.{part}") if part else text


def _financing_text(sheet: PostingSheet, row: Posting) -> Value:
    """Where bridging is needed, the text says what a loan would be."""
    words = sheet.words
    plain = words("postings.balance")
    bridged = words("postings.balance_bridged", loan=LOAN)
    budget = sheet.table.budget_of(row.subject)
    needed = budget.number("bridge.need", row.year) > 0
    shown = bridged if needed else plain
    if row.subject != sheet.table.subjects[0] or "bridge.need" not in budget.rows:
        return shown
    need = budget.named("bridge.need", row.year)
    return Formula(f'=IF(N({need})>0,"{bridged}","{plain}")', shown)
