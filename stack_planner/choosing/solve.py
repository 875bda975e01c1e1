"""The one place that knows a solver: HiGHS, its model built by PuLP.

PuLP 3.3 does not know HiGHS's status after a node limit and calls a stopped run optimal, so the
run and its status are read from HiGHS itself.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from enum import StrEnum
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

SETTINGS = {"random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0, "threads": 1}

WITHOUT_ENUMERATION = {"presolve_rule_off": 1 << 16}
"""HiGHS 1.13 to 1.16 may lose rows by this rule of its presolve (github.com/ERGO-Code/HiGHS, issue
3216) and then call infeasible what is not; seen here only where columns are amounts."""


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
            start: a choice known to keep every row, to begin from; not where columns are amounts,
                as HiGHS 1.16 then calls optimal what is not (its presolve mistakes the start).
            unit: what the weights are divided by, so that the solver sees moderate numbers.
        """
        values = [column.weight for column in model.columns] if weights is None else weights
        if not model.columns:
            return _empty(model)
        highs = _build(model, values, unit, self.limits)
        if start is not None:
            _begin_from(highs, start, len(model.columns))
        _stop_when_close(highs, self.limits)
        highs.run()
        return _answer(highs, model.columns, values, unit)


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

    problem = pulp.LpProblem("choice", pulp.LpMaximize)
    variables = [
        problem.add_variable(
            f"x{index:06d}", 0, column.upper, pulp.LpInteger if column.whole else pulp.LpContinuous
        )
        for index, column in enumerate(model.columns)
    ]
    problem.setObjective(
        pulp.LpAffineExpression(
            [(x, weight / unit) for x, weight in zip(variables, weights, strict=True)]
        )
    )
    for number, row in enumerate(model.rows):
        problem.addConstraint(_constraint(pulp, row, variables), f"r{number:06d}")
    seconds = limits.seconds
    solver = pulp.HiGHS(
        msg=False,
        timeLimit=None if seconds == math.inf else seconds,
        mip_max_nodes=limits.nodes,
        **SETTINGS,
        **({} if all(map(_is_binary, model.columns)) else WITHOUT_ENUMERATION),
    )
    with silenced():
        solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)
    return problem.solverModel


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


def _begin_from(highs: Any, chosen: frozenset[int], columns: int) -> None:  # noqa: ANN401
    import highspy  # noqa: PLC0415

    solution = highspy.HighsSolution()
    solution.col_value = [float(index in chosen) for index in range(columns)]
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
