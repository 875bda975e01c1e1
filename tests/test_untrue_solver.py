"""A solver whose answers break rows is corrected by cuts or told."""

from __future__ import annotations

import pytest

from stack_planner.problems import InfeasibleError, UntrueAnswerError
from stack_planner.records import Budget
from tests.doubles import Deaf
from tests.solving import best_value, by_hand, modelled, project, small_region, solved

KINDS = (
    *("capex", "opex", "prefinancing", "effort", "allocation"),
    *("must", "one", "join", "participants", "cover"),
    *("requires", "excludes", "together", "rule"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_row_is_cut_until_it_holds(kind: str) -> None:
    deaf = Deaf(to=kind)
    for strategy in map(small_region, range(1000)):
        _, model = modelled(strategy)
        answer = deaf.maximise(model).chosen
        if answer is None or all(row.holds(answer) for row in model.rows):
            continue
        try:
            repaired = solved(strategy, deaf)
        except (UntrueAnswerError, InfeasibleError):
            continue
        assert repaired.value == best_value(strategy)
        return
    pytest.fail("no region in which it matters")


def test_a_solver_that_never_learns_is_told() -> None:
    cheap = [project(f"P{n}", capex=10) for n in range(8)]
    worth = {p.code: 1 for p in cheap}
    strategy = by_hand(cheap, worth, [Budget("T", 2027, 10)])
    assert best_value(strategy) == 1
    with pytest.raises(UntrueAnswerError, match=r"capex\[T,2027\]"):
        solved(strategy, Deaf(to="capex"))
    with pytest.raises(UntrueAnswerError, match=r"capex\[T,2027\]"):
        solved(strategy, Deaf(to=""))
