"""Scenarios side by side: what changes in each against today's plan, and what survives them all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.explaining.carried import is_told
from stack_planner.explaining.compare import Turn
from stack_planner.explaining.outcome import foresee
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from stack_planner.choosing.solve import Limits
    from stack_planner.explaining.carried import Copy
    from stack_planner.explaining.held import Region
    from stack_planner.explaining.outcome import Outcome
    from stack_planner.records import Strategy
    from stack_planner.results import Flow, Option
    from stack_planner.supposing import Scenario


@dataclass(frozen=True, slots=True)
class Move:
    """A project that a plan treats otherwise than today's does, for one payer."""

    turn: Turn
    project: str
    payer: str
    before: Option | None
    after: Option | None


@dataclass(frozen=True, slots=True)
class Money:
    """What a plan takes of a payer's own money and brings it, CZK in all years of the plan.

    The region's own capital money includes what it gives to towns, ``region`` is what a town gets.
    """

    own_capex: int
    own_opex: int
    grant: int
    region: int


@dataclass(frozen=True)
class Foreseen:
    """A region's plan with the outcomes of its scenarios, by their names."""

    region: Region
    outcomes: tuple[Outcome, ...]

    @property
    def strategy(self) -> Strategy:
        """The strategy of today."""
        return self.region.strategy

    @property
    def payers(self) -> tuple[str, ...]:
        """The towns by code, then the region."""
        return (*(orp.code for orp in self.strategy.orps), REGION)

    @cached_property
    def planned(self) -> tuple[Outcome, ...]:
        """The scenarios that have a plan."""
        return tuple(outcome for outcome in self.outcomes if outcome.choice)

    @cached_property
    def plans(self) -> tuple[frozenset[Copy], ...]:
        """The copies of today's plan, then of the plans of the scenarios that have one."""
        chosen = (self.region.chosen, *(o.choice.chosen for o in self.planned if o.choice))
        return tuple(frozenset(self._told(options)) for options in chosen)

    def _told(self, options: Iterable[Option]) -> dict[Copy, Option]:
        """Options by their copies; those that are no copies of their own are left out."""
        return {(o.project, o.payer): o for o in options if is_told(o, self.strategy)}

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """Every copy that there is, by project, of the towns first."""
        every = self._told(self.region.options).keys() | set().union(*self.plans)
        return tuple(sorted(every, key=lambda copy: (copy[0], copy[1] == REGION, copy[1])))

    @cached_property
    def certain(self) -> tuple[Copy, ...]:
        """The copies that are in every plan, today's and those of all scenarios that have one."""
        return tuple(copy for copy in self.copies if all(copy in plan for plan in self.plans))

    @cached_property
    def never(self) -> tuple[Copy, ...]:
        """The copies that are in none of these plans."""
        return tuple(copy for copy in self.copies if not any(copy in plan for plan in self.plans))

    def times(self, copy: Copy) -> int:
        """In how many of the plans a copy is."""
        return sum(copy in plan for plan in self.plans)

    def moves(self, outcome: Outcome) -> tuple[Move, ...]:
        """What the best plan of a scenario does otherwise than today's, by kind and project."""
        order = list(Turn)
        if outcome.choice is None:
            return ()
        found = _moves(self._told(self.region.chosen), self._told(outcome.choice.chosen))
        return tuple(sorted(found, key=lambda m: (order.index(m.turn), m.project, m.payer)))


def foreseen(
    region: Region,
    scenarios: Iterable[Scenario],
    limits: Callable[[], Limits],
    progress: Callable[[str], None],
) -> Foreseen:
    """The outcomes of scenarios one after the other, each with limits of its own."""
    outcomes: list[Outcome] = []
    for scenario in scenarios:
        progress("scenario")
        outcomes.append(foresee(region, scenario, limits()))
    return Foreseen(region, tuple(outcomes))


def _moves(before: Mapping[Copy, Option], after: Mapping[Copy, Option]) -> Iterator[Move]:
    for project, payer in before.keys() | after.keys():
        ways = before.get((project, payer)), after.get((project, payer))
        turn = _turn(*ways)
        if turn:
            yield Move(turn, project, payer, *ways)


def _turn(before: Option | None, after: Option | None) -> Turn | None:
    if before is None or after is None:
        return Turn.ADDED if before is None else Turn.DROPPED
    if before.start != after.start:
        return Turn.MOVED
    same = (before.programme, before.regional_grant) == (after.programme, after.regional_grant)
    return None if same else Turn.REFINANCED


def money_of(strategy: Strategy, chosen: Sequence[Option], payer: str) -> Money:
    """What a plan takes of a payer's money and brings it within the years of the plan."""
    mine = [(flow, 1) for option in chosen if option.payer == payer for flow in option.flows]
    given = 0
    if payer == REGION:
        mine += [(flow, -1) for option in chosen for flow in option.share]
        given = _sum(strategy, ((f, 1) for o in chosen for f in o.flows), "region")
    capital = [(flow, sign) for flow, sign in mine if flow.is_capex]
    running = [(flow, sign) for flow, sign in mine if not flow.is_capex]
    return Money(
        own_capex=_sum(strategy, capital, "own") + given,
        own_opex=_sum(strategy, running, "own"),
        grant=_sum(strategy, mine, "grant"),
        region=0 if payer == REGION else _sum(strategy, mine, "region"),
    )


def _sum(strategy: Strategy, flows: Iterable[tuple[Flow, int]], name: str) -> int:
    years = strategy.settings.horizon
    return sum(sign * getattr(flow, name) for flow, sign in flows if flow.year in years)
