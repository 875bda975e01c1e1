"""A town's sheet of SMART levels and the memorandum's aims: its projects, added up by formulas.

Each project's row follows its decision and the weights, which can be changed on other sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.cooperation.smart import aims_of, contribution, levels_of
from stack_planner.results import points
from stack_planner.workbook.decision_money import amounts_of
from stack_planner.workbook.grid import Field, Formula, Grid, address, sum_where
from stack_planner.workbook.page import Page
from stack_planner.workbook.smart import aim_name, level_name, subtitle_of, write_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.cooperation.smart import AimPart, LevelPart
    from stack_planner.records import Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.decisions import Tables
    from stack_planner.workbook.grid import Value

STORY_ROW, FIRST_ROW = 3, 5
LEVELS = (
    Field("level", 8),
    Field("blank", 44),
    Field("value", 13, "points"),
    Field("share", 13, "tenths"),
    Field("own", 15, "money"),
    Field("chosen", 15, "count"),
    Field("offered", 15, "count"),
)
VALUE = LEVELS.index(Field("value", 13, "points"))
"""The column (from 0) of values, the same in both small tables."""

AIMS = (
    Field("aim", 8),
    Field("blank", 44),
    Field("value", 13, "points"),
    Field("share", 13, "tenths"),
)
PROJECTS = (
    Field("project", 8, "code"),
    Field("name", 44, "wrap"),
    Field("level", 13),
    Field("decision", 13, "flag"),
    Field("value", 15, "points"),
)
AIM_WIDTH = 15.0
OWN = Field("own", 15, "money")


def write_town_smart(book: Book, account: Account, tables: Tables) -> None:
    """The sheet: levels, aims, and the projects that they are counted from."""
    Sheet(book, account, tables).write()


@dataclass(frozen=True)
class Sheet:
    """The sheet in the making; ``tables`` are those of decisions and scores."""

    book: Book
    account: Account
    tables: Tables

    @cached_property
    def levels(self) -> tuple[LevelPart, ...]:
        """The levels of the stack, for the town."""
        return levels_of(self.account.plan, self.account.payer)

    @cached_property
    def aims(self) -> tuple[AimPart, ...]:
        """The aims that criteria carry, for the town."""
        return aims_of(self.account.plan, self.account.payer)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns of projects."""
        aims = (Field(f"a{number}", AIM_WIDTH, "points") for number in range(len(self.aims)))
        return (*PROJECTS, *aims, OWN)

    @cached_property
    def projects(self) -> Grid:
        """Where the projects lie, below levels and aims."""
        head = FIRST_ROW + len(self.levels) + 5
        if self.aims:
            head += len(self.aims) + 5
        keys = tuple(field.key for field in self.fields)
        name = self.account.words("smart_town.sheet")
        return Grid(name, head, keys, len(self.account.projects))

    def write(self) -> None:
        """All of it."""
        account, words, fields = self.account, self.account.words, self.fields
        page = Page(self.book, self.projects.sheet, [field.width for field in fields])
        page.titles(
            words("smart_town.title", name=account.name), subtitle_of(account, "smart_town")
        )
        page.write(STORY_ROW, 0, _story(account, self.levels, self.aims))
        row = _table(page, FIRST_ROW, LEVELS, "levels", [*self._level_rows()])
        if self.aims:
            _table(page, row, AIMS, "aims", [*self._aim_rows(row)])
        page.write(self.projects.head - 1, 0, words("smart_town.projects.title"), "section")
        names = [words("smart.points", name=aim_name(aim, words)) for aim in self.aims]
        own = words("smart_town.projects.own")
        heads = [*page.headings(PROJECTS, "smart_town.projects"), *names, own]
        page.header(self.projects.head, fields, heads)
        rows = [self._project(index, project) for index, project in enumerate(account.projects)]
        for index, cells in enumerate(rows):
            page.line(self.projects, index, fields, cells)
        write_sums(page, self.projects, fields, rows)
        page.sheet.repeat_rows(self.projects.head)

    def _level_rows(self) -> Iterator[dict[str, Value]]:
        """Counts and sums of the projects of each level; texts are compared to the letter."""
        grid, whole = self.projects, sum(part.value for part in self.levels)
        for index, part in enumerate(self.levels):
            here = address(FIRST_ROW + 2 + index, 0, "column")
            same = f"EXACT({grid.span('level')},{here})"
            yield {
                "level": level_name(part.level, self.account.words),
                "blank": None,
                "offered": Formula(sum_where("1", same), len(part.offered)),
                "chosen": Formula(sum_where(grid.span("decision"), same), len(part.chosen)),
                "value": Formula(sum_where(grid.span("value"), same), points(part.value)),
                "share": self._share(FIRST_ROW + 2 + index, part.value, whole),
                "own": Formula(sum_where(grid.span("own"), same), part.own),
            }

    def _aim_rows(self, row: int) -> Iterator[dict[str, Value]]:
        """Sums of the projects' parts; that of no aim is what is left, as it is counted."""
        whole = sum(part.value for part in self.levels)
        for index, part in enumerate(self.aims):
            text = f"SUM({self.projects.span(f'a{index}')})"
            if part.aim is None:
                above = f"{address(row + 2, VALUE)}:{address(row + 1 + index, VALUE)}"
                text = f"SUM({self.projects.span('value')})-SUM({above})"
            yield {
                "aim": aim_name(part, self.account.words),
                "blank": None,
                "value": Formula(f"=ROUND({text},4)", points(part.value)),
                "share": self._share(row + 2 + index, part.value, whole),
            }

    def _share(self, row: int, value: int, whole: int) -> Formula:
        """A row's part of the value of all projects."""
        here, total = address(row, VALUE), self.projects.span("value")
        text = f"=IF(SUM({total})=0,0,{here}/SUM({total}))"
        return Formula(text, value / whole if whole else 0)

    def _project(self, index: int, project: Project) -> dict[str, Value]:
        account, grid = self.account, self.tables.decisions
        same = f"{grid.span('project')}={self.projects.here('project', index)}"
        return {
            "project": project.code,
            "name": project.name,
            "level": level_name(project.smart_level, account.words),
            "decision": Formula(
                sum_where(f"({grid.span('decision')}=1)", same), int(project.code in account.chosen)
            ),
            "value": Formula(sum_where(grid.span("value"), same), points(account.reached(project))),
            **dict(self._aims(index, project)),
            "own": Formula(sum_where(grid.span("own"), same), amounts_of(account, project)["own"]),
        }

    def _aims(self, index: int, project: Project) -> Iterator[tuple[str, Formula]]:
        """What each aim contributes if the project is done; the last part is what is left."""
        plan, payer, grid = self.account.plan, self.account.payer, self.projects
        done = project.code in self.account.chosen
        decision, left = grid.here("decision", index), points(self.account.reached(project))
        for number, part in enumerate(self.aims):
            exact = float(contribution(plan, payer, project.code, part.criteria)) if done else 0.0
            if part.aim is None:
                first, last = grid.here("a0", index), grid.here(f"a{number - 1}", index)
                text = f"={grid.here('value', index)}-SUM({first}:{last})"
                yield f"a{number}", Formula(text, left)
                return
            left -= exact
            yield f"a{number}", Formula(f"={decision}*{self._scored(index, part)}", exact)

    def _scored(self, index: int, part: AimPart) -> str:
        """The contributions of an aim's criteria on the sheet of scores."""
        scores = self.tables.scores
        same = f"({scores.span('project')}={self.projects.here('project', index)})"
        terms = [f"SUMPRODUCT({same}*{scores.span(f'p:{code}')})" for code in part.criteria]
        return f"({'+'.join(terms)})"


