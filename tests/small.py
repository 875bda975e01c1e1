"""A region of two towns, small enough to be counted by hand, as input workbooks.

Town 1001 has 800,000 CZK a year, town 1002 has 450,000; the region 500,000 in the first year. The
values follow from need 5 of 5 everywhere: 100 · (0.75 · K1 / 10 + 0.25 · K2).

========  =======  =========  ======  ===  ==  ============
project   scope    capex      opex    K1   K2  value
========  =======  =========  ======  ===  ==  ============
P1        ORP        700,000  10,000    8   1  85
P2        ORP        600,000       0    6   0  45
P3        joint      400,000       0    4   1  55
P4        region     300,000  20,000    2   0  15 a town
========  =======  =========  ======  ===  ==  ============

P2 may be co-financed by F (50 %, back a year later). P3 is shared by population (3 : 1).
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

from stack_planner.workbook.inputs import input_workbook, settings_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Tables = dict[str, list[dict[str, Any]]]

PROJECTS = [
    {"code": "P1", "name": "Portál", "area": "A", "scope": "ORP", "capex": 700_000, "opex": 10_000},
    {
        "code": "P2",
        "name": "Síť",
        "area": "A",
        "scope": "ORP",
        "capex": 600_000,
        "programmes": ["F"],
    },
    {"code": "P3", "name": "Společně", "area": "B", "scope": "joint", "capex": 400_000},
    {
        "code": "P4",
        "name": "Krajský",
        "area": "B",
        "scope": "region",
        "capex": 300_000,
        "opex": 20_000,
    },
]
TABLES: Tables = {
    "projects": PROJECTS,
    "criteria": [
        {"code": "K1", "name": "Přínos", "weight": 3, "level_0": 0, "level_100": 10},
        {"code": "K2", "name": "Povinnost", "weight": 1, "level_0": 0, "level_100": 1},
    ],
    "scores": [
        {"project": "P1", "K1": 8, "K2": 1},
        {"project": "P2", "K1": 6, "K2": 0},
        {"project": "P3", "K1": 4, "K2": 1},
        {"project": "P4", "K1": 2, "K2": 0},
    ],
    "links": [],
    "programmes": [
        {"code": "F", "name": "Fond", "rate": 50, "delay": 1, "vat_eligible": True},
    ],
    "pool": [
        {"year": 2027, "capex": 500_000, "opex": 50_000},
        {"year": 2028, "capex": 0, "opex": 50_000},
    ],
    "rules": [],
    "orps": [
        {"code": "1001", "name": "Větší", "population": 30_000},
        {"code": "1002", "name": "Menší", "population": 10_000},
    ],
    "municipalities": [{"code": "500001", "name": "Ves", "orp": "1001", "population": 900}],
    "budgets": [
        {"orp": orp, "year": year, "capex": capex, "opex": 100_000, "effort": 50}
        for orp, capex in (("1001", 800_000), ("1002", 450_000))
        for year in (2027, 2028)
    ],
    "needs": [
        {"orp": orp, "area": area, "urgency": 5} for orp in ("1001", "1002") for area in ("A", "B")
    ],
    "positions": [],
}
SETTINGS = {"growth": (0, ""), "reserve": (0, "")}
STACK_TABLES = (
    "projects",
    "criteria",
    "scores",
    "links",
    "programmes",
    "pool",
    "rules",
    "group_costs",
    "pairwise",
    "weight_answers",
    "scenarios",
)
NEEDS_TABLES = (
    "orps",
    "municipalities",
    "budgets",
    "needs",
    "positions",
    "spots",
    "meetings",
)


def spot(code: str, **said: Any) -> dict[str, Any]:  # noqa: ANN401 — cells of any kind
    """A row of a problem spot in the only municipality: mobile and reported, unless said."""
    usual = {
        "code": code,
        "agenda": "mobile",
        "municipality": "500001",
        "description": "Domy u lesa",
        "state": "reported",
    }
    return usual | said


def meeting(orp: str, **said: Any) -> dict[str, Any]:  # noqa: ANN401 — cells of any kind
    """A row of a visit to a town, about a topic and nothing else unless said."""
    return {"held_on": date(2026, 5, 12), "orp": orp, "topic": "Společné projekty"} | said


Change = "Callable[[Tables], object]"


def write_small(folder: Path, change: Callable[[Tables], object] = lambda _: None) -> Path:
    """Writes both workbooks, their tables changed first, into ``inputs`` of ``folder``."""
    tables = deepcopy(TABLES)
    tables["settings"] = [dict(row) for row in settings_rows(SETTINGS, "cs")]
    change(tables)
    inputs = folder / "inputs"
    inputs.mkdir(exist_ok=True)
    for workbook, file, names in (
        ("stack", "project_stack.xlsx", (*STACK_TABLES, "settings")),
        ("needs", "municipal_needs.xlsx", NEEDS_TABLES),
    ):
        rows = {name: tables[name] for name in names if name in tables}
        (inputs / file).write_bytes(_written(workbook, rows))
    return folder


_WRITTEN: dict[str, bytes] = {}


def _written(workbook: str, rows: Tables) -> bytes:
    """The workbook; most tests change one of the two, the other one is written once."""
    key = f"{workbook} {rows}"
    if key not in _WRITTEN:
        _WRITTEN[key] = input_workbook(workbook, rows, "cs")
    return _WRITTEN[key]
