"""Uncertain costs: sums of three-point estimates against closed forms, dice and hand counts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import takewhile
from math import comb, factorial, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from scipy.stats import triang

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits
from stack_planner.choosing.verify import Count
from stack_planner.conflicts import Sort
from stack_planner.explaining.estimate import Overrun, Together, independent
from stack_planner.explaining.uncertainty import (
    LEVELS,
    BudgetRisk,
    CostRisk,
    Ends,
    UncertainCost,
    cost_risks,
)
from stack_planner.planning import score
from stack_planner.records import (
    REGION,
    Budget,
    CostKey,
    Orp,
    Position,
    Programme,
    Project,
    Scope,
    Stance,
    Strategy,
)
from stack_planner.telling.uncertainty import cost_lines, cost_paragraph, costs_json, share_told
from stack_planner.words import load
from tests.calculating import needs_libreoffice, recalculated
from tests.counterfactual import tight_regions
from tests.deciding import options_of
from tests.planned import OTHER, REGION_BOOK, TOWN, decide, inputs_of
from tests.running import run
from tests.small import write_small
from tests.solving import by_hand, project, solved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stack_planner.results import Option
    from tests.small import Tables

SHARES = (0.02, 0.2, 0.5, 0.8, 0.95, 0.99)
HALF, WHOLE = Fraction(1, 2), Fraction(1)


# The distributions


@pytest.mark.parametrize(
    ("low", "high"), [("1/2", "3"), ("9/10", "1"), ("1", "7/5"), ("0", "2"), ("19/20", "23/20")]
)
def test_a_single_cost_is_triangular(low: str, high: str) -> None:
    least, most = Fraction(low), Fraction(high)
    part = Overrun(least, most, 1_000_000, 1_000_000)
    width = float(most - least)
    peer = triang(float(1 - least) / width, float(least), width)
    for share in SHARES:
        amount = (peer.ppf(share) - 1) * 1_000_000
        assert part.quantile(share) == pytest.approx(amount, abs=1e-3)
        assert part.below(np.array([amount]))[0] == pytest.approx(share, abs=1e-9)
    assert float(part.mean) == pytest.approx((peer.mean() - 1) * 1_000_000)


def irwin_hall(count: int, amount: float) -> float:
    """The probability that a sum of so many even chances in 0…1 is at most an amount."""
    terms: Iterator[float] = (
        (-1) ** k * comb(count, k) * (amount - k) ** count / factorial(count)
        for k in range(floor(amount) + 1)
    )
    return sum(terms)


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_equal_sided_costs_add_up_as_even_chances_do(number: int) -> None:
    """A triangle of equal sides is the sum of two even chances, so that the sum is known."""
    part = Overrun(HALF, 3 * HALF, 1_000_000, 1_000_000)
    whole = independent([part] * number)
    for amount in np.linspace(-0.4 * number, 0.4 * number, 9) * 1_000_000:
        evens = (amount / 500_000 + number) / 1
        assert 1 - whole.chance(amount) == pytest.approx(irwin_hall(2 * number, evens), abs=2e-4)
    assert whole.chance(0) == pytest.approx(0.5, abs=2e-4)


def test_two_costs_of_different_size_add_up_as_their_four_even_chances() -> None:
    """P(aU + bV ≤ t) of four even chances by the volume of a cut cube."""
    sides = (400_000, 400_000, 100_000, 100_000)
    parts = [Overrun(HALF, 3 * HALF, 2 * side, 2 * side) for side in sides[::2]]
    whole = independent(parts)
    for amount in (-300_000, -100_000, 50_000, 250_000, 480_000):
        start = amount + sum(sides) / 2
        volume = 0.0
        for corner in range(16):
            taken = [side for place, side in enumerate(sides) if corner >> place & 1]
            volume += (-1) ** len(taken) * max(0.0, start - sum(taken)) ** 4
        expected = volume / (factorial(4) * float(np.prod(np.array(sides, dtype=float))))
        assert 1 - whole.chance(amount) == pytest.approx(expected, abs=2e-4)


BENT = (
    Overrun(Fraction(9, 10), Fraction(13, 10), 3_000_000, 500_000),
    Overrun(Fraction(1), Fraction(3, 2), 700_000, 700_000),
    Overrun(Fraction(4, 5), Fraction(1), 900_000, 300_000),
    Overrun(Fraction(7, 10), Fraction(2), 1_200_000, 0),
)


def diced(parts: Sequence[Overrun], number: int = 400_000) -> tuple[np.ndarray, np.ndarray]:
    """Sums by dice: each cost by its own, and all by the same."""
    dice = np.random.default_rng(6)
    sums = np.zeros((2, number))
    same = dice.random(number)
    for part in parts:
        low, high = float(part.low), float(part.high)
        peer = triang((1 - low) / (high - low), low, high - low)
        more = peer.ppf(np.stack((dice.random(number), same))) - 1
        sums += np.where(more < 0, part.falls, part.rises) * more
    return sums[0], sums[1]


def test_bent_costs_are_as_dice_say() -> None:
    own, one = diced(BENT)
    apart, together = independent(BENT), Together(BENT)
    for share in (0.5, 0.8, 0.9, 0.95):
        assert apart.quantile(share) == pytest.approx(np.quantile(own, share), abs=4_000)
        assert together.quantile(share) == pytest.approx(np.quantile(one, share), abs=8_000)
    for amount in (0, 300_000, 700_000, 1_500_000):
        assert apart.chance(amount) == pytest.approx(np.mean(own > amount), abs=3e-3)
        assert together.chance(amount) == pytest.approx(np.mean(one > amount), abs=3e-3)
    assert float(sum(part.mean for part in BENT)) == pytest.approx(np.mean(own), abs=2_000)


def test_a_finer_grid_moves_no_quantile_further_than_the_stated_error() -> None:
    apart = independent(BENT)
    small = [replace(part, rises=part.rises // 100, falls=part.falls // 100) for part in BENT]
    exact = independent(small)
    assert exact.step == 1
    assert apart.step > 50
    for share in SHARES:
        assert abs(apart.quantile(share) - 100 * exact.quantile(share)) <= (
            apart.error + 100 * exact.error
        )


def test_what_cannot_happen_has_chance_0_and_what_must_has_1() -> None:
    most = sum(part.most for part in BENT)
    for whole in (independent(BENT), Together(BENT)):
        assert whole.chance(most) == 0.0
        assert 0.0 < whole.chance(most * 0.7) < 0.1
        assert whole.chance(sum(part.least for part in BENT) - 1) == 1.0


def test_where_nothing_can_be_saved_nothing_more_is_likely_by_itself() -> None:
    never = Overrun(HALF, 3 * HALF, 1_000_000, 0)
    assert independent([never, never]).chance(0) == pytest.approx(0.75, abs=2e-4)
    assert Together((never, never)).chance(0) == pytest.approx(0.5, abs=1e-9)


FACTORS = st.tuples(st.integers(50, 100), st.integers(100, 250)).filter(
    lambda pair: pair != (100, 100)
)
COSTS = st.lists(st.tuples(FACTORS, st.integers(10_000, 9_000_000)), min_size=1, max_size=6)
Costs = list[tuple[tuple[int, int], int]]


def overruns(costs: Costs, wider: Fraction = WHOLE, more: int = 0) -> tuple[Overrun, ...]:
    """Overruns of such factors in percent, stretched on both sides, their highest raised."""
    return tuple(
        Overrun(
            1 - wider * Fraction(100 - low, 100),
            1 + wider * Fraction(high - 100, 100) + Fraction(more, 100),
            amount,
            amount // 2,
        )
        for (low, high), amount in costs
    )


@settings(max_examples=60, deadline=None)
@given(costs=COSTS, more=st.integers(0, 80), wider=st.fractions(1, 2))
def test_a_wider_range_never_lowers_the_reserve(costs: Costs, more: int, wider: Fraction) -> None:
    before = Together(overruns(costs)).quantile(0.8)
    assert Together(overruns(costs, more=more)).quantile(0.8) >= before - 1e-3
    assert max(0, Together(overruns(costs, wider=wider)).quantile(0.8)) >= before - 1e-3


@settings(max_examples=40, deadline=None)
@given(costs=COSTS, amount=st.integers(-1_000_000, 9_000_000))
def test_chance_and_quantile_are_each_others_inverse(costs: Costs, amount: int) -> None:
    parts = overruns(costs)
    for whole in (independent(parts), Together(parts)):
        chance = whole.chance(amount)
        assert 0 <= chance <= 1
        if 0.01 < chance < 0.99:
            assert whole.quantile(1 - chance) == pytest.approx(amount, abs=2 + whole.error)


# By hand


def town(capex: Sequence[int | None], projects: Sequence[Project], **more: object) -> Strategy:
    """A town with these limits by year from 2027 on, and a region with plenty of money."""
    budgets = [
        Budget(payer, year, limit if payer == "T" else 9_000_000)
        for year, limit in enumerate(capex, 2027)
        for payer in ("T", REGION)
    ]
    values = {each.code: 100_000 for each in projects}
    return replace(by_hand(projects, values, budgets), **more)  # type: ignore[arg-type]


def risks(strategy: Strategy) -> dict[str, CostRisk]:
    """The risks of the best plan by payer."""
    chosen = solved(strategy).choice.chosen
    return {risk.payer: risk for risk in cost_risks(strategy, chosen)}


ESTIMATED = project("P1", capex=1_000_000, capex_min=900_000, capex_max=1_400_000)


def test_one_project_as_counted_by_hand() -> None:
    """P(X > 1.2 mil.) = 0.2² / (0.5 · 0.4) = 20 %, so that 200,000 are the reserve to 80 %."""
    risk = risks(town([1_200_000], [ESTIMATED]))["T"]
    (year,) = risk.years
    assert (year.year, year.room, year.expected) == (2027, 200_000, 100_000)
    assert year.chance is not None
    assert year.chance.independent == year.chance.together == pytest.approx(0.2, abs=1e-12)
    assert year.reserves[80] == Ends(200_000, 200_000)
    assert year.missing() == 0
    assert year.missing(95) == 300_000 - 200_000
    assert risk.worst is year


def test_a_project_without_bounds_is_certain() -> None:
    assert risks(town([1_000_000], [project("P1", capex=1_000_000)])) == {}
    mixed = risks(town([1_500_000], [ESTIMATED, project("P2", capex=500_000)]))["T"]
    assert [cost.project for cost in mixed.projects] == ["P1"]
    assert mixed.others == 1
    assert mixed.years[0].room == 0
    assert mixed.years[0].chance is not None
    assert mixed.years[0].chance.most == pytest.approx(0.8)


@pytest.mark.parametrize(("room", "chance"), [(0, 0.0), (-1, 1.0)])
def test_certain_costs_keep_their_limit_or_do_not(room: int, chance: float) -> None:
    year = BudgetRisk(2027, room, ())
    assert year.chance == Ends(chance, chance)
    assert set(year.reserves.values()) == {Ends(0, 0)}
    assert set(year.reserves) == set(LEVELS)


def test_one_bound_is_enough() -> None:
    risen = risks(town([1_000_000], [replace(ESTIMATED, capex_min=None)]))["T"]
    assert (risen.projects[0].low, risen.projects[0].high) == (Fraction(1), Fraction(7, 5))
    assert risen.years[0].chance is not None
    assert risen.years[0].chance.least == pytest.approx(1)


def test_the_range_holds_for_all_that_the_plan_pays_for_it_year_by_year() -> None:
    """400,000 and 600,000 and the part of ten inhabitants, 20,000 each, split 2 : 3."""
    yearly = replace(
        ESTIMATED,
        capex_by_year=(400_000, 600_000),
        duration=2,
        capex_per_inhabitant=Fraction(20_000),
    )
    risk = risks(town([600_000, 900_000], [yearly]))["T"]
    assert [year.costs[0].planned for year in risk.years] == [480_000, 720_000]
    assert [year.room for year in risk.years] == [120_000, 180_000]
    assert risk.projects[0].planned == 1_200_000
    assert risk.whole.reserves[80] == Ends(240_000, 240_000)


def test_a_grant_does_not_grow_and_shrinks_in_proportion() -> None:
    """Half is a grant: 400,000 more are all the town's, of 100,000 less it keeps one half."""
    granted = replace(ESTIMATED, programmes=("F",))
    fund = Programme("F", "", HALF, delay=1)
    risk = risks(town([1_000_000, 0], [granted], programmes=(fund,)))["T"]
    (cost,) = risk.years[0].costs
    assert (cost.planned, cost.own) == (1_000_000, 500_000)
    assert (cost.overrun.most, cost.overrun.least) == (400_000, -50_000)
    assert risk.years[1].costs == ()
    assert risk.years[1].room == 500_000


