"""Runs that end when their time is over, whatever the solver does.

HiGHS looks at its clock between its steps, and in models of ten thousands of columns one step may
take minutes (1.16: rounding along a line, in which learnt conflicts are propagated). Such a run is
left behind: it goes on in its thread until the program ends, and nobody looks at it any more.
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stack_planner.choosing.solve.runs import Limits

LARGE = 5_000
"""So many columns make a run that may be left behind; steps of smaller ones are short."""

GRACE = 2.0
"""Seconds that a run has to notice that its time is over."""

_left_behind: list[threading.Thread] = []


def run_within(
    highs: Any,  # noqa: ANN401 — HiGHS's own object
    limits: Limits,
    columns: int,
    before: float = 0.0,
) -> bool:
    """Runs with the time that is left after the model was built; whether the run came to an end.

    If it did not, its object must not be touched again. ``before`` is what the clock of an object
    shows that has run already, as it goes on from there.
    """
    if limits.until == math.inf:
        highs.run()
        return True
    seconds = limits.seconds
    highs.setOptionValue("time_limit", before + seconds)
    if columns < LARGE:
        highs.run()
        return True
    thread = threading.Thread(target=highs.run, daemon=True)
    thread.start()
    thread.join(seconds + GRACE)
    if thread.is_alive():
        _left_behind.append(thread)
        return False
    return True


def is_any_left_behind() -> bool:
    """Whether a run still goes on; the program must then end without cleaning up around it."""
    return any(thread.is_alive() for thread in _left_behind)
