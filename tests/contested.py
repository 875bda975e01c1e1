"""Small random regions in which towns compete: a scarce pool, projects for some towns, one fund."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from stack_planner.records import (
    REGION,
    Budget,
    CostKey,
    Fairness,
    Link,
    Orp,
    Programme,
    Relation,
    Scope,
    Score,
    ValueBase,
)
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Project, Strategy

YEAR = 2027
LOSSES = (Fraction(0), Fraction(1, 10), Fraction(3, 10), Fraction(1))


def contested(seed: int) -> Strategy:
    """The region of a seed, planned for fairness."""
    dice = Random(seed)  # noqa: S311 — a test's dice, not a secret
    unit = dice.choice((1, 997, 1_000_000))
    towns = [f"T{n}" for n in range(1, dice.choice((2, 2, 3)) + 1)]
    projects = list(_projects(dice, towns, unit))
    money = {town: dice.randint(1, 8) for town in towns} | {REGION: dice.randint(4, 14)}
    budgets = [Budget(payer, YEAR, amount * unit) for payer, amount in money.items()]
    strategy = by_hand(projects, {}, budgets)
    settings = replace(
        strategy.settings,
        value_base=dice.choice(tuple(ValueBase)),
        fairness=Fairness.MINIMUM,
        max_loss=dice.choice(LOSSES),
    )
    return replace(
        strategy,
        settings=settings,
        scores=tuple(
            Score(each.code, town, "K", Fraction(dice.randint(1, 40) * 10_000 + dice.randint(0, 9)))
            for each in projects
            for town in towns
        ),
        orps=tuple(Orp(town, town, dice.choice((5, 7, 11))) for town in towns),
        links=tuple(_links(dice, projects)),
        programmes=(Programme("F", "F", Fraction(1, 2), allocation=dice.randint(1, 5) * unit),),
    )


def _projects(dice: Random, towns: Sequence[str], unit: int) -> Iterator[Project]:
    """Regional projects for one town each, one for all, a joint one, towns' own ones."""
    for town in towns:
        yield project(f"R{town}", Scope.REGION, capex=dice.randint(2, 7) * unit, only_orps=(town,))
    yield project("R", Scope.REGION, capex=dice.randint(3, 9) * unit)
    key = dice.choice((CostKey.EQUAL, CostKey.REGION))
    yield project("J", Scope.JOINT, capex=dice.randint(2, 9) * unit, key=key)
    grant = dice.choice((Fraction(0), Fraction(1, 2)))
    for code in ("P", "Q"):
        funds, cost = ("F",) if code == "P" else (), dice.randint(1, 9) * unit
        yield project(code, capex=cost, programmes=funds, regional_grant=grant)


def _links(dice: Random, projects: Sequence[Project]) -> Iterator[Link]:
    """A gain or a loss of two projects together, now and then."""
    if dice.randrange(2):
        first, second = dice.sample([each.code for each in projects], 2)
        points = Fraction(dice.randint(-2_000, 2_000), 100)
        yield Link(first, Relation.SYNERGY, second, points)
