"""The whole story: workbooks → Strategy → Scores → Options → Choice → Plan → workbooks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.checking import check_strategy
from stack_planner.choosing import choose_plan
from stack_planner.choosing.options import make_options
from stack_planner.choosing.second import ask_second
from stack_planner.explaining.answers import UNASKED, answers_of
from stack_planner.problems import ProblemsError, UnknownOrpError, has_errors
from stack_planner.publishing import public_plan
from stack_planner.reading import read_strategy
from stack_planner.scoring import score_projects
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stack_planner.choosing.solve import Limits
    from stack_planner.copied import Asked, Copies
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Plan, Scores


@dataclass(frozen=True, slots=True)
class Inputs:
    """The stack's workbook and the needs' workbooks or folders."""

    stack: Path
    needs: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked; without ``folder`` nothing is written, ``before`` is a plan to be near."""

    inputs: Inputs
    limits: Limits
    folder: Path | None
    orps: tuple[str, ...] = ()
    lang: str = "cs"
    force: bool = False
    verify: bool = False
    public: bool = False
    csv: bool = False
    explain: bool = True
    before: frozenset[str] = frozenset()


def write_example(folder: Path, lang: str, *, force: bool) -> list[Path]:
    """The worked example's input workbooks, written; ForeignFilesError where others would go."""
    from stack_planner.sample import example_workbooks  # noqa: PLC0415 — slow to import
    from stack_planner.workbook.writing import save_example  # noqa: PLC0415

    return save_example(folder, example_workbooks(lang), force=force)


def check(inputs: Inputs) -> tuple[Problem, ...]:
    """Every problem of the inputs, those of options that cannot be included."""
    strategy, problems = read_strategy(inputs.stack, inputs.needs)
    if strategy is None:
        return problems
    problems = (*problems, *check_strategy(strategy))
    if has_errors(problems):
        return problems
    return (*problems, *make_options(strategy, score_projects(strategy))[1])


def write_checked(inputs: Inputs, problems: Sequence[Problem], asked: Asked) -> Copies:
    """Marked and mended copies of the inputs; ForeignFilesError where other files would go."""
    from stack_planner.marking import write_copies  # noqa: PLC0415 — brings openpyxl with it

    paths = (inputs.stack, *inputs.needs)
    return write_copies(paths, problems, asked, lambda some: check(Inputs(some[0], some[1:])))


def score(inputs: Inputs) -> tuple[Strategy, Scores, tuple[Problem, ...]]:
    """The value of every project for every town; ProblemsError where the inputs have errors."""
    strategy, problems = read_strategy(inputs.stack, inputs.needs)
    if strategy is not None:
        problems = (*problems, *check_strategy(strategy))
    if strategy is None or has_errors(problems):
        raise ProblemsError(problems)
    return strategy, score_projects(strategy), problems


def plan(order: Order, progress: Callable[[str], None]) -> tuple[Plan, list[Path]]:
    """The best plan, proven and counted again, and the workbooks written of it.

    Nothing is written if anything is raised: UnknownOrpError, ForeignFilesError, or whatever
    ``score`` and ``choose_plan`` raise.
    """
    from stack_planner.workbook import writing  # noqa: PLC0415 — slow to import, not for `check`
    from stack_planner.workbook.outputs import Outputs  # noqa: PLC0415

    progress("read")
    strategy, scores, problems = score(order.inputs)
    for code in order.orps:
        if code not in strategy.orp:
            raise UnknownOrpError(code, tuple(strategy.orp))
    outputs = Outputs(order.orps, public=order.public, csv=order.csv)
    if order.folder and not order.force:
        writing.refuse_foreign(order.folder, outputs.names(strategy))
    made = choose_plan(strategy, scores, problems, order.limits, progress, (), order.before)
    if order.verify:
        progress("verify")
        made = replace(made, second=ask_second(made, order.limits))
    words = load(order.lang)
    made = public_plan(made, words) if order.public else made
    if order.folder is None:
        return made, []
    explains = order.explain and not order.public
    told = answers_of(made, order.limits, progress, order.orps) if explains else UNASKED
    progress("write")
    return made, writing.save(order.folder, outputs.files(made, words, told))
