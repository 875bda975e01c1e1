"""The plan that questions are asked about: the one that stands in workbooks, or else a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.choosing.options import make_options
from stack_planner.choosing.solve import Solver
from stack_planner.explaining.changes import Decided, base_of, with_grants
from stack_planner.explaining.held import Region
from stack_planner.planning import score
from stack_planner.problems import UnknownOrpError
from stack_planner.records import REGION
from stack_planner.returning import books_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stack_planner.choosing.solve import Limits
    from stack_planner.decided import Kept
    from stack_planner.planning import Inputs
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Option
    from stack_planner.returning import PlanBook


@dataclass(frozen=True, slots=True)
class Subject:
    """What questions are about: inputs, and the folder where the workbooks of their plan may lie.

    ``orps`` are the towns that are meant; none means all.
    """

    inputs: Inputs
    limits: Limits
    folder: Path
    orps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A region with its plan; ``found`` says that it stood in workbooks."""

    region: Region
    found: bool
    problems: tuple[Problem, ...] = ()

    @property
    def strategy(self) -> Strategy:
        """The strategy of the region."""
        return self.region.strategy


def stand(
    subject: Subject,
    progress: Callable[[str], None],
    check: Callable[[Strategy], None] = lambda _: None,
) -> Standing:
    """The plan in the workbooks of these very inputs, or else the best one, found anew.

    ``check`` may raise what is wrong with a question before the plan is looked for.

    Raises:
        ProblemsError: the inputs have errors.
        UnknownOrpError: there is no such town.
        InfeasibleError, OutOfEffortError, UntrueAnswerError: as ``choose``, where the region's plan
            has to be found anew.
    """
    progress("read")
    strategy, scores, problems = score(subject.inputs)
    check(strategy)
    for code in subject.orps:
        if code not in strategy.orp:
            raise UnknownOrpError(code, tuple(strategy.orp))
    solver = Solver(replace(subject.limits, gap=None))
    books = _books(subject.folder, strategy)
    strategy = with_grants(strategy, books)
    options, _ = make_options(strategy, scores)
    base = base_of(books, strategy, options) if books else None
    if base is not None:
        kept = _kept(books, strategy, options)
        region = Region(strategy, scores, options, base, solver, kept)
        return Standing(region, found=True, problems=problems)
    progress("solve")
    chosen = best_choice(strategy, scores, subject.limits, progress).chosen
    region = Region(strategy, scores, options, chosen, solver)
    return Standing(region, found=False, problems=problems)


def _books(folder: Path, strategy: Strategy) -> list[PlanBook]:
    """The workbooks of one plan of these inputs, that of the region's workbook."""
    same = (book for book in books_in(folder) if book.hashes == strategy.hashes)
    books = [book.as_proposed() for book in same]
    plan = next((book.plan for book in books if book.block == REGION), None)
    return [book for book in books if book.plan == plan]


def _kept(
    books: Sequence[PlanBook], strategy: Strategy, options: tuple[Option, ...]
) -> tuple[Kept, ...]:
    """What the plan keeps of officers' decisions."""
    decided = (Decided(book, strategy, options) for book in books)
    return tuple(dict.fromkeys(kept for each in decided for kept in each.kept))
