"""What stands beside a plan: joint projects shared otherwise, and the towns alone and together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


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
