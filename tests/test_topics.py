"""Common topics: what is urgent for several, what joint projects save whom, whom to invite."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.plan import make_plan
from stack_planner.cooperation import Said, topics_of
from stack_planner.records import (
    REGION,
    Budget,
    CostKey,
    GroupCost,
    Municipality,
    Need,
    Position,
    Scope,
    Stance,
)
from stack_planner.scoring.needs import answered, district_needs
from tests.oracle_money import parts
from tests.solving import by_hand, feasible_regions, project, solved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.cooperation import Topics
    from stack_planner.records import Project, Strategy
    from stack_planner.results import Flow, Option, Plan

JOINT = project("J", Scope.JOINT, capex=600, opex=60, capex_per_participant=7)
"""Shared by inhabitants; running costs fall on the one year after the horizon: 660 to share."""


def planned(strategy: Strategy) -> Plan:
    found = solved(strategy)
    return make_plan(strategy, found.scores, found.choice, {})


def three_towns(*projects: Project, rich: bool = True, **budgets: int) -> Strategy:
    """A of 30, B of 10 and C of 20 inhabitants; all needs are 5 by default, the region has 1000."""
    limits = dict.fromkeys("ABC", 1000 if rich else 5) | budgets | {REGION: 1000}
    strategy = by_hand(
        projects or [JOINT],
        dict.fromkeys([each.code for each in projects] or ["J"], 50_000),
        [Budget(payer, 2027, limit, limit) for payer, limit in limits.items()],
    )
    sizes = {"A": 30, "B": 10, "C": 20}
    orps = tuple(replace(orp, population=sizes[orp.code]) for orp in strategy.orps)
    return replace(strategy, orps=orps)


def needing(strategy: Strategy, **urgencies: str) -> Strategy:
    """Answers of town halls in the one area, as ``A="4"``; of a municipality as ``A="m4.5"``."""
    needs, places = [], []
    for town, said in urgencies.items():
        place = f"{town}1" if said.startswith("m") else None
        needs.append(Need(town, place, "area", Fraction(said.removeprefix("m"))))
        if place:
            places += [Municipality(f"{town}{n}", "", town, 5) for n in (1, 2)]
    return replace(strategy, needs=tuple(needs), municipalities=tuple(places))


# Needs


def test_a_need_is_urgent_from_four_and_never_by_default() -> None:
    """All default needs are 5 here; C's town hall says a little less than 4."""
    plan = planned(needing(three_towns(), A="4", C="3.9"))
    found = {need.orp: need for need in topics_of(plan).needs}
    assert {orp: (need.need, need.said) for orp, need in found.items()} == {
        "A": (4, Said.TOWN_HALL),
        "B": (5, Said.NOBODY),
        "C": (Fraction(39, 10), Said.TOWN_HALL),
    }
    assert {orp for orp, need in found.items() if need.is_urgent} == {"A"}
    assert topics_of(plan).areas == (), "one town alone shares nothing"


def test_municipalities_count_before_the_town_hall() -> None:
    strategy = needing(three_towns(), A="m4.5", B="4")
    hall = Need("A", None, "area", Fraction(1))
    topics = topics_of(planned(replace(strategy, needs=(hall, *strategy.needs))))
    [area] = topics.areas
    assert area.orps == ("A", "B")
    assert [(n.need, n.said, n.answered, n.asked) for n in area.urgent] == [
        (Fraction(9, 2), Said.MUNICIPALITIES, 1, 2),
        (4, Said.TOWN_HALL, 0, 0),
    ]
    assert topics.of("A").areas == topics.of("B").areas == (area,)
    assert topics.of("C").areas == ()
    assert [need.orp for need in topics.of("C").needs] == ["C"]


# Joint projects


def test_what_joining_saves_and_what_it_would_save_those_that_stay_away() -> None:
    """Of 660 A pays 330, B 110 by 30 : 10 : 20; each 7 besides, C 2000, which it does not have."""
    strategy = replace(three_towns(), positions=(Position("C", "J", Stance.INTEREST, capex=2000),))
    [topic] = topics_of(planned(strategy)).joint
    assert (topic.runs, topic.whole, topic.region) == (True, 660, 220)
    assert [(t.orp, t.joins, t.part, t.pays, t.alone, t.saved) for t in topic.towns] == [
        ("A", True, 330, 337, 667, 330),
        ("B", True, 110, 117, 667, 550),
        ("C", False, 220, 2220, 2660, 440),
    ]
    assert (topic.saved, topic.possible) == (880, 440)
    assert topic.joined[0].cost_of_point == Fraction(337, 5)
    assert topic.cost_of_point == Fraction(337 + 117 + 2220, 15)


