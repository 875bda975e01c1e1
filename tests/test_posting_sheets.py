"""The director opens the basis for the budget: it lives and agrees to the crown."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing import choose_plan
from stack_planner.choosing.solve import Limits
from stack_planner.scoring import score_projects
from stack_planner.words import load
from stack_planner.workbook.writing import plan_workbooks, workbook_names
from tests.calculating import differences, needs_libreoffice, recalculated
from tests.posting import held_strategies
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

TOWN, OTHER, REGION = "plan_1001_Vetsi.xlsx", "plan_1002_Mensi.xlsx", "plan_region.xlsx"
POSTINGS, AGREEMENT, CONSOLIDATION = "Podklad pro rozpočet", "Odsouhlasení", "Konsolidace"
COLUMNS = [
    *("Subjekt", "Rok", "Druh", "ODPA", "POL", "ÚZ", "ORJ", "ORG", "Kód projektu", "Text"),
    *("Částka [Kč]", "Doplnit", "Povaha", "Běžné / investice"),
]
OPEN = "Podklad: změny rozhodnutí dosud nerozepsané podle položek [Kč]"


def held(tables: Tables) -> None:
    """P3 is held by 1002, and P5 of 1001 runs; the region gives a grant.

    P1 and P3 can start in 2027 only, and 1001 has the money for both only if the fund pays for P3.
    """
    tables["orps"][1]["ico"] = "00000027"
    tables["projects"][0] |= {"capex": 600_000, "regional_grant": 10, "latest": 2027}
    tables["projects"][0] |= {"opex_saved": 3_000, "one_off": 7_000, "paragraph": "6171"}
    tables["projects"][0] |= {"item_capex": "6111", "item_opex": "5168"}
    tables["projects"][2] |= {"holder": "00000027", "programmes": ["F"], "latest": 2027}
    tables["projects"].append(
        {"code": "P5", "name": "Běží", "area": "A", "scope": "ORP", "capex_by_year": [9_000, 50]}
    )
    tables["scores"].append({"project": "P5", "K1": 1, "K2": 0})
    tables["positions"] = [{"orp": "1001", "project": "P5", "stance": "must", "year": 2026}]
    tables["programmes"][0]["vat_eligible"] = False
    for row in tables["budgets"]:
        row["prefinancing"] = 400_000


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("postings")
    ended = run(write_small(folder, held), "plan")
    assert ended.code == 0, ended.err
    return folder / "outputs"


def table(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by heading."""
    rows = list(book[sheet].iter_rows(min_row=6, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


def years(book: Workbook, sheet: str) -> dict[str, list[int]]:
    """The amounts of a sheet of years by section and row."""
    found, section = {}, ""
    for row in book[sheet].iter_rows(min_row=7, values_only=True):
        if row[1] is None:
            section = str(row[0])
        else:
            found[f"{section}: {row[0]}"] = [int(str(cell)) for cell in row[1:3]]
    return found


def verdicts(book: Workbook) -> dict[str, str]:
    return {row["Kontrola"]: row["Výsledek"] for row in table(book, "Kontroly")}


def moved(book: Workbook, code: str) -> dict[tuple[int, str, str], int]:
    """What a project moves: (year, kind, text) → CZK."""
    return {
        (row["Rok"], row["Druh"], row["Text"].partition(": ")[2]): row["Částka [Kč]"]
        for row in table(book, POSTINGS)
        if row["Kód projektu"] == code and row["Částka [Kč]"]
    }


def changed(folder: Path, file: Path, sheet: str, code: str, **cells: object) -> Workbook:
    """The workbook as LibreOffice counts it after a decision on a project was changed."""
    copy = folder / file.name
    shutil.copy(file, copy)
    book = load_workbook(copy)
    headings = {cell.value: cell.column - 1 for cell in book[sheet][6]}
    [row] = [row for row in book[sheet].iter_rows(min_row=7) if row[0].value == code]
    names = {"decision": "Rozhodnutí (0/1)", "start": "Zahájení", "financing": "Financování"}
    for key, value in cells.items():
        row[headings[names[key]]].value = value
    book.save(copy)
    return load_workbook(recalculated([copy], folder)[0], data_only=True)


def test_the_columns_are_those_of_the_contract(outputs: Path) -> None:
    for file in outputs.glob("*.xlsx"):
        book = load_workbook(file)
        assert [cell.value for cell in book[POSTINGS][6]] == COLUMNS
        subtitle = book[POSTINGS]["A2"].value
        assert subtitle.startswith("Pracovní podklad, který účetní ověří a doplní")
        assert "není rozpočtem" in subtitle


def test_codes_are_texts_and_only_expenditure_has_a_paragraph(outputs: Path) -> None:
    for file in outputs.glob("*.xlsx"):
        for row in table(load_workbook(file, data_only=True), POSTINGS):
            assert all(isinstance(row[key], str | None) for key in ("ODPA", "POL", "Kód projektu"))
            assert isinstance(row["Částka [Kč]"], int)
            assert row["Doplnit"].startswith("doplní účetní: ")
            assert row["Doplnit"].endswith("ÚZ, ORJ, ORG")
            assert (row["POL"] is None) == ("položka" in row["Doplnit"])
            if row["Druh"] == "výdaj":
                assert (row["ODPA"] is None) == ("paragraf" in row["Doplnit"])
            else:
                assert row["ODPA"] is None
                assert "paragraf" not in row["Doplnit"]


def test_a_running_project_and_a_saving_say_so(outputs: Path) -> None:
    book = load_workbook(outputs / TOWN, data_only=True)
    assert moved(book, "P5") == {(2027, "výdaj", "pořízení (běžící projekt, již zasmluvněno)"): 50}
    saving = moved(book, "P1")[2028, "výdaj", "úspora nahrazovaného provozu (snižuje výdaje)"]
    assert saving == -3_000


def test_the_holder_books_the_whole_and_passes_on_what_is_others(outputs: Path) -> None:
    """400 000 shared 3 : 1, the fund pays half of what is left without VAT of 21 %."""
    grant = 400_000 * 100 // 121 // 2
    theirs = round(grant * 3 / 4)
    book = load_workbook(outputs / OTHER, data_only=True)
    assert moved(book, "P3") == {
        (2027, "příjem", "přijatý podíl na společné části, Větší"): 300_000,
        (2027, "výdaj", "pořízení, část nositele"): 100_000,
        (2027, "výdaj", "pořízení za ostatní účastníky"): 300_000,
        (2028, "příjem", "dotace programu, část nositele"): grant - theirs,
        (2028, "příjem", "dotace programu za ostatní účastníky"): theirs,
        (2028, "výdaj", "předání části dotace programu, Větší"): theirs,
    }
    payer = load_workbook(outputs / TOWN, data_only=True)
    assert moved(payer, "P3") == {
        (2027, "výdaj", "podíl na společné části, nositel Menší"): 300_000,
        (2028, "příjem", "část dotace programu od nositele Menší"): theirs,
    }


def test_a_loan_is_named_where_the_budget_needs_bridging(outputs: Path) -> None:
    book = load_workbook(outputs / TOWN, data_only=True)
    budget = {row["Ukazatel"]: row for row in table(book, "Rozpočet")}
    need = budget["Potřeba překlenutí (rezerva nebo úvěr)"]
    texts = {
        row["Rok"]: row["Text"] for row in table(book, POSTINGS) if row["Druh"] == "financování"
    }
    assert len(texts) == 2
    for year, column in ((2027, "Rozpočet 2027"), (2028, "Výhled 2028")):
        assert ("8123" in texts[year]) == (need[column] > 0)


def test_every_year_agrees_and_consolidation_leaves_each_crown_once(outputs: Path) -> None:
    for file in outputs.glob("*.xlsx"):
        book = load_workbook(file, data_only=True)
        found = years(book, AGREEMENT)
        zero = {key: row for key, row in found.items() if "má být 0" in key}
        assert len(zero) == (6 if file.name == REGION else 4)
        assert set(map(tuple, zero.values())) == {(0, 0)}
    found = years(load_workbook(outputs / REGION, data_only=True), CONSOLIDATION)
    given = found["Součet: Převody poskytnuté v rámci plánu"]
    assert given == found["Součet: Převody přijaté v rámci plánu"]
    assert any(given)
    assert found["Konsolidace: Převody přijaté v rámci plánu"] == [-amount for amount in given]
    assert not [key for key in found if key.startswith("Po konsolidaci: Převody")]
    balances = [row for key, row in found.items() if "má být 0" in key]
    assert balances == [[0, 0]] * 3


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_counts_random_regions_of_all_holders_the_same(tmp_path: Path) -> None:
    files = []
    for number, strategy in enumerate(held_strategies(5)):
        plan = choose_plan(strategy, score_projects(strategy), (), Limits(), lambda _: None)
        names = {code: f"{number}_{name}" for code, name in workbook_names(plan.strategy).items()}
        for name, content in plan_workbooks(plan, load("cs"), names).items():
            files.append(tmp_path / name)
            files[-1].write_bytes(content)
    theirs = recalculated(files, tmp_path)
    assert [
        d for ours, new in zip(files, theirs, strict=True) for d in differences(ours, new)
    ] == []


@needs_libreoffice
@pytest.mark.slow
def test_a_decision_switched_off_empties_its_rows(outputs: Path, tmp_path: Path) -> None:
    book = changed(tmp_path, outputs / TOWN, "Plán", "P1", decision=0)
    assert moved(load_workbook(outputs / TOWN, data_only=True), "P1")
    assert moved(book, "P1") == {}
    found = verdicts(book)
    assert found[OPEN] == "v pořádku"
    assert {text for text in found if "Podklad" in text and found[text] != "v pořádku"} == set()


@pytest.mark.slow
@needs_libreoffice
def test_a_start_that_moves_moves_the_rows(outputs: Path, tmp_path: Path) -> None:
    before = moved(load_workbook(outputs / TOWN, data_only=True), "P2")
    [start] = [year for year, _, text in before if text == "pořízení"]
    other = 2027 + 2028 - start
    book = changed(tmp_path, outputs / TOWN, "Plán", "P2", start=other, financing="vlastní zdroje")
    assert moved(book, "P2") == {(other, "výdaj", "pořízení"): 600_000}
    assert verdicts(book)[OPEN] == "v pořádku"


@needs_libreoffice
@pytest.mark.slow
def test_a_project_added_by_hand_is_open_until_it_is_itemised(
    outputs: Path, tmp_path: Path
) -> None:
    rows = table(load_workbook(outputs / OTHER, data_only=True), "Plán")
    added = next(row for row in rows if not row["Návrh (0/1)"])
    book = changed(tmp_path, outputs / OTHER, "Plán", added["Kód"], decision=1)
    assert moved(book, added["Kód"]) == {}
    found = verdicts(book)
    assert found[OPEN] == "PORUŠENO"
    agreed = [text for text in found if text.startswith("Podklad a Rozpočet")]
    assert {found[text] for text in agreed} == {"v pořádku"}
    left = [row for row in table(book, POSTINGS) if row["Povaha"].startswith("nerozepsaný")]
    assert any(row["Částka [Kč]"] for row in left)


@pytest.mark.slow
@needs_libreoffice
def test_the_region_gives_up_a_joint_project_on_both_sides(outputs: Path, tmp_path: Path) -> None:
    book = changed(tmp_path, outputs / REGION, "Plán", "P3", decision=0)
    assert moved(book, "P3") == {}
    found = verdicts(book)
    assert found["Konsolidace: převody poskytnuté a přijaté se liší o [Kč]"] == "v pořádku"
    assert found["Podklad kraje a plány měst: rozdíl v jednotlivých letech [Kč]"] == "PORUŠENO"
