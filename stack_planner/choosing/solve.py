"""The one place that knows solvers: HiGHS, and CBC for a second opinion; PuLP builds the models.

PuLP 3.3 does not know HiGHS's status after a node limit and calls a stopped run optimal, so the
run and its status are read from HiGHS itself; what CBC could prove in its time is in its log alone.
"""

from __future__ import annotations

import math
import re
import time
import warnings
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.model import Sense
from stack_planner.choosing.silence import silenced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from stack_planner.choosing.model import Column, Model, Row

LARGEST_COEFFICIENT = 1 << 10
MOST_SCALING = 1 << 19
"""Rows are halved until their coefficients are below the first, but not more than the second:
HiGHS's tolerance of 10⁻⁶ then stays under one crown."""

BOUND_TOLERANCE = 1e-3
"""How far below an integer a bound may lie and still mean it, in what the solver sees as one."""

CBC_TOLERANCE = (1, 1e-7)
"""How far CBC's bound may be too low: so many of what it sees as one, and such a part of it.

It counts in floating point and prints three decimal places.
"""

SETTINGS = {"random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0, "threads": 1}


class State(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    CLOSE = "close"
    WORK = "work"
    TIME = "time"
    INFEASIBLE = "infeasible"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a run ends without a proof: effort is counted in nodes, time is only a safety net.

    ``gap`` is close enough once ``proof_nodes`` were spent on trying to prove the optimum.
    """

    nodes: int = 20_000
    until: float = math.inf
    gap: Fraction | None = None
    proof_nodes: int = 2_000

    @property
    def seconds(self) -> float:
        """What is left until the moment, at least a little."""
        return max(0.1, self.until - time.monotonic()) if self.until < math.inf else math.inf


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run found: ``chosen`` columns (None if none), and no choice is worth over ``bound``.

    Columns that are amounts, not yes or no, are never among the chosen ones.

    ``bound`` is in the units of the weights; it is None where the run proved nothing.
    """

    state: State
    chosen: frozenset[int] | None
    bound: int | None
    nodes: int = 0


@dataclass(frozen=True)
class Solver:
    """Solves models under limits."""

    limits: Limits = field(default_factory=Limits)

    def maximise(
        self,
        model: Model,
        weights: Sequence[int] | None = None,
        start: frozenset[int] | None = None,
        unit: int = 1,
    ) -> Answer:
        """The best choice of a model by ``weights`` (its own unless given).

        Args:
            model: columns and rows.
            weights: by column, in integers.
            start: a choice known to keep every row, to begin from.
            unit: what the weights are divided by, so that the solver sees moderate numbers.
        """
        values = [column.weight for column in model.columns] if weights is None else weights
        if not model.columns:
            return _empty(model)
        highs = _build(model, values, unit, self.limits)
        if start is not None:
            _begin_from(highs, start, model.columns)
        _stop_when_close(highs, self.limits)
        highs.run()
        return _answer(highs, model.columns, values, unit)


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
        problem, variables = _problem(model, losses, unit, pulp.LpMinimize)
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


def version() -> str:
    """The solver's name and version."""
    from importlib.metadata import version as installed  # noqa: PLC0415

    return f"HiGHS {installed('highspy')}"


def _empty(model: Model) -> Answer:
    """A model without columns: nothing is chosen, if every row lets it be so."""
    if all(row.holds(frozenset()) for row in model.rows):
        return Answer(State.OPTIMAL, frozenset(), 0)
    return Answer(State.INFEASIBLE, None, None)


def _build(model: Model, weights: Sequence[int], unit: int, limits: Limits) -> Any:  # noqa: ANN401
    """A configured HiGHS object that holds the model; PuLP writes it."""
    import pulp  # noqa: PLC0415 — slow to import, needed only when something is solved

    problem, _ = _problem(model, weights, unit, pulp.LpMaximize)
    seconds = limits.seconds
    solver = pulp.HiGHS(
        msg=False,
        timeLimit=None if seconds == math.inf else seconds,
        mip_max_nodes=limits.nodes,
        **SETTINGS,
    )
    with silenced():
        solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)
    return problem.solverModel


def _problem(model: Model, weights: Sequence[int], unit: int, sense: int) -> tuple[Any, list[Any]]:
    """The model as PuLP's problem, and its variables in the order of the columns."""
    import pulp  # noqa: PLC0415 — slow to import

    problem = pulp.LpProblem("choice", sense)
    variables = [_variable(pulp, problem, *each) for each in enumerate(model.columns)]
    problem.setObjective(
        pulp.LpAffineExpression(
            [(x, weight / unit) for x, weight in zip(variables, weights, strict=True)]
        )
    )
    for number, row in enumerate(model.rows):
        problem.addConstraint(_constraint(pulp, row, variables), f"r{number:06d}")
    return problem, variables


def _variable(pulp: Any, problem: Any, index: int, column: Column) -> Any:  # noqa: ANN401
    """A yes-or-no variable, or an amount from 0 up."""
    kind = pulp.LpInteger if column.whole else pulp.LpContinuous
    name = f"x{index:06d}"
    return problem.add_variable(name, lowBound=0, upBound=column.upper, cat=kind)


def _constraint(pulp: Any, row: Row, variables: Sequence[Any]) -> Any:  # noqa: ANN401
    scale = _scale(row)
    senses = {
        Sense.AT_MOST: pulp.LpConstraintLE,
        Sense.AT_LEAST: pulp.LpConstraintGE,
        Sense.EQUAL: pulp.LpConstraintEQ,
    }
    left = pulp.LpAffineExpression([(variables[i], c / scale) for i, c in row.terms])
    return pulp.LpConstraint(left, senses[row.sense], rhs=row.bound / scale)


def _scale(row: Row) -> int:
    """A power of two, which divides without rounding, that makes the coefficients moderate."""
    largest = max((abs(coefficient) for _, coefficient in row.terms), default=1)
    scale = 1
    while largest / scale > LARGEST_COEFFICIENT and scale < MOST_SCALING:
        scale *= 2
    return scale


def _begin_from(highs: Any, chosen: frozenset[int], columns: Sequence[Column]) -> None:  # noqa: ANN401
    """A start for the run; amounts are left open, which HiGHS then fills in by a linear solve."""
    import highspy  # noqa: PLC0415

    solution = highspy.HighsSolution()
    solution.col_value = [
        float(index in chosen) if _is_binary(column) else highspy.kHighsUndefined
        for index, column in enumerate(columns)
    ]
    highs.setSolution(solution)


def _is_binary(column: Column) -> bool:
    return column.whole and column.upper == 1


def _stop_when_close(highs: Any, limits: Limits) -> None:  # noqa: ANN401
    """Ends a run that has tried for a proof and is close enough without one."""
    if limits.gap is None:
        return
    enough = float(limits.gap)

    def look(event: Any) -> None:  # noqa: ANN401 — HiGHS's own event
        seen = event.data_out
        if seen.mip_gap <= enough and seen.mip_node_count >= limits.proof_nodes:
            event.interrupt()

    highs.cbMipInterrupt += look


def _answer(
    highs: Any,  # noqa: ANN401
    columns: Sequence[Column],
    weights: Sequence[int],
    unit: int,
) -> Answer:
    """What the run says, its status read before any variable.

    The bound of a proven optimum is its own exact worth; another one is rounded down safely. Where
    amounts have weight as well, a bound that is rounded down may be one too low.
    """
    state = _state(highs)
    info = highs.getInfo()
    if state in {State.INFEASIBLE, State.FAILED}:
        return Answer(state, None, None)
    found = info.primal_solution_status == 2  # noqa: PLR2004 — kSolutionStatusFeasible
    values = highs.getSolution().col_value if found else []
    taken = (i for i, x in enumerate(values) if x > 0.5 and _is_binary(columns[i]))  # noqa: PLR2004
    chosen = frozenset(taken) if found else None
    dual = -float(info.mip_dual_bound)
    known = math.isfinite(dual) and abs(dual) < 1e20  # noqa: PLR2004 — HiGHS's own infinity
    bound = math.floor((dual + BOUND_TOLERANCE) * unit) if known else None
    exact = all(_is_binary(c) for c, weight in zip(columns, weights, strict=True) if weight)
    if state is State.OPTIMAL and chosen is not None and exact:
        bound = sum(weights[i] for i in chosen)
    return Answer(state, chosen, bound, max(0, int(info.mip_node_count)))


def _state(highs: Any) -> State:  # noqa: ANN401
    import highspy  # noqa: PLC0415

    status = highspy.HighsModelStatus
    return {
        status.kOptimal: State.OPTIMAL,
        status.kModelEmpty: State.OPTIMAL,
        status.kInfeasible: State.INFEASIBLE,
        status.kUnboundedOrInfeasible: State.INFEASIBLE,
        status.kInterrupt: State.CLOSE,
        status.kTimeLimit: State.TIME,
        status.kSolutionLimit: State.WORK,
        status.kIterationLimit: State.WORK,
    }.get(highs.getModelStatus(), State.FAILED)


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
