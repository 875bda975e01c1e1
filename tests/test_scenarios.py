"""Scenarios: each kind of change against records by hand, each best plan against every plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.choosing.verify import Count
from stack_planner.columns.choices import CHANGES
from stack_planner.decided import Kept, Matter
from stack_planner.explaining.held import Region
from stack_planner.explaining.outcome import foresee
from stack_planner.explaining.scenarios import foreseen, money_of
from stack_planner.planning import Inputs, check, score
from stack_planner.problems import has_errors
from stack_planner.reading.scenario_file import read_scenarios
from stack_planner.records import (
    REGION,
    Budget,
    ChangeKind,
    Criterion,
    Position,
    Programme,
    Rule,
    RuleKind,
    ScenarioChange,
    Scope,
    Stance,
    Strategy,
    WeightSource,
)
from stack_planner.scoring import score_projects
from stack_planner.supposing import Scenario, repaired, scenarios_of, supposed
from stack_planner.words import LANGUAGES, load
from stack_planner.workbook.scenario_tables import counted
from tests.calculating import differences, formulas, needs_libreoffice, recalculated
from tests.counterfactual import tight_regions
from tests.deciding import best_keeping, countable_regions, number_of_plans, options_of
from tests.documenting import DATA, paths, rows, sections
from tests.often import often
from tests.planned import TOWN, decide, planned
from tests.running import run
from tests.small import Tables, write_small
from tests.solving import by_hand, project, solved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stack_planner.explaining.outcome import Outcome
    from stack_planner.results import Option

REGIONS = 6
MOST_PLANS = 1_000


def change(kind: ChangeKind, *subject: str, value: float | None = None) -> ScenarioChange:
    exact = None if value is None else Fraction(str(value))
    return ScenarioChange("Co kdyby", kind, subject, exact)


def standing(strategy: Strategy) -> Region:
    """The best plan of a region."""
    options, scores = options_of(strategy)
    return Region(strategy, scores, options, solved(strategy).choice.chosen, Solver(Limits()))


def outcome_of(region: Region, *changes: ScenarioChange) -> Outcome:
    return foresee(region, Scenario("Co kdyby", changes), Limits())


# What each change makes of the strategy


def handmade() -> Strategy:
    """Two towns, a project of each scope, two programmes, money in odd amounts."""
    projects = [
        project("P1", capex=333, one_off=7, opex=5, programmes=("F", "G")),
        replace(project("P2", capex_by_year=(5, 6), capex=11, duration=2), area="Silnice"),
        project("P3", Scope.JOINT, capex=10, capex_per_participant=3, opex_per_participant=3),
        project("P4", Scope.REGION, capex=9, programmes=("G",)),
    ]
    budgets = [
        Budget(payer, 2027, capex, opex, effort=10, prefinancing=99)
        for payer, capex, opex in (("T", 101, 33), ("U", 50, None), (REGION, 77, 5))
    ]
    strategy = by_hand(projects, {}, budgets)
    return replace(
        strategy,
        criteria=tuple(
            Criterion(code, "", Fraction(weight), Fraction(0), Fraction(10))
            for code, weight in (("A", 5), ("B", 3), ("C", 2))
        ),
        programmes=(
            Programme("F", "", Fraction(1, 2), allocation=101),
            Programme("G", "", Fraction(1, 2)),
        ),
        positions=(Position("T", "P1", Stance.MUST, 2027, capex=201, opex=11),),
    )


def test_budgets_of_some_towns_are_rounded_half_up_and_nothing_else_changes() -> None:
    before = handmade()
    after = supposed(before, [change(ChangeKind.TOWN_BUDGETS, "T", value=-50)])
    assert after.budget["T", 2027] == replace(before.budget["T", 2027], capex=51, opex=17)
    assert after.budget["U", 2027] == before.budget["U", 2027]
    assert replace(after, budgets=before.budgets) == before


def test_without_limit_stays_so_and_the_region_has_its_own_kind() -> None:
    before = handmade()
    after = supposed(
        before,
        [change(ChangeKind.TOWN_BUDGETS, value=100), change(ChangeKind.REGIONAL_BUDGET, value=-10)],
    )
    assert (after.budget["U", 2027].capex, after.budget["U", 2027].opex) == (100, None)
    assert [(b.capex, b.opex, b.prefinancing) for b in after.pool] == [(69, 5, 99)]


def test_costs_are_those_of_capital_and_introduction_estimates_of_towns_too() -> None:
    before = handmade()
    after = supposed(before, [change(ChangeKind.PROJECT_COST, "P1", "Silnice", value=30)])
    first, second = after.project["P1"], after.project["P2"]
    assert (first.capex, first.one_off, first.opex) == (433, 9, 5)
    assert (second.capex_by_year, second.capex) == ((7, 8), 15)
    assert after.position["T", "P1"].capex == 261
    assert after.position["T", "P1"].opex == 11
    assert after.project["P3"] == before.project["P3"]


def test_what_runs_keeps_its_price() -> None:
    """The first of two years was before the plan; the other town's project becomes dearer."""
    budgets = [Budget(payer, 2027, 60, None) for payer in ("T", "U")]
    projects = [project("P", capex=30, duration=2), project("J", Scope.JOINT, capex=20)]
    strategy = by_hand(projects, {}, budgets)
    runs = (Position("T", "J", Stance.MUST, 2026), Position("T", "P", Stance.MUST, 2026))
    strategy = replace(
        strategy,
        positions=runs,
        orps=tuple(replace(orp, population=10) for orp in strategy.orps),
        projects=(projects[1], replace(projects[0], capex_per_inhabitant=Fraction(1, 2))),
    )
    after = supposed(strategy, [change(ChangeKind.PROJECT_COST, value=30)])
    before, dearer = (options_of(each)[0] for each in (strategy, after))

    def capex(options: tuple[Option, ...], payer: str, code: str) -> set[int]:
        mine = (o for o in options if (o.payer, o.project) == (payer, code))
        return {option.total("gross", capex=True) for option in mine}

    assert capex(before, "T", "P") == capex(dearer, "T", "P") == {35}
    assert after.project["P"].capex == 39
    assert capex(before, REGION, "J") == capex(dearer, REGION, "J") == {20}
    assert supposed(strategy, [change(ChangeKind.PROJECT_COST, value=0)]) == strategy