def test_a_running_project_is_contracted() -> None:
    running = Position("T", "P1", Stance.MUST, year=2026)
    strategy = town([1_000_000], [replace(ESTIMATED, duration=2)], positions=(running,))
    assert risks(strategy) == {}


def test_with_carry_over_room_and_costs_are_those_of_the_years_so_far() -> None:
    later = replace(ESTIMATED, code="P2", earliest=2028)
    strategy = town([1_100_000, 1_000_000, None, 5], [replace(ESTIMATED, latest=2027), later])
    carrying = replace(strategy, settings=replace(strategy.settings, carry_over=True))
    years = risks(carrying)["T"].years
    assert [year.room for year in years] == [100_000, 100_000, None, None]
    assert [len(year.costs) for year in years] == [1, 2, 2, 2]
    assert [year.chance is None for year in years] == [False, False, True, True]
    plain = risks(strategy)["T"].years
    assert [year.room for year in plain] == [100_000, 0, None, 5]


def test_the_kept_reserve_is_room() -> None:
    strategy = town([1_200_000], [ESTIMATED])
    kept = replace(strategy, settings=replace(strategy.settings, reserve=Fraction(1, 10)))
    assert risks(kept)["T"].years[0].room == 200_000


def test_a_joint_overrun_is_shared_by_the_key() -> None:
    """Towns of 10 and 30 inhabitants pay 1 : 3, whatever it costs; the region pays nothing."""
    joint = replace(ESTIMATED, scope=Scope.JOINT, key=CostKey.DISTRICT_POPULATION)
    limits = [Budget(payer, 2027, 2_000_000) for payer in ("T", "U", REGION)]
    strategy = by_hand([joint], {"P1": 100_000}, limits)
    strategy = replace(strategy, orps=(Orp("T", "T", 10), Orp("U", "U", 30)))
    found = risks(strategy)
    assert {payer: risk.projects[0].planned for payer, risk in found.items()} == {
        "T": 250_000,
        "U": 750_000,
    }


