"""The solver against counting every choice, on models and towns that hypothesis makes up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stack_planner.choosing.model import Column, Model, Sense, essential, make_row
from stack_planner.choosing.search.pricing import Blocks
from stack_planner.choosing.search.whole import Search
from stack_planner.choosing.solve import Answer, Solver, State
from stack_planner.records import REGION, Budget
from tests.solving import best_value, by_hand, project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Strategy

MOST_COLUMNS = 14
UNTRIED = Answer(State.WORK, None, None)
unhurried = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Up to fourteen decisions of two towns and the region, and up to six rows of any kind."""
    worths = draw(st.lists(st.integers(-20, 50), min_size=1, max_size=MOST_COLUMNS))
    blocks = draw(
        st.lists(
            st.sampled_from(("T", "U", REGION)), min_size=len(worths), max_size=len(worths)
        ).map(sorted)
    )
    columns = tuple(
        Column(f"x{place:02d}", block, worth)
        for place, (block, worth) in enumerate(zip(blocks, worths, strict=True))
    )
    terms = st.dictionaries(st.integers(0, len(worths) - 1), st.integers(-9, 9), max_size=8)
    told = draw(st.lists(st.tuples(terms, st.sampled_from(Sense), st.integers(-5, 20)), max_size=6))
    rows = [make_row(f"row[{n}]", *row) for n, row in enumerate(told)]
    return Model(columns, essential(rows))


def counted(model: Model) -> int | None:
    """The best value of all 2ⁿ choices; None where none keeps every row."""
    every = np.array(list(product((0, 1), repeat=len(model.columns))), dtype=np.int64)
    kept = np.ones(len(every), dtype=bool)
    for row in model.rows:
        side = sum((c * every[:, i] for i, c in row.terms), np.zeros(len(every), dtype=np.int64))
        kept &= {
            Sense.AT_MOST: side <= row.bound,
            Sense.AT_LEAST: side >= row.bound,
            Sense.EQUAL: side == row.bound,
        }[row.sense]
    worths = every[kept] @ np.array([column.weight for column in model.columns])
    return int(worths.max()) if worths.size else None


@unhurried
@given(models())
def test_in_one_piece_the_solver_finds_what_counting_finds(model: Model) -> None:
    assert told(model, Solver().maximise(model)) == counted(model)


@unhurried
@given(models())
def test_block_by_block_as_well(model: Model) -> None:
    hopeless = any(not row.terms and not row.holds(frozenset()) for row in model.rows)
    if not hopeless:
        assert told(model, Search(Blocks(model), Solver(), 1).run(UNTRIED)) == counted(model)


def told(model: Model, answer: Answer) -> int | None:
    """The value of an answer that keeps every row and is proven."""
    if answer.state is State.INFEASIBLE:
        return None
    assert answer.state is State.OPTIMAL
    assert answer.chosen is not None
    assert model.keeps(answer.chosen)
    assert answer.bound == model.value(answer.chosen)
    return answer.bound


class Wish(NamedTuple):
    """A project of a town as hypothesis makes it up."""

    worth: int
    now: int
    later: int
    effort: int
    waits: bool


@dataclass(frozen=True)
class Town:
    """A town's wishes, each paid in two years, and its limits of money and staff in three."""

    wishes: tuple[Wish, ...]
    capex: tuple[int | None, ...]
    staff: tuple[int | None, ...]
    carries: bool

    @property
    def strategy(self) -> Strategy:
        """The town as a region."""
        projects = [
            project(
                f"P{n}",
                capex=wish.now + wish.later,
                capex_by_year=(wish.now, wish.later),
                duration=2,
                effort=wish.effort,
                earliest=2028 if wish.waits else None,
            )
            for n, wish in enumerate(self.wishes)
        ]
        budgets = [
            Budget("T", 2027 + year, capex, effort=staff)
            for year, (capex, staff) in enumerate(zip(self.capex, self.staff, strict=True))
        ]
        values = {f"P{n}": wish.worth for n, wish in enumerate(self.wishes)}
        strategy = by_hand(projects, values, budgets)
        return replace(strategy, settings=replace(strategy.settings, carry_over=self.carries))

    @property
    def plans(self) -> Iterator[list[tuple[Wish, int]]]:
        """All that the town can do, affordable or not: wishes with the year of their start."""
        for starts in product(*((None, 1) if w.waits else (None, 0, 1) for w in self.wishes)):
            yield [(w, s) for w, s in zip(self.wishes, starts, strict=True) if s is not None]

    def affords(self, plan: Sequence[tuple[Wish, int]]) -> bool:
        """Whether money and staff are enough, year by year, what is left carried over or not."""
        left: float = 0
        for year, (capex, staff) in enumerate(zip(self.capex, self.staff, strict=True)):
            paid = sum(w.now for w, s in plan if s == year)
            paid += sum(w.later for w, s in plan if s + 1 == year)
            left = (left if self.carries else 0) + (inf if capex is None else capex) - paid
            busy = sum(w.effort for w, s in plan if s == year)
            if left < 0 or (staff is not None and busy > staff):
                return False
        return True


def limits(most: int) -> st.SearchStrategy[tuple[int | None, ...]]:
    """Limits of three years, given or blank."""
    one = st.none() | st.integers(0, most)
    return st.tuples(one, one, one)


WISH = st.builds(
    Wish,
    worth=st.integers(0, 50),
    now=st.integers(0, 30),
    later=st.integers(1, 30),
    effort=st.integers(0, 5),
    waits=st.booleans(),
)
TOWN = st.builds(
    Town,
    wishes=st.lists(WISH, max_size=MOST_COLUMNS // 2).map(tuple),
    capex=limits(60),
    staff=limits(10),
    carries=st.booleans(),
)


@unhurried
@given(TOWN)
def test_a_town_gets_the_best_of_all_its_plans(town: Town) -> None:
    best = max(sum(wish.worth for wish, _ in plan) for plan in town.plans if town.affords(plan))
    assert best_value(town.strategy) == best
