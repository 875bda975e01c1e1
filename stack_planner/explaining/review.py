"""What an officer's decisions break, bring and cost: a plan workbook against the region's plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.options import make_options
from stack_planner.choosing.verify import Count
from stack_planner.explaining.broken import named
from stack_planner.explaining.held import Region
from stack_planner.explaining.inputs import (
    ChangedLimit,
    ChangedWeight,
    changed_limits,
    changed_weights,
    with_limits,
    with_weights,
)
from stack_planner.records import REGION
from stack_planner.scoring import score_projects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.solve import Solver
    from stack_planner.conflicts import NamedRule
    from stack_planner.decided import Kept
    from stack_planner.explaining.changes import Change, Decided
    from stack_planner.explaining.held import Best
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Option, Scores
    from stack_planner.returning import PlanBook

Units = Fraction
"""Values in units of 10⁻⁴ point: of a town, or of all towns in the region's workbook."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the value of one project adds to the difference of two plans."""

    project: str
    value: Units


@dataclass(frozen=True, slots=True)
class Worth:
    """What the solver's plan and the officer's are worth, and what the difference is made of."""

    before: Units
    after: Units
    parts: tuple[Part, ...]
    synergies: Units


@dataclass(frozen=True, slots=True)
class Price:
    """What the decisions cost: the best value without them, and with them.

    ``kept`` is None where no plan keeps them and everything else. ``taken`` and ``dropped`` are the
    projects by which the best plan with them differs from the officer's.
    """

    free: Units
    kept: Units | None
    proven: bool
    taken: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The officer's plan by other limits or weights, which stand in the workbook.

    ``value`` is what it is worth then, ``best`` what the best plan is that keeps the decisions
    (None: there is none), ``taken`` and ``dropped`` how that one differs; ``ranks`` are the places
    of projects by value, before and then, where they differ.
    """

    value: Units
    best: Units | None
    breaches: tuple[NamedRule, ...]
    taken: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    ranks: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Review:
    """All there is to say of a plan workbook that came back.

    ``same_inputs`` says that it was made of these very inputs; ``same_plan`` that the region's plan
    to which it is compared is the one that it belongs to.
    """

    book: PlanBook
    strategy: Strategy
    changes: tuple[Change, ...]
    breaches: tuple[NamedRule, ...]
    worth: Worth
    price: Price
    limits: tuple[ChangedLimit, ...] = ()
    by_limits: Otherwise | None = None
    weights: tuple[ChangedWeight, ...] = ()
    by_weights: Otherwise | None = None
    same_inputs: bool = True
    same_plan: bool = True
    problems: tuple[Problem, ...] = ()


def review_plan(decided: Decided, scores: Scores, solver: Solver) -> Review:
    """The review of a workbook's decisions, none of which is impossible by itself."""
    book, strategy = decided.book, decided.strategy
    limits = changed_limits(book, strategy)
    weights = changed_weights(book, scores)
    here = Reviewed(decided, strategy, scores, solver)
    other = with_limits(book, strategy)
    weighed = with_weights(strategy, weights)
    return Review(
        book=book,
        strategy=strategy,
        changes=decided.changes,
        breaches=here.breaches(decided.chosen),
        worth=here.worth(),
        price=here.price(),
        limits=limits,
        by_limits=Reviewed(decided, other, scores, solver).otherwise() if limits else None,
        weights=weights,
        by_weights=here.weighed(weighed) if weights else None,
    )


