"""The command ``score`` and the sheets of agreement and quality: what is said is so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from tests.planned import OTHER, REGION_BOOK, TOWN
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    import pytest
    from openpyxl.worksheet.worksheet import Worksheet

PAGE = Path(__file__).parent.parent / "docs" / "score.md"
HEADER = 6


def rows_of(sheet: Worksheet, first: int = HEADER) -> list[list[Any]]:
    """What stands in the cells from a row on."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def told(folder: Path, *arguments: str) -> str:
    """What the command prints, on one line."""
    ended = run(folder, "score", "-q", *arguments)
    assert ended.code == 0
    return " ".join(ended.out.split())


def many(tables: Tables) -> None:
    """Six projects; one criterion on nearly one level, another one like the first, and the cost."""
    tables["projects"] = [
        {"code": f"P{n}", "name": f"N{n}", "area": "A", "scope": "ORP", "capex": 100_000 * n}
        for n in range(1, 7)
    ]
    tables["criteria"] = [
        {"code": f"K{n}", "name": f"C{n}", "weight": 1, "level_0": 0, "level_100": 10}
        for n in range(1, 4)
    ]
    levels = [(2, 2, 5), (8, 3, 5), (1, 1, 5), (9, 4, 5), (4, 2.5, 5), (6, 2.8, 6)]
    tables["scores"] = [
        {"project": f"P{n}", **{f"K{k}": level for k, level in enumerate(row, 1)}}
        for n, row in enumerate(levels, 1)
    ]
    tables["programmes"] = []


# On the screen


def test_agreement_is_printed_with_its_meaning(tmp_path: Path) -> None:
    text = told(write_small(tmp_path))
    assert text.count("Metoda τ-b ρ Nejvíce se liší") == 2
    assert "TOPSIS 0,67 0,80 P2 3. → 2., P3 2. → 3." in text
    assert "nebyl projekt P4 (podle hodnoty na 4. místě), stál by P3 před P2" in text
    assert "Projektů s úrovněmi je méně než 5" in text
    assert text.count("O výběru tyto metody nerozhodují") == 1
    assert told(tmp_path, "--orp", "1002").count("Metoda τ-b") == 1
    assert "Quality of scoring" in told(tmp_path, "--lang", "en")


def test_what_is_missing_without_the_library_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymcdm", None)
    text = told(write_small(tmp_path))
    assert "pip install 'stack-planner[crosscheck]'" in text
    assert "Metoda τ-b" not in text
    assert run(tmp_path, "score", "--json", "-q").json["agreement"] is None
    assert run(tmp_path, "plan", "-q").code == 0
    assert "Shoda metod" not in load_workbook(tmp_path / "outputs" / TOWN).sheetnames


def test_faults_of_criteria_are_told_with_figures_and_advice(tmp_path: Path) -> None:
    text = told(write_small(tmp_path, many))
    assert (
        "– K3 C3: nejčastější úroveň má 5 z 6 projektů. Rozdělte stupnici jemněji, nebo zvažte, "
        "zda je kritérium potřeba."
    ) in text
    assert "– K1 C1: projekty řadí téměř stejně jako K2 (ρ = 1,00)." in text
    assert "Která kritéria v plánu opravdu rozhodují, vypíše score --hygiene." in text


def test_a_sound_stack_is_told_so_with_the_figures_that_come_nearest(tmp_path: Path) -> None:
    def sound(tables: Tables) -> None:
        many(tables)
        for row, levels in zip(
            tables["scores"], [(2, 7), (8, 3), (1, 4), (9, 6), (4, 1), (6, 9)], strict=True
        ):
            row["K2"], row["K3"] = levels[1], sum(levels) % 10

    text = told(write_small(tmp_path, sound))
    assert "– Žádné kritérium nemá shluklé úrovně, dvojníka ani závislost na ceně." in text
    assert "Nejvíce si jsou podobná kritéria" in text
    assert "S cenou nejvíce souvisí kritérium" in text


