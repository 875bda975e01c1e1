"""What is paid in common can be shared in several ways; a group that would object is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.comparing.sharing import groups_of, in_whole, objection, shapley
from stack_planner.choosing.plan import make_plan
from stack_planner.comparison import Objection, Split
from stack_planner.records import REGION, Budget, CostKey, GroupCost, Orp, Position, Scope, Stance
from stack_planner.telling.common import sharing_json
from tests.solving import by_hand, feasible_regions, project, solved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.choosing.comparing.sharing import Game
    from stack_planner.comparison import Sharing
    from stack_planner.records import Project, Strategy
    from stack_planner.results import Decision

SWEDEN = """
A 21.95 H 17.08 K 10.91 L 15.88 M 20.81 T 21.98 AH 34.69 AK 32.86 AL 37.83 AM 42.76 AT 43.93
HK 22.96 HL 25.00 HM 37.89 HT 39.06 KL 26.79 KM 31.45 KT 32.89 LM 31.10 LT 37.86 MT 39.41
AHK 40.74 AHL 43.22 AHM 55.50 AHT 56.67 AKL 48.74 AKM 53.40 AKT 54.84 ALM 53.05 ALT 59.81
AMT 61.36 HKL 27.26 HKM 42.55 HKT 44.94 HLM 45.81 HLT 46.98 HMT 56.49 KLM 42.01 KLT 48.77
KMT 50.32 LMT 51.46 AHKL 48.95 AHKM 60.25 AHKT 62.72 AHLM 64.03 AHLT 65.20 AHMT 74.10
AKLM 63.96 AKLT 70.72 AKMT 72.27 ALMT 73.41 HKLM 48.07 HKLT 49.24 HKMT 59.35 HLMT 64.41
KLMT 56.61 AHKLM 69.76 AHKMT 77.42 AHLMT 83.00 AHKLT 70.93 AKLMT 73.97 HKLMT 66.46 AHKLMT 83.82
"""
"""Young, Okada & Hashimoto (1982): Cost allocation in water resources development, Water Resources
Research 18(3), 463–475; six groups of Swedish municipalities, million crowns."""

NAMES, NUMBERS = SWEDEN.split()[::2], SWEDEN.split()[1::2]
COSTS = {frozenset(name): Fraction(number) for name, number in zip(NAMES, NUMBERS, strict=True)}
PUBLISHED = {"A": 20.01, "H": 10.71, "K": 6.61, "L": 10.37, "M": 16.94, "T": 19.18}


def random_game(seed: int) -> Game:
    dice = Random(seed)  # noqa: S311 — a test's dice
    players = "ABCDE"[: dice.randint(1, 5)]
    return {
        group: Fraction(dice.randint(0, 40), dice.randint(1, 7)) for group in groups_of(players)
    }


# Games


def test_the_published_shapley_value_of_swedish_municipalities() -> None:
    shares = shapley(COSTS)
    assert {player: float(share) for player, share in shares.items()} == pytest.approx(
        PUBLISHED, abs=0.006
    )
    assert sum(shares.values()) == Fraction("83.82")


def test_the_published_group_objects_to_it() -> None:
    found = objection(COSTS, shapley(COSTS))
    assert found is not None
    assert found.group == ("H", "K", "L")
    assert round(float(found.excess), 2) == 0.43


def test_shapley_is_the_average_over_all_orders_of_coming() -> None:
    for seed in range(30):
        game = random_game(seed)
        players = max(game, key=len)
        orders = list(permutations(players))
        for player, share in shapley(game).items():
            added = [added_by(game, order, player) for order in orders]
            assert share == sum(added) / len(orders)


def added_by(game: Game, order: tuple[str, ...], player: str) -> Fraction:
    before = frozenset(order[: order.index(player)])
    return game[before | {player}] - game.get(before, Fraction(0))


def test_the_worst_group_is_named_or_none_objects() -> None:
    for seed in range(60):
        game = random_game(seed)
        shares = {player: game[frozenset(player)] * Fraction(2, 3) for player in max(game, key=len)}
        excesses = {g: sum((shares[p] for p in g), Fraction(0)) - game[g] for g in game}
        found = objection(game, shares)
        if found is None:
            assert max(excesses.values()) <= 0
        else:
            assert found.excess == excesses[frozenset(found.group)] == max(excesses.values()) > 0


def test_of_equal_objections_the_smaller_group_is_named() -> None:
    game = {group: Fraction(2) for group in groups_of("AB")}
    assert objection(game, {"A": 3, "B": 0}) == Objection(("A",), Fraction(1))
    assert objection(game, {"A": 2, "B": 0}) is None


def test_an_excess_of_less_than_a_crown_is_not_shown_as_nothing() -> None:
    assert Objection(("A",), Fraction(1, 3)).amount == 1
    assert Objection(("A",), Fraction(7)).amount == 7


def test_whole_crowns_add_up_and_the_largest_remainder_comes_first() -> None:
    thirds = dict.fromkeys("CBA", Fraction(10, 3))
    assert in_whole(thirds) == {"A": 4, "B": 3, "C": 3}
    assert in_whole({"A": Fraction(-1, 3), "B": Fraction(1, 3)}) == {"A": 0, "B": 0}
    for seed in range(60):
        game = {group: Fraction(round(cost)) for group, cost in random_game(seed).items()}
        exact = shapley(game)
        whole = in_whole(exact)
        assert sum(whole.values()) == sum(exact.values())
        assert all(abs(whole[player] - exact[player]) < 1 for player in whole)


# Joint projects of a plan


def run_of(strategy: Strategy) -> tuple[Decision, Sharing]:
    """The one joint project that runs, and how it is shared."""
    found = solved(strategy)
    plan = make_plan(strategy, found.scores, found.choice, {})
    [decision] = [each for each in plan.region.decisions if each.sharing]
    assert decision.sharing
    return decision, decision.sharing


def three_towns(joint: Project) -> Strategy:
    """A of 30, B of 10 and C of 20 inhabitants; C stays away, and the region can pay for it."""
    budgets = [Budget(payer, 2027, 1000, 1000) for payer in ("A", "B", "C", REGION)]
    strategy = by_hand([joint], {joint.code: 5}, budgets)
    sizes = {"A": 30, "B": 10, "C": 20}
    orps = tuple(replace(orp, population=sizes[orp.code]) for orp in strategy.orps)
    stays = Position("C", joint.code, Stance.INTEREST, capex=2000)
    return replace(strategy, orps=orps, positions=(stays,))


JOINT = project("J", Scope.JOINT, capex=600, opex=60, capex_per_participant=7)
"""Shared by inhabitants; running costs fall on the one year after the horizon."""


def test_the_region_covers_absent_towns_and_others_could_share_it() -> None:
    """660 to share. By 30 : 10 : 20 A pays 330, B 110 and the region 220 for C, 200 within 2027.

    By 30 : 10 over those that joined A would pay 495, B 165; by Shapley 330 each; 7 each besides.
    """
    decision, sharing = run_of(three_towns(JOINT))
    assert decision.participants == {"A": 330, "B": 110}
    assert (sharing.whole, sharing.cover, sharing.cover_within) == (660, 220, 200)
    assert [(t.code, t.part, t.fixed, t.by_key, t.shapley, t.alone) for t in sharing.towns] == [
        ("A", 330, 337, 502, 337, 667),
        ("B", 110, 117, 172, 337, 667),
    ]
    assert sharing.cost == 674
    assert sharing.objections == dict.fromkeys(Split)
    assert not sharing.stated


def test_where_the_key_gives_all_to_the_region_it_covers_nobody_for_absent_towns() -> None:
    _, sharing = run_of(three_towns(replace(JOINT, key=CostKey.REGION)))
    assert (sharing.cover, sharing.cover_within) == (0, 0)
    assert [(town.fixed, town.by_key, town.shapley) for town in sharing.towns] == [(7, 7, 337)] * 2


def test_the_programmes_grant_and_others_money_lower_what_is_shared() -> None:
    """Others give A 107: 7 of its own part and 100 of its share, however that is shared."""
    strategy = three_towns(JOINT)
    gift = Position("A", "J", Stance.INTEREST, others=107)
    _, sharing = run_of(replace(strategy, positions=(gift, *strategy.positions)))
    assert [(town.fixed, town.by_key, town.shapley) for town in sharing.towns] == [
        (230, 395, 230),
        (117, 172, 337),
    ]


def stated(strategy: Strategy, **amounts: int) -> Strategy:
    costs = (GroupCost("J", tuple(group), amount) for group, amount in amounts.items())
    return replace(strategy, group_costs=tuple(costs))


def test_stated_costs_of_groups_show_who_would_pay_less_alone() -> None:
    """B by itself would pay 100; it pays 117 by the plan, 172 by the key, 67 by Shapley."""
    _, sharing = run_of(stated(three_towns(JOINT), A=640, B=100, AB=607))
    assert sharing.stated
    assert sharing.cost == 607
    assert [(town.shapley, town.alone) for town in sharing.towns] == [(574, 640), (33, 100)]
    assert sharing.objections == {
        Split.FIXED: Objection(("B",), Fraction(17)),
        Split.BY_KEY: Objection(("B",), Fraction(72)),
        Split.SHAPLEY: None,
    }
    told = sharing_json(sharing)
    assert told["core"]["fixed"] == {"group": ["B"], "excess": 17}
    assert told["core"]["shapley"] is None
    assert told["group_costs"] == "stated"


def test_without_the_cost_of_a_group_that_joined_none_is_used() -> None:
    _, sharing = run_of(stated(three_towns(JOINT), A=640, AB=607, ABC=700))
    assert not sharing.stated
    assert sharing.cost == 674


def test_the_swedish_municipalities_as_towns_of_a_joint_project() -> None:
    """All six join; their groups' costs are those published, in hundreds of crowns."""
    players = sorted(PUBLISHED)
    joint = project("J", Scope.JOINT, capex=8382, key=CostKey.EQUAL)
    strategy = by_hand([joint], {"J": 5}, [Budget(town, 2027, 3000) for town in players])
    amounts = {"".join(sorted(group)): int(100 * cost) for group, cost in COSTS.items()}
    _, sharing = run_of(stated(strategy, **amounts))
    shown = {town.code: town.shapley for town in sharing.towns}
    assert shown == pytest.approx({p: 100 * share for p, share in PUBLISHED.items()}, abs=1.01)
    assert sharing.objections is not None
    found = sharing.objections[Split.SHAPLEY]
    assert found is not None
    assert (found.group, found.amount) == (("H", "K", "L"), 43)


