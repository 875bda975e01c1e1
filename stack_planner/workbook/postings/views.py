"""What a payer has to do with a project: its own part, its share, grants, as amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.records import Scope
from stack_planner.workbook.ledger import Entry
from stack_planner.workbook.postings.amounts import NOTHING, Amount, Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack_planner.records import Project

TOGETHER = (Entry.PROJECT, Entry.SHARE)
"""The joint part less the shares of towns: what stays on the region."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Gross expenditure by the item that it is booked under."""

    capex: Amount
    one_off: Amount
    opex: Amount


@dataclass(frozen=True, slots=True)
class Share:
    """What passes through the holder of a project: gross expenditure, and grants that arrive."""

    capex: Amount
    opex: Amount
    capex_grant: Amount
    opex_grant: Amount


@dataclass(frozen=True, slots=True)
class View:
    """A payer's money in one project.

    ``whole`` is everything it pays for, ``apart`` what of it is its own business and ``share`` the
    rest; ``saving`` is negative and belongs to neither.
    """

    whole: Costs
    apart: Costs
    share: Share
    saving: Amount
    others: Amount = NOTHING
    region: Amount = NOTHING


def town_view(lines: Lines = Lines()) -> View:  # noqa: B008 — frozen
    """A town's money, in amounts of its own ledger."""
    col = lines.column
    running = col("opex") - col("saving")
    return View(
        whole=Costs(col("capex"), col("one_off"), running - col("one_off")),
        apart=Costs(col("capex") - col("shared_capex"), NOTHING, running - col("shared_opex")),
        share=Share(
            col("shared_capex"),
            col("shared_opex"),
            col("capex_received"),
            col("opex_received"),
        ),
        saving=col("saving"),
        others=col("others"),
        region=col("region"),
    )


def joining_view(orp: str) -> View:
    """The money of a town that joins, in amounts of the region's ledger.

    Its share stands there with a minus sign, for it is taken off the region.
    """
    col, granted = Lines((Entry.SHARE,), orp).column, granted_to(orp)
    share = share_of(orp)
    return View(
        whole=Costs(
            col("town_capex") - col("capex"),
            -col("one_off"),
            col("town_opex") - col("opex") + col("one_off"),
        ),
        apart=Costs(col("town_capex"), NOTHING, col("town_opex")),
        share=share,
        saving=col("town_saving"),
        others=col("town_others"),
        region=granted,
    )


def granted_to(orp: str) -> Amount:
    """The region's grant to a town, in amounts of the region's ledger."""
    return Lines((Entry.GRANT,), orp).column("capex")


def region_view(project: Project) -> View:
    """The region's money in its own project, or what stays on it of a joint one."""
    col = Lines(_region_lines(project)).column
    running = col("opex") - col("saving")
    return View(
        whole=Costs(col("capex"), col("one_off"), running - col("one_off")),
        apart=Costs(NOTHING, NOTHING, NOTHING),
        share=region_share(project),
        saving=col("saving"),
    )


def _region_lines(project: Project) -> tuple[Entry, ...]:
    return TOGETHER if project.scope is Scope.JOINT else (Entry.PROJECT,)


def region_share(project: Project) -> Share:
    """What the region sends to a holder, and what of the grant it gets from it."""
    col = Lines(_region_lines(project)).column
    return Share(
        col("capex"),
        col("opex") - col("saving"),
        col("capex_received"),
        col("opex_received"),
    )


def share_of(orp: str) -> Share:
    """What a town sends to the holder of a joint project, in amounts of the region's ledger."""
    col = Lines((Entry.SHARE,), orp).column
    return Share(-col("capex"), -col("opex"), -col("capex_received"), -col("opex_received"))


def held_costs(holder: str) -> Costs:
    """What a holder spends for the others: all of a project but the holder's own share.

    ``holder`` is a town's code; empty for the region, which spends for the towns.
    """
    col = _held(holder)
    running = col("opex") - (Lines().column("saving") if holder else NOTHING)
    return Costs(col("capex"), col("one_off"), running - col("one_off"))


def held_share(holder: str) -> Share:
    """What passes through a holder's budget for all the others together."""
    col = _held(holder)
    running = col("opex") - (Lines().column("saving") if holder else NOTHING)
    return Share(col("capex"), running, col("capex_received"), col("opex_received"))


def _held(holder: str) -> Callable[[str], Amount]:
    """Columns of what is others'; shares stand in the region's ledger with a minus sign."""
    if not holder:
        shares = Lines((Entry.SHARE,))
        return lambda name: -shares.column(name)
    own = Lines((Entry.SHARE,), holder)
    return lambda name: Lines().column(name) + own.column(name)
