"""What there is to say of a header: what is missing, unknown, there twice, or in other units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stack_planner.columns import Kind
from stack_planner.likeness import bare, nearest_bare
from stack_planner.problems import Problem, Severity
from stack_planner.reading.cells import letter
from stack_planner.reading.headings import (
    DEEPEST_HEADER,
    Header,
    Headings,
    folded,
    match,
    names_of,
)
from stack_planner.reading.numbers import names_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.columns import Column
    from stack_planner.reading.cells import Sheet

_MULTIPLE = re.compile(r"\b(tis|tisic\w*|mil|milion\w*|mio|mld|miliard\w*|thousands?|millions?)\b")
_WITHOUT_VAT = re.compile(r"bez dph|without vat|excl\.? vat")


def missing_columns(sheet: Sheet, headings: Headings) -> Iterator[Problem]:
    """What keeps the header from being found, told of the row that comes nearest to it."""
    texts = [[cell.text for cell in row] for row in sheet.rows[:DEEPEST_HEADER]]
    rows = [match(index, row, headings) for index, row in enumerate(texts)]
    best = max(rows, key=lambda row: _promise(row, headings), default=Header(0))
    absent = [
        column
        for column in headings.table.columns
        if column.required and column not in _known(best)
    ]
    near = _nearest(best, absent)
    for column in absent:
        place = near.get(column.field)
        cell = "" if place is None else f"{letter(place)}{best.row + 1}"
        heading = "" if place is None else best.extra[place]
        mend = column.cs if heading and _is_same(heading, column) else None
        details = {"heading": column.cs, "near": " ".join(heading.split()), "address": cell}
        where = (sheet.file, sheet.name, cell)
        yield Problem("column_missing", Severity.ERROR, *where, heading, details, mend)


def _promise(header: Header, headings: Headings) -> tuple[int, int]:
    nearly = sum(headings.looks_known(text) for text in header.extra.values())
    return header.known + nearly, len(header.texts)


def _known(header: Header) -> Sequence[Column]:
    return list(header.columns.values())


def _is_same(heading: str, column: Column) -> bool:
    return bare(folded(heading)) in {bare(name) for name in names_of(column)}


def _nearest(header: Header, absent: Sequence[Column]) -> dict[str, int]:
    """By the field of an absent column the place of the heading that may be meant for it.

    Headings that differ in nothing but diacritics are given away first.
    """
    near: dict[str, int] = {}
    free = {folded(text): place for place, text in reversed(header.extra.items())}
    for look in (_same_heading, _like_heading):
        for column in absent:
            found = "" if column.field in near else look(column, free)
            if found:
                near[column.field] = free.pop(found)
    return near


def _same_heading(column: Column, free: Iterable[str]) -> str:
    return next((heading for heading in free if _is_same(heading, column)), "")


def _like_heading(column: Column, free: Iterable[str]) -> str:
    found = (nearest_bare(name, free) for name in names_of(column))
    return next((heading for heading in found if heading), "")


def header_problems(sheet: Sheet, header: Header, headings: Headings) -> Iterator[Problem]:
    """What to say of a header that was found."""
    row = header.number
    where = (sheet.file, sheet.name)
    for place, first in header.twice.items():
        known = first in header.columns or first in header.numbered
        if known or headings.table.open_ended:
            details = {"first": f"{letter(first)}{row}"}
            cell, text = f"{letter(place)}{row}", header.texts[place]
            yield Problem("heading_twice", Severity.ERROR, *where, cell, text, details)
    if header.rows > 1:
        details = {"rows": f"{row - 1}–{row}"}
        yield Problem("header_two_rows", Severity.NOTICE, *where, f"A{row - 1}", details=details)
    if header.numbers:
        yield Problem("header_numbers", Severity.NOTICE, *where, f"A{row + 1}")
    if not headings.table.open_ended:
        yield from _unknown(sheet, header, headings, row)
    yield from _units(sheet, header, row)


def _unknown(sheet: Sheet, header: Header, headings: Headings, row: int) -> Iterator[Problem]:
    """Columns that are not read.

    One that is nearly known is warned of, since its values would be lost; one that differs from a
    known one in diacritics only is an error.
    """
    absent = [
        column
        for column in headings.table.columns
        if column.field not in header.fields and not column.numbered
    ]
    near = {place: field for field, place in _nearest(header, absent).items()}
    columns = {column.field: column for column in absent}
    for place, heading in header.extra.items():
        column = columns.get(near.get(place, ""))
        mend = column.cs if column and _is_same(heading, column) else None
        likely = Severity.WARNING if column else Severity.NOTICE
        severity = Severity.ERROR if mend else likely
        details = {"nearest": column.cs if column else ""}
        where = (sheet.file, sheet.name, f"{letter(place)}{row}")
        yield Problem("column_unknown", severity, *where, heading, details, mend)


def _units(sheet: Sheet, header: Header, row: int) -> Iterator[Problem]:
    """Amounts that the heading says to be in thousands, another currency, or without VAT."""
    columns = {**header.columns, **{place: each for place, (each, _) in header.numbered.items()}}
    for place, column in columns.items():
        if column.kind not in {Kind.MONEY, Kind.LIMIT} and "Kč" not in column.cs:
            continue
        above = [sheet.rows[row - 1 - back][place].text for back in range(min(header.rows, row))]
        text = bare(" ".join((header.texts[place], *above)))
        where = (sheet.file, sheet.name, f"{letter(place)}{row}", header.texts[place])
        code = _why_otherwise(text)
        if code:
            severity = Severity.WARNING if code == "heading_without_vat" else Severity.ERROR
            yield Problem(code, severity, *where, {"heading": column.cs})


def _why_otherwise(text: str) -> str:
    """The code of what a heading says of its amounts, ``""`` for whole CZK including VAT."""
    if names_foreign(text):
        return "heading_currency"
    if "[?]" in text:
        return "heading_currency_unknown"
    if _MULTIPLE.search(text):
        return "heading_unit"
    return "heading_without_vat" if _WITHOUT_VAT.search(text) else ""