def _table(
    page: Page, row: int, fields: Sequence[Field], name: str, rows: Sequence[Mapping[str, Value]]
) -> int:
    """A small table with its title; returns the row of the next title."""
    words = page.book.words
    page.write(row, 0, words(f"smart_town.{name}.title"), "section")
    keys = tuple(field.key for field in fields)
    grid = Grid(page.sheet.get_name(), row + 1, keys, len(rows))
    heads = [
        "" if field.key in {"", "blank"} else words(f"smart_town.{name}.{field.key}")
        for field in fields
    ]
    page.header(grid.head, fields, heads)
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
    write_sums(page, grid, fields, rows)
    return grid.last + 4


def _story(account: Account, levels: Sequence[LevelPart], aims: Sequence[AimPart]) -> str:
    """One sentence on the levels, and one on the aims."""
    words = account.words
    counts = ", ".join(
        words("smart_town.count", level=level_name(part.level, words), chosen=len(part.chosen))
        for part in levels
        if part.chosen
    )
    said = [words("smart_town.levels.said", counts=counts)] if counts else []
    carried = [part for part in aims if part.aim]
    if carried and any(part.value for part in aims):
        shares = "; ".join(
            words("smart_town.part", name=aim_name(part, words), share=words.percent(part.share))
            for part in carried
        )
        whole = sum((part.share for part in carried), Fraction(0))
        said.append(words("smart_town.aims.said", share=words.percent(whole), shares=shares))
    return " ".join(said)
