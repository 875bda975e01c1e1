"""Chooses ICT projects for the towns of a region within their budgets, exactly and explained."""

from stack_planner import version

__version__ = version.VERSION
__all__ = ["__version__"]
