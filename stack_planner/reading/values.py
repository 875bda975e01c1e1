"""A cell and the description of its column give a value, or a fault that says what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from stack_planner.columns import Kind
from stack_planner.columns.choices import words_of
from stack_planner.likeness import bare, nearest_bare
from stack_planner.problems import Problem, Severity
from stack_planner.reading.cells import Cell
from stack_planner.reading.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    date_of_serial,
    not_a_year,
    of_our_age,
    parse_date,
    shown,
    year_fault,
    year_of_date,
)
from stack_planner.reading.degrees import parse_degrees, refuse_swapped
from stack_planner.reading.faults import FaultError
from stack_planner.reading.fixed_words import ERRORS, NO, UNLIMITED, UNLIMITED_WORDS, YES
from stack_planner.reading.numbers import (
    COUNT_UNITS,
    MONEY_UNITS,
    SHARE_UNITS,
    parse_number,
    refuse_one_comma,
)
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from stack_planner.columns import Column, Setting
    from stack_planner.problems import Source

LARGEST = 10**15 - 1
"""Spreadsheets keep 15 digits of a number."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, with the code of a warning where one is due and what its sentences name."""

    value: Any
    warning: str = ""
    severity: Severity = Severity.WARNING
    details: tuple[tuple[str, str], ...] = ()
    mend: str | int | None = None

    def problem(self, source: Source, address: str, seen: str, heading: str) -> Problem:
        """The warning of the cell at an address of the source's sheet."""
        where = (source.file, source.sheet, address)
        details = {"heading": heading, **dict(self.details)}
        return Problem(self.warning, self.severity, *where, seen, details, self.mend)


def parse(cell: Cell, column: Column | Setting) -> Parsed:
    """The value of a non-blank cell.

    Returns:
        The value by the column's kind: money and counts ``int``, shares and numbers ``Fraction``,
        codes ``str``, lists of codes ``tuple``, choices their member.

    Raises:
        FaultError: the cell holds something else; its ``mend`` is one that the column takes.
    """
    _refuse_unknown(cell)
    try:
        return _PARSERS[column.kind](cell, column)
    except FaultError as fault:
        if fault.mend is not None and not _is_taken(fault.mend, column):
            fault.mend = None
        raise


def parse_level(cell: Cell) -> Parsed:
    """The exact number of a non-blank cell under a criterion's heading.

    Raises:
        FaultError: the cell holds something else.
    """
    _refuse_unknown(cell)
    return _with_format(_exact(cell), cell)


def _with_format(number: Fraction, cell: Cell) -> Parsed:
    """A number; of one that is shown as a percentage it is told that it counts as a share."""
    if not cell.percent or isinstance(cell.value, str) or not number:
        return Parsed(number)
    as_number = f"{float(number):.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return Parsed(number, "percent_as_number", details=(("number", as_number),))


def _is_taken(mend: str | int, column: Column | Setting) -> bool:
    try:
        return not _PARSERS[column.kind](Cell(mend), column).warning
    except FaultError:
        return False


def _refuse_unknown(cell: Cell) -> None:
    """A formula that was never calculated, or ended in an error, has no value to read."""
    if cell.formula_without_value:
        raise FaultError("formula_without_value")
    value = cell.value
    if cell.is_error or (isinstance(value, str) and value[:1] == "#" and value.strip() in ERRORS):
        raise FaultError("error_cell", {"error": cell.text})


def _number(cell: Cell, column: Column | Setting) -> Parsed:
    return _with_format(_in_range(_exact(cell), column), cell)


def _degree(cell: Cell, column: Column | Setting) -> Parsed:
    """Degrees; as a text also with a decimal point, or with minutes and seconds."""
    degrees = parse_degrees(cell.text) if isinstance(cell.value, str) else _exact(cell)
    refuse_swapped(degrees, column.low, column.high)
    return Parsed(_in_range(degrees, column))