def test_an_absent_towns_share_of_an_overrun_hits_the_pool() -> None:
    joint = replace(ESTIMATED, scope=Scope.JOINT, key=CostKey.EQUAL, min_participants=1)
    limits = [Budget(payer, 2027, room) for payer, room in (("T", 1_000_000), ("U", 0))]
    strategy = by_hand([joint], {"P1": 100_000}, [*limits, Budget(REGION, 2027, 2_000_000)])
    found = risks(strategy)
    assert {payer: risk.projects[0].planned for payer, risk in found.items()} == {
        "T": 500_000,
        REGION: 500_000,
    }


def test_a_regional_grant_is_paid_as_promised() -> None:
    """The region pays 300,000 of the town's million, and no crown more if that rises."""
    granted = replace(ESTIMATED, regional_grant=Fraction(3, 10))
    found = risks(town([700_000], [granted]))
    assert set(found) == {"T"}
    assert found["T"].projects[0].own == 700_000
    assert found["T"].years[0].room == 0
    regional = replace(ESTIMATED, code="P2", scope=Scope.REGION)
    both = risks(town([700_000], [granted, regional]))
    assert both[REGION].years[0].room == 9_000_000 - 300_000 - 1_000_000


def test_the_worst_year_is_the_one_most_likely_to_fail() -> None:
    cost = UncertainCost("P", Fraction(9, 10), Fraction(7, 5), 1_000_000, 1_000_000)
    years = [BudgetRisk(2027 + n, room, (cost,)) for n, room in enumerate((300_000, 100_000, None))]
    assert CostRisk("T", (cost,), 0, tuple(years)).worst is years[1]
    assert CostRisk("T", (cost,), 0, tuple(years[2:])).worst is None


