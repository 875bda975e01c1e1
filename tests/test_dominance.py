"""Options that another one beats in everything are left out, and nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Column, Model, Sense, make_row
from stack_planner.choosing.preference import ORDERS, measured, total
from stack_planner.choosing.solve import Solver, State
from stack_planner.records import (
    REGION,
    Budget,
    Link,
    Position,
    Programme,
    Relation,
    Rule,
    RuleKind,
    Scope,
    Stance,
)
from stack_planner.results import Flow, Kind, Option
from tests.solving import by_hand, feasible_regions, modelled, project, small_region, solved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Strategy

YEARS = (2027, 2028, 2029)


# Nothing is lost


def best_measures(strategy: Strategy, model: Model) -> tuple[int, ...] | None:
    """The most value, with it the most earliness, with both the most thrift, over all columns."""
    reached: list[int] = []
    start = None
    for order in range(len(ORDERS)):
        weights = measured(strategy, model, order)
        answer = Solver().maximise(model, weights, start)
        if answer.state is State.INFEASIBLE:
            return None
        assert answer.chosen is not None
        start = answer.chosen
        reached.append(total(weights, start))
        keep = make_row(f"keep[{order}]", dict(enumerate(weights)), Sense.AT_LEAST, reached[-1])
        model = replace(model, rows=(*model.rows, keep))
    return tuple(reached)


def test_value_earliness_and_own_money_are_the_same_without_what_is_dominated() -> None:
    dropped = 0
    for strategy in map(small_region, range(200)):
        _, model = modelled(strategy)
        fewer, names = drop_dominated(strategy, model)
        if names:
            dropped += len(names)
            assert best_measures(strategy, fewer) == best_measures(strategy, model)
    assert dropped > 200


def test_no_payer_loses_anything_while_the_others_do_what_was_chosen() -> None:
    for strategy in feasible_regions(20):
        _, model = modelled(strategy)
        fewer, names = drop_dominated(strategy, model)
        if not names:
            continue
        chosen = Solver().maximise(fewer).chosen or frozenset()
        place = {column.name: index for index, column in enumerate(model.columns)}
        same = frozenset(place[fewer.columns[i].name] for i in chosen)
        for block in fewer.blocks:
            own, _ = fewer.restricted(block, chosen)
            whole, _ = model.restricted(block, same)
            assert best_measures(strategy, own) == best_measures(strategy, whole)


def test_every_option_stays_in_the_choice_and_the_dominated_ones_are_named() -> None:
    strategy = aided(Programme("F", "F", Fraction(1, 2)))
    choice = solved(strategy).choice
    assert [option.key for option in choice.options] == ["P|T|2027|", "P|T|2027|F"]
    assert choice.dominated == ("P|T|2027|",)
    assert [option.key for option in choice.chosen] == ["P|T|2027|F"]


# What gives way, and what stands in the way of it


def dominated(strategy: Strategy) -> list[str]:
    """The keys of the options that another one beats."""
    _, model = modelled(strategy)
    return list(drop_dominated(strategy, model)[1])


def aided(programme: Programme, *budgets: Budget) -> Strategy:
    """A town with one project for 10, half of which a programme may pay."""
    aid = project("P", capex=10, programmes=("F",))
    strategy = by_hand([aid], {"P": 5}, budgets or [Budget("T", 2027, 9)])
    return replace(strategy, programmes=(programme,))


HALF = Programme("F", "F", Fraction(1, 2))


def test_own_money_alone_is_dominated_by_half_of_it_given() -> None:
    assert dominated(aided(HALF)) == ["P|T|2027|"]


def test_what_a_programme_has_too_little_of_is_no_better() -> None:
    assert dominated(aided(replace(HALF, allocation=4))) == []


def test_a_grant_that_comes_a_year_later_is_still_better() -> None:
    budgets = [Budget("T", year, 10) for year in (2027, 2028)]
    strategy = aided(replace(HALF, delay=1), *budgets)
    strategy = replace(strategy, projects=(replace(strategy.projects[0], latest=2027),))
    assert dominated(strategy) == ["P|T|2027|"]


def test_a_grant_that_has_to_be_prefinanced_is_no_better() -> None:
    tight = [Budget("T", year, 10, prefinancing=4, bridges=True) for year in (2027, 2028)]
    strategy = aided(replace(HALF, delay=1), *tight)
    strategy = replace(strategy, projects=(replace(strategy.projects[0], latest=2027),))
    assert dominated(strategy) == []
    ample = [replace(budget, prefinancing=5) for budget in tight]
    assert dominated(replace(strategy, budgets=tuple(ample))) == ["P|T|2027|"]


@pytest.mark.parametrize("carries", [False, True])
def test_an_earlier_start_takes_money_of_another_year(*, carries: bool) -> None:
    """With carry-over the later start leaves the money of the first year to others."""
    small, large = project("P", capex=1), project("Q", capex=10)
    budgets = [Budget("T", 2027, 10), Budget("T", 2028, 1)]
    strategy = by_hand([small, large], {"P": 5, "Q": 5}, budgets)
    strategy = replace(strategy, settings=replace(strategy.settings, carry_over=carries))
    assert dominated(strategy) == []
    assert solved(strategy).keys == ["P|T|2028|", "Q|T|2027|"]


def test_of_starts_that_nothing_binds_the_first_stays() -> None:
    budgets = [Budget("T", year, None) for year in YEARS]
    assert dominated(by_hand([project("P", capex=1)], {"P": 5}, budgets)) == [
        "P|T|2028|",
        "P|T|2029|",
    ]


def test_a_later_start_may_be_what_another_project_requires() -> None:
    """R runs in 2028 at the earliest, so P, which requires it, may not start before."""
    free = [project("P"), project("R", earliest=2028)]
    strategy = by_hand(free, {"P": 5, "R": 5}, [Budget("T", year, None) for year in YEARS])
    linked = replace(strategy, links=(Link("P", Relation.REQUIRES, "R"),))
    assert dominated(strategy) == ["P|T|2028|", "P|T|2029|", "R|T|2029|"]
    assert dominated(linked) == ["R|T|2029|"]
    assert solved(linked).keys == ["P|T|2028|", "R|T|2028|"]


@pytest.mark.parametrize("relation", [Relation.EXCLUDES, Relation.TOGETHER, Relation.SYNERGY])
@pytest.mark.parametrize("points", [-3, 3])
def test_links_that_see_no_difference_keep_none(relation: Relation, points: int) -> None:
    free = [project("P"), project("R")]
    budgets = [Budget("T", year, None) for year in YEARS[:2]]
    strategy = by_hand(free, {"P": 5, "R": 5}, budgets)
    linked = replace(strategy, links=(Link("P", relation, "R", Fraction(points)),))
    assert dominated(linked) == ["P|T|2028|", "R|T|2028|"]


def test_a_saving_turns_the_sign_of_a_coefficient() -> None:
    """A start in 2027 saves from 2028 on, so it is better there and worse in its own year."""
    saving = project("P", one_off=1, opex_saved=3)
    budgets = [Budget("T", year, None, opex=limit) for year, limit in ((2027, 0), (2028, 9))]
    dear = project("Q", one_off=11, earliest=2028)
    strategy = by_hand([saving, dear], {"P": 5, "Q": 5}, budgets)
    assert dominated(strategy) == []
    wealthier = replace(strategy, budgets=(Budget("T", 2027, None, opex=1), budgets[1]))
    assert dominated(wealthier) == ["P|T|2028|"]
    assert solved(wealthier).keys == ["P|T|2027|", "Q|T|2028|"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [(RuleKind.SHARE_AT_MOST, ["P|T|2028|"]), (RuleKind.SHARE_AT_LEAST, [])],
)
def test_capex_within_the_horizon_helps_one_share_and_hurts_another(
    kind: RuleKind, names: list[str]
) -> None:
    """By growing prices a later start has more capex: good for a least share, bad for a most."""
    smart = replace(project("P", capex=100), smart_level="city")
    other = project("Q", capex=100)
    budgets = [Budget("T", year, None) for year in YEARS[:2]]
    strategy = by_hand([smart, other], {"P": 5, "Q": 5}, budgets)
    strategy = replace(
        strategy,
        settings=replace(strategy.settings, growth=Fraction(1, 10)),
        rules=(Rule(kind, ("city",), Fraction(1, 2)),),
    )
    assert [name for name in dominated(strategy) if name.startswith("P")] == names


def test_joining_one_run_is_no_substitute_for_joining_another() -> None:
    joint = project("P", Scope.JOINT, capex=10, min_participants=1, regional_grant=Fraction(1, 2))
    payers = ("T", "U", REGION)
    budgets = [Budget(payer, year, None) for payer in payers for year in YEARS[:2]]
    assert dominated(by_hand([joint], {"P": 5}, budgets)) == []


def test_of_two_ways_to_join_the_same_run_the_better_one_stays() -> None:
    """The town's own part costs 10; the region's pool has no limit, so its grant only helps."""
    joint = project(
        "P", Scope.JOINT, capex_per_participant=10, regional_grant=Fraction(1, 2), latest=2027
    )
    budgets = [Budget(payer, 2027, None) for payer in ("T", "U")]
    with_limit = [*(replace(budget, capex=9) for budget in budgets), Budget(REGION, 2027, None)]
    assert dominated(by_hand([joint], {"P": 5}, with_limit)) == ["P|T|2027|", "P|U|2027|"]
    poor = [*with_limit[:2], Budget(REGION, 2027, 9)]
    assert dominated(by_hand([joint], {"P": 5}, poor)) == []


def test_the_regional_grant_saves_nothing_of_own_money() -> None:
    """Town and region count together, so a grant is as good as none, and the lower key stays."""
    own = project("P", capex=10, regional_grant=Fraction(1, 2))
    free = [Budget("T", 2027, None), Budget(REGION, 2027, None)]
    assert dominated(by_hand([own], {"P": 5}, free)) == ["P|T|2027|+"]
    pool = [Budget("T", 2027, None), Budget(REGION, 2027, 4)]
    assert dominated(by_hand([own], {"P": 5}, pool)) == ["P|T|2027|+"]
    town = [Budget("T", 2027, 9), Budget(REGION, 2027, None)]
    assert dominated(by_hand([own], {"P": 5}, town)) == ["P|T|2027|"]


def test_a_demanded_project_keeps_its_best_option() -> None:
    demanded = Position("T", "P", Stance.MUST)
    strategy = replace(aided(HALF), positions=(demanded,))
    assert dominated(strategy) == ["P|T|2027|"]
    assert solved(strategy).keys == ["P|T|2027|F"]


# Rows written by hand


def option(way: str, start: int = 2027, own: int = 0, payer: str = "T") -> Option:
    return Option("P", payer, start, way, False, 1, (Flow(2027, Kind.CAPEX, own),))  # noqa: FBT003


def two(sense: Sense, first: int, second: int, bound: int = 2) -> Model:
    """Two options of a copy and a third column in a row of each sense."""
    columns = (
        Column("P|T|a", "T", 1, option("a")),
        Column("P|T|b", "T", 1, option("b")),
        Column("Q|T|c", "T", 1, replace(option("c"), project="Q")),
    )
    one = make_row("one", {0: 1, 1: 1}, Sense.AT_MOST, 1)
    return Model(columns, (one, make_row("row", {0: first, 1: second, 2: 3}, sense, bound)))


@pytest.mark.parametrize(
    ("sense", "coefficients", "gone"),
    [
        (Sense.AT_MOST, (1, 2), ("P|T|b",)),
        (Sense.AT_MOST, (2, 1), ("P|T|a",)),
        (Sense.AT_MOST, (0, 1), ("P|T|b",)),
        (Sense.AT_MOST, (0, -1), ("P|T|a",)),
        (Sense.AT_MOST, (-1, -1), ("P|T|b",)),
        (Sense.AT_LEAST, (1, 2), ("P|T|a",)),
        (Sense.AT_LEAST, (0, 1), ("P|T|a",)),
        (Sense.AT_LEAST, (0, -1), ("P|T|b",)),
        (Sense.EQUAL, (1, 2), ()),
        (Sense.EQUAL, (0, 1), ()),
        (Sense.EQUAL, (2, 2), ("P|T|b",)),
    ],
)
def test_a_row_judges_by_the_side_on_which_it_binds(
    sense: Sense, coefficients: tuple[int, int], gone: tuple[str, ...]
) -> None:
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, None)])
    assert drop_dominated(strategy, two(sense, *coefficients))[1] == gone


def test_what_gives_back_in_one_row_is_not_beaten_by_what_takes_less_in_another() -> None:
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, None)])
    giving = two(Sense.AT_MOST, -1, 0)
    dear = make_row("dear", {0: 5, 2: 1}, Sense.AT_MOST, 5)
    assert drop_dominated(strategy, giving)[1] == ("P|T|b",)
    assert drop_dominated(strategy, replace(giving, rows=(*giving.rows, dear)))[1] == ()


@pytest.mark.parametrize(
    ("first", "second", "gone"),
    [
        ({"start": 2028}, {}, ("P|T|a",)),
        ({"own": 1}, {}, ("P|T|a",)),
        ({"start": 2028}, {"own": 1}, ()),
        ({"payer": "U"}, {}, ()),
    ],
)
def test_start_money_and_payer_judge_as_well(
    first: Mapping[str, int | str], second: Mapping[str, int | str], gone: tuple[str, ...]
) -> None:
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, None)])
    ways = [option("a", **first), option("b", **second)]  # type: ignore[arg-type]
    columns = tuple(Column(f"P|T|{way.programme}", way.payer, 1, way) for way in ways)
    assert drop_dominated(strategy, Model(columns, ()))[1] == gone


def test_rows_are_renumbered_and_go_where_nothing_can_break_them() -> None:
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, None)])
    fewer, _ = drop_dominated(strategy, two(Sense.AT_MOST, 2, 1, bound=3))
    assert [column.name for column in fewer.columns] == ["P|T|b", "Q|T|c"]
    assert [(row.name, row.terms) for row in fewer.rows] == [("row", ((0, 1), (1, 3)))]
    free, _ = drop_dominated(strategy, two(Sense.AT_MOST, 2, 1, bound=4))
    assert free.rows == ()
