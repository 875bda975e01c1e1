"""Old and rare kinds of workbooks are read in a process of their own, with bounded memory and time.

What a damaged file of these kinds makes calamine ask for cannot be foreseen; there it may end.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stack_planner.reading.faults import UnreadableError
from stack_planner.reading.kinds import Kind

if TYPE_CHECKING:
    from stack_planner.problems import Problem
    from stack_planner.reading.cells import Sheet

MOST_MEMORY = 450_000_000
MOST_SECONDS = 5
"""Of the processor; on a busy machine the clock may show more."""

LONGEST_WAIT = 60


def read_apart(path: Path, name: str, kind: Kind) -> tuple[list[Sheet], list[Problem]]:
    """The sheets and problems that the other process found.

    Raises:
        UnreadableError: what it raised, or that it ran out of memory or time.
    """
    command = (sys.executable, "-m", __name__, str(path), name, kind.name)
    try:
        done = subprocess.run(  # noqa: S603 — our own module
            command, capture_output=True, timeout=LONGEST_WAIT, check=False, env=_environment()
        )
        answer = pickle.loads(done.stdout)  # noqa: S301 — written by ourselves
    except (subprocess.TimeoutExpired, pickle.UnpicklingError, EOFError) as error:
        megabytes = MOST_MEMORY // 1_000_000
        raise UnreadableError("file_too_hard", memory=megabytes, seconds=MOST_SECONDS) from error
    if isinstance(answer, UnreadableError):
        raise answer
    sheets, problems = answer
    return sheets, problems


def _environment() -> dict[str, str]:
    """Where the other process finds this package."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}


def main() -> None:
    """Reads the file of the arguments and writes the answer."""
    path, name, kind = Path(sys.argv[1]), sys.argv[2], Kind[sys.argv[3]]
    _bound()
    from stack_planner.reading.legacy import read_legacy  # noqa: PLC0415

    try:
        answer: object = read_legacy(path, name, kind)
    except UnreadableError as fault:
        answer = fault
    sys.stdout.buffer.write(pickle.dumps(answer))


def _bound() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such bounds
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
