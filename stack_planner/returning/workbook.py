"""A plan workbook read back, edited in a spreadsheet or by a script."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, has_errors
from stack_planner.reading.files import read_sheets
from stack_planner.returning.book import PlanBook
from stack_planner.returning.decisions import read_grants, read_members, read_rows
from stack_planner.returning.finding import in_language
from stack_planner.returning.money import read_limits, read_options
from stack_planner.returning.stamp import read_log, read_name, read_stamp, read_weights

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.returning.book import Member
    from stack_planner.returning.finding import Pages


def read_plan_book(path: Path) -> tuple[PlanBook | None, tuple[Problem, ...]]:
    """What a plan workbook says by now, and everything that is wrong with it, with its place.

    Sheets, tables and columns are found by their names in either language. None where the file
    cannot be read, is no plan of ours, or does not say whose plan it is; a row that has an error is
    left out.
    """
    sheets, told = read_sheets(path)
    problems = list(told)
    if not sheets or has_errors(problems):
        return None, tuple(problems)
    pages = in_language(sheets[0].file, sheets)
    if pages is None:
        problems.append(Problem("plan_unknown", Severity.ERROR, sheets[0].file))
        return None, tuple(problems)
    book = _book(pages, problems)
    return book, tuple(problems)


def is_plan_book(path: Path) -> bool:
    """Whether a file is a workbook of a plan, sound or not."""
    if not path.is_file():
        return False
    sheets, _ = read_sheets(path)
    return in_language(path.name, sheets) is not None


def _book(pages: Pages, problems: list[Problem]) -> PlanBook | None:
    stamp = read_stamp(pages, problems)
    lines = read_options(pages, problems)
    if stamp is None or not lines:
        return None
    limits, reserve = read_limits(pages, problems)
    book = PlanBook(
        file=pages.file,
        payer=stamp.payer,
        lang=pages.words.lang,
        version=stamp.version,
        plan=stamp.plan,
        hashes=stamp.hashes,
        rows=(),
        lines=lines,
        limits=limits,
        reserve=reserve,
        weights=read_weights(pages, problems),
        members=() if stamp.payer else _members(pages, problems),
        grants=() if stamp.payer else read_grants(pages, problems),
        log=read_log(pages, problems),
        name=read_name(pages),
    )
    return replace(book, rows=read_rows(pages, book.ways, problems))


def _members(pages: Pages, problems: list[Problem]) -> tuple[Member, ...]:
    if pages.find("members.sheet") is None:
        problems.append(pages.missing("members.sheet"))
    return read_members(pages, problems)
