"""Checks of the postings: they agree with the budget, leave nothing open, and mirror each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.checks import Check
from stack_planner.workbook.grid import Formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.workbook.postings.agreement import Agreement
    from stack_planner.workbook.postings.consolidation import Consolidation


def posting_checks(
    agreement: Agreement, consolidation: Consolidation | None = None
) -> Iterator[Check]:
    """The checks of a workbook; the region's has those between subjects too."""
    sheet = agreement.postings
    words, table = sheet.words, sheet.table
    for name, difference in agreement.differences():
        yield Check(words(f"check.postings.{name}"), difference, "=")
    opened = sum(abs(row.amount) for row in table.residuals)
    text = sheet.sum(parts=("residuals",), absolute=True)
    yield Check(words("check.postings.open"), Formula(f"={text}", opened), "=")
    if consolidation is not None:
        yield Check(words("check.postings.mirrored"), consolidation.difference(), "=")
