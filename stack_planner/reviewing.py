"""Plans that come back: what officers decided in them, and a new plan that keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.choosing.options import make_options
from stack_planner.choosing.solve import Solver
from stack_planner.explaining.changes import Decided, base_of
from stack_planner.explaining.review import review_plan
from stack_planner.planning import score
from stack_planner.problems import Problem, ProblemsError, Severity, has_errors
from stack_planner.records import REGION
from stack_planner.returning import read_plan_book

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stack_planner.choosing.solve import Limits
    from stack_planner.explaining.review import Review
    from stack_planner.planning import Inputs
    from stack_planner.records import Strategy
    from stack_planner.results import Option
    from stack_planner.returning import PlanBook

PATTERN = "*.xlsx"
"""Which files beside a plan may be the other workbooks of the same plan."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: plan workbooks, the inputs they were made of, and where others may lie."""

    plans: tuple[Path, ...]
    inputs: Inputs
    limits: Limits
    folder: Path


def review(returned: Returned, progress: Callable[[str], None]) -> Review:
    """What the decisions in one plan workbook break, bring and cost.

    Raises:
        ProblemsError: the inputs or the workbook have errors.
        InfeasibleError, OutOfEffortError, UntrueAnswerError: as ``choose``, where the region's plan
            has to be found again.
    """
    progress("read")
    (book,), told = read_books(returned.plans)
    strategy, scores, problems = score(returned.inputs)
    options, _ = make_options(strategy, scores)
    told = (*told, *about_inputs([book], strategy))
    told = (*told, *Decided(book, strategy, options).problems())
    if has_errors(told):
        raise ProblemsError(told)
    base = found_base(book, returned, strategy, options)
    same_plan = base is not None
    if base is None:
        progress("solve")
        choice = best_choice(strategy, scores, returned.limits, progress)
        base = choice.chosen
        same_plan = choice.fingerprint == book.plan
    progress("price")
    decided = Decided(book, strategy, options, base)
    made = review_plan(decided, scores, Solver(replace(returned.limits, gap=None)))
    same_inputs = book.hashes == strategy.hashes
    return replace(made, same_inputs=same_inputs, same_plan=same_plan, problems=(*problems, *told))


def read_books(paths: Sequence[Path]) -> tuple[tuple[PlanBook, ...], tuple[Problem, ...]]:
    """The plans in some workbooks, and what there is to say of them.

    Raises:
        ProblemsError: one has errors, or two are of the same payer.
    """
    read = [read_plan_book(path) for path in paths]
    problems = [problem for _, those in read for problem in those]
    books = [book for book, _ in read if book is not None]
    first: dict[str, PlanBook] = {}
    for book in books:
        if book.block in first:
            details: dict[str, str | int] = {"other": first[book.block].file}
            problems.append(Problem("plan_payer_twice", Severity.ERROR, book.file, details=details))
        first.setdefault(book.block, book)
    if has_errors(problems):
        raise ProblemsError(tuple(problems))
    return tuple(books), tuple(problems)


def about_inputs(books: Sequence[PlanBook], strategy: Strategy) -> tuple[Problem, ...]:
    """Plans of towns that the inputs do not have, and of inputs that have changed since."""
    problems = []
    for book in books:
        if book.block not in {REGION, *strategy.orp}:
            details: dict[str, str | int] = {"known": ", ".join(strategy.orp)}
            where = (book.file, "", "", book.payer)
            problems.append(Problem("plan_payer", Severity.ERROR, *where, details))
        changed = [
            file
            for file in sorted({*book.hashes, *strategy.hashes})
            if book.hashes.get(file) != strategy.hashes.get(file)
        ]
        if changed:
            files: dict[str, str | int] = {"files": ", ".join(changed)}
            problems.append(
                Problem("plan_inputs_changed", Severity.WARNING, book.file, details=files)
            )
    return tuple(problems)


def found_base(
    book: PlanBook, returned: Returned, strategy: Strategy, options: Sequence[Option]
) -> tuple[Option, ...] | None:
    """The region's plan as its other workbooks tell it; None where they are not all there."""
    others = siblings(book, returned, strategy)
    return base_of([book, *others], strategy, options)


def siblings(book: PlanBook, returned: Returned, strategy: Strategy) -> tuple[PlanBook, ...]:
    """The other workbooks of the same plan, in its own folder or that of the outputs."""
    found: dict[str, PlanBook] = {}
    wanted = {REGION, *strategy.orp} - {book.block}
    folders = dict.fromkeys((*(path.parent for path in returned.plans), returned.folder))
    for path in (path for folder in folders for path in sorted(folder.glob(PATTERN))):
        if not wanted - found.keys():
            break
        other, _ = read_plan_book(path)
        if other and other.plan == book.plan and other.block in wanted:
            found.setdefault(other.block, other)
    return tuple(found.values())
