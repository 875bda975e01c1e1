"""How towns stand against themselves alone: exactly for a choice, and as rows for a solver.

The sum of the k smallest ratios r_o = V_o / S_o is the greatest k·t − Σ_o d_o with d_o ≥ t − r_o
and d_o ≥ 0 (W. Ogryczak): which towns are the smallest is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, floor
from typing import TYPE_CHECKING

from stack_planner.choosing.linked import synergy_name
from stack_planner.choosing.model import Column, Model, Row, Sense, make_row
from stack_planner.records import REGION, Relation
from stack_planner.results import UNITS_PER_POINT
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.records import Strategy
    from stack_planner.results import Scores

MILLION = 10**6
"""The solver makes millionths of ratios grow; it sees sums of them as numbers below a million."""

ROOM = Fraction(1, 10**7)
"""By how much a kept sum may fall as the solver sees it: given no room, it may call a row broken.

Less than a unit of value is worth in most ratios; whoever asks looks at the exact sums again.
"""

FINER = 1 << 20
"""How much finer than the solver's part of a ratio a sum is kept."""


@dataclass(frozen=True)
class Ratios:
    """The towns of a model against what each reaches alone.

    ``worth`` are units of 10⁻⁴ point by town and column, ``alone`` those of the towns that reach
    something alone: only they have a ratio.
    """

    model: Model
    worth: Mapping[str, Mapping[int, int]]
    alone: Mapping[str, int]

    def values(self, chosen: frozenset[int]) -> dict[str, int]:
        """V_o of every town, in units of 10⁻⁴ point."""
        return {
            town: sum(units for column, units in worth.items() if column in chosen)
            for town, worth in self.worth.items()
        }

    def sums(self, chosen: frozenset[int]) -> tuple[Fraction, ...]:
        """The smallest ratio, the sum of the two smallest, and so on to all of them."""
        values = self.values(chosen)
        ratios = sorted(Fraction(values[town], units) for town, units in self.alone.items())
        return tuple(accumulate(ratios))

    def kept(self, chosen: frozenset[int]) -> Iterator[Row]:
        """Rows that leave every town at least what it has by a choice."""
        for town, units in self.values(chosen).items():
            yield make_row(f"worth[{town}]", self.worth[town], Sense.AT_LEAST, units)

    def raised(self, sums: Sequence[Fraction]) -> tuple[Model, list[int]]:
        """The model in which all the sums are kept, and the weights that make the last one grow.

        Its first columns are those of the model, which have no weight.
        """
        columns, rows = list(self.model.columns), list(self.model.rows)
        terms: dict[int, int] = {}
        for count, reached in enumerate(sums, 1):
            top, *gaps = range(len(columns), len(columns) + 1 + len(self.alone))
            columns += [_amount(f"{name}[{count}]") for name in ("t", *self.alone)]
            places = zip(self.alone, gaps, strict=True)
            rows += [self._gap(count, town, top, gap) for town, gap in places]
            terms = {top: count} | dict.fromkeys(gaps, -1)
            rows.append(_kept_sum(count, terms, self.seen(count, reached - ROOM)))
        weights = [MILLION // self.parts * terms.get(index, 0) for index in range(len(columns))]
        return Model(tuple(columns), tuple(rows)), weights

    def _gap(self, count: int, town: str, top: int, gap: int) -> Row:
        """S_o·(gap − t) + V_o ≥ −shift·S_o, in parts of a ratio: how far it is below the top."""
        units = self.alone[town]
        worth = {column: self.parts * each for column, each in self.worth[town].items()}
        terms = {gap: units, top: -units} | worth
        return make_row(f"gap[{count},{town}]", terms, Sense.AT_LEAST, -self.shift * units)

    @cached_property
    def parts(self) -> int:
        """Of how many parts the solver sees one ratio: a power of ten that keeps sums moderate."""
        most = max(
            Fraction(sum(map(abs, self.worth[town].values())), units)
            for town, units in self.alone.items()
        )
        digits = len(str(ceil(most * len(self.alone))))
        return int(MILLION / 10 ** min(6, digits))

    @cached_property
    def shift(self) -> int:
        """The parts added to every ratio so that losses by synergies leave none below 0."""
        losses = (
            Fraction(-sum(min(0, each) for each in self.worth[town].values()), units)
            for town, units in self.alone.items()
        )
        return max(ceil(self.parts * loss) for loss in losses)

    def seen(self, count: int, reached: Fraction) -> Fraction:
        """A sum of so many ratios in the parts that the solver sees."""
        return self.parts * reached + count * self.shift

    def told(self, count: int, bound: int) -> Fraction:
        """A sum of so many ratios, from the shifted millionths that the solver tells."""
        return Fraction(bound, MILLION) - Fraction(count * self.shift, self.parts)


def make_ratios(
    strategy: Strategy, scores: Scores, model: Model, alone: Mapping[str, int | None]
) -> Ratios:
    """The ratios of a strategy's model; a town that reaches nothing alone has none."""
    synergies = _synergies(strategy)
    worth: dict[str, dict[int, int]] = {orp.code: {} for orp in strategy.orps}
    for index, column in enumerate(model.columns):
        option = column.option
        if option is None:
            town, units = synergies[column.name]
            worth[town][index] = units
            continue
        for town in option.served or (option.payer,):
            if town != REGION:
                worth[town][index] = scores.values[option.project, town]
    reached = {orp.code: alone.get(orp.code) or 0 for orp in strategy.orps}
    return Ratios(model, worth, {code: units for code, units in reached.items() if units > 0})


def _synergies(strategy: Strategy) -> dict[str, tuple[str, int]]:
    """By name of its column: the town of a synergy and what it is worth there."""
    return {
        synergy_name(link, orp.code): (orp.code, round_half_up(link.points * UNITS_PER_POINT))
        for link in strategy.links
        for orp in strategy.orps
        if link.relation is Relation.SYNERGY
    }


def _amount(name: str) -> Column:
    return Column(name, "", 0, upper=None, whole=False)


def _kept_sum(count: int, terms: Mapping[int, int], seen: Fraction) -> Row:
    """A sum that is not lost: its bound is rounded down, far below what a solver sees."""
    finer = tuple((column, FINER * each) for column, each in sorted(terms.items()))
    return Row(f"sum[{count}]", finer, Sense.AT_LEAST, floor(FINER * seen))
