"""A region solved block by block: its bound, its plan, and that neither depends on how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.search.pricing import PRICE_UNIT, Blocks
from stack_planner.choosing.search.rounds import Rounds
from stack_planner.choosing.search.whole import Search, solve_region
from stack_planner.choosing.solve import Answer, Limits, Solver, State
from tests.doubles import Asked, Double
from tests.often import often
from tests.solving import counted_best, modelled, small_region

if TYPE_CHECKING:
    from stack_planner.choosing.model import Model

UNTRIED = Answer(State.WORK, None, None)
"""A first try in one piece that found nothing, so that everything is left to the blocks."""


def searched(model: Model, unit: int, limits: Limits | None = None) -> Answer:
    return Search(Blocks(model), Solver(limits or Limits()), unit).run(UNTRIED)


@pytest.mark.parametrize("seed", often(range(100), 30))
def test_blocks_find_what_a_second_reading_finds(seed: int) -> None:
    strategy = small_region(seed)
    scores, model = modelled(strategy)
    best = counted_best(seed)
    answer = searched(model, scores.denominator)
    if best is None:
        assert answer.state is State.INFEASIBLE
        return
    assert answer.chosen is not None
    assert model.keeps(answer.chosen)
    assert answer.state is State.OPTIMAL
    assert answer.bound == model.value(answer.chosen) == best * scores.denominator


@pytest.mark.parametrize("seed", often(range(100), 30))
def test_pricing_alone_never_claims_too_little(seed: int) -> None:
    strategy = small_region(seed)
    scores, model = modelled(strategy)
    best = counted_best(seed)
    if best is None or len(model.blocks) < 2:
        return
    rounds = Rounds(Blocks(model), Solver(), scores.denominator)
    rounds.begin()
    for _ in range(4):
        rounds.go_on()
        assert rounds.bound is not None
        assert rounds.bound >= best * scores.denominator
        assert rounds.plan is None or model.value(rounds.plan) <= rounds.bound
    for cut in rounds.cuts:
        for answer in (Solver().maximise(model).chosen, rounds.plan):
            assert answer is None or cut.holds(answer)


def test_side_by_side_or_one_after_the_other_is_the_same() -> None:
    for seed in range(40):
        scores, model = modelled(small_region(seed))
        alone = searched(model, scores.denominator, Limits(jobs=1))
        assert searched(model, scores.denominator, Limits(jobs=3)) == alone


class Enumerating(Double):
    """Another solver of small blocks: it looks at every choice."""

    def answer(self, asked: Asked) -> Answer:
        """The best choice of all; what is too large, or not yes or no, goes to the usual solver."""
        model, worths = asked.model, asked.worths
        size = len(model.columns)
        if size > 10 or not all(column.whole for column in model.columns):
            return self.usual(asked)
        choices = (frozenset(i for i in range(size) if n >> i & 1) for n in range(1 << size))
        ranked = sorted(filter(model.keeps, choices), key=lambda c: -sum(worths[i] for i in c))
        if not ranked:
            return Answer(State.INFEASIBLE, None, None)
        best = sum(worths[i] for i in ranked[0])
        return Answer(State.OPTIMAL, ranked[0], best, others=tuple(ranked[1 : asked.keep + 1]))


def test_blocks_may_be_solved_by_any_solver() -> None:
    for seed in range(12):
        scores, model = modelled(small_region(seed))
        usual = searched(model, scores.denominator)
        other = Search(Blocks(model), Enumerating(), scores.denominator).run(UNTRIED)
        assert (other.state, other.bound) == (usual.state, usual.bound)


def test_an_effort_that_is_too_small_leaves_a_true_bound_and_says_so() -> None:
    seen = 0
    for seed in range(30):
        strategy = small_region(seed)
        scores, model = modelled(strategy)
        best = counted_best(seed)
        answer = searched(model, scores.denominator, Limits(nodes=0))
        assert answer.state in {State.OPTIMAL, State.WORK, State.INFEASIBLE}
        if best is None or answer.state is State.INFEASIBLE:
            assert best is None or answer.state is not State.INFEASIBLE
            continue
        assert answer.bound is None or answer.bound >= best * scores.denominator
        assert answer.chosen is None or model.value(answer.chosen) <= best * scores.denominator
        seen += answer.state is State.WORK
    assert seen


def test_blocks_that_share_nothing_are_solved_by_themselves() -> None:
    seen = 0
    for seed in range(300):
        strategy = replace(small_region(seed), pool=())
        scores, model = modelled(strategy)
        if len(model.blocks) > 1 and not model.shared_rows():
            answer = solve_region(model, Solver(), scores.denominator)
            whole = Solver().maximise(model, unit=scores.denominator)
            assert (answer.state, answer.bound) == (whole.state, whole.bound)
            if answer.state is State.OPTIMAL:
                assert answer.solves == len(model.blocks)
                seen += 1
        if seen > 5:
            return
    pytest.fail("too few regions whose blocks share nothing")


def test_a_plan_that_keeps_every_row_outweighs_a_solver_that_sees_none() -> None:
    _, model = modelled(small_region(3))
    rounds = Rounds(Blocks(model), Solver())
    rounds.count(Answer(State.INFEASIBLE, None, None))
    assert rounds.impossible
    assert model.keeps(frozenset())
    assert rounds.offer(frozenset())
    rounds.count(Answer(State.INFEASIBLE, None, None))
    assert not rounds.impossible
    assert not rounds.offer(frozenset())


def test_a_price_in_whole_units_makes_an_exact_bound() -> None:
    _, model = modelled(small_region(3))
    blocks = Blocks(model)
    free = [block.priced({}, Solver(), 1).bound or 0 for block in blocks.parts]
    assert blocks.bound({}, free) == sum(bound // PRICE_UNIT for bound in free)
