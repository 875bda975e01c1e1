"""HiGHS, its models built by PuLP.

PuLP 3.3 does not know HiGHS's status after a node limit and calls a stopped run optimal, so the
run and its status are read from HiGHS itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.solve.bounded import LARGE, run_within
from stack_planner.choosing.solve.building import build, is_binary, scale_of
from stack_planner.choosing.solve.runs import BOUND_TOLERANCE, Answer, Limits, State
from stack_planner.choosing.solve.silence import silenced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Column, Model

ENUMERATION = 1 << 16
"""A rule of HiGHS's presolve that is left out: in 1.16 it calls infeasible what is not, and loses
best choices, also where all columns are yes or no; without it the same models are solved right."""

SETTINGS = {
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "threads": 1,
    "presolve_rule_off": ENUMERATION,
}

WITHOUT_PRESOLVE = {"presolve": "off"}
"""HiGHS 1.13 to 1.16 may lose rows in its presolve (github.com/ERGO-Code/HiGHS, issue 3216, and
other rules as well) and then call infeasible what is not; seen only where columns are amounts."""


WITHOUT_GUESSING = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
}
"""For runs that mostly prove what they begin from: guessing better choices is half of the time."""


@dataclass(frozen=True)
class Solver:
    """Solves models under limits."""

    limits: Limits = field(default_factory=Limits)

    def within(self, nodes: int | None = None) -> Solver:
        """The solver with at most so many nodes a run, and never content with a gap."""
        most = self.limits.nodes if nodes is None else min(nodes, self.limits.nodes)
        return replace(self, limits=replace(self.limits, nodes=most, gap=None))

    def maximise(
        self,
        model: Model,
        weights: Sequence[int] | None = None,
        start: frozenset[int] | None = None,
        unit: int = 1,
        keep: int = 0,
    ) -> Answer:
        """The best choice of a model by ``weights`` (its own unless given).

        Args:
            model: columns and rows.
            weights: by column, in integers.
            start: a choice known to keep every row, to begin from (and all that is told once the
                limit is over, when nothing is begun any more); not where columns are amounts,
                as HiGHS 1.16 then calls optimal what is not (its presolve mistakes the start).
            unit: what the weights are divided by, so that the solver sees moderate numbers.
            keep: how many of the worse choices on the way to tell as well.
        """
        values = [column.weight for column in model.columns] if weights is None else weights
        if not model.columns:
            return _empty(model)
        if self.limits.is_over:
            return Answer(State.TIME, start, None, solves=0)
        highs = build_highs(model, values, unit, self.limits)
        if start is not None:
            _begin_from(highs, start, len(model.columns))
        _stop_when_close(highs, self.limits)
        met = _watched(highs) if keep or len(values) >= LARGE else []
        if not run_within(highs, self.limits, len(values)):
            return _left_answer(met, start, model.columns, unit)
        answer = _answer(highs, model.columns, values, unit)
        if start is not None and _is_untrue(highs, answer, values, unit):
            return self.maximise(model, weights, None, unit, keep)
        worse = (_taken(each.values, model.columns) for each in met[-keep - 1 :] if keep)
        return replace(answer, others=tuple(each for each in worse if each != answer.chosen))

    def relax(self, model: Model, unit: int = 1) -> Relaxed | None:
        """The linear relaxation of a model: what it is worth, and the prices of its rows.

        None where it has no solution, or none was found.
        """
        if self.limits.is_over:
            return None
        highs = build_highs(model, [column.weight for column in model.columns], unit, self.limits)
        _let_be_parts(highs, len(model.columns))
        if (
            not run_within(highs, self.limits, len(model.columns))
            or _state(highs) is not State.OPTIMAL
        ):
            return None
        scales = (unit / scale_of(row) for row in model.rows)
        duals = highs.getSolution().row_dual
        return Relaxed(
            worth=-float(highs.getInfo().objective_function_value) * unit,
            prices=tuple(-dual * scale for dual, scale in zip(duals, scales, strict=True)),
            shares=tuple(highs.getSolution().col_value),
        )


@dataclass(frozen=True)
class Repeated:
    """A model that is asked again and again for the best choice by other weights.

    It is written for the solver once; each answer is that of a new run. Its columns are decisions.
    """

    solver: Solver
    model: Model

    @cached_property
    def _highs(self) -> Any:  # noqa: ANN401
        """The solver's object that holds the model, with whatever weights."""
        highs = build_highs(self.model, [0] * len(self.model.columns), 1, self.solver.limits)
        for name, value in WITHOUT_GUESSING.items():
            highs.setOptionValue(name, value)
        return highs

    def maximise(self, weights: Sequence[int], start: frozenset[int], unit: int) -> Answer:
        """The best choice by some weights, begun from a choice that keeps every row."""
        limits, columns = self.solver.limits, self.model.columns
        if not columns:
            return _empty(self.model)
        if limits.is_over:
            return Answer(State.TIME, start, None, solves=0)
        for index, weight in enumerate(weights):
            self._highs.changeColCost(index, -weight / unit)
        self._highs.clearSolver()
        _begin_from(self._highs, start, len(columns))
        answer = self._answer(weights, unit)
        if answer and _is_untrue(self._highs, answer, weights, unit):
            self._highs.clearSolver()
            answer = self._answer(weights, unit)
        if answer is None:
            del self.__dict__["_highs"]
        return answer or Answer(State.TIME, start, None)

    def _answer(self, weights: Sequence[int], unit: int) -> Answer | None:
        """The answer of a new run; None if it was left behind."""
        limits, columns = self.solver.limits, self.model.columns
        if not run_within(self._highs, limits, len(columns), self._highs.getRunTime()):
            return None
        return _answer(self._highs, columns, weights, unit)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The worth of a linear relaxation in the units of the weights, and the price of each row.

    A price is what one more unit of a row's bound would be worth; ``shares`` are how much of each
    column is taken. All are in floating point.
    """

    worth: float
    prices: tuple[float, ...]
    shares: tuple[float, ...]


def version() -> str:
    """The solver's name and version."""
    from importlib.metadata import version as installed  # noqa: PLC0415

    return f"HiGHS {installed('highspy')}"


