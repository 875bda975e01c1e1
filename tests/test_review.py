"""An officer's plan comes back: what it breaks, what it brings, what it costs, to the crown."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.held import Region
from stack_planner.records import REGION, Scope
from stack_planner.reviewing import Returned, review
from stack_planner.telling.review import review_lines
from stack_planner.words import load
from tests.calculating import needs_libreoffice, recalculated
from tests.deciding import (
    best_of_region,
    best_of_town,
    countable_regions,
    decision,
    options_of,
)
from tests.often import often
from tests.planned import (
    OTHER,
    REGION_BOOK,
    TOWN,
    cell_of,
    decide,
    edit,
    inputs_of,
    planned,
)
from tests.running import run
from tests.solving import solved
from tests.test_workbooks import everything

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.explaining.review import Review

REGIONS = 40
CEILING = "– ORP Větší 2028: limit investic je 800 000 Kč (municipal_needs.xlsx › Rozpočty!C3)"
CAPITAL = "– ORP Větší 2027: capital limit is 800,000 CZK (municipal_needs.xlsx › Rozpočty!C2)"
PRICE = "Cena rozhodnutí: nejlepší plán, který je dodrží"
AGREEMENT = "Změna krajského projektu vyžaduje dohodu s krajem"


def reviewed(folder: Path, plan: str = TOWN) -> Review:
    """The review of a plan in a folder of outputs."""
    outputs = folder / "outputs"
    given = Returned((outputs / plan,), inputs_of(folder), Limits(), outputs)
    return review(given, lambda _: None)


def said(folder: Path, plan: str = TOWN, lang: str = "cs") -> list[str]:
    """What is said of a plan, sentence by sentence, as on a screen without end."""
    text = "\n".join(review_lines(reviewed(folder, plan), load(lang)))
    lines = text.replace("\n      ", " ").splitlines()
    return [" ".join(line.split()) for line in lines if line]


@pytest.mark.parametrize("plan", [TOWN, OTHER, REGION_BOOK])
def test_of_an_unedited_plan_nothing_is_said(tmp_path: Path, plan: str) -> None:
    made = reviewed(planned(tmp_path), plan)
    assert (made.changes, made.breaches, made.limits, made.weights) == ((), (), (), ())
    assert made.price.kept == made.price.free == made.worth.before == made.worth.after
    assert made.price.proven
    assert made.same_inputs
    assert made.same_plan
    assert said(tmp_path, plan)[1:] == [
        "Nic se nezměnilo: všechna rozhodnutí jsou podle návrhu. Cena změn je 0 bodů."
    ]


@pytest.mark.parametrize("plan", [TOWN, OTHER, REGION_BOOK])
def test_nothing_is_said_of_a_plan_with_everything_in_it(tmp_path: Path, plan: str) -> None:
    """With fairness a town's best may be above what the plan gives it; no decision costs that."""
    made = reviewed(planned(tmp_path, everything), plan)
    assert (made.changes, made.breaches, made.limits, made.weights) == ((), (), (), ())
    assert made.same_plan
    assert made.price.kept == made.price.free >= made.worth.before == made.worth.after


def test_a_dropped_project_is_told_with_what_it_breaks_and_costs(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / TOWN, "P2", Rozhodnutí=0)
    assert said(tmp_path) == [
        "Plán ORP 1001 Větší (plan_1001_Vetsi.xlsx)",
        "Změněno 1 rozhodnutí:",
        "Projekt Návrh Rozhodnutí Důvod",
        "P2 2027, F nedělat",
        "Porušeno 1 pravidlo:",
        f"{CEILING}, plán čerpá 1 000 000 Kč, o 200 000 Kč více",
        "Hodnota: návrh 200,00 bodu, po změnách 155,00 bodu (−45,00).",
        "– P2: −45,00 bodu",
        f"{PRICE}, má 155,00 bodu, nejlepší bez nich 200,00 bodu; rozhodnutí stojí 45,00 bodu.",
        "Počítáno v rozpočtu města, ostatní plán kraje beze změny.",
    ]


def test_another_start_is_told_in_both_languages(tmp_path: Path) -> None:
    """In 2027 the town has 800,000 for P1 and P2, which cost 700,000 and 600,000."""
    decide(planned(tmp_path) / "outputs" / TOWN, "P1", Zahájení=2027)
    assert "P1 2028, vlastní zdroje 2027, vlastní zdroje" in said(tmp_path)
    assert said(tmp_path, lang="en")[3:6] == [
        "P1 2028, vlastní zdroje 2027, vlastní zdroje",
        "1 rule is broken:",
        f"{CAPITAL}, the plan uses 1,300,000 CZK, 500,000 CZK more",
    ]


def test_leaving_a_joint_project_breaks_it_for_the_others(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / OTHER, "P3", Rozhodnutí=0)
    lines = said(tmp_path, OTHER)
    joint, pool = "project_stack.xlsx › Projekty!AC4", "project_stack.xlsx › Rozpočet kraje!B3"
    assert f"– Společný projekt P3: připojeno měst 1, potřeba je nejméně 2 ({joint})" in lines
    limit = f"– Kraj 2028: limit investic je 0 Kč ({pool})"
    assert f"{limit}, plán čerpá 100 000 Kč, o 100 000 Kč více" in lines
    assert lines[-1].startswith("Žádný plán rozhodnutí nedodrží")
    assert reviewed(tmp_path, OTHER).price.kept is None


