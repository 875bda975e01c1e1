"""The search for the best choice of a region: in one piece where that is easy, else by blocks."""

from stack_planner.choosing.search.whole import solve_region

__all__ = ["solve_region"]
