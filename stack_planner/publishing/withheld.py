"""What stands in a public plan for options that nobody may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.records import Certainty
from stack_planner.results import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.records import Strategy
    from stack_planner.results import Flow


@dataclass(frozen=True, slots=True)
class Withheld(Option):
    """Chosen options of one payer told as one, so that none of them can be known from it.

    What follows from single options is kept as sums: ``staff`` by year, ``unapproved`` grants of
    the horizon, ``allocations`` drawn by programme, what each town has ``taken`` off the region.
    """

    staff: tuple[tuple[int, int], ...] = ()
    unapproved: int = 0
    allocations: tuple[tuple[str, int], ...] = ()
    taken: tuple[tuple[str, tuple[Flow, ...]], ...] = ()

    @property
    def efforts(self) -> Mapping[int, int]:
        """Person-days of the payer's staff by the year that needs them."""
        return dict(self.staff)

    @property
    def shared(self) -> Mapping[str, tuple[Flow, ...]]:
        """What towns take off the region, by their codes."""
        return dict(self.taken)

    def drawn(self, programme: str) -> int:
        """What they take of a programme's allocation together, CZK."""
        return dict(self.allocations).get(programme, 0)


def unapproved(strategy: Strategy, option: Option) -> int:
    """What of an option's grants within the horizon nobody has approved yet, CZK.

    A programme's, unless its certainty says otherwise; the region's always, for its assembly has
    yet to decide on it.
    """
    if isinstance(option, Withheld):
        return option.unapproved
    years, programme = strategy.settings.horizon, strategy.programme.get(option.programme or "")
    granted = option.total("region", years=years)
    if programme is None or programme.certainty is Certainty.APPROVED:
        return granted
    return granted + option.total("grant", years=years)
