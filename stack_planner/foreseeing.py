"""The story of scenarios: today's plan → each scenario solved → side by side → a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.checking import check_strategy
from stack_planner.explaining.scenarios import foreseen
from stack_planner.problems import NoScenariosError, ProblemsError, has_errors
from stack_planner.reading.files import shown_name
from stack_planner.reading.scenario_file import read_scenarios
from stack_planner.standing import stand
from stack_planner.supposing import scenarios_of
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.explaining.scenarios import Foreseen
    from stack_planner.problems import Problem
    from stack_planner.records import ScenarioChange, Strategy
    from stack_planner.standing import Standing, Subject

    Stated = tuple[tuple[ScenarioChange, ...], tuple[Problem, ...]]

WORKBOOK = "scenarios.xlsx"


@dataclass(frozen=True, slots=True)
class Order:
    """Which scenarios are asked for: those of ``file``, or else of the stack's workbook.

    The workbook of them goes into the subject's folder if it ``writes``.
    """

    subject: Subject
    file: Path | None = None
    lang: str = "cs"
    force: bool = False
    writes: bool = True


@dataclass(frozen=True)
class Foresight:
    """The plan that stands, what becomes of it, problems of the scenarios' file, what was written.

    ``scenarios`` are the outcomes about the plan of ``standing``.
    """

    standing: Standing
    scenarios: Foreseen
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]


def foresee(order: Order, progress: Callable[[str], None]) -> Foresight:
    """What becomes of the plan in each scenario; the time limit is that of each one by itself.

    Raises:
        NoScenariosError: there is none to look at.
        ProblemsError: the inputs have errors, or the file of scenarios.
        ForeignFilesError: somebody else's file stands where the workbook goes.
        what ``stand`` does.
    """
    limits, folder = order.subject.limits, order.subject.folder
    seconds = limits.seconds
    if order.writes and not order.force:
        from stack_planner.workbook.writing import refuse_foreign  # noqa: PLC0415 — slow to import

        refuse_foreign(folder, [WORKBOOK])
    stated = _stated_by(order)
    standing = stand(order.subject, progress, lambda strategy: _refuse(*stated(strategy)))
    changes, problems = stated(standing.strategy)
    scenarios = scenarios_of(changes)
    found = foreseen(standing.region, scenarios, lambda: limits.anew(seconds), progress)
    files: list[Path] = []
    if order.writes:
        from stack_planner.workbook.scenarios import scenarios_workbook  # noqa: PLC0415
        from stack_planner.workbook.writing import save  # noqa: PLC0415

        progress("write")
        content = scenarios_workbook(found, load(order.lang), WORKBOOK)
        files = save(folder, {WORKBOOK: content})
    return Foresight(standing, found, problems, tuple(files))


def _refuse(changes: tuple[ScenarioChange, ...], problems: tuple[Problem, ...]) -> None:
    """Stops before anything is solved where there is no scenario, or a wrong one in the file."""
    if has_errors(problems):
        raise ProblemsError(problems)
    if not changes:
        raise NoScenariosError


def _stated_by(order: Order) -> Callable[[Strategy], Stated]:
    """What says the changes of the scenarios asked for, by the strategy that they are about.

    With them come the problems of their file, if there is one; it is read once.
    """
    if order.file is None:
        return lambda strategy: (strategy.scenarios, ())
    changes, problems = read_scenarios(order.file)
    name = shown_name(order.file)

    def stated(strategy: Strategy) -> Stated:
        found = check_strategy(replace(strategy, scenarios=changes))
        return changes, (*problems, *(problem for problem in found if problem.file == name))

    return stated
