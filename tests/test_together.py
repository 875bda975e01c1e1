"""What planning together adds: split into its parts, and told in money a town alone would lack."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.comparing.alone import alone, values_alone
from stack_planner.choosing.comparing.needed import least_lack
from stack_planner.choosing.comparing.together import compared
from stack_planner.choosing.model import Column, Model, Sense, make_row
from stack_planner.choosing.plan import make_plan
from stack_planner.choosing.solve import Solver, State
from stack_planner.comparison import Gain, Lack, Reach
from stack_planner.records import REGION, Budget, CostKey, Position, Programme, Scope, Stance
from tests import oracle
from tests.often import often
from tests.solving import by_hand, feasible_regions, modelled, project, small_region, solved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project, Strategy
    from stack_planner.results import OrpPlan, Plan


def planned(strategy: Strategy) -> Plan:
    """The plan with the comparison of every town."""
    found = solved(strategy)
    reached = values_alone(strategy, found.scores, Solver())
    return compared(make_plan(strategy, found.scores, found.choice, reached), Solver())


def towns_of(strategy: Strategy) -> dict[str, OrpPlan]:
    return {orp.code: orp for orp in planned(strategy).orps}


# By hand

VALUES = {"J": 7, "P": 3, "Q": 2, "R": 5, "S": 1}
PROJECTS = [
    project("J", Scope.JOINT, capex=60, key=CostKey.EQUAL),
    project("P", capex=60, regional_grant=Fraction(1), only_orps=("T",)),
    project("Q"),
    project("R", Scope.REGION, capex=40),
    project("S", capex=25, regional_grant=Fraction(1), only_orps=("U",)),
]


def two_towns(*changed: Project) -> Strategy:
    """T and U have 30 each, the region 100; half of the pool is each one's share.

    Together: R takes 40 of the pool and P the other 60; J costs each town 30; Q costs nothing.
    """
    projects = {each.code: each for each in (*PROJECTS, *changed)}
    budgets = [Budget("T", 2027, 30), Budget("U", 2027, 30), Budget(REGION, 2027, 100)]
    return by_hand(list(projects.values()), VALUES, budgets)


def test_each_advantage_has_its_part_of_the_gain() -> None:
    """T alone does Q only: P costs more than its 50 of the pool, J more than its own 30.

    With R, and 30 of the pool that is left, still nothing more; then J for 30; then P, for which
    the pool is used in one place. U alone does Q and S. S is what U gives up for P.
    """
    towns = towns_of(two_towns())
    assert (towns["T"].alone, towns["T"].value) == (2, 17)
    assert towns["T"].gain == Gain(regional=5, joint=7, pool=3)
    assert (towns["U"].alone, towns["U"].value) == (3, 14)
    assert towns["U"].gain == Gain(regional=5, joint=7, pool=-1)


def test_what_the_region_pays_for_its_projects_is_no_longer_shared() -> None:
    """S for 40 would fit into half of 100, not into half of the 60 that R leaves."""
    towns = towns_of(two_towns(replace(PROJECTS[-1], capex=40)))
    assert towns["U"].alone == 3
    assert towns["U"].gain == Gain(regional=4, joint=7, pool=0)


def test_the_region_pays_for_absent_towns_before_the_rest_is_shared() -> None:
    """U cannot join J: the region pays 30 for it, and T has half of 30 of the pool for P of 30."""
    strategy = two_towns(replace(PROJECTS[0], min_participants=1), replace(PROJECTS[1], capex=30))
    dear = Position("U", "J", Stance.INTEREST, capex=1000)
    town = towns_of(replace(strategy, positions=(dear,)))["T"]
    assert town.alone == 5
    assert town.gain == Gain(regional=5, joint=4, pool=3)


def test_grants_that_regional_projects_take_are_no_longer_shared() -> None:
    """Half of 40 would pay P of 20; R, for which there is no pool, takes all of the 40."""
    projects = [
        project("P", capex=20, programmes=("F",)),
        project("R", Scope.REGION, capex=40, programmes=("F",)),
    ]
    budgets = [Budget(payer, 2027, 0) for payer in ("T", "U", REGION)]
    fund = Programme("F", "F", Fraction(1), allocation=40)
    strategy = replace(by_hand(projects, VALUES, budgets), programmes=(fund,))
    for town in towns_of(strategy).values():
        assert town.alone == 3
        assert town.gain == Gain(regional=2, joint=0, pool=0)


def test_the_parts_are_told_in_money_where_money_can_do_it() -> None:
    """R gives 5 that no money of a town can buy.

    Without it T would need J for 60 and P for 60 and has 30; U would need J for 60 and has 30.
    """
    towns = towns_of(two_towns())
    for town in towns.values():
        assert town.lack == Lack(Reach.NEVER)
    assert towns["T"].lack_without_regional == Lack(Reach.PROVEN, 90)
    assert towns["U"].lack_without_regional == Lack(Reach.PROVEN, 30)


def test_a_town_that_reaches_as_much_alone_lacks_nothing() -> None:
    """Without R and J the pool's money goes to T, and U has less than alone."""
    strategy = two_towns()
    own = tuple(each for each in strategy.projects if each.scope is Scope.ORP)
    towns = towns_of(replace(strategy, projects=own))
    assert towns["U"].lack == Lack(Reach.PROVEN, 0)
    assert towns["T"].gain == Gain(regional=0, joint=0, pool=3)


