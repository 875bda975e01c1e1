"""The main job on the shipped sample, slow: proven, repeatable, and every workbook recalculates.

``STACK_PLANNER_JOB`` may name a folder in which ``stack-planner plan --json > plan.json`` has
already run on the sample; without it the job is run here.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from stack_planner.words import load
from tests.calculating import differences, needs_libreoffice, recalculated
from tests.running import run, run_apart

ROOT = Path(__file__).parent.parent
TOWNS = ("Aš", "Cheb", "Karlovy Vary", "Kraslice", "Mariánské Lázně", "Ostrov", "Sokolov")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the main job has run."""
    given = os.environ.get("STACK_PLANNER_JOB")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("job")
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    ended = run_apart(folder, "plan", "--json", "-q")
    assert ended.code == 0, ended.err
    (folder / "plan.json").write_text(ended.out, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def plan(job: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((job / "plan.json").read_text(encoding="utf-8"))
    return answer


def test_the_plan_is_proven(plan: dict[str, Any]) -> None:
    assert plan["status"] in {"optimal", "certified"}
    assert plan["gap"] <= 1e-3
    assert plan["stopped_by"] is None


def test_there_is_a_workbook_for_each_town_and_the_region(job: Path, plan: dict[str, Any]) -> None:
    assert tuple(orp["name"] for orp in plan["orps"]) == TOWNS
    assert len(plan["files"]) == len(TOWNS) + 1
    assert all((job / file).exists() for file in plan["files"])


def test_together_is_worth_more_than_alone(plan: dict[str, Any]) -> None:
    assert plan["region"]["value"] > plan["region"]["alone"]
    assert all(orp["value"] >= orp["alone"] for orp in plan["orps"])


def test_about_half_of_the_wishes_fit(plan: dict[str, Any]) -> None:
    for orp in plan["orps"]:
        share = len(orp["chosen"]) / (len(orp["chosen"]) + len(orp["rejected"]))
        assert 0.35 < share < 0.7, orp["name"]


def test_workbooks_and_json_tell_the_same_money(job: Path, plan: dict[str, Any]) -> None:
    for orp, file in zip(plan["orps"], plan["files"], strict=False):
        sheet = load_workbook(job / file, data_only=True)["Souhrn"]
        value, chosen, own, grants, region, changed = (cell.value for cell in sheet[6][:6])
        assert value == pytest.approx(orp["value"])
        assert chosen == len(orp["chosen"])
        assert own == orp["own_capex"] + orp["own_opex"]
        assert grants == sum(decision["grant"] for decision in orp["chosen"])
        assert region == sum(decision["region"] for decision in orp["chosen"])
        assert changed == 0


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.cs.md", "cs")])
def test_the_readme_shows_what_is_printed(plan: dict[str, Any], name: str, lang: str) -> None:
    words = load(lang)
    shown = (ROOT / name).read_text(encoding="utf-8")
    for orp in plan["orps"]:
        row = next(line for line in shown.splitlines() if line.startswith(orp["code"]))
        own = words.number(orp["own_capex"] + orp["own_opex"])
        for figure in (words.points(orp["value"]), words.points(orp["alone"]), own):
            assert figure.replace("\xa0", " ") in row
    proof = next(line for line in shown.splitlines() if "HiGHS" in line)
    assert words.points(plan["objective"], 4).replace("\xa0", " ") in proof


@needs_libreoffice
def test_libreoffice_counts_every_workbook_the_same(job: Path, tmp_path: Path) -> None:
    files = sorted((job / "outputs").glob("*.xlsx"))
    for ours, theirs in zip(files, recalculated(files, tmp_path), strict=True):
        assert differences(ours, theirs) == []
        for sheet in load_workbook(theirs, data_only=True):
            errors = [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "e"]
            assert errors == [], sheet.title


def test_the_same_input_gives_the_same_bytes(job: Path, tmp_path: Path) -> None:
    shutil.copytree(job / "inputs", tmp_path / "inputs")
    assert run_apart(tmp_path, "plan", "-q", seed="7").code == 0
    for file in sorted((job / "outputs").glob("*.xlsx")):
        assert file.read_bytes() == (tmp_path / "outputs" / file.name).read_bytes(), file.name


def test_the_inputs_are_what_the_example_command_writes(tmp_path: Path) -> None:
    assert run(tmp_path, "example").code == 0
    for file in ("project_stack.xlsx", "municipal_needs.xlsx"):
        ours = load_workbook(ROOT / "inputs" / file)
        new = load_workbook(tmp_path / "inputs" / file)
        assert ours.sheetnames == new.sheetnames
        for sheet in ours:
            values = list(sheet.values)
            assert values == list(new[sheet.title].values), sheet.title
