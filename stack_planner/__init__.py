"""Chooses ICT projects for the towns of a region within their budgets, exactly and explained."""

from stack_planner.version import VERSION as __version__

__all__ = ["__version__"]
