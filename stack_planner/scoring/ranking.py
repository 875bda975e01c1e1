"""Ranks and how far two orders agree, ties as they are: exact in integers up to one square root."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def places(values: Sequence[Any]) -> tuple[int, ...]:
    """The place of each value, the highest one first; equal ones share the best of their places."""
    ordered = sorted(values, reverse=True)
    first = {value: n for n, value in reversed(list(enumerate(ordered, 1)))}
    return tuple(first[value] for value in values)


def spearman(first: Sequence[Any], second: Sequence[Any]) -> float | None:
    """Spearman's ρ: Pearson's correlation of ranks, equal values sharing the mean of theirs.

    None where all values of a side are equal: then there is no order to agree with.
    """
    x, y = _doubled_ranks(first), _doubled_ranks(second)
    count = len(x)

    def product(a: Sequence[int], b: Sequence[int]) -> int:
        return count * sum(p * q for p, q in zip(a, b, strict=True)) - sum(a) * sum(b)

    return _quotient(product(x, y), product(x, x) * product(y, y))


def kendall(first: Sequence[Any], second: Sequence[Any]) -> float | None:
    """Kendall's τ-b: pairs ordered alike less those ordered otherwise, ties taken into account.

    None where all values of a side are equal.
    Source: Kendall, M. G. (1945), Biometrika 33, 239–251.
    """
    pairs = list(combinations(zip(first, second, strict=True), 2))
    signs = [(_sign(a[0], b[0]), _sign(a[1], b[1])) for a, b in pairs]
    untied = [sum(sign[side] != 0 for sign in signs) for side in (0, 1)]
    return _quotient(sum(x * y for x, y in signs), untied[0] * untied[1])


def _sign(a: Any, b: Any) -> int:  # noqa: ANN401 — whatever can be compared
    return int(a > b) - int(a < b)


def _doubled_ranks(values: Sequence[Any]) -> list[int]:
    """Twice the mean rank of each value, so that it is whole; the lowest value is the first."""
    below = {value: sum(other < value for other in values) for value in set(values)}
    equal = {value: sum(other == value for other in values) for value in set(values)}
    return [2 * below[value] + equal[value] + 1 for value in values]


def _quotient(above: int, squared: int) -> float | None:
    """A number by the root of another one, within −1 and 1 whatever the last digit."""
    return None if squared == 0 else max(-1.0, min(1.0, above / sqrt(squared)))
