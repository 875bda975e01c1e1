"""Several plan workbooks at once: those of one plan, each of another payer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity
from stack_planner.returning.workbook import read_plan_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stack_planner.returning.book import PlanBook

WORKBOOKS = "*.xlsx"


def read_books(
    paths: Iterable[Path], *, others_lie_there: bool = False
) -> tuple[tuple[PlanBook, ...], tuple[Problem, ...]]:
    """The plans in some workbooks, and what there is to say of them.

    That one cannot be read or is of a payer that another one has is an error; so is one that is no
    plan, unless ``others_lie_there``: then it is passed over.
    """
    first: dict[str, PlanBook] = {}
    problems: list[Problem] = []
    for path in paths:
        book, found = read_plan_book(path)
        if others_lie_there and [problem.code for problem in found] == ["plan_unknown"]:
            continue
        problems += found
        if book is not None and book.block in first:
            details: dict[str, str | int] = {"other": first[book.block].file}
            problems.append(Problem("plan_payer_twice", Severity.ERROR, book.file, details=details))
        elif book is not None:
            first[book.block] = book
    return tuple(first.values()), tuple(problems)


def books_in(folder: Path) -> Iterator[PlanBook]:
    """The plan workbooks in a folder, by name, each read once it is asked for.

    Others that lie there are passed over, and so are those that cannot be read.
    """
    for path in sorted(folder.glob(WORKBOOKS)):
        book, _ = read_plan_book(path)
        if book is not None:
            yield book
