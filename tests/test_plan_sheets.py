"""The officer reads decisions: what each would cost and procure, why, when, and by which vote."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.calculating import needs_libreoffice, recalculated
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

BIG, SMALL, REGION = "plan_1001_Vetsi.xlsx", "plan_1002_Mensi.xlsx", "plan_region.xlsx"
CONTRACT = "Předpokl. hodnota zakázky bez DPH [Kč]"
COST = "Náklady celkem při provedení [Kč]"
OWN, CONTRACTED = "Vlastní zdroje [Kč]", "Z toho již smluvně vázáno [Kč]"


def held(tables: Tables) -> None:
    """Town 1001 holds the joint project and has decided on P2; 1002 wants no regional one."""
    tables["projects"][0] |= {"one_off": 21_000, "must_finish_by": 2028, "only_orps": ["1001"]}
    tables["projects"][2] |= {"holder": "00254657", "capex_per_participant": 12_100}
    tables["orps"][0]["ico"] = "00254657"
    tables["programmes"][0]["sustainability"] = 5
    decided = {"approved_by": "Rada města", "resolution": "RM/1", "date": date(2026, 9, 8)}
    tables["positions"] = [
        {"orp": "1001", "project": "P2", "stance": "interest", **decided},
        {"orp": "1002", "project": "P4", "stance": "refuses"},
    ]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned(write_small(tmp_path_factory.mktemp("held"), held))


def planned(folder: Path) -> Path:
    ended = run(folder, "plan")
    assert ended.code == 0, ended.err
    return folder / "outputs"


def rows(book: Workbook, sheet: str) -> dict[str, dict[Any, Any]]:
    """The rows of a sheet's table by the project's code."""
    headings, *lines = book[sheet].iter_rows(min_row=6, values_only=True)
    return {str(line[0]): dict(zip(headings, line, strict=True)) for line in lines if line[0]}


def of(outputs: Path, file: str, sheet: str = "Plán") -> dict[str, dict[Any, Any]]:
    return rows(load_workbook(outputs / file, data_only=True), sheet)


def test_the_cost_of_what_is_not_done_is_told_as_well(outputs: Path) -> None:
    """P2 is rejected in 1002: 600 000 if it were done, nothing in the plan."""
    plan = of(outputs, SMALL)
    assert (plan["P2"]["Rozhodnutí (0/1)"], plan["P2"][COST], plan["P2"][OWN]) == (0, 600_000, 0)
    assert plan["P3"][COST] == 100_000 + 12_100


def test_a_contract_is_counted_once_with_whoever_procures_it(outputs: Path) -> None:
    """Without 21 % VAT; the joint part of 400 000 in full with its holder, own parts apart."""
    contracts = {
        file: {code: row[CONTRACT] for code, row in of(outputs, file).items()}
        for file in (BIG, SMALL, REGION)
    }
    assert contracts[BIG] == {
        "P1": round(721_000 / 1.21),
        "P2": round(600_000 / 1.21),
        "P3": round(412_100 / 1.21),
        "P4": 0,
    }
    assert contracts[SMALL] == {"P2": round(600_000 / 1.21), "P3": 10_000}
    assert contracts[REGION] == {"P3": 0, "P4": round(300_000 / 1.21)}


def test_the_town_s_resolution_is_filled_in_as_a_date(outputs: Path) -> None:
    plan = of(outputs, BIG)
    assert plan["P2"]["Usnesení č."] == "Rada města, RM/1"
    assert plan["P2"]["Datum usnesení"] == datetime(2026, 9, 8)  # noqa: DTZ001 — a day
    assert {plan[code]["Usnesení č."] for code in ("P1", "P3", "P4")} == {None}
    assert {row["Důvod změny"] for row in plan.values()} == {None}


def test_every_decision_has_its_sentence(outputs: Path) -> None:
    why = {
        (file, code): (row["Návrh"], str(row["Proč"]).replace("\xa0", " "))
        for file in (BIG, SMALL)
        for code, row in of(outputs, file, "Proč").items()
    }
    assert why == {
        (BIG, "P1"): (
            "zařazeno",
            (
                "přinese 85,00 b.; vlastní zdroje 721 tis. Kč; zahájení 2028; "
                "financování: vlastní zdroje; povinný ze zákona"
            ),
        ),
        (BIG, "P2"): (
            "zařazeno",
            "přinese 45,00 b.; vlastní zdroje 300 tis. Kč; zahájení 2027; financování: F",
        ),
        (BIG, "P3"): (
            "zařazeno",
            (
                "přinese 55,00 b.; vlastní zdroje 312 tis. Kč; zahájení 2028; "
                "financování: vlastní zdroje"
            ),
        ),
        (BIG, "P4"): ("zařazeno", "přinese 15,00 b.; hradí kraj; zahájení 2027"),
        (SMALL, "P2"): (
            "nezařazeno",
            "vedle zařazených by chybělo: 150 tis. Kč v limitu investic (2027)",
        ),
        (SMALL, "P3"): (
            "zařazeno",
            (
                "přinese 55,00 b.; vlastní zdroje 112 tis. Kč; zahájení 2028; "
                "financování: vlastní zdroje"
            ),
        ),
        (SMALL, "P4"): ("bez zájmu", "město o něj nemá zájem"),
    }


def linked(tables: Tables) -> None:
    """P1 requires P2, which 1001 may not have; no town may join P3; a rule lets 1002 do nothing."""
    tables["links"] = [{"first": "P1", "relation": "requires", "second": "P2"}]
    tables["positions"] = [{"orp": "1001", "project": "P2", "stance": "refuses"}]
    tables["rules"] = [{"kind": "at most", "group": ["A"], "bound": 0, "orp": "1002"}]
    tables["projects"][2] |= {"capex": 4_000_000, "earliest": 2027}
    tables["projects"][3] |= {"capex": 600_000}


def test_a_rejected_project_names_what_is_in_its_way(tmp_path: Path) -> None:
    outputs = planned(write_small(tmp_path, linked))
    big, small = (of(outputs, file, "Proč") for file in (BIG, SMALL))
    region = of(outputs, REGION, "Proč")
    joint = "společný projekt plán kraje nespouští: nevejde se, nebo jsou jiné hodnotnější"
    assert big["P1"]["Proč"] == "P1 vyžaduje P2, který není včas v plánu"
    assert big["P2"]["Proč"] == "město o něj nemá zájem"
    assert big["P3"]["Proč"] == small["P3"]["Proč"] == region["P3"]["Proč"] == joint
    assert big["P4"]["Proč"] == "krajský projekt v plánu kraje není"
    assert str(small["P2"]["Proč"]).startswith("brání pravidlo o skupině A; vedle zařazených")
    assert region["P4"]["Proč"] == (
        "vedle zařazených by chybělo: 100 tis. Kč v limitu investic (2027)"
    )


def running(tables: Tables) -> None:
    tables["projects"][0]["capex_by_year"] = [400_000, 300_000]
    tables["projects"][0].pop("capex")
    tables["positions"] = [{"orp": "1001", "project": "P1", "stance": "must", "year": 2026}]


def test_what_already_runs_is_told_apart(tmp_path: Path) -> None:
    outputs = planned(write_small(tmp_path, running))
    plan = of(outputs, BIG)
    assert plan["P1"][CONTRACTED] == plan["P1"][OWN] == 300_000 + 10_000
    assert {row[CONTRACTED] for code, row in plan.items() if code != "P1"} == {0}
    assert CONTRACTED not in of(outputs, SMALL)["P1"], "nothing runs there"
    assert "běží od roku 2026" in of(outputs, BIG, "Proč")["P1"]["Proč"]
    timeline = of(outputs, BIG, "Harmonogram")["P1"]
    assert [timeline[year] for year in (2026, 2027, 2028)] == ["I", "I", "P"]


def test_the_timeline_says_by_letter_what_happens(outputs: Path) -> None:
    """P2's grant arrives in 2028 and binds for five years; P1 is due by law in 2028."""
    timeline = of(outputs, BIG, "Harmonogram")
    years = range(2027, 2035)
    assert [timeline["P2"][y] for y in years] == ["I", "PD", "P", "P", "P", "P", "U", "P"]
    assert [timeline["P1"][y] for y in years] == [None, "IL", "P", "P", "P", "P", "P", "P"]
    assert timeline["P2"]["Udržitelnost do"] == 2033
    assert timeline["P1"]["Dokončit do (zákon)"] == 2028
    rejected = of(outputs, SMALL, "Harmonogram")["P2"]
    assert {value for key, value in rejected.items() if key not in {"Kód", "Název"}} == {None}


