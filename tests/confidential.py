"""A small region with things that the public may not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.records import Method
from tests.eliciting import rows

if TYPE_CHECKING:
    from tests.small import Tables

SECRETS = (
    *("TAJ1", "TAJ2", "TAJ3", "TAJ4", "Trezor", "Hradba", "Zátaras", "Brána", "Mlčenlivost"),
    *("Opatřený", "Nováková", "Dvořák", "Schvalovatel", "tajná poznámka", "FTAJ", "Utajený fond"),
    *("Naléhavě", "Hromadná"),
)
"""Codes, names, an area, descriptions, persons, reasons and a programme that nobody may see."""


def confidential(tables: Tables) -> None:
    """Secret projects of each kind, one rejected; links, rules, needs and persons."""
    secret: dict[str, Any] = {"confidential": True, "description": "Opatřený popis"}
    tables["projects"] += [
        {
            "code": "TAJ1",
            "name": "Trezor",
            "area": "Mlčenlivost",
            "scope": "ORP",
            "capex": 90_000,
            "opex": 3_000,
            "effort": 7,
            "programmes": ["F", "FTAJ"],
            "regional_grant": 10,
            "one_off": 2_000,
            "smart_level": "Hromadná",
            **secret,
        },
        {
            "code": "TAJ2",
            "name": "Hradba",
            "area": "A",
            "scope": "joint",
            "capex": 30_000,
            "opex": 1_000,
            **secret,
        },
        {
            "code": "TAJ3",
            "name": "Zátaras",
            "area": "A",
            "scope": "region",
            "capex": 20_000,
            **secret,
        },
        {
            "code": "TAJ4",
            "name": "Brána",
            "area": "B",
            "scope": "ORP",
            "capex": 90_000_000,
            **secret,
        },
    ]
    tables["projects"][0] |= {"owner": "Jana Nováková", "effort": 5}
    tables["scores"] += [{"project": f"TAJ{n}", "K1": 5, "K2": 1} for n in (1, 2, 3, 4)]
    for town in ("1001", "1002"):
        tables["needs"].append({"orp": town, "area": "Mlčenlivost", "urgency": 4})
    tables["needs"][0] |= {"confidential": True, "reason": "Naléhavě: Petr Dvořák"}
    tables["programmes"].append({"code": "FTAJ", "name": "Utajený fond", "rate": 60})
    tables["programmes"][0] |= {"allocation": 5_000_000}
    tables["links"] = [
        {"first": "TAJ1", "relation": "synergy", "second": "P1", "points": 3},
        {"first": "TAJ4", "relation": "requires", "second": "P1"},
    ]
    tables["rules"] = [
        {"kind": "at least", "group": ["Mlčenlivost"], "bound": 1, "orp": "1001"},
        {"kind": "at most", "group": ["B"], "bound": 9},
        {"kind": "at most", "group": ["P1", "P2"], "bound": 2},
    ]
    tables["positions"] = [
        {
            "orp": "1001",
            "project": "TAJ1",
            "stance": "must",
            "approved_by": "Schvalovatel",
            "note": "tajná poznámka",
        },
        {"orp": "1002", "project": "P1", "stance": "refuses", "approved_by": "Schvalovatel"},
        {"orp": "1002", "project": "TAJ4", "stance": "done"},
        {"orp": "1001", "project": "TAJ2", "stance": "must"},
        {"orp": "1002", "project": "TAJ2", "stance": "must"},
    ]
    tables["weight_answers"] = [
        *rows("Jana Nováková", Method.DIRECT, {"K1": 60, "K2": 40}),
        *rows("ing. Dvořák", Method.SWING, {"K1": 100, "K2": 30}),
        *rows("Schvalovatel", Method.RANK, {"K1": 1, "K2": None}),
    ]
    for row in tables["budgets"]:
        row["prefinancing"] = 400_000 if row["orp"] == "1002" else None
