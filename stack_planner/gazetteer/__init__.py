"""Where the municipalities of Czechia lie, by district (ORP).

``gazetteer.csv`` holds all 6,258 of them: codes and districts of the Czech Statistical Office, and
coordinates of the Register of Territorial Identification (RÚIAN; WGS 84, rounded to a thousandth of
a degree), state at 31 Dec 2020. It is read when a place is first asked for.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality with its position in degrees; ``is_seat`` of the town of its district."""

    code: str
    orp: str
    latitude: float
    longitude: float
    is_seat: bool


@cache
def _districts() -> dict[str, tuple[Place, ...]]:
    """All places by the code of their district."""
    text = files(__package__).joinpath("gazetteer.csv").read_text(encoding="utf-8")
    found: dict[str, list[Place]] = {}
    for row in csv.DictReader(text.splitlines()):
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        place = Place(row["code"], row["orp"], latitude, longitude, row["seat"] == "1")
        found.setdefault(place.orp, []).append(place)
    return {orp: tuple(places) for orp, places in found.items()}


@cache
def _by_code() -> dict[str, Place]:
    return {place.code: place for places in _districts().values() for place in places}


def place_of(municipality: str) -> Place | None:
    """The place of a municipality by its code; None where it is not known."""
    return _by_code().get(municipality)


def places_of(orps: Iterable[str]) -> tuple[Place, ...]:
    """The municipalities of some districts, the seat of each first; unknown ones have none."""
    return tuple(
        place
        for orp in orps
        for place in sorted(_districts().get(orp, ()), key=lambda p: (not p.is_seat, p.code))
    )
