"""The order of preference: what of two plans makes the one better, counted column by column.

Each measure is a sum over the chosen columns of which more is better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.choosing.model import Model, Sense, make_row
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from stack_planner.choosing.model import Column
    from stack_planner.records import Strategy


def measured(strategy: Strategy, model: Model, order: int) -> list[int]:
    """What each column of a model adds to one measure of ``ORDERS``."""
    return [ORDERS[order](strategy, column) for column in model.columns]


def total(weights: Sequence[int], chosen: Iterable[int]) -> int:
    """What the chosen columns add up to."""
    return sum(weights[i] for i in chosen)


def keeping(
    strategy: Strategy, model: Model, chosen: frozenset[int], orders: Iterable[int]
) -> Model:
    """The model with rows by which some measures of a choice may not be lost."""
    rows = list(model.rows)
    for order in orders:
        weights = measured(strategy, model, order)
        least = total(weights, chosen)
        rows.append(make_row(f"keep[{order}]", dict(enumerate(weights)), Sense.AT_LEAST, least))
    return Model(model.columns, tuple(rows))


def _value(_: Strategy, column: Column) -> int:
    return column.weight


def _earliness(strategy: Strategy, column: Column) -> int:
    """Less for every year that points wait: −points · (start − first year)."""
    if column.option is None:
        return 0
    return -column.weight * max(0, column.option.start - strategy.settings.first_year)


def _thrift(_: Strategy, column: Column) -> int:
    """Less for every crown of the town's and the region's own money, years after included.

    A town's grant from the region is the region's money; its share of a joint project is what the
    region need not pay.
    """
    option = column.option
    if option is None:
        return 0
    if option.payer == REGION:
        return -option.total("own")
    taken_off = sum(flow.own for flow in option.share)
    return taken_off - option.total("own") - option.total("region")


ORDERS: Sequence[Callable[[Strategy, Column], int]] = (_value, _earliness, _thrift)
