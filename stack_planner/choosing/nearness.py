"""Nothing moves for nothing: of plans worth as much, the one nearest to a plan that was there.

Who agreed to a plan should find it again where it is as good as any other one. Payer by payer, what
each had before stands in for what it was given now, wherever every row still holds and the value is
the same; first all of them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from stack_planner.choosing.model import Model


def nearest(model: Model, chosen: frozenset[int], before: Collection[str]) -> frozenset[int]:
    """A choice worth as much as ``chosen`` with what payers had before, by the options' names.

    What is no longer among the columns is passed over.
    """
    had = model.completed(before)
    if _as_good(model, had, chosen):
        return had
    moved = True
    while moved:
        moved = False
        for block in model.blocks:
            other = _of_block(model, block, chosen, had)
            if other != chosen and _as_good(model, other, chosen):
                chosen, moved = other, True
    return chosen


def _as_good(model: Model, other: frozenset[int], chosen: frozenset[int]) -> bool:
    return model.value(other) == model.value(chosen) and model.keeps(other)


def _of_block(
    model: Model, block: str, chosen: frozenset[int], had: frozenset[int]
) -> frozenset[int]:
    """A choice in which one payer has what it had, with the synergies that follow from that."""
    own = {i for i, column in enumerate(model.columns) if column.block == block}
    own |= model.following(own)
    return (chosen - own) | (had & own)