def test_hygiene_asks_the_plan_which_criteria_decide(tmp_path: Path) -> None:
    """P1 and P2 cannot both be paid; K2 alone would not tell P2 from nothing."""
    write_small(tmp_path)
    ended = run(tmp_path, "score", "--hygiene")
    text = " ".join(ended.out.split())
    assert "odpovídá se o plánu nalezeném znovu" in ended.err
    assert "Bez kritéria Váha Jiný plán by měla města K1 75 %" in text
    criteria = run(tmp_path, "score", "--hygiene", "--json", "-q").json["hygiene"]["criteria"]
    for each in criteria:
        changed = [town for town in each["without"] if town["gain"]]
        assert [town["orp"] for town in each["without"]] == ["1001", "1002"]
        assert each["idle"] is not bool(changed)
        assert ("idle" in each["findings"]) is each["idle"]


def test_a_town_that_is_not_there_is_said(tmp_path: Path) -> None:
    write_small(tmp_path)
    assert run(tmp_path, "score", "--orp", "9", "-q").code == 2


def fields_of(value: object, name: str = "") -> set[str]:
    """The names of all fields; codes as keys are no names."""
    if isinstance(value, list):
        return {found for each in value for found in fields_of(each)}
    if not isinstance(value, dict) or name in {"weights", "by_value", "places"}:
        return set()
    inner = {found for key, each in value.items() for found in fields_of(each, key)}
    return inner | {key for key in value if not key.startswith(("K", "P"))}


def test_every_field_of_the_json_is_documented(tmp_path: Path) -> None:
    told = run(write_small(tmp_path, many), "score", "--json", "--hygiene", "-q").json
    page = PAGE.read_text(encoding="utf-8")
    problems = fields_of(told.pop("problems"))
    names = fields_of(told)
    assert {"reversal", "twin_correlation", "gain"} <= names
    assert {name for name in names - problems if f"`{name}`" not in page} == set()


# On sheets


def test_the_sheet_of_a_town_has_every_project_ranked(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan", "-q").code == 0
    sheet = load_workbook(tmp_path / "outputs" / OTHER)["Shoda metod"]
    header, *rows = rows_of(sheet)
    assert header == [
        *("Kód", "Název", "V návrhu", "Hodnota [body]", "Pořadí podle hodnoty"),
        *(f"Pořadí podle metody {name}" for name in ("TOPSIS", "VIKOR", "PROMETHEE II")),
        "Největší rozdíl pořadí",
    ]
    assert [row[:5] for row in rows[:4]] == [
        ["P1", "Portál", "ne", 85, 1],
        ["P3", "Společně", "ano", 55, 2],
        ["P2", "Síť", "ne", 45, 3],
        ["P4", "Krajský", "ano", 15, 4],
    ]
    above = rows_of(sheet, HEADER - 2)[:2]
    assert [len([n for n in row[5:8] if n is not None]) for row in above] == [3, 3]
    assert any(str(row[0]).startswith("• O výběru tyto metody") for row in rows)


def test_there_is_no_sheet_where_nothing_was_asked(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan", "-q", "--no-explain").code == 0
    assert "Shoda metod" not in load_workbook(tmp_path / "outputs" / TOWN).sheetnames
    assert "Kvalita hodnocení" not in load_workbook(tmp_path / "outputs" / REGION_BOOK).sheetnames


def test_the_sheet_of_the_region_says_what_the_command_says(tmp_path: Path) -> None:
    assert run(write_small(tmp_path, many), "plan", "-q").code == 0
    sheet = load_workbook(tmp_path / "outputs" / REGION_BOOK)["Kvalita hodnocení"]
    header, *rows = rows_of(sheet)
    assert header[-2:] == ["Zjištění", "Co s tím"]
    told = run(tmp_path, "score", "--hygiene", "--json", "-q").json["hygiene"]["criteria"]
    for row, each in zip(rows[:3], told, strict=True):
        figures = ("scored", "levels", "on_one", "on_two", "high", "twin")
        assert row[3:9] == [each[name] for name in figures]
        changed = [town["orp"] for town in each["without"] if town["gain"]]
        names = {"1001": "Větší", "1002": "Menší"}
        assert row[11] == (", ".join(names[code] for code in changed) or "žádné")
        assert bool(row[12]) is bool(each["findings"])
