"""Why a file, or a sheet of it, cannot be read."""

from __future__ import annotations

from stack_planner.problems import Problem, Severity


class UnreadableError(Exception):
    """A file cannot be read: the code of the problem, and the values its sentences name."""

    def __init__(self, code: str, seen: str = "", **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.seen = seen
        self.details = details

    def of(self, file: str) -> Problem:
        """The problem of that file."""
        return Problem(self.code, Severity.ERROR, file, seen=self.seen, details=self.details)
