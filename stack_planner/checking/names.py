"""Names that stand twice: perhaps one thing was written down two times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Criterion, Project, Strategy


def check_names(strategy: Strategy) -> Iterator[Problem]:
    """Projects or criteria of the same name; those of municipalities may well be the same."""
    yield from _twice(strategy.projects)
    yield from _twice(strategy.criteria)


def _twice(records: Iterable[Project | Criterion]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for record in records:
        name = " ".join(record.name.casefold().split())
        other = first.setdefault(name, record.code)
        if other != record.code:
            yield at(record.source, "name", "name_twice", record.name, Severity.NOTICE, other=other)
