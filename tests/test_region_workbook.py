"""The finance director reads who pays for joint projects and what planning together adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TOGETHER, SHARING = "Samostatně a společně", "Sdílení nákladů"


def objecting(tables: Tables) -> None:
    """1002 could do P3 by itself for 90 000, less than its 100 000 of 400 000 shared 3 : 1."""
    amounts = {("1001",): 390_000, ("1002",): 90_000, ("1001", "1002"): 400_000}
    tables["group_costs"] = [
        {"project": "P3", "group": list(group), "amount": amount}
        for group, amount in amounts.items()
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return planned(write_small(tmp_path_factory.mktemp("objecting"), objecting))


def planned(folder: Path) -> Workbook:
    assert run(folder, "plan").code == 0
    return load_workbook(folder / "outputs" / "plan_region.xlsx", data_only=True)


def rows(sheet: Worksheet, header: int = 6) -> list[dict[str, Any]]:
    """The rows below a header, up to the first blank one."""
    headings, *lines = sheet.iter_rows(min_row=header, values_only=True)
    found = []
    for line in lines:
        if line[0] is None:
            break
        found.append({h: cell for h, cell in zip(headings, line, strict=True) if h})
    return found


def findings(book: Workbook) -> str:
    """The first column of the summary, with plain spaces."""
    rows_of = book["Souhrn"].iter_rows(max_col=1, values_only=True)
    return " ".join(" ".join(str(row[0]) for row in rows_of).split())


def test_each_town_that_joined_sees_what_it_would_pay_otherwise(book: Workbook) -> None:
    """By Shapley 1002 pays (90 + 10) / 2 thousand, 1001 the rest of 400."""
    found = [list(row.values())[2:] for row in rows(book[SHARING])]
    assert found == [
        ["1001", "Větší", 300_000, 0, 300_000, 300_000, 350_000, 390_000, 90_000],
        ["1002", "Menší", 100_000, 0, 100_000, 100_000, 50_000, 90_000, -10_000],
    ]
    totals = [cell.value for cell in book[SHARING][5]][4:]
    assert totals == [400_000, 0, 400_000, 400_000, 400_000, 480_000, 80_000]


def test_the_group_that_would_pay_less_alone_is_named(book: Workbook) -> None:
    [project] = rows(book[SHARING], header=12)
    assert project["Společná část [Kč]"] == 400_000
    assert project["Kraj za nepřipojená [Kč]"] == 0
    assert project["Připojeno měst"] == 2
    assert project["Náklady skupin"] == "zadané"
    for heading in ("Méně by platila: podle plánu", "Méně by platila: klíč mezi připojenými"):
        assert project[heading].replace("\xa0", " ") == "Menší: o 10 000 Kč méně"
    assert project["Méně by platila: Shapley"] == "žádná"
    assert "při podílech podle plánu by skupina Menší sama zaplatila" in findings(book)
    assert "Shapleyho" not in findings(book)


def test_the_parts_of_the_gain_stand_beside_alone_and_together(book: Workbook) -> None:
    """P4 gives 15 to each. 1002 could buy as much: P2 for 45, with 150 000 more of its own."""
    found = [list(row.values()) for row in rows(book[TOGETHER])]
    assert found == [
        ["1001", "Větší", 185, 15, 0, 0, 15, 200, None, "nedosažitelné", 0, ""],
        ["1002", "Menší", 55, 15, 0, 0, 15, 70, 150_000, "", 0, ""],
    ]
    assert [cell.value for cell in book[TOGETHER][5]][2:] == [
        240,
        30,
        0,
        0,
        30,
        270,
        "neúplné",
        None,
        0,
        None,
    ]
    assert "připadá 30,00 bodu na krajské projekty" in findings(book)


def test_the_chart_of_parts_says_in_words_what_it_shows(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan").code == 0
    book = load_workbook(tmp_path / "outputs" / "plan_region.xlsx")
    assert len(book[TOGETHER]._charts) == 1  # noqa: SLF001 — openpyxl has no public list of charts
    assert len(book["Města"]._charts) == 2  # noqa: SLF001 — value, and money per inhabitant


def test_where_no_joint_project_runs_there_is_no_sheet_of_sharing(tmp_path: Path) -> None:
    def all_refuse(tables: Tables) -> None:
        tables["positions"] = [
            {"orp": orp, "project": "P3", "stance": "refuses"} for orp in ("1001", "1002")
        ]

    book = planned(write_small(tmp_path, all_refuse))
    assert SHARING not in book.sheetnames
    assert TOGETHER in book.sheetnames


def test_the_region_pays_for_a_town_that_stays_away(tmp_path: Path) -> None:
    """1002 has no money for its part of its own; its share of 100 000 falls on the region."""

    def dear(tables: Tables) -> None:
        tables["projects"][2]["min_participants"] = 1
        tables["positions"] = [
            {"orp": "1002", "project": "P3", "stance": "interest", "capex": 9_000_000}
        ]

    folder = write_small(tmp_path, dear)
    told = run(folder, "plan", "--json").json
    [joint] = [chosen for chosen in told["region"]["chosen"] if chosen["project"] == "P3"]
    assert (joint["joint_part"], joint["cover"], joint["cover_in_horizon"]) == (
        400_000,
        100_000,
        100_000,
    )
    assert joint["sharing"] == [
        {
            "code": "1001",
            "fixed": 300_000,
            "by_key": 400_000,
            "shapley": 400_000,
            "alone": 400_000,
        }
    ]
    assert joint["core"] == {"fixed": None, "by_key": None, "shapley": None}
    book = load_workbook(folder / "outputs" / "plan_region.xlsx", data_only=True)
    assert "hradí kraj 100 000 Kč" in findings(book).replace("\xa0", " ")


def test_json_tells_the_parts_of_the_gain(tmp_path: Path) -> None:
    told = run(write_small(tmp_path), "plan", "--dry-run", "--json").json
    for orp in told["orps"]:
        assert orp["value"] - orp["alone"] == sum(orp["gain"].values())
    assert [orp["alone_needs"] for orp in told["orps"]] == [None, 150_000]
    assert [orp["alone_needs_status"] for orp in told["orps"]] == ["unreachable", "proven"]
    assert told["region"]["gain"] == {"regional": 30, "joint": 0, "pool": 0}
    assert told["region"]["alone_needs"] is None
    assert told["region"]["alone_needs_without_regional"] == 0
