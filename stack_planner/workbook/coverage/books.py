"""The workbooks of coverage, each made whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import Agenda
from stack_planner.workbook.book import Book
from stack_planner.workbook.coverage.basis import write_basis
from stack_planner.workbook.coverage.cover import write_cover
from stack_planner.workbook.coverage.districts import write_districts
from stack_planner.workbook.coverage.handover import write_handover
from stack_planner.workbook.coverage.listed import write_held, write_listed
from stack_planner.workbook.coverage.mapped import write_spots_map
from stack_planner.workbook.coverage.record import write_record
from stack_planner.workbook.coverage.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.coverage import Register, Step
    from stack_planner.words import Words


def register_workbook(register: Register, steps: Sequence[Step], words: Words, file: str) -> bytes:
    """The region's own workbook: cover, register of each agenda, held back, districts, map."""
    book, sheets = Book(file, words("cover.title"), words), Sheets(register, words)
    write_cover(book, sheets)
    for agenda in Agenda:
        write_listed(book, sheets, agenda)
    write_held(book, sheets)
    write_districts(book, sheets)
    write_spots_map(book, sheets)
    write_record(book, steps)
    return book.close()


def handover_workbook(
    register: Register, agenda: Agenda, words: Words, file: str, region_name: str = ""
) -> bytes:
    """What one office gets: the spots that are ready, and what the columns mean."""
    book = Book(file, words(f"handover.{agenda}.title"), words)
    write_handover(book, register, agenda, region_name or words("region.name"))
    write_basis(book, agenda)
    return book.close()


def log_workbook(steps: Sequence[Step], words: Words, file: str) -> bytes:
    """The record that the next run reads: one plain table."""
    book = Book(file, words("record.title"), words)
    write_record(book, steps, plain=True)
    return book.close()
