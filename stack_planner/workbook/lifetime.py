"""The years of an option: when it is completed, how long it serves, how long it must be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stack_planner.records import Strategy
    from stack_planner.results import Option


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Last years; ``served`` and ``sustained`` are None where no end is stated."""

    completed: int
    served: int | None
    sustained: int | None


def lifetime_of(strategy: Strategy, option: Option) -> Lifetime:
    """The years of an option; the obligation counts from the last payment of its grant."""
    project = strategy.project[option.project]
    completed = option.start + len(project.profile) - 1
    life = project.service_life
    return Lifetime(
        completed=completed,
        served=None if life is None else completed + life,
        sustained=_sustained(strategy, option),
    )


def _sustained(strategy: Strategy, option: Option) -> int | None:
    """The last year of the obligation; the project's own length goes before the programme's."""
    arrivals = [flow.arrives for flow in (*option.flows, *option.share) if flow.grant]
    if option.programme is None or not arrivals:
        return None
    years = strategy.project[option.project].sustainability
    if years is None:
        years = strategy.programme[option.programme].sustainability
    return max(arrivals) + years if years else None
