"""Where problem spots lie and whom they concern: positions, inhabitants, places given twice."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.gazetteer import place_of
from stack_planner.likeness import bare
from stack_planner.problems import Severity, at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.gazetteer import Place
    from stack_planner.problems import Problem
    from stack_planner.records import Municipality, Spot, Strategy

FARTHEST = 30
"""Kilometres from a municipality's own position; none of the region reaches so far."""

RADIUS = 6371
"""Of the Earth in kilometres."""


def check_places(strategy: Strategy) -> Iterator[Problem]:
    """Half positions and far ones, more people than live there, and places given twice."""
    municipalities = {place.code: place for place in strategy.municipalities}
    for spot in strategy.rows("spots"):
        yield from as_far_as_known(_half(spot))
        yield from as_far_as_known(_far(spot))
        yield from as_far_as_known(_people(spot, municipalities))
    yield from _twice(strategy)


def _half(spot: Spot) -> Iterator[Problem]:
    given = spot.latitude is not None, spot.longitude is not None
    if sum(given) == 1:
        missing, there = ("longitude", "latitude") if given[0] else ("latitude", "longitude")
        seen = f"{float(getattr(spot, there)):g}"
        yield at(spot.source, missing, "spot_position_half", seen, Severity.WARNING)


def _far(spot: Spot) -> Iterator[Problem]:
    place = place_of(spot.municipality)
    if place is None or spot.latitude is None or spot.longitude is None:
        return
    latitude, longitude = float(spot.latitude), float(spot.longitude)
    away = _kilometres(place, latitude, longitude)
    if away > FARTHEST:
        seen = f"{latitude:g}, {longitude:g}"
        where = (spot.source, "latitude", "spot_position_far", seen, Severity.WARNING)
        yield at(*where, km=round(away), farthest=FARTHEST, municipality=spot.municipality)


def _kilometres(place: Place, latitude: float, longitude: float) -> float:
    """The way to a place as the crow flies (haversine formula)."""
    one, other = radians(place.latitude), radians(latitude)
    up, across = other - one, radians(longitude - place.longitude)
    chord = sin(up / 2) ** 2 + cos(one) * cos(other) * sin(across / 2) ** 2
    return 2 * RADIUS * asin(sqrt(chord))


def _people(spot: Spot, municipalities: Mapping[str, Municipality]) -> Iterator[Problem]:
    place = municipalities.get(spot.municipality)
    if place and spot.population is not None and spot.population > place.population:
        where = (spot.source, "population", "spot_population_above", spot.population)
        yield at(*where, Severity.WARNING, municipality=place.name, population=place.population)


def _twice(strategy: Strategy) -> Iterator[Problem]:
    """Two spots of one agenda at one address point, or of one description in one settlement."""
    first: dict[tuple[str, ...], Spot] = {}
    for spot in strategy.spots:
        for key in _keys(spot):
            other = first.setdefault(key, spot)
            if other is not spot:
                told = {"other": other.code, "first": other.source.place("code")}
                yield at(spot.source, "code", "spot_twice", spot.code, Severity.WARNING, **told)
                break


def _keys(spot: Spot) -> Iterator[tuple[str, ...]]:
    """What tells a place from all others of its agenda, one way or the other."""
    where = (spot.agenda, spot.municipality)
    if spot.address_point:
        yield *where, "point", spot.address_point
    else:
        settlement = spot.settlement or bare(spot.part)
        yield *where, "described", settlement, bare(spot.address), bare(spot.description)
