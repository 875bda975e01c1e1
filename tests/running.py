"""The command line run the way a person runs it: in a folder, with arguments, saying something."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest import mock

from stack_planner.cli import main

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


def run(folder: Path, *arguments: str) -> Ended:
    """Runs ``stack-planner`` in a folder, within this process: nothing is imported anew."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        mock.patch.object(sys, "argv", ["stack-planner", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main(arguments)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        else:
            code = 0
    return Ended(code, out.getvalue(), err.getvalue())


def run_apart(folder: Path, *arguments: str, seed: str = "0") -> Ended:
    """Runs ``stack-planner`` in a folder as a process of its own, with a seed of its hashes.

    Only so is seen what C code prints, what a new process imports, and what hangs on its hashes.
    """
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