# On random regions


@pytest.mark.parametrize("number", range(25))
def test_the_room_is_what_the_limit_could_fall_by(number: int) -> None:
    """One crown more taken off the limit, and the plan as counted without any row breaks it."""
    strategy = uncertain(tight_regions(30)[number])
    chosen, (_, scores) = solved(strategy).choice.chosen, options_of(strategy)
    for risk in cost_risks(strategy, chosen):
        for year in risk.years:
            assert year.room is not None
            for less, broken in ((year.room, False), (year.room + 1, True)):
                cut = lowered(strategy, risk.payer, year.year or 0, less)
                over = {
                    (breach.payer, breach.year)
                    for breach in Count(cut, scores, chosen).breaches()
                    if breach.sort is Sort.CAPEX
                }
                assert ((risk.payer, year.year) in over) is broken


@pytest.mark.parametrize("number", range(25))
def test_doubled_costs_take_the_planned_amounts_once_more(number: int) -> None:
    strategy = uncertain(tight_regions(30)[number])
    chosen = solved(strategy).choice.chosen
    double = replace(
        strategy, projects=tuple(replace(p, capex=2 * p.capex) for p in strategy.projects)
    )
    remade = {option.key: option for option in options_of(double)[0]}
    if not {option.key for option in chosen} <= set(remade):
        pytest.skip("a dearer project has no such option")
    carries = strategy.settings.carry_over
    for risk in cost_risks(strategy, chosen):
        for year in risk.years:
            assert year.year is not None
            first = 2027 if carries and risk.payer != REGION else year.year
            more = sum(
                gross(remade[option.key], risk.payer, range(first, year.year + 1))
                - gross(option, risk.payer, range(first, year.year + 1))
                for option in chosen
            )
            assert sum(cost.planned for cost in year.costs) == more


