"""What a cell looks like to one who has not read its heading: text, number, date or nothing."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from stack_planner.adopting.amounts import is_amount, is_zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.reading.cells import Cell

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_NUMBER = 40
_DATE = re.compile(
    r"\d{1,2}\. ?\d{1,2}\. ?\d{4}|\d{4}-\d\d-\d\d(?:[ T][\d:.]+)?|\d{1,2}/\d{1,2}/\d{4}"
)


class Look(StrEnum):
    """What a cell looks like."""

    BLANK = ""
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


def look(cell: Cell) -> Look:
    """What a cell looks like; a year is a number, digits written as text are too."""
    value = cell.value
    if isinstance(value, str):
        return _look_of(value)
    if isinstance(value, date):
        return Look.DATE
    if isinstance(value, bool):
        return Look.TEXT
    if value is None:
        return Look.TEXT if cell.formula_without_value else Look.BLANK
    return Look.NUMBER


@cache
def _look_of(value: str) -> Look:
    """What a text looks like."""
    text = value.replace("\xa0", " ").strip()
    if not text:
        return Look.BLANK
    if _DATE.fullmatch(text):
        return Look.DATE
    return Look.NUMBER if len(text) <= LONGEST_NUMBER and is_amount(text) else Look.TEXT


def is_year(cell: Cell) -> bool:
    """Whether a cell is a calendar year."""
    text = cell.text
    return bool(re.fullmatch(r"\d{4}", text)) and FIRST_YEAR <= int(text) <= LAST_YEAR


def filled(cells: Sequence[Cell]) -> list[int]:
    """The places of the cells that are not blank."""
    return [place for place, cell in enumerate(cells) if look(cell) is not Look.BLANK]


def numeric_share(cells: Iterable[Cell]) -> float:
    """How many of the cells that are not blank are numbers."""
    looks = [each for cell in cells if (each := look(cell)) is not Look.BLANK]
    return sum(each is Look.NUMBER for each in looks) / len(looks) if looks else 0.0


def is_money(cell: Cell) -> bool:
    """Whether a cell is an amount other than a dash or a word for nothing."""
    return look(cell) is Look.NUMBER and not is_zero(cell.text)
