"""Nothing moves for nothing: of plans worth as much, one near to a plan that was there.

Who agreed to a plan should find it again where it is as good as any other one. First all of it
stands in for what was found; else all but the payers in whose rows it cannot stand any more, or
who would be worth less by it. Then, as long as that brings the two nearer, common projects go back
to what they were, and each payer's own problem is asked for the most that it had before. No step
loses value, and every row still holds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.choosing.preference import keeping
from stack_planner.records import REGION
from stack_planner.results import option_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stack_planner.choosing.solve import Solver
    from stack_planner.records import Strategy
    from stack_planner.results import Option

MOST_ROUNDS = 10


def financed_as_before(
    options: Iterable[Option], first_year: int, before: Collection[str]
) -> tuple[Option, ...]:
    """The options without those that would finance a running project otherwise than before.

    What began before the first year has its contract and its grant, or none. Projects that were not
    there ``before``, by the keys of its options, keep all their ways.
    """
    had = {key.removesuffix("+") for key in before}
    keys = {option: option_key(*_copy(option), granted=False) for option in options}
    known = {_copy(option)[:3] for option, key in keys.items() if key in had}
    return tuple(
        option
        for option, key in keys.items()
        if option.start >= first_year or key in had or _copy(option)[:3] not in known
    )


def _copy(option: Option) -> tuple[str, str, int, str | None]:
    return option.project, option.payer, option.start, option.programme


@dataclass(frozen=True)
class Nearness:
    """Brings choices of a model near to a plan that was there ``before``, by its options' keys.

    What is no longer among the columns is passed over.
    """

    strategy: Strategy
    model: Model
    solver: Solver
    before: Collection[str]

    def nearest(self, chosen: frozenset[int]) -> tuple[frozenset[int], Model]:
        """A choice worth as much as ``chosen`` and near to the plan; the model that holds it there.

        What the two have in common has to stay in that model; the rest may still become better.
        """
        had = self.model.completed(self.before)
        near = self._undisturbed(chosen, had)
        near = near if near == had else self._nearer(near, had)
        rows = [make_row(f"near[{i}]", {i: 1}, Sense.AT_LEAST, 1) for i in sorted(near & had)]
        return near, Model(self.model.columns, (*self.model.rows, *rows))

    def _undisturbed(self, chosen: frozenset[int], had: frozenset[int]) -> frozenset[int]:
        """The plan that was there, with what was found for the payers whom a change concerns."""
        concerned: set[str] = set()
        while True:
            other = self._mixed(chosen, had, concerned)
            if self._as_good(other, chosen):
                return other if len(other ^ had) < len(chosen ^ had) else chosen
            unsettled = self._broken(other) or self._poorer(other, chosen)
            more = unsettled - concerned or {REGION} - concerned
            if not more:
                return chosen
            concerned |= more

    def _mixed(
        self, chosen: frozenset[int], had: frozenset[int], concerned: Collection[str]
    ) -> frozenset[int]:
        """What was found for some payers, for the others what they had.

        Common projects are as they were for all, unless the region is among those payers.
        """
        columns = self.model.columns
        options = {i: option for i in chosen | had if (option := columns[i].option)}
        common = {option.project for option in options.values() if option.payer == REGION}
        held = common if REGION not in concerned else frozenset()
        found = {
            i
            for i, option in options.items()
            if columns[i].block in concerned and option.project not in held
        }
        return self.model.completed(
            {columns[i].name for i in options if i in (chosen if i in found else had)}
        )

    def _broken(self, chosen: frozenset[int]) -> set[str]:
        """The payers in whose rows a choice cannot stand."""
        broken = [row for row in self.model.rows if not row.holds(chosen)]
        return {self.model.columns[i].block for row in broken for i, _ in row.terms}

    def _poorer(self, other: frozenset[int], chosen: frozenset[int]) -> set[str]:
        """The payers to whom another choice is worth less than what was found."""
        worth: Counter[str] = Counter()
        for i in other ^ chosen:
            column = self.model.columns[i]
            worth[column.block] += column.weight if i in other else -column.weight
        return {block for block, value in worth.items() if value < 0}

    def _nearer(self, chosen: frozenset[int], had: frozenset[int]) -> frozenset[int]:
        for _ in range(MOST_ROUNDS):
            nearer = self._common(chosen, had)
            for block in self.model.blocks:
                nearer = self._own(nearer, had, block)
            if nearer == chosen:
                break
            chosen = nearer
        return chosen

    def _as_good(self, other: frozenset[int], chosen: frozenset[int]) -> bool:
        same = self.model.value(other) == self.model.value(chosen)
        return same and self.model.keeps(other)

    def _common(self, chosen: frozenset[int], had: frozenset[int]) -> frozenset[int]:
        """The choice with common projects as they were, one by one, where that is as good."""
        for columns in self._runs(had):
            other = (chosen - columns) | (had & columns)
            if len(other & had) > len(chosen & had) and self._as_good(other, chosen):
                chosen = other
        return chosen

    def _runs(self, had: frozenset[int]) -> Iterator[frozenset[int]]:
        """The columns of each common project that there was, by its code."""
        options = {i: c.option for i, c in enumerate(self.model.columns) if c.option}
        runs = {options[i].project for i in had if i in options and options[i].payer == REGION}
        for project in sorted(runs):
            yield frozenset(i for i, option in options.items() if option.project == project)

    def _own(self, chosen: frozenset[int], had: frozenset[int], block: str) -> frozenset[int]:
        """The choice with one payer's own problem solved for the most options that it had."""
        if self.solver.limits.is_over:
            return chosen
        small, places = self.model.restricted(block, chosen)
        inside = frozenset(i for i, column in enumerate(places) if column in chosen)
        held = keeping(self.strategy, small, inside, [0])
        weights = [int(bool(small.columns[i].option) and c in had) for i, c in enumerate(places)]
        new = self.solver.maximise(held, weights, start=inside, unit=1).chosen
        if new is None or sum(weights[i] for i in new) <= sum(weights[i] for i in inside):
            return chosen
        other = (chosen - set(places)) | {places[i] for i in new}
        return other if self._as_good(other, chosen) else chosen
