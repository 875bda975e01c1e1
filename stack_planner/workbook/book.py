"""A workbook in the making: made in memory, same bytes for the same plan."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from stack_planner.workbook.making import new_workbook
from stack_planner.workbook.style import Styles

if TYPE_CHECKING:
    from stack_planner.words import Words
    from stack_planner.workbook.grid import Formula


class Book:
    """One workbook: its styles, its language, and the formula that all checks end in.

    ``titles`` are those of its sheets, by their names, in their order.
    """

    def __init__(self, file: str, title: str, words: Words) -> None:
        self.file = file
        self.words = words
        self.master: Formula | None = None
        self.titles: dict[str, str] = {}
        self._bytes = BytesIO()
        self.workbook = new_workbook(self._bytes, title, words.lang)
        self.workbook.set_calc_mode("auto")
        self.styles = Styles(self.workbook)

    def close(self) -> bytes:
        """The finished workbook."""
        self.workbook.close()
        return self._bytes.getvalue()