def uncertain(strategy: Strategy) -> Strategy:
    """The region with every cost uncertain, all money doubled so that two towns share evenly."""
    money = ("capex", "opex", "prefinancing", "allocation")

    def doubled(record: Any, **more: object) -> Any:  # noqa: ANN401 — any record with money
        amounts = {name: getattr(record, name, None) for name in money}
        given = {name: 2 * amount for name, amount in amounts.items() if amount is not None}
        return replace(record, **given, **more)

    return replace(
        strategy,
        projects=tuple(
            doubled(p, capex_min=2 * p.capex, capex_max=4 * p.capex) for p in strategy.projects
        ),
        budgets=tuple(map(doubled, strategy.budgets)),
        pool=tuple(map(doubled, strategy.pool)),
        programmes=tuple(map(doubled, strategy.programmes)),
    )


def gross(option: Option, payer: str, years: range) -> int:
    """What a payer pays of an option, towns' shares taken off the region."""
    own = option.payer == payer
    paid = sum(f.gross for f in option.flows if own and f.is_capex and f.year in years)
    if payer == REGION:
        paid -= sum(f.gross for f in option.share if f.is_capex and f.year in years)
    return paid


def lowered(strategy: Strategy, payer: str, year: int, less: int) -> Strategy:
    """The region with a lower limit of one year."""

    def cut(budgets: tuple[Budget, ...]) -> tuple[Budget, ...]:
        return tuple(
            replace(b, capex=(b.capex or 0) - less) if (b.orp, b.year) == (payer, year) else b
            for b in budgets
        )

    return replace(strategy, budgets=cut(strategy.budgets), pool=cut(strategy.pool))


# In words


def paragraph(strategy: Strategy, payer: str = "T", lang: str = "cs") -> str:
    """What is said of a payer's costs, with plain blanks."""
    return cost_paragraph(risks(strategy)[payer], strategy, load(lang)).replace("\xa0", " ")


