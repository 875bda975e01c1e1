"""Capital budgets of nuclear plants: alternatives of investments within the budgets of years.

The cases are tests and examples of LOGOS (Idaho National Laboratory, github.com/idaholab/LOGOS at
637955a8, tests/CapitalInvestments, Apache-2.0), restated with shorter names.
Each alternative is a project of its own, at most one of an investment; not to select an investment
is to choose none of them. A mandatory one may be worth less than nothing: the alternatives of it
are told as what they are worth more than its worst one, and that one's worth is added afterwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.verify import verify
from stack_planner.records import Budget, Position, Rule, RuleKind, Stance
from stack_planner.results import Status
from tests.solving import by_hand, project, solved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.records import Project, Strategy

FOLDER = Path(__file__).parents[2] / "shared/cases/open/multiobjective/capital_budgeting"
"""All of the cases, where they are at hand."""


@dataclass(frozen=True)
class Alternative:
    """One way to do an investment: its net present value and what it costs in each period."""

    code: str
    investment: str
    worth: Fraction
    costs: tuple[Fraction, ...]


@dataclass(frozen=True)
class CapitalBudget:
    """Alternatives of investments; one of each mandatory one has to be chosen."""

    alternatives: tuple[Alternative, ...]
    mandatory: tuple[str, ...] = ()
    unit: Fraction = Fraction(1, 1000)
    """What one unit of value stands for; worths in between are rounded."""

    @cached_property
    def of(self) -> Mapping[str, tuple[Alternative, ...]]:
        """The alternatives by investment."""
        names = dict.fromkeys(each.investment for each in self.alternatives)
        return {
            name: tuple(each for each in self.alternatives if each.investment == name)
            for name in names
        }

    def best(self, available: Sequence[Fraction]) -> tuple[Fraction, list[str]]:
        """The worth of the best choice, proven and counted again, and the alternatives in it."""
        found = solved(self.region(available))
        verify(found.strategy, found.scores, found.choice)
        assert found.choice.proof.status is Status.OPTIMAL
        codes = {option.project for option in found.choice.chosen}
        chosen = [each for each in self.alternatives if each.code in codes]
        return sum((each.worth for each in chosen), Fraction(0)), [each.code for each in chosen]

    def region(self, available: Sequence[Fraction]) -> Strategy:
        """One town whose budgets are what is available in each period, all starting at once."""
        amounts = [*available, *(cost for each in self.alternatives for cost in each.costs)]
        scale = lcm(*(amount.denominator for amount in amounts))
        strategy = by_hand(
            [self._project(each, scale) for each in self.alternatives],
            {each.code: self._value(each) for each in self.alternatives},
            [Budget("T", 2027 + t, int(amount * scale)) for t, amount in enumerate(available)],
        )
        return replace(strategy, rules=tuple(self._rules()), positions=tuple(self._musts()))

    def _project(self, alternative: Alternative, scale: int) -> Project:
        by_year = tuple(int(cost * scale) for cost in alternative.costs)
        return project(
            alternative.code,
            capex=sum(by_year),
            capex_by_year=by_year,
            duration=len(by_year),
            latest=2027,
        )

    def _value(self, alternative: Alternative) -> int:
        least = Fraction(0)
        if alternative.investment in self.mandatory:
            least = min(each.worth for each in self.of[alternative.investment])
        assert alternative.worth >= least
        return round((alternative.worth - least) / self.unit)

    def _rules(self) -> Iterator[Rule]:
        """At most one alternative of an investment, at least one where it is mandatory."""
        for investment, ways in self.of.items():
            codes = tuple(way.code for way in ways)
            if len(ways) > 1:
                yield Rule(RuleKind.AT_MOST, codes, Fraction(1))
            if len(ways) > 1 and investment in self.mandatory:
                yield Rule(RuleKind.AT_LEAST, codes, Fraction(1))

    def _musts(self) -> Iterator[Position]:
        """A mandatory investment that can be done in one way only is decided on."""
        for investment, ways in self.of.items():
            if len(ways) == 1 and investment in self.mandatory:
                yield Position("T", ways[0].code, Stance.MUST)


def stated(table: str) -> tuple[Alternative, ...]:
    """Alternatives by lines: investment, maybe with a plan after ``/``; worth; costs by period."""
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(
        Alternative(code, code.split("/")[0], Fraction(worth), tuple(map(Fraction, costs)))
        for code, worth, *costs in rows
    )


def amounts(line: str) -> list[Fraction]:
    """Decimals as exact fractions."""
    return [Fraction(amount) for amount in line.split()]


def test_nine_investments_within_five_years() -> None:
    # skp/test_dkp.xml, published optimum 4.388
    nine = stated("""
        P1  2.315  0.219 0.257  0.085 0     0
        P2  0.824  0     0      0.122 0.103 0.013
        P3 22.459  5.044 1.839  0     0     0
        P4 60.589  6.74  6.134 10.442 0     0
        P5  0.667  0.425 0      0     0     0
        P6  5.173  2.125 2.122  0     0     0
        P7  4.003  2.387 0.19   0.012 2.383 0.192
        P8  0.582  0     0.95   0     0     0
        P9  0.122  0.03  0.03   0.688 0     0
    """)
    best = CapitalBudget(nine).best(amounts("0.665 4.712 9.642 3.458 1.683"))
    assert best == (Fraction("4.388"), ["P1", "P2", "P5", "P8"])


def test_sixteen_investments_six_of_which_have_to_be_made() -> None:
    # examples/use_case_1a_fy19.xml, published optimum 19.9; the mandatory ones are a loss
    sixteen = stated("""
        HPFeedwaterHeaterUpgrade             27.98 12.99  1.3   0     0    0
        PresurizerReplacement               -10.07  9.15  0.92  0     0    0
        ImprovementEmergencyDiesel           20.23  0     0     0    10.08 1.1
        SecondarySystemPHMSystem             35.00  0     4.5   0.3   0.2  0
        ReplacementTwoReactorCoolantPumps   -18.60  0    18.6   0     0    0
        SeismicModification                   9.48  0     2.24  0     0    0
        FireProtection                       -1.44  1.31  0.13  0     0    0
        ServiceWaterSystemUpgrade             5.18  2.34  0     0     0    0
        BatteriesReplacement                  2.10  0.28  0     0     0    0
        ReplaceCCWPiping                     -5.03  0     0     4.57  0.46 0
        ReactorVesselInternals               41.14  0    19.82  0     0    0
        ReactorVesselUpgrade                 -5.25  5.25  0     0     0    0
        ReplaceLPTurbine                    167.94  0     0    18.77  0    0
        ReplaceInstrumentationCables         -6.52  5.92  0.6   0     0    0
        CondenserRetubing                    16.72  5.24  0     0     0    0
        ReplaceMoistureSeparatorReheater      8.26  3.16  0     0     0    0
    """)
    budget = CapitalBudget(sixteen, tuple(each.code for each in sixteen if each.worth < 0))
    worth, chosen = budget.best(amounts("22.6 36.7 20.6 23.6 22.7"))
    assert worth == Fraction("19.9")
    assert set(chosen) - set(budget.mandatory) == {
        *("ImprovementEmergencyDiesel", "SecondarySystemPHMSystem", "SeismicModification"),
        "BatteriesReplacement",
    }


def test_alternatives_of_sixteen_investments_within_ten_resources() -> None:
    # examples/use_case_1c_fy19.xml, published optimum 253.53; its ten resources are told as
    # years
    alternatives = stated("""
        Heater/A        27.98 12.99   1.3     0     0     0  0.02  0.01     0     0     0
        Heater/B        27.17     0 12.99   1.3     0     0     0  0.02  0.01     0     0
        Pressurizer/A  -10.07  9.15  0.92     0     0     0  0.04  0.01     0     0     0
        Pressurizer/B   -9.78     0  9.15  0.92     0     0     0  0.04  0.01     0     0
        Pressurizer/C   -9.22     0     0     0  9.15  0.92     0     0     0  0.04  0.01
        Diesel/A        20.23     0     0     0 10.08   1.1     0     0     0  0.01  0.01
        Diesel/B        20.84     0     0 10.08   1.1     0     0     0  0.01  0.01     0
        PHM/A           35.00     0   4.5   0.3   0.2     0     0  0.01  0.01  0.01     0
        PHM/B           33.98     0     0   4.5   0.3   0.2     0     0  0.01  0.01  0.01
        Pumps/A        -18.60     0  18.6     0     0     0     0  0.03     0     0     0
        Pumps/B        -17.02     0     0     0     0  18.6     0     0     0     0  0.03
        Seismic/A        9.48     0  2.24     0     0     0     0   0.2     0     0     0
        Seismic/B        8.94     0     0     0  2.24     0     0     0     0   0.2     0
        Seismic/C        8.68     0     0     0     0  2.24     0     0     0     0   0.2
        Fire/A          -1.44  1.31  0.13     0     0     0  0.01  0.01     0     0     0
        Fire/B          -1.32     0     0     0  1.31  0.13     0     0     0  0.01  0.01
        Water/A          5.18  2.34     0     0     0     0  0.01     0     0     0     0
        Water/B          4.88     0     0  2.34     0     0     0     0  0.01     0     0
        Batteries/A      2.10  0.28     0     0     0     0  0.01     0     0     0     0
        Piping/A        -5.03     0     0  4.57  0.46     0     0     0  0.01  0.01     0
        Piping/B        -5.18     0  4.57  0.46     0     0     0  0.01  0.01     0     0
        Piping/C        -4.88     0     0     0  4.57  0.46     0     0     0  0.01  0.01
        Internals/A     41.14     0 19.82     0     0     0     0  0.03     0     0     0
        Internals/B     37.65     0     0     0     0 19.82     0     0     0     0  0.03
        Vessel/A        -5.25  5.25     0     0     0     0  0.02     0     0     0     0
        Turbine/A      167.94     0     0 18.77     0     0     0     0  0.02     0     0
        Turbine/B      163.05     0     0     0 18.77     0     0     0     0  0.02     0
        Cables/A        -6.52  5.92   0.6     0     0     0  0.02  0.01     0     0     0
        Condenser/A     16.72  5.24     0     0     0     0  0.02     0     0     0     0
        Condenser/B     15.76     0     0  5.24     0     0     0     0  0.02     0     0
        Reheater/A       8.26  3.16     0     0     0     0  0.01     0     0     0     0
        Reheater/B       7.56     0     0     0  3.16     0     0     0     0  0.01     0
        Reheater/C       7.34     0     0     0     0  3.16     0     0     0     0  0.01
    """)
    mandatory = ("Pressurizer", "Pumps", "Fire", "Piping", "Vessel", "Cables")
    available = amounts("22.6 36.7 20.6 23.6 22.7 0.08 0.17 0.05 0.15 0.14")
    worth, chosen = CapitalBudget(alternatives, mandatory).best(available)
    assert worth == Fraction("253.53")
    investments = [code.split("/")[0] for code in chosen]
    assert len(set(investments)) == len(investments)
    assert set(mandatory) < set(investments)


# All of them, where they are at hand


def read(name: str) -> dict[str, Any]:
    """A case with its decimals as exact fractions."""
    told: dict[str, Any] = json.loads(
        (FOLDER / f"{name}.json").read_text(encoding="utf-8"), parse_float=Fraction
    )
    return told


def budget_of(case: Mapping[str, Any], unit: Fraction) -> CapitalBudget:
    """The alternatives of a case; to do nothing is to choose none."""
    places = {investment: place for place, investment in enumerate(case["investments"])}
    alternatives = (
        Alternative(
            f"P{places[item['project']]:02d}{item['option'] or ''}",
            item["project"],
            Fraction(item["npv"]),
            tuple(map(Fraction, item["cost"])),
        )
        for item in case["items"]
        if item["option"] != "DoNothing"
    )
    return CapitalBudget(tuple(alternatives), tuple(case["mandatory"]), unit)


@pytest.mark.skipif(not FOLDER.exists(), reason="the published cases are not at hand")
@pytest.mark.parametrize(
    ("name", "unit"),  # 41 projects are worth up to 21 million: too much for units of a thousandth
    [
        ("test_dkp", Fraction(1, 1000)),
        ("use_case_1a_fy19", Fraction(1, 1000)),
        ("use_case_1c_fy19", Fraction(1, 1000)),
        ("use_case_2a_fy19_no_consistent_constraint", Fraction(1, 1000)),
        ("test_EE_41_projects", Fraction(25)),
    ],
)
def test_a_published_capital_budget_in_every_scenario(name: str, unit: Fraction) -> None:
    case = read(name)
    budget = budget_of(case, unit)
    for scenario in case["scenarios"]:
        worth, _ = budget.best([Fraction(amount) for amount in scenario["available"]])
        assert worth == Fraction(scenario["optimum"])
        if scenario["agree_with_published"]:
            assert abs(worth - Fraction(scenario["published"])) < Fraction(1, 1000)
        else:
            assert worth > scenario["published"]
