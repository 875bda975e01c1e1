"""What the towns that joined a joint project pay, and what they would pay if shared otherwise.

All amounts are CZK over all the years of the plan, the first one after the horizon included, less
the programmes' grants; a town's ones also less the regional grant and others' money.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.comparing.sharing import (
    MOST_PLAYERS,
    groups_of,
    in_whole,
    objection,
    shapley,
)
from stack_planner.choosing.options import joint_shares
from stack_planner.comparison import Sharing, Split, TownShare
from stack_planner.records import CostKey
from stack_planner.results import total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stack_planner.choosing.comparing.sharing import Game
    from stack_planner.records import Strategy
    from stack_planner.results import Option


def sharing_of(strategy: Strategy, run: Option, joined: Sequence[Option]) -> Sharing:
    """How a joint project that runs is shared by the towns that joined it."""
    joint = Joint(strategy, run, tuple(sorted(joined, key=lambda option: option.payer)))
    game = joint.game
    exact = shapley(game) if game else {}
    splits: Mapping[Split, Mapping[str, Fraction | int]] = {
        Split.FIXED: joint.fixed,
        Split.BY_KEY: joint.by_key,
        Split.SHAPLEY: exact,
    }
    objections = {split: objection(game, shares) for split, shares in splits.items() if game}
    return Sharing(
        whole=joint.whole,
        cover=joint.cover(),
        cover_within=joint.cover(strategy.settings.horizon),
        cost=joint.cost_of(*joint.own),
        stated=bool(joint.stated),
        towns=_town_shares(joint, in_whole(exact)),
        objections=objections or None,
    )


def _town_shares(joint: Joint, shapley_shares: Mapping[str, int]) -> tuple[TownShare, ...]:
    return tuple(
        TownShare(
            code=town,
            part=joint.parts[town],
            fixed=joint.fixed[town],
            by_key=joint.by_key[town],
            shapley=shapley_shares.get(town),
            alone=joint.cost_of(town),
        )
        for town in joint.own
    )


@dataclass(frozen=True)
class Joint:
    """A joint project that runs, with the options of the towns that joined it, by town."""

    strategy: Strategy
    run: Option
    joined: tuple[Option, ...]

    @property
    def whole(self) -> int:
        """The joint part."""
        return self.run.total("own")

    @cached_property
    def parts(self) -> Mapping[str, int]:
        """What each town pays of the joint part: its share fixed beforehand."""
        return {option.payer: total(option.share, "own") for option in self.joined}

    @cached_property
    def fixed(self) -> Mapping[str, int]:
        """All that each town pays in the plan."""
        return {option.payer: option.total("own") for option in self.joined}

    @cached_property
    def own(self) -> Mapping[str, int]:
        """What each town pays besides its share."""
        return {town: self.fixed[town] - self.parts[town] for town in self.fixed}

    @cached_property
    def by_key(self) -> Mapping[str, int]:
        """What each would pay if the key shared the joint part over those that joined."""
        project = self.strategy.project[self.run.project]
        towns = [self.strategy.orp[code] for code in self.own]
        shares = joint_shares(project, towns, self.run.flows)
        return {
            orp.code: self.own[orp.code] + total(share, "own")
            for orp, share in zip(towns, shares, strict=True)
        }

    def cover(self, years: range | None = None) -> int:
        """What the region pays for those that stayed away; nothing where the key gives it all."""
        if self.strategy.project[self.run.project].key is CostKey.REGION:
            return 0
        shares = sum(total(option.share, "own", years=years) for option in self.joined)
        return self.run.total("own", years=years) - shares

    @cached_property
    def stated(self) -> Game:
        """What the sheet says that all groups of those that joined cost; {} if one is missing."""
        costs = {
            cost.towns: Fraction(cost.amount)
            for cost in self.strategy.group_costs
            if cost.project == self.run.project
        }
        if not costs or self._too_many:
            return {}
        groups = tuple(groups_of(self.own))
        return {group: costs[group] for group in groups} if costs.keys() >= set(groups) else {}

    @cached_property
    def game(self) -> Game:
        """The cost of every group of those that joined; {} where there are too many towns."""
        if self.stated or self._too_many:
            return self.stated
        return {group: Fraction(self._usual(group)) for group in groups_of(self.own)}

    def cost_of(self, *group: str) -> int:
        """What a group would pay by itself: as stated, else the joint part and its own parts."""
        stated = self.stated.get(frozenset(group))
        return self._usual(group) if stated is None else int(stated)

    def _usual(self, group: Iterable[str]) -> int:
        return self.whole + sum(self.own[town] for town in group)

    @property
    def _too_many(self) -> bool:
        return len(self.own) > MOST_PLAYERS
