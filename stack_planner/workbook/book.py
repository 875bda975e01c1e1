"""A workbook in the making: made in memory, same bytes for the same plan."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from stack_planner.workbook.style import Styles

if TYPE_CHECKING:
    from stack_planner.words import Words
    from stack_planner.workbook.grid import Formula

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 — a fixed date: no clock in any workbook


class Book:
    """One workbook: its styles, its language, and the formula that all checks end in."""

    def __init__(self, file: str, title: str, words: Words) -> None:
        self.file = file
        self.words = words
        self.master: Formula | None = None
        self._bytes = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = Workbook(self._bytes, options)
        self.workbook.set_properties(
            {"title": title, "author": "stack-planner", "created": CREATED}
        )
        self.workbook.set_calc_mode("auto")
        self.styles = Styles(self.workbook)

    def close(self) -> bytes:
        """The finished workbook."""
        self.workbook.close()
        return self._bytes.getvalue()
