"""Officers' decisions on random regions, and every plan that keeps them, counted one by one."""

from __future__ import annotations

from functools import cache
from itertools import count, islice, product
from math import prod
from random import Random
from typing import TYPE_CHECKING

from stack_planner.choosing.options import make_options
from stack_planner.choosing.verify import Count
from stack_planner.decided import Kept, Matter
from stack_planner.records import Scope
from stack_planner.scoring import score_projects
from tests.regions import region
from tests.solving import best_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.records import Strategy
    from stack_planner.results import Option, Scores

MOST_PLANS = 3_000
"""Plans that are counted at most, so that a region takes less than a second."""

Copies = dict[tuple[str, str], list["Option"]]


def copies_of(options: Iterable[Option], payer: str | None = None) -> Copies:
    """The options by project and payer, of all payers or of one."""
    copies: Copies = {}
    for option in options:
        if payer in {None, option.payer}:
            copies.setdefault((option.project, option.payer), []).append(option)
    return copies


def plans_of(options: Sequence[Option], payer: str | None = None) -> Iterator[tuple[Option, ...]]:
    """Every way to take one option or none of each copy."""
    ways = [(None, *those) for those in copies_of(options, payer).values()]
    for taken in product(*ways):
        yield tuple(option for option in taken if option)


def number_of_plans(options: Sequence[Option], payer: str | None = None) -> int:
    """How many of them there are."""
    return prod(1 + len(those) for those in copies_of(options, payer).values())


def options_of(strategy: Strategy) -> tuple[tuple[Option, ...], Scores]:
    """A strategy's options and scores."""
    scores = score_projects(strategy)
    return make_options(strategy, scores)[0], scores


@cache
def countable_regions(number: int) -> tuple[Strategy, ...]:
    """The first regions that have a plan worth something and few plans to be counted."""
    strategies = map(region, count())
    small = (s for s in strategies if number_of_plans(options_of(s)[0]) <= MOST_PLANS)
    return tuple(islice((strategy for strategy in small if best_value(strategy)), number))


def keeps_everything(strategy: Strategy, scores: Scores, plan: tuple[Option, ...]) -> bool:
    """Whether a plan breaks nothing, as it is counted without any row."""
    return not any(Count(strategy, scores, plan).breaches())


def best_keeping(strategy: Strategy, kept: Sequence[Kept]) -> int | None:
    """The most that a plan of the region is worth which keeps decisions, in objective units."""
    options, scores = options_of(strategy)
    values = [
        Count(strategy, scores, plan).total_value()
        for plan in plans_of(options)
        if all(each.holds(plan) for each in kept) and keeps_everything(strategy, scores, plan)
    ]
    return max(values, default=None)


def best_of_town(
    strategy: Strategy, rest: Sequence[Option], town: str, kept: Sequence[Kept]
) -> int | None:
    """The most that a town reaches if it keeps decisions and all others do what they did."""
    options, scores = options_of(strategy)
    others = tuple(option for option in rest if option.payer != town)
    values = [
        Count(strategy, scores, plan).town_value(town)
        for own in plans_of(options, town)
        for plan in [(*others, *own)]
        if all(each.holds(plan) for each in kept) and keeps_everything(strategy, scores, plan)
    ]
    return max(values, default=None)


def best_of_region(strategy: Strategy, rest: Sequence[Option], kept: Sequence[Kept]) -> int | None:
    """The most that all towns reach, in objective units, if they keep their own projects."""
    options, scores = options_of(strategy)

    def is_own(option: Option) -> bool:
        return strategy.project[option.project].scope is Scope.ORP

    own = tuple(option for option in rest if is_own(option))
    values = [
        Count(strategy, scores, plan).total_value()
        for common in plans_of([option for option in options if not is_own(option)])
        for plan in [(*own, *common)]
        if all(each.holds(plan) for each in kept) and keeps_everything(strategy, scores, plan)
    ]
    return max(values, default=None)


def decision(strategy: Strategy, seed: int, town: str | None = None) -> Kept:
    """A random decision on one copy of a project: one of its options, or none of them."""
    dice = Random(seed)  # noqa: S311 — a test's dice
    copies = sorted(copies_of(options_of(strategy)[0], town).items())
    (project, payer), those = dice.choice(copies)
    keys = tuple(option.key for option in those)
    chosen = dice.random() < 2 / 3
    return Kept(
        Matter.PROJECT, project, payer, (dice.choice(keys),) if chosen else keys, chosen=chosen
    )
