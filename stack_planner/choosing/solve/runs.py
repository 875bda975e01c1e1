"""How a run of a solver is limited, how it ended, and what it found."""

from __future__ import annotations

import math
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

T = TypeVar("T")
R = TypeVar("R")

BOUND_TOLERANCE = 1e-3
"""How far below an integer a bound may lie and still mean it, in what the solver sees as one."""


class State(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    CLOSE = "close"
    WORK = "work"
    TIME = "time"
    INFEASIBLE = "infeasible"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a run ends without a proof: effort is counted in nodes, time is only a safety net.

    ``gap`` is close enough once ``proof_nodes`` were spent on trying to prove the optimum. With
    ``enough``, in the units of the weights, a run ends as soon as it knows whether any choice is
    worth more. Up to ``jobs`` runs go side by side where they do not depend on each other; the
    results are the same.
    """

    nodes: int = 20_000
    until: float = math.inf
    gap: Fraction | None = None
    proof_nodes: int = 2_000
    jobs: int = 1
    enough: int | None = None

    @property
    def seconds(self) -> float:
        """What is left until the moment, at least a little."""
        return max(0.1, self.until - time.monotonic()) if self.until < math.inf else math.inf

    def anew(self, seconds: float) -> Limits:
        """The same limits for another work, so many seconds from now."""
        return replace(self, until=time.monotonic() + seconds)

    def part(self, left: int) -> Limits:
        """The limits of the next of so many works that are left, each with its part of the time."""
        if self.until == math.inf or self.is_over:
            return self
        turns = -(-left // self.jobs)
        return replace(self, until=time.monotonic() + self.seconds / turns)

    def side_by_side(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """The results of some work on each item, in their order, up to ``jobs`` at a time."""
        with ThreadPoolExecutor(self.jobs) as pool:
            return list(pool.map(work, items))

    @property
    def is_over(self) -> bool:
        """Whether the moment has come."""
        return time.monotonic() >= self.until


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run found: ``chosen`` columns (None if none), and no choice is worth over ``bound``.

    Columns that are amounts, not yes or no, are never among the chosen ones.

    ``bound`` is in the units of the weights; it is None where the run proved nothing. ``others``
    are the last worse choices that the run met on its way, where they were asked for; ``solves``
    counts the runs that it took.
    """

    state: State
    chosen: frozenset[int] | None
    bound: int | None
    nodes: int = 0
    others: tuple[frozenset[int], ...] = ()
    solves: int = 1


def processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