def test_what_a_town_would_pay_alone_is_as_stated() -> None:
    costs = [
        GroupCost("J", tuple(g), 100 * len(g)) for n in (1, 2, 3) for g in combinations("ABC", n)
    ]
    [topic] = topics_of(planned(replace(three_towns(), group_costs=tuple(costs)))).joint
    assert [(t.alone, t.saved, t.stated) for t in topic.towns] == [
        (100, 100 - 337, True),
        (100, 100 - 117, True),
        (100, 100 - 227, True),
    ]


def test_a_town_that_refuses_or_gets_nothing_is_no_part_of_a_topic() -> None:
    refuses = (Position("C", "J", Stance.REFUSES), Position("B", "J", Stance.DONE))
    strategy = replace(three_towns(replace(JOINT, min_participants=1)), positions=refuses)
    [topic] = topics_of(planned(strategy)).joint
    assert topic.orps == ("A",)
    poor = three_towns(rich=False)
    worthless = replace(poor, scores=tuple(replace(s, level=Fraction(0)) for s in poor.scores))
    assert topics_of(planned(worthless)).joint == ()


def test_a_project_that_no_budget_holds_is_told_for_the_earliest_start_without_a_grant() -> None:
    """Nobody has more than 5; by the key A would pay 330 + 7 of it, alone 660 + 7."""
    [topic] = topics_of(planned(three_towns(rich=False))).joint
    assert (topic.runs, topic.start, topic.programme) == (False, 2027, None)
    assert (topic.whole, topic.region, topic.joined) == (660, 0, ())
    assert [(t.orp, t.pays, t.alone) for t in topic.towns] == [
        ("A", 337, 667),
        ("B", 117, 667),
        ("C", 227, 667),
    ]
    assert (topic.saved, topic.possible) == (0, 2 * 660)


def test_too_few_towns_or_nothing_to_save_make_no_topic() -> None:
    few = three_towns(replace(JOINT, min_participants=4), rich=False)
    assert topics_of(planned(few)).joint == ()
    own = replace(JOINT, capex=0, opex=0, capex_per_participant=700)
    assert topics_of(planned(three_towns(own, rich=False))).joint == ()


# Groups


def test_a_group_has_an_urgent_area_and_a_joint_project_in_common() -> None:
    """A and B need it urgently, C by default only; all three join."""
    topics = topics_of(planned(needing(three_towns(), A="5", B="5")))
    [group] = topics.groups
    assert (group.orps, group.areas, group.projects) == (("A", "B"), ("area",), ("J",))
    assert (group.saved, group.possible, group.population) == (330 + 550, 0, 40)
    assert topics.of("A").groups == (group,)
    assert topics.of("C").groups == ()
    assert topics.of("C").joint == topics.joint


def test_groups_are_whole_and_each_says_something_else() -> None:
    """All need the area; K is open to A and B alone. The group that saves most comes first."""
    other = replace(JOINT, code="K", only_orps=("A", "B"))
    strategy = needing(three_towns(JOINT, other), A="5", B="5", C="5")
    found = topics_of(planned(strategy)).groups
    told = {("".join(group.orps), group.projects) for group in found}
    assert told == {("ABC", ("J",)), ("AB", ("J", "K"))}
    totals = [group.saved + group.possible for group in found]
    assert totals == sorted(totals, reverse=True)


# Random regions, counted again


@cache
def regions() -> tuple[tuple[Plan, Topics], ...]:
    """Plans of random regions with their topics, when the dice have called many needs urgent."""
    plans = map(planned, feasible_regions(60))
    urgent = [urging(plan, Random(seed)) for seed, plan in enumerate(plans)]  # noqa: S311 — a test's dice
    found = [(plan, topics_of(plan)) for plan in urgent]
    assert sum(topic.runs for _, topics in found for topic in topics.joint) > 15
    assert sum(not topic.runs for _, topics in found for topic in topics.joint) > 10
    assert sum(len(topics.groups) > 0 for _, topics in found) > 5
    return tuple(found)


