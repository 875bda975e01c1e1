"""The money of a plan workbook: every line of its options, and the limits of its budget."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, Source, at
from stack_planner.reading.cells import letter
from stack_planner.reading.headings import DEEPEST_HEADER, folded
from stack_planner.returning.book import AMOUNTS, ENTRIES, Limit, OptionLine
from stack_planner.returning.decisions import way_of
from stack_planner.returning.finding import Line, Pages, find_table
from stack_planner.returning.values import amount, share, year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from stack_planner.reading.cells import Sheet

KEYS = ("entry", "orp", "project", "start", "financing", "year", *AMOUNTS)
NEEDED = ("project", "start", "financing", "year", "capex", "opex")
LIMITS = {
    ("capex", "limit"): "capex",
    ("opex", "limit"): "opex",
    ("bridge", "ceiling"): "prefinancing",
    ("staff", "capacity"): "effort",
}
"""Which rows of which block of the budget are limits, and the part that each limits."""

RESERVE = ("capex", "reserve")


def read_options(pages: Pages, problems: list[Problem]) -> tuple[OptionLine, ...]:
    """All lines of options with their amounts."""
    sheet = pages.find("options.sheet")
    if sheet is None:
        problems.append(pages.missing("options.sheet"))
        return ()
    table = find_table(sheet, pages.headings("options", KEYS), NEEDED, problems)
    lines = table.lines() if table else ()
    return tuple(option for line in lines for option in _option(line, pages, problems))


def _option(line: Line, pages: Pages, problems: list[Problem]) -> Iterator[OptionLine]:
    """The line of an option; a row without a code is a note."""
    project = line.text("project")
    if not project:
        return
    start, when = (year(line, key, problems) for key in ("start", "year"))
    if start is None or when is None:
        return
    kinds = {pages.words(f"options.kind.{entry}"): entry for entry in ENTRIES}
    amounts = {name: amount(line, name, problems) for name in AMOUNTS}
    yield OptionLine(
        entry=kinds.get(line.text("entry"), "project"),
        orp=line.text("orp"),
        project=project,
        way=way_of(start, line.text("financing"), pages.words),
        year=when,
        amounts={name: value for name, value in amounts.items() if value},
        source=line.source,
    )


def read_limits(pages: Pages, problems: list[Problem]) -> tuple[tuple[Limit, ...], Fraction | None]:
    """The limits by year, and the share of them that is kept in reserve where there is one."""
    sheet = pages.find("budget.sheet")
    if sheet is None:
        problems.append(pages.missing("budget.sheet", Severity.WARNING))
        return (), None
    reader = _Budget(pages, sheet)
    limits = tuple(
        limit
        for place, line in reader.lines()
        if place in LIMITS
        for limit in reader.limits(LIMITS[place], line, problems)
    )
    kept = [line for place, line in reader.lines() if place == RESERVE]
    return limits, share(kept[0], "note", problems, "plan_limit") if kept else None


class _Budget:
    """The sheet of the budget: years in columns, rows by their labels under those of blocks."""

    def __init__(self, pages: Pages, sheet: Sheet) -> None:
        self.words = pages.words
        self.sheet = sheet
        self.header, self.columns = self._years()

    def _years(self) -> tuple[int, Mapping[str, int]]:
        """The row of the headings and the columns of years, as texts, and of notes."""
        names = [self.words(f"budget.{key}", year="\n") for key in ("this_year", "outlook")]
        forms = [re.compile(re.escape(name).replace("\\\n", r"(\d{4})")) for name in names]
        note = folded(self.words("budget.note"))
        for number, row in enumerate(self.sheet.rows[:DEEPEST_HEADER]):
            texts = {place: cell.text for place, cell in enumerate(row)}
            found = {
                match[1]: place
                for place, text in texts.items()
                for form in forms
                if (match := form.fullmatch(text))
            }
            if found:
                places = {folded(text): place for place, text in texts.items()}
                return number, found | ({"note": places[note]} if note in places else {})
        return 0, {}

    def lines(self) -> Iterator[tuple[tuple[str, str], Line]]:
        """(block, part) of each row that is called so, and the row."""
        block = ""
        letters = {key: letter(place) for key, place in self.columns.items()}
        for number in range(self.header + 1, len(self.sheet.rows)):
            row = self.sheet.rows[number]
            label = row[0].text if row else ""
            block = self._block(label) or block
            part = self._part(block, label)
            if part:
                cells = {key: row[place] for key, place in self.columns.items()}
                source = Source(
                    self.sheet.file, self.sheet.name, number + 1, letters, self.header + 1
                )
                yield (block, part), Line(cells, source)

    def _block(self, label: str) -> str:
        blocks = dict.fromkeys(block for block, _ in LIMITS)
        names = {self.words(f"budget.section.{block}"): block for block in blocks}
        return names.get(label, "")

    def _part(self, block: str, label: str) -> str:
        keys = [*LIMITS, RESERVE]
        names = {self.words(f"budget.{b}.{part}"): part for b, part in keys if b == block}
        return names.get(label, "")

    def limits(self, part: str, line: Line, problems: list[Problem]) -> Iterator[Limit]:
        """The limits of a row by year: numbers, or words that say that there is none."""
        for key in self.columns:
            if key == "note":
                continue
            text = line.text(key)
            if text in {self.words("budget.unlimited"), self.words("budget.no_ceiling")}:
                stated = text != self.words("budget.no_ceiling")
                yield Limit(part, int(key), None, stated, _at(line.source, key))
                continue
            given = share(line, key, problems, "plan_limit")
            if given is not None and given.denominator == 1:
                yield Limit(part, int(key), int(given), source=_at(line.source, key))
            elif given is not None:
                problems.append(at(line.source, key, "plan_limit", text))


def _at(source: Source, key: str) -> Source:
    """The place of one year's cell, under the name ``amount``."""
    columns = {"amount": source.columns[key]}
    return Source(source.file, source.sheet, source.row, columns, source.header)
