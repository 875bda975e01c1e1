"""Workbooks of plans among the inputs: they follow from inputs, and are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.reading.headings import folded
from stack_planner.words import LANGUAGES, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.reading.cells import Sheet

ALWAYS = ("summary.sheet", "plan.sheet", "check.sheet", "about.sheet")
"""Sheets that every plan's workbook has, by the words of their names."""


def is_plan(sheets: Iterable[Sheet]) -> bool:
    """Whether the sheets of a file are those of a plan's workbook, in either language."""
    names = {folded(sheet.name) for sheet in sheets}
    return any({folded(load(lang)(key)) for key in ALWAYS} <= names for lang in LANGUAGES)
