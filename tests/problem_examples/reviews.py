"""Examples of problems that a review of plan workbooks tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.choosing.solve import Limits
from stack_planner.comparing import options_of
from stack_planner.planning import Order
from stack_planner.planning import plan as made
from stack_planner.problems import ProblemsError
from stack_planner.reviewing import Replanning, Returned, replan, review
from tests.changing import first, position
from tests.planned import OTHER, REGION_BOOK, TOWN, decide, inputs_of, planned
from tests.problem_examples.making import Example
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stack_planner.problems import Problem


def returned(folder: Path, *plans: str) -> Returned:
    """Plans of the small region that came back, with its inputs."""
    outputs = folder / "outputs"
    paths = tuple(outputs / plan for plan in plans)
    return Returned(paths, inputs_of(folder), Limits(), outputs)


def reviewed(folder: Path, plan: str) -> Iterable[Problem]:
    """What the review of a plan tells."""
    try:
        return review(returned(folder, plan), lambda _: None).problems
    except ProblemsError as error:
        return error.problems


def later(change: Callable[[Tables], object]) -> Example:
    """Inputs that were changed after the plan was made."""

    def found(folder: Path) -> Iterable[Problem]:
        planned(folder)
        write_small(folder, change)
        return reviewed(folder, TOWN)

    return Example(found=found)


def without_town(tables: Tables) -> None:
    """The region without the town whose plan it is."""
    for name in ("orps", "budgets", "needs"):
        tables[name] = [
            row for row in tables[name] if "1001" not in {row.get("code"), row.get("orp")}
        ]
    tables["municipalities"] = []


def without_project(tables: Tables) -> None:
    """The stack without a project of the plan."""
    for name, key in (("projects", "code"), ("scores", "project")):
        tables[name] = [row for row in tables[name] if row[key] != "P2"]


def twice(folder: Path) -> Iterable[Problem]:
    """A plan and its copy."""
    outputs = planned(folder) / "outputs"
    (outputs / "kopie.xlsx").write_bytes((outputs / TOWN).read_bytes())
    return replanned(folder, TOWN, "kopie.xlsx")


def replanned(folder: Path, *plans: str) -> Iterable[Problem]:
    """What a new plan around some workbooks tells."""
    try:
        order = Replanning(force=True)
        return replan(returned(folder, *plans), order, lambda _: None).plan.problems
    except ProblemsError as error:
        return error.problems


def two_edited(folder: Path) -> Iterable[Problem]:
    """Two edited plans, of which one is given."""
    outputs = planned(folder) / "outputs"
    for plan in (TOWN, OTHER):
        decide(outputs / plan, "P3", Rozhodnutí=0)
    return replanned(folder, TOWN)


def alone(folder: Path) -> Iterable[Problem]:
    """An edited plan that came back without the others of its plan."""
    outputs = planned(folder) / "outputs"
    decide(outputs / TOWN, "P3", Rozhodnutí=0)
    (outputs / OTHER).unlink()
    return replanned(folder, TOWN)


def unserved(folder: Path) -> Iterable[Problem]:
    """A regional project without one of its towns."""
    file = planned(folder) / "outputs" / REGION_BOOK
    decide(file, "P4", "Účast měst", Rozhodnutí=0)
    return reviewed(folder, REGION_BOOK)


def running(folder: Path) -> Iterable[Problem]:
    """A plan near to one in which what runs now was begun with own money."""
    outputs = planned(folder) / "outputs"
    decide(outputs / TOWN, "P2", Financování="vlastní zdroje")
    write_small(folder, a_year_on)
    order = Order(inputs_of(folder), Limits(), None, before=options_of(outputs))
    return made(order, lambda _: None)[0].problems


def a_year_on(tables: Tables) -> None:
    """Budgets a year later; P2 has begun the year before and takes two years."""
    for row in (*tables["budgets"], *tables["pool"]):
        row["year"] += 1
    position("P2", "must", year=2027)(tables)
    tables["projects"][1]["duration"] = 2


EXAMPLES: dict[str, Example] = {
    "plan_payer": later(without_town),
    "plan_payer_twice": Example(found=twice),
    "plan_inputs_changed": later(first("budgets", capex=900_000)),
    "plan_project_gone": later(without_project),
    "plan_option_gone": later(position("P1", "interest", year=2027)),
    "plan_member_served": Example(found=unserved),
    "plan_not_given": Example(found=two_edited),
    "running_as_before": Example(found=running),
    "plan_lone": Example(found=alone),
}