def test_a_town_without_a_plan_alone_has_no_split() -> None:
    """A duty that only the whole pool can pay."""
    strategy = two_towns(replace(PROJECTS[1], must_start_by=2027))
    town = towns_of(strategy)["T"]
    assert (town.alone, town.gain) == (None, None)
    assert town.lack == Lack(Reach.NEVER)
    assert town.lack_without_regional is None


@pytest.mark.parametrize(("carries", "lacking"), [(True, 40), (False, 70)])
def test_a_crown_carried_over_serves_all_later_years(carries: bool, lacking: int) -> None:  # noqa: FBT001
    """30 is missing in the first year; what is left of the second pays for the third if carried."""
    late = project("P", capex_by_year=(50, 10, 60), capex=120, duration=3)
    years = [Budget("T", 2027 + n, 20 + 20 * (n == 1), 0) for n in range(3)]
    strategy = by_hand([late], {"P": 5}, years)
    strategy = replace(strategy, settings=replace(strategy.settings, carry_over=carries))
    scores, _ = modelled(strategy)
    lone = alone(strategy, strategy.orps[0])
    assert least_lack(lone, scores, 5, Solver()) == Lack(Reach.PROVEN, lacking)


def test_running_costs_count_in_every_year_and_in_the_one_after() -> None:
    lasting = project("P", capex=10, opex=4)
    strategy = by_hand([lasting], {"P": 5}, [Budget("T", year, 10, 1) for year in (2027, 2028)])
    scores, _ = modelled(strategy)
    lone = alone(strategy, strategy.orps[0])
    by_start = {2027: 3 + 3, 2028: 3}
    assert least_lack(lone, scores, 5, Solver()) == Lack(Reach.PROVEN, min(by_start.values()))
    early = replace(lone, projects=(replace(lasting, latest=2027),))
    assert least_lack(early, scores, 5, Solver()) == Lack(Reach.PROVEN, by_start[2027])


def test_effort_is_not_for_sale() -> None:
    laborious = project("P", effort=2)
    strategy = by_hand([laborious], {"P": 5}, [Budget("T", 2027, 10, 1, effort=1)])
    scores, _ = modelled(strategy)
    lone = alone(strategy, strategy.orps[0])
    assert least_lack(lone, scores, 5, Solver()) == Lack(Reach.NEVER)


# Random regions


def compared_regions() -> Iterator[Plan]:
    yield from map(planned, feasible_regions(40))