def _exact(cell: Cell, units: frozenset[str] = MONEY_UNITS) -> Fraction:
    """The number; one of more than 15 digits may have lost its last ones on the way."""
    number = _given(cell, units)
    if abs(number) > LARGEST:
        raise FaultError("out_of_range", {"low": -LARGEST, "high": LARGEST})
    return number


def _given(cell: Cell, units: frozenset[str]) -> Fraction:
    value = cell.value
    if isinstance(value, bool | date):
        raise FaultError("not_a_number")
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise FaultError("not_a_number")
        return Fraction(repr(value))
    return parse_number(cell.text, units)


def _in_range(number: Fraction, column: Column | Setting) -> Fraction:
    low, high = column.low, column.high
    if (low is not None and number < low) or (high is not None and number > high):
        if high is None:
            raise FaultError("too_small", {"low": low or 0})
        raise FaultError("out_of_range", {"low": low or 0, "high": high})
    return number


def _whole(cell: Cell, units: frozenset[str] = MONEY_UNITS) -> int:
    """A whole number; ``12,000`` is none, it may be twelve or twelve thousand."""
    number = _exact(cell, units)
    if isinstance(cell.value, str):
        refuse_one_comma(cell.text)
    if number.denominator == 1:
        return int(number)
    raise FaultError("not_whole", {"proposed": round(number)})


def _money(cell: Cell, _: Column | Setting) -> Parsed:
    value = cell.value
    if cell.foreign and value and not isinstance(value, str):
        raise FaultError("number_foreign")
    if type(value) is int and 0 <= value <= LARGEST:
        return Parsed(value)
    amount = _whole(cell)
    if amount < 0:
        raise FaultError("negative_money")
    return Parsed(amount)


def _limit(cell: Cell, column: Column | Setting) -> Parsed:
    if isinstance(cell.value, str) and bare(cell.text) in UNLIMITED_WORDS:
        return Parsed(UNLIMITED)
    return _money(cell, column)


def _count(cell: Cell, column: Column | Setting) -> Parsed:
    number = _whole(cell, COUNT_UNITS)
    if number < 0 and column.low is None:
        raise FaultError("too_small", {"low": 0})
    return Parsed(int(_in_range(Fraction(number), column)))


def _year(cell: Cell, _: Column | Setting) -> Parsed:
    if isinstance(cell.value, date):
        raise not_a_year(year_of_date(cell.value))
    try:
        year = _exact(cell)
    except FaultError:
        raise year_fault(cell.text) from None
    if year.denominator != 1 or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise FaultError("not_a_year")
    return Parsed(int(year))


def _percent(cell: Cell, _: Column | Setting) -> Parsed:
    """A share; a bare 85 means 85 %, and so does a cell shown as 85 %."""
    if isinstance(cell.value, str) and cell.text.endswith("%"):
        return Parsed(_share(parse_number(cell.text.rstrip("% ")) / 100))
    number = _exact(cell, SHARE_UNITS)
    if cell.percent and not isinstance(cell.value, str):
        return Parsed(_share(number))
    if not 0 < number <= 1:
        return Parsed(_share(number / 100))
    as_share = f"{float(number * 100):.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return Parsed(_share(number / 100), "bare_share", details=(("share", as_share),))


def _change(cell: Cell, column: Column | Setting) -> Parsed:
    """A change in per cent: −20, −20 % and a cell shown as −20 % mean the same."""
    if isinstance(cell.value, str) and cell.text.endswith("%"):
        return Parsed(_in_range(parse_number(cell.text.rstrip("% ")), column))
    number = _exact(cell, SHARE_UNITS)
    if cell.percent and not isinstance(cell.value, str):
        return Parsed(_in_range(number * 100, column))
    if not number or abs(number) > 1:
        return Parsed(_in_range(number, column))
    as_share = f"{float(number * 100):.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return Parsed(number, "bare_share", details=(("share", as_share),))


