"""The draft of a handover, read back for the spots that it asks an office to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.reading.files import read_sheets
from stack_planner.returning.finding import Pages, find_table
from stack_planner.words import LANGUAGES, load

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.problems import Problem
    from stack_planner.records import Agenda


def read_drafted(path: Path, agenda: Agenda) -> frozenset[str]:
    """The codes of the spots in a draft, in whichever language; none where it cannot be read."""
    sheets, _ = read_sheets(path)
    unread: list[Problem] = []
    codes: set[str] = set()
    for lang in LANGUAGES:
        pages = Pages(path.name, tuple(sheets), load(lang))
        sheet = pages.find(f"handover.{agenda}.sheet")
        headings = pages.headings("handed", ("code",))
        table = find_table(sheet, headings, ("code",), unread) if sheet else None
        codes |= {line.text("code") for line in (table.lines() if table else ())}
    return frozenset(codes - {""})
