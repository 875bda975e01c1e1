"""The rows of a region that has no plan, undropped, and the question whether some of them can hold.

What cannot be given up stays in every question: a copy of a project is done in one way at most, and
a town joins only what runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.choosing.conflict.clauses import Said
from stack_planner.choosing.conflict.closed import closed_options
from stack_planner.choosing.conflict.naming import make_clauses
from stack_planner.choosing.keeping import kept_rows
from stack_planner.choosing.model import Column, Model, Row, Sense, make_row
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import all_rows
from stack_planner.choosing.solve import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.choosing.conflict.clauses import Clause
    from stack_planner.choosing.solve import Solver
    from stack_planner.decided import Kept
    from stack_planner.records import Strategy
    from stack_planner.results import Scores


@dataclass(frozen=True)
class Ground:
    """Columns of options, the rows that always hold, and the named rules in their order."""

    columns: tuple[Column, ...]
    always: tuple[Row, ...]
    clauses: tuple[Clause, ...]
    solver: Solver

    def can_hold(self, clauses: Iterable[Clause]) -> bool | None:
        """Whether named rules can hold together; None where the work limit came first."""
        rows = [row for clause in clauses for row in clause.rows]
        model, _ = self.model(rows)
        answer = self.solver.maximise(model, [0] * len(model.columns))
        if answer.state is State.INFEASIBLE:
            return False
        chosen = answer.chosen
        held = chosen is not None and all(row.holds(chosen) for row in model.rows)
        return True if held else None

    def least(self, row: Row, clauses: Iterable[Clause]) -> int | None:
        """The least that the left side of a row can be if named rules hold; None if unsettled."""
        model, places = self.model([row, *(row for clause in clauses for row in clause.rows)])
        costs = dict(row.terms)
        weights = [-costs.get(place, 0) for place in places]
        free = Model(model.columns, tuple(other for other in model.rows if other.name != row.name))
        answer = self.solver.maximise(free, weights)
        chosen = answer.chosen
        if answer.state is not State.OPTIMAL or chosen is None:
            return None
        held = all(other.holds(chosen) for other in free.rows)
        return -sum(weights[index] for index in chosen) if held else None

    def model(self, rows: Sequence[Row]) -> tuple[Model, tuple[int, ...]]:
        """Rows with what always holds, over the columns that can matter to them.

        Returns:
            The model and, for each of its columns, the index in the ground's. Whatever is left
            out may as well not be chosen.
        """
        wanted = {index for row in rows for index, _ in row.terms}
        wanted |= {self._run[index] for index in wanted if index in self._run}
        inside = sorted(wanted)
        places = {index: place for place, index in enumerate(inside)}
        narrow = [_narrowed(row, places) for row in self.always]
        kept = [row for row in narrow if row.binds]
        kept += [_narrowed(row, places) for row in rows]
        return Model(tuple(self.columns[index] for index in inside), tuple(kept)), tuple(inside)

    @cached_property
    def _run(self) -> Mapping[int, int]:
        """The run that a column needs, where it joins one."""
        runs: dict[int, int] = {}
        for row in self.always:
            run = next((index for index, c in row.terms if c < 0), None)
            runs |= {index: run for index, c in row.terms if c > 0 and run is not None}
        return runs


def _narrowed(row: Row, places: Mapping[int, int]) -> Row:
    terms = tuple((places[index], c) for index, c in row.terms if index in places)
    return Row(row.name, terms, row.sense, row.bound)


def make_ground(
    strategy: Strategy, scores: Scores, solver: Solver, kept: Sequence[Kept] = ()
) -> Ground:
    """The ground of a strategy, with what is closed to towns as options of their own."""
    options, _ = make_options(strategy, scores)
    options = (*options, *closed_options(strategy, scores, options))
    columns = sorted(
        (Column(option.key, option.payer, 0, option) for option in options),
        key=lambda column: column.name,
    )
    rows = [*all_rows(strategy, columns), *kept_rows(columns, kept)]
    said = Said(strategy, columns, rows)
    return Ground(tuple(columns), tuple(_always(said)), make_clauses(said, kept), solver)


def _always(said: Said) -> Iterator[Row]:
    """At most one option of every copy, also of a mandatory one; joining only what runs."""
    for (code, payer), indices in sorted(said.copies.items()):
        yield make_row(f"one[{code},{payer}]", dict.fromkeys(indices, 1), Sense.AT_MOST, 1)
    yield from (row for row in said.rows if row.name.startswith("join["))
