"""The region's sheet of common topics: groups to invite together, shared areas, joint projects.

Its sums are formulas over the sheets of needs and of joint projects town by town.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.cooperation.needs import URGENT
from stack_planner.workbook.grid import Field, Formula, Grid, quoted, sum_where
from stack_planner.workbook.needs_matrix import said_of
from stack_planner.workbook.page import Page
from stack_planner.workbook.sharing import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.cooperation import Group, JointTopic, SharedArea
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.needs_matrix import Needs

GROUPS = (
    Field("count", 9, "count"),
    Field("towns", 46, "wrap indent"),
    Field("areas", 42, "wrap"),
    Field("places", 14.5, "count"),
    Field("population", 14.5, "count"),
    Field("saved", 18, "money"),
    Field("possible", 18, "money"),
    Field("all", 18, "money"),
    Field("projects", 18, "wrap indent"),
    Field("codes", 15, "wrap code"),
)
AREAS = (
    Field("count", 9, "count"),
    Field("area", 46, "wrap indent"),
    Field("towns", 42, "wrap"),
    Field("answered", 14.5, "count"),
    Field("asked", 14.5, "count"),
)
PROJECTS = (
    Field("project", 9, "code"),
    Field("name", 46, "wrap indent"),
    Field("state", 42, "wrap"),
    Field("joined", 14.5, "count"),
    Field("others", 14.5, "count"),
    Field("whole", 18, "money"),
    Field("region", 18, "money"),
    Field("saved", 18, "money"),
    Field("possible", 18, "money"),
    Field("point", 15, "count"),
)
"""The tables lie one below the other in columns of the same widths."""

FIRST_ROW, SEPARATOR = 4, ", "
END = quoted(SEPARATOR)
"""What codes in a list end and begin with, so that no code is found in a longer one."""

MOST_ON_ONE_PAGE = 24
"""Rows of all three tables that one printed page holds, with their notes."""

NOTES = ("groups", "urgent", "saved", "budget")


def has_topics(account: Account) -> bool:
    """Whether towns have anything in common that could be told."""
    return bool(account.topics.areas or account.topics.joint)


def write_topics(book: Book, account: Account, needs: Needs, joint: Grid) -> None:
    """The sheet; a table that would be empty is left out."""
    words = account.words
    page = Page(book, words("topics.sheet"), [field.width for field in GROUPS])
    page.titles(words("topics.title"), words("topics.subtitle"))
    topics, rows = account.topics, Rows(account, needs, joint, page.sheet.get_name())
    if len(topics.groups) + len(topics.areas) + len(topics.joint) <= MOST_ON_ONE_PAGE:
        page.sheet.fit_to_pages(1, 1)
    row = _table(page, FIRST_ROW, "groups", GROUPS, [*rows.groups(FIRST_ROW + 1)])
    row = _table(page, row, "areas", AREAS, [*rows.areas()])
    row = _table(page, row, "projects", PROJECTS, [*rows.projects(row + 1)])
    for place, key in enumerate(NOTES, row):
        told = words(f"topics.note.{key}", urgent=words.decimal(float(URGENT)))
        page.write(place, 0, told, "muted")


@dataclass(frozen=True)
class Rows:
    """The rows of all three tables; ``joint`` are the towns of joint projects."""

    account: Account
    needs: Needs
    joint: Grid
    sheet: str

    def groups(self, head: int) -> Iterator[dict[str, Value]]:
        """A row for each group; what it saves is that of its towns in its projects."""
        groups = self.account.topics.groups
        grid = Grid(self.sheet, head, tuple(field.key for field in GROUPS), len(groups))
        for index, group in enumerate(groups):
            inside = [
                self._among(grid.here("codes", index), "orp"),
                self._among(grid.here("projects", index), "project"),
            ]
            saved, possible = grid.here("saved", index), grid.here("possible", index)
            yield {
                "count": len(group.orps),
                "towns": names_of(self.account, group.orps),
                "areas": SEPARATOR.join(group.areas),
                "places": self._places(group),
                "population": group.population,
                "saved": self._sum("saved", group.saved, *inside, self._joins),
                "possible": self._sum("saved", group.possible, *inside, self._stays),
                "all": Formula(f"={saved}+{possible}", group.saved + group.possible),
                "projects": SEPARATOR.join(group.projects),
                "codes": SEPARATOR.join(group.orps),
            }

    def areas(self) -> Iterator[dict[str, Value]]:
        """A row for each area, its count taken from the sheet of needs."""
        for area in self.account.topics.areas:
            count = Formula(f"={self.needs.urgent_cell(area.area)}", len(area.urgent))
            yield {
                "count": count,
                "area": area.area,
                "towns": self._needing(area),
                "answered": sum(need.answered for need in area.urgent),
                "asked": sum(need.asked for need in area.urgent),
            }

    def projects(self, head: int) -> Iterator[dict[str, Value]]:
        """A row for each joint project."""
        topics = self.account.topics.joint
        grid = Grid(self.sheet, head, tuple(field.key for field in PROJECTS), len(topics))
        for index, topic in enumerate(topics):
            same = f"{self.joint.span('project')}={grid.here('project', index)}"
            yield {
                "project": topic.project,
                "name": self.account.strategy.project[topic.project].name,
                "state": self._state(topic),
                "joined": self._sum("", len(topic.joined), same, self._joins),
                "others": self._sum("", len(topic.others), same, self._stays),
                "whole": topic.whole,
                "region": topic.region,
                "saved": self._sum("saved", topic.saved, same, self._joins),
                "possible": self._sum("saved", topic.possible, same, self._stays),
                "point": self._point(topic, same),
            }

    @property
    def _joins(self) -> str:
        return f"{self.joint.span('joins')}={quoted(self.account.words('joint_towns.state.joins'))}"

    @property
    def _stays(self) -> str:
        return self._joins.replace("=", "<>", 1)

    def _sum(self, key: str, amount: int, *conditions: str) -> Formula:
        """A sum over the towns of joint projects, or their number without a ``key``."""
        return Formula(sum_where(self.joint.span(key) if key else "1", *conditions), amount)

    def _among(self, here: str, key: str) -> str:
        """Whether a row's code stands in a cell's list."""
        span = self.joint.span(key)
        return (
            f'ISNUMBER(FIND("{SEPARATOR}"&{span}&"{SEPARATOR}","{SEPARATOR}"&{here}&"{SEPARATOR}"))'
        )

    def _point(self, topic: JointTopic, same: str) -> Formula:
        """CZK for a point, of all its towns together."""
        pays, value = (
            sum_where(self.joint.span(key), same).removeprefix("=") for key in ("pays", "value")
        )
        point = topic.cost_of_point
        return Formula(f'=IF({value}>0,{pays}/{value},"")', "" if point is None else float(point))

    def _places(self, group: Group) -> int:
        """The municipalities of a group's districts."""
        return sum(place.orp in group.orps for place in self.account.strategy.municipalities)

    def _needing(self, area: SharedArea) -> str:
        """The towns whose need is urgent, with it and with who said so."""
        words = self.account.words
        return "; ".join(
            words(
                "topics.need",
                town=self.account.strategy.orp[need.orp].name,
                need=words.points(float(need.need), 1),
                said=said_of(need, words),
            )
            for need in area.urgent
        )

    def _state(self, topic: JointTopic) -> str:
        """Whether it runs and how, and who could join."""
        words, others = self.account.words, tuple(town.orp for town in topic.others)
        if not topic.runs:
            return words("topics.state.outside", start=str(topic.start))
        financing = topic.programme or words("financing.own")
        runs = words("topics.state.runs", start=str(topic.start), financing=financing)
        if not others:
            return f"{runs} {words('topics.state.whole')}"
        towns = names_of(self.account, others)
        return f"{runs} {words('topics.state.could', n=len(others), towns=towns)}"


def _table(
    page: Page,
    row: int,
    name: str,
    fields: Sequence[Field],
    rows: Sequence[dict[str, Value]],
) -> int:
    """A table with its title; returns the next free row."""
    if not rows:
        return row
    page.write(row, 0, page.book.words(f"topics.{name}.title"), "section")
    grid = Grid(page.sheet.get_name(), row + 1, tuple(field.key for field in fields), len(rows))
    page.header(grid.head, fields, page.headings(fields, f"topics.{name}"))
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
    return grid.last + 2
