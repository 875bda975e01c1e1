"""Two plans side by side: what was added, dropped and moved, and the money that follows."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from stack_planner.comparing import compare, read_plan
from stack_planner.explaining.compare import Pair, Turn, compare_plans
from tests.calculating import differences, formulas, needs_libreoffice, recalculated
from tests.often import often
from tests.planned import OTHER, REGION_BOOK, TOWN, decide, nothing, planned
from tests.running import run
from tests.test_workbooks import everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.explaining.compare import Difference
    from tests.small import Tables


def two_plans(folder: Path, change: Callable[[Tables], object] = everything) -> tuple[Path, Path]:
    """The plan of the small region, and a copy of its workbooks to edit."""
    outputs = planned(folder, change) / "outputs"
    copy = folder / "edited"
    shutil.copytree(outputs, copy)
    return outputs, copy


def difference(a: Path, b: Path) -> Difference:
    found, problems, files = compare(a, b, None, "cs", force=False)
    assert (problems, files) == ((), [])
    return found


def test_a_plan_does_not_differ_from_itself(tmp_path: Path) -> None:
    outputs, copy = two_plans(tmp_path)
    found = difference(outputs, copy)
    assert found.is_none
    assert [payer.payer for payer in found.payers] == ["1001", "1002", ""]
    ended = run(tmp_path, "compare", "outputs", "edited")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "Porovnání plánů: A = outputs, B = edited",
        "Plány se neliší.",
    ]


def test_projects_and_money_by_town_and_year(tmp_path: Path) -> None:
    outputs, copy = two_plans(tmp_path)
    decide(copy / TOWN, "P2", Rozhodnutí=0)
    found = difference(outputs, copy)
    (town, other, region) = found.payers
    assert [(c.turn, c.project, c.name, c.after) for c in town.changes] == [
        (Turn.DROPPED, "P2", "Síť", None)
    ]
    line = next(c.before for c in town.changes)
    assert line is not None
    assert (line.start, line.financing) == (2027, "F")
    assert town.total("grant").after == 0
    assert town.total("grant").before > 0
    assert town.value is None or town.value[0] - town.value[1] == 45
    assert other.is_none
    assert region.is_none


def test_the_other_way_round_is_the_same_with_the_sign_turned(tmp_path: Path) -> None:
    outputs, copy = two_plans(tmp_path)
    decide(copy / TOWN, "P2", Rozhodnutí=0)
    one, two = difference(outputs, copy), difference(copy, outputs)
    assert {c.turn for c in two.payers[0].changes} == {Turn.ADDED}
    for first, second in zip(one.payers, two.payers, strict=True):
        assert {key: Pair(p.after, p.before) for key, p in first.money.items()} == second.money


def test_another_start_is_told_with_the_years_whose_money_moves(tmp_path: Path) -> None:
    outputs, copy = two_plans(tmp_path, nothing)
    decide(copy / TOWN, "P1", Zahájení=2027)
    ended = run(tmp_path, "compare", "outputs", "edited")
    assert outputs.is_dir()
    assert ended.out.replace("\xa0", " ").splitlines() == [
        "Porovnání plánů: A = outputs, B = edited",
        "Větší: posunut 1 projekt; vlastní zdroje +10 000 Kč",
        "  → P1 Portál: 2028, vlastní zdroje → 2027, vlastní zdroje",
        "  2027: vlastní zdroje na kapitálové výdaje 300 000 → 1 000 000 (+700 000)",
        (
            "  2028: vlastní zdroje na kapitálové výdaje 1 000 000 → 300 000 (−700 000);"
            " vlastní zdroje na běžné výdaje 0 → 10 000 (+10 000)"
        ),
        "Menší: beze změny",
        "Kraj: beze změny",
        "Celkem: posunut 1 projekt; vlastní zdroje +10 000 Kč",
    ]


@pytest.mark.parametrize(("place", "name"), list(enumerate((TOWN, OTHER))))
def test_money_is_that_of_the_budget_in_the_workbook(tmp_path: Path, place: int, name: str) -> None:
    """Rows of the budget, which other code wrote; capital ones stand above running ones."""
    outputs, _ = two_plans(tmp_path)
    payer = difference(outputs, outputs).payers[place]
    page = load_workbook(outputs / name, data_only=True)["Rozpočet"]
    labels: dict[str, list[list[Any]]] = {}
    for label, *numbers in page.iter_rows(min_row=8, max_col=3, values_only=True):
        labels.setdefault(str(label), []).append(numbers)
    own, granted = labels["hradí vlastní zdroje"], labels["hradí dotace programů"]
    assert [
        [payer.money[part, year].before for year in payer.years]
        for part in ("own_capex", "own_opex", "grant", "region", "others")
    ] == [
        *own,
        [sum(some) for some in zip(*granted, strict=True)],
        *labels["hradí dotace kraje"],
        *labels["hradí jiné zdroje"],
    ]


def test_towns_that_leave_a_joint_project(tmp_path: Path) -> None:
    outputs, copy = two_plans(tmp_path)
    book = load_workbook(copy / REGION_BOOK)
    rows = list(book["Účast měst"].iter_rows(min_row=6))
    decision = next(i for i, cell in enumerate(rows[0]) if cell.value == "Rozhodnutí (0/1)")
    rows[1][decision].value = 0
    book.save(copy / REGION_BOOK)
    region = difference(outputs, copy).payers[-1]
    assert [(c.turn, c.project, c.orp) for c in region.changes] == [(Turn.LEFT, "P3", "1001")]
    assert region.total("own_capex").difference == 300_000


def test_plans_of_other_inputs_and_of_other_towns_are_told(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    first = planned(tmp_path / "a") / "outputs"
    second = planned(tmp_path / "b", everything) / "outputs"
    (second / OTHER).unlink()
    (first / REGION_BOOK).unlink()
    found = difference(first, second)
    assert found.inputs == ("municipal_needs.xlsx", "project_stack.xlsx")
    assert (found.only_before, found.only_after) == (("Menší",), ("kraj",))
    ended = run(tmp_path, "compare", f"a/outputs/{TOWN}", f"b/outputs/{REGION_BOOK}")
    assert "Plány nemají žádný společný sešit, není co porovnat." in ended.out


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_json_says_the_same_as_the_text(tmp_path: Path, lang: str) -> None:
    _, copy = two_plans(tmp_path)
    decide(copy / TOWN, "P2", Rozhodnutí=0)
    ended = run(tmp_path, "compare", "outputs", "edited", "--json", "--lang", lang)
    told = json.loads(ended.out)
    assert (told["same"], told["only_in_a"], told["files"]) == (False, [], [])
    town = told["payers"][0]
    assert [(p["project"], p["a"], p["b"]) for p in town["dropped"]] == [
        ("P2", {"start": 2027, "financing": "F"}, None)
    ]
    assert [year["year"] for year in town["money"]] == [2027, 2028]
    assert town["money"][0]["grant"]["b"] == 0


def test_bad_workbooks_are_told_with_their_places(tmp_path: Path) -> None:
    outputs, copy = two_plans(tmp_path)
    decide(copy / TOWN, "P2", Rozhodnutí="ano")
    ended = run(tmp_path, "compare", "outputs", "edited")
    assert ended.code == 3
    assert "Porovnání nevzniklo: sešity plánů mají chyby." in ended.err
    assert "Plán!" in ended.err
    ended = run(tmp_path, "compare", "outputs", "inputs")
    assert ended.code == 3
    assert "sešit není plán, který sestavil stack-planner" in ended.err
    assert run(tmp_path, "compare", "outputs").code == 2
    assert compare_plans(read_plan(outputs)[0], []).payers == ()


def test_the_workbook_counts_by_itself(tmp_path: Path) -> None:
    _, copy = two_plans(tmp_path)
    decide(copy / TOWN, "P2", Rozhodnutí=0)
    ended = run(tmp_path, "compare", "outputs", "edited", "-o", "difference.xlsx")
    assert ended.code == 0
    money = pd.read_excel(
        tmp_path / "difference.xlsx", sheet_name="Peníze", header=5, engine="openpyxl"
    )
    assert (money["B − A [Kč]"] == money["B [Kč]"] - money["A [Kč]"]).all()
    book = load_workbook(tmp_path / "difference.xlsx", data_only=True)
    assert book.sheetnames == ["Souhrn", "Projekty", "Peníze"]
    (tmp_path / "difference.xlsx").write_bytes(b"mine")
    assert run(tmp_path, "compare", "outputs", "edited", "-o", "difference.xlsx").code == 6


@needs_libreoffice
@pytest.mark.parametrize("lang", often(["cs", "en"], 0))
def test_recalculation_gives_the_stored_values(tmp_path: Path, lang: str) -> None:
    _, copy = two_plans(tmp_path)
    decide(copy / TOWN, "P2", Rozhodnutí=0)
    run(tmp_path, "compare", "outputs", "edited", "-o", "difference.xlsx", "--lang", lang)
    file = tmp_path / "difference.xlsx"
    (counted,) = recalculated([file], tmp_path)
    assert list(formulas(file)) != []
    assert differences(file, counted) == []
