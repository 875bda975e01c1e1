"""Headings of money that name another currency or unit than whole CZK are never read as CZK."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stack_planner.columns import Kind
from stack_planner.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.columns import Column
    from stack_planner.reading.cells import Sheet

MONEY = frozenset({Kind.MONEY, Kind.LIMIT})
_FOREIGN = re.compile(r"\b(?:eur|euro|usd|gbp|cad|pln|chf|huf)\b|[€$£]", re.IGNORECASE)
_UNIT = re.compile(
    r"\b(?:tis|tisíc\w*|mil|milion\w*|mio|mld|miliard\w*|thousands?|millions?)\b", re.IGNORECASE
)


def foreign_headings(
    sheet: Sheet,
    row: int,
    columns: Mapping[int, Column],
    numbered: Mapping[int, tuple[Column, int]],
) -> Iterator[Problem]:
    """An error for each heading of money, in a row counted from 0, that is not in whole CZK."""
    headed = {**columns, **{place: column for place, (column, _) in numbered.items()}}
    for place, column in sorted(headed.items()):
        heading = sheet.rows[row][place].text
        code = _why_foreign(heading) if column.kind in MONEY else ""
        if code:
            cell = f"{_letters(place)}{row + 1}"
            yield Problem(code, Severity.ERROR, sheet.file, sheet.name, cell, heading)


def _why_foreign(heading: str) -> str:
    """The code of what the brackets of a heading name, or ``""``."""
    said = " ".join(re.findall(r"[\[(]([^\])]*)[\])]", heading))
    if _FOREIGN.search(said):
        return "heading_currency"
    if said.strip() == "?":
        return "heading_currency_unknown"
    return "heading_unit" if _UNIT.search(said) else ""


def _letters(place: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