def test_too_many_towns_are_said_and_not_gone_through() -> None:
    towns = [f"T{number:02d}" for number in range(13)]
    joint = project("J", Scope.JOINT, capex=130, capex_per_participant=2)
    _, sharing = run_of(by_hand([joint], {"J": 5}, [Budget(town, 2027, 20) for town in towns]))
    assert sharing.objections is None
    assert {(t.fixed, t.by_key, t.shapley, t.alone) for t in sharing.towns} == {(12, 12, None, 132)}
    assert sharing_json(sharing)["core"] is None


def runs() -> Iterator[tuple[Strategy, Sharing, CostKey]]:
    """Joint projects that run in random regions."""
    for strategy in feasible_regions(40):
        found = solved(strategy)
        plan = make_plan(strategy, found.scores, found.choice, {})
        for decision in plan.region.decisions:
            if decision.sharing:
                yield strategy, decision.sharing, strategy.project[decision.project].key


def test_no_crown_is_lost_by_any_split() -> None:
    seen = 0
    for _, sharing, key in runs():
        own = sum(town.fixed - town.part for town in sharing.towns)
        assert sharing.cost == sharing.whole + own
        assert sum(town.shapley or 0 for town in sharing.towns) == sharing.cost
        if key is not CostKey.REGION:
            assert sum(town.by_key for town in sharing.towns) == sharing.cost
            assert sum(town.fixed for town in sharing.towns) + sharing.cover == sharing.cost
        seen += len(sharing.towns) > 1
    assert seen > 5


def test_where_only_the_joint_part_is_shared_nobody_objects() -> None:
    """A group by itself would have to pay all of it."""
    for _, sharing, _ in runs():
        assert sharing.objections == dict.fromkeys(Split)


def test_a_populous_town_of_the_region_is_first_to_object() -> None:
    """Sharing by inhabitants asks more of A than doing it alone in a smaller way would cost."""
    strategy = stated(three_towns(JOINT), A=300, B=300, AB=600)
    strategy = replace(strategy, orps=(*strategy.orps[:2], Orp("C", "C", 1)))
    _, sharing = run_of(strategy)
    assert sharing.objections is not None
    found = sharing.objections[Split.FIXED]
    assert found is not None
    assert found.group == ("A",)