def test_operation_is_the_yearly_one() -> None:
    after = supposed(handmade(), [change(ChangeKind.PROJECT_OPERATION, value=50)])
    assert (after.project["P1"].opex, after.project["P1"].one_off) == (8, 7)
    assert after.project["P3"].opex_per_participant == 5
    assert (after.position["T", "P1"].capex, after.position["T", "P1"].opex) == (201, 17)


def test_a_refused_programme_is_gone_from_everywhere() -> None:
    after = supposed(handmade(), [change(ChangeKind.PROGRAMME_REFUSED, "G")])
    assert list(after.programme) == ["F"]
    assert {p.code: p.programmes for p in after.projects if p.programmes} == {"P1": ("F",)}
    assert supposed(handmade(), [change(ChangeKind.PROGRAMME_REFUSED)]).programmes == ()


def test_allocations_change_where_they_are_stated() -> None:
    after = supposed(handmade(), [change(ChangeKind.ALLOCATION, value=-50)])
    assert [programme.allocation for programme in after.programmes] == [51, None]


@pytest.mark.parametrize(
    ("given", "weights"),
    [
        ({"A": 50}, (50, 30, 20)),
        ({"A": 75}, (75, 15, 10)),
        ({"A": 0, "B": 40}, (0, 40, 60)),
        ({"A": 0, "B": 0, "C": 7}, (0, 0, 100)),
        ({"A": 60, "B": 40}, (60, 40, 0)),
    ],
)
def test_a_weight_is_a_part_of_all_and_the_others_share_the_rest(
    given: dict[str, int], weights: tuple[int, ...]
) -> None:
    changes = [change(ChangeKind.WEIGHT, code, value=value) for code, value in given.items()]
    after = score_projects(supposed(handmade(), changes)).weights
    assert tuple(after.values()) == tuple(Fraction(weight, 100) for weight in weights)


def test_weights_count_whatever_they_were_taken_from() -> None:
    """Compared pairs and answers give way to what the scenario says."""
    before = handmade()
    pairs = tuple((Fraction(1),) * 3 for _ in range(3))
    settings = replace(before.settings, weight_source=WeightSource.ANSWERS)
    before = replace(before, pairwise=pairs, settings=settings)
    after = supposed(before, [change(ChangeKind.WEIGHT, "A", value=50)])
    weights = score_projects(after).weights
    assert weights == {"A": Fraction(1, 2), "B": Fraction(1, 4), "C": Fraction(1, 4)}


def test_an_excluded_project_is_done_nowhere_even_if_a_town_demanded_it() -> None:
    before = replace(handmade(), positions=(Position("U", "P1", Stance.DONE),))
    after = supposed(before, [change(ChangeKind.EXCLUDED, "P1", "P4")])
    assert after.takers(after.project["P1"]) == after.takers(after.project["P4"]) == ()
    assert after.stance("U", "P1") is Stance.DONE
    assert {option.project for option in options_of(after)[0]} == {"P3"}
    demanded = supposed(handmade(), [change(ChangeKind.EXCLUDED, "P1")])
    assert demanded.demanded == frozenset()


