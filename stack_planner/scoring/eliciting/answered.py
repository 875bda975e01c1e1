"""From the answers of people to their weights, and to those of the group."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.records import Method
from stack_planner.scoring.eliciting.ahp import ACCEPTED, ahp, better_entry, triads
from stack_planner.scoring.eliciting.bwm import Compared, best_worst
from stack_planner.scoring.eliciting.opinions import Elicited, Opinion
from stack_planner.scoring.eliciting.rating import ranked, rated
from stack_planner.scoring.eliciting.respondents import respondents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.records import Strategy
    from stack_planner.scoring.eliciting.ahp import Matrix
    from stack_planner.scoring.eliciting.respondents import Respondent


def elicit(strategy: Strategy) -> Elicited:
    """Everybody's weights, in the order of names; people whose answers are not whole left out."""
    asked = respondents(strategy)
    codes = tuple(criterion.code for criterion in strategy.criteria)
    ranks = {c.code: Fraction(c.rank) for c in strategy.criteria if c.rank is not None}
    return Elicited(
        opinions=tuple(opinion(each) for each in asked if each.is_whole),
        left_out=tuple(each.person for each in asked if not each.is_whole),
        matrix=judged("", strategy.pairwise, codes) if _is_matrix(strategy) else None,
        ranks=ranked(ranks) if len(ranks) == len(codes) else {},
    )


def _is_matrix(strategy: Strategy) -> bool:
    """Whether there are pairwise comparisons of just the criteria that there are."""
    entries = [entry for row in strategy.pairwise for entry in row]
    size = len(strategy.criteria)
    return len(entries) == size * size > 0 and min(entries) > 0


def opinion(respondent: Respondent) -> Opinion:
    """The weights of a person whose answers are whole."""
    values = {question: answer.value for question, answer in respondent.places.items()}
    if respondent.method is Method.AHP:
        return _judged(respondent, values)
    if respondent.method is Method.BWM:
        return _compared(respondent, values)
    make = ranked if respondent.method is Method.RANK else rated
    weights = make({code: values[code, ""] for code in respondent.codes})
    return Opinion(respondent.person, respondent.method, weights)


def _judged(respondent: Respondent, values: Mapping[tuple[str, str], Fraction]) -> Opinion:
    """What comparing all pairs gives; an entry to look at in the direction it was answered in."""
    codes = respondent.codes
    found = judged(respondent.person, _matrix(values, codes), codes)
    entry = found.entry
    if entry and (entry.row, entry.column) not in values:
        return replace(found, entry=entry.turned())
    return found


def _matrix(values: Mapping[tuple[str, str], Fraction], codes: Sequence[str]) -> Matrix:
    """The reciprocal matrix of judgements given in one direction each."""
    both = {(other, one): 1 / value for (one, other), value in values.items()} | dict(values)
    return tuple(tuple(both.get((one, other), Fraction(1)) for other in codes) for one in codes)


def judged(person: str, matrix: Matrix, codes: Sequence[str]) -> Opinion:
    """What comparing all pairs gives, with what to look at again where it is not consistent."""
    found = ahp(matrix)
    weights = dict(zip(codes, found.weights, strict=True))
    if found.ratio <= ACCEPTED:
        return Opinion(person, Method.AHP, weights, found.ratio)
    apart, entry = triads(matrix, codes), better_entry(matrix, codes)
    return Opinion(person, Method.AHP, weights, found.ratio, triads=apart, entry=entry)


def _compared(respondent: Respondent, values: Mapping[tuple[str, str], Fraction]) -> Opinion:
    """What comparing with the best and the worst criterion gives."""
    best, worst = respondent.best or "", respondent.worst or ""
    compared = Compared(
        best,
        worst,
        {other: value for (one, other), value in values.items() if one == best},
        {one: value for (one, other), value in values.items() if other == worst},
    )
    found = best_worst(compared)
    apart = found.apart if found.ratio > ACCEPTED else ()
    person, xi = respondent.person, found.xi
    return Opinion(
        person, Method.BWM, found.weights, found.ratio, xi, compared=compared, apart=apart
    )
