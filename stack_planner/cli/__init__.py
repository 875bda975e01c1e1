"""The command line: parse, call one function of the plan's story, print, exit code.

stdout is data, stderr is talk. Exit codes: 0 done, 1 internal fault, 2 usage, 3 input has problems,
4 infeasible, 5 written but not proven, 6 a file of somebody else's would be replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# Each module adds its command to the application; help lists them in this order.
from stack_planner.cli import (  # noqa: F401
    check,
    example,
    explain,
    import_,
    plan,
    review,
    score,
    template,
)
from stack_planner.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> Any:  # noqa: ANN401 — never returns
    """Runs the command line."""
    return app(args=arguments)
