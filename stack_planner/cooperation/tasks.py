"""What was agreed with a town and is still to be done, and which of it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stack_planner.columns.task_states import is_closed

if TYPE_CHECKING:
    from stack_planner.records import Meeting, Strategy


@dataclass(frozen=True, slots=True)
class Task:
    """An open task as of one day; ``late`` are the days since it was due, None where it is not."""

    meeting: Meeting
    late: int | None


def open_tasks(strategy: Strategy, orp: str, on: date) -> tuple[Task, ...]:
    """The open tasks of a town: first those due first, at last those without any day."""
    tasks = (
        Task(meeting, _late(meeting, on))
        for meeting in strategy.meetings
        if meeting.orp == orp and meeting.task and not is_closed(meeting.state)
    )
    return tuple(sorted(tasks, key=_when))


def last_day(strategy: Strategy) -> date:
    """The latest day that the inputs tell of anything done; else the first one of the plan."""
    days = (
        *(meeting.held_on for meeting in strategy.meetings),
        *(position.date for position in strategy.positions),
        *(spot.state_date for spot in strategy.spots),
        *(spot.measured_on for spot in strategy.spots),
    )
    first = date(strategy.settings.first_year, 1, 1)
    return max((day for day in days if day is not None), default=first)


def _late(meeting: Meeting, on: date) -> int | None:
    if meeting.due is None or meeting.due >= on:
        return None
    return (on - meeting.due).days


def _when(task: Task) -> tuple[bool, date, date, str]:
    meeting = task.meeting
    return meeting.due is None, meeting.due or meeting.held_on, meeting.held_on, meeting.task
