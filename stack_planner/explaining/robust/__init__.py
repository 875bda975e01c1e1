"""How far a town's plan holds when the weights of criteria change, over all of their space."""

from stack_planner.explaining.robust.answer import (
    BestPlan,
    Interval,
    Lie,
    Presence,
    Robustness,
    Shift,
    Stability,
    Turn,
)
from stack_planner.explaining.robust.measuring import robustness

__all__ = [
    "BestPlan",
    "Interval",
    "Lie",
    "Presence",
    "Robustness",
    "Shift",
    "Stability",
    "Turn",
    "robustness",
]
