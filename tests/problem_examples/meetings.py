"""Examples of problems with visits, their tasks, and contacts that have no place there."""

from __future__ import annotations

from datetime import date

from tests.problem_examples.making import Example, tables
from tests.small import meeting

TASK = {"task": "Zaslat návrh smlouvy", "responsible": "tajemník", "due": date(2026, 6, 30)}


def held(**said: object) -> Example:
    """Inputs with one row of a visit."""
    return tables(lambda t: t.update(meetings=[meeting("1001", **said)]))


EXAMPLES: dict[str, Example] = {
    "task_due_before": held(**TASK | {"due": date(2026, 5, 11)}),
    "task_missing": held(state="splněno"),
    "task_responsible_blank": held(**TASK | {"responsible": ""}),
    "task_due_blank": held(**TASK | {"due": None}),
    "task_state_unknown": held(**TASK, state="jak kdy"),
    "private_contact": held(participants="starosta, 603 123 456"),
}