@dataclass(frozen=True)
class Reviewed:
    """Decisions under a strategy: the inputs' own, or one with other limits or weights."""

    decided: Decided
    strategy: Strategy
    scores: Scores
    solver: Solver

    def best(self, rest: Sequence[Option], kept: Sequence[Kept] = ()) -> Best | None:
        """The best plan that keeps decisions, in which the payer alone decides otherwise."""
        return self._region(rest, kept).best(self.decided.book.block)

    def value(self, chosen: Sequence[Option]) -> Units:
        """What a choice is worth to the town, or to the whole region."""
        return self._region(chosen).value(self.decided.book.block)

    def _region(self, chosen: Sequence[Option], kept: Sequence[Kept] = ()) -> Region:
        options, _ = make_options(self.strategy, self.scores)
        return Region(self.strategy, self.scores, options, tuple(chosen), self.solver, tuple(kept))

    def breaches(self, chosen: Sequence[Option]) -> tuple[NamedRule, ...]:
        """The rules that a choice breaks."""
        count = Count(self.strategy, self.scores, tuple(chosen))
        return tuple(named(breach, self.strategy) for breach in count.breaches())

    def worth(self) -> Worth:
        """The value of both plans, and of every project in which they differ."""
        base, chosen = self.decided.base, self.decided.chosen
        had, has = self._held(base), self._held(chosen)
        parts = [
            Part(project, self._sum(project, has) - self._sum(project, had))
            for project in sorted({code for code, _ in had ^ has})
        ]
        before, after = self.value(base), self.value(chosen)
        rest = after - before - sum((part.value for part in parts), Fraction(0))
        return Worth(before, after, tuple(parts), rest)

    def price(self) -> Price:
        """What keeping the decisions costs at least."""
        decided = self.decided
        free = self.best(decided.base)
        free_value = self.value(decided.base) if free is None else free.value
        kept = self.best(decided.agreed, decided.kept)
        if kept is None:
            return Price(free_value, None, proven=free is not None and free.proven)
        taken, dropped = self._differs(kept, decided.chosen)
        proven = kept.proven and free is not None and free.proven
        return Price(free_value, kept.value, proven, taken, dropped)

    def otherwise(self) -> Otherwise:
        """The decisions under this strategy."""
        chosen = self._here(self.decided.chosen)
        best = self.best(self._here(self.decided.agreed), self.decided.kept)
        taken, dropped = self._differs(best, chosen) if best else ((), ())
        value = None if best is None else best.value
        return Otherwise(self.value(chosen), value, self.breaches(chosen), taken, dropped)

    def weighed(self, strategy: Strategy) -> Otherwise:
        """The decisions by the values that other weights give, and whose rank is another one."""
        scores = score_projects(strategy)
        told = Reviewed(self.decided, strategy, scores, self.solver).otherwise()
        before, after = self._ranks(self.scores), self._ranks(scores)
        moved = ((code, before[code], after[code]) for code in sorted(before))
        return replace(told, ranks=tuple(each for each in moved if each[1] != each[2]))

    def _here(self, chosen: Sequence[Option]) -> tuple[Option, ...]:
        """The same options as this strategy and its scores make them."""
        options, _ = make_options(self.strategy, self.scores)
        keys = {option.key for option in chosen}
        return tuple(option for option in options if option.key in keys)

    def _towns(self) -> set[str]:
        payer = self.decided.book.block
        return set(self.strategy.orp) if payer == REGION else {payer}

    def _held(self, chosen: Sequence[Option]) -> set[tuple[str, str]]:
        """(project, town) of what the towns have that the workbook is about."""
        mine = Count(self.strategy, self.scores, tuple(chosen)).mine
        return {copy for copy in mine if copy[1] in self._towns()}

    def _sum(self, project: str, held: set[tuple[str, str]]) -> Units:
        region = self.decided.book.block == REGION
        total = sum(
            self.scores.values[copy] * (self.scores.multipliers[copy[1]] if region else 1)
            for copy in held
            if copy[0] == project
        )
        return Fraction(total, self.scores.denominator if region else 1)

    def _differs(
        self, best: Best, chosen: Sequence[Option]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The projects that a best plan has besides, and those that it does without."""
        new, old = ({code for code, _ in self._held(each)} for each in (best.chosen, chosen))
        return tuple(sorted(new - old)), tuple(sorted(old - new))

    def _ranks(self, scores: Scores) -> dict[str, int]:
        """The place of each of the workbook's projects by value, equal ones alike."""
        towns = self._towns()
        codes = [row.project for row in self.decided.book.rows]
        values = {code: sum(scores.values[code, town] for town in towns) for code in codes}
        return {
            code: 1 + sum(other > value for other in values.values())
            for code, value in values.items()
        }
