"""The command line: parse, call one function of the plan's story, print, exit code.

stdout is data, stderr is talk. Exit codes: 0 done, 1 internal fault, 2 usage, 3 input has problems,
4 infeasible, 5 written but not proven, 6 a file of somebody else's would be replaced.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

# Each module adds its command to the application; help lists them in this order.
from stack_planner.cli import (  # noqa: F401
    brief,
    check,
    compare,
    coverage,
    example,
    explain,
    frontier,
    import_,
    plan,
    review,
    robust,
    scenarios,
    score,
    template,
    weights,
)
from stack_planner.cli.app import app
from stack_planner.cli.ends import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> Any:  # noqa: ANN401 — never returns
    """Runs the command line.

    Whoever asks for JSON gets one object also where only stderr says what is wrong. Where a solver
    was left behind at the time limit, the process ends at once: its thread would not survive the
    usual cleaning up.
    """
    try:
        return app(args=arguments)
    except SystemExit as ended:
        if ended.code in UNTOLD and "--json" in (sys.argv if arguments is None else arguments):
            typer.echo(json.dumps({"status": UNTOLD[ended.code], "problems": [], "files": []}))
        solving = sys.modules.get("stack_planner.choosing.solve")
        if solving and solving.is_any_left_behind() and isinstance(ended.code, int):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code)
        raise
