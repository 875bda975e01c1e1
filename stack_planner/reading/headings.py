"""Which row of a sheet is the header of a table, and which column stands under which heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stack_planner.columns import Kind
from stack_planner.likeness import bare, spaced, word_set
from stack_planner.reading.cells import letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.columns import Column, Table
    from stack_planner.reading.cells import Cell, Sheet

DEEPEST_HEADER = 50
SUBTITLES = word_set(
    "kč czk % rok roky ano/ne text číslo kód datum člověkodny povinné nepovinné povinný nepovinný "
    "vyberte počet years yes/no number code date required optional"
)
"""What a second row of a header may say of the columns above it, besides units in brackets."""


def folded(heading: str) -> str:
    """A heading as it is compared: no case, no brackets, single spaces, no star or colon after."""
    if "[" in heading or "(" in heading:
        heading = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", heading)
    return spaced(heading).rstrip("*: ")


class Headings:
    """The headings of a table in both languages."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.required = frozenset(column.field for column in table.columns if column.required)
        self._plain: dict[str, Column] = {}
        self._numbered: list[tuple[re.Pattern[str], Column]] = []
        for column in table.columns:
            for name in names_of(column):
                if column.numbered:
                    form = re.escape(name).replace(r"\{n\}", r"([1-9]\d?)")
                    self._numbered.append((re.compile(form), column))
                else:
                    self._plain.setdefault(name, column)

    def column(self, heading: str) -> tuple[Column, int] | None:
        """The column that a folded heading names, with its number, 0 where it has none."""
        if heading in self._plain:
            return self._plain[heading], 0
        for form, column in self._numbered:
            if found := form.fullmatch(heading):
                return column, int(found[1])
        return None

    def looks_known(self, text: str) -> bool:
        """Whether a text would be a heading but for case and diacritics."""
        return bare(folded(text)) in {bare(name) for name in self._plain}


def names_of(column: Column) -> list[str]:
    """The folded headings that name a column."""
    return [folded(name) for name in (column.cs, column.en, *column.also)]


