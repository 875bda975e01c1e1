"""What each row of the workbooks says: money in whole CZK, shares as fractions, codes as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.problems import Source
from stack_planner.records.vocabulary import (
    Aim,
    Certainty,
    ChangeKind,
    CostKey,
    Fairness,
    Method,
    NeedRule,
    Relation,
    RuleKind,
    Scope,
    Stance,
    ValueBase,
    WeightSource,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NOWHERE = Source()


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
    capex_min: int | None = None
    capex_max: int | None = None
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
    aim: Aim | None = None
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
    apply_by: date | None = None
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
class GroupCost:
    """What a group of towns would pay in all if it did a joint project by itself, whole CZK."""

    project: str
    group: tuple[str, ...]
    amount: int
    source: Source = field(default=NOWHERE, compare=False, repr=False)

    @property
    def towns(self) -> frozenset[str]:
        """The group without order."""
        return frozenset(self.group)


@dataclass(frozen=True, slots=True)
class WeightAnswer:
    """One answer of a person on weights: of a criterion alone, or ``against`` another one."""

    person: str
    method: Method
    criterion: str
    value: Fraction
    against: str | None = None
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """One change of a scenario: of which things (none named: of all), by how many per cent.

    ``value`` of a weight is no change: it is the criterion's new part of all weights, in per cent.
    """

    scenario: str
    kind: ChangeKind
    subject: tuple[str, ...] = ()
    value: Fraction | None = None
    note: str = ""
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
    """What holds for the whole plan; ``sources`` are the rows of what was given, by field."""

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
    region_name: str = ""
    weight_source: WeightSource = WeightSource.CRITERIA
    sources: Mapping[str, Source] = field(
        default_factory=dict, compare=False, repr=False, hash=False
    )

    @property
    def horizon(self) -> range:
        """The years of the plan."""
        return range(self.first_year, self.first_year + self.years)

    @property
    def last_year(self) -> int:
        """The last year of the plan."""
        return self.first_year + self.years - 1
