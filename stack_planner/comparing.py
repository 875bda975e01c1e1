"""The story of a comparison: two plans' workbooks → what was decided → what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.compare import compare_plans
from stack_planner.problems import Problem, ProblemsError, Severity, has_errors
from stack_planner.reading.files import find_workbooks, shown_names
from stack_planner.records import REGION, Scope
from stack_planner.results import option_key
from stack_planner.returning import read_books
from stack_planner.words import load

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.explaining.compare import Difference
    from stack_planner.returning import PlanBook


def compare(
    a: Path, b: Path, output: Path | None, lang: str, *, force: bool
) -> tuple[Difference, tuple[Problem, ...], list[Path]]:
    """What differs between two plans, each a workbook or a folder of them, and what was written.

    ProblemsError where a workbook cannot be read or is no plan, ForeignFilesError where somebody
    else's file stands at ``output``.
    """
    before, after = read_plan(a), read_plan(b)
    problems = (*before[1], *after[1])
    if has_errors(problems):
        raise ProblemsError(problems)
    difference = compare_plans(before[0], after[0])
    if output is None:
        return difference, problems, []
    from stack_planner.workbook.compared import compared_workbook  # noqa: PLC0415 — slow to import
    from stack_planner.workbook.writing import refuse_foreign, save  # noqa: PLC0415

    if not force:
        refuse_foreign(output.parent, [output.name])
    names = shown_names([a, b])
    content = compared_workbook(difference, names[a], names[b], load(lang), output.name)
    return difference, problems, save(output.parent, {output.name: content})


def options_of(path: Path) -> frozenset[str]:
    """The keys of the options of a plan, as officers decided; ProblemsError where it is none."""
    books, problems = read_plan(path)
    if has_errors(problems):
        raise ProblemsError(problems)
    return frozenset(
        option_key(
            row.project,
            REGION if row.scope is Scope.REGION else book.block,
            row.decided.start,
            row.decided.programme,
            granted=row.decided.regional_grant,
        )
        for book in books
        for row in book.rows
        if row.decided
    )


def read_plan(path: Path) -> tuple[tuple[PlanBook, ...], tuple[Problem, ...]]:
    """The plan workbooks of a file or a folder, one a payer; other workbooks there are passed over.

    That nothing in the folder is a plan is an error, and so are two workbooks of one payer.
    """
    files, told = find_workbooks([path])
    books, found = read_books(files, others_lie_there=files != [path])
    problems = [problem for problem in told if problem.severity is not Severity.NOTICE]
    problems += found
    if files and not books and not has_errors(problems):
        problems.append(Problem("plan_unknown", Severity.ERROR, str(path)))
    return books, tuple(problems)
