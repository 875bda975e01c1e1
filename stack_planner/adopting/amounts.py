"""Amounts as people write them become exact fractions; the marks are judged column by column.

``1 250,50``, ``1.250,50``, ``1,250.50``, ``(300)``, ``300-``, ``12 mil. Kč``, ``Zero`` and a dash
are amounts. Whether a lone comma or dot parts thousands or decimals, the column as a whole decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING

from stack_planner.adopting.knowledge import plain, stated
from stack_planner.reading.values import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.reading.cells import Cell

GROUP = 3
"""Digits between two marks of thousands."""

_CORE = re.compile(r"\d+(?:[ ,.'’]\d+)*")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_DASHES = "-−–—"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a column writes numbers: its decimal mark, and whether another reading is possible."""

    decimal: str = ","
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount with what its cell says of currency and unit."""

    value: Fraction
    currency: str = ""
    unit: int = 1


@dataclass(frozen=True, slots=True)
class _Parts:
    """A written amount taken apart: digits with their marks, sign, currency, unit."""

    core: str
    negative: bool
    currency: str
    unit: int


def writing_of(cells: Iterable[Cell]) -> Writing:
    """How the texts of a column write numbers; by the clear ones the others are read."""
    marks = [
        _decimal_mark(parts.core)
        for cell in cells
        if isinstance(cell.value, str) and (parts := _taken_apart(cell.text)) is not None
    ]
    clear = Counter(mark for mark in marks if mark in {",", "."})
    if clear:
        return Writing(max(sorted(clear), key=lambda mark: clear[mark]))
    open_marks = sorted({mark for mark in marks if mark})
    if not open_marks:
        return Writing()
    return Writing("." if open_marks[0] == "?," else ",", ambiguous=True)


def may_be_meant(money: Fraction) -> bool:
    """Whether an amount is one that the stack takes; what is beyond is no money of anybody."""
    return abs(money) <= LARGEST


def amount(cell: Cell, writing: Writing) -> Amount | None:
    """The amount of a cell, however large; None where it holds none."""
    value = cell.value
    if isinstance(value, bool | date) or value is None or cell.is_error:
        return None
    if isinstance(value, int | float):
        return Amount(Fraction(repr(value))) if isfinite(value) else None
    return _written(cell.text, writing)


@cache
def _written(text: str, writing: Writing) -> Amount | None:
    """The amount of a text; None where it is none."""
    if is_zero(text):
        return Amount(Fraction(0))
    parts = _taken_apart(text)
    number = _number(parts.core, writing) if parts else None
    if parts is None or number is None:
        return None
    return Amount(-number if parts.negative else number, parts.currency, parts.unit)


@cache
def is_zero(text: str) -> bool:
    """Whether a text stands for no money: a dash or a word."""
    bare = _SPACES.sub("", text)
    if bare and set(bare) <= set(_DASHES):
        return True
    return plain(text) in stated()["zero"]["words"]


@cache
def is_amount(text: str) -> bool:
    """Whether a text can be an amount, however it is written."""
    return is_zero(text) or _taken_apart(text) is not None


def _decimal_mark(core: str) -> str:
    """``,`` or ``.`` where the decimal mark is clear, ``?,`` or ``?.`` where not, else ``""``."""
    marks = [char for char in core if char in ",."]
    if not marks:
        return ""
    if len(set(marks)) > 1:
        return marks[-1]
    mark = marks[0]
    if len(marks) > 1:
        return "." if mark == "," else ","
    before, _, after = core.partition(mark)
    whole = re.sub(r"\D", "", before)
    spaced = bool(re.search(r"[ '’]", before))
    if len(after) != GROUP or whole.startswith("0") or len(whole) > GROUP or spaced:
        return mark
    return f"?{mark}"


def _number(core: str, writing: Writing) -> Fraction | None:
    """The number of digits and marks; None where the marks part no groups of three."""
    mark = _decimal_mark(core)
    decimal = mark if mark in {",", "."} else writing.decimal
    whole, _, rest = core.rpartition(decimal) if decimal in core else (core, "", "")
    groups = re.split(r"[ ,.'’]", whole)
    if any(len(group) != GROUP for group in groups[1:]) or len(groups[0]) > GROUP < len(whole):
        groups = groups if len(groups) == 1 else []
    if not groups or (not rest.isdigit() and rest):
        return None
    return Fraction("".join(groups) + (f".{rest}" if rest else ""))


@cache
def _taken_apart(text: str) -> _Parts | None:
    """The parts of a written amount; None where the text is none."""
    said = _SPACES.sub(" ", text).strip()
    match = _CORE.search(said)
    if match is None:
        return None
    before, after = said[: match.start()].strip(), said[match.end() :].strip()
    bracketed = before.endswith("(") and after.startswith(")")
    if bracketed:
        before, after = before[:-1], after[1:]
    after = re.sub(r"^[,.][-–]+", "", after).strip()
    signed = before[:1] in _DASHES or before[-1:] in _DASHES if before else False
    trailing = after in tuple(_DASHES)
    before, after = before.strip(f"{_DASHES}+ "), "" if trailing else after
    named = _named(f"{before} {after}")
    if named is None:
        return None
    return _Parts(match[0], bracketed or signed or trailing, *named)


def _named(text: str) -> tuple[str, int] | None:
    """Currency and unit that the words around a number name; None where they say anything else."""
    currency, unit = "", 1
    for word in re.findall(r"[^\W\d]+|[€£$]|\S", text.casefold()):
        if word in {".", "-", "/"}:
            continue
        as_currency, as_unit = currency_of_word(word), unit_of_word(word)
        if not as_currency and as_unit == 1:
            return None
        currency, unit = as_currency or currency, as_unit if as_unit > 1 else unit
    return currency, unit


@cache
def currency_of_word(word: str) -> str:
    """The currency that a single word names, or ``""``."""
    folded = word.casefold().strip(".")
    for code, words in stated()["currencies"].items():
        if folded in words:
            return str(code)
    return ""


@cache
def unit_of_word(word: str) -> int:
    """The multiple that a single word names, or 1."""
    folded = plain(word)
    for unit, words in stated()["units"].items():
        if folded in words:
            return int(unit)
    return 1
