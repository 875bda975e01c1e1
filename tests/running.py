"""The command line run as a process of its own, the way a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 — whatever the command answers
        """Stdout as the one JSON value that it must be."""
        return json.loads(self.out)


def run(folder: Path, *arguments: str, seed: str = "0") -> Ended:
    """Runs ``stack-planner`` in a folder."""
    ended = subprocess.run(  # noqa: S603 — our own program
        [sys.executable, "-m", "stack_planner", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
