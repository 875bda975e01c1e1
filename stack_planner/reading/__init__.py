"""From files to a Strategy and problems: cells with addresses, tables by heading, values."""

from stack_planner.reading.strategy import read_strategy

__all__ = ["read_strategy"]