def test_the_parts_add_up_to_the_gain_of_every_town() -> None:
    seen = [0, 0, 0]
    for plan in compared_regions():
        for town in plan.orps:
            if town.gain is None:
                continue
            assert town.alone is not None
            parts = (town.gain.regional, town.gain.joint, town.gain.pool)
            assert sum(parts) == town.gain.total == town.value - town.alone
            seen = [count + bool(part) for count, part in zip(seen, parts, strict=True)]
    assert min(seen) > 3


def test_the_regional_part_is_what_free_projects_and_the_rest_of_the_pool_bring() -> None:
    """Counted by the second reading: the town's own project for nothing, in the same year."""
    checked = 0
    for plan in compared_regions():
        strategy = plan.strategy
        runs = [run for run in plan.region.decisions if run.option.served]
        if strategy.rules or not runs or any(run.option.programme for run in runs):
            continue
        for town in plan.orps:
            served = replace(
                strategy, projects=tuple(free(p, plan, town) for p in strategy.projects)
            )
            best = oracle.best_alone(paid(served, plan), strategy.orp[town.code])
            if best is not None and town.gain and town.alone is not None:
                assert town.gain.regional == best - town.alone
                checked += 1
    assert checked > 5


def free(each: Project, plan: Plan, town: OrpPlan) -> Project:
    """A regional project that runs and serves the town as one that it may do for nothing."""
    runs = {run.project: run.option for run in plan.region.decisions}
    run = runs.get(each.code)
    if run is None or town.code not in run.served:
        return each
    costs = ("capex", "capex_per_inhabitant", "one_off", "opex", "opex_saved", "effort")
    given: dict[str, Any] = dict.fromkeys(costs, 0) | dict.fromkeys(
        ("must_start_by", "must_finish_by")
    )
    return replace(
        each,
        **given,
        scope=Scope.ORP,
        capex_by_year=(),
        programmes=(),
        duration=1,
        earliest=run.start,
        latest=run.start,
    )


def paid(strategy: Strategy, plan: Plan) -> Strategy:
    """The strategy without what regional projects take from the pool, where no programme pays."""
    flows = [flow for run in plan.region.decisions if run.option.served for flow in run.flows]
    taken = {
        budget.year: sum(f.gross for f in flows if f.is_capex and f.year == budget.year)
        for budget in strategy.pool
    }
    left = tuple(
        budget if budget.capex is None else replace(budget, capex=budget.capex - taken[budget.year])
        for budget in strategy.pool
    )
    return replace(strategy, pool=left)


@pytest.mark.parametrize("seed", often(range(60), 20))
def test_no_less_money_would_do(seed: int) -> None:
    """Against a second reading that counts all plans of a town."""
    strategy = small_region(seed)
    scores, _ = modelled(strategy)
    for orp in strategy.orps:
        reached = {
            value for value, _ in oracle.Region(oracle.by_itself(strategy, orp)).lone_plans()
        }
        wanted = sorted(reached)
        for value in {*wanted[-1:], *wanted[len(wanted) // 2 :][:1], max(reached, default=0) + 1}:
            found = least_lack(alone(strategy, orp), scores, value, Solver())
            least = oracle.least_money(strategy, orp, value)
            assert found == (Lack(Reach.NEVER) if least is None else Lack(Reach.PROVEN, least))


# Amounts beside choices


def test_an_amount_is_taken_as_far_as_it_must_and_is_never_among_the_chosen() -> None:
    """Without the first column 7.5 of the amount would be needed; with it 2.5."""
    columns = (Column("a", "T", 0), Column("m", "T", 0, upper=None, whole=False))
    enough = make_row("enough", {0: 10, 1: 2}, Sense.AT_LEAST, 15)
    answer = Solver().maximise(Model(columns, (enough,)), [-1, -1])
    assert answer.state is State.OPTIMAL
    assert answer.chosen == frozenset({0})
    assert answer.bound == -4
