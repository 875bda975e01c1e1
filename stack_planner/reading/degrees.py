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
_SIDE = re.compile(r"\s*\b(?:N|E|s\. ?š\.|v\. ?d\.)$|^(?:N|E)\s*")
MINUTES = 60


def parse_degrees(text: str) -> Fraction:
    """The exact degrees of ``50,366``, ``50.366° N`` or ``50°21'57.6"N``.

    Raises:
        FaultError: it is written in another way.
    """
    plain = _SIDE.sub("", text.strip(), count=1).strip()
    if found := _DECIMAL.fullmatch(plain):
        return _number(found[1])
    if found := _SEXAGESIMAL.fullmatch(plain):
        minutes, seconds = _number(found[2]), _number(found[3] or "0")
        if minutes < MINUTES and seconds < MINUTES:
            return _number(found[1]) + minutes / MINUTES + seconds / MINUTES**2
    raise FaultError("not_a_number")


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))