def test_what_is_missing_is_told_with_the_years_that_lack_it_too() -> None:
    later = replace(ESTIMATED, code="P2", earliest=2028)
    strategy = town([1_150_000, 1_100_000], [replace(ESTIMATED, latest=2027), later])
    assert paragraph(strategy) == (
        "cenu s rozpětím mají 2 z 2 projektů s investicí; v průměru přijdou o 200 000 Kč dráž, než "
        "plán počítá. Nejohroženější je investiční rozpočet 2028: zbývá z něj 100 000 Kč a "
        "pravděpodobnost, že to nestačí, je 45 % (jediný nejistý projekt). Na 80% jistotu je třeba "
        "200 000 Kč, chybí tedy 100 000 Kč. Stejně tak nestačí rozpočet 2027."
    )


def test_both_ends_are_told_where_several_costs_meet() -> None:
    """Together 2.8 − √(0.2 q) − √(0.16 q) mil. is exceeded with q: 2.5 with 12.5 %; else 4.2 %."""
    costs = [ESTIMATED, replace(ESTIMATED, code="P2", capex_min=None)]
    strategy = town([3_000_000], [*costs, project("P3", capex=500_000)])
    kept = replace(strategy, settings=replace(strategy.settings, reserve=Fraction(1, 100)))
    assert paragraph(kept) == (
        "cenu s rozpětím mají 2 z 3 projektů s investicí; v průměru přijdou o 234 000 Kč dráž, než "
        "plán počítá. Nejohroženější je investiční rozpočet 2027: i s ponechanou rezervou z něj "
        "zbývá 500 000 Kč a pravděpodobnost, že to nestačí, je 4 % při nezávislých cenách "
        "a 13 %, pohybují-li se všechny společně. Na 80% jistotu je třeba 422 000 Kč, zbytek "
        "rozpočtu tedy stačí."
    )


def test_a_budget_that_nothing_can_exceed_is_safe_and_one_without_limit_has_none() -> None:
    safe, unlimited = (town([limit], [ESTIMATED]) for limit in (1_400_000, None))
    assert paragraph(safe).endswith(
        "Žádný rok limit nepřekročí, ani kdyby všechny ceny vystoupaly na Investici max."
    )
    assert paragraph(unlimited, lang="en").endswith(
        "There is no limit of capex; 200,000 CZK more over all the years is enough with 80% "
        "confidence."
    )


def test_a_cost_that_can_only_fall_is_told_as_cheaper() -> None:
    falling = replace(ESTIMATED, capex_max=None)
    assert "v průměru přijde o 33 000 Kč levněji" in paragraph(town([1_000_000], [falling]))


def test_a_probability_that_is_nearly_0_or_1_is_not_told_as_that() -> None:
    told = [share_told(share, load("cs")) for share in (0.0, 0.001, 0.05, 0.999, 1.0)]
    assert told == ["0 %", "méně než 1 %", "5 %", "více než 99 %", "100 %"]


def test_the_lines_hold_every_payer_and_year_in_thousands() -> None:
    later = replace(ESTIMATED, code="P2", earliest=2028)
    strategy = town([1_100_000, 1_000_000], [replace(ESTIMATED, latest=2027), later])
    carrying = replace(strategy, settings=replace(strategy.settings, carry_over=True))
    lines = list(cost_lines(tuple(risks(carrying).values()), carrying, load("cs")))
    table = [line.split() for line in lines if line.startswith("  T ")]
    assert [row[:4] for row in table[1:]] == [
        ["T", "2027–2028", "100", "200"],
        ["T", "celkem", "–", "200"],
    ]
    assert table[:1] == [
        ["T", "2027", "100", "100", "45", "%", "84", "200", "259", "300", "100"],
    ]
    assert list(cost_lines((), carrying, load("cs"))) == []


def test_the_json_says_the_same() -> None:
    (told,) = costs_json(tuple(risks(town([1_200_000], [ESTIMATED])).values()))
    assert (told["code"], told["certain_projects"]) == ("T", 0)
    assert told["projects"] == [
        {
            "project": "P1",
            "planned": 1_000_000,
            "least": 900_000,
            "most": 1_400_000,
            "mean": 1_100_000,
            "own": 1_000_000,
            "own_more": 100_000,
        }
    ]
    (year,) = told["years"]
    assert (year["year"], year["left"], year["missing"]) == (2027, 200_000, 0)
    assert year["chance"]["together"] == pytest.approx(0.2)
    assert year["reserve"]["95"] == {"independent": 300_000, "together": 300_000}
    assert told["whole"]["left"] is None
    assert told["whole"]["chance"] is None


