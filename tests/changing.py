"""Small changes of the small region, each of which spoils it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.planning import Inputs, check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.problems import Problem
    from tests.small import Tables

STACK, NEEDS = "project_stack.xlsx", "municipal_needs.xlsx"


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Every problem of the inputs in a folder."""
    inputs = folder / "inputs"
    return check(Inputs(inputs / STACK, [inputs / NEEDS]))


def first(table: str, **changes: object) -> Callable[[Tables], object]:
    """Changes the first row of a table."""
    return lambda tables: tables[table][0].update(changes)


def more(table: str, **row: object) -> Callable[[Tables], object]:
    """Adds a row to a table."""
    return lambda tables: tables[table].append(row)


def position(project: str, stance: str, **more_of_it: object) -> Callable[[Tables], object]:
    """What town 1001 says about a project."""
    return more("positions", orp="1001", project=project, stance=stance, **more_of_it)


def requires(one: str, other: str) -> Callable[[Tables], object]:
    """Adds a link from a project to one that it requires."""
    return more("links", first=one, relation="requires", second=other)


def both(*changes: Callable[[Tables], object]) -> Callable[[Tables], object]:
    """Several changes, one after the other."""
    return lambda tables: [change(tables) for change in changes]


def setting(key: str, value: object) -> Callable[[Tables], object]:
    """Adds a setting."""
    return lambda tables: tables["settings"].append({"key": key, "value": value, "note": ""})


def groups(*towns: list[str], **more_of_it: object) -> Callable[[Tables], object]:
    """What groups of towns would pay for the joint project by themselves."""
    rows = [{"project": "P3", "group": group, "amount": 1, **more_of_it} for group in towns]
    return lambda tables: tables.update(group_costs=rows)
