"""The examples are what they say: their inputs, their plans, the lines they show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.running import run
from tests.small import write_small

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("01-*")), ids=lambda path: path.name)
def test_an_example_prints_what_its_readme_shows(tmp_path: Path, example: Path) -> None:
    shutil.copytree(example / "inputs", tmp_path / "inputs")
    ended = run(tmp_path, "plan", "--lang", "en")
    assert ended.code == 0
    shown = (example / "README.md").read_text(encoding="utf-8").splitlines()
    towns = [line for line in ended.out.splitlines() if line[:4].isdigit()]
    assert towns
    assert set(towns) <= set(shown)


def test_the_two_towns_are_those_of_the_tests(tmp_path: Path) -> None:
    write_small(tmp_path)
    for file in ("project_stack.xlsx", "municipal_needs.xlsx"):
        here = load_workbook(EXAMPLES / "01-two-towns" / "inputs" / file)
        there = load_workbook(tmp_path / "inputs" / file)
        assert here.sheetnames == there.sheetnames
        for sheet in here:
            assert list(sheet.values) == list(there[sheet.title].values)
