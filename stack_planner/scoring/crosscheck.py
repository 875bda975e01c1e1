"""Other methods rank the same projects: how far they agree with the values, and why they only ask.

TOPSIS, VIKOR and PROMETHEE II rank projects against one another. A project's score then depends on
which other ones are listed, so that it may be neither added up under a budget nor held against "not
done"; it never enters the optimiser (Clemen & Smith 2009; Morton 2015, EJOR 245, 789–796). They are
asked the same question as the values: a row is a project open to the town, a column what a
criterion gives it (need · utility, the more the better), the weights are those in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stack_planner.scoring.ranking import kendall, places, spearman

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Strategy
    from stack_planner.results import Scores

FEWEST = 3
"""Projects below which there is no order to speak of."""

DIGITS = 9
"""Decimal places up to which scores of these methods are told apart."""


class Method(StrEnum):
    """The methods that are asked."""

    TOPSIS = "TOPSIS"
    VIKOR = "VIKOR"
    PROMETHEE = "PROMETHEE II"


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two projects that change places in a method's order if a third one is left out of the list.

    ``above`` comes before ``below`` as long as ``absent`` is listed, and after it otherwise.
    """

    absent: str
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order of one method: ``places`` of the projects, and its rank correlations with ours.

    ``reversing`` counts the projects whose mere absence from the list turns round two other ones;
    ``reversal`` is an example, that of the project worth least to the town.
    """

    method: Method
    places: tuple[int, ...]
    kendall: float | None
    spearman: float | None
    reversing: int
    reversal: Reversal | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the methods rank the projects open to a town beside their order by value.

    ``projects`` stand from the most valuable down, ``places`` are theirs by value. A method that
    cannot tell the projects apart (it would divide by zero) is not among ``rankings``.
    """

    orp: str
    projects: tuple[str, ...]
    places: tuple[int, ...]
    rankings: tuple[Ranking, ...]

    def furthest(self, ranking: Ranking, most: int = 3) -> tuple[tuple[str, int, int], ...]:
        """(project, place by value, place by the method) of those that differ most."""
        rows = zip(self.projects, self.places, ranking.places, strict=True)
        differing = [row for row in rows if row[1] != row[2]]
        return tuple(sorted(differing, key=lambda row: (-abs(row[1] - row[2]), row[0]))[:most])


Scored = dict[Method, tuple[float, ...]]
"""The score of each row by method."""


def agreements(
    strategy: Strategy, scores: Scores, towns: Sequence[str] = ()
) -> tuple[Agreement, ...] | None:
    """The agreement town by town, of some towns or of all; None where pymcdm is not installed.

    A town with fewer than three projects, or with projects all alike, has none.
    """
    if not is_installed():
        return None
    made = (_agreement(strategy, scores, orp.code) for orp in strategy.orps)
    return tuple(each for each in made if each and (not towns or each.orp in towns))


def is_installed() -> bool:
    """Whether the library of the other methods is here."""
    try:
        import pymcdm  # noqa: F401, PLC0415 — an extra, and slow to import
    except ImportError:
        return False
    return True


def scored(matrix: Sequence[Sequence[float]], weights: Sequence[float]) -> Scored:
    """The score of every row by method, the higher the better; all columns are gains.

    TOPSIS with vector normalisation, VIKOR with v = 0.5 (its Q, which is better when low, negated),
    PROMETHEE II with the usual preference function. Columns that are equal in all rows or weigh
    nothing cannot order anything and are left out; a method without a finite answer is missing.
    Sources: Hwang & Yoon 1981; Opricovic & Tzeng 2004, EJOR 156, 445–455; Brans & Vincke 1985.
    """
    import numpy as np  # noqa: PLC0415 — slow to import
    from pymcdm.methods import PROMETHEE_II, TOPSIS, VIKOR  # noqa: PLC0415
    from pymcdm.normalizations import vector_normalization  # noqa: PLC0415

    whole, shares = np.asarray(matrix, dtype=float), np.asarray(weights, dtype=float)
    telling = (np.ptp(whole, axis=0) > 0) & (shares > 0)
    if not telling.any():
        return {}
    whole, shares = whole[:, telling], shares[telling] / shares[telling].sum()
    gains = np.ones(len(shares), dtype=int)
    asked = (
        (Method.TOPSIS, TOPSIS(vector_normalization), 1),
        (Method.VIKOR, VIKOR(v=0.5), -1),
        (Method.PROMETHEE, PROMETHEE_II("usual"), 1),
    )
    found = {}
    with np.errstate(divide="ignore", invalid="ignore"):
        for method, body, sign in asked:
            answer = np.round(sign * body(whole, shares, gains, validation=False), DIGITS)
            if np.isfinite(answer).all():
                found[method] = tuple(float(score) + 0.0 for score in answer)
    return found


def _agreement(strategy: Strategy, scores: Scores, orp: str) -> Agreement | None:
    values = {
        project.code: scores.values[project.code, orp]
        for project in strategy.projects
        if strategy.may_take(orp, project)
    }
    codes = tuple(sorted(values, key=lambda code: (-values[code], code)))
    if len(codes) < FEWEST:
        return None
    matrix = [_row(strategy, scores, code, orp) for code in codes]
    weights = [float(weight) for weight in scores.weights.values()]
    found, without = scored(matrix, weights), _one_by_one(matrix, weights)
    ours = [values[code] for code in codes]
    rankings = tuple(
        _ranking(codes, ours, method, theirs, without) for method, theirs in found.items()
    )
    return Agreement(orp, codes, places(ours), rankings) if rankings else None


def _row(strategy: Strategy, scores: Scores, project: str, orp: str) -> list[float]:
    """What each criterion gives a project in a town, before it is weighed: need · utility."""
    need, shares = scores.needs[orp, strategy.project[project].area], scores.utilities[project, orp]
    return [float(need * shares[code]) for code in scores.weights]


def _one_by_one(matrix: Sequence[Sequence[float]], weights: Sequence[float]) -> list[Scored]:
    """The scores with each of the rows left out in turn."""
    return [scored([*matrix[:n], *matrix[n + 1 :]], weights) for n in range(len(matrix))]


def _ranking(
    codes: Sequence[str],
    ours: Sequence[int],
    method: Method,
    theirs: Sequence[float],
    without: Sequence[Scored],
) -> Ranking:
    turned = {
        n: pair
        for n, found in enumerate(without)
        if method in found
        for pair in [_turned([*theirs[:n], *theirs[n + 1 :]], found[method])]
        if pair
    }
    reversal = None
    if turned:
        absent = max(turned)
        left = [code for n, code in enumerate(codes) if n != absent]
        reversal = Reversal(codes[absent], *(left[n] for n in turned[absent]))
    return Ranking(
        method, places(theirs), kendall(ours, theirs), spearman(ours, theirs), len(turned), reversal
    )


def _turned(before: Sequence[float], after: Sequence[float]) -> tuple[int, int] | None:
    """The first two rows whose order turns round: (the higher one before, the lower one)."""
    import numpy as np  # noqa: PLC0415

    signs = [np.sign(np.subtract.outer(some, some)) for some in (before, after)]
    high, low = np.nonzero((signs[0] > 0) & (signs[1] < 0))
    return (int(high[0]), int(low[0])) if len(high) else None