def urging(plan: Plan, dice: Random) -> Plan:
    """A plan in which town halls have said how urgent some areas are; values stay as they were."""
    needs = tuple(
        Need(orp, None, area, Fraction(dice.randint(6, 10), 2))
        for orp, area in plan.scores.needs
        if dice.random() < 0.8
    )
    strategy = replace(plan.strategy, needs=needs)
    stated = replace(plan.scores, needs=district_needs(strategy), answered=answered(strategy))
    return replace(plan, strategy=strategy, scores=stated)


def paid(flows: Iterable[Flow]) -> int:
    return sum(f.gross - f.grant - f.region - f.others for f in flows)


def test_savings_add_up_to_alone_less_together_of_the_same_flows() -> None:
    for plan, topics in regions():
        for topic in (t for t in topics.joint if t.runs):
            chosen = [o for o in plan.choice.chosen if o.project == topic.project]
            [run] = [o for o in chosen if o.payer == REGION]
            towns = {o.payer: o for o in chosen if o.payer != REGION}
            assert {t.orp for t in topic.joined} == set(towns)
            alone = sum(paid(run.flows) + paid(o.flows) - paid(o.share) for o in towns.values())
            assert topic.saved == alone - sum(paid(o.flows) for o in towns.values())
            assert topic.region == paid(run.flows) - sum(paid(o.share) for o in towns.values())
            assert topic.saved == (len(towns) - 1) * topic.whole + topic.region


def test_every_town_that_could_still_join_is_told_and_no_other() -> None:
    for plan, topics in regions():
        for decision in (d for d in plan.region.decisions if d.participants):
            run, [topic] = (
                decision.option,
                [t for t in topics.joint if t.project == decision.project],
            )
            ways = {
                o.payer: paid(o.share) for o in plan.choice.options if joins(o, run) and o.value > 0
            }
            could = set(ways) - set(decision.participants)
            saved = sum(paid(run.flows) - ways[town] for town in could)
            assert {town.orp for town in topic.others} == (could if saved > 0 else set())
            for town in could:
                assert plan.strategy.may_take(town, plan.strategy.project[topic.project])


def joins(option: Option, run: Option) -> bool:
    """Whether an option is a town's, of a run."""
    return option.payer != REGION and option.run == run.run


def test_shares_of_what_does_not_run_are_those_of_the_key() -> None:
    checked = 0
    for plan, topics in regions():
        for topic in (t for t in topics.joint if not t.runs):
            joint = plan.strategy.project[topic.project]
            takers = plan.strategy.takers(joint)
            keys = {
                CostKey.EQUAL: [1 for _ in takers],
                CostKey.DISTRICT_POPULATION: [orp.population for orp in takers],
            }
            if joint.key not in keys:
                continue
            [run] = [
                option
                for option in plan.choice.options
                if (option.payer, option.run) == (REGION, (topic.project, topic.start, None))
            ]
            shares = [parts(flow.gross, keys[joint.key]) for flow in run.flows]
            owed = {orp.code: sum(s[n] for s in shares) for n, orp in enumerate(takers)}
            for town in topic.towns:
                assert town.part == owed[town.orp]
                checked += 1
    assert checked > 10


def test_no_group_could_be_larger_and_none_says_what_another_says() -> None:
    for plan, topics in regions():
        facts = {
            orp.code: (
                {area.area for area in topics.of(orp.code).areas},
                {topic.project for topic in topics.of(orp.code).joint},
            )
            for orp in plan.strategy.orps
        }
        said = [(group.areas, group.projects) for group in topics.groups]
        assert len(said) == len(set(said))
        for group in topics.groups:
            assert len(group.orps) >= 2
            assert group.areas
            assert group.projects
            fits = [
                code
                for code, (areas, joint) in facts.items()
                if areas >= set(group.areas) and joint >= set(group.projects)
            ]
            assert tuple(sorted(fits)) == group.orps


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_rows_changes_nothing(*, reverse: bool) -> None:
    strategy = needing(three_towns(JOINT, replace(JOINT, code="K")), A="5", B="5", C="m5")
    plan = planned(strategy)
    turned = replace(strategy, needs=strategy.needs[:: -1 if reverse else 1])
    assert topics_of(replace(plan, strategy=turned)) == topics_of(plan)
