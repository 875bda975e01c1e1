"""People who answer on weights: as records, and as rows of the sheet."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.records import Budget, Criterion, Method, WeightAnswer
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stack_planner.records import Strategy


def rows(person: str, method: Method, values: Mapping[Any, object]) -> list[dict[str, Any]]:
    """A person's answers by criterion or by pair of criteria, as rows of the sheet."""
    return [
        {
            "person": person,
            "method": method.value,
            "criterion": key if isinstance(key, str) else key[0],
            "against": None if isinstance(key, str) else key[1],
            "value": value,
        }
        for key, value in values.items()
    ]


def asked(codes: Sequence[str], *people: Iterable[Mapping[str, Any]]) -> Strategy:
    """A strategy with these criteria, each of weight 1, and the answers of people."""
    answers = [
        WeightAnswer(
            row["person"],
            Method(row["method"]),
            row["criterion"],
            Fraction(row["value"]),
            row["against"],
        )
        for person in people
        for row in person
    ]
    criteria = [Criterion(c, c, Fraction(1), Fraction(0), Fraction(1)) for c in sorted(codes)]
    strategy = by_hand([project("P")], {"P": 1}, [Budget("T", 2027, 0)])
    return replace(strategy, criteria=tuple(criteria), weight_answers=tuple(answers))


def triangle(codes: Sequence[str], upper: str) -> dict[tuple[str, str], Fraction]:
    """Comparisons of all pairs: a matrix above its diagonal, its rows parted by ``/ ``."""
    return {
        (codes[row], codes[row + 1 + step]): Fraction(value)
        for row, line in enumerate(upper.split("/ "))
        for step, value in enumerate(line.split())
    }


def reciprocal(upper: str) -> tuple[tuple[Fraction, ...], ...]:
    """The whole matrix of the judgements above its diagonal."""
    size = len(upper.split("/ ")) + 1
    codes = [f"{n:02}" for n in range(size)]
    given = triangle(codes, upper)
    both = {(b, a): 1 / value for (a, b), value in given.items()} | given
    return tuple(tuple(both.get((a, b), Fraction(1)) for b in codes) for a in codes)


def consistent(weights: Sequence[int]) -> tuple[tuple[Fraction, ...], ...]:
    """The matrix of a person who knows the weights and says just these."""
    return tuple(tuple(Fraction(a, b) for b in weights) for a in weights)