def _share(share: Fraction) -> Fraction:
    if not 0 <= share <= 1:
        raise FaultError("not_a_share")
    return share


def _yesno(cell: Cell, _: Column | Setting) -> Parsed:
    word = cell.text.casefold()
    if word in YES or word in NO:
        return Parsed(word in YES)
    raise FaultError("not_yes_no")


def _choice(cell: Cell, column: Column | Setting) -> Parsed:
    choices = column.choices or {}
    text = cell.text
    if text in choices:
        return Parsed(choices[text])
    word = _bare_words(tuple(choices)).get(bare(text))
    if word is not None:
        return Parsed(choices[word])
    near = nearest_bare(text, choices, 0.6)
    raise FaultError("not_a_choice", {**_offered(choices), "nearest": near})


def _offered(choices: Mapping[str, StrEnum]) -> dict[str, str]:
    """The words to choose from in each language; those of all languages are taken."""
    return {f"choices_{lang}": " / ".join(words_of(choices, lang)) for lang in LANGUAGES}


@cache
def _bare_words(words: tuple[str, ...]) -> Mapping[str, str]:
    """The words of a choice by how they are compared; those that would look alike are left out."""
    by_look: dict[str, list[str]] = {}
    for word in words:
        by_look.setdefault(bare(word), []).append(word)
    return {look: same[0] for look, same in by_look.items() if len(same) == 1}


def _text(cell: Cell, _: Column | Setting) -> Parsed:
    return Parsed(cell.text)


def _code(cell: Cell, _: Column | Setting) -> Parsed:
    """A code; 4101.0 is what 4101 becomes on the way through some programs."""
    _refuse_date(cell)
    return Parsed(_plain_code(cell.text))


def _plain_code(text: str) -> str:
    if text.endswith((".0", ",0")) and text[:-2].isdigit():
        return text[:-2]
    return text


def _refuse_date(cell: Cell) -> None:
    """A code such as 1.1 is made a date by spreadsheets; which code it was nobody can tell."""
    if isinstance(cell.value, bool | date):
        raise FaultError("code_is_no_text")


def _codes(cell: Cell, _: Column | Setting) -> Parsed:
    _refuse_date(cell)
    codes = (_plain_code(code.strip()) for code in cell.text.split(";"))
    return Parsed(tuple(code for code in codes if code))


def _curve(cell: Cell, _: Column | Setting) -> Parsed:
    """Points ``raw:share`` between the levels, shares 0…100 made 0…1."""
    points = []
    for part in cell.text.split(";"):
        raw, colon, share = part.partition(":")
        if not colon:
            raise FaultError("not_a_curve")
        points.append((parse_number(raw.strip()), _share(parse_number(share.strip()) / 100)))
    return Parsed(tuple(points))


def _date(cell: Cell, _: Column | Setting) -> Parsed:
    """A date; a bare number is what a spreadsheet keeps of one, and is taken with a warning."""
    if isinstance(cell.value, date):
        return Parsed(of_our_age(cell.value))
    text = cell.text
    if text.isascii() and text.isdigit() and len(text) == len(str(46_000)):
        day = date_of_serial(int(text))
        if day is not None:
            details = (("proposed", shown(day)),)
            return Parsed(day, "date_serial", details=details, mend=shown(day))
    return Parsed(parse_date(text))


_PARSERS: Mapping[Kind, Callable[[Cell, Any], Parsed]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.MONEY: _money,
    Kind.LIMIT: _limit,
    Kind.PERCENT: _percent,
    Kind.COUNT: _count,
    Kind.YEAR: _year,
    Kind.NUMBER: _number,
    Kind.DEGREE: _degree,
    Kind.CHANGE: _change,
    Kind.YESNO: _yesno,
    Kind.CHOICE: _choice,
    Kind.CURVE: _curve,
    Kind.DATE: _date,
}
