"""Regions written by hand, and the way from a strategy to its choice in one step."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.choose import choose
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.search import solve_region
from stack_planner.choosing.solve import Solver, State
from stack_planner.problems import InfeasibleError
from stack_planner.records import (
    REGION,
    Criterion,
    Orp,
    Project,
    Scope,
    Score,
    Settings,
    Strategy,
)
from stack_planner.scoring import score_projects
from tests import oracle
from tests.regions import region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.records import Budget
    from stack_planner.results import Choice, Scores

LARGEST = 3000
"""Plans of towns that are counted at most, so that a region takes milliseconds."""

FULL_VALUE = 1_000_000
"""Units of 10⁻⁴ point in full value, 100 points."""


def by_hand(
    projects: Sequence[Project], values: Mapping[str, int], budgets: Sequence[Budget]
) -> Strategy:
    """A region of full needs; ``values`` are those of the projects, in units of 10⁻⁴ point.

    Its towns are those with budgets, ten inhabitants each; its years are those of the budgets;
    what else it has is added with ``replace``.
    """
    years = sorted({budget.year for budget in budgets})
    towns = sorted({budget.orp for budget in budgets} - {REGION})
    return Strategy(
        settings=Settings(years[0], len(years), years[0], default_need=Fraction(5)),
        projects=tuple(projects),
        criteria=(Criterion("K", "", Fraction(1), Fraction(0), Fraction(FULL_VALUE)),),
        scores=tuple(Score(code, None, "K", Fraction(units)) for code, units in values.items()),
        links=(),
        programmes=(),
        pool=tuple(budget for budget in budgets if budget.orp == REGION),
        rules=(),
        pairwise=(),
        orps=tuple(Orp(code, code, 10) for code in towns),
        municipalities=(),
        budgets=tuple(budget for budget in budgets if budget.orp != REGION),
        needs=(),
        positions=(),
    )


def project(code: str, scope: Scope = Scope.ORP, **more: Any) -> Project:  # noqa: ANN401 — any field
    """A project of the one area."""
    return Project(code, code, "area", scope, **more)


@dataclass(frozen=True)
class Solved:
    """A strategy with all that was made of it on the way to a choice."""

    strategy: Strategy
    scores: Scores
    model: Model
    choice: Choice

    @property
    def keys(self) -> list[str]:
        """The keys of what was chosen."""
        return [option.key for option in self.choice.chosen]

    @property
    def value(self) -> Fraction:
        """The value in units of 10⁻⁴ point."""
        return Fraction(self.choice.proof.objective, self.choice.proof.denominator)


def modelled(strategy: Strategy) -> tuple[Scores, Model]:
    """A strategy's scores and model."""
    scores = score_projects(strategy)
    options, _ = make_options(strategy, scores)
    return scores, make_model(strategy, scores, options)


def solved(strategy: Strategy, solver: Solver | None = None) -> Solved:
    """The best choice of a strategy, or InfeasibleError."""
    scores, model = modelled(strategy)
    return Solved(strategy, scores, model, choose(strategy, scores, model, solver or Solver()))


def best_value(strategy: Strategy) -> Fraction | None:
    """The value that the program finds, in units of 10⁻⁴ point; None where it finds no plan.

    A proven plan that keeps every row is not made earlier and cheaper as well: its value stays.
    """
    scores, model = modelled(strategy)
    answer = solve_region(model, Solver(), scores.denominator)
    if answer.state is State.OPTIMAL and answer.chosen is not None and model.keeps(answer.chosen):
        return Fraction(model.value(answer.chosen), scores.denominator)
    try:
        return solved(strategy).value
    except InfeasibleError:
        return None


@cache
def small_region(seed: int) -> Strategy:
    """The region of a seed, or of the next one after a round number that is small enough."""
    while oracle.Region(region(seed)).size > LARGEST:
        seed += 1_000_000
    return region(seed)


@cache
def counted_best(seed: int) -> Fraction | None:
    """The most that any plan of a small region is worth, by the second reading."""
    return oracle.best_value(small_region(seed))


@cache
def feasible_regions(number: int) -> tuple[Strategy, ...]:
    """The first regions that have a plan worth something."""
    regions = map(small_region, count())
    return tuple(islice((strategy for strategy in regions if best_value(strategy)), number))
