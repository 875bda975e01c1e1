"""What holds of every plan, whatever the region: preferences, more money, order, units."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from stack_planner.choosing.choose import Polish
from stack_planner.choosing.solve import Solver
from stack_planner.records import REGION, Budget, CostKey, Link, Relation, Scope
from stack_planner.results import UNITS_PER_POINT
from tests.often import often
from tests.solving import (
    Solved,
    best_value,
    by_hand,
    feasible_regions,
    modelled,
    project,
    small_region,
    solved,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.choosing.model import Model
    from stack_planner.records import Strategy

T = TypeVar("T")


def test_no_payer_does_better_or_earlier_or_cheaper_by_itself() -> None:
    for strategy in feasible_regions(40):
        links = tuple(link for link in strategy.links if link.relation is not Relation.SYNERGY)
        ours = solved(replace(strategy, links=links))
        columns = ours.model.columns
        chosen = frozenset(i for i, column in enumerate(columns) if column.name in ours.keys)
        for block in ours.model.blocks:
            best = max(merit(ours, plan) for plan in plans_of(ours.model, block, chosen))
            assert merit(ours, chosen) == best, (strategy, block)


def plans_of(model: Model, block: str, chosen: frozenset[int]) -> Iterator[frozenset[int]]:
    """Every plan of one payer that keeps all rows while the others do what was chosen."""
    copies: dict[str, set[int]] = {}
    for index, column in enumerate(model.columns):
        if column.option and column.block == block:
            copies.setdefault(column.option.project, set()).add(index)
    held = chosen.difference(*copies.values())
    for ways in product(*([None, *copy] for copy in copies.values())):
        plan = held | {way for way in ways if way is not None}
        if all(row.holds(plan) for row in model.rows):
            yield plan


def merit(ours: Solved, plan: frozenset[int]) -> tuple[int, int, int]:
    """Value; how little of it waits, and how long; how little of anybody's own money it takes."""
    value = waiting = money = 0
    for column in (ours.model.columns[index] for index in plan):
        assert column.option
        value += column.weight
        waiting += column.weight * max(0, column.option.start - ours.strategy.settings.first_year)
        money += sum(flow.own + flow.region for flow in column.option.flows)
        money -= sum(flow.own for flow in column.option.share)
    return value, -waiting, -money


def test_the_region_gives_up_a_synergy_of_a_town_for_less_money_of_the_same_value() -> None:
    dear, cheap = project("K", Scope.REGION, capex=10), project("L", Scope.REGION, capex=9)
    budgets = [Budget("T", 2027, 10), Budget(REGION, 2027, 10)]
    strategy = by_hand([project("P"), dear, cheap], {"K": 5, "L": 6, "P": 5}, budgets)
    link = Link("P", Relation.SYNERGY, "K", Fraction(1, UNITS_PER_POINT))
    strategy = replace(strategy, links=(link,))
    _, model = modelled(strategy)
    begun = model.completed({"P|T|2027|", "K|region|2027|"})
    best = Polish(strategy, model, Solver(), 1).polish(begun)
    assert model.value(begun) == model.value(best) == 11
    assert best == model.completed({"P|T|2027|", "L|region|2027|"})


# Properties


@pytest.mark.parametrize("seed", often(range(60), 20))
def test_more_of_anything_never_lowers_the_value(seed: int) -> None:
    strategy = small_region(seed)
    before = best_value(strategy)
    for richer in more_of_something(strategy, Random(seed)):  # noqa: S311 — a test's dice
        after = best_value(richer)
        assert before is None or (after is not None and after >= before)


def more_of_something(strategy: Strategy, dice: Random) -> Iterator[Strategy]:
    """The strategy with one budget, the pool, or the programmes made larger."""

    def raised(budget: Budget) -> Budget:
        more = dice.choice((1, 7, 1_000_000))
        names = ("capex", "opex", "prefinancing", "effort")
        given = [name for name in names if getattr(budget, name) is not None]
        return replace(budget, **{name: getattr(budget, name) + more for name in given[:1]})

    place = dice.randrange(len(strategy.budgets))
    one = strategy.budgets[place]
    for budget in (raised(one), replace(one, capex=None), replace(one, effort=None)):
        budgets = (*strategy.budgets[:place], budget, *strategy.budgets[place + 1 :])
        yield replace(strategy, budgets=budgets)
    yield replace(strategy, pool=tuple(map(raised, strategy.pool)))
    yield replace(
        strategy,
        programmes=tuple(replace(programme, allocation=None) for programme in strategy.programmes),
    )