def test_a_mandatory_project_is_demanded_of_every_town_or_of_the_region() -> None:
    before = replace(handmade(), positions=(Position("U", "P1", Stance.REFUSES),))
    after = supposed(before, [change(ChangeKind.FORCED, "P1", "P3", "P4")])
    assert after.demanded == {("P1", "T"), ("P3", REGION), ("P4", REGION)}


def test_changes_of_one_thing_multiply_and_are_rounded_once() -> None:
    fifth, tenth = (change(ChangeKind.TOWN_BUDGETS, value=value) for value in (-20, -10))
    before = handmade()
    one, other = supposed(before, [fifth, tenth]), supposed(before, [tenth, fifth])
    assert one == other
    assert one.budget["T", 2027].capex == 73  # 101 · 0.72 = 72.72; step by step 81, then 73
    assert one.budget["U", 2027].capex == 36


def test_no_change_changes_nothing() -> None:
    for strategy in (handmade(), *countable_regions(5)):
        assert supposed(strategy, []) == strategy
        nothing = [change(kind, value=0) for kind in ChangeKind if kind.value.endswith("budgets")]
        assert supposed(strategy, nothing) == strategy


# The best plan of a scenario against every plan there is


def changes_of(strategy: Strategy, kind: ChangeKind, dice: Random) -> ScenarioChange:
    """A random change of a kind."""
    towns, projects, programmes, criteria = (
        [record.code for record in records]
        for records in (
            strategy.orps,
            strategy.projects,
            strategy.programmes,
            strategy.criteria,
        )
    )
    value = Fraction(dice.choice((-60, -35, -20, 40)))
    one = dice.choice(projects)
    subjects: dict[ChangeKind, tuple[tuple[str, ...], Fraction | None]] = {
        ChangeKind.TOWN_BUDGETS: (tuple(dice.sample(towns, dice.choice((0, 1)))), value),
        ChangeKind.REGIONAL_BUDGET: ((), value),
        ChangeKind.PROJECT_COST: ((dice.choice((one, strategy.project[one].area)),), value),
        ChangeKind.PROJECT_OPERATION: ((), value),
        ChangeKind.PROGRAMME_REFUSED: ((dice.choice(programmes),), None),
        ChangeKind.ALLOCATION: ((), value),
        ChangeKind.WEIGHT: ((dice.choice(criteria),), Fraction(dice.choice((0, 10, 90)))),
        ChangeKind.EXCLUDED: ((one,), None),
        ChangeKind.FORCED: ((one,), None),
    }
    return ScenarioChange("Co kdyby", kind, *subjects[kind])


@cache
def foreseen_regions(kind: ChangeKind) -> tuple[tuple[Region, Outcome], ...]:
    """Regions with their outcome under a change of a kind, few enough plans to be counted."""
    regions = (*countable_regions(REGIONS), *tight_regions(2))
    made = []
    for seed, strategy in enumerate(regions):
        asked = changes_of(strategy, kind, Random(f"{kind} {seed}"))  # noqa: S311 — a test's dice
        if number_of_plans(options_of(supposed(strategy, [asked]))[0]) <= MOST_PLANS:
            region = standing(strategy)
            made.append((region, outcome_of(region, asked)))
    assert len(made) >= REGIONS // 2
    return tuple(made)


@pytest.mark.parametrize("kind", ChangeKind)
def test_the_best_plan_of_every_kind_of_change(kind: ChangeKind) -> None:
    for region, outcome in foreseen_regions(kind):
        asked = supposed(region.strategy, outcome.scenario.changes)
        best = best_keeping(asked, ())
        if best is None:
            assert outcome.status == "infeasible"
            assert outcome.conflicts or has_errors(outcome.problems)
        else:
            assert outcome.strategy == asked
            assert not outcome.conflicts
        if outcome.choice:
            best = best_keeping(outcome.strategy, ())
            proof = outcome.choice.proof
            assert (proof.objective, proof.bound) == (best, best)
            assert outcome.count.total_value() == best
            assert not list(outcome.count.breaches())
        assert bool(outcome.choice) == (best is not None or outcome.repaired)


def test_todays_plan_is_kept_wherever_nothing_is_better() -> None:
    """And only there; what it gives up is the difference of two counted plans."""
    kept, left = 0, 0
    for kind in ChangeKind:
        for region, outcome in foreseen_regions(kind):
            count = Count(outcome.strategy, outcome.scores, outcome.today.chosen)
            assert outcome.today.value == count.total_value()
            assert bool(outcome.today.broken) == any(count.breaches())
            best = outcome.choice.proof.objective if outcome.choice else None
            if best is None or outcome.today.broken or outcome.repaired:
                assert outcome.regret is None
                assert not outcome.is_best
                left += best is not None
            else:
                assert outcome.regret == best - outcome.today.value
                assert outcome.is_best == (outcome.regret == 0)
                kept += outcome.is_best
            same = {option.key for option in outcome.today.chosen}
            had = {option.key for option in region.chosen}
            if kind in {ChangeKind.TOWN_BUDGETS, ChangeKind.REGIONAL_BUDGET, ChangeKind.FORCED}:
                assert same == had
                assert not outcome.today.lost
    assert kept > REGIONS
    assert left


