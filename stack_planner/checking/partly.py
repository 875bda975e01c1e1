"""Checks of rows that are not whole: each is made as far as it needs nothing that is missing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from stack_planner.records import LackingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.problems import Problem


def as_far_as_known(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a row up to the first check that asks for a value which it lacks."""
    with suppress(LackingError):
        yield from problems