@needs_libreoffice
@pytest.mark.slow
def test_plan_and_timeline_follow_the_officer(outputs: Path, tmp_path: Path) -> None:
    """1002 takes P2 with the fund after all, and drops P3."""
    book = load_workbook(outputs / SMALL)
    sheet = book["Plán"]
    heads = {cell.value: cell.column - 1 for cell in sheet[6]}
    for row in sheet.iter_rows(min_row=7):
        row[heads["Rozhodnutí (0/1)"]].value = int(row[0].value == "P2")
        if row[0].value == "P2":
            row[heads["Financování"]].value = "F"
    book.save(tmp_path / SMALL)
    counted = load_workbook(recalculated([tmp_path / SMALL], tmp_path)[0], data_only=True)
    plan, timeline = rows(counted, "Plán"), rows(counted, "Harmonogram")
    assert (plan["P2"][COST], plan["P2"][OWN]) == (600_000, 300_000)
    assert (plan["P3"][COST], plan["P3"][OWN]) == (112_100, 0)
    assert [timeline["P2"][y] for y in (2027, 2028, 2033)] == ["I", "PD", "U"]
    assert (timeline["P2"]["Zahájení"], timeline["P2"]["Udržitelnost do"]) == (2027, 2033)
    assert counted["Grafy"]["B6"].value == (
        "Investice v některém roce překračují limit až o 150 tis. Kč"
    )
    assert not timeline["P3"]["Zahájení"]
    assert {timeline["P3"][y] or "" for y in range(2027, 2035)} == {""}
