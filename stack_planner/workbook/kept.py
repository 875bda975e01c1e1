"""The column that marks what officers decided: the next plan keeps it as this one did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.decided import Matter
from stack_planner.workbook.grid import Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.results import Option
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.grid import Value


def kept_fields(account: Account, matter: Matter) -> tuple[Field, ...]:
    """The column, where a workbook has any such decision to mark."""
    marked = {Matter.PROJECT: account.payer}.get(matter)
    decided = [k for k in account.plan.kept if k.matter is matter and marked in {None, k.payer}]
    return (Field("kept", 12, "wrap"),) if decided else ()


def kept_mark(account: Account, matter: Matter, project: str, payer: str) -> dict[str, Value]:
    """The mark of one row; nothing where nobody decided."""
    decided = any(
        (kept.matter, kept.project, kept.payer) == (matter, project, payer)
        for kept in account.plan.kept
    )
    return {"kept": account.words("returning.kept") if decided else ""}


def denied_grants(account: Account) -> Iterable[Option]:
    """An option for each grant that the region decided not to give, as it would have been paid."""
    for kept in account.plan.kept:
        if kept.matter is Matter.GRANT:
            options = [o for o in account.plan.choice.options if o.key in kept.options]
            near = [o for o in options if o.key.removesuffix("+") in account.plan.chosen_keys]
            yield from (near or options)[:1]