def test_a_project_that_loses_its_grant_is_paid_from_own_money() -> None:
    found = 0
    for region, outcome in foreseen_regions(ChangeKind.PROGRAMME_REFUSED):
        (refused,) = outcome.scenario.changes[0].subject
        had = {(o.project, o.payer): o for o in region.chosen}
        for option in outcome.today.chosen:
            before = had[option.project, option.payer]
            assert option.start == before.start
            assert option.programme == (None if before.programme == refused else before.programme)
        told = {(o.project, o.payer) for o in region.chosen if o.programme == refused}
        joint = {(p.code, REGION) for p in region.strategy.projects if p.scope is Scope.JOINT}
        assert set(outcome.today.unfunded) == told - joint
        found += bool(told)
    assert found


def test_the_money_that_is_missing_is_counted_once() -> None:
    """The parts that the sheet adds up are what the limits lack; with carry-over at the worst."""
    for kind in (ChangeKind.TOWN_BUDGETS, ChangeKind.PROJECT_COST, ChangeKind.PROGRAMME_REFUSED):
        for _, outcome in foreseen_regions(kind):
            parts = [counted(outcome, rule) or 0 for rule in outcome.today.broken]
            assert sum(parts) == outcome.today.missing


@pytest.mark.parametrize(("carries", "parts"), [(False, [3, 3]), (True, [0, 6])])
def test_carried_over_only_the_worst_year_is_missing(carries: bool, parts: list[int]) -> None:  # noqa: FBT001
    """Two projects of 6 in two years with 6 each; with 3 a year both years lack 3, or 3 then 6."""
    budgets = [Budget("T", year, 6, None) for year in (2027, 2028)]
    strategy = by_hand([project("P", capex=6), project("Q", capex=6)], {"P": 9, "Q": 8}, budgets)
    settings = replace(strategy.settings, carry_over=carries)
    region = standing(replace(strategy, settings=settings))
    outcome = outcome_of(region, change(ChangeKind.TOWN_BUDGETS, value=-50))
    assert [counted(outcome, rule) for rule in outcome.today.broken] == parts
    assert outcome.today.short == {"T": 6}


def test_decisions_are_kept_and_those_that_cannot_be_are_given_up() -> None:
    budgets = [Budget("T", 2027, 6, None)]
    strategy = by_hand([project("P", capex=6), project("Q", capex=6)], {"P": 9, "Q": 8}, budgets)
    region = standing(strategy)
    assert [option.project for option in region.chosen] == ["P"]
    out = Kept(Matter.PROJECT, "P", "T", (region.chosen[0].key,), chosen=False)
    gone = Kept(Matter.PROJECT, "P", "T", ("P|T|2027|F",), chosen=True)
    richer = change(ChangeKind.TOWN_BUDGETS, value=100)
    outcome = outcome_of(replace(region, kept=(out,), chosen=()), richer)
    assert outcome.choice is not None
    assert [option.project for option in outcome.choice.chosen] == ["Q"]
    assert outcome.choice.proof.objective == best_keeping(outcome.strategy, (out,))
    other = outcome_of(replace(region, kept=(gone,)), richer)
    assert other.given_up == (gone,)
    assert other.choice is not None
    assert [option.project for option in other.choice.chosen] == ["P", "Q"]


def test_the_plan_is_that_of_a_strategy_that_was_so_from_the_beginning() -> None:
    """As the main job finds it, but where today's plan is worth as much."""
    for region, outcome in foreseen_regions(ChangeKind.TOWN_BUDGETS):
        if outcome.choice and not outcome.is_best:
            alone = best_choice(outcome.strategy, outcome.scores, Limits(), lambda _: None)
            assert alone.chosen == outcome.choice.chosen
            assert region.chosen != outcome.choice.chosen


