"""How a common cost can be shared: the Shapley value, and groups that would object to a split.

A game says what every group of players would pay by itself; the empty group pays nothing. All is
exact; whole crowns are made at the very end, for showing.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

from stack_planner.comparison import Objection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Game = Mapping[frozenset[str], Fraction]

MOST_PLAYERS = 12
"""Above it the groups are too many to be gone through one by one."""


def groups_of(players: Iterable[str]) -> Iterator[frozenset[str]]:
    """Every group of one player or more, small ones first, then by code."""
    codes = sorted(players)
    for size in range(1, len(codes) + 1):
        yield from map(frozenset, combinations(codes, size))


def players_of(game: Game) -> tuple[str, ...]:
    """All players of a game, by code."""
    return tuple(sorted(frozenset().union(*game)))


def shapley(game: Game) -> dict[str, Fraction]:
    """What each player adds to the cost of those before it, averaged over all orders of coming.

    Shapley, L. S. (1953): A value for n-person games. The shares add up to the cost of all.
    """
    players = players_of(game)
    orders = [
        Fraction(factorial(size) * factorial(len(players) - size - 1), factorial(len(players)))
        for size in range(len(players))
    ]
    shares = dict.fromkeys(players, Fraction(0))
    for group in groups_of(players):
        for player in group:
            before = game.get(group - {player}, Fraction(0))
            shares[player] += orders[len(group) - 1] * (game[group] - before)
    return shares


def objection(game: Game, shares: Mapping[str, Fraction | int]) -> Objection | None:
    """The group that a split asks most above what the group would pay by itself; None if none.

    A split that no group objects to lies in the core (Gillies 1959), if it adds up to the cost of
    all. Of groups with the same excess the smaller one is named, then the first by code.
    """
    worst: Objection | None = None
    for group in groups_of(players_of(game)):
        excess = sum((shares[player] for player in group), Fraction(0)) - game[group]
        if excess > (worst.excess if worst else 0):
            worst = Objection(tuple(sorted(group)), excess)
    return worst


def in_whole(shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Shares that add up to whole CZK, each in whole CZK, by the largest remainder, ties by code.

    Their sum stays what it was.
    """
    whole = {player: share.numerator // share.denominator for player, share in shares.items()}
    missing = int(sum(shares.values(), Fraction(0))) - sum(whole.values())
    for player in sorted(shares, key=lambda player: (whole[player] - shares[player], player)):
        if missing > 0:
            whole[player] += 1
            missing -= 1
    return whole
