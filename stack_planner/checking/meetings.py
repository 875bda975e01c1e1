"""Visits and their tasks: days in order, tasks that somebody can be asked about, no contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.columns.task_states import is_understood
from stack_planner.contacts import contact_in
from stack_planner.problems import Problem, Severity, at
from stack_planner.reading.dates import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Meeting, Strategy

TEXTS = ("participants", "topic", "conclusion", "task", "responsible", "state")


def check_meetings(strategy: Strategy) -> Iterator[Problem]:
    """Everything that is wrong with the rows of visits; only days out of order stop the plan."""
    for meeting in strategy.rows("meetings"):
        yield from as_far_as_known(_order(meeting))
        yield from as_far_as_known(_task(meeting))
        yield from _contacts(meeting)


def _order(meeting: Meeting) -> Iterator[Problem]:
    """A task is due on the day of its visit at the earliest."""
    if meeting.due is not None and meeting.due < meeting.held_on:
        seen, held_on = shown(meeting.due), shown(meeting.held_on)
        yield at(meeting.source, "due", "task_due_before", seen, held_on=held_on)


def _task(meeting: Meeting) -> Iterator[Problem]:
    """A task has somebody to do it and a day; without a task there is no state."""
    if not meeting.task:
        for field in ("responsible", "due", "state"):
            given = getattr(meeting, field)
            if given:
                seen = given if isinstance(given, str) else shown(given)
                yield at(meeting.source, field, "task_missing", seen, Severity.WARNING)
        return
    for field in ("responsible", "due"):
        if not getattr(meeting, field):
            yield at(meeting.source, field, f"task_{field}_blank", "", Severity.WARNING)
    if not is_understood(meeting.state):
        where = (meeting.source, "state", "task_state_unknown")
        yield at(*where, meeting.state, Severity.WARNING)


def _contacts(meeting: Meeting) -> Iterator[Problem]:
    """People are named by their function; what was found is not repeated to more readers."""
    for field in TEXTS:
        if contact_in(getattr(meeting, field, "")):
            yield at(meeting.source, field, "private_contact", "", Severity.WARNING)