def test_survivors_are_the_copies_of_all_plans() -> None:
    certain = never = 0
    for strategy in countable_regions(REGIONS):
        region = standing(strategy)
        dice = Random(7)  # noqa: S311 — a test's dice
        kinds = (ChangeKind.TOWN_BUDGETS, ChangeKind.WEIGHT, ChangeKind.FORCED)
        asked = [replace(changes_of(strategy, k, dice), scenario=str(k)) for k in kinds]
        found = foreseen(region, scenarios_of(asked), Limits, lambda _: None)
        plans = [region.chosen, *(o.choice.chosen for o in found.outcomes if o.choice)]
        joint = {p.code for p in strategy.projects if p.scope is Scope.JOINT}
        every: list[set[tuple[str, str]]] = [
            {(o.project, o.payer) for o in plan if o.payer != REGION or o.project not in joint}
            for plan in plans
        ]
        assert set(found.certain) == set.intersection(*every)
        assert not set(found.never) & set[tuple[str, str]]().union(*every)
        assert {*found.never}.union(*every) == {*found.copies}
        for copy in found.copies:
            assert found.times(copy) == sum(copy in plan for plan in every)
        certain, never = certain + len(found.certain), never + len(found.never)
    assert certain
    assert never


def test_money_of_all_payers_is_what_the_plan_moves() -> None:
    for strategy in countable_regions(REGIONS):
        region = standing(strategy)
        years = strategy.settings.horizon
        payers = (*strategy.orp, REGION)
        parts = [money_of(strategy, region.chosen, payer) for payer in payers]
        runs = [f for o in region.chosen if o.payer == REGION for f in o.flows if f.year in years]
        own = [f for o in region.chosen if o.payer != REGION for f in o.flows if f.year in years]
        shares = [f for o in region.chosen for f in o.share if f.year in years]
        whole = sum(f.own + f.region for f in (*runs, *own)) - sum(f.own for f in shares)
        assert sum(part.own_capex + part.own_opex for part in parts) == whole


# From the sheet or the file to what is told


def scenarios(tables: Tables) -> None:
    """Scenarios of the small region of which one has no plan."""
    tables["scenarios"] = [
        {"scenario": "Méně", "kind": "town budgets", "value": -20, "note": "daně"},
        {"scenario": "Bez fondu", "kind": "programme refused", "subject": ["F"]},
        {"scenario": "Jiné váhy", "kind": "criterion weight", "subject": ["K2"], "value": 60},
        {"scenario": "Nejde", "kind": "project mandatory", "subject": ["P2"]},
        {"scenario": "Nejde", "kind": "town budgets", "value": -90},
        {"scenario": "Bez portálu", "kind": "project excluded", "subject": ["P1"]},
    ]


def told(folder: Path, *arguments: str) -> Any:  # noqa: ANN401 — the command's JSON
    ended = run(folder, "scenarios", "--json", "-q", *arguments)
    assert ended.code == 0, ended.err
    return ended.json


def by_name(answer: Any) -> dict[str, Any]:  # noqa: ANN401 — the command's JSON
    return {each["name"]: each for each in answer["scenarios"]}


def test_the_small_region_by_hand(tmp_path: Path) -> None:
    """Town 1001 pays P1 (700,000) in 2028 and half of P2 in 2027, both 800,000 a year."""
    answer = told(write_small(tmp_path, scenarios), "--dry-run")
    assert answer["base"]["value"] == 270
    each = by_name(answer)
    less = each["Méně"]
    assert not less["today"]["holds"]
    assert less["today"]["short"] == [{"orp": "1001", "missing": 60_000}]
    assert [rule["amount"] for rule in less["today"]["broken"]] == [640_000]
    assert (less["value"], less["regret"]) == (185, None)
    assert [(m["turn"], m["project"], m["orp"]) for m in less["moves"]] == [
        ("dropped", "P1", "1001")
    ]
    assert each["Bez fondu"]["today"]["unfunded"] == [{"project": "P2", "orp": "1001"}]
    assert each["Bez fondu"]["today"]["missing"] == 200_000
    other = each["Jiné váhy"]
    assert other["other_weights"]
    assert (other["today"]["holds"], other["today"]["best"]) == (True, True)
    assert (other["today"]["value"], other["value"], other["regret"]) == (284, 284, 0)
    without = each["Bez portálu"]["today"]
    assert without["lost"] == [{"project": "P1", "orp": "1001"}]
    assert (without["holds"], without["best"], without["value"]) == (False, True, 185)


def test_one_without_a_plan_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    write_small(tmp_path, scenarios)
    ended = run(tmp_path, "scenarios", "--dry-run")
    assert ended.code == 0
    assert "Žádný plán v něm nesplní všechno, co je povinné" in " ".join(ended.out.split())
    assert "projekt P2 je podle scénáře povinný" in ended.out
    assert "ze zákona" not in ended.out
    assert "Rozpočty!" not in ended.out, "the cell holds another amount than the scenario"
    each = by_name(told(tmp_path, "--dry-run"))
    assert each["Nejde"]["status"] == "infeasible"
    assert not any(each[name]["conflicts"] for name in each if name != "Nejde")
    assert {each[name]["status"] for name in each if name != "Nejde"} == {"optimal"}