def _empty(model: Model) -> Answer:
    """A model without columns: nothing is chosen, if every row lets it be so."""
    if all(row.holds(frozenset()) for row in model.rows):
        return Answer(State.OPTIMAL, frozenset(), 0)
    return Answer(State.INFEASIBLE, None, None)


def build_highs(model: Model, weights: Sequence[int], unit: int, limits: Limits) -> Any:  # noqa: ANN401
    """A configured HiGHS object that holds the model; PuLP writes it."""
    import pulp  # noqa: PLC0415 — slow to import, needed only when something is solved

    problem, _ = build(model, weights, unit, pulp.LpMaximize)
    solver = pulp.HiGHS(
        msg=False,
        mip_max_nodes=limits.nodes,
        **SETTINGS,
        **({} if all(map(is_binary, model.columns)) else WITHOUT_PRESOLVE),
    )
    with silenced():
        solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)
    return problem.solverModel


def _begin_from(highs: Any, chosen: frozenset[int], columns: int) -> None:  # noqa: ANN401
    import highspy  # noqa: PLC0415

    solution = highspy.HighsSolution()
    solution.col_value = [float(index in chosen) for index in range(columns)]
    highs.setSolution(solution)


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
    nodes = max(0, int(info.mip_node_count))
    if state in {State.INFEASIBLE, State.FAILED}:
        return Answer(state, None, None, nodes)
    found = info.primal_solution_status == 2  # noqa: PLR2004 — kSolutionStatusFeasible
    values = highs.getSolution().col_value if found else []
    chosen = _taken(values, columns) if found else None
    is_linear = not any(column.whole for column in columns)
    dual = -float(info.objective_function_value if is_linear else info.mip_dual_bound)
    bound = math.floor((dual + BOUND_TOLERANCE) * unit) if _is_known(dual) else None
    exact = all(is_binary(c) for c, weight in zip(columns, weights, strict=True) if weight)
    if state is State.OPTIMAL and chosen is not None and exact:
        bound = sum(weights[i] for i in chosen)
    return Answer(state, chosen, bound, nodes)


def _is_untrue(highs: Any, answer: Answer, weights: Sequence[int], unit: int) -> bool:  # noqa: ANN401
    """Whether a run calls optimal a choice that is worth less than its own bound.

    HiGHS 1.16 does so now and then where it begins from a choice: it solves the model in its
    presolve, rightly or not, and tells the choice that it began from. Asked without it is right.
    """
    if answer.state is not State.OPTIMAL or answer.chosen is None:
        return False
    worth = sum(weights[i] for i in answer.chosen) / unit
    bound = -float(highs.getInfo().mip_dual_bound)
    return _is_known(bound) and abs(worth - bound) > BOUND_TOLERANCE + 1e-9 * abs(worth)


def _is_known(dual: float) -> bool:
    return math.isfinite(dual) and abs(dual) < 1e20  # noqa: PLR2004 — HiGHS's own infinity


def _taken(values: Sequence[float], columns: Sequence[Column]) -> frozenset[int]:
    """The decisions that a solution says yes to."""
    return frozenset(i for i, x in enumerate(values) if x > 0.5 and is_binary(columns[i]))  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Met:
    """A solution that a run met: the values of its columns, and the bound at that moment."""

    values: Sequence[float]
    bound: float


def _watched(highs: Any) -> list[Met]:  # noqa: ANN401
    """A list that fills with the solutions a run meets, ever better ones."""
    met: list[Met] = []

    def look(event: Any) -> None:  # noqa: ANN401 — HiGHS's own event
        seen = event.data_out
        met.append(Met(list(seen.mip_solution), -seen.mip_dual_bound))

    highs.cbMipSolution += look
    return met


def _left_answer(
    met: Sequence[Met], start: frozenset[int] | None, columns: Sequence[Column], unit: int
) -> Answer:
    """What is known of a run that was left behind: the last solution that it met, if any."""
    if not met:
        return Answer(State.TIME, start, None)
    last = met[-1]
    known = all(is_binary(column) for column in columns) and _is_known(last.bound)
    bound = math.floor((last.bound + BOUND_TOLERANCE) * unit) if known else None
    return Answer(State.TIME, _taken(last.values, columns), bound)


def _let_be_parts(highs: Any, columns: int) -> None:  # noqa: ANN401
    import highspy  # noqa: PLC0415

    for index in range(columns):
        highs.changeColIntegrality(index, highspy.HighsVarType.kContinuous)


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
