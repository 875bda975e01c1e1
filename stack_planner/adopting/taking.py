"""Takes the lines of a list over as rows of the stack: codes, texts, amounts, what fits nowhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from stack_planner.adopting.amounts import Writing, amount, may_be_meant, writing_of
from stack_planner.adopting.knowledge import AMOUNTS, plain, stated
from stack_planner.adopting.proposing import leading_code
from stack_planner.problems import Problem, Severity
from stack_planner.records import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.adopting.orders import Fields, FoundList, Line, Tender
    from stack_planner.reading.cells import Cell


@dataclass(slots=True)
class Taken:
    """A line as a row of the stack in the making; its exact money is in the resulting currency."""

    found: FoundList
    line: Line
    code: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    further: dict[str, Any] = field(default_factory=dict)
    money: Fraction | None = None
    by_year: dict[int, Fraction] = field(default_factory=dict)
    also: list[int] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where the line stands: ``file › sheet!row``, of merged ones all rows."""
        rows = ", ".join(str(row) for row in (self.line.row, *self.also))
        return f"{self.found.file} › {self.found.sheet}!{rows}"


def whole(amount_: Fraction) -> int:
    """An amount in whole units, halves away from zero."""
    return floor(amount_ + Fraction(1, 2)) if amount_ >= 0 else -floor(-amount_ + Fraction(1, 2))


def shown(money: Fraction) -> str:
    """An amount with the decimals that it has."""
    return f"{float(money):.2f}".rstrip("0").rstrip(".")


