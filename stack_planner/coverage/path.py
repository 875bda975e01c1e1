"""The paths that problem spots go: which state may come after which, in each agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import Agenda, SpotState

if TYPE_CHECKING:
    from collections.abc import Mapping

Ways = tuple[SpotState, ...]

_NEXT: Mapping[Agenda, Mapping[SpotState, Ways]] = {
    Agenda.MOBILE: {
        SpotState.REPORTED: (SpotState.VERIFIED,),
        SpotState.VERIFIED: (SpotState.HANDED_CTU,),
        SpotState.HANDED_CTU: (SpotState.MEASURED,),
        SpotState.MEASURED: (SpotState.LISTED, SpotState.NOT_LISTED),
        SpotState.LISTED: (SpotState.COVERED,),
        SpotState.NOT_LISTED: (SpotState.COVERED,),
        SpotState.COVERED: (),
    },
    Agenda.FIXED: {
        SpotState.REPORTED: (SpotState.VERIFIED,),
        SpotState.VERIFIED: (SpotState.HANDED_BCO,),
        SpotState.HANDED_BCO: (SpotState.MAPPED,),
        SpotState.MAPPED: (SpotState.SUPPORTED, SpotState.OUTSIDE),
        SpotState.SUPPORTED: (SpotState.CONNECTED,),
        SpotState.OUTSIDE: (SpotState.CONNECTED,),
        SpotState.CONNECTED: (),
    },
}
HANDED = {Agenda.MOBILE: SpotState.HANDED_CTU, Agenda.FIXED: SpotState.HANDED_BCO}
"""The state in which an office has the spot, by agenda."""

SOLVED = frozenset({SpotState.COVERED, SpotState.CONNECTED})
"""The ends of both paths; to be listed, or to lie in a supported area, is not to be solved."""


def path_of(agenda: Agenda) -> Ways:
    """All states of an agenda in the order of its path."""
    return tuple(_NEXT[agenda])


def is_on_path(agenda: Agenda, state: SpotState) -> bool:
    """Whether a state belongs to an agenda at all."""
    return state in _NEXT[agenda]


def follows(agenda: Agenda, before: SpotState, after: SpotState) -> bool:
    """Whether a spot may come from one state to another, perhaps through states between them."""
    ways = _NEXT[agenda].get(before, ())
    return after in ways or any(follows(agenda, way, after) for way in ways)


def is_handed(agenda: Agenda, state: SpotState) -> bool:
    """Whether the office of the agenda has had the spot by this state."""
    return state is HANDED[agenda] or follows(agenda, HANDED[agenda], state)
