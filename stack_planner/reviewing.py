"""Plans that come back: what officers decided in them, and a new plan that keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice, choose_plan
from stack_planner.choosing.options import make_options
from stack_planner.choosing.solve import Solver
from stack_planner.choosing.verify import Count
from stack_planner.decided import Logged, Matter
from stack_planner.explaining.answers import UNASKED, answers_of
from stack_planner.explaining.changes import Decided, base_of, with_grants
from stack_planner.explaining.review import review_plan
from stack_planner.planning import score
from stack_planner.problems import Problem, ProblemsError, Severity, has_errors
from stack_planner.publishing import public_plan
from stack_planner.records import REGION
from stack_planner.returning import books_in, read_books
from stack_planner.telling.review import change_cells
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from stack_planner.choosing.solve import Limits
    from stack_planner.decided import Kept
    from stack_planner.explaining.review import Review
    from stack_planner.planning import Inputs
    from stack_planner.records import Strategy
    from stack_planner.results import Option, Plan
    from stack_planner.returning import PlanBook


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: plan workbooks, the inputs they were made of, and where others may lie.

    ``near`` is the folder of the plan that was sent out, where the workbooks came back elsewhere.
    """

    plans: tuple[Path, ...]
    inputs: Inputs
    limits: Limits
    folder: Path
    near: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where other workbooks of the same plan are looked for, in order."""
        named = () if self.near is None else (self.near,)
        beside = (path.parent for path in self.plans)
        return tuple(dict.fromkeys((*named, *beside, self.folder)))


def review(returned: Returned, progress: Callable[[str], None]) -> Review:
    """What the decisions in one plan workbook break, bring and cost.

    Raises:
        ProblemsError: the inputs or the workbook have errors.
        InfeasibleError, OutOfEffortError, UntrueAnswerError: as ``choose``, where the region's plan
            has to be found again.
    """
    progress("read")
    (book,), told = returned_books(returned.plans)
    strategy, scores, problems = score(returned.inputs)
    others = siblings([book], returned, strategy)
    strategy = with_grants(strategy, [book, *others])
    options, _ = make_options(strategy, scores)
    told = (*told, *about_inputs([book], strategy))
    told = (*told, *Decided(book, strategy, options).problems())
    if has_errors(told):
        raise ProblemsError(told)
    base = base_of([book, *others], strategy, options)
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


@dataclass(frozen=True, slots=True)
class Replanning:
    """How a new plan is made and logged: who decided, and when, where the workbook does not say."""

    by: str = ""
    date: date | None = None
    lang: str = "cs"
    force: bool = False
    public: bool = False


@dataclass(frozen=True)
class Replanned:
    """A new plan that keeps decisions, and what the one before was worth, in objective units.

    ``anew`` says that the one before could not be put together, and was found anew.
    """

    plan: Plan
    before: int
    files: tuple[Path, ...]
    anew: bool = False

    @property
    def price(self) -> Fraction:
        """By how much the new plan is worth less, in units of 10⁻⁴ point."""
        proof = self.plan.proof
        return Fraction(self.before - proof.objective, proof.denominator)


def replan(returned: Returned, order: Replanning, progress: Callable[[str], None]) -> Replanned:
    """The best plan of the region that keeps what officers decided, written with its log.

    Of plans worth as much it is the nearest to the one that they started from.

    Decisions that were marked as kept before, in workbooks of the same plan that are not given,
    are kept too. Nothing is written if anything is raised: ProblemsError, ForeignFilesError,
    InfeasibleError with the decisions among its rules, or whatever ``choose_plan`` raises.
    """
    from stack_planner.workbook import writing  # noqa: PLC0415 — slow to import
    from stack_planner.workbook.outputs import Outputs  # noqa: PLC0415

    progress("read")
    books, told = returned_books(returned.plans)
    strategy, scores, problems = score(returned.inputs)
    others = siblings(books, returned, strategy)
    strategy = with_grants(strategy, [*books, *others])
    options, _ = make_options(strategy, scores)
    given = [Decided(book, strategy, options) for book in books]
    before = [Decided(book.as_proposed(), strategy, options) for book in others]
    told = (*told, *about_inputs(books, strategy), *_edited(others, strategy, options))
    told = (*told, *_lone(books, others, strategy))
    told = (
        *told,
        *(problem for each in (*given, *before) for problem in each.problems(of_kept=True)),
    )
    if has_errors(told):
        raise ProblemsError(told)
    outputs = Outputs(public=order.public)
    if not order.force:
        writing.refuse_foreign(returned.folder, outputs.names(strategy))
    base = base_of([*books, *others], strategy, options)
    anew = False
    if base is None:
        choice = best_choice(strategy, scores, returned.limits, progress)
        base, anew = choice.chosen, choice.fingerprint != books[0].plan
    kept = tuple(dict.fromkeys(kept for each in (*given, *before) for kept in each.kept))
    near = _near((*given, *before), kept)
    problems = (*problems, *told)
    made = choose_plan(strategy, scores, problems, returned.limits, progress, kept, near)
    made = replace(made, log=_logs(given, others, order))
    words = load(order.lang)
    made = public_plan(made, words) if order.public else made
    why = UNASKED if order.public else answers_of(made, returned.limits, progress)
    progress("write")
    files = writing.save(returned.folder, outputs.files(made, words, why))
    worth = Count(strategy, scores, base).total_value()
    return Replanned(made, worth, tuple(files), anew)


def _lone(
    books: Sequence[PlanBook], others: Sequence[PlanBook], strategy: Strategy
) -> Iterator[Problem]:
    """Workbooks of the same plan that are not at hand, so that nothing holds their payers to it."""
    from stack_planner.workbook import writing  # noqa: PLC0415 — slow to import

    missing = {REGION, *strategy.orp} - {book.block for book in (*books, *others)}
    if missing:
        names = [strategy.orp[code].name for code in strategy.orp if code in missing]
        names += [strategy.settings.region_name or writing.REGION_FILE] if REGION in missing else []
        details: dict[str, str | int] = {"missing": ", ".join(names)}
        yield Problem("plan_lone", Severity.WARNING, books[0].file, details=details)


def _near(decided: Iterable[Decided], kept: Iterable[Kept]) -> frozenset[str]:
    """The options by their keys that officers started from, without grants that are denied."""
    denied = {key for each in kept if each.matter is Matter.GRANT for key in each.options}
    keys = (key for each in decided for key in each.keys)
    return frozenset(key.removesuffix("+") if key in denied else key for key in keys)


def _edited(
    others: Sequence[PlanBook], strategy: Strategy, options: Sequence[Option]
) -> Iterator[Problem]:
    """Workbooks of the same plan that were edited as well, but are not given."""
    for book in others:
        if Decided(book, strategy, tuple(options)).changes:
            yield Problem("plan_not_given", Severity.WARNING, book.file)


def _logs(
    given: Sequence[Decided], others: Sequence[PlanBook], order: Replanning
) -> dict[str, tuple[Logged, ...]]:
    """The log of every payer: what it holds so far, and an entry for each new decision."""
    words = load(order.lang)
    logs = {book.block: book.log for book in others}
    for decided in given:
        new = (
            Logged(
                change.date or order.date,
                order.by,
                *change_cells(change, decided.strategy, words),
                change.reason,
                change.resolution,
            )
            for change in decided.changes
        )
        logs[decided.book.block] = (*decided.book.log, *new)
    return {block: entries for block, entries in logs.items() if entries}


def returned_books(paths: Sequence[Path]) -> tuple[tuple[PlanBook, ...], tuple[Problem, ...]]:
    """The plans in the workbooks that were given; ProblemsError where one has errors."""
    books, problems = read_books(paths)
    if has_errors(problems):
        raise ProblemsError(problems)
    return books, problems


def about_inputs(books: Sequence[PlanBook], strategy: Strategy) -> tuple[Problem, ...]:
    """Plans of towns that the inputs do not have, and of inputs that have changed since."""
    problems = []
    for book in books:
        if book.block not in {REGION, *strategy.orp}:
            details: dict[str, str | int] = {"known": ", ".join(strategy.orp)}
            where = (book.file, "", "", book.payer)
            problems.append(Problem("plan_payer", Severity.ERROR, *where, details))
        changed = book.other_inputs(strategy.hashes)
        if changed:
            files: dict[str, str | int] = {"files": ", ".join(changed)}
            problems.append(
                Problem("plan_inputs_changed", Severity.WARNING, book.file, details=files)
            )
    return tuple(problems)


def siblings(
    books: Sequence[PlanBook], returned: Returned, strategy: Strategy
) -> tuple[PlanBook, ...]:
    """The other workbooks of the same plan, from the first of the folders that has them."""
    found: dict[str, PlanBook] = {}
    wanted = {REGION, *strategy.orp} - {book.block for book in books}
    for other in chain.from_iterable(map(books_in, returned.folders)):
        if other.plan == books[0].plan and other.block in wanted:
            found.setdefault(other.block, other)
        if wanted == found.keys():
            break
    return tuple(found.values())