def test_after_the_least_repair_there_is_a_plan_again() -> None:
    """A duty of 6 with 3 a year: 3 more are enough, and what else fits into the rest is taken."""
    budgets = [Budget(payer, 2027, 6, 4) for payer in ("T", "U")]
    projects = [project("P", capex=6, opex=1), project("Q", capex=2, opex=2)]
    strategy = by_hand(projects, {"P": 9, "Q": 8}, budgets)
    region = standing(replace(strategy, positions=(Position("T", "P", Stance.MUST),)))
    outcome = outcome_of(region, change(ChangeKind.TOWN_BUDGETS, value=-50))
    assert outcome.status == "infeasible"
    assert outcome.repaired
    assert outcome.repair is not None
    assert [(more.rule.payer, more.by, more.to) for more in outcome.repair.raised] == [("T", 3, 6)]
    assert outcome.strategy.budget["T", 2027].capex == 6
    assert outcome.strategy.budget["U", 2027].capex == 3
    assert outcome.choice is not None
    assert {(o.project, o.payer) for o in outcome.choice.chosen} == {("P", "T"), ("Q", "U")}
    assert outcome.choice.proof.objective == best_keeping(outcome.strategy, ())
    assert outcome.regret is None
    assert outcome.proven


def test_what_would_give_up_rules_is_not_repaired_unasked() -> None:
    strategy = by_hand([project("P", capex=6)], {"P": 9}, [Budget("T", 2027, 6, None)])
    region = standing(strategy)
    forced = change(ChangeKind.FORCED, "P")
    refused = replace(region.strategy, rules=(Rule(RuleKind.AT_MOST, ("P",), Fraction(0)),))
    outcome = foresee(
        Region(refused, region.scores, region.options, (), region.solver),
        Scenario("Co kdyby", (forced,)),
        Limits(),
    )
    assert outcome.status == "infeasible"
    assert not outcome.repaired
    assert outcome.repair is not None
    assert outcome.repair.dropped
    assert repaired(outcome.strategy, outcome.repair) is None


def test_certain_and_never_in_json_follow_from_the_plans(tmp_path: Path) -> None:
    answer = told(write_small(tmp_path, scenarios), "--dry-run")
    plans = [answer["base"], *(s["plan"] for s in answer["scenarios"] if s["plan"])]
    every = [set(copies_in(plan)) for plan in plans]
    assert answer["plans"] == len(plans)
    assert {copy_of(c) for c in answer["certain"]} == set.intersection(*every) - {("P3", None)}
    assert {copy_of(c): c["plans"] for c in answer["copies"]} == {
        copy: sum(copy in plan for plan in every) for copy in {copy_of(c) for c in answer["copies"]}
    }


