"""A model as PuLP writes it, in numbers that a solver of floating point can bear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.choosing.model import Sense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Column, Model, Row

LARGEST_COEFFICIENT = 1 << 10
MOST_SCALING = 1 << 19
"""Rows are halved until their coefficients are below the first, but not more than the second:
HiGHS's tolerance of 10⁻⁶ then stays under one crown."""


def build(model: Model, weights: Sequence[int], unit: int, sense: int) -> tuple[Any, list[Any]]:
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
    scale = scale_of(row)
    senses = {
        Sense.AT_MOST: pulp.LpConstraintLE,
        Sense.AT_LEAST: pulp.LpConstraintGE,
        Sense.EQUAL: pulp.LpConstraintEQ,
    }
    left = pulp.LpAffineExpression([(variables[i], c / scale) for i, c in row.terms])
    return pulp.LpConstraint(left, senses[row.sense], rhs=row.bound / scale)


def scale_of(row: Row) -> int:
    """A power of two, which divides without rounding, that makes the coefficients moderate."""
    largest = max((abs(coefficient) for _, coefficient in row.terms), default=1)
    scale = 1
    while largest / scale > LARGEST_COEFFICIENT and scale < MOST_SCALING:
        scale *= 2
    return scale


def is_binary(column: Column) -> bool:
    """Whether a column is a decision, yes or no."""
    return column.whole and column.upper == 1
