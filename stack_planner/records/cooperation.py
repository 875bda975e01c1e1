"""What the sheets around the plan say: problem spots of coverage, and what was agreed on visits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from stack_planner.problems import Source

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

NOWHERE = Source()


class Agenda(StrEnum):
    """Whose matter a problem spot is; the two are never mixed."""

    MOBILE = "mobile"
    FIXED = "fixed"


class SpotState(StrEnum):
    """How far a problem spot has come; each agenda has a path of its own."""

    REPORTED = "reported"
    VERIFIED = "verified"
    HANDED_CTU = "handed to CTU"
    MEASURED = "measured"
    LISTED = "listed"
    NOT_LISTED = "not listed"
    COVERED = "covered"
    HANDED_BCO = "handed to BCO"
    MAPPED = "mapped"
    SUPPORTED = "supported"
    OUTSIDE = "outside"
    CONNECTED = "connected"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where the mobile signal or the fixed internet is not enough.

    Positions in degrees (WGS 84), speed in Mbit/s, signal in dBm; ``population`` are the people
    concerned. Codes are the Czech Statistical Office's (municipality, settlement unit) and RÚIAN's
    (address point). Whoever complained is never named.
    """

    code: str
    agenda: Agenda
    municipality: str
    description: str
    state: SpotState
    part: str = ""
    settlement: str = ""
    address: str = ""
    address_point: str = ""
    latitude: Fraction | None = None
    longitude: Fraction | None = None
    trouble: str = ""
    operator: str = ""
    operators: int | None = None
    technology: str = ""
    backbone: bool | None = None
    speed: Fraction | None = None
    signal: Fraction | None = None
    measured_on: date | None = None
    category: str = ""
    population: int | None = None
    state_date: date | None = None
    reference: str = ""
    note: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A state that a spot came to, as the record of earlier runs or its sheet tells it."""

    spot: str
    agenda: Agenda
    state: SpotState
    on: date | None = None
    reference: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One topic of one visit to a town: what was concluded, and the task that came of it."""

    held_on: date
    orp: str
    topic: str
    participants: str = ""
    project: str | None = None
    conclusion: str = ""
    task: str = ""
    responsible: str = ""
    due: date | None = None
    state: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)
