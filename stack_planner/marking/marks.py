"""Marks in the cells of a copy: a fill by severity and a comment with the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from stack_planner.marking.book import AUTHOR, cell_at, safe_text, sheet_of
from stack_planner.problems import Severity
from stack_planner.telling.problems import shortened, told
from stack_planner.workbook.page import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell

    from stack_planner.problems import Problem
    from stack_planner.words import Words

FILLS = {Severity.ERROR: "F4B9B1", Severity.WARNING: "FFD98A", Severity.NOTICE: "C3D9EA"}
BEGINS = f"— {AUTHOR} —"
"""What our part of a comment begins with, so that it is told from the user's own words."""

WIDTH, LINE, CHARACTERS = 340, 17, 46
"""A comment's width and its lines' height in pixels, and the characters of a line."""


def mark_cells(book: Workbook, problems: Iterable[Problem], words: Words) -> None:
    """Marks every cell that a problem names; the worst one gives the colour."""
    cells: dict[tuple[str, str], tuple[Cell, list[Problem]]] = {}
    for problem in problems:
        sheet = sheet_of(book, problem.sheet)
        cell = cell_at(sheet, problem.cell) if sheet else None
        if sheet is not None and cell is not None:
            cells.setdefault((sheet.title, cell.coordinate), (cell, []))[1].append(problem)
    for cell, those in cells.values():
        _mark(cell, those, words)


def _mark(cell: Cell, problems: Sequence[Problem], words: Words) -> None:
    worst = next(each for each in FILLS if any(problem.severity is each for problem in problems))
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    theirs = f"{cell.comment.text}\n\n" if cell.comment else ""
    author = cell.comment.author if cell.comment else AUTHOR
    text = safe_text(theirs + "\n\n".join([BEGINS, *(_said(each, words) for each in problems)]))
    lines = sum(lines_of(line, CHARACTERS) for line in text.split("\n")) + 1
    cell.comment = Comment(text, author, height=lines * LINE, width=WIDTH)


def _said(problem: Problem, words: Words) -> str:
    """What is wrong, what was expected and how to mend it, a line each."""
    severity = words(f"severity.{problem.severity}")
    parts = {
        "seen": shortened(problem.seen),
        "expected": told(problem, "expected", words),
        "fix": told(problem, "fix", words),
    }
    lines = [words(f"marking.{part}", text=text) for part, text in parts.items() if text]
    return "\n".join([f"{severity}: {told(problem, 'what', words)} [{problem.code}]", *lines])


def unmark(book: Workbook) -> None:
    """Takes marks of an earlier run off, so that a marked copy can be mended and marked again."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if getattr(cell, "comment", None) and BEGINS in cell.comment.text:
                    _unmark(cell)


def _unmark(cell: Cell) -> None:
    theirs = cell.comment.text.partition(BEGINS)[0].strip()
    cell.comment = Comment(theirs, cell.comment.author) if theirs else None
    if cell.fill.fgColor.rgb in {f"00{colour}" for colour in FILLS.values()}:
        cell.fill = PatternFill()
