"""Control characters are kept out of texts, and told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity
from stack_planner.reading.cells import address

if TYPE_CHECKING:
    from stack_planner.reading.cells import RawValue, Sheet

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_ESCAPES = tuple(map(re.compile, (b"_x", b"&#", b"\xef\xbf")))
"""How XML may write what it must not hold: ``_x0001_``, ``&#1;``, U+FFFE.

As expressions, because Python searches long texts for them three times as fast as for bytes.
"""


def may_hold_controls(xml: bytes) -> bool:
    """Whether the texts of a part have to be looked through for control characters."""
    plain = len(xml.translate(None, _CONTROL_BYTES)) == len(xml)
    return not plain or any(escape.search(xml) for escape in _ESCAPES)


def without_controls(sheet: Sheet) -> tuple[Sheet, list[Problem]]:
    """The sheet without control characters, and a notice of every cell that had some."""
    spots = [
        (row, column)
        for row, values in enumerate(sheet.values)
        for column, value in enumerate(values)
        if isinstance(value, str) and _CONTROL.search(value)
    ]
    if not spots:
        return sheet, []
    values = [list(row) for row in sheet.values]
    for row, column in spots:
        values[row][column] = _cleaned(values[row][column])
    problems = [
        Problem(
            "control_characters",
            Severity.NOTICE,
            sheet.file,
            sheet.name,
            address(row, column),
            str(values[row][column]),
        )
        for row, column in spots
    ]
    return replace(sheet, values=values), problems


def _cleaned(value: RawValue) -> RawValue:
    return _CONTROL.sub("", value) if isinstance(value, str) else value
