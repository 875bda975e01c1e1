"""How far a town's plan holds when the weights of criteria change, over all of their space."""

from stack_planner.explaining.robust.answer import (
    BestPlan,
    Interval,
    Presence,
    Robustness,
    Shift,
    SpaceState,
    Stability,
    Swap,
)
from stack_planner.explaining.robust.measuring import robustness

__all__ = [
    "BestPlan",
    "Interval",
    "Presence",
    "Robustness",
    "Shift",
    "SpaceState",
    "Stability",
    "Swap",
    "robustness",
]
