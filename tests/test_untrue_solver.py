"""A solver whose answers break rows is corrected by cuts or told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.solve import Solver
from stack_planner.problems import InfeasibleError, UntrueAnswerError
from stack_planner.records import Budget
from tests.solving import best_value, by_hand, modelled, project, small_region, solved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.choosing.solve import Answer


@dataclass(frozen=True)
class Deaf(Solver):
    """A solver that never hears of rows whose names begin in a certain way."""

    to: str = ""

    def maximise(
        self,
        model: Model,
        weights: Sequence[int] | None = None,
        start: frozenset[int] | None = None,
        unit: int = 1,
        keep: int = 0,
    ) -> Answer:
        """The best choice within the rows that were heard, cuts among them."""
        heard = tuple(row for row in model.rows if not row.name.startswith(self.to))
        return super().maximise(replace(model, rows=heard), weights, start, unit, keep)


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
