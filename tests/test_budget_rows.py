"""What finance asks of the budget besides limits: tax, contracts, bridging, what remains."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.records import REGION, Budget, Position, Programme, Scope, Stance
from stack_planner.results import total
from stack_planner.workbook.unrecognised import vat_by_option
from tests.posting import held_regions, planned, sheet_of
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from stack_planner.records import Strategy
    from stack_planner.results import Plan
    from stack_planner.workbook.budget_table import BudgetTable

FUND = Programme("F", "Fond", Fraction(1, 2), delay=1, vat_eligible=False)


def budget_of(plan: Plan, payer: str = "T1") -> BudgetTable:
    """The cells of one payer's budget."""
    return sheet_of(plan, payer).table.budget


def one_town(capex: int = 71) -> Strategy:
    """A town that pays 121 with tax, of which the fund pays half of 100 a year later."""
    costly = project("P", capex=121, latest=2027, programmes=("F",))
    budgets = [Budget("T1", year, capex, 9) for year in (2027, 2028, 2029)]
    strategy = by_hand([costly], {"P": 1}, budgets)
    return replace(strategy, programmes=(FUND,))


def row(table: BudgetTable, key: str) -> list[int]:
    return [table.number(key, year) for year in table.horizon]


def test_tax_that_the_fund_does_not_recognise_stays_inside_the_own_part() -> None:
    table = budget_of(planned(replace(one_town(), budgets=bridging(71))))
    assert row(table, "capex.vat") == [21, 0, 0]
    assert row(table, "capex.own") == [71, 0, 0]
    recognised = replace(one_town(), programmes=(replace(FUND, vat_eligible=True),))
    assert "capex.vat" not in budget_of(planned(replace(recognised, budgets=bridging(71)))).rows


def bridging(capex: int | None, opex: int = 9) -> tuple[Budget, ...]:
    """Budgets of three years under a ceiling of 50."""
    return tuple(
        Budget("T1", year, capex, opex, prefinancing=50, bridges=True)
        for year in (2027, 2028, 2029)
    )


def test_shares_of_a_joint_project_add_up_to_its_tax() -> None:
    for plan in held_regions(60):
        vat, options = vat_by_option(plan), plan.choice.options
        for run in options:
            joining = {o.payer: o for o in options if o.run == run.run and o.share}
            if run.payer == REGION and joining and run.key in vat:
                takers = plan.strategy.takers(plan.strategy.project[run.project])
                whole = total(vat[run.key], "gross")
                parts = sum(total(vat[o.key], "gross") for o in joining.values())
                assert parts == whole if len(joining) == len(takers) else parts <= whole


def test_bridging_is_needed_beyond_what_the_limits_leave() -> None:
    """50 of the grant come in 2028. The limits of 2027 leave 9 + 9, so 32 are needed."""
    table = budget_of(planned(replace(one_town(), budgets=bridging(80))))
    assert row(table, "bridge.state") == [50, 0, 0]
    assert row(table, "bridge.outside") == [50, 0, 0]
    assert row(table, "bridge.free") == [18, 89, 89]
    assert row(table, "bridge.need") == [32, 0, 0]


def test_a_grant_paid_from_the_limit_needs_no_bridging() -> None:
    """Without a ceiling the whole 121 are paid from the limit, and 50 come back to it."""
    table = budget_of(planned(one_town(capex=121)))
    assert row(table, "bridge.state") == [50, 0, 0]
    assert row(table, "bridge.outside") == [0, 0, 0]
    assert row(table, "bridge.need") == [0, 0, 0]


def test_money_without_limit_needs_no_bridging() -> None:
    table = budget_of(planned(replace(one_town(), budgets=bridging(None))))
    assert [table.shown("bridge.free", year) for year in table.horizon] == ["bez limitu"] * 3
    assert row(table, "bridge.need") == [0, 0, 0]
    assert not [key for key in table.rows if key.startswith("rest_capex")]


def test_what_a_running_project_spent_before_is_still_outside_the_limits() -> None:
    """Of 121 spent in 2026 the fund owes 50 until 2028."""
    late = replace(one_town(), programmes=(replace(FUND, delay=2),), budgets=bridging(0, 0))
    position = Position("T1", "P", Stance.MUST, year=2026)
    late = replace(late, projects=(replace(late.projects[0], latest=None),), positions=(position,))
    plan = planned(late)
    assert [option.programme for option in plan.choice.chosen] == ["F"]
    table = budget_of(plan)
    assert row(table, "bridge.outside") == [50, 0, 0]
    assert row(table, "bridge.need") == [50, 0, 0]


def test_what_remains_goes_from_year_to_year_less_the_reserve() -> None:
    strategy = one_town(capex=100)
    strategy = replace(
        strategy,
        projects=(replace(strategy.projects[0], capex=60, programmes=()),),
        settings=replace(strategy.settings, reserve=Fraction(1, 10)),
    )
    table = budget_of(planned(strategy))
    assert row(table, "rest_capex.opening") == [0, 30, 120]
    assert row(table, "rest_capex.allotted") == [100] * 3
    assert row(table, "rest_capex.kept") == [10] * 3
    assert row(table, "rest_capex.drawn") == [60, 0, 0]
    assert row(table, "rest_capex.closing") == [30, 120, 210]
    assert row(table, "rest_opex.closing") == [8, 16, 24]


def test_carried_money_is_the_same_in_both_ways_of_counting() -> None:
    carried = 0
    for plan in held_regions(60):
        if plan.strategy.settings.carry_over:
            for orp in plan.orps:
                table = budget_of(plan, orp.code)
                for block in ("capex", "opex"):
                    if f"rest_{block}.closing" in table.rows:
                        carried += 1
                        for year in table.horizon:
                            left = table.shown(f"{block}.left", year)
                            assert table.shown(f"rest_{block}.closing", year) == left
    assert carried > 10


def test_contracted_money_and_kinds_of_running_cost_stand_apart() -> None:
    """P runs since 2026: 40 in 2027; from then on 5 a year for 3 that end; Q costs 4 once."""
    strategy = one_town(capex=40)
    running = project("P", capex_by_year=(60, 40), opex=5, opex_saved=3)
    once = project("Q", one_off=4, latest=2027)
    strategy = replace(
        strategy,
        projects=(running, once),
        scores=(*strategy.scores, replace(strategy.scores[0], project="Q")),
        positions=(Position("T1", "P", Stance.MUST, year=2026),),
        programmes=(),
    )
    table = budget_of(planned(strategy))
    assert row(table, "capex.contracted") == [40, 0, 0]
    assert row(table, "opex.contracted") == [0, 2, 2]
    assert row(table, "opex.running") == [0, 5, 5]
    assert row(table, "opex.one_off") == [4, 0, 0]
    assert row(table, "opex.saving") == [0, -3, -3]
    assert table.number("opex.total", table.after) == 2


@pytest.mark.parametrize("scope", [Scope.ORP, Scope.REGION])
def test_rows_of_what_nobody_has_are_not_there(scope: Scope) -> None:
    plain = project("P", scope, capex=1)
    budgets = [Budget(payer, 2027, 1, 1) for payer in ("T1", REGION)]
    plan = planned(by_hand([plain], {"P": 1}, budgets))
    for payer in ("T1", REGION):
        parts = {key.partition(".")[2] for key in budget_of(plan, payer).rows}
        assert parts.isdisjoint({"vat", "contracted", "one_off", "running", "need", "owed_capex"})
