"""Criteria that measure badly: they decide nothing, say the same, or count the cost twice.

Every claim is exact: levels are rationals, and a correlation is compared by its square.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.problems import Problem, Severity, at
from stack_planner.scoring.value import utility

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.records import Criterion, Project, Strategy

FEWEST = 5
"""Projects below which agreement of levels may be chance."""
ALIKE = Fraction(98, 100)
LIKE_COST = Fraction(95, 100)
TOP = Fraction(4, 5)
CROWDED = Fraction(4, 5)
COST_WORDS = ("náklad", "cena", "cost", "price", "kč", "czk", "výdaj", "expen", "invest", "capex")
"""How words begin that speak of what the budget limits already."""


def check_criteria(strategy: Strategy) -> Iterator[Problem]:
    """Criteria without levels or differences, clustered, doubled, or about the cost."""
    levels = _levels(strategy)
    scored = [criterion for criterion in strategy.criteria if any(levels[criterion.code])]
    for criterion in strategy.rows("criteria"):
        yield from as_far_as_known(_weight(criterion))
    for criterion in strategy.criteria:
        given = [level for level in levels[criterion.code] if level is not None]
        yield from _spread(criterion, given, len(strategy.projects))
        yield from _cost(criterion, levels[criterion.code], strategy.projects)
    yield from _doubled(scored, levels)


def _weight(criterion: Criterion) -> Iterator[Problem]:
    """A weight lies between the bounds that were given for it."""
    low, high = criterion.weight_min, criterion.weight_max
    below = low is not None and criterion.weight < low
    above = high is not None and criterion.weight > high
    if below or above:
        yield at(
            criterion.source, "weight", "weight_outside", _shown(criterion.weight), Severity.WARNING
        )


def _levels(strategy: Strategy) -> Mapping[str, Sequence[Fraction | None]]:
    """By criterion the level of every project for all towns, None where none is given."""
    given = {(s.criterion, s.project): s.level for s in strategy.scores if s.orp is None}
    return {
        criterion.code: [given.get((criterion.code, p.code)) for p in strategy.projects]
        for criterion in strategy.criteria
    }


def _spread(criterion: Criterion, given: Sequence[Fraction], projects: int) -> Iterator[Problem]:
    """Whether the levels tell projects apart."""
    if not given:
        yield at(criterion.source, "code", "criterion_unused", criterion.code, Severity.WARNING)
    elif len(given) == projects > 1 and len(set(given)) == 1:
        details = {"level": _shown(given[0])}
        yield at(
            criterion.source, "code", "criterion_even", criterion.code, Severity.WARNING, **details
        )
    elif len(given) >= FEWEST and criterion.level_0 != criterion.level_100:
        top = sum(utility(criterion, level) >= TOP for level in given)
        if top >= CROWDED * len(given):
            yield at(
                criterion.source,
                "level_100",
                "levels_clustered",
                criterion.code,
                Severity.NOTICE,
                top=top,
                all=len(given),
            )


def _cost(
    criterion: Criterion, levels: Sequence[Fraction | None], projects: Sequence[Project]
) -> Iterator[Problem]:
    """A criterion about the cost counts it a second time: it is a constraint already."""
    words = f"{criterion.name} {criterion.unit}".casefold().split()
    told = next((word for word in words if word.startswith(COST_WORDS)), "")
    if told:
        details = {"word": told}
        yield at(
            criterion.source, "name", "cost_named", criterion.name, Severity.WARNING, **details
        )
        return
    pairs = [
        (level, Fraction(project.capex))
        for level, project in zip(levels, projects, strict=True)
        if level is not None and project.capex
    ]
    if _correlated(pairs, LIKE_COST, either_way=True):
        yield at(criterion.source, "name", "cost_like", criterion.name, Severity.WARNING)


def _doubled(
    criteria: Sequence[Criterion], levels: Mapping[str, Sequence[Fraction | None]]
) -> Iterator[Problem]:
    """Two criteria with the same levels count one thing twice."""
    for first, second in combinations(criteria, 2):
        pairs = [
            (a, b)
            for a, b in zip(levels[first.code], levels[second.code], strict=True)
            if a is not None and b is not None
        ]
        if _correlated(pairs, ALIKE):
            other = f"{first.code} {first.name}"
            yield at(
                second.source, "code", "criteria_alike", second.code, Severity.WARNING, other=other
            )


def _correlated(
    pairs: Sequence[tuple[Fraction, Fraction]], bound: Fraction, *, either_way: bool = False
) -> bool:
    """Whether Pearson's correlation is at least ``bound``, by its square and therefore exactly."""
    count = len(pairs)
    if count < FEWEST:
        return False
    x, y = ([pair[side] for pair in pairs] for side in (0, 1))
    both = count * sum((a * b for a, b in pairs), Fraction(0)) - sum(x) * sum(y)
    spread = _spread_of(x) * _spread_of(y)
    return bool(spread) and (both > 0 or either_way) and both**2 >= bound**2 * spread


def _spread_of(values: Sequence[Fraction]) -> Fraction:
    """The variance times the square of the count."""
    total = sum(values, Fraction(0))
    return len(values) * sum((value**2 for value in values), Fraction(0)) - total**2


def _shown(level: Fraction) -> str:
    return f"{float(level):g}"
