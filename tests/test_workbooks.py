"""The accountant with the workbook open: every crown can be trusted, live and on paper."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook

from stack_planner.records import Method
from tests.calculating import differences, formulas, needs_libreoffice, recalculated
from tests.eliciting import rows
from tests.running import run
from tests.small import Tables, meeting, spot, write_small

if TYPE_CHECKING:
    from openpyxl import Workbook

TOWN, REGION = "plan_1001_Vetsi.xlsx", "plan_region.xlsx"
TOWN_SHEETS = [
    *("Souhrn", "Plán", "Podklad pro jednání"),
    *("Proč", "Nezařazené projekty", "Zařazené projekty"),
    *("Křivka rozpočtu", "Graf křivky rozpočtu", "Pořadí při krácení", "Projekty podle rozpočtu"),
    *("Harmonogram", "Grafy", "Rozpočet", "Nejisté náklady"),
    *("Podklad pro rozpočet", "Odsouhlasení"),
    *("Bodové hodnocení", "Shoda metod", "Citlivost na váhy", "Varianty", "Kontroly"),
    "O dokumentu",
]


def everything(tables: Tables) -> None:
    """Synergy, rules, links, grants, a reserve, bridging, a running project, ranges, fairness."""
    tables["projects"][0] |= {"regional_grant": 10, "effort": 5, "one_off": 3_000}
    for place, low, high in ((0, 650_000, 800_000), (2, 390_000, 520_000)):
        tables["projects"][place] |= {"capex_min": low, "capex_max": high}
    tables["projects"].append(
        {"code": "P5", "name": "=1+1", "area": "A", "scope": "ORP", "capex_by_year": [9_000, 50]}
    )
    tables["scores"].append({"project": "P5", "K1": 1, "K2": 0})
    tables["positions"] = [
        {"orp": "1001", "project": "P5", "stance": "must", "year": 2026, "others": 20},
        {"orp": "1002", "project": "P2", "stance": "refuses"},
    ]
    tables["links"] = [
        {"first": "P2", "relation": "synergy", "second": "P3", "points": 2.5},
        {"first": "P1", "relation": "requires", "second": "P3"},
        {"first": "P4", "relation": "excludes", "second": "P5"},
    ]
    tables["group_costs"] = [
        {"project": "P3", "group": ["1001"], "amount": 390_000},
        {"project": "P3", "group": ["1002"], "amount": 90_000},
        {"project": "P3", "group": ["1001", "1002"], "amount": 400_000},
    ]
    tables["rules"] = [
        {"kind": "at most", "group": ["A"], "bound": 3},
        {"kind": "share at least", "group": ["A"], "bound": 10, "orp": "1001"},
    ]
    tables["weight_answers"] = [
        *rows("=vedoucí", Method.SWING, {"K1": 100, "K2": 40}),
        *rows("tajemnice", Method.AHP, {("K2", "K1"): 2}),
    ]
    tables["programmes"][0] |= {"apply_by": date(2026, 9, 30), "spend_from": 2027}
    tables["spots"] = [spot("M1"), spot("F1", agenda="fixed", part="=Lhota", population=4)]
    told = {"task": "=Zaslat návrh", "responsible": "@tajemník", "project": "P1"}
    tables["meetings"] = [
        meeting("1001", due=date(2026, 6, 1), **told),
        meeting("1001", held_on=date(2026, 8, 1), task="-Bez termínu", state="hotovo"),
        meeting("1002", topic="+Jiné", task="Svolat obce", due=date(2026, 12, 1)),
    ]
    for row in tables["budgets"]:
        row["prefinancing"] = 400_000 if row["orp"] == "1002" else None
    for row in tables["settings"]:
        if row["key"].startswith("rezerva"):
            row["value"] = 2.5
    tables["settings"].append({"key": "nejvýše za nezúčastněné [%]", "value": 60, "note": ""})
    tables["settings"].append({"key": "spravedlnost", "value": "minimum", "note": ""})


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the small region with every feature in it."""
    folder = tmp_path_factory.mktemp("region")
    ended = run(write_small(folder, everything), "plan")
    assert ended.code == 0, ended.err
    return folder / "outputs"