def test_a_regional_project_is_the_region_s_to_decide(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / TOWN, "P4", Rozhodnutí=0)
    lines = said(tmp_path)
    assert lines[4:6] == [
        f"{AGREEMENT}; níže se počítá, jako by s ní souhlasil (P4).",
        "Rozpočty ani pravidla nejsou porušeny.",
    ]
    assert "– P4: −15,00 bodu" in lines


def test_other_limits_are_told_and_what_they_would_allow(tmp_path: Path) -> None:
    def richer(book: Any) -> None:  # noqa: ANN401 — a workbook of openpyxl
        cell_of(book["Rozpočet"], "Limit investic", "Výhled_2028").value = 1_000_000

    file = planned(tmp_path) / "outputs" / TOWN
    decide(file, "P2", Rozhodnutí=0)
    edit(file, richer)
    lines = said(tmp_path)
    assert lines[lines.index("V sešitu jsou jiné limity než ve vstupech:") :] == [
        "V sešitu jsou jiné limity než ve vstupech:",
        "– limit investic 2028: ve vstupech 800 000 Kč, v sešitu 1 000 000 Kč",
        "S limity ze sešitu by plán nic neporušil.",
        "Nejlepší plán, který rozhodnutí dodrží, by pak měl 155,00 bodu.",
        "Plán se počítá ze vstupů; má-li nový limit platit, změňte jej tam.",
    ]


def test_other_weights_are_told_and_whether_the_plan_stays_the_best(tmp_path: Path) -> None:
    """All weight on K1: P1 is worth 80 and P2 60, P3 40 and P4 20 to each town."""
    file = planned(tmp_path) / "outputs" / TOWN
    edit(file, lambda book: setattr(book["Bodové hodnocení"].cell(5, 5), "value", 0))
    lines = said(tmp_path)
    assert lines[lines.index("V sešitu jsou jiné váhy než ve vstupech:") :] == [
        "V sešitu jsou jiné váhy než ve vstupech:",
        "– K1: ve vstupech 75 %, v sešitu 100 %",
        "– K2: ve vstupech 25 %, v sešitu 0 %",
        "S vahami ze sešitu má tento plán 200,00 bodu.",
        "I s nimi je to nejlepší plán, který rozhodnutí dodrží.",
        "Pořadí podle hodnoty se změní: P2 z 3. na 2., P3 z 2. na 3..",
    ]


