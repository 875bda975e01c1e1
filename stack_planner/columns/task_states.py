"""The words for a task's state that are understood; the state itself stays as it was written."""

from __future__ import annotations

from stack_planner.likeness import bare

_OPEN = (
    *("", "otevřený", "otevřen", "otevřená", "otevřeno", "trvá", "probíhá", "plní se", "běží"),
    *("rozpracováno", "v řešení", "nesplněno", "open", "in progress", "ongoing", "pending"),
)
_CLOSED = (
    *("splněno", "splněn", "splněna", "splněný", "hotovo", "hotov", "hotova", "hotový"),
    *("vyřízeno", "vyřízen", "vyřízena", "dokončeno", "uzavřeno", "provedeno"),
    *("done", "finished", "completed", "closed"),
    *("zrušeno", "zrušen", "zrušena", "zrušený", "odpadlo", "odpadá", "bezpředmětné"),
    *("cancelled", "canceled", "dropped"),
)
OPEN, CLOSED = (frozenset(map(bare, words)) for words in (_OPEN, _CLOSED))


def is_closed(state: str) -> bool:
    """Whether a task in this state is done or cancelled; any other word leaves it open."""
    return bare(state).strip(" .!") in CLOSED


def is_understood(state: str) -> bool:
    """Whether a state is one of the known words, or blank."""
    return is_closed(state) or bare(state).strip(" .!") in OPEN
