"""A table that the plan must equal: headings, and rows with their reasons.

Names in braces are those of the steps, or ``{id year}`` of a row of the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cases.hand_calculated.writing import Value


class Line(NamedTuple):
    """A row: its cells in the order of the headings, why it is so, what its cells are called."""

    cells: Sequence[Value]
    why: str = ""
    name: str = ""


class Sheet(NamedTuple):
    """A table of the plan."""

    title: str
    headings: Sequence[str]
    lines: Sequence[Line]
