"""Rows of decisions that a plan has to keep, beside those of budgets and rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Row, Sense, essential, make_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.choosing.model import Column
    from stack_planner.decided import Kept


def kept_rows(columns: Sequence[Column], kept: Iterable[Kept]) -> Iterator[Row]:
    """Exactly one of a decision's options, or none of them."""
    places = {column.name: index for index, column in enumerate(columns)}
    for decision in kept:
        terms = dict.fromkeys((places[key] for key in decision.options if key in places), 1)
        yield make_row(f"kept[{decision.name}]", terms, Sense.EQUAL, int(decision.chosen))


def keeping_decisions(model: Model, kept: Sequence[Kept]) -> Model:
    """The model in which all decisions are kept."""
    if not kept:
        return model
    return replace(model, rows=essential((*model.rows, *kept_rows(model.columns, kept))))
