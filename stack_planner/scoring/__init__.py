"""From a strategy to the value of each project for each town."""

from stack_planner.scoring.scores import score_projects

__all__ = ["score_projects"]
