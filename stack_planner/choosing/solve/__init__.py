"""The one room that knows solvers: HiGHS, and CBC for a second opinion; PuLP builds the models."""

from stack_planner.choosing.solve.bounded import is_any_left_behind
from stack_planner.choosing.solve.cbc import Cbc, Second
from stack_planner.choosing.solve.highs import Relaxed, Repeated, Solver, version
from stack_planner.choosing.solve.runs import BOUND_TOLERANCE, Answer, Limits, State, processors

__all__ = [
    "BOUND_TOLERANCE",
    "Answer",
    "Cbc",
    "Limits",
    "Relaxed",
    "Repeated",
    "Second",
    "Solver",
    "State",
    "is_any_left_behind",
    "processors",
    "version",
]
