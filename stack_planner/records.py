"""What the workbooks say, as values: money in whole CZK, shares as fractions, codes as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.problems import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NOWHERE = Source()

REGION = "region"
"""The payer and block of the region's own projects, its part of joint ones and its grants."""


class Scope(StrEnum):
    """Who does a project."""

    ORP = "ORP"
    JOINT = "joint"
    REGION = "region"


class Stance(StrEnum):
    """What a town decided about a project."""

    MUST = "must"
    INTEREST = "interest"
    REFUSES = "refuses"
    DONE = "done"


class Relation(StrEnum):
    """How two projects of one town belong together."""

    REQUIRES = "requires"
    EXCLUDES = "excludes"
    TOGETHER = "together"
    SYNERGY = "synergy"


class CostKey(StrEnum):
    """By what the joint part of a joint project is shared beforehand."""

    DISTRICT_POPULATION = "population"
    TOWN_POPULATION = "town population"
    EQUAL = "equal"
    REGION = "region"


class Certainty(StrEnum):
    """How sure the money of a programme is."""

    APPROVED = "approved"
    SUBMITTED = "submitted"
    ANNOUNCED = "announced"
    ASSUMED = "assumed"


class RuleKind(StrEnum):
    """What a rule of the strategy limits."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    SHARE_AT_MOST = "share at most"
    SHARE_AT_LEAST = "share at least"


class ValueBase(StrEnum):
    """How the towns' values are added up."""

    EQUAL = "equal"
    POPULATION = "population"


class Fairness(StrEnum):
    """Whether the worst-off towns are lifted before the total value."""

    NONE = "none"
    MINIMUM = "minimum"


