"""A cell and the description of its column give a value, or a fault that says what was expected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.columns import Kind
from stack_planner.problems import Problem, Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from stack_planner.columns import Column, Setting
    from stack_planner.problems import Source
    from stack_planner.reading.cells import Cell

YES = frozenset({"ano", "a", "yes", "y", "true", "1"})
NO = frozenset({"ne", "n", "no", "false", "0"})
UNLIMITED_WORDS = frozenset({"bez limitu", "without limit", "unlimited"})
MULTIPLES = {
    "tis": 1_000,
    "mil": 1_000_000,
    "mio": 1_000_000,
    "mld": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
}
_WITH_UNIT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)(tis|mil|mio|mld|k|m)?\.?(?:kč|czk|,-)?")
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100


class NoLimit:
    """A limit given in words as ``bez limitu``, in contrast to a blank cell."""


UNLIMITED = NoLimit()


@dataclass
class FaultError(Exception):
    """A cell's value is not what its column holds; ``details`` go into the sentence.

    ``mend`` is the value that was certainly meant, if there is one.
    """

    code: str
    details: dict[str, str | int] = field(default_factory=dict)
    mend: str | int | None = None

    def at(self, source: Source, address: str, seen: str, heading: str) -> Problem:
        """The problem of the cell at an address of the source's sheet."""
        details = {"heading": heading, **self.details}
        where = (source.file, source.sheet, address)
        return Problem(self.code, Severity.ERROR, *where, seen, details, self.mend)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, with the code of a warning where one is due."""

    value: Any
    warning: str = ""
    severity: Severity = Severity.WARNING


def parse(cell: Cell, column: Column | Setting) -> Parsed:
    """The value of a non-blank cell.

    Returns:
        The value by the column's kind: money and counts ``int``, shares and numbers ``Fraction``,
        codes ``str``, lists of codes ``tuple``, choices their member.

    Raises:
        FaultError: the cell holds something else.
    """
    _refuse_unknown(cell)
    return _PARSERS[column.kind](cell, column)


def parse_number(text: str) -> Fraction:
    """An exact number from Czech or plain writing, as ``1 250 000,50``.

    Raises:
        FaultError: not a number; where it is one with a unit, the meant value is proposed.
    """
    plain = _plain(text)
    number = plain.replace(",", ".") if "." not in plain else plain
    if re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", number):
        return Fraction(number)
    match = _WITH_UNIT.fullmatch(plain.lower())
    if not match:
        raise FaultError("not_a_number")
    meant = _meant(match)
    proposed = int(meant) if meant.denominator == 1 else str(float(meant))
    raise FaultError("number_with_unit", {"proposed": proposed})


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-")


def _meant(match: re.Match[str]) -> Fraction:
    """The number that one with a unit may mean."""
    return Fraction(match[1].replace(",", ".")) * MULTIPLES.get(match[2] or "", 1)


def _certain_amount(text: str) -> int | None:
    """The whole amount that a text with a unit of money means, None where it may mean another one.

    A single letter may be another unit, and three digits after a dot or comma may be thousands.
    """
    match = _WITH_UNIT.fullmatch(_plain(text).lower())
    if not match or match[2] in {"k", "m"} or re.search(r"[.,]\d{3}$", match[1]):
        return None
    meant = _meant(match)
    return int(meant) if meant >= 0 and meant.denominator == 1 else None


def parse_level(cell: Cell) -> Fraction:
    """The exact number of a non-blank cell under a criterion's heading.

    Raises:
        FaultError: the cell holds something else.
    """
    _refuse_unknown(cell)
    return _exact(cell)


def _refuse_unknown(cell: Cell) -> None:
    """A formula that was never calculated, or ended in an error, has no value to read."""
    if cell.formula_without_value:
        raise FaultError("formula_without_value")
    if cell.is_error:
        raise FaultError("error_cell")


def _number(cell: Cell, column: Column | Setting) -> Parsed:
    return Parsed(_in_range(_exact(cell), column))


def _exact(cell: Cell) -> Fraction:
    if isinstance(cell.value, bool | date):
        raise FaultError("not_a_number")
    if isinstance(cell.value, int | float):
        return Fraction(repr(cell.value))
    return parse_number(cell.text)


def _in_range(number: Fraction, column: Column | Setting) -> Fraction:
    low, high = column.low, column.high
    if (low is not None and number < low) or (high is not None and number > high):
        if high is None:
            raise FaultError("too_small", {"low": low or 0})
        raise FaultError("out_of_range", {"low": low or 0, "high": high})
    return number


def _whole(number: Fraction) -> int:
    if number.denominator != 1:
        raise FaultError("not_whole", {"proposed": round(number)})
    return int(number)


def _money(cell: Cell, _: Column | Setting) -> Parsed:
    try:
        amount = _whole(_exact(cell))
    except FaultError as fault:
        if fault.code == "number_with_unit":
            fault.mend = _certain_amount(cell.text)
        raise
    if amount < 0:
        raise FaultError("negative_money")
    return Parsed(amount)


def _limit(cell: Cell, column: Column | Setting) -> Parsed:
    if cell.text.casefold() in UNLIMITED_WORDS:
        return Parsed(UNLIMITED)
    return _money(cell, column)


def _count(cell: Cell, column: Column | Setting) -> Parsed:
    number = _whole(_exact(cell))
    if number < 0 and column.low is None:
        raise FaultError("too_small", {"low": 0})
    return Parsed(int(_in_range(Fraction(number), column)))


def _year(cell: Cell, _: Column | Setting) -> Parsed:
    if isinstance(cell.value, date):
        raise FaultError("not_a_year")
    year = _whole(_exact(cell))
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise FaultError("not_a_year")
    return Parsed(year)


def _percent(cell: Cell, _: Column | Setting) -> Parsed:
    """A share; a bare 85 means 85 %, and so does a cell shown as 85 %."""
    if cell.text.endswith("%"):
        return Parsed(_share(parse_number(cell.text.rstrip("% ")) / 100))
    number = _exact(cell)
    if cell.percent and not isinstance(cell.value, str):
        return Parsed(_share(number))
    return Parsed(_share(number / 100), "bare_share" if 0 < number <= 1 else "")


def _share(share: Fraction) -> Fraction:
    if not 0 <= share <= 1:
        raise FaultError("not_a_share")
    return share


def _yesno(cell: Cell, _: Column | Setting) -> Parsed:
    word = cell.text.casefold()
    if word in YES | NO:
        return Parsed(word in YES)
    raise FaultError("not_yes_no")


def _choice(cell: Cell, column: Column | Setting) -> Parsed:
    choices: Mapping[str, StrEnum] = column.choices or {}
    folded = {word.casefold(): member for word, member in choices.items()}
    word = " ".join(cell.text.casefold().split())
    if word in folded:
        return Parsed(folded[word])
    near = nearest(word, folded)
    raise FaultError("not_a_choice", {"choices": " / ".join(choices), "nearest": near})


def _code(cell: Cell, _: Column | Setting) -> Parsed:
    return Parsed(cell.text)


def _codes(cell: Cell, _: Column | Setting) -> Parsed:
    return Parsed(tuple(code.strip() for code in cell.text.split(";") if code.strip()))


def _curve(cell: Cell, _: Column | Setting) -> Parsed:
    """Points ``raw:share`` between the levels, shares 0…100 made 0…1."""
    points = []
    for part in cell.text.split(";"):
        raw, colon, share = part.partition(":")
        if not colon:
            raise FaultError("not_a_curve")
        points.append((parse_number(raw), _share(parse_number(share) / 100)))
    return Parsed(tuple(points))


def _date(cell: Cell, _: Column | Setting) -> Parsed:
    if isinstance(cell.value, date):
        return Parsed(cell.value)
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return Parsed(datetime.strptime(cell.text.replace(" ", ""), form).date())  # noqa: DTZ007
        except ValueError:
            continue
    raise FaultError("not_a_date")


_PARSERS: Mapping[Kind, Callable[[Cell, Any], Parsed]] = {
    Kind.TEXT: _code,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.MONEY: _money,
    Kind.LIMIT: _limit,
    Kind.PERCENT: _percent,
    Kind.COUNT: _count,
    Kind.YEAR: _year,
    Kind.NUMBER: _number,
    Kind.YESNO: _yesno,
    Kind.CHOICE: _choice,
    Kind.CURVE: _curve,
    Kind.DATE: _date,
}