# On the sheet


SHEET = "Nejisté náklady"


def estimated(tables: Tables) -> None:
    """Ranges of a town's own project and of the joint one."""
    tables["projects"][0] |= {"capex_min": 650_000, "capex_max": 900_000}
    tables["projects"][2] |= {"capex_min": 380_000, "capex_max": 520_000}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_small(tmp_path_factory.mktemp("estimated"), estimated)
    assert run(folder, "plan").code == 0
    return folder / "outputs"


def tables_of(file: Path, sheet: str = SHEET) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of the two tables of the sheet by heading."""
    book = load_workbook(file, data_only=True)
    rows = list(book[sheet].iter_rows(min_row=6, values_only=True))
    heads = [place for place, row in enumerate(rows) if row[0] in {"Rok", "Projekt"}]
    upper, lower = (
        [
            dict(zip(rows[head], row, strict=True))
            for row in takewhile(lambda row: row[0] is not None, rows[head + 1 :])
        ]
        for head in heads
    )
    return upper, lower


def test_the_sheet_says_what_the_engine_does(outputs: Path) -> None:
    strategy, scores, _ = score(inputs_of(outputs.parent))
    chosen = best_choice(strategy, scores, Limits(), lambda _: None).chosen
    books = {"1001": TOWN, "1002": OTHER, REGION: REGION_BOOK}
    found = cost_risks(strategy, chosen)
    assert {risk.payer for risk in found} >= {"1001"}
    for risk in found:
        upper, lower = tables_of(outputs / books[risk.payer])
        for budget in risk.years:
            mine = [row for row in upper if row["Rok"] == budget.year]
            assert len(mine) == (2 if len(budget.costs) > 1 else 1)
            assert budget.chance is not None
            assert mine[-1]["Zbývá z limitu i s rezervou [Kč]"] == budget.room
            assert mine[-1]["Pravděpodobnost překročení"] == pytest.approx(budget.chance.together)
            assert mine[0]["Rezerva na 90 % [Kč]"] == budget.reserves[90].independent
            assert max(row["Chybí do 80 % [Kč]"] for row in mine) == budget.missing()
        assert [row["Projekt"] for row in lower] == [cost.project for cost in risk.projects]
        assert [row["Investice v plánu [Kč]"] for row in lower] == [
            cost.planned for cost in risk.projects
        ]
        means = [float(cost.overrun.mean) for cost in risk.projects]
        assert [row["V průměru navíc z vlastních [Kč]"] for row in lower] == pytest.approx(
            means, abs=2
        )
        whole = sum(row["V průměru navíc z vlastních [Kč]"] for row in lower)
        assert upper[-1]["V průměru navíc [Kč]"] == whole


def test_without_ranges_there_is_no_sheet(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan").code == 0
    for book in (TOWN, OTHER, REGION_BOOK):
        assert SHEET not in load_workbook(tmp_path / "outputs" / book).sheetnames


@needs_libreoffice
@pytest.mark.slow
def test_what_is_left_and_the_means_follow_a_changed_decision(
    outputs: Path, tmp_path: Path
) -> None:
    """A project that the officer drops costs nothing, is not divided by, and leaves its money."""
    before, costs = tables_of(outputs / TOWN)
    dropped = costs[0]["Projekt"]
    file = tmp_path / TOWN
    file.write_bytes((outputs / TOWN).read_bytes())
    decide(file, dropped, Rozhodnutí=0)
    (counted,) = recalculated([file], tmp_path)
    after, rest = tables_of(counted)
    amounts = [value for key, value in rest[0].items() if key not in {"Projekt", "Název"}]
    assert amounts == [0] * len(amounts)
    left = "Zbývá z limitu i s rezervou [Kč]"
    assert sum(row[left] or 0 for row in after) > sum(row[left] or 0 for row in before)
