"""What the officer decided: projects, towns that join, grants; each checked against the options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at
from stack_planner.records import Scope
from stack_planner.returning.book import Grant, Member, PlanRow, Way
from stack_planner.returning.finding import Pages, find_table
from stack_planner.returning.values import day, flag, stored, year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.returning.finding import Line
    from stack_planner.words import Words

PLAN = (
    *("project", "name", "scope", "proposed", "proposed_start", "proposed_financing"),
    *("decision", "start", "financing", "worth"),
)
ADDED = ("reason", "resolution", "resolution_date")
"""Columns for what the officer says of a change; a workbook may have them or not."""

NEEDED = frozenset(PLAN) - {"name", "scope", "worth"}
WAY, PROPOSED_WAY = ("start", "financing"), ("proposed_start", "proposed_financing")
MEMBERS = ("project", "orp", "proposed", "decision")
GRANTS = ("project", "orp", "start", "decision")


def financing_of(text: str, words: Words) -> tuple[str | None, bool]:
    """(programme, whether with the regional grant) of a financing as the sheet shows it."""
    before, _, after = words("financing.with_region", financing="\n").partition("\n")
    granted = bool(before + after) and text.startswith(before) and text.endswith(after)
    name = text[len(before) : len(text) - len(after)] if granted else text
    return (None if name == words("financing.own") else name), granted


def way_of(start: int, text: str, words: Words) -> Way:
    """A way from its start and its financing as the sheet shows it."""
    return Way(start, text, *financing_of(text, words))


def read_rows(
    pages: Pages, ways: Mapping[str, Sequence[Way]], problems: list[Problem]
) -> tuple[PlanRow, ...]:
    """The rows of the sheet of decisions; every project that has options must have its row."""
    sheet = pages.find("plan.sheet")
    assert sheet is not None  # noqa: S101 — it is what made the workbook a plan
    headings = pages.headings("plan", (*PLAN, "kept", *ADDED))
    table = find_table(sheet, headings, sorted(NEEDED, key=PLAN.index), problems)
    if table is None:
        return ()
    reader = _Rows(pages.words, ways, problems)
    rows = tuple(row for line in table.lines() for row in reader.read(line))
    for project in sorted(ways.keys() - reader.seen):
        details: dict[str, str | int] = {"project": project}
        problems.append(
            Problem(
                "plan_row_missing", Severity.ERROR, sheet.file, sheet.name, "", project, details
            )
        )
    return rows


@dataclass
class _Rows:
    """Reads rows of decisions one after the other."""

    words: Words
    ways: Mapping[str, Sequence[Way]]
    problems: list[Problem]
    seen: set[str] = field(default_factory=set)

    def read(self, line: Line) -> Iterator[PlanRow]:
        """The decision of a row.

        One without a code, or without a decision on a code that is not known, is a note.
        """
        project = line.text("project")
        if not project or (project not in self.ways and line.cell("decision").is_blank):
            return
        if project not in self.ways:
            self.problems.append(at(line.source, "project", "plan_project", project))
        elif project in self.seen:
            self.problems.append(at(line.source, "project", "plan_project_twice", project))
        else:
            self.seen.add(project)
            yield from self._row(line, project)

    def _row(self, line: Line, project: str) -> Iterator[PlanRow]:
        before, known = len(self.problems), self.ways[project]
        proposed, decision = (flag(line, key, self.problems) for key in ("proposed", "decision"))
        way = self._way(line, WAY, known, needed=bool(decision))
        first = self._way(line, PROPOSED_WAY, known, needed=bool(proposed))
        when = day(line, "resolution_date", self.problems)
        if any(problem.severity is Severity.ERROR for problem in self.problems[before:]):
            return
        yield PlanRow(
            project=project,
            name=line.text("name"),
            scope=self._scope(line.text("scope")),
            proposed=first if proposed else None,
            decision=bool(decision),
            way=way,
            reason=line.text("reason"),
            resolution=line.text("resolution"),
            date=when,
            kept=line.text("kept") == self.words("returning.kept"),
            worth=stored(line, "worth"),
            source=line.source,
        )

    def _way(
        self, line: Line, keys: tuple[str, str], known: Sequence[Way], *, needed: bool
    ) -> Way | None:
        """The way that two cells name; where the project is done it must be one of the options."""
        start, financing = (line.text(key) for key in keys)
        named = [way for way in known if (str(way.start), way.financing) == (start, financing)]
        if named or not needed:
            return next(iter(named), None)
        self.problems.append(_unknown_way(line, keys, known))
        return None

    def _scope(self, text: str) -> Scope | None:
        names = {self.words(f"scope.{scope}"): scope for scope in Scope}
        return names.get(text)


def _unknown_way(line: Line, keys: tuple[str, str], known: Sequence[Way]) -> Problem:
    """What is wrong with a way that is no option: its year, its financing, or only both at once."""
    start, financing = (line.text(key) for key in keys)
    then = [way for way in known if str(way.start) == start]
    if not then:
        return at(line.source, keys[0], "plan_start", start, starts=_listed(known, "start"))
    if financing not in {way.financing for way in known}:
        names = _listed(known, "financing")
        return at(line.source, keys[1], "plan_financing", financing, financings=names)
    names = _listed(then, "financing")
    return at(line.source, keys[1], "plan_option", financing, start=start, financings=names)


def _listed(ways: Sequence[Way], name: str) -> str:
    return ", ".join(sorted({str(getattr(way, name)) for way in ways}))


def read_members(pages: Pages, problems: list[Problem]) -> tuple[Member, ...]:
    """The towns of joint and regional projects."""
    mark = pages.words("returning.kept")
    return tuple(
        Member(
            line.text("project"),
            line.text("orp"),
            proposed,
            decision,
            line.text("kept") == mark,
            line.source,
        )
        for line in _lines(pages, "members", MEMBERS, problems)
        if (proposed := flag(line, "proposed", problems)) is not None
        and (decision := flag(line, "decision", problems)) is not None
    )


def read_grants(pages: Pages, problems: list[Problem]) -> tuple[Grant, ...]:
    """The region's grants to towns; a workbook without any has no such sheet."""
    return tuple(
        Grant(
            line.text("project"),
            line.text("orp"),
            start,
            decision,
            line.text("kept") == pages.words("returning.kept"),
            line.source,
        )
        for line in _lines(pages, "grants", GRANTS, problems)
        if (start := year(line, "start", problems)) is not None
        and (decision := flag(line, "decision", problems)) is not None
    )


def _lines(pages: Pages, name: str, keys: Sequence[str], problems: list[Problem]) -> Iterator[Line]:
    """The rows of a table of towns; rows without a project or a town are notes."""
    sheet = pages.find(f"{name}.sheet")
    headings = pages.headings(name, (*keys, "kept"))
    table = find_table(sheet, headings, keys, problems) if sheet else None
    for line in table.lines() if table else ():
        if line.text("project") and line.text("orp"):
            yield line
