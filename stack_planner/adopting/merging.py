"""Rows with one code become one project where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.adopting.orders import LeftOut, Merging, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.adopting.taking import Taken


def merged(
    taken: Sequence[Taken], merging: Merging
) -> tuple[list[Taken], list[tuple[Taken, LeftOut]]]:
    """The rows that stay, and those that went into an earlier one of their code.

    ``sum`` adds the money of all rows of a code; ``once`` leaves out rows whose money is the same
    as the first one's, because lists often repeat a project's whole cost on each of its rows.
    """
    kept: list[Taken] = []
    gone: list[tuple[Taken, LeftOut]] = []
    first: dict[str, Taken] = {}
    for each in taken:
        earlier = first.setdefault(each.code.casefold(), each) if each.code else each
        if merging is Merging.NONE or earlier is each:
            kept.append(each)
        elif merging is Merging.SUM:
            _add(earlier, each)
            gone.append((each, _left(each, Reason.MERGED, earlier)))
        elif (earlier.money, earlier.by_year) == (each.money, each.by_year):
            earlier.also.append(each.line.row)
            _gather(earlier, each)
            gone.append((each, _left(each, Reason.REPEAT, earlier)))
        else:
            kept.append(each)
    return kept, gone


def _add(earlier: Taken, each: Taken) -> None:
    earlier.also.append(each.line.row)
    earlier.unread += each.unread
    if each.money is not None:
        earlier.money = (earlier.money or 0) + each.money
    for year, money in each.by_year.items():
        earlier.by_year[year] = earlier.by_year.get(year, 0) + money
    if each.values.get("opex") is not None:
        earlier.values["opex"] = (earlier.values.get("opex") or 0) + each.values["opex"]
    _gather(earlier, each)


def _gather(earlier: Taken, each: Taken) -> None:
    """Keeps what the further columns of a row say otherwise than those of the one it went into."""
    for heading, value in each.further.items():
        mine = earlier.further.get(heading)
        if mine is None:
            earlier.further[heading] = value
        elif value is not None and str(value) not in str(mine).split("; "):
            earlier.further[heading] = f"{mine}; {value}"


def _left(each: Taken, reason: Reason, earlier: Taken) -> LeftOut:
    return LeftOut(each.line.row, reason, each.line.cells, str(earlier.line.row))