def copies_in(plan: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for orp in plan["orps"]:
        yield from ((done["project"], orp["code"]) for done in orp["chosen"])
    yield from ((done["project"], None) for done in plan["region"]["chosen"])


def copy_of(copy: dict[str, Any]) -> tuple[str, str | None]:
    return copy["project"], copy["orp"]


def test_the_sheet_alters_no_plan(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("with", "without")]
    plans = []
    for folder in folders:
        folder.mkdir()
        change_of = scenarios if folder.name == "with" else (lambda _: None)
        plan = run(write_small(folder, change_of), "plan", "--json", "-q", "--dry-run").json
        plans.append({**plan, "seconds": {}})
    assert plans[0] == plans[1]


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    def backwards(tables: Tables) -> None:
        scenarios(tables)
        tables["scenarios"].reverse()

    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    first = told(write_small(one, scenarios), "-o", "out")
    second = told(write_small(other, backwards), "-o", "out")
    assert first == second
    assert (one / "out/scenarios.xlsx").read_bytes() == (other / "out/scenarios.xlsx").read_bytes()


TOML = """
[[zmena]]
Scénář = "Méně"
Změna = "rozpočet měst"
Hodnota = "−20 %"
poznamka = "daně"

[[change]]
scenario = "Bez fondu"
kind = "programme refused"
applies-to = ["F"]

[[change]]
scenario = "Jiné váhy"
kind = "váha kritéria"
ceho_se_tyka = "K2"
value = 60

[[change]]
scenario = "Nejde"
kind = "projekt povinně"
subject = ["P2"]

[[change]]
scenario = "nejde"
kind = "rozpočet měst"
value = -90.0

[[change]]
scenario = "Bez portálu"
kind = "projekt vyřazen"
subject = ["P1"]
"""


def quoted_keys(text: str) -> str:
    """TOML's bare keys are ASCII; others stand in quotes."""
    return text.replace("Scénář =", '"Scénář" =').replace("Změna =", '"Změna" =')


def test_a_file_says_the_same_as_the_sheet(tmp_path: Path) -> None:
    write_small(tmp_path, scenarios)
    sheet = told(tmp_path, "--dry-run")
    (tmp_path / "co_kdyby.toml").write_text(quoted_keys(TOML), encoding="utf-8")
    assert told(tmp_path, "--dry-run", "--file", "co_kdyby.toml") == sheet


def test_a_file_is_used_in_place_of_the_sheet(tmp_path: Path) -> None:
    write_small(tmp_path, scenarios)
    text = '[[change]]\nscenario = "Jen ten"\nkind = "regional budget"\nvalue = -10\n'
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    assert list(by_name(told(tmp_path, "--dry-run", "--file", "s.toml"))) == ["Jen ten"]


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('scenario = "S"\nkind = "rozpočet obcí"', "s.toml › [[change]] 1!kind", "not_a_choice"),
        ('kind = "rozpočet měst"\nvalue = -5', "s.toml › [[change]] 1!scenario", "value_missing"),
        (
            'scenario = "S"\nkind = "rozpočet měst"\nvalue = -120',
            "s.toml › [[change]] 1!value",
            "out_of_range",
        ),
        (
            'scenario = "S"\nkind = "projekt vyřazen"\nsubject = "Portál"',
            "s.toml › [[change]] 1!subject",
            "name_for_code",
        ),
        (
            'scenario = "S"\nkind = "program odmítnut"\nsubject = ["X"]',
            "s.toml › [[change]] 1!subject",
            "unknown_code",
        ),
        (
            'scenario = "S"\nkind = "rozpočet měst"\nhodnotta = -5',
            "s.toml › [[change]] 1!hodnotta",
            "scenarios_key",
        ),
    ],
)
def test_faults_of_a_file_are_told_by_their_keys(
    tmp_path: Path, text: str, place: str, code: str
) -> None:
    write_small(tmp_path)
    (tmp_path / "s.toml").write_text(f"[[change]]\n{text}\n", encoding="utf-8")
    ended = run(tmp_path, "scenarios", "--file", "s.toml", "--dry-run", "--json", "-q")
    assert ended.code == 3
    found = {(p["code"], f"{p['file']} › {p['sheet']}!{p['cell']}") for p in ended.json["problems"]}
    assert (code, place) in found


