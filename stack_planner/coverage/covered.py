"""What comes of looking at all problem spots on one day: the register, and what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from stack_planner.coverage.register import Register
    from stack_planner.problems import Problem
    from stack_planner.records import Agenda, Strategy


@dataclass(frozen=True, slots=True)
class Handover:
    """That the drafts of an agenda were sent to its office: when, and under which number."""

    agenda: Agenda
    day: date
    reference: str


@dataclass(frozen=True)
class Covered:
    """The register after everything that was recorded, and the files that were written.

    ``handed`` are the codes of the spots of the handover, which was recorded now or ``before``.
    ``kept`` is the file that a record changed by somebody was kept in.
    """

    strategy: Strategy
    register: Register
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    handover: Handover | None = None
    handed: tuple[str, ...] = ()
    before: bool = False
    kept: str = ""
