"""Participatory budgets of whole cities, a district as an ORP, through the workbooks.

Data: Pabulib, http://pabulib.org (Faliszewski et al., IJCAI 2023, Participatory Budgeting: Data,
Tools and Analysis); the tables with their verified optima are read from ``../shared`` where it is.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from stack_planner.workbook.inputs import input_workbook
from tests.running import run

CASES = Path(__file__).parent.parent.parent / "shared" / "cases" / "open" / "pabulib"
VOTES_OF_FULL_VALUE = 100_000
"""So that a vote is 10⁻³ point and every sum of votes is exact."""


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def write_city(folder: Path, bundle: str) -> int:
    """Writes a city's workbooks; gives the sum of the districts' optimal votes."""
    budgets = rows_of(CASES / "tables" / bundle / "budget.csv")
    projects = rows_of(CASES / "tables" / bundle / "projects.csv")
    codes = {row["district"]: f"{place:03}" for place, row in enumerate(budgets, 1)}
    stack: dict[str, list[dict[str, Any]]] = {
        "projects": [
            {
                "code": row["id"],
                "name": row["name"],
                "area": "PB",
                "scope": "ORP",
                "only_orps": [codes[row["district"]]],
                "capex": int(row["cost"]),
            }
            for row in projects
        ],
        "criteria": [
            {
                "code": "votes",
                "name": "Votes",
                "weight": 1,
                "level_0": 0,
                "level_100": VOTES_OF_FULL_VALUE,
            }
        ],
        "scores": [{"project": row["id"], "votes": int(row["votes"])} for row in projects],
    }
    needs: dict[str, list[dict[str, Any]]] = {
        "orps": [
            {"code": codes[row["district"]], "name": row["district"], "population": 1}
            for row in budgets
        ],
        "budgets": [
            {"orp": codes[row["district"]], "year": 2027, "capex": int(row["budget"])}
            for row in budgets
        ],
        "needs": [{"orp": code, "area": "PB", "urgency": 5} for code in codes.values()],
    }
    (folder / "inputs").mkdir()
    for name, tables in (("stack", stack), ("needs", needs)):
        file = {"stack": "project_stack.xlsx", "needs": "municipal_needs.xlsx"}[name]
        (folder / "inputs" / file).write_bytes(input_workbook(name, tables, "cs"))
    known = {row["bundle"]: row for row in rows_of(CASES / "bundles.csv")}
    return int(known[bundle]["sum_of_optima_votes"])


@pytest.mark.slow
@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
@pytest.mark.parametrize("bundle", ["gdynia_2022", "katowice_2022"])
def test_a_city_reaches_the_sum_of_its_districts_optima(tmp_path: Path, bundle: str) -> None:
    votes = write_city(tmp_path, bundle)
    ended = run(tmp_path, "plan", "--json", "-q")
    assert ended.code == 0, ended.err
    plan = ended.json
    assert plan["status"] == "optimal"
    assert round(plan["objective"] * VOTES_OF_FULL_VALUE / 100) == votes
    assert len(plan["files"]) == len(plan["orps"]) + 1
