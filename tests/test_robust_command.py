"""The command ``robust`` and the workbooks of ``plan``: weights first, then uncertain costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from stack_planner.words import load
from tests.documenting import DATA, paths, rows, sections
from tests.planned import OTHER, REGION_BOOK, TOWN
from tests.running import run
from tests.small import write_small
from tests.test_uncertain_costs import estimated

if TYPE_CHECKING:
    from pathlib import Path

    from tests.small import Tables

SHEET = "Citlivost na váhy"


def uncertain(tables: Tables) -> None:
    """Ranges of costs of the towns and of the region."""
    estimated(tables)
    tables["projects"][3] |= {"capex_max": 340_000}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A region with uncertain costs and its plan."""
    made = write_small(tmp_path_factory.mktemp("robust"), uncertain)
    assert run(made, "plan", "-q").code == 0
    return made


def test_the_command_tells_weights_and_then_costs(folder: Path) -> None:
    ended = run(folder, "robust", "-q")
    assert (ended.code, ended.err) == (0, "")
    assert "kraj: cenu s rozpětím má 1" in " ".join(ended.out.split())
    told = " ".join(ended.out.split())
    weights, costs = (told.index(text) for text in ("citlivost plánu na váhy", "Nejisté náklady:"))
    assert weights < costs
    assert "ORP 1001 Větší: citlivost plánu na váhy" in told
    assert "ORP 1002 Menší: citlivost plánu na váhy" in told
    assert "ORP 1001 Větší: cenu s rozpětím mají 2" in told[costs:]
    assert "±20 %" in told


def test_without_uncertain_costs_only_the_weights_are_told(tmp_path: Path) -> None:
    write_small(tmp_path)
    ended = run(tmp_path, "robust", "--orp", "1002", "--lang", "en")
    assert ended.code == 0
    assert "ORP 1002 Menší: how the plan hangs on the weights" in ended.out
    assert "1001" not in ended.out
    assert "Uncertain costs" not in ended.out
    assert "hang on the weights of criteria" in ended.err, "the step is told"
    assert run(tmp_path, "robust", "--json", "-q").json["costs"] == []


def test_json_has_the_contracted_and_the_documented_fields(folder: Path) -> None:
    told = run(folder, "robust", "--json", "-q").json
    assert [town["code"] for town in told["orps"]] == ["1001", "1002"]
    for town in told["orps"]:
        assert {"code", "plans", "exact", "projects", "weights"} <= town.keys()
        assert all({"project", "share", "class"} <= each.keys() for each in town["projects"])
        assert all({"criterion", "weight", "low", "high"} <= w.keys() for w in town["weights"])
        assert {each["class"] for each in town["projects"]} <= {"always", "sometimes", "never"}
        assert all(0 <= w["low"] <= w["weight"] <= w["high"] <= 1 for w in town["weights"])
        assert sum(plan["share"] for plan in town["best_plans"]) == pytest.approx(1)
    page = sections(DATA.read_text(encoding="utf-8"))["`robust --json`"]
    described = {row[0] for row in rows(page)}
    some = {path for path in paths(told["orps"], "orps") if ".loss_at." not in path}
    assert some <= described
    costs = (DATA.parent / "uncertain_costs.md").read_text(encoding="utf-8")
    assert [risk["code"] for risk in told["costs"]] == ["1001", "1002", "region"]
    names = {name for path in paths(told["costs"]) for name in path.replace("[]", "").split(".")}
    assert [name for name in names if name and f"`{name}`" not in costs] == []


def test_what_it_says_of_the_plan_is_the_plan(folder: Path) -> None:
    told = run(folder, "robust", "--json", "-q").json["orps"]
    plan = run(folder, "plan", "--json", "-q", "--dry-run").json["orps"]
    for town, made in zip(told, plan, strict=True):
        chosen = {p["project"] for p in town["projects"] if p["chosen"]}
        own = {entry["project"] for entry in made["chosen"] if entry["scope"] != "region"}
        assert chosen == own
        assert set(made["rejected"]) >= {p["project"] for p in town["projects"] if not p["chosen"]}


def test_what_cannot_be_asked_ends_with_its_code(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "robust", "--orp", "9", "-q").code == 2
    assert run(tmp_path, "robust", "-q").code == 2


def test_the_sheets_hold_what_the_command_tells(folder: Path) -> None:
    told = {town["code"]: town for town in run(folder, "robust", "--json", "-q").json["orps"]}
    for code, name in (("1001", TOWN), ("1002", OTHER)):
        page = load_workbook(folder / "outputs" / name, data_only=True)[SHEET]
        cells = {(cell.row, cell.column): cell.value for row in page.iter_rows() for cell in row}
        shown = {
            value: cells[row, column + 3]
            for (row, column), value in cells.items()
            if column == 1 and cells.get((row, 5)) in {"vždy", "někdy", "nikdy"}
        }
        assert shown == {
            each["project"]: each["share"]
            for each in told[code]["projects"]
            if each["chosen"] or each["class"] != "never"
        }
    region = load_workbook(folder / "outputs" / REGION_BOOK, data_only=True)[SHEET]
    head, *towns = region.iter_rows(min_row=6, values_only=True)
    side = [dict(zip(head, row, strict=True)) for row in towns]
    assert [row["Nejlepších plánů"] for row in side] == [town["plans"] for town in told.values()]
    assert [row["Podíl vah dnešního plánu"] for row in side] == [
        town["share"] for town in told.values()
    ]


def test_there_are_no_sheets_where_nothing_is_explained(tmp_path: Path) -> None:
    write_small(tmp_path)
    assert run(tmp_path, "plan", "-q", "--no-explain").code == 0
    for name in (TOWN, REGION_BOOK):
        assert SHEET not in load_workbook(tmp_path / "outputs" / name).sheetnames


def test_the_step_has_a_name_of_its_own(folder: Path) -> None:
    assert load("cs")("cli.step.robust") in run(folder, "plan", "--force").err