@dataclass(frozen=True)
class Header:
    """A header: ``row`` is its last one, from 0; columns and unknown headings by their place.

    ``twice`` holds the places of a heading that stands there again, with the first place. ``rows``
    tells how many rows the headings take, ``numbers`` whether a row of column numbers follows.
    """

    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    numbered: dict[int, tuple[Column, int]] = field(default_factory=dict)
    extra: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    twice: dict[int, int] = field(default_factory=dict)
    rows: int = 1
    numbers: bool = False

    @property
    def number(self) -> int:
        """The number of the row that the headings stand in, counted from 1."""
        return self.row - self.numbers + 1

    @property
    def letters(self) -> dict[str, str]:
        """The letters of the columns by field, of further ones by heading."""
        known = {column.field: letter(place) for place, column in self.columns.items()}
        return known | {heading: letter(place) for place, heading in self.extra.items()}

    @property
    def known(self) -> int:
        """How many columns are known."""
        return len(self.columns) + len(self.numbered)

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the known columns."""
        return frozenset(column.field for column in self.columns.values())

    @property
    def telling(self) -> frozenset[str]:
        """The required fields whose values cannot be mistaken for words of a note."""
        words = {Kind.TEXT, Kind.CODE, Kind.CODES}
        columns = self.columns.values()
        return frozenset(each.field for each in columns if each.required and each.kind not in words)

    @property
    def width(self) -> int:
        """How many cells of a row the headings cover."""
        return max(self.texts, default=-1) + 1


def find_header(sheet: Sheet, headings: Headings) -> Header | None:
    """The first row, or the first two together, that hold every required heading."""
    top = sheet.rows[:DEEPEST_HEADER]
    texts = [[cell.text for cell in row] for row in top]
    for index, row in enumerate(texts):
        header = match(index, row, headings)
        if _is_whole(header, headings):
            return _with_neighbours(header, sheet, texts, headings)
    for index in range(len(texts) - 1):
        header = match(index + 1, stacked(texts[index], texts[index + 1], headings), headings)
        if _is_whole(header, headings) and not any(map(_is_numeric, texts[index + 1])):
            return _numbers_after(replace(header, rows=2), sheet, headings)
    return None


def match(index: int, row: Iterable[str], headings: Headings) -> Header:
    """What a row would be as a header."""
    header = Header(index)
    first: dict[tuple[str, int], int] = {}
    for place, text in enumerate(row):
        heading = folded(text)
        if not heading:
            continue
        header.texts[place] = text
        found = headings.column(heading)
        column, number = found or (None, 0)
        key = (column.field, number) if column else (text, -1)
        if key in first:
            header.twice[place] = first[key]
        elif column is None:
            header.extra[place] = text
        elif column.aside:
            pass
        elif number:
            header.numbered[place] = (column, number)
        else:
            header.columns[place] = column
        first.setdefault(key, place)
    in_order = sorted(header.numbered.items(), key=lambda item: item[1][1])
    return replace(header, numbered=dict(in_order))


def stacked(upper: Sequence[str], lower: Sequence[str], headings: Headings) -> list[str]:
    """The headings of two rows read together; the upper ones reach over blank cells to the right.

    Of the readings of a column the first known one counts.
    """
    together = []
    over = ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        over = above or over
        readings = (f"{over} {below}", below, above) if below else (above,)
        known = [text for text in readings if headings.column(folded(text))]
        together.append(known[0] if known else f"{above} {below}".strip())
    return together


def _is_whole(header: Header, headings: Headings) -> bool:
    required = headings.required
    return header.fields >= required and bool(required or header.fields)


def _with_neighbours(
    header: Header, sheet: Sheet, texts: Sequence[Sequence[str]], headings: Headings
) -> Header:
    """A header together with the row above or below it, where that one belongs to it."""
    index = header.row
    if index + 1 < len(texts) and _continues(header, texts[index + 1], headings):
        both = match(index + 1, stacked(texts[index], texts[index + 1], headings), headings)
        whole = both if _is_whole(both, headings) else replace(header, row=index + 1)
        header = replace(whole, rows=2)
    elif index and header.extra:
        both = match(index, stacked(texts[index - 1], texts[index], headings), headings)
        if _is_whole(both, headings) and both.known > header.known:
            header = replace(both, rows=2)
    return _numbers_after(header, sheet, headings)


def _continues(header: Header, below: Sequence[str], headings: Headings) -> bool:
    """Whether the row below a header only adds to its headings: units, or the other language."""
    filled = {place: text for place, text in enumerate(below) if text}
    over = ""
    last = -1
    for place, text in filled.items():
        for each in range(last + 1, place + 1):
            over = header.texts.get(each, over)
        last = place
        column = header.columns.get(place)
        found = headings.column(folded(text))
        subtitle = not folded(text) or folded(text) in SUBTITLES
        same = found is not None and found[0] is column
        added = headings.column(folded(f"{over} {text}")) is not None
        if not (subtitle or same or added):
            return False
    return bool(filled)


def _numbers_after(header: Header, sheet: Sheet, headings: Headings) -> Header:
    """A header with the row of column numbers below it, where there is one."""
    below = sheet.rows[header.row + 1 : header.row + 3]
    if not below or not _counts(below[0], header):
        return header
    kinds = {column.kind for column in headings.table.columns if column.required}
    sure = kinds & {Kind.TEXT, Kind.CHOICE, Kind.YEAR}
    first = min(header.texts)
    next_one = below[1][first].text if len(below) > 1 and first < len(below[1]) else ""
    if not sure and next_one.isdigit():
        return header
    return replace(header, row=header.row + 1, numbers=True)


def _counts(row: Sequence[Cell], header: Header) -> bool:
    """Whether the cells of a row say 1, 2, 3 … or a, b, c … under all headings."""
    texts = [cell.text.strip("().") for cell in row]
    filled = [place for place, text in enumerate(texts) if text]
    if len(filled) < 2 or filled != sorted(header.texts):  # noqa: PLR2004 — one number counts nothing
        return False
    given = [texts[place].casefold() for place in filled]
    letters = [chr(ord("a") + number) for number in range(min(len(filled), 26))]
    return given in ([str(number + 1) for number in range(len(filled))], letters)


def _is_numeric(text: str) -> bool:
    return text[:1].isdigit()
