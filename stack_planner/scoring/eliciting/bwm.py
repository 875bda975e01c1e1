"""Weights from comparing the best criterion with all others and all of them with the worst (BWM).

Sources: Rezaei, J. (2015), Best-worst multi-criteria decision-making method, Omega 53, 49-57 (how
consistent it is); Rezaei, J. (2016), Best-worst method: some properties and a linear model, Omega
64, 126-130 (the weights).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from stack_planner.scoring.eliciting.ahp import RATIO_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HALVINGS = 60
Line = tuple[Fraction, Fraction, Fraction]
"""x, y, c of a line x·best + y·worst = c."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparisons of one person, each 1…9: ``to_others`` of the best, ``to_worst`` by others.

    Both have every criterion but the one that they are named after.
    """

    best: str
    worst: str
    to_others: Mapping[str, Fraction]
    to_worst: Mapping[str, Fraction]

    @property
    def whole(self) -> Fraction:
        """The best one compared with the worst."""
        return self.to_others[self.worst]

    @property
    def between(self) -> tuple[str, ...]:
        """All criteria but the best and the worst one."""
        return tuple(code for code in sorted(self.to_others) if code != self.worst)

    def by_way(self, code: str) -> Fraction:
        """What the two comparisons of a criterion say of the best and the worst one."""
        return self.to_others[code] * self.to_worst[code]


@dataclass(frozen=True, slots=True)
class BestWorst:
    """Weights of the linear model with its ξ, and the consistency ratio of the non-linear one.

    ``apart`` are the criteria whose comparisons disagree with that of best and worst, most first.
    """

    weights: Mapping[str, Fraction]
    xi: Fraction
    ratio: float
    apart: tuple[str, ...]


def best_worst(compared: Compared) -> BestWorst:
    """The weights with the least ξ = max |w_B - a_Bj w_j|, |w_j - a_jW w_W|, and the consistency.

    The solution is unique and exact: see ``_corner``.
    """
    apart = [code for code in compared.between if compared.by_way(code) != compared.whole]
    if apart:
        weights, xi = _least(compared)
    else:
        weights, xi = _consistent(compared), Fraction(0)
    apart.sort(key=lambda code: (-abs(compared.by_way(code) - compared.whole), code))
    return BestWorst(weights, xi, _ratio(compared), tuple(apart))


def _consistent(compared: Compared) -> dict[str, Fraction]:
    """Weights that meet every comparison."""
    parts = {compared.best: Fraction(1)}
    parts |= {code: 1 / given for code, given in compared.to_others.items()}
    total = sum(parts.values(), start=Fraction(0))
    return {code: part / total for code, part in sorted(parts.items())}


def _least(compared: Compared) -> tuple[dict[str, Fraction], Fraction]:
    """Weights and ξ, found with ξ set to 1 and the sum of weights as large as it can be."""
    best, worst = _corner(compared)
    parts = {compared.best: best, compared.worst: worst}
    parts |= {code: _highest(compared, code, best, worst) for code in compared.between}
    total = sum(parts.values(), start=Fraction(0))
    return {code: part / total for code, part in sorted(parts.items())}, 1 / total


def _corner(compared: Compared) -> tuple[Fraction, Fraction]:
    """The weights of the best and the worst criterion at which the sum of all is largest, ξ = 1.

    Given these two every other weight is best at its upper end, so the sum is concave and piecewise
    linear in two unknowns and largest at a corner. It is the only one: the sum rises in both
    unknowns while each border lets them rise together, so that two equally good points would have
    a better one beyond the middle between them.
    """
    corners = (
        (best, worst)
        for lines in combinations(dict.fromkeys(_lines(compared)), 2)
        for best, worst in _crossing(*lines)
        if _is_allowed(compared, best, worst)
    )
    return max(corners, key=lambda corner: (_sum(compared, *corner), corner))


def _lines(compared: Compared) -> Iterator[Line]:
    """The borders of what is allowed, and where another bound of a weight becomes the tighter."""
    one = Fraction(1)
    yield one, Fraction(0), Fraction(0)
    yield Fraction(0), one, Fraction(0)
    yield from ((one, -compared.whole, side) for side in (one, -one))
    for code in compared.between:
        given, to_worst = compared.to_others[code], compared.to_worst[code]
        for up, right in ((1, 1), (1, -1), (-1, 1)):
            yield one / given, -to_worst, right - Fraction(up) / given


def _crossing(one: Line, other: Line) -> Iterator[tuple[Fraction, Fraction]]:
    """Where two lines meet; nothing where they do not."""
    turn = one[0] * other[1] - one[1] * other[0]
    if turn:
        yield (
            (one[2] * other[1] - one[1] * other[2]) / turn,
            (one[0] * other[2] - one[2] * other[0]) / turn,
        )


def _highest(compared: Compared, code: str, best: Fraction, worst: Fraction) -> Fraction:
    return min((best + 1) / compared.to_others[code], compared.to_worst[code] * worst + 1)


def _is_allowed(compared: Compared, best: Fraction, worst: Fraction) -> bool:
    """Whether some weights of the other criteria keep every difference within 1."""
    if best < 0 or worst < 0 or abs(best - compared.whole * worst) > 1:
        return False
    return all(
        _lowest(compared, code, best, worst) <= _highest(compared, code, best, worst)
        for code in compared.between
    )


def _lowest(compared: Compared, code: str, best: Fraction, worst: Fraction) -> Fraction:
    return max((best - 1) / compared.to_others[code], compared.to_worst[code] * worst - 1)


def _sum(compared: Compared, best: Fraction, worst: Fraction) -> Fraction:
    others = (_highest(compared, code, best, worst) for code in compared.between)
    return sum(others, start=best + worst)


def _ratio(compared: Compared) -> float:
    """ξ of the non-linear model over its largest value for the best compared with the worst.

    That value solves ξ² - (1 + 2a) ξ + a² - a = 0 (Rezaei 2015). It is 0 where the best is as
    important as the worst: then all are, and whatever else is said contradicts it wholly.
    """
    a, xi = float(compared.whole), nonlinear_xi(compared)
    index = (1 + 2 * a - sqrt(1 + 8 * a)) / 2
    return round(xi / index, RATIO_PLACES) if index else float(xi > 0)


def nonlinear_xi(compared: Compared) -> float:
    """The least ξ = max |w_B / w_j - a_Bj|, |w_j / w_W - a_jW|, to about 15 digits.

    Some ξ is enough if one ratio w_B / w_W lies in every criterion's product of intervals, that is
    if no product begins after another one ends.
    """
    whole = float(compared.whole)
    products = [
        (float(compared.to_others[c]), float(compared.to_worst[c])) for c in compared.between
    ]

    def is_enough(xi: float) -> bool:
        lows = (max(a - xi, 0.0) * max(b - xi, 0.0) for a, b in products)
        highs = ((a + xi) * (b + xi) for a, b in products)
        return max([whole - xi, *lows]) <= min([whole + xi, *highs])

    low, high = 0.0, max([whole, *(max(pair) for pair in products)])
    if is_enough(low):
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high
