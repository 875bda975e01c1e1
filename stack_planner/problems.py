"""What can be wrong: problems of the data are returned; a few faults of the program are raised."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from stack_planner.conflicts import Conflict, Repair


class Severity(StrEnum):
    """How bad a problem is: only an error stops the plan."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Source:
    """The row of a workbook that a record was read from, so that any field of it has an address.

    ``header`` is the row of the headings.
    """

    file: str = ""
    sheet: str = ""
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    header: int = 0

    def cell(self, name: str) -> str:
        """The address of a field, as ``C7``; the row alone where its column is missing."""
        if not self.row:
            return ""
        return f"{self.columns.get(name, '')}{self.row}"

    def named(self, name: str) -> str:
        """The address of a field with its sheet, as ``Rozpočty!C7``."""
        return f"{self.sheet}!{self.cell(name)}" if self.row else self.sheet

    def place(self, name: str) -> str:
        """The address of a field with its file and sheet, as ``obce.xlsx › Rozpočty!C7``."""
        return " › ".join(part for part in (self.file, self.named(name)) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the inputs: where, what was seen; the sentences are in ``words``.

    ``details`` are the values that the sentences of ``code`` name: plain texts and numbers.
    ``mend`` is the value that may be written into the cell with certainty; what is only likely, as
    the nearest word, is never one.
    """

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    seen: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    mend: str | int | None = None

    @property
    def place(self) -> str:
        """``file › sheet!cell``, as far as it is known."""
        inside = "!".join(part for part in (self.sheet, self.cell) if part)
        return " › ".join(part for part in (self.file, inside) if part)


def at(  # noqa: PLR0913 — where, what, seen, how bad, and the certain mend
    source: Source,
    name: str,
    code: str,
    seen: object = "",
    severity: Severity = Severity.ERROR,
    *,
    mend: str | int | None = None,
    **details: str | int,
) -> Problem:
    """A problem with one field of a record."""
    where = (source.file, source.sheet, source.cell(name))
    return Problem(code, severity, *where, str(seen), details, mend)


def nearest(word: str, known: Iterable[str]) -> str:
    """The one known word that the given one is most like, or ``""``."""
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops the plan."""
    return any(problem.severity is Severity.ERROR for problem in problems)


@dataclass
class ProblemsError(Exception):
    """The inputs have errors; all their problems."""

    problems: tuple[Problem, ...]


@dataclass
class InfeasibleError(Exception):
    """No plan keeps every rule: which of them are in conflict, and what would mend it."""

    conflicts: tuple[Conflict, ...] = ()
    repair: Repair | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def has_decisions(self) -> bool:
        """Whether officers' decisions are among the rules in conflict."""
        return any(conflict.has_decisions for conflict in self.conflicts)


class OutOfEffortError(Exception):
    """The work or time limit came before any plan was found."""


@dataclass
class UntrueAnswerError(Exception):
    """The solver's answer breaks a rule when it is counted again in integers."""

    broken: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(self.broken)


@dataclass
class UnknownOrpError(Exception):
    """An ORP was asked for that the inputs do not have."""

    code: str
    known: tuple[str, ...]


@dataclass
class UnknownProjectError(Exception):
    """A project was asked for that the inputs do not have."""

    code: str
    known: tuple[str, ...]


class NoScenariosError(Exception):
    """Scenarios were asked for, and none is stated anywhere."""


@dataclass
class HandoverError(Exception):
    """That drafts were sent cannot be recorded: why, of which agenda, what its sentence names."""

    reason: str
    agenda: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass
class ForeignFilesError(Exception):
    """Files that would be overwritten were not written by this tool, or were changed since."""

    files: tuple[Path, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each of the files as a problem."""
        return tuple(Problem("file_foreign", Severity.ERROR, str(file)) for file in self.files)