class NeedRule(StrEnum):
    """How the answers of a district's municipalities make one need."""

    AVERAGE = "average"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Project:
    """One row of the project stack. Costs in CZK incl. VAT, in prices of the settings' year."""

    code: str
    name: str
    area: str
    scope: Scope
    only_orps: tuple[str, ...] = ()
    holder: str = ""
    smart_level: str = ""
    owner: str = ""
    description: str = ""
    origin: str = ""
    stage: str = ""
    confidential: bool = False
    must_start_by: int | None = None
    must_finish_by: int | None = None
    earliest: int | None = None
    latest: int | None = None
    capex: int = 0
    capex_by_year: tuple[int, ...] = ()
    duration: int = 1
    capex_per_inhabitant: Fraction = Fraction(0)
    capex_per_participant: int = 0
    opex_per_participant: int = 0
    one_off: int = 0
    opex: int = 0
    opex_saved: int = 0
    service_life: int | None = None
    sustainability: int | None = None
    min_participants: int = 2
    key: CostKey = CostKey.DISTRICT_POPULATION
    effort: int = 0
    programmes: tuple[str, ...] = ()
    eligible: Fraction = Fraction(1)
    vat: Fraction = Fraction(21, 100)
    regional_grant: Fraction = Fraction(0)
    paragraph: str = ""
    paragraph_region: str = ""
    item_capex: str = ""
    item_one_off: str = ""
    item_opex: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)

    @property
    def profile(self) -> tuple[int, ...]:
        """Capex of the project years, whole CZK; the remainder of an even split goes first."""
        if self.capex_by_year:
            return self.capex_by_year
        share, rest = divmod(self.capex, self.duration)
        return tuple(share + (year < rest) for year in range(self.duration))

    @property
    def is_mandatory(self) -> bool:
        """Whether the law requires it by some year."""
        return self.must_start_by is not None or self.must_finish_by is not None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion with fixed levels: ``level_0`` is worth nothing, ``level_100`` full value.

    ``curve`` holds the points (raw level, share of full value) between the two levels.
    """

    code: str
    name: str
    weight: Fraction
    level_0: Fraction
    level_100: Fraction
    curve: tuple[tuple[Fraction, Fraction], ...] = ()
    weight_min: Fraction | None = None
    weight_max: Fraction | None = None
    rank: int | None = None
    unit: str = ""
    why: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Score:
    """The raw level of a project on a criterion, for all towns or (``orp``) for one."""

    project: str
    orp: str | None
    criterion: str
    level: Fraction
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """``first`` requires, excludes, goes together with or strengthens ``second``."""

    first: str
    relation: Relation
    second: str
    points: Fraction = Fraction(0)
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that co-finances projects; amounts in CZK, ``delay`` in years."""

    code: str
    name: str
    rate: Fraction
    min_eligible: int | None = None
    max_eligible: int | None = None
    max_grant: int | None = None
    allocation: int | None = None
    delay: int = 0
    spend_from: int | None = None
    spend_to: int | None = None
    vat_eligible: bool = True
    limits_without_vat: bool = False
    opex_eligible: bool = False
    sustainability: int | None = None
    certainty: Certainty = Certainty.ASSUMED
    with_regional_grant: bool = True
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Budget:
    """A town's (or the region's) free money of one year, CZK; ``None`` means without limit.

    ``bridges`` says that a ceiling on grants spent and not yet received was given (perhaps "without
    limit"); where it was left blank the whole expense must fit ``capex`` until the grant arrives.
    """

    orp: str
    year: int
    capex: int | None
    opex: int | None = None
    prefinancing: int | None = None
    effort: int | None = None
    bridges: bool = False
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the strategy on a group of projects, in one town or (``orp`` None) in each."""

    kind: RuleKind
    group: tuple[str, ...]
    bound: Fraction
    orp: str | None = None
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Orp:
    """A town with extended powers and its district."""

    code: str
    name: str
    population: int
    town_population: int | None = None
    ico: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of a district."""

    code: str
    name: str
    orp: str
    population: int
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Need:
    """How urgent (0–5) an area is for a municipality, or for the town hall of the district."""

    orp: str
    municipality: str | None
    area: str
    urgency: Fraction
    reason: str = ""
    confidential: bool = False
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Position:
    """What a town decided about a project; local estimates replace the town's own part."""

    orp: str
    project: str
    stance: Stance
    year: int | None = None
    capex: int | None = None
    opex: int | None = None
    others: int = 0
    approved_by: str = ""
    resolution: str = ""
    date: date | None = None
    note: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole plan."""

    first_year: int
    years: int
    price_year: int
    growth: Fraction = Fraction(0)
    reserve: Fraction = Fraction(0)
    value_base: ValueBase = ValueBase.EQUAL
    default_need: Fraction = Fraction(3)
    need_rule: NeedRule = NeedRule.AVERAGE
    carry_over: bool = False
    fairness: Fairness = Fairness.NONE
    max_loss: Fraction = Fraction(5, 100)
    max_cover: Fraction = Fraction(1)

    @property
    def horizon(self) -> range:
        """The years of the plan."""
        return range(self.first_year, self.first_year + self.years)

    @property
    def last_year(self) -> int:
        """The last year of the plan."""
        return self.first_year + self.years - 1


@dataclass(frozen=True)
class Strategy:
    """Everything the two workbooks say; every sequence sorted by code."""

    settings: Settings
    projects: tuple[Project, ...]
    criteria: tuple[Criterion, ...]
    scores: tuple[Score, ...]
    links: tuple[Link, ...]
    programmes: tuple[Programme, ...]
    pool: tuple[Budget, ...]
    rules: tuple[Rule, ...]
    pairwise: tuple[tuple[Fraction, ...], ...]
    orps: tuple[Orp, ...]
    municipalities: tuple[Municipality, ...]
    budgets: tuple[Budget, ...]
    needs: tuple[Need, ...]
    positions: tuple[Position, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def project(self) -> Mapping[str, Project]:
        """Projects by code."""
        return {project.code: project for project in self.projects}

    @cached_property
    def orp(self) -> Mapping[str, Orp]:
        """ORPs by code."""
        return {orp.code: orp for orp in self.orps}

    @cached_property
    def programme(self) -> Mapping[str, Programme]:
        """Programmes by code."""
        return {programme.code: programme for programme in self.programmes}

    @cached_property
    def position(self) -> Mapping[tuple[str, str], Position]:
        """Positions by (ORP, project)."""
        return {(position.orp, position.project): position for position in self.positions}

    @cached_property
    def budget(self) -> Mapping[tuple[str, int], Budget]:
        """The towns' budgets by (ORP, year)."""
        return {(budget.orp, budget.year): budget for budget in self.budgets}

    @cached_property
    def pool_budget(self) -> Mapping[int, Budget]:
        """The region's budget by year."""
        return {budget.year: budget for budget in self.pool}

    @cached_property
    def _limits(self) -> Mapping[str, tuple[Budget, ...]]:
        horizon = self.settings.horizon
        nothing = (Budget(REGION, year, 0, 0) for year in horizon)
        return {
            REGION: tuple(self.pool_budget.get(budget.year, budget) for budget in nothing),
            **{
                orp.code: tuple(self.budget[orp.code, year] for year in horizon)
                for orp in self.orps
            },
        }

    def limits(self, payer: str) -> tuple[Budget, ...]:
        """The budgets of the horizon's years of a town or of ``REGION``.

        A pool that is not given at all is a pool of nothing.
        """
        return self._limits[payer]

    def bridges(self, payer: str, year: int) -> bool:
        """Whether grants spent in a year are pre-financed under a ceiling, not within the limits.

        What was spent before the horizon counts as spent in its first year, what is spent after it
        as in its last.
        """
        settings = self.settings
        inside = min(max(year, settings.first_year), settings.last_year)
        return self.limits(payer)[inside - settings.first_year].bridges

    def usable(self, payer: str, limit: int) -> int:
        """A limit less the reserve, which only towns keep; whole CZK, rounded down."""
        if payer == REGION:
            return limit
        return int(limit * (1 - self.settings.reserve))

    def stance(self, orp: str, project: str) -> Stance:
        """What a town decided about a project; interest where it said nothing."""
        position = self.position.get((orp, project))
        return position.stance if position else Stance.INTEREST

    def may_take(self, orp: str, project: Project) -> bool:
        """Whether the project is open to a town: allowed there, neither refused nor done."""
        allowed = not project.only_orps or orp in project.only_orps
        return allowed and self.stance(orp, project.code) not in {Stance.REFUSES, Stance.DONE}

    def takers(self, project: Project) -> tuple[Orp, ...]:
        """The towns that may take, join or be served by a project."""
        return tuple(orp for orp in self.orps if self.may_take(orp.code, project))

    @cached_property
    def demanded(self) -> frozenset[tuple[str, str]]:
        """(project, payer) of every copy that the law or a town's decision demands."""
        copies = {
            (position.project, position.orp)
            for position in self.positions
            if position.stance is Stance.MUST
        }
        for project in self.projects:
            takers = self.takers(project)
            if project.is_mandatory and takers:
                payers = [orp.code for orp in takers] if project.scope is Scope.ORP else [REGION]
                copies |= {(project.code, payer) for payer in payers}
        return frozenset(copies)
