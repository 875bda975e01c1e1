"""How urgent each area is, by a rule from public figures: nobody was asked."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from stack_planner.sample.files import stated
from stack_planner.sample.places import in_district, towns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.sample.places import Municipality, Town

HIGHEST = 5


def need_rows() -> list[dict[str, Any]]:
    """A row an answer: by town, the town hall's areas first, then each municipality's."""
    rule = stated("towns")
    rows = []
    for town in towns():
        halls = [area for area in rule["area"] if area["asked"] == "hall"]
        rows += [_need(town.seat, area, rule["urgency"]) for area in halls]
        for place in answering(town):
            asked = [area for area in rule["area"] if _is_asked(place, area, rule["answers"])]
            rows += [
                _need(place, area, rule["urgency"]) | {"municipality": place.code} for area in asked
            ]
    return rows


def answering(town: Town) -> list[Municipality]:
    """The municipalities of a district that answered, sorted by code.

    The most populous ones, and of the others with inhabitants every n-th by code.
    """
    rule = stated("towns")["answers"]
    inhabited = [place for place in in_district(town.code) if place.population]
    by_size = sorted(inhabited, key=lambda place: (-place.population, place.code))
    largest = by_size[: rule["largest"]]
    others = [place for place in inhabited if place not in largest]
    every = rule["every"]
    return sorted([*largest, *others[every - 1 :: every]], key=lambda place: place.code)


def _is_asked(place: Municipality, area: Mapping[str, Any], rule: Mapping[str, Any]) -> bool:
    is_town = place.population >= int(rule["town"])
    return area["asked"] in ({"all", "towns"} if is_town else {"all"})


def _need(place: Municipality, area: Mapping[str, Any], rule: Mapping[str, Any]) -> dict[str, Any]:
    population = f"{place.population:,}".replace(",", " ")
    aged = f"{float(place.aged):.1f}".replace(".", ",")
    return {
        "orp": place.orp,
        "area": area["name"],
        "urgency": urgency(place, area, rule),
        "reason": area["reason"].format(population=population, aged=aged),
        "confidential": area.get("confidential", False),
    }


def urgency(place: Municipality, area: Mapping[str, Any], rule: Mapping[str, Any]) -> Fraction:
    """The urgency 0–5 in halves: base, a step for the size, a part for the share of people 65+."""
    step = sum(place.population >= bound for bound in rule["steps"])
    older = (place.aged - rule["usual_aged"]) / rule["aged_unit"]
    exact = area["base"] + area["size"] * step + area["aged"] * older
    halves = floor(2 * exact + Fraction(1, 2))
    return min(max(Fraction(halves, 2), Fraction(0)), Fraction(HIGHEST))
