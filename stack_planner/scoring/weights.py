"""The weights that count: those beside the criteria, of compared pairs, or of people's answers."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.records import WeightSource
from stack_planner.scoring.eliciting.ahp import ahp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Strategy


class Origin(StrEnum):
    """What the weights that count come from."""

    CRITERIA = "criteria"
    PAIRWISE = "pairwise"
    ANSWERS = "answers"


def weights_with_origin(
    strategy: Strategy,
) -> tuple[dict[str, Fraction], float | None, Origin]:
    """The weights by criterion, their sum 1; the consistency ratio where AHP gave them; whence."""
    if strategy.settings.weight_source is WeightSource.ANSWERS:
        from stack_planner.scoring.eliciting import elicit  # noqa: PLC0415 — seldom needed

        group = elicit(strategy).group
        if group:
            return dict(group), None, Origin.ANSWERS
    codes = [criterion.code for criterion in strategy.criteria]
    if strategy.pairwise:
        found = ahp(strategy.pairwise)
        return dict(zip(codes, found.weights, strict=True)), found.ratio, Origin.PAIRWISE
    total = sum((criterion.weight for criterion in strategy.criteria), start=Fraction(0))
    return {c.code: c.weight / total for c in strategy.criteria}, None, Origin.CRITERIA


def criterion_weights(strategy: Strategy) -> tuple[dict[str, Fraction], float | None]:
    """The weights by criterion, their sum 1, and the consistency ratio where AHP gave them."""
    weights, ratio, _ = weights_with_origin(strategy)
    return weights, ratio


def without(weights: Mapping[str, Fraction], code: str) -> dict[str, Fraction]:
    """The weights if a criterion were deleted: the others in proportion, their sum 1 again."""
    left = 1 - weights[code]
    return {other: weight / left for other, weight in weights.items() if other != code}
