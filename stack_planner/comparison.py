"""What stands beside a plan: costs shared otherwise, towns alone and together, how fair it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Split(StrEnum):
    """How those that joined a joint project may share what it costs."""

    FIXED = "fixed"
    BY_KEY = "by_key"
    SHAPLEY = "shapley"


@dataclass(frozen=True, slots=True)
class Objection:
    """A group of towns that would pay less by itself than a split asks of it, and by how much."""

    group: tuple[str, ...]
    excess: Fraction

    @property
    def amount(self) -> int:
        """The excess in whole CZK, rounded up so that it is never nothing."""
        return ceil(self.excess)


@dataclass(frozen=True, slots=True)
class TownShare:
    """What one town pays in a joint project by each split, and alone; ``part`` is of the joint."""

    code: str
    part: int
    fixed: int
    by_key: int
    shapley: int | None
    alone: int


@dataclass(frozen=True)
class Sharing:
    """How a joint project could be shared, CZK in all years of the plan; see ``choosing.joint``.

    ``whole`` is the joint part, ``cover`` what the region pays of it for towns that stayed away,
    ``cost`` what those that joined would pay in all by themselves. ``stated`` says that the costs
    of groups were given. ``objections`` is None where there are too many towns for going through.
    """

    whole: int
    cover: int
    cover_within: int
    cost: int
    stated: bool
    towns: tuple[TownShare, ...]
    objections: Mapping[Split, Objection | None] | None


@dataclass(frozen=True, slots=True)
class Gain:
    """What planning together adds to a town's value alone, in units of 10⁻⁴ point.

    The parts add up to the gain; see ``choosing.together`` for what each means.
    """

    regional: int
    joint: int
    pool: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.regional + self.joint + self.pool


class Reach(StrEnum):
    """Whether a town alone could reach a value with more money."""

    PROVEN = "proven"
    NEVER = "unreachable"
    OPEN = "not proven"


@dataclass(frozen=True, slots=True)
class Lack:
    """The least money that a town alone lacks to reach some value, in CZK.

    ``amount`` is None unless ``reach`` is proven.
    """

    reach: Reach
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A sum of the so many smallest ratios of towns: what the plan has, and what none exceeds.

    ``bound`` is None where nothing is known; ``stopped_by`` says what ended the search for more.
    """

    reached: Fraction
    bound: Fraction | None
    proven: bool
    stopped_by: str | None = None

    def is_within(self, gap: Fraction) -> bool:
        """Whether it is proven, or known up to a part of its bound."""
        bound = self.bound
        return self.proven or (bound is not None and bound - self.reached <= gap * abs(bound))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one town stands in a plan: against itself alone, and in money of the horizon.

    ``ratio`` is V_o / S_o, None where the town reaches nothing alone; the three amounts of the
    region's money that go to the town are its grants and its parts of regional and joint projects.
    """

    orp: str
    population: int
    ratio: Fraction | None
    own: int
    grants: int
    regional: int
    joint: int

    @property
    def pool(self) -> int:
        """The region's money that goes to the town, CZK."""
        return self.grants + self.regional + self.joint

    @property
    def money_per_inhabitant(self) -> Fraction:
        """The town's own and the region's money for it, CZK an inhabitant."""
        return Fraction(self.own + self.pool, self.population)


@dataclass(frozen=True)
class Fairness:
    """How fair a plan is; ``levels`` are empty where fairness was not asked for.

    ``best_value`` is the highest total value found, whatever its fairness, in objective units.
    """

    best_value: int = 0
    levels: tuple[Level, ...] = ()
    standings: tuple[Standing, ...] = ()

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The towns that have a ratio, the smallest first, by code among equal ones."""
        with_ratio = [
            (town.ratio, town.orp, town) for town in self.standings if town.ratio is not None
        ]
        return tuple(town for _, _, town in sorted(with_ratio))

    @property
    def worst(self) -> Standing | None:
        """The town that is worst off."""
        return self.ranked[0] if self.ranked else None

    def pool_share(self, town: Standing) -> Fraction | None:
        """A town's part of all the region's money that goes to towns; None where there is none."""
        total = sum(each.pool for each in self.standings)
        return Fraction(town.pool, total) if total > 0 else None

    def population_share(self, town: Standing) -> Fraction:
        """A town's part of all the inhabitants."""
        return Fraction(town.population, sum(each.population for each in self.standings))