def test_names_in_place_of_codes_can_be_mended(tmp_path: Path) -> None:
    def named(tables: Tables) -> None:
        tables["scenarios"] = [
            {"scenario": "S", "kind": "project cost", "subject": ["Portál", "B"], "value": 5},
            {"scenario": "S", "kind": "town budgets", "subject": ["Větší"], "value": 5},
        ]

    inputs = write_small(tmp_path, named) / "inputs"
    found = check(Inputs(inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"]))
    mends = {p.cell: p.mend for p in found if p.sheet == "Scénáře"}
    assert mends == {"C2": "P1; B", "C3": "1001"}


def test_a_change_may_be_written_as_a_percentage(tmp_path: Path) -> None:
    folder = write_small(tmp_path, scenarios)
    file = folder / "inputs" / "project_stack.xlsx"
    book = load_workbook(file)
    cell = book["Scénáře"]["D2"]
    cell.value, cell.number_format = -0.2, "0%"
    book.save(file)
    strategy, _, _ = score(Inputs(file, [folder / "inputs" / "municipal_needs.xlsx"]))
    assert {c.value for c in strategy.scenarios if c.scenario == "Méně"} == {Fraction(-20)}


# The command


def test_the_plan_that_stands_is_asked_about(tmp_path: Path) -> None:
    """Also one whose officer decided otherwise: the proposal is compared, the decision kept."""
    planned(tmp_path, scenarios)
    ended = run(tmp_path, "scenarios", "--dry-run")
    assert ended.code == 0
    assert "odpovídá se o plánu nalezeném znovu" not in ended.err
    decide(tmp_path / "outputs" / TOWN, "P2", Rozhodnutí=0)
    assert told(tmp_path, "--dry-run")["base"]["value"] == 270


def test_nothing_to_look_at_is_a_wrong_use(tmp_path: Path) -> None:
    ended = run(write_small(tmp_path), "scenarios")
    assert ended.code == 2
    assert "Žádný scénář není zadán" in ended.err
    assert not (tmp_path / "outputs").exists()


def test_somebody_elses_workbook_stays(tmp_path: Path) -> None:
    write_small(tmp_path, scenarios)
    (tmp_path / "outputs").mkdir()
    file = tmp_path / "outputs" / "scenarios.xlsx"
    file.write_bytes(b"mine")
    assert run(tmp_path, "scenarios", "-q").code == 6
    assert file.read_bytes() == b"mine"
    assert run(tmp_path, "scenarios", "-q", "--force").code == 0
    assert run(tmp_path, "scenarios", "-q").code == 0, "its own workbook it may replace"


def test_a_conflict_of_today_ends_the_run(tmp_path: Path) -> None:
    def demand(tables: Tables) -> None:
        scenarios(tables)
        tables["positions"] = [{"orp": "1002", "project": "P1", "stance": "must"}]

    assert run(write_small(tmp_path, demand), "scenarios").code == 4


def test_what_is_not_proven_in_time_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(tmp_path, scenarios)
    monkeypatch.setattr(Limits, "anew", lambda self, _: replace(self, until=0.0))
    ended = run(tmp_path, "scenarios", "--dry-run")
    assert ended.code == 5
    assert "V časovém limitu se nenašel žádný plán" in " ".join(ended.out.split())


# What is written


@pytest.mark.parametrize("lang", often(LANGUAGES, 0))
@needs_libreoffice
def test_recalculation_gives_the_stored_values(tmp_path: Path, lang: str) -> None:
    run(write_small(tmp_path, scenarios), "scenarios", "-q", "--lang", lang)
    file = tmp_path / "outputs" / "scenarios.xlsx"
    assert len(list(formulas(file))) > 40
    (again,) = recalculated([file], tmp_path)
    assert differences(file, again) == []


def test_the_workbook_says_what_json_says(tmp_path: Path) -> None:
    answer = told(write_small(tmp_path, scenarios))
    book = load_workbook(tmp_path / "outputs" / "scenarios.xlsx", data_only=True)
    assert book.sheetnames == [
        "Souhrn scénářů",
        "Scénáře",
        "Přežívající projekty",
        "Hodnoty a peníze",
        "Co dnešní plán poruší",
        "Změny proti dnešku",
        "Scénáře bez plánu",
    ]
    summary = table(book["Souhrn scénářů"])
    assert [row["Scénář"] for row in summary] == [s["name"] for s in answer["scenarios"]]
    for row, each in zip(summary, answer["scenarios"], strict=True):
        assert row["V limitech by chybělo [Kč]"] == each["today"]["missing"]
        assert row["Dnešní plán obstojí"] == ("ano" if each["today"]["holds"] else "ne")
        assert row["Nejlepší plán [body]"] == each["value"]
        if each["plan"]:
            turns = [move["turn"] for move in each["moves"]]
            assert (row["Přibude"], row["Odejde"]) == (
                turns.count("added"),
                turns.count("dropped"),
            )
            payers = [*each["plan"]["orps"], each["plan"]["region"]]
            own = sum(payer["own_capex"] + payer["own_opex"] for payer in payers)
            assert row["Vlastní zdroje [Kč]"] == own
    survivors = table(book["Přežívající projekty"])
    assert sum(row["Závěr"] == "jistota" for row in survivors) == len(answer["certain"])
    assert sum(row["Závěr"] == "nikdy" for row in survivors) == len(answer["never"])
    assert len(table(book["Změny proti dnešku"])) == sum(
        len(each["moves"]) for each in answer["scenarios"]
    )


def table(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401 — a sheet of openpyxl
    header, *lines = list(sheet.iter_rows(min_row=6, values_only=True))
    found = [dict(zip(header, line, strict=True)) for line in lines if line[0] is not None]
    return [row for row in found if any(value is not None for value in list(row.values())[1:])]


def test_the_page_describes_every_field_of_the_json(tmp_path: Path) -> None:
    answer = told(write_small(tmp_path, scenarios))
    found = {path for path in paths(answer) if not inside_rules(path)}
    page = sections(DATA.read_text(encoding="utf-8"))["`scenarios --json`"]
    described = [row[0] for row in rows(page)]
    assert sorted(set(described)) == sorted(described)
    assert found == set(described)


def inside_rules(path: str) -> bool:
    """Whether a field belongs to a rule, a conflict or a problem, which the page describes once."""
    return path.startswith(
        ("scenarios[].today.broken[].", "scenarios[].conflicts[].", "scenarios[].problems[].")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_change_is_told(lang: str) -> None:
    from stack_planner.telling.supposed import change_told  # noqa: PLC0415

    words = load(lang)
    texts = {
        change_told(change(kind, *subject, value=-20), words)
        for kind in ChangeKind
        for subject in ((), ("X",))
    }
    assert len(texts) == 2 * len(ChangeKind) - 1  # the region has one budget
    assert set(CHANGES.values()) == set(ChangeKind)


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    page = (DATA.parent / "scenarios.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    changes, problems = read_scenarios(tmp_path / "s.toml")
    assert problems == ()
    assert len(scenarios_of(changes)) > 1
