"""A second solver, CBC. What it could prove in its time stands in its log alone."""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.solve.building import build
from stack_planner.choosing.solve.runs import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Model

CBC_TOLERANCE = (1, 1e-7)
"""How far CBC's bound may be too low: so many of what it sees as one, and such a part of it.

It counts in floating point and prints three decimal places.
"""


@dataclass(frozen=True)
class Cbc:
    """A second solver, which shares nothing with the first one but the rows."""

    seconds: float

    @staticmethod
    def is_here() -> bool:
        """Whether CBC is installed; PuLP 3 brings it along, another PuLP may not."""
        return _cbc() is not None

    def maximise(self, model: Model, start: frozenset[int], unit: int = 1) -> Second:
        """The best choice of a model that CBC finds in its time, beginning from a known one."""
        import pulp  # noqa: PLC0415 — slow to import

        losses = [-column.weight for column in model.columns]
        problem, variables = build(model, losses, unit, pulp.LpMinimize)
        for index, variable in enumerate(variables):
            variable.setInitialValue(int(index in start))
        with TemporaryDirectory() as folder:
            log = Path(folder) / "log"
            solver = _cbc(timeLimit=self.seconds, warmStart=True, logPath=str(log))
            solver.tmpDir = folder
            try:
                problem.solve(solver)
            except (pulp.PulpSolverError, OSError):
                return Second("CBC", State.FAILED, None, None)
            said = log.read_text(encoding="utf-8", errors="replace")
        return _second(problem.sol_status, variables, said, unit)


@dataclass(frozen=True, slots=True)
class Second:
    """What CBC found; its proven ``bound`` is rounded up safely, in the units of the weights."""

    name: str
    state: State
    chosen: frozenset[int] | None
    bound: int | None


def _cbc(**options: Any) -> Any:  # noqa: ANN401
    """PuLP's own CBC, or another one on the path; None where there is none."""
    import pulp  # noqa: PLC0415

    for name in ("PULP_CBC_CMD", "COIN_CMD"):
        if hasattr(pulp, name):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                solver = getattr(pulp, name)(msg=False, threads=1, gapRel=0, **options)
            if solver.available():
                return solver
    return None


def _second(status: int, variables: Sequence[Any], said: str, unit: int) -> Second:
    """CBC's result; the model that it saw minimises losses, so its lower bound bounds ours."""
    import pulp  # noqa: PLC0415

    state = {
        pulp.LpSolutionOptimal: State.OPTIMAL,
        pulp.LpSolutionIntegerFeasible: State.TIME,
        pulp.LpSolutionInfeasible: State.INFEASIBLE,
    }.get(status, State.FAILED)
    found = state in {State.OPTIMAL, State.TIME}
    chosen = {i for i, x in enumerate(variables) if (x.value() or 0) > 0.5}  # noqa: PLR2004
    proven = _said(said, "Objective value" if state is State.OPTIMAL else "Lower bound")
    release = re.search(r"^Version: (\S+)", said, re.MULTILINE)
    return Second(
        name=f"CBC {release.group(1)}" if release else "CBC",
        state=state,
        chosen=frozenset(chosen) if found else None,
        bound=None if proven is None else _outwards(-proven, unit),
    )


def _said(log: str, what: str) -> float | None:
    """The last number of a name that CBC's log tells, unless it is as good as infinite."""
    numbers = re.findall(rf"^{what}: +(\S+)$", log, re.MULTILINE)
    number = float(numbers[-1]) if numbers else math.inf
    return number if abs(number) < 1e20 else None  # noqa: PLR2004


def _outwards(bound: float, unit: int) -> int:
    """The most that a value may be without contradicting a bound of floating point."""
    absolute, relative = CBC_TOLERANCE
    return math.ceil((bound + absolute + relative * abs(bound)) * unit)
