"""What every district needs in every area, who said so, and which areas several need urgently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.scoring.needs import HIGHEST_URGENCY

if TYPE_CHECKING:
    from stack_planner.results import Plan

URGENT = Fraction(4)
"""From here on (of 5) a need that somebody stated is called urgent."""

SEVERAL = 2
"""So many towns make a common topic."""


class Said(StrEnum):
    """Who said how urgent an area is for a district."""

    MUNICIPALITIES = "municipalities"
    TOWN_HALL = "town hall"
    NOBODY = "nobody"  # the default of the settings counts


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """The need (0…5) of a district in an area: ``answered`` of its municipalities, ``asked`` all.

    Where none of them answered the town hall counts, and where that is silent too a default.
    """

    orp: str
    area: str
    need: Fraction
    said: Said
    answered: int
    asked: int

    @property
    def is_urgent(self) -> bool:
        """Whether somebody called it urgent; a default never is."""
        return self.said is not Said.NOBODY and self.need >= URGENT


@dataclass(frozen=True, slots=True)
class SharedArea:
    """An area with the needs of the districts, by code, of which several are urgent."""

    area: str
    needs: tuple[AreaNeed, ...]

    @property
    def urgent(self) -> tuple[AreaNeed, ...]:
        """The urgent ones."""
        return tuple(need for need in self.needs if need.is_urgent)

    @property
    def orps(self) -> tuple[str, ...]:
        """The towns for whose districts it is urgent."""
        return tuple(need.orp for need in self.urgent)


def needs_of(plan: Plan) -> tuple[AreaNeed, ...]:
    """Every need that the plan knows, by area and town; a public copy knows no confidential one."""
    said = _said(plan)
    found = []
    for (orp, area), share in plan.scores.needs.items():
        who = said.get((orp, area), Said.NOBODY)
        answered = plan.scores.answered[orp, area]
        found.append(AreaNeed(orp, area, share * HIGHEST_URGENCY, who, *answered))
    return tuple(sorted(found, key=lambda need: (need.area, need.orp)))


def shared_areas(plan: Plan) -> tuple[SharedArea, ...]:
    """The areas that are urgent for several districts, by name."""
    needs = needs_of(plan)
    areas = (
        SharedArea(area, tuple(need for need in needs if need.area == area))
        for area in sorted({need.area for need in needs})
    )
    return tuple(area for area in areas if len(area.urgent) >= SEVERAL)


def _said(plan: Plan) -> dict[tuple[str, str], Said]:
    """Whose word counts, by (ORP, area), where anybody's does."""
    found: dict[tuple[str, str], Said] = {}
    for need in plan.strategy.needs:
        who = Said.TOWN_HALL if need.municipality is None else Said.MUNICIPALITIES
        if found.get((need.orp, need.area)) is not Said.MUNICIPALITIES:
            found[need.orp, need.area] = who
    return found
