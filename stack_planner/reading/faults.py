"""A cell that is not what its column holds; a file that cannot be read at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity

if TYPE_CHECKING:
    from stack_planner.problems import Source


@dataclass
class FaultError(Exception):
    """A cell's value is not what its column holds; ``details`` go into the sentence.

    ``mend`` is the value that was certainly meant, if there is one.
    """

    code: str
    details: dict[str, str | int] = field(default_factory=dict)
    mend: str | int | None = None

    def at(self, source: Source, address: str, seen: str, heading: str) -> Problem:
        """The problem of the cell at an address of the source's sheet."""
        details = {"heading": heading, **self.details}
        where = (source.file, source.sheet, address)
        return Problem(self.code, Severity.ERROR, *where, seen, details, self.mend)


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
