"""Repairs counted by hand: carried money, the reserve, shared cells, and what is not settled."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.conflict.ceilings import Ceiling
from stack_planner.choosing.conflict.ground import make_ground
from stack_planner.choosing.conflict.infeasible import explained, find_conflicts
from stack_planner.choosing.conflict.repair import least_repair
from stack_planner.choosing.solve import Limits
from stack_planner.conflicts import Conflict, NamedRule, Sort
from stack_planner.problems import InfeasibleError, Source, UntrueAnswerError
from stack_planner.records import REGION, Budget, Position, Scope, Stance
from stack_planner.telling.conflicts import infeasible_lines
from stack_planner.words import load
from tests.doubles import Tired
from tests.mending import mended
from tests.solving import best_value, by_hand, modelled, project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Project, Strategy


def town(
    *projects: Project,
    years: Sequence[int] = (2027, 2028),
    must: Sequence[tuple[str, int | None]] = (),
    **limits: Any,  # noqa: ANN401 — any field of a budget
) -> Strategy:
    """A town with equal limits in every year, and what it decided to do in which year."""
    given: dict[str, Any] = {"capex": None, **limits}
    budgets = [Budget("T", year, **given) for year in years]
    strategy = by_hand(projects, dict.fromkeys((each.code for each in projects), 10), budgets)
    positions = tuple(Position("T", code, Stance.MUST, year=year) for code, year in must)
    return replace(strategy, positions=positions)


def raises(strategy: Strategy) -> list[tuple[str, str, int]]:
    """The limits that the repair raises, (sort, year, by how much), and that it mends."""
    scores, _ = modelled(strategy)
    repair = explained(strategy, scores, Limits()).repair
    assert repair is not None
    assert repair.least
    assert best_value(mended(strategy, repair)) is not None
    return [(str(m.rule.sort), str(m.rule.details.get("year", "")), m.by) for m in repair.raised]


def test_what_an_earlier_year_gets_is_carried_to_the_later_one() -> None:
    """13 in the first year and 25 in the second one of 10 and 10: 3 more, then 15 more."""
    early, late = project("A", capex=13), project("B", capex=25)
    strategy = town(early, late, must=[("A", 2027), ("B", 2028)], capex=10)
    assert raises(strategy) == [("capex", "2027", 3), ("capex", "2028", 15)]
    carried = replace(strategy, settings=replace(strategy.settings, carry_over=True))
    assert raises(carried) == [("capex", "2027", 3), ("capex", "2028", 15)]
    rich = replace(carried, budgets=(Budget("T", 2027, 20), *carried.budgets[1:]))
    assert raises(rich) == [("capex", "2028", 8)]


def test_money_is_given_in_the_year_that_needs_it_and_once() -> None:
    """13 and 9 of 10 and 10, carried over: 3 more in the first year, 22 − 23 < 0 in the second."""
    strategy = town(
        project("A", capex=13), project("B", capex=9), must=[("A", 2027), ("B", 2028)], capex=10
    )
    carried = replace(strategy, settings=replace(strategy.settings, carry_over=True))
    assert raises(carried) == [("capex", "2027", 3)]


def test_the_last_running_limit_is_raised_once_for_its_year_and_the_years_after() -> None:
    """A one-off 12 in 2028, then 15 a year to run, of 10: the cell needs 15."""
    strategy = town(project("A", one_off=12, opex=15), must=[("A", 2028)], opex=10)
    assert raises(strategy) == [("opex", "2028", 5)]


def test_a_cell_rises_by_what_the_reserve_takes_as_well() -> None:
    """Of 10 less a third 6 count; for 9 to count the cell needs 14 (9.33), not 13 (8.67)."""
    strategy = town(project("A", capex=9), must=[("A", 2027)], capex=10)
    kept = replace(strategy, settings=replace(strategy.settings, reserve=Fraction(1, 3)))
    assert raises(kept) == [("capex", "2027", 4)]


def test_money_is_spared_before_person_days() -> None:
    """One of 2027 (5 CZK too much) and 2028 (40 days too many) has to give."""
    cheap = replace(project("A", capex=15, effort=40))
    strategy = town(cheap, must=[("A", None)], effort=50)
    first, second = strategy.budgets
    budgets = (replace(first, capex=10), replace(second, effort=0))
    assert raises(replace(strategy, budgets=budgets)) == [("effort", "2028", 40)]


def test_nothing_counts_of_an_amount_that_is_all_reserve() -> None:
    strategy = town(project("A", capex=9), must=[("A", 2027)], capex=10)
    kept = replace(strategy, settings=replace(strategy.settings, reserve=Fraction(1)))
    scores, _ = modelled(kept)
    repair = explained(kept, scores, Limits()).repair
    assert repair is not None
    assert [rule.sort for rule in repair.dropped] == [Sort.MUST]
    assert repair.raised == ()


def test_a_pool_that_is_not_given_has_no_cell() -> None:
    strategy = by_hand(
        [project("R", Scope.REGION, capex=7, must_start_by=2027)], {}, [Budget("T", 2027, 0)]
    )
    scores, _ = modelled(strategy)
    error = explained(strategy, scores, Limits())
    (limit,) = (rule for rule in error.conflicts[0].rules if rule.sort is Sort.CAPEX)
    assert (limit.payer, limit.cell, limit.amount, limit.missing) == (REGION, "", 0, 7)


@pytest.mark.parametrize("counts", [Fraction(1), Fraction(9, 10), Fraction(2, 3), Fraction(1, 7)])
def test_a_cell_rises_by_the_least_that_is_enough(counts: Fraction) -> None:
    rule = NamedRule(Sort.CAPEX, "capex", "T", Source(), "capex")
    for amount in range(12):
        ceiling = Ceiling(rule, amount, counts)
        for more in range(9):
            enough = (by for by in range(99) if int((amount + by) * counts) >= now(ceiling) + more)
            assert ceiling.raised_for(more) == next(enough)


def now(ceiling: Ceiling) -> int:
    return int(ceiling.amount * ceiling.counts)


# What is not settled


def test_what_is_not_settled_is_not_claimed() -> None:
    strategy = town(project("A", capex=9), must=[("A", 2027)], capex=5)
    scores, _ = modelled(strategy)
    ground = make_ground(strategy, scores, Tired())
    (conflict,) = find_conflicts(ground)
    assert not conflict.irreducible
    assert {rule.sort for rule in conflict.rules} == {Sort.MUST, Sort.CAPEX}
    assert all(rule.missing is None for rule in conflict.rules)
    assert least_repair(ground) is None
    told = list(infeasible_lines(InfeasibleError((conflict,)), load("cs")))
    assert told[-2].endswith("některé z těchto pravidel v rozporu být nemusí.)")
    assert told[-1] == "Nápravu se v mezích množství práce nepodařilo najít."


def test_a_long_conflict_is_told_in_part() -> None:
    rule = NamedRule(Sort.MUST, "must", "T", Source(), "stance", {"town": "T", "project": "P"})
    limit = replace(
        rule, sort=Sort.RULE, wording="at_most", details={**rule.details, "n": 1, "group": "A"}
    )
    error = InfeasibleError((Conflict((*[rule] * 21, limit)),))
    told = list(infeasible_lines(error, load("cs")))
    assert len(told) == 1 + 20 + 1 + 1
    assert told[-2] == "  … a ještě 2 pravidla"


def test_a_region_that_has_a_plan_after_all_is_a_fault() -> None:
    strategy = town(project("A", capex=9), must=[("A", 2027)], capex=10)
    scores, _ = modelled(strategy)
    with pytest.raises(UntrueAnswerError):
        explained(strategy, scores, Limits())
