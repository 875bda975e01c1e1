"""Watching a run of HiGHS: ending it when enough is known, and keeping what it meets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.solve.runs import BOUND_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.solve.runs import Limits


def stop_when_close(highs: Any, limits: Limits) -> None:  # noqa: ANN401
    """Ends a run that has tried for a proof and is close enough without one."""
    if limits.gap is None:
        return
    enough = float(limits.gap)

    def look(event: Any) -> None:  # noqa: ANN401 — HiGHS's own event
        seen = event.data_out
        if seen.mip_gap <= enough and seen.mip_node_count >= limits.proof_nodes:
            event.interrupt()

    highs.cbMipInterrupt += look


def stop_when_enough(highs: Any, enough: int | None, unit: int) -> None:  # noqa: ANN401
    """Ends a run that knows whether anything is worth more than is asked of it."""
    if enough is None:
        return

    def look(event: Any) -> None:  # noqa: ANN401 — HiGHS's own event
        bound, found = -event.data_out.mip_dual_bound, -event.data_out.mip_primal_bound
        below = is_known(bound) and safe(bound, unit) <= enough
        above = is_known(found) and (found - BOUND_TOLERANCE) * unit > enough
        if below or above:
            event.interrupt()

    highs.cbMipInterrupt += look


@dataclass(frozen=True, slots=True)
class Met:
    """A solution that a run met: the values of its columns, and the bound at that moment."""

    values: Sequence[float]
    bound: float


def watched(highs: Any) -> list[Met]:  # noqa: ANN401
    """A list that fills with the solutions a run meets, ever better ones."""
    met: list[Met] = []

    def look(event: Any) -> None:  # noqa: ANN401 — HiGHS's own event
        seen = event.data_out
        met.append(Met(list(seen.mip_solution), -seen.mip_dual_bound))

    highs.cbMipSolution += look
    return met


def safe(bound: float, unit: int) -> int:
    """A bound of the solver's in integers, never below what it means."""
    return math.floor((bound + BOUND_TOLERANCE) * unit)


def is_known(dual: float) -> bool:
    """Whether a bound says anything; HiGHS tells very large numbers where there is none."""
    return math.isfinite(dual) and abs(dual) < 1e20  # noqa: PLR2004