def test_the_region_decides_on_runs_members_and_grants(tmp_path: Path) -> None:
    def granted(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
        tables["projects"][0]["regional_grant"] = 50
        tables["pool"][0]["capex"] = 1_000_000

    file = planned(tmp_path, granted) / "outputs" / REGION_BOOK
    decide(file, "P4", Rozhodnutí=0)
    decide(file, "P1", "Dotace městům", Rozhodnutí=0)
    lines = said(tmp_path, REGION_BOOK)
    assert lines[:5] == [
        "Plán kraje (plan_region.xlsx)",
        "Změněna 2 rozhodnutí:",
        "Projekt Návrh Rozhodnutí Důvod",
        "P4 2027, vlastní zdroje nedělat",
        "P1 · Větší dotace kraje bez dotace kraje",
    ]
    assert "– P4: −30,00 bodu" in lines
    assert "Počítáno pro krajské a společné projekty, vlastní projekty měst beze změny." in lines


def test_a_member_that_leaves_is_told(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / REGION_BOOK
    decide(file, "P3", "Účast měst", Rozhodnutí=0)
    lines = said(tmp_path, REGION_BOOK)
    assert lines[3] == "P3 · Větší připojeno nepřipojeno"
    assert "– P3: −55,00 bodu" in lines


@needs_libreoffice
@pytest.mark.slow
def test_libreoffice_in_between_changes_nothing(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / TOWN
    decide(file, "P2", Rozhodnutí=0)
    before = said(tmp_path)
    (saved,) = recalculated([file], tmp_path)
    file.write_bytes(saved.read_bytes())
    assert said(tmp_path) == before


def test_without_the_other_workbooks_the_plan_is_found_again(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P2", Rozhodnutí=0)
    before = said(tmp_path)
    for other in (OTHER, REGION_BOOK):
        (outputs / other).unlink()
    assert reviewed(tmp_path).same_plan
    assert said(tmp_path) == before


def test_changed_inputs_are_told(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / TOWN
    content = file.read_bytes()

    def richer(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
        tables["budgets"][0]["capex"] = 1_500_000

    planned(tmp_path, richer)
    file.write_bytes(content)
    made = reviewed(tmp_path)
    assert [p.code for p in made.problems if p.code == "plan_inputs_changed"] != []
    assert (made.same_inputs, made.same_plan) == (False, False)
    assert said(tmp_path)[1].startswith("Návrh, z něhož sešit vychází, se ze vstupů znovu nesest")


# The price against every plan


@pytest.mark.parametrize("number", often(range(REGIONS), 12))
def test_the_price_is_that_of_the_best_plan_counted_by_hand(number: int) -> None:
    strategy = countable_regions(REGIONS)[number]
    options, scores = options_of(strategy)
    base = solved(strategy).choice.chosen
    for town in strategy.orp:
        region = Region(strategy, scores, options, base, Solver())
        free = region.best(town)
        assert free is not None
        assert free.value == region.value(town) == best_of_town(strategy, base, town, ())
        for seed in range(4):
            if not any(option.payer == town for option in options):
                continue
            kept = (decision(strategy, seed, town),)
            best = replace(region, kept=kept).best(town)
            assert (best and best.value) == best_of_town(strategy, base, town, kept)


@pytest.mark.parametrize("number", often(range(REGIONS), 12))
def test_the_region_s_price_is_counted_by_hand_too(number: int) -> None:
    strategy = countable_regions(REGIONS)[number]
    options, scores = options_of(strategy)
    base = solved(strategy).choice.chosen
    region = Region(strategy, scores, options, base, Solver())
    common = [o for o in options if strategy.project[o.project].scope is not Scope.ORP]
    decisions = [decision(strategy, seed, REGION) for seed in range(4)] if common else []
    for kept in [(), *((each,) for each in decisions)]:
        best = replace(region, kept=kept).best(REGION)
        counted = best_of_region(strategy, base, kept)
        told = None if best is None else best.value * scores.denominator
        assert told == counted


# At the prompt


def test_a_review_ends_well_whatever_it_says(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / TOWN, "P2", Rozhodnutí=0)
    ended = run(tmp_path, "review", f"outputs/{TOWN}")
    assert ended.code == 0
    assert "rozhodnutí stojí 45,00 bodu" in ended.out
    assert "Traceback" not in ended.err


def test_json_has_the_documented_fields(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / TOWN, "P2", Rozhodnutí=0)
    told = run(tmp_path, "review", f"outputs/{TOWN}", "--json", "-q").json
    assert set(told) == {
        *("file", "orp", "same_inputs", "same_plan", "changes", "breaches", "value", "price"),
        *("limits", "by_limits", "weights", "by_weights", "problems"),
    }
    assert told["changes"] == [
        {
            "what": "project",
            "project": "P2",
            "orp": "1001",
            "before": {"start": 2027, "financing": "F"},
            "after": None,
            "reason": "",
            "resolution": "",
            "date": None,
            "cell": "Plán!I7",
        }
    ]
    (breach,) = told["breaches"]
    shown = {key: breach[key] for key in ("kind", "orp", "year", "limit", "used", "over", "unit")}
    assert shown == {
        "kind": "capex",
        "orp": "1001",
        "year": 2028,
        "limit": 800_000,
        "used": 1_000_000,
        "over": 200_000,
        "unit": "CZK",
    }
    assert (breach["cell"], breach["plan_cell"]) == ("Rozpočty!C3", "Rozpočet!C14")
    assert told["price"] == {
        "without": 200.0,
        "with": 155.0,
        "price": 45.0,
        "proven": True,
        "taken": [],
        "dropped": [],
    }


def test_inputs_may_be_named_behind_the_plan(tmp_path: Path) -> None:
    planned(tmp_path)
    (tmp_path / "inputs").rename(tmp_path / "zadání")
    stack, needs = "zadání/project_stack.xlsx", "zadání/municipal_needs.xlsx"
    ended = run(tmp_path, "review", f"outputs/{TOWN}", stack, needs, "-q")
    assert (ended.code, ended.err) == (0, "")
    assert run(tmp_path, "review", f"outputs/{TOWN}").code == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not a workbook", "file_damaged"),
        (b"PK\x03\x04 of no archive", "file_damaged"),
        (b"", "file_blank"),
        (None, "file_missing"),
    ],
)
def test_a_damaged_or_missing_plan_gets_a_sentence(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    file = planned(tmp_path) / "outputs" / TOWN
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    ended = run(tmp_path, "review", f"outputs/{TOWN}", "--json")
    assert ended.code == 3
    assert load("cs")(f"problem.{code}.what")[:40] in " ".join(ended.err.split())
    assert "Revize neproběhla: sešit plánu nebo vstupy mají chyby." in ended.err
    assert code in {problem["code"] for problem in ended.json["problems"]}


def test_a_foreign_workbook_gets_a_sentence(tmp_path: Path) -> None:
    planned(tmp_path)
    ended = run(tmp_path, "review", "inputs/project_stack.xlsx")
    assert ended.code == 3
    assert "sešit není plán, který sestavil stack-planner" in ended.err


def test_points_of_changes_add_up(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / TOWN
    decide(file, "P2", Rozhodnutí=0)
    decide(file, "P1", Rozhodnutí=0)
    worth = reviewed(tmp_path).worth
    parts = sum((part.value for part in worth.parts), Fraction(0)) + worth.synergies
    assert worth.after - worth.before == parts
