"""Items of the budget classification (decree no. 412/2021 Coll.) for money that passes on.

Numbers as in the code list of 2021 of the state treasury's MONITOR; whether later amendments have
renamed them is not verified, which ``docs/budget.md`` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stack_planner.workbook.postings.parties import PartyKind

if TYPE_CHECKING:
    from collections.abc import Mapping


class Items(NamedTuple):
    """Two items of one purpose; an empty one is for the accountant to fill in."""

    current: str
    capital: str

    def of(self, *, capital: bool) -> str:
        """The item of capital or of current money."""
        return self.capital if capital else self.current


UNKNOWN = Items("", "")
GRANT = Items("4116", "4216")
TO_TOWN = Items("5321", "6341")
TO_REGION = Items("5323", "6342")
TO_ASSOCIATION = Items("5329", "6349")
FROM_TOWN = Items("4121", "4221")
FROM_REGION = Items("4122", "4222")
FROM_ASSOCIATION = Items("4129", "4229")
BALANCE = "8115"
LOAN = "8123"

GIVEN: Mapping[PartyKind, Items] = {
    PartyKind.TOWN: TO_TOWN,
    PartyKind.REGION: TO_REGION,
    PartyKind.ASSOCIATION: TO_ASSOCIATION,
    PartyKind.OTHER: UNKNOWN,
}
"""The items of a transfer by who gets it."""

RECEIVED: Mapping[PartyKind, Items] = {
    PartyKind.TOWN: FROM_TOWN,
    PartyKind.REGION: FROM_REGION,
    PartyKind.ASSOCIATION: FROM_ASSOCIATION,
    PartyKind.OTHER: UNKNOWN,
}
"""The items of a transfer by who gave it."""