def carrying(tables: Tables) -> None:
    """Money is carried over; one town has no limit in a year, the other has no plan alone."""
    tables["settings"].append({"key": "převod úspor", "value": "ano", "note": ""})
    tables["links"] = [{"first": "P1", "relation": "requires", "second": "P4"}]
    tables["positions"] = [{"orp": "1001", "project": "P1", "stance": "must"}]
    tables["projects"][0]["capex_max"] = 900_000
    tables["budgets"][2]["capex"] = "bez limitu"
    tables["budgets"][2]["prefinancing"] = "bez limitu"


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("carried")
    assert run(write_small(folder, carrying), "plan").code == 0
    return folder / "outputs"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("english")
    assert run(write_small(folder, everything), "plan", "--lang", "en").code == 0
    return folder / "outputs"


def table(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet's main table by heading."""
    rows = list(book[sheet].iter_rows(min_row=6, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


def test_the_sheets_are_there_in_order(outputs: Path) -> None:
    assert load_workbook(outputs / TOWN).sheetnames == TOWN_SHEETS


def test_the_budget_is_the_one_counted_by_hand(tmp_path: Path) -> None:
    """Town 1001 of the plain small region; see ``test_cli`` for why it can be only this plan."""
    assert run(write_small(tmp_path), "plan").code == 0
    book = load_workbook(tmp_path / "outputs" / TOWN, data_only=True)
    budget = {row["Ukazatel"]: row for row in table(book, "Rozpočet")}
    years = ("Rozpočet 2027", "Výhled 2028", "Po roce 2028")

    def of(name: str) -> list[Any]:
        return [budget[name][year] for year in years]

    assert of("Kapitálové výdaje celkem") == [600_000, 1_000_000, None]
    assert of("hradí dotace programů")[:2] == [0, 0], "running grants: the fund pays capex only"
    assert of("Stav předfinancování k 31. 12.") == [300_000, 0, None]
    assert of("Dotace přijaté v roce") == [0, 300_000, 0]
    assert of("Běžné výdaje celkem (po úsporách)") == [0, 0, 10_000]
    decisions = {row["Kód"]: row for row in table(book, "Plán")}
    assert {code: row["Vlastní zdroje [Kč]"] for code, row in decisions.items()} == {
        "P1": 700_000,
        "P2": 300_000,
        "P3": 300_000,
        "P4": 0,
    }
    assert book["Souhrn"]["A6"].value == 200
    assert book["Souhrn"]["A3"].value == "Kontroly: vše v pořádku"


def test_every_formula_carries_its_value(outputs: Path, english: Path) -> None:
    for file in (*outputs.glob("*.xlsx"), *english.glob("*.xlsx")):
        stored = load_workbook(file, data_only=True)
        cells = [(sheet, c) for sheet, c in formulas(file) if '""' not in c.value]
        assert len(cells) > 100, "those that may be a blank text are read as nothing"
        assert [c for sheet, c in cells if stored[sheet][c.coordinate].value is None] == []


def test_every_check_holds(outputs: Path, english: Path, carried: Path) -> None:
    for folder, sheet, verdict in (
        (outputs, "Kontroly", "v pořádku"),
        (carried, "Kontroly", "v pořádku"),
        (english, "Checks", "holds"),
    ):
        for file in folder.glob("*.xlsx"):
            rows = table(load_workbook(file, data_only=True), sheet)
            verdicts = [list(row.values())[-1] for row in rows]
            assert set(verdicts) == {verdict}, file
            assert len(rows) >= 12, file


@needs_libreoffice
@pytest.mark.slow
def test_libreoffice_counts_the_same(
    outputs: Path, english: Path, carried: Path, tmp_path: Path
) -> None:
    """All in one run of LibreOffice, which takes long to start."""
    ours = [
        Path(shutil.copy(file, tmp_path / f"{folder.parent.name}_{file.name}"))
        for folder in (outputs, english, carried)
        for file in sorted(folder.glob("*.xlsx"))
    ]
    theirs = recalculated(ours, tmp_path)
    assert [d for old, new in zip(ours, theirs, strict=True) for d in differences(old, new)] == []
    assert len(ours) == 9


@needs_libreoffice
@pytest.mark.slow
def test_a_changed_decision_turns_the_right_cells(outputs: Path, tmp_path: Path) -> None:
    """Taking P2 earlier with own money breaks the limit of 2027 and nothing is hidden."""
    changed = tmp_path / TOWN
    shutil.copy(outputs / TOWN, changed)
    book = load_workbook(changed)
    rows = {row[0].value: row for row in book["Plán"].iter_rows(min_row=7)}
    headings = {cell.value: cell.column - 1 for cell in book["Plán"][6]}
    for code in ("P1", "P2"):
        row = rows[code]
        row[headings["Rozhodnutí (0/1)"]].value = 1
        row[headings["Zahájení"]].value = 2027
        row[headings["Financování"]].value = "vlastní zdroje"
    book.save(changed)
    counted = load_workbook(recalculated([changed], tmp_path)[0], data_only=True)
    budget = {row["Ukazatel"]: row for row in table(counted, "Rozpočet")}
    assert budget["Kapitálové výdaje celkem"]["Rozpočet 2027"] >= 1_300_000
    checks = {row["Kontrola"]: row["Výsledek"] for row in table(counted, "Kontroly")}
    assert checks["Nejmenší zůstatek limitu investic [Kč]"] == "PORUŠENO"
    assert checks["Rozhodnutí, pro která neexistuje varianta"] == "v pořádku"
    assert counted["Souhrn"]["A3"].value.startswith("Kontroly: něco je PORUŠENO")
    assert counted["Souhrn"]["F6"].value >= 1


def standings(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """The towns' rows of the sheet of fairness, and all that it says."""
    sheet = "Spravedlnost"
    book = load_workbook(folder / REGION, data_only=True)
    rows = [row for row in table(book, sheet) if str(row["ORP"]).startswith("100")]
    cells = (cell for row in book[sheet].iter_rows(values_only=True) for cell in row if cell)
    return rows, " ".join(map(str, cells))


def test_the_sheet_of_fairness_tells_of_every_town(outputs: Path) -> None:
    rows, text = standings(outputs)
    ratios = [row["Poměr k samostatnému"] for row in rows]
    assert ratios == [
        pytest.approx(row["Hodnota [body]"] / row["Samostatně [body]"], abs=1e-6) for row in rows
    ]
    places = [row["Pořadí od nejnižšího"] for row in rows]
    assert places == [1 + sum(other < ratio for other in ratios) for ratio in ratios]
    assert "Cena spravedlnosti" in text
    assert "Prokázané úrovně: 2 z celkových 2." in text


def test_a_town_without_a_plan_alone_has_money_and_no_ratio(carried: Path) -> None:
    rows, text = standings(carried)
    assert [row["Poměr k samostatnému"] is None for row in rows] == [True, False]
    for share in ("Podíl na penězích kraje", "Podíl na obyvatelích"):
        assert sum(row[share] for row in rows) == pytest.approx(1)
    assert "spravedlnost = žádná" in text


def test_a_text_is_never_a_formula(outputs: Path) -> None:
    book = load_workbook(outputs / TOWN)
    names = {
        cell.value: cell.data_type for row in book["Plán"].iter_rows(min_row=7) for cell in row
    }
    assert names["=1+1"] == "s"


def test_workbooks_are_fit_for_paper_and_screen(outputs: Path) -> None:
    for file in outputs.glob("*.xlsx"):
        stored = load_workbook(file, data_only=True)
        for sheet in load_workbook(file):
            upright = sheet.title == "Podklad pro jednání"  # read as a letter is
            assert sheet.page_setup.orientation == ("portrait" if upright else "landscape")
            assert sheet.page_setup.paperSize == 9
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth in {None, 1}
            assert "Strana &P z &N" in str(sheet.oddFooter.right.text)
            assert sheet.merged_cells.ranges == set()
            assert sheet.sheet_state == "visible"
            assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
            assert "Kontroly: vše v pořádku" in str(stored[sheet.title]["A3"].value)


def test_workbooks_hold_no_clock_no_path_no_link(outputs: Path) -> None:
    for file in outputs.glob("*.xlsx"):
        with ZipFile(file) as parts:
            assert not [name for name in parts.namelist() if "external" in name or "vba" in name]
            texts = "".join(
                parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
            )
        assert str(outputs.parent) not in texts
        assert set(re.findall(r"<dcterms:\w+[^>]*>([^<]+)<", texts)) == {"2026-01-01T00:00:00Z"}


def test_pandas_reads_numbers_without_calculating(outputs: Path) -> None:
    plan = pd.read_excel(outputs / TOWN, sheet_name="Plán", header=5, engine="openpyxl")
    assert plan["Vlastní zdroje [Kč]"].sum() > 0
    assert plan["Kód"].tolist()[0].startswith("P")
