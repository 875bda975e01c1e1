"""Why not: prices, money from outside and weights, against every plan counted one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing.solve import Limits, Solver
from stack_planner.conflicts import Sort
from stack_planner.decided import Kept, Matter
from stack_planner.explaining.blocking import Bar, Names
from stack_planner.explaining.held import Region
from stack_planner.explaining.passport import Passport, passports
from stack_planner.explaining.regional import with_project
from stack_planner.explaining.rules import RulePrice, rule_prices
from stack_planner.records import (
    REGION,
    Budget,
    Link,
    Position,
    Programme,
    Relation,
    Scope,
    Stance,
    Strategy,
)
from stack_planner.telling.explain import paragraph
from stack_planner.words import load
from tests.counterfactual import Counted, tight_regions
from tests.deciding import best_keeping, countable_regions, options_of
from tests.planned import OTHER, TOWN, planned
from tests.running import run
from tests.small import write_small
from tests.solving import by_hand, project, solved
from tests.test_ground_truth import SHARED, one_budget

if TYPE_CHECKING:
    from pathlib import Path

REGIONS, TIGHT = 40, 30
LIMITS = {Sort.CAPEX, Sort.OPEX, Sort.EFFORT}
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not at hand")


def standing(strategy: Strategy) -> Region:
    """The best plan of a region."""
    options, scores = options_of(strategy)
    return Region(strategy, scores, options, solved(strategy).choice.chosen, Solver(Limits(jobs=2)))


def explained(strategy: Strategy, code: str, town: str = "T") -> Passport:
    """The passport of one project."""
    (made,) = passports(standing(strategy), [code], [town])
    return made


def told(strategy: Strategy, code: str, lang: str = "cs") -> str:
    """Its paragraph."""
    return paragraph(explained(strategy, code), load(lang))


# In words


def budgets(capex: int | None = None, effort: int | None = None, pool: int = 0) -> list[Budget]:
    """One year of one town and of the region."""
    return [Budget("T", 2027, capex, effort=effort), Budget(REGION, 2027, pool, 0)]


VALUES = {"P1": 100_000, "P2": 200_000}
NOT = "není v plánu."
BLOCKED = "Peníze odjinud by nestačily, i kdyby zaplatily celý vlastní podíl města; brání:"
PRICE = (
    "Nejlepší plán města, který by ho obsahoval, má 10,00 bodu, dnešní 20,00 bodu: zařazení by "
    "stálo 10,00 bodu. Ustoupil by P2."
)
NO_WEIGHT = "Změna váhy jediného kritéria ho do nejlepšího plánu nedostane."


def test_money_is_told_with_its_years() -> None:
    costs = {"P1": 500, "P2": 700}
    some = [project(code, capex=cost) for code, cost in costs.items()]
    strategy = by_hand(some, VALUES, budgets(capex=800))
    money = (
        "Plán s ním by měl stejnou hodnotu, kdyby odjinud přišlo 400 Kč (investice 2027: 400 Kč) "
        "a dotace se nezměnily."
    )
    assert told(strategy, "P1") == f"{NOT} {PRICE} {money} {NO_WEIGHT}"
    assert told(strategy, "P2") == (
        "je v plánu (2027, vlastní zdroje). Bez něj by nejlepší plán města měl 10,00 bodu místo "
        "20,00: ztráta 10,00 bodu. Místo něj by přišel P1."
    )
    must = replace(strategy, positions=(Position("T", "P1", Stance.MUST),))
    assert told(must, "P1") == (
        "je v plánu (2027, vlastní zdroje). Je povinný ze zákona nebo z rozhodnutí; kdyby "
        "nebyl, měl by nejlepší plán města bez něj 20,00 bodu místo 10,00: povinnost stojí "
        "10,00 bodu. Místo něj by přišel P2."
    )
    assert told(must, "P2") == (
        f"{NOT} Se svými penězi a za svých podmínek ho město mít nemůže, ani kdyby jiné projekty "
        "ustoupily. "
        f"{money}"
    )


def test_what_money_cannot_mend_is_named() -> None:
    some = [project(code, effort=5) for code in VALUES]
    staff = by_hand(some, VALUES, budgets(effort=6))
    assert told(staff, "P1") == f"{NOT} {PRICE} {BLOCKED} kapacita úřadu 2027. {NO_WEIGHT}"
    plain = by_hand([project(code) for code in VALUES], VALUES, budgets())
    apart = replace(plain, links=(Link("P1", Relation.EXCLUDES, "P2"),))
    assert told(apart, "P1") == f"{NOT} {PRICE} {BLOCKED} ORP T: P1 a P2 se vylučují. {NO_WEIGHT}"
    loss = Link("P1", Relation.SYNERGY, "P2", Fraction(-15))
    assert "působí záporná synergie" in told(replace(plain, links=(loss,)), "P1")


def test_a_programme_that_is_spent_blocks() -> None:
    """Each costs 500, of which the town can pay 250; the fund has one grant of 250."""
    some = [project(code, capex=500, programmes=("F",)) for code in VALUES]
    strategy = by_hand(some, VALUES, budgets(capex=250))
    fund = Programme("F", "", Fraction(1, 2), allocation=250, vat_eligible=True)
    strategy = replace(strategy, programmes=(fund,))
    made = explained(strategy, "P1")
    assert (made.price, made.money and made.money.total) == (100_000, 500)


def test_what_the_town_does_not_decide_on_is_said() -> None:
    strategy = by_hand([project("P1", Scope.REGION, capex=5), project("P2")], VALUES, budgets())
    assert told(strategy, "P1") == (
        "není v plánu: v kraji se nedělá, a město o tom samo nerozhodne. Zda se vyplatí, řekne jen "
        "nový plán celého kraje."
    )
    made = explained(strategy, "P1")
    assert (made.bar, made.price, made.best_with) == (Bar.NOT_RUN, None, None)
    for stance, word in ((Stance.REFUSES, "odmítlo"), (Stance.DONE, "hotový")):
        said = replace(strategy, positions=(Position("T", "P2", stance),))
        assert word in told(said, "P2")


def test_a_tie_is_said() -> None:
    same = dict.fromkeys(VALUES, 100_000)
    strategy = by_hand([project(code, capex=500) for code in same], same, budgets(capex=800))
    assert told(strategy, "P2") == (
        "není v plánu. Existuje stejně dobrý plán, který ho obsahuje (10,00 bodu); rozhodla jen "
        "pravidla pro shodu. Ustoupil by P1."
    )


# Against every plan


@cache
def cases() -> tuple[tuple[Counted, Passport], ...]:
    """All passports of small regions, each with the plans of its town."""
    made = []
    for strategy in (*countable_regions(REGIONS), *tight_regions(TIGHT)):
        region = standing(strategy)
        counted = {town: Counted(strategy, region.chosen, town) for town in strategy.orp}
        made += [(counted[each.orp], each) for each in passports(region)]
    return tuple(made)


def decided() -> list[tuple[Counted, Passport]]:
    """Those on which the town decides."""
    served = [each for each in cases() if each[1].way and each[1].way.payer == REGION]
    barred = {Bar.NOT_RUN, Bar.OTHER_RUN, Bar.NO_OPTION}
    return [e for e in cases() if e not in served and e[1].bar not in barred]


def test_everything_is_settled_and_enough_of_everything_is_met() -> None:
    out = [each for _, each in decided() if not each.chosen]
    assert all(each.proven for _, each in cases())
    assert sum(bool(each.price) for each in out) > 30
    assert sum(each.money is not None for each in out) > 30
    assert sum(bool(each.blocks) for each in out) > 30
    assert sum(bool(each.weight) for each in out) > 15
    assert {each.bar for _, each in cases()} >= {None, Bar.NOT_RUN, Bar.NO_OPTION}


def test_values_with_and_without_are_those_of_the_best_plans() -> None:
    for counted, each in decided():
        mine = counted.had
        assert (each.project in mine) is each.chosen
        assert each.best_with == counted.best(each.project, chosen=True)
        assert each.best_without == counted.best(each.project, chosen=False)


def test_who_gives_way_is_told_of_a_nearest_best_plan() -> None:
    for counted, each in decided():
        value = each.best_without if each.chosen else each.best_with
        if value is None:
            continue
        its = (counted.had - set(each.displaced)) | set(each.instead)
        its = its - {each.project} if each.chosen else its | {each.project}
        assert its in counted.nearest(each.project, chosen=not each.chosen)


def test_outside_money_is_the_least_that_any_plan_needs() -> None:
    for counted, each in decided():
        if not each.chosen and not each.tie:
            least = counted.money(each.project, each.optimum)
            assert (each.money and each.money.total) == least


def test_the_change_of_weight_is_the_smallest() -> None:
    for counted, each in decided():
        if each.price and not each.forced:
            smallest = counted.smallest_change(each.project)
            assert (each.weight and abs(each.weight.change)) == smallest


def test_what_blocks_is_told_just_where_no_money_helps() -> None:
    for _, each in decided():
        if not each.chosen:
            blocked = bool(each.blocks) or each.bar is Bar.SYNERGY
            assert blocked is (each.money is None and not each.tie)


def test_the_answers_are_the_same_side_by_side() -> None:
    for strategy in countable_regions(8):
        region = standing(strategy)
        alone = replace(region, solver=Solver())
        assert passports(alone) == passports(region)


@cache
def _priced() -> tuple[tuple[Strategy, Region, tuple[RulePrice, ...]], ...]:
    regions = ((strategy, standing(strategy)) for strategy in tight_regions(12))
    return tuple(
        (strategy, region, rule_prices(region, Names(region), list(strategy.orp)))
        for strategy, region in regions
    )


def test_a_rule_costs_what_the_best_plan_that_breaks_only_it_has_more() -> None:
    dear = 0
    for strategy, region, prices in _priced():
        for town in strategy.orp:
            counted = Counted(strategy, region.chosen, town)
            sound = max(plan.value for plan in counted.plans if not plan.breaches)
            for price in (price for price in prices if price.orp == town):
                broken = {(r.sort, r.payer, str(r.details.get("year", ""))) for r in price.rules}
                if {r.sort for r in price.rules} <= LIMITS:
                    free = counted.freed(broken)
                    assert price.gain == free - sound
                    dear += free > sound
    assert dear > 5


def test_the_region_with_a_project_is_worth_what_is_counted() -> None:
    met = 0
    for strategy in countable_regions(REGIONS):
        region = standing(strategy)
        runs = {option.project for option in region.chosen if option.payer == REGION}
        for each in strategy.projects:
            keys = tuple(
                o.key for o in region.options if (o.project, o.payer) == (each.code, REGION)
            )
            if each.scope is Scope.ORP or each.code in runs or not keys:
                continue
            told = with_project(region, each.code, Limits(), lambda _: None)
            kept = Kept(Matter.PROJECT, each.code, REGION, keys, chosen=True)
            assert (told.proof and told.proof.objective) == best_keeping(strategy, [kept])
            met += 1
    assert met > 3


# Ground truth: shared/cases/open/counterfactuals_and_budget_curve.json, by full enumeration

WITH_TIES = {
    "value": [10, 7, 6, 9, 4, 8, 3],
    "cost": [6, 4, 3, 7, 2, 5, 1],
    "budget": 13,
    "selection": [1, 2, 5, 6],
    "explanations": [
        {"project": 1, "replacement_cost": 1},
        {
            "project": 3,
            "price_of_forcing_in": 2,
            "minimal_cost_cut_or_earmarked_cofunding": 2,
            "would_displace": [1, 5],
        },
        {"project": 6, "replacement_cost": 1},
    ],
}


def published() -> list[dict[str, Any]]:
    """The instances at hand."""
    file = SHARED / "counterfactuals_and_budget_curve.json"
    if not file.exists():
        return [WITH_TIES]
    return [WITH_TIES, *json.loads(file.read_text(encoding="utf-8"))["instances"]]


@pytest.mark.parametrize("case", published(), ids=lambda case: str(case.get("id", "here")))
def test_published_counterfactuals(case: dict[str, Any]) -> None:
    strategy = one_budget(case["cost"], case["value"], case["budget"])
    options, scores = options_of(strategy)
    chosen = tuple(options[place] for place in case["selection"])
    made = passports(Region(strategy, scores, options, chosen, Solver()))
    tied = {n for n, each in enumerate(made) if each.tie}
    for entry in case["explanations"]:
        each = made[entry["project"]]
        if "replacement_cost" in entry and "price_of_forcing_in" in entry:
            assert entry["project"] in tied
            continue
        assert each.replacement == entry.get("replacement_cost")
        assert each.price == entry.get("price_of_forcing_in")
        if "would_displace" in entry:
            codes = [made[n].project for n in entry["would_displace"]]
            assert list(each.displaced) == codes
            assert each.money is not None
            assert each.money.total == entry["minimal_cost_cut_or_earmarked_cofunding"]


@needs_shared
def test_published_replacement_costs() -> None:
    """Oppr counts each feature once, through its best project: what overlaps is a loss here.

    Its plan is given, not the best one: what is published of each project is the best without it.
    """
    case = json.loads((SHARED / "replacement_cost_oppr.json").read_text(encoding="utf-8"))
    gains = {"P1": 7645, "P2": 7832, "P3": 2 * 6520}
    costs = {"P1": 10, "P2": 10, "P3": 15}
    strategy = by_hand(
        [project(code, capex=cost) for code, cost in costs.items()], gains, [Budget("T", 2027, 26)]
    )
    loss = Fraction(-6520, 10_000)
    links = tuple(Link(code, Relation.SYNERGY, "P3", loss) for code in ("P1", "P2"))
    strategy = replace(strategy, links=links)
    options, scores = options_of(strategy)
    chosen = tuple(option for option in options if option.project in {"P1", "P3"})
    made = passports(Region(strategy, scores, options, chosen, Solver()), ["P1", "P3"])
    base = 3 * Fraction(1, 10)
    assert [float(base + Fraction(each.best_without or 0, 10_000)) for each in made] == [
        pytest.approx(case["expected"]["obj"][n], abs=1e-4) for n in (0, 2)
    ]


# At the prompt and in workbooks


def test_the_plan_in_the_folder_is_explained(tmp_path: Path) -> None:
    planned(tmp_path)
    ended = run(tmp_path, "explain", "P1", "-q")
    assert (ended.code, ended.err) == (0, "")
    assert " ".join(ended.out.split()) == (
        "P1 Portál ORP 1001 Větší: je v plánu (2028, vlastní zdroje). Bez něj by nejlepší plán "
        "města měl 115,00 bodu místo 200,00: ztráta 85,00 bodu. Místo něj by nepřišlo nic. "
        "ORP 1002 Menší: není v plánu. Se svými penězi a za svých podmínek ho město mít nemůže, "
        "ani kdyby jiné projekty ustoupily. Plán s ním by měl stejnou hodnotu, kdyby odjinud "
        "přišlo 250 000 Kč (investice 2027: 250 000 Kč) a dotace se nezměnily. "
        "ORP V plánu Ztráta bez něj Peníze odjinud 1001 ano 85,00 – 1002 ne – 250 000 Kč "
        "Počítáno pro každé město zvlášť, zbytek plánu kraje se nemění. Vyšší rozpočet sám o "
        "sobě zařazení nezaručuje."
    )


def test_leaving_a_joint_project_would_end_it(tmp_path: Path) -> None:
    planned(tmp_path)
    told = run(tmp_path, "explain", "P3", "--orp", "1002", "--json", "-q").json
    (town,) = told["orps"]
    assert (town["chosen"], town["replacement_cost"]) == (True, None)
    assert town["blocked_by"] == ["joint project would end"]


def test_without_workbooks_the_plan_is_found_anew(tmp_path: Path) -> None:
    planned(tmp_path)
    before = run(tmp_path, "explain", "P1", "--json", "-q")
    for file in (tmp_path / "outputs").glob("*.xlsx"):
        file.unlink()
    after = run(tmp_path, "explain", "P1", "--json")
    assert after.json == before.json
    assert "nejsou sešity plánu z těchto vstupů; odpovídá se o plánu nalezeném znovu." in after.err


def test_json_has_the_documented_fields(tmp_path: Path) -> None:
    planned(tmp_path)
    told = run(tmp_path, "explain", "P1", "--orp", "1002", "--json", "-q", "--rules").json
    assert {key: told[key] for key in ("project", "region", "fairness")} == {
        "project": "P1",
        "region": None,
        "fairness": None,
    }
    assert told["orps"] == [
        {
            "code": "1002",
            "chosen": False,
            "tie": False,
            "mandatory": False,
            "optimum": 70.0,
            "best_with": None,
            "best_without": 70.0,
            "price_of_forcing_in": None,
            "points_missing": None,
            "own_cost_cut": 250_000,
            "own_cost_cut_by_year": [{"kind": "capex", "year": 2027, "amount": 250_000}],
            "displaced": [],
            "comes_along": [],
            "weight": None,
            "blocked_by": [],
            "blocking_rules": [],
            "replacement_cost": None,
            "replaced_by": [],
            "leaves_too": [],
            "proven": True,
        }
    ]
    gains = {price["rules"][0]["cell"]: price["gain"] for price in told["rules"]}
    assert gains["Rozpočty!C4"] == 130.0, "without a limit in 2027 it could pay P1 and P2"


def test_names_that_are_not_there_are_said(tmp_path: Path) -> None:
    planned(tmp_path)
    ended = run(tmp_path, "explain", "P9", "-q")
    assert (ended.code, ended.err) == (2, "Projekt P9 ve vstupech není; jsou tam: P1, P2, P3, P4\n")
    assert run(tmp_path, "explain", "P1", "--orp", "9", "-q").code == 2


def test_a_region_asked_says_what_a_project_would_cost(tmp_path: Path) -> None:
    def poor(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
        tables["pool"][0]["capex"] = 0

    planned(tmp_path, poor)
    ended = run(tmp_path, "explain", "P4", "--region", "-q")
    assert ended.code == 0
    assert "V celém kraji tento projekt zařadit nelze" in " ".join(ended.out.split())


def test_the_sheet_has_a_line_for_every_rejected_project(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan").code == 0
    sheet = load_workbook(tmp_path / "outputs" / OTHER)["Nezařazené projekty"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[0] == [
        *("Projekt", "Název", "Proč není v plánu", "Cena zařazení [body]", "Ustoupily by"),
        *("Stačilo by odjinud [Kč]", "Kdy a na co", "Nejmenší změna váhy, která ho zařadí"),
        "Co brání, i kdyby ho zaplatil někdo jiný",
    ]
    paid = "Za své peníze ho město mít nemůže, ani kdyby ustoupily jiné projekty."
    assert [row[:3] + row[5:7] for row in rows[1:3]] == [
        ["P1", "Portál", paid, 250_000, "investice 2027: 250\u00a0000 Kč"],
        ["P2", "Síť", paid, 150_000, "investice 2027: 150\u00a0000 Kč"],
    ]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == (
        "landscape",
        9,
    )


def test_the_sheet_may_be_left_out(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan", "--no-explain").code == 0
    assert "Nezařazené projekty" not in load_workbook(tmp_path / "outputs" / TOWN).sheetnames


def test_what_is_chosen_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    """So that no printed page has it below the headings of what is not chosen."""
    assert run(write_small(tmp_path), "plan").code == 0
    book = load_workbook(tmp_path / "outputs" / TOWN)
    rows = [[cell.value for cell in row] for row in book["Zařazené projekty"].iter_rows(min_row=6)]
    assert rows[0] == [
        *("Projekt", "Název", "Proč je v plánu", "Ztráta bez něj [body]"),
        "Místo něj by přišly",
    ]
    chosen = {
        row[0].value
        for row in book["Plán"].iter_rows(min_row=7)
        if row[0].value and row[5].value == 1
    }
    assert {row[0] for row in rows[1:]} == chosen != set()
    losses = [row[3] or 0 for row in rows[1:]]
    assert losses == sorted(losses, reverse=True)
