"""The sheet to print before a visit to a town: the same brief as in the document, but live.

Starts and amounts follow the decisions, and what is overdue follows the day at the top.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from stack_planner.cooperation import topics_of
from stack_planner.cooperation.brief import brief_of
from stack_planner.cooperation.tasks import last_day
from stack_planner.coverage import register_of
from stack_planner.telling.brief import brief_story
from stack_planner.telling.typeset import typeset
from stack_planner.workbook.decisions import EARLIEST, LATEST
from stack_planner.workbook.grid import Field, Formula, Grid, block, number, quoted
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.explaining.passport import Passport
    from stack_planner.telling.story import Cell, Section, Story
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.decisions import Tables
    from stack_planner.workbook.grid import Value

WIDTHS = (9, 34, 9, 12, 12, 12, 35)
"""The page's seven places; every table uses some of them."""

DAY_ROW, DAY_COLUMN, FIRST = 3, 1, 5
LINE_LENGTH = 160
PAGES = 2
LIVE = frozenset({"own", "grant", "region"})


def write_brief(
    book: Book, account: Account, tables: Tables, passports: Sequence[Passport]
) -> None:
    """The sheet; none in a public copy, for it names tasks and needs."""
    plan, words = account.plan, account.words
    if plan.public:
        return
    register = register_of(plan.strategy, last_day(plan.strategy))
    brief = brief_of(plan, account.payer, topics_of(plan), register, passports)
    page = Page(book, words("brief.sheet"), WIDTHS)
    page.stand_upright()
    _Writer(page, account, tables).write(brief_story(brief, words))


class _Writer:
    """Writes section below section."""

    def __init__(self, page: Page, account: Account, tables: Tables) -> None:
        self.page = page
        self.account = account
        self.tables = tables
        self.row = FIRST
        self.sheet = page.sheet.get_name()
        self.day = block(self.sheet, DAY_ROW, DAY_COLUMN, DAY_ROW, DAY_COLUMN)

    def write(self, story: Story) -> None:
        """The whole page."""
        page, words = self.page, self.account.words
        page.titles(story.title, story.subtitle)
        page.write(DAY_ROW, 0, words("brief.day"), "bold")
        page.write(DAY_ROW, DAY_COLUMN, story.on, "date input left")
        page.write(DAY_ROW, DAY_COLUMN + 1, words("brief.day_note"), "muted")
        bounds = (EARLIEST, LATEST)
        page.dates(DAY_ROW, DAY_COLUMN, DAY_ROW, bounds, words("brief.not_a_day"))
        firsts = []
        for section in story.sections:
            firsts.append(self.row)
            self._section(section)
        page.keep_whole(firsts, self.row, PAGES)

    def _section(self, section: Section) -> None:
        self.page.write(self.row, 0, section.heading, "section")
        self.row += 1
        for line in section.before:
            self._sentence(line)
        for line in section.bullets:
            self._sentence(line, "• ")
        if section.rows:
            self._table(section)
        for line in section.after:
            self._sentence(line)
        self.row += 1

    def _sentence(self, text: str, mark: str = "") -> None:
        """A sentence in lines that run on over the free cells beside them."""
        lines = textwrap.wrap(typeset(text), LINE_LENGTH)
        for place, line in enumerate(lines):
            self.page.write(self.row, 0, (mark if place == 0 else " " * 3 * bool(mark)) + line)
            self.row += 1

    def _table(self, section: Section) -> None:
        columns = section.columns if section.name == "tasks" else section.filled
        by_slot = {column.slot: column for column in columns}
        fields = [
            Field(by_slot[slot].key, width, by_slot[slot].look) if slot in by_slot else _gap(width)
            for slot, width in enumerate(WIDTHS)
        ]
        headings = [by_slot[s].heading if s in by_slot else "" for s in range(len(WIDTHS))]
        keys = tuple(field.key for field in fields)
        grid = Grid(self.sheet, self.row, keys, len(section.rows))
        self.page.header(grid.head, fields, headings)
        self._fill_gaps(fields, grid.head, "header")
        for index, row in enumerate(section.rows):
            cells: dict[str, Value] = {**row, **self._live(section, grid, index)}
            self.page.line(grid, index, fields, cells)
            self._fill_gaps(fields, grid.row(index), "row")
        self.row = grid.last + 1
        if section.summed:
            self._sums(section, grid, fields)
        if section.name == "tasks":
            self._mark_late(grid)

    def _fill_gaps(self, fields: Sequence[Field], row: int, traits: str) -> None:
        """Places that a table does not use look as the others of their row."""
        for column, field in enumerate(fields):
            if not field.key:
                self.page.write(row, column, None, traits)

    def _live(self, section: Section, grid: Grid, index: int) -> dict[str, Value]:
        """The cells of a row that follow others."""
        row = section.rows[index]
        if section.name == "proposed":
            return self._decided(str(row["project"]), row)
        if section.name == "tasks":
            return self._late(row, grid, index)
        if section.name == "offers" and "left" in grid.keys:
            end, over = grid.here("apply_by", index), self.account.words("brief.offers.over")
            left = row["left"]
            text = f'=IF({end}="","",IF({end}<{self.day},"{over}",{end}-{self.day}))'
            return {"left": Formula(text, left if isinstance(left, int | str) else "")}
        return {}

    def _late(self, row: Mapping[str, Cell], grid: Grid, index: int) -> dict[str, Value]:
        """Days that a task is overdue, and a word that says so in place of its state."""
        due, days = grid.here("due", index), grid.here("days", index)
        late = f'=IF({due}="","",IF({due}<{self.day},{self.day}-{due},""))'
        over = self.account.words("brief.tasks.overdue")
        state = f'=IF({days}="",{quoted(str(row["said"]))},{quoted(over)})'
        return {
            "days": Formula(late, row["days"] if isinstance(row["days"], int) else ""),
            "state": Formula(state, str(row["state"])),
        }

    def _decided(self, code: str, row: Mapping[str, Cell]) -> dict[str, Value]:
        """Start and amounts as the officer decides on the sheet of decisions."""
        grid = self.tables.decisions
        index = [project.code for project in self.account.projects].index(code)
        cells: dict[str, Value] = {
            key: Formula(f"={grid.cell(key, index)}", number(row[key])) for key in LIVE
        }
        start = f'=IF({grid.cell("decision", index)}=1,{grid.cell("start", index)},"")'
        return cells | {"start": Formula(start, number(row["start"]))}

    def _sums(self, section: Section, grid: Grid, fields: Sequence[Field]) -> None:
        self.page.write(self.row, 1, self.account.words("brief.total"), "total")
        for column, field in enumerate(fields):
            if field.key in section.summed:
                total = Formula(f"=SUM({grid.span(field.key)})", section.total(field.key))
                self.page.write(self.row, column, total, f"{field.traits} total")
            elif column != 1:
                self.page.write(self.row, column, None, "total")
        self.row += 1

    def _mark_late(self, grid: Grid) -> None:
        """The word of what is overdue stands out."""
        place, over = grid.place("state"), self.account.words("brief.tasks.overdue")
        look = self.page.book.styles.mark("deadline")
        rule = {"type": "cell", "criteria": "==", "value": quoted(over), "format": look}
        where = (grid.head + 1, place, grid.last, place)
        self.page.sheet.conditional_format(*where, rule)


def _gap(width: float) -> Field:
    return Field("", width)