class Taking:
    """Reads lines of one list by its mapping, and gathers what there is to tell of them."""

    def __init__(self, found: FoundList, fields: Fields, tender: Tender) -> None:
        self.found, self.fields, self.tender = found, fields, tender
        self.problems: list[Problem] = []
        self.writings = {place: self._writing(place) for place in self._money_places()}
        self._kept = self._kept_places()

    def take(self, line: Line) -> Taken:
        """A line's row of the stack, its code not yet told apart from others."""
        taken = Taken(self.found, line, self._text(line, self.fields.of("code")))
        taken.values = self._texts(line)
        if self.fields.split_code:
            parts = leading_code(taken.values.get("name", ""))
            if parts:
                taken.code, taken.values["name"] = parts
        taken.further = self._further(line)
        self._take_money(taken)
        return taken

    def money_of(self, cells: Sequence[Cell]) -> Fraction | None:
        """The exact cost that cells of the list state, in the resulting currency."""
        capex = self.fields.of("capex")
        places = capex or tuple(place for _, place in self.fields.years)
        read = [self._amount(cells[place], place) for place in places if place < len(cells)]
        known = [each for each in read if each is not None]
        return sum(known, Fraction(0)) if known else None

    def cell(self, line: Line, place: int) -> str:
        """The address of a line's cell; of a block its first row."""
        return f"{self.found.letters[place]}{line.row}"

    def _money_places(self) -> tuple[int, ...]:
        amounts = (place for name in AMOUNTS for place in self.fields.of(name))
        return (*amounts, *(place for _, place in self.fields.years))

    def _writing(self, place: int) -> Writing:
        writing = writing_of(self.found.column(place))
        if writing.ambiguous:
            self._tell("import_separator", None, place, self.found.headings[place])
        return writing

    def _text(self, line: Line, places: Sequence[int]) -> str:
        """The texts of columns in one, each once, with single spaces."""
        said = [" ".join(line.cells[place].text.split()) for place in places]
        if len(said) > 1:
            said = [each for n, each in enumerate(said) if each and each not in said[:n]]
        return " – ".join(said)

    def _texts(self, line: Line) -> dict[str, Any]:
        """The fields that are texts; a name whose code is to be split off keeps its blanks."""
        values: dict[str, Any] = {"scope": Scope.ORP}
        for choice in self.fields.choices:
            if choice.field in {"code", *AMOUNTS}:
                continue
            if choice.field == "name" and self.fields.split_code:
                values["name"] = line.cells[choice.columns[0]].text
            else:
                values[choice.field] = self._text(line, choice.columns) or None
        return values

    def _further(self, line: Line) -> dict[str, Any]:
        """Columns that fill no field, and costs that do not stay as they were."""
        return {self.found.headings[place]: _kept(line.cells[place]) for place in self._kept}

    def _kept_places(self) -> tuple[int, ...]:
        """The columns that fill no field, and those of costs that change on the way."""
        changed = self.tender.factor != 1 or self._is_rounded()
        again = set(self.fields.of("capex")) if changed else set()
        used = self.fields.used - again
        return tuple(place for place in range(len(self.found.headings)) if place not in used)

    def _is_rounded(self) -> bool:
        places = self.fields.of("capex")
        return any(
            each is not None and each.denominator != 1
            for place in places
            for each in (self._amount(cell, place) for cell in self.found.column(place))
        )

    def _amount(self, cell: Cell, place: int) -> Fraction | None:
        """The exact amount that a cell states, None where it states none that can be meant."""
        money = self._stated(cell, place)
        return money if money is not None and may_be_meant(money) else None

    def _stated(self, cell: Cell, place: int) -> Fraction | None:
        """The number of a cell in the resulting currency, however large; None where it has none."""
        read = amount(cell, self.writings.get(place, Writing()))
        if read is None or (read.currency and self._is_other(read.currency)):
            return None
        unit = read.unit if read.unit > 1 else self.tender.unit
        rate = self.tender.rate if self.tender.rate is not None else Fraction(1)
        return read.value * unit * rate

    def _is_other(self, currency: str) -> bool:
        return bool(self.tender.currency) and currency != self.tender.currency

    def _take_money(self, taken: Taken) -> None:
        """The cost, the years and the running cost of a line, told where they are odd."""
        line = taken.line
        for year, place in self.fields.years:
            read = self._told_amount(taken, place)
            if read:
                taken.by_year[year] = read
        for place in self.fields.of("opex"):
            read = self._told_amount(taken, place)
            taken.values["opex"] = whole(read) if read is not None else None
        for place in self.fields.of("capex"):
            read = self._told_amount(taken, place)
            if read is not None:
                taken.money = (taken.money or Fraction(0)) + read
        summed = sum(taken.by_year.values(), Fraction(0))
        places = (*self.fields.of("capex"), *(place for _, place in self.fields.years))
        if not self.fields.of("capex") and any(not line.cells[p].is_blank for p in places):
            taken.money = summed
        elif taken.by_year and taken.money is not None and taken.money != summed:
            self._tell("import_years_differ", line, places[0], years=shown(summed))
        self._tell_cost(taken, places)

    def _tell_cost(self, taken: Taken, places: Sequence[int]) -> None:
        if not places:
            return
        if taken.money is None:
            self._tell("import_no_cost", taken.line, places[0])
            return
        for place in places:
            if (self._amount(taken.line.cells[place], place) or 0) < 0:
                self._tell("import_negative", taken.line, place)
                return

    def _told_amount(self, taken: Taken, place: int) -> Fraction | None:
        """The amount of a cell; what should be one and is not, is told and kept as text."""
        cell = taken.line.cells[place]
        read = self._amount(cell, place)
        if (
            read is None
            and not cell.is_blank
            and plain(cell.text) not in stated()["missing"]["words"]
        ):
            too_large = self._stated(cell, place) is not None
            self._tell("import_too_large" if too_large else "import_unread", taken.line, place)
            taken.unread.append(f"{self.found.headings[place]}: {cell.text}")
        return read

    def _tell(
        self, code: str, line: Line | None, place: int, seen: str = "", **details: str
    ) -> None:
        cell = (
            self.cell(line, place)
            if line
            else f"{self.found.letters[place]}{self.found.header_rows[-1]}"
        )
        text = seen or (line.cells[place].text if line else "")
        details = {"heading": self.found.headings[place], **details}
        severity = Severity.WARNING
        self.problems.append(
            Problem(code, severity, self.found.file, self.found.sheet, cell, text, details)
        )


def _kept(cell: Cell) -> Any:  # noqa: ANN401 — whatever a cell holds
    """A cell's value for the stack: texts trimmed, numbers and dates as they are."""
    if isinstance(cell.value, str) or cell.is_error:
        return cell.text or None
    return None if cell.is_blank else cell.value


def with_codes(taken: Sequence[Taken]) -> dict[int, str]:
    """Different codes for all rows, by their place: what is missing or doubled is made up.

    A missing code is the row's number in the source, a doubled one gets ``-2``, ``-3`` and so on.
    """
    given = {each.code.casefold() for each in taken if each.code}
    seen: set[str] = set()
    next_number: Counter[str] = Counter()
    codes: dict[int, str] = {}
    for n, each in enumerate(taken):
        code = wanted = each.code or f"P{each.line.row:04d}"
        while code.casefold() in seen or (code != each.code and code.casefold() in given):
            next_number[wanted] += 1
            code = f"{wanted}-{next_number[wanted] + 1}"
        seen.add(code.casefold())
        codes[n] = code
    return codes
