"""What a subject books for a project: each entry with its item, its paragraph and its amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stack_planner.records import Scope
from stack_planner.workbook.postings.items import GIVEN, GRANT, RECEIVED
from stack_planner.workbook.postings.parties import THE_REGION, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project
    from stack_planner.workbook.postings.amounts import Amount
    from stack_planner.workbook.postings.items import Items
    from stack_planner.workbook.postings.parties import Party
    from stack_planner.workbook.postings.views import Costs, Share, View


class Nature(StrEnum):
    """What an entry is for its subject, and whether it stays inside the plan."""

    OWN = "own"
    CARRIED = "carried"  # spent by a holder for the others
    GIVEN = "given"
    PASSED = "passed"  # of a grant, from the holder to the others
    GIVEN_OUT = "given_out"  # to a holder outside the plan
    INCOME = "income"
    CARRIED_INCOME = "carried_income"  # a grant to a holder that belongs to the others
    RECEIVED = "received"
    SHARED = "shared"  # a share that comes to the holder
    RECEIVED_OUT = "received_out"
    FINANCING = "financing"
    RESIDUAL_SPENT = "residual_spent"
    RESIDUAL_INCOME = "residual_income"

    @property
    def is_income(self) -> bool:
        """Whether it is income."""
        return self in INCOMES

    @property
    def stays(self) -> bool:
        """Whether the subject's own budget bears or gets it, as the sheet of the budget has it."""
        return self not in FOR_OTHERS


INCOMES = (
    Nature.INCOME,
    Nature.CARRIED_INCOME,
    Nature.RECEIVED,
    Nature.SHARED,
    Nature.RECEIVED_OUT,
    Nature.RESIDUAL_INCOME,
)
FOR_OTHERS = (Nature.CARRIED, Nature.PASSED, Nature.CARRIED_INCOME, Nature.SHARED)
"""What only passes through a holder's budget: in and out it is the same every year."""

INSIDE_GIVEN, INSIDE_RECEIVED = (Nature.GIVEN, Nature.PASSED), (Nature.RECEIVED, Nature.SHARED)
"""Transfers between subjects of the plan."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of entry of one subject for one project; its years follow from the amount.

    ``text`` is the key of its words, ``other`` whom it comes from or goes to.
    """

    subject: Party
    project: Project
    nature: Nature
    capital: bool
    item: str
    text: str
    amount: Amount
    other: Party | None = None

    @property
    def paragraph(self) -> str:
        """Where an expenditure belongs; income has none."""
        if self.nature.is_income:
            return ""
        project, region = self.project, self.subject.kind is PartyKind.REGION
        return project.paragraph_region if region else project.paragraph


@dataclass(frozen=True, slots=True)
class Books:
    """The books of one subject for one project, and the holder where money passes through one."""

    subject: Party
    project: Project
    holder: Party | None

    def paid(self, view: View) -> Iterator[Entry]:
        """What the subject pays and gets for itself."""
        if self.holder in {None, self.subject}:
            part = "of_holder" if self._is_shared else "own"
            yield from self._costs(Nature.OWN, view.whole, part)
            yield from self._pair(Nature.INCOME, GRANT, _grants(view.share), f"grant.{part}")
        else:
            yield from self._costs(Nature.OWN, view.apart, "apart")
            yield from self._sent(view.share)
        yield self._entry(Nature.OWN, self.project.item_opex, "saving", view.saving)
        yield self._entry(Nature.INCOME, "", "others", view.others, capital=True)
        yield from self.helped(view.region)

    def helped(self, amount: Amount) -> Iterator[Entry]:
        """What a town gets of the region for the project."""
        item = RECEIVED[PartyKind.REGION].capital
        yield self._entry(Nature.RECEIVED, item, "region", amount, capital=True, other=THE_REGION)

    def granted(self, other: Party, amount: Amount) -> Iterator[Entry]:
        """What the region gives a town for the project."""
        item = GIVEN[other.kind].capital
        yield self._entry(Nature.GIVEN, item, "granted", amount, capital=True, other=other)

    def carried(self, costs: Costs, share: Share) -> Iterator[Entry]:
        """What a holder spends, and what grants it gets, for all the others together."""
        yield from self._costs(Nature.CARRIED, costs, "carried")
        yield from self._pair(Nature.CARRIED_INCOME, GRANT, _grants(share), "grant.carried")

    def exchanged(self, other: Party, share: Share) -> Iterator[Entry]:
        """What a holder gets from one of the others, and what of a grant it passes on to it."""
        spent = (share.opex, share.capex)
        yield from self._pair(Nature.SHARED, RECEIVED[other.kind], spent, "shared", other)
        passed = _grants(share)
        yield from self._pair(Nature.PASSED, GIVEN[other.kind], passed, "passed", other)

    @property
    def _is_shared(self) -> bool:
        """Whether others pay for the project too."""
        return self.holder is not None and self.project.scope is Scope.JOINT

    def _sent(self, share: Share) -> Iterator[Entry]:
        """A share sent to the holder, and the part of the grant that comes back from it."""
        holder = self.holder
        if holder is None:
            return
        given = Nature.GIVEN if holder.is_inside else Nature.GIVEN_OUT
        received = Nature.RECEIVED if holder.is_inside else Nature.RECEIVED_OUT
        spent = (share.opex, share.capex)
        yield from self._pair(given, GIVEN[holder.kind], spent, "given", holder)
        yield from self._pair(received, RECEIVED[holder.kind], _grants(share), "received", holder)

    def _costs(self, nature: Nature, costs: Costs, part: str) -> Iterator[Entry]:
        project = self.project
        yield self._entry(nature, project.item_capex, f"capex.{part}", costs.capex, capital=True)
        yield self._entry(nature, project.item_one_off, f"one_off.{part}", costs.one_off)
        yield self._entry(nature, project.item_opex, f"opex.{part}", costs.opex)

    def _pair(
        self,
        nature: Nature,
        items: Items,
        amounts: tuple[Amount, Amount],
        text: str,
        other: Party | None = None,
    ) -> Iterator[Entry]:
        """Current and capital money of one purpose."""
        for capital, amount in zip((False, True), amounts, strict=True):
            item = items.of(capital=capital)
            yield self._entry(nature, item, text, amount, capital=capital, other=other)

    def _entry(  # noqa: PLR0913 — what an entry is made of
        self,
        nature: Nature,
        item: str,
        text: str,
        amount: Amount,
        *,
        capital: bool = False,
        other: Party | None = None,
    ) -> Entry:
        return Entry(self.subject, self.project, nature, capital, item, text, amount, other)


def _grants(share: Share) -> tuple[Amount, Amount]:
    return share.opex_grant, share.capex_grant
