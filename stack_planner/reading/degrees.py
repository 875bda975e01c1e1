"""Degrees of a position on the Earth, as maps and telephones write them."""

from __future__ import annotations

import re
from fractions import Fraction

from stack_planner.reading.faults import FaultError

_DECIMAL = re.compile(r"(\d{1,3}(?:[.,]\d{1,15})?)\s*°?")
_SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2}(?:[.,]\d{1,12})?)\s*['′’]"
    r"(?:\s*(\d{1,2}(?:[.,]\d{1,12})?)\s*(?:\"|″|”|''))?"
)
_APART = re.compile(r"\s*[;,]\s*|\s+")
_SIDE = re.compile(r"\s*(?<![^\W\d])(?:N|E|s\. ?š\.|v\. ?d\.)$|^(?:N|E)\s*")
MINUTES = 60
AXES = ((48, 52), (12, 19))
"""Between which degrees of latitude and of longitude the country lies."""


def parse_degrees(text: str) -> Fraction:
    """The exact degrees of ``50,366``, ``50.366° N`` or ``50°21'57.6"N``.

    Raises:
        FaultError: it is written in another way, or holds both coordinates of a place.
    """
    degrees = _parsed(text)
    if degrees is not None:
        return degrees
    for gap in _APART.finditer(text):
        pair = _parsed(text[: gap.start()]), _parsed(text[gap.end() :])
        if None not in pair and {_axis(degrees) for degrees in pair} == {*AXES}:
            raise FaultError("degree_both")
    raise FaultError("degree_unread")


def refuse_swapped(degrees: Fraction, low: int | None, high: int | None) -> None:
    """Accepts degrees but those that lie on the other axis than their column's.

    Raises:
        FaultError: latitude and longitude were taken for each other.
    """
    if _axis(degrees) not in {None, (low, high)}:
        raise FaultError("degree_swapped")


def _axis(degrees: Fraction | None) -> tuple[int, int] | None:
    """The axis on which degrees lie within the country."""
    if degrees is None:
        return None
    return next((axis for axis in AXES if axis[0] <= degrees <= axis[1]), None)


def _parsed(text: str) -> Fraction | None:
    plain = _SIDE.sub("", text.strip(), count=1).strip()
    if found := _DECIMAL.fullmatch(plain):
        return _number(found[1])
    if found := _SEXAGESIMAL.fullmatch(plain):
        minutes, seconds = _number(found[2]), _number(found[3] or "0")
        if minutes < MINUTES and seconds < MINUTES:
            return _number(found[1]) + minutes / MINUTES + seconds / MINUTES**2
    return None


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))
