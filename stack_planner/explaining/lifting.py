"""A model with a column for each project beside those of its ways, which is solved far sooner.

Whether a project is done is worth something, in which year and by which money mostly is not. A
solver that branches on single ways learns next to nothing from each branch: without one way there
are the others, worth the same. So the worth that all ways of a project share is moved to a column
of its own, which may be 1 only where one of them is chosen. It is the same problem: the column may
always be 0, so that no choice is ruled out, and at most one way is chosen, so that each is worth
what it was. HiGHS takes a hundredth of the nodes. The row is no equation: from an equation its
presolve would take the column out again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Column, Model, Sense, make_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.solve import Answer


def lifted(model: Model, weights: Sequence[int]) -> tuple[Model, list[int]]:
    """The model with the projects' columns behind its own, and the weights of all of them."""
    ways: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, column in enumerate(model.columns):
        if column.option:
            ways[column.block, column.option.project].append(index)
    columns, rows, moved = list(model.columns), list(model.rows), list(weights)
    for (block, project), those in ways.items():
        shared = min(weights[index] for index in those)
        if len(those) > 1 and shared > 0:
            terms = {**dict.fromkeys(those, 1), len(columns): -1}
            rows.append(make_row(f"done[{project},{block}]", terms, Sense.AT_LEAST, 0))
            columns.append(Column(f"done|{project}|{block}", block, 0))
            moved.append(shared)
            for index in those:
                moved[index] -= shared
    return Model(tuple(columns), tuple(rows)), moved


def grounded(answer: Answer, model: Model) -> Answer:
    """An answer to a lifted model as one to the model itself."""
    if answer.chosen is None:
        return answer
    own = len(model.columns)
    return replace(answer, chosen=frozenset(index for index in answer.chosen if index < own))
