"""The 45 projects of the sample and their scores."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from stack_planner.sample.files import stated
from stack_planner.sample.places import towns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from stack_planner.sample.places import Town

OF_THE_SAMPLE = ("mark", "address", "attested", "price", "served", "levels")
"""What a project states for the sample alone; everything else is a column of the stack."""

SERVED, READINESS = "K7", "K6"
THOUSAND = 1_000


def project_rows() -> list[dict[str, Any]]:
    """A row a project, its source put together from mark, attested cost and address."""
    return [
        {name: value for name, value in project.items() if name not in OF_THE_SAMPLE}
        | _estimate(project)
        | {"origin": _origin(project)}
        for project in stated("projects")["project"]
    ]


def _estimate(project: Mapping[str, Any]) -> dict[str, int]:
    """The bounds of a project's capex by its stage, in whole thousands away from it."""
    capex = project.get("capex", sum(project.get("capex_by_year", ())))
    share = stated("stack")["range"].get(project["stage"])
    if not capex or share is None:
        return {}
    low, high = share
    return {
        "capex_min": capex * (100 + low) // 100 // THOUSAND * THOUSAND,
        "capex_max": -(-capex * (100 + high) // 100 // THOUSAND) * THOUSAND,
    }


def marks() -> Counter[str]:
    """How many projects bear each mark."""
    return Counter(project["mark"] for project in stated("projects")["project"])


def _origin(project: Mapping[str, Any]) -> str:
    """As ``A2 · doloženo 6 000 000 Kč (2021), zde beze změny · https://…``."""
    cost = "částky: odhad"
    if "attested" in project:
        cost = f"doloženo {project['attested']}, zde {project['price']}"
    return " · ".join((project["mark"], cost, project["address"]))


def score_rows() -> list[dict[str, Any]]:
    """A row a project with all raw levels, and one a town where only the town is served."""
    stack = stated("stack")
    codes = [criterion["code"] for criterion in stack["criterion"]]
    rows: list[dict[str, Any]] = []
    for project in stated("projects")["project"]:
        levels = dict.fromkeys(codes, 0) | project["levels"]
        levels[READINESS] = stack["readiness"][project["stage"]]
        rows.append({"project": project["code"], **levels})
        if project.get("served") == "town":
            rows[-1][SERVED] = _converted(levels[SERVED], *towns())
            rows += _by_town(project, levels[SERVED])
    return rows


def _by_town(project: Mapping[str, Any], level: int) -> Iterator[dict[str, Any]]:
    allowed = project.get("only_orps")
    for town in towns():
        if allowed is None or town.code in allowed:
            served = _converted(level, town)
            yield {"project": project["code"], "orp": town.code, SERVED: served}


def _converted(level: Fraction | int, *of: Town) -> int:
    """A percentage of the towns' inhabitants as one of their districts', whole percent."""
    inside = sum(town.seat.population for town in of)
    return round(level * inside / sum(town.population for town in of))
