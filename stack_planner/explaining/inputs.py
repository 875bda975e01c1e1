"""Limits and weights that stand in a plan workbook otherwise than in the inputs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.problems import Source
from stack_planner.records import REGION, WeightSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Budget, Strategy
    from stack_planner.results import Scores
    from stack_planner.returning import Limit, PlanBook

CLOSE = Fraction(1, 10**9)
"""A weight in a workbook is a number of floating point; so near it is the inputs' own."""


@dataclass(frozen=True, slots=True)
class ChangedLimit:
    """A limit of a year that is another one in the workbook; None is without limit.

    ``part`` is capex, opex, prefinancing, effort, or reserve (a share of limits, year 0).
    ``stated`` says whether a ceiling of pre-financing is given, in the inputs and in the workbook.
    """

    part: str
    year: int
    before: int | Fraction | None
    after: int | Fraction | None
    stated: tuple[bool, bool] = (True, True)
    source: Source = field(default_factory=Source, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ChangedWeight:
    """A criterion's share of all weights, in the inputs and in the workbook."""

    criterion: str
    before: Fraction
    after: Fraction


def changed_limits(book: PlanBook, strategy: Strategy) -> tuple[ChangedLimit, ...]:
    """The limits of the workbook's payer that differ from those of the inputs."""
    budgets = {budget.year: budget for budget in strategy.limits(book.block)}
    return (*_limits(book, budgets), *_reserve(book, strategy))


def _limits(book: PlanBook, budgets: dict[int, Budget]) -> Iterator[ChangedLimit]:
    for limit in book.limits:
        budget = budgets.get(limit.year)
        if budget is None:
            continue
        before = getattr(budget, limit.part)
        stated = (budget.bridges, limit.stated) if limit.part == "prefinancing" else (True, True)
        if (before, stated[0]) != (limit.amount, stated[1]):
            yield ChangedLimit(limit.part, limit.year, before, limit.amount, stated, limit.source)


def _reserve(book: PlanBook, strategy: Strategy) -> Iterator[ChangedLimit]:
    before, after = strategy.settings.reserve, book.reserve
    if book.payer and after is not None and abs(after - before) > CLOSE:
        yield ChangedLimit("reserve", 0, before, after)


def with_limits(book: PlanBook, strategy: Strategy) -> Strategy:
    """The strategy with the limits and the reserve of the workbook's payer as they stand there."""
    found: dict[int, list[Limit]] = {}
    for limit in book.limits:
        found.setdefault(limit.year, []).append(limit)

    def limited(budgets: Sequence[Budget]) -> tuple[Budget, ...]:
        return tuple(
            _limited(budget, found.get(budget.year, ())) if budget.orp == book.block else budget
            for budget in budgets
        )

    settings = strategy.settings
    if any(_reserve(book, strategy)) and book.reserve is not None:
        settings = replace(settings, reserve=book.reserve)
    if book.block == REGION:
        return replace(strategy, pool=limited(strategy.limits(REGION)))
    return replace(strategy, settings=settings, budgets=limited(strategy.budgets))


def _limited(budget: Budget, limits: Sequence[Limit]) -> Budget:
    changes: dict[str, Any] = {limit.part: limit.amount for limit in limits}
    for limit in limits:
        if limit.part == "prefinancing":
            changes["bridges"] = limit.stated
    return replace(budget, **changes)


def changed_weights(book: PlanBook, scores: Scores) -> tuple[ChangedWeight, ...]:
    """The weights that differ from the inputs', as shares of their sum; () if none does.

    If one cell was changed, all shares are others.
    """
    given = {weight.criterion: weight.weight / 100 for weight in book.weights}
    if given.keys() != scores.weights.keys():
        return ()
    told = {
        code: scores.weights[code] if abs(weight - scores.weights[code]) <= CLOSE else weight
        for code, weight in given.items()
    }
    whole = sum(told.values(), Fraction(0))
    if told == dict(scores.weights) or not whole:
        return ()
    return tuple(
        ChangedWeight(code, scores.weights[code], weight / whole) for code, weight in told.items()
    )


def with_weights(strategy: Strategy, weights: Sequence[ChangedWeight]) -> Strategy:
    """The strategy in which criteria weigh so much; compared pairs and answers no longer count."""
    shares = {weight.criterion: weight.after for weight in weights}
    if not shares:
        return strategy
    criteria = tuple(replace(c, weight=shares[c.code]) for c in strategy.criteria)
    settings = replace(strategy.settings, weight_source=WeightSource.CRITERIA)
    return replace(strategy, criteria=criteria, pairwise=(), settings=settings)
