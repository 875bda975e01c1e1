"""What others are asked to fill in: empty input workbooks, and a questionnaire for each town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.checking.identity import check_identity
from stack_planner.comparing import read_plan
from stack_planner.problems import Problem, ProblemsError, Severity, has_errors
from stack_planner.reading.files import shown_name
from stack_planner.reading.sheets import concerning
from stack_planner.reading.strategy import read_strategy
from stack_planner.returning import with_plan
from stack_planner.words import load
from stack_planner.workbook.questionnaires import questionnaires
from stack_planner.workbook.templates import template_workbooks
from stack_planner.workbook.writing import save_example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stack_planner.planning import Inputs
    from stack_planner.records import Strategy
    from stack_planner.returning import PlanBook

USED = ("projects", "settings", "orps", "municipalities", "positions")
"""The tables that a questionnaire is made of."""


def write_templates(folder: Path, lang: str, *, force: bool) -> list[Path]:
    """Both input workbooks, empty, written; ForeignFilesError where others would go."""
    return save_example(folder, template_workbooks(lang), force=force)


def write_questionnaires(
    folder: Path, inputs: Inputs, lang: str, plan: Path | None = None, *, force: bool
) -> tuple[list[Path], tuple[Problem, ...]]:
    """A questionnaire for each town of the inputs, written, and what there is to say of the plan.

    Budgets and needs may still be missing: they are what is asked for. ``plan`` is a folder of the
    plan that was approved for the time before: what it has done or running is filled in as well.

    Raises:
        ProblemsError: what the questionnaires would be made of has errors.
        ForeignFilesError: other files stand there, which only ``force`` replaces.
    """
    strategy, problems = read_strategy(inputs.stack, inputs.needs, needed=("projects", "orps"))
    if strategy is not None:
        problems = (*problems, *check_identity(strategy), *_horizon(strategy))
    used = concerning(problems, USED)
    if strategy is None or has_errors(used):
        raise ProblemsError(used)
    told: tuple[Problem, ...] = ()
    if plan is not None:
        strategy, told = _after(strategy, plan, lang)
    made = questionnaires(strategy, lang, after_plan=plan is not None)
    return save_example(folder, made, force=force), told


def _after(strategy: Strategy, plan: Path, lang: str) -> tuple[Strategy, tuple[Problem, ...]]:
    """The strategy with the positions that a plan leaves behind; a warning of each town without."""
    books, problems = read_plan(plan)
    if has_errors(problems):
        raise ProblemsError(problems)
    return with_plan(strategy, books, load(lang)), (*problems, *_without(strategy, books, plan))


def _without(strategy: Strategy, books: Iterable[PlanBook], plan: Path) -> Iterator[Problem]:
    """A warning of each town that a plan has no workbook of."""
    there = {book.block for book in books}
    for orp in strategy.orps:
        if orp.code not in there:
            told: dict[str, str | int] = {"orp": f"{orp.code} {orp.name}"}
            where = (shown_name(plan), "", "", orp.code)
            yield Problem("plan_town_missing", Severity.WARNING, *where, told)


def _horizon(strategy: Strategy) -> Iterator[Problem]:
    """The years to be asked for come from the budgets, or else from the settings."""
    if not strategy.budgets and not {"first_year", "years"} <= strategy.settings.sources.keys():
        yield Problem("horizon_unknown", Severity.ERROR)
