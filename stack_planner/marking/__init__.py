"""Copies of the user's workbooks, marked and mended; the originals are never touched."""

from stack_planner.marking.copies import write_copies

__all__ = ["write_copies"]