def test_the_order_of_rows_changes_nothing() -> None:
    dice = Random(1)  # noqa: S311 — a test's dice
    for strategy in feasible_regions(40):
        tables = ("projects", "criteria", "scores", "links", "programmes", "pool", "budgets")
        shuffled: dict[str, Any] = {
            name: tuple(dice.sample(rows := getattr(strategy, name), len(rows)))
            for name in (*tables, "municipalities", "needs", "positions")
        }
        assert solved(replace(strategy, **shuffled)).choice == solved(strategy).choice


def test_money_in_another_unit_changes_nothing() -> None:
    for strategy in feasible_regions(40):
        round_money = without_rounding(strategy)
        dearer = in_unit(round_money, 7)
        assert best_value(dearer) == best_value(round_money)


def without_rounding(strategy: Strategy) -> Strategy:
    """The strategy with amounts and shares that divide without a rest."""
    towns = len(strategy.orps)
    simple = replace(
        strategy,
        settings=replace(strategy.settings, growth=Fraction(0), reserve=Fraction(1, 10)),
        projects=tuple(
            replace(
                p,
                capex=p.duration * (p.capex // p.duration),
                capex_by_year=(),
                capex_per_inhabitant=Fraction(0),
                key=CostKey.REGION if p.key is CostKey.REGION else CostKey.EQUAL,
                vat=Fraction(1, 4),
                eligible=Fraction(1, 2),
            )
            for p in strategy.projects
        ),
        programmes=tuple(
            replace(p, rate=Fraction(1, 2), max_grant=None) for p in strategy.programmes
        ),
        positions=tuple(replace(p, capex=None, others=0) for p in strategy.positions),
    )
    return in_unit(simple, 1000 * towns * 6)


def in_unit(strategy: Strategy, factor: int) -> Strategy:
    """The strategy with every amount of money so many times larger."""

    def larger(record: T, *names: str) -> T:
        amounts = {name: getattr(record, name) for name in names}
        given = {name: amount * factor for name, amount in amounts.items() if amount is not None}
        return replace(record, **given)  # type: ignore[type-var]

    joint = ("capex_per_participant", "opex_per_participant")
    costs = ("capex", *joint, "one_off", "opex", "opex_saved")
    limits = ("min_eligible", "max_eligible", "max_grant", "allocation")
    budget = ("capex", "opex", "prefinancing")
    return replace(
        strategy,
        projects=tuple(larger(project, *costs) for project in strategy.projects),
        programmes=tuple(larger(programme, *limits) for programme in strategy.programmes),
        budgets=tuple(larger(line, *budget) for line in strategy.budgets),
        pool=tuple(larger(line, *budget) for line in strategy.pool),
        positions=tuple(larger(p, "capex", "opex", "others") for p in strategy.positions),
    )


def test_a_project_nobody_can_pay_changes_nothing() -> None:
    for strategy in feasible_regions(40):
        limited = replace(
            strategy,
            budgets=tuple(
                replace(budget, capex=budget.capex or 0, bridges=False, prefinancing=None)
                for budget in strategy.budgets
            ),
        )
        dear = replace(project("X", capex=10**12), area="nobody's")
        scores = tuple(replace(s, project="X") for s in strategy.scores if s.project == "P1")
        tempted = replace(
            limited, projects=(*limited.projects, dear), scores=(*limited.scores, *scores)
        )
        assert best_value(tempted) == best_value(limited)


def test_no_year_takes_more_than_its_limit_and_what_was_left() -> None:
    for strategy in feasible_regions(40):
        projects = tuple(replace(p, programmes=()) for p in strategy.projects)
        unaided = replace(strategy, projects=projects)
        if best_value(unaided) is None:
            continue
        ours = solved(unaided)
        for payer in (*(orp.code for orp in strategy.orps), REGION):
            for is_capex in (True, False):
                assert all(left >= 0 for left in walked(ours, payer, is_capex=is_capex))


def walked(ours: Solved, payer: str, *, is_capex: bool) -> Iterator[float]:
    """What is left of a payer's limit at each year's end where no programme pays."""
    carries = ours.strategy.settings.carry_over and payer != REGION
    left: float = 0
    for budget in ours.strategy.limits(payer):
        limit = budget.capex if is_capex else budget.opex
        most = float("inf") if limit is None else ours.strategy.usable(payer, limit)
        left = most + (left if carries else 0)
        for option in ours.choice.chosen:
            paid = [f for f in option.flows if (f.year, f.is_capex) == (budget.year, is_capex)]
            shared = [f for f in option.share if (f.year, f.is_capex) == (budget.year, is_capex)]
            if option.payer == payer:
                left -= sum(flow.gross - flow.region - flow.others for flow in paid)
            if payer == REGION:
                left -= sum(flow.region for flow in paid) - sum(flow.gross for flow in shared)
        yield left
