"""The answers of each person, and whether all is there that the method asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from stack_planner.likeness import spaced
from stack_planner.records import Method
from stack_planner.scoring.eliciting.ahp import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.records import Strategy, WeightAnswer

Pair = tuple[str, str]

PAIRWISE = frozenset({Method.AHP, Method.BWM})
"""The methods that compare a criterion with another one."""

TOP_SWING = 100
BOUNDS: Mapping[Method, tuple[Fraction, int | None]] = {
    Method.DIRECT: (Fraction(0), None),
    Method.SWING: (Fraction(0), TOP_SWING),
    Method.RANK: (Fraction(1), None),
    Method.AHP: (Fraction(11, 100), LARGEST),
    Method.BWM: (Fraction(1), LARGEST),
}
"""The least and the largest value that a method knows; the ninth of AHP may be written 0.11."""


@dataclass(frozen=True)
class Respondent:
    """The rows of one person, whole or not, and the codes of all criteria."""

    person: str
    rows: tuple[Any, ...]
    codes: tuple[str, ...]

    @cached_property
    def methods(self) -> tuple[Method, ...]:
        """The methods by which the person answers; there should be one."""
        return tuple(sorted({row.method for row in self.rows if hasattr(row, "method")}))

    @property
    def method(self) -> Method:
        """The first of them."""
        return self.methods[0]

    @cached_property
    def answers(self) -> tuple[WeightAnswer, ...]:
        """The rows that say which criterion they are about, among criteria that there are.

        One without a readable value is among them: it is an answer, a wrong one.
        """
        return tuple(row for row in self.rows if self._is_about(row))

    def _is_about(self, row: Any) -> bool:  # noqa: ANN401 — a record, whole or not
        if not hasattr(row, "criterion") or row.criterion not in self.codes:
            return False
        if self.methods[:1] and self.method in PAIRWISE:
            return row.against in self.codes and row.against != row.criterion
        return True

    @cached_property
    def places(self) -> Mapping[Pair, WeightAnswer]:
        """The first answer to each question: about a criterion, or a criterion against another."""
        found: dict[Pair, WeightAnswer] = {}
        for answer in self.answers:
            found.setdefault(self._question(answer), answer)
        return found

    def _question(self, answer: WeightAnswer) -> Pair:
        return answer.criterion, (answer.against or "") if self.method in PAIRWISE else ""

    @cached_property
    def repeated(self) -> tuple[tuple[WeightAnswer, WeightAnswer], ...]:
        """Answers to a question that has one already, in either direction, each with that one."""
        first: dict[frozenset[str], WeightAnswer] = {}
        found = []
        for answer in self.answers:
            known = first.setdefault(frozenset(self._question(answer)), answer)
            if known is not answer:
                found.append((answer, known))
        return tuple(found)

    @cached_property
    def best(self) -> str | None:
        """BWM: the criterion that is compared with the most others; None where two are."""
        return _most(first for first, _ in self.places)

    @cached_property
    def worst(self) -> str | None:
        """BWM: the one with which the most others are compared; None where two are."""
        return _most(second for _, second in self.places)

    @cached_property
    def questions(self) -> tuple[Pair, ...]:
        """All that the method asks; of BWM () as long as best and worst are not known."""
        if self.method is Method.AHP:
            return tuple(combinations(self.codes, 2))
        if self.method is not Method.BWM:
            return tuple((code, "") for code in self.codes)
        if self.best is None or self.worst is None:
            return ()
        return tuple(
            dict.fromkeys(
                (
                    *((self.best, code) for code in self.codes if code != self.best),
                    *((code, self.worst) for code in self.codes if code != self.worst),
                )
            )
        )

    @cached_property
    def missing(self) -> tuple[Pair, ...]:
        """Questions without an answer; of AHP one of both directions is enough."""
        either = self.method is Method.AHP
        return tuple(
            (one, other)
            for one, other in self.questions
            if (one, other) not in self.places and not (either and (other, one) in self.places)
        )

    @cached_property
    def beside(self) -> tuple[WeightAnswer, ...]:
        """BWM: answers that compare neither the best criterion nor with the worst one."""
        if self.method is not Method.BWM or not self.questions:
            return ()
        return tuple(each for key, each in self.places.items() if key not in self.questions)

    @property
    def is_whole(self) -> bool:
        """Whether weights can be made of the answers."""
        if len(self.methods) != 1 or not all(map(is_on_scale, self.rows)):
            return False
        doubtful = self.repeated or self.beside or len(self.answers) < len(self.rows)
        return bool(self.questions) and not self.missing and not doubtful


def _most(codes: Iterable[str]) -> str | None:
    counts = Counter(codes).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def is_on_scale(answer: Any) -> bool:  # noqa: ANN401 — a record, whole or not
    """Whether the value is one that the method knows; 0 is none, it would decide for everybody."""
    if not hasattr(answer, "value") or not hasattr(answer, "method"):
        return False
    low, high = BOUNDS[answer.method]
    value: Fraction = answer.value
    return value > 0 and value >= low and (high is None or value <= high)


def respondents(strategy: Strategy) -> tuple[Respondent, ...]:
    """Everybody who answered, by name; rows without a name are nobody's."""
    codes = tuple(criterion.code for criterion in strategy.criteria)
    rows: dict[str, list[Any]] = {}
    for row in strategy.rows("weight_answers"):
        if hasattr(row, "person"):
            rows.setdefault(spaced(row.person), []).append(row)
    found = (Respondent(those[0].person, tuple(those), codes) for those in rows.values())
    return tuple(sorted(found, key=lambda each: (spaced(each.person), each.person)))
