"""The seven towns and the 134 municipalities of the region, from public figures.

Population and share of people 65+: Czech Statistical Office, 31 Dec 2020. Expenditure: the town's
own in 2019, Ministry of Finance, Monitor.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from stack_planner.sample.files import listed


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of a district; ``aged`` is its percentage of people aged 65 and more."""

    code: str
    name: str
    orp: str
    population: int
    aged: Fraction


@dataclass(frozen=True, slots=True)
class Town:
    """A town with extended powers; ``population`` is the district's, ``seat`` the town itself.

    ``capital`` and ``running`` are the town's own expenditure of 2019 in CZK.
    """

    code: str
    name: str
    population: int
    seat: Municipality
    ico: str
    capital: Fraction
    running: Fraction


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities, sorted by code."""
    return tuple(
        Municipality(
            row["code"], row["name"], row["orp"], int(row["population"]), Fraction(row["aged"])
        )
        for row in listed("municipalities")
    )


@cache
def towns() -> tuple[Town, ...]:
    """The seven towns, sorted by code."""
    by_code = {place.code: place for place in municipalities()}
    return tuple(
        Town(
            code=row["code"],
            name=row["name"],
            population=sum(place.population for place in in_district(row["code"])),
            seat=by_code[row["seat"]],
            ico=row["ico"],
            capital=Fraction(row["capital_2019"]),
            running=Fraction(row["running_2019"]),
        )
        for row in listed("towns")
    )


def in_district(orp: str) -> list[Municipality]:
    """The municipalities of one district, sorted by code."""
    return [place for place in municipalities() if place.orp == orp]
