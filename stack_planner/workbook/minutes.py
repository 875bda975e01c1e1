"""Forms for the minutes of a visit: needs workbooks in which decisions and tasks are written down.

What was decided before and what the plan proposes stands on sheets aside, which are not read, so
that nothing is said twice when the form comes back beside the other workbooks of needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.columns import TABLES, Kind
from stack_planner.columns.aside import GUIDE, PLAN_LIST, TASK_LIST
from stack_planner.columns.choices import SCOPES, STANCES, word_of
from stack_planner.records import Stance
from stack_planner.telling.spots import day_told
from stack_planner.workbook.input_sheet import Field
from stack_planner.workbook.inputs import Aside, Form, Guide, input_workbook
from stack_planner.workbook.templates import explained

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.cooperation.brief import Brief
    from stack_planner.records import Project
    from stack_planner.words import Words

READ = ("positions", "meetings")
"""The tables that are filled in and read back."""

TOPICS = 8
"""Rows of the sheet of meetings that are ready for topics."""

LINES = ("what", "decide", "before", "tasks", "names", "back")


def minutes_form(brief: Brief, words: Words) -> bytes:
    """The form of one town, ready to be filled in at the visit."""
    tables = [table for table in TABLES if table.name in READ]
    asides = (_proposal(brief, words), *_tasks(brief, words), explained(tables, words))
    return input_workbook("needs", _rows(brief), words.lang, _guide(brief, words), Form(asides))


def _guide(brief: Brief, words: Words) -> Guide:
    lang, town = words.lang, f"{brief.orp.name} ({brief.orp.code})"
    sheets = {"proposal": PLAN_LIST[lang], "tasks": TASK_LIST[lang]}
    lines = [
        (words(f"minutes.{line}.topic"), words(f"minutes.{line}.text", **sheets)) for line in LINES
    ]
    return Guide(GUIDE[lang], words("minutes.title", town=town), lines)


def _rows(brief: Brief) -> dict[str, list[dict[str, Any]]]:
    """A question for each project on which the town has not decided yet; room for topics.

    An interest is no decision; a later position with its date replaces it.
    """
    code, strategy = brief.orp.code, brief.strategy
    return {
        "positions": [
            {"orp": code, "project": project.code, "project_name": project.name}
            for project in _concerned(brief)
            if strategy.stance(code, project.code) is Stance.INTEREST
        ],
        "meetings": [{"orp": code}] * TOPICS,
    }


def _concerned(brief: Brief) -> Iterator[Project]:
    """The projects proposed, in the order of the brief, then those that are not."""
    yield from (each.project for each in brief.proposed)
    yield from (brief.strategy.project[code] for code in brief.left_out)


def _proposal(brief: Brief, words: Words) -> Aside:
    """What the plan proposes of each project, and what the town decided before."""
    strategy, code = brief.strategy, brief.orp.code
    proposed = {each.project.code: each for each in brief.proposed}
    projects = list(_concerned(brief))
    projects += [
        strategy.project[position.project]
        for position in strategy.positions
        if position.orp == code and strategy.project[position.project] not in projects
    ]
    ways = [proposed.get(project.code) for project in projects]
    decided = [strategy.position.get((code, project.code)) for project in projects]
    columns: list[tuple[str, Kind, Sequence[Any]]] = [
        ("project", Kind.CODE, [project.code for project in projects]),
        ("name", Kind.TEXT, [project.name for project in projects]),
        ("scope", Kind.CHOICE, [word_of(p.scope, SCOPES, words.lang) for p in projects]),
        ("proposed", Kind.TEXT, [words("minutes.yes") if way else None for way in ways]),
        ("start", Kind.YEAR, [way.start if way else None for way in ways]),
        ("own", Kind.MONEY, [way.own if way else None for way in ways]),
        ("stance", Kind.TEXT, [d and word_of(d.stance, STANCES, words.lang) for d in decided]),
        ("resolution", Kind.TEXT, [d.resolution or None if d else None for d in decided]),
        ("date", Kind.DATE, [d.date if d else None for d in decided]),
    ]
    lead = words("minutes.proposal.lead")
    return Aside(PLAN_LIST[words.lang], _fields("proposal", columns, words), lead, "projects")


def _tasks(brief: Brief, words: Words) -> Iterator[Aside]:
    """The open tasks to be gone through; no sheet where there are none."""
    if not brief.tasks:
        return
    meetings = [task.meeting for task in brief.tasks]
    columns: list[tuple[str, Kind, Sequence[Any]]] = [
        ("task", Kind.TEXT, [each.task for each in meetings]),
        ("project", Kind.CODE, [each.project for each in meetings]),
        ("responsible", Kind.TEXT, [each.responsible or None for each in meetings]),
        ("due", Kind.DATE, [each.due for each in meetings]),
        ("days", Kind.COUNT, [task.late for task in brief.tasks]),
        ("held_on", Kind.DATE, [each.held_on for each in meetings]),
    ]
    lead = words("minutes.tasks.lead", day=day_told(brief.on, words))
    yield Aside(TASK_LIST[words.lang], _fields("tasks", columns, words), lead)


def _fields(
    sheet: str, columns: Sequence[tuple[str, Kind, Sequence[Any]]], words: Words
) -> list[Field]:
    return [
        Field(words(f"minutes.{sheet}.{key}"), kind, required=True, values=tuple(values))
        for key, kind, values in columns
    ]
