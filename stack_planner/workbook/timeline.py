"""Sheet of the timeline: a row for each project, a letter for each year, following the decisions.

I is a year of investment, P of service, U the last year in which it must be kept; D is added where
a grant arrives, L where a deadline of the law lies. The letter says it, its colour only repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Field, Formula, Grid, address, sum_where
from stack_planner.workbook.ledger import Entry
from stack_planner.workbook.lifetime import lifetime_of
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project
    from stack_planner.results import Option
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.decisions import Tables
    from stack_planner.workbook.grid import Value

NAMES = (Field("project", 7, "code"), Field("name", 46, "wrap"))
LAWS = tuple(Field(key, 9, "year") for key in ("must_start_by", "must_finish_by"))
SPANS = tuple(Field(key, 11, "year") for key in ("start", "completed", "served", "sustained"))
YEAR_WIDTH = 5.5
FROZEN = 2
STATES = {"I": "invested", "P": "serving", "U": "sustained"}
EVENTS = {"L": "deadline", "D": "arrived"}
"""Letters with what they look like; the first that holds decides what several would set."""


def years_of(account: Account) -> range:
    """From the first start to the last end of an obligation of any option."""
    options = [option for found in account.options.values() for option in found]
    ends = [lifetime_of(account.strategy, option).sustained or 0 for option in options]
    settings = account.settings
    first, last = settings.first_year, settings.last_year + 1
    starts = [option.start for option in options]
    return range(min([first, *starts]), max([last, *ends]) + 1)


def fields_of(account: Account, years: range) -> tuple[Field, ...]:
    """The columns; deadlines only where the law sets any."""
    laws = (f for f in LAWS if any(getattr(p, f.key) is not None for p in account.projects))
    return (*NAMES, *laws, *SPANS, *(Field(_key(y), YEAR_WIDTH, "centre") for y in years))


def _key(year: int) -> str:
    return f"year{year}"


def write_timeline(book: Book, account: Account, tables: Tables) -> None:
    """The sheet: decided projects have years, those that are not stand there in grey."""
    words, years = account.words, years_of(account)
    fields = fields_of(account, years)
    grid = account.grid("timeline", fields, len(account.projects))
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("timeline.title"), words("timeline.subtitle"))
    named = [field for field in fields if not field.key.startswith("year")]
    headings = [*page.headings(named, "timeline"), *years]
    page.table(grid, fields, headings, frozen=FROZEN)
    page.sheet.autofilter(grid.head, 0, grid.last, len(named) - 1)
    table = Timeline(account, tables, grid, years)
    for index, project in enumerate(account.projects):
        page.line(grid, index, fields, dict(table.cells(index, project)))
    _colour(page, grid, years)


def _colour(page: Page, grid: Grid, years: range) -> None:
    """Fills by letter, and grey names of what is not decided."""
    top, left, right = grid.head + 1, grid.place(_key(years[0])), grid.place(_key(years[-1]))
    here = address(top, left)
    states = {f'=LEFT({here},1)="{letter}"': trait for letter, trait in STATES.items()}
    events = {f'=ISNUMBER(FIND("{letter}",{here}))': trait for letter, trait in EVENTS.items()}
    for criteria, trait in (states | events).items():
        rule = {"type": "formula", "criteria": criteria, "format": page.book.styles.mark(trait)}
        page.sheet.conditional_format(top, left, grid.last, right, rule)
    undecided = {"type": "formula", "criteria": f'={grid.here("start", 0)}=""'}
    look = page.book.styles.mark("muted")
    names = (top, 0, grid.last, grid.place("name"))
    page.sheet.conditional_format(*names, {**undecided, "format": look})


@dataclass(frozen=True)
class Timeline:
    """The table: formulas over the decisions and the options that they choose."""

    account: Account
    tables: Tables
    grid: Grid
    years: range

    def cells(self, index: int, project: Project) -> Iterator[tuple[str, Value]]:
        """Every cell of a project's row by its key."""
        yield "project", project.code
        yield "name", project.name
        for law in LAWS:
            yield law.key, getattr(project, law.key)
        option = self.account.chosen.get(project.code)
        yield "start", self._decided(index, option.start if option else None)
        life = lifetime_of(self.account.strategy, option) if option else None
        for span in SPANS[1:]:
            yield span.key, self._ends(index, span.key, getattr(life, span.key) if life else None)
        arrivals = _arrivals(self.account, option)
        for year in self.years:
            letters = letters_of(self.account, project, year, arrivals)
            yield _key(year), Formula(self._letters(index, year), letters)

    def _decided(self, index: int, start: int | None) -> Formula:
        """The start that is decided, found by the project's code."""
        decisions = self.tables.decisions
        same = f"{decisions.span('project')}={self.grid.here('project', index)}"
        found = sum_where(decisions.span("start"), same, f"{decisions.span('decision')}=1")
        return _or_blank(found, start)

    def _ends(self, index: int, key: str, year: int | None) -> Formula:
        """A last year of the chosen option, from its line of the year in which it starts."""
        options = self.tables.options
        first = f"{options.span('year')}={options.span('start')}"
        return _or_blank(sum_where(options.span(key), *self._chosen(index), first), year)

    def _letters(self, index: int, year: int) -> str:
        """What happens in a year: one letter for the state, and those of what comes to it."""
        this = address(self.grid.head, self.grid.place(_key(year)), "row")
        start, completed, served, sustained = (self.grid.here(s.key, index) for s in SPANS)
        serves = f'IF(OR({served}="",{this}<={served},{this}<N({sustained})),"P","")'
        state = (
            f'IF({start}="","",IF({this}<{start},"",IF({this}<={completed},"I",'
            f'IF({this}={sustained},"U",{serves}))))'
        )
        year_of = self.tables.options.span("year")
        arrived = sum_where(self._received, *self._chosen(index), f"{year_of}={this}")
        text = f'={state}&IF({arrived.removeprefix("=")}>0,"D","")'
        for law in LAWS:
            if law.key in self.grid.keys:
                text += f'&IF({self.grid.here(law.key, index)}={this},"L","")'
        return text

    @cached_property
    def _received(self) -> str:
        options = self.tables.options
        return f"({options.span('capex_received')}+{options.span('opex_received')})"

    def _chosen(self, index: int) -> tuple[str, ...]:
        """The conditions of the lines of the chosen option of a row's project."""
        project = f"{self.tables.options.span('project')}={self.grid.here('project', index)}"
        return (project, *self._decided_lines)

    @cached_property
    def _decided_lines(self) -> tuple[str, ...]:
        options = self.tables.options
        chosen = f"{options.span('chosen')}=1"
        if self.account.is_town:
            return (chosen,)
        word = self.account.words(f"options.kind.{Entry.PROJECT}")
        return (chosen, f'{options.span("entry")}="{word}"')


def _or_blank(found: str, year: int | None) -> Formula:
    """A year, or a blank text where there is none."""
    text = found.removeprefix("=")
    return Formula(f'=IF({text}=0,"",{text})', "" if year is None else year)


def _arrivals(account: Account, option: Option | None) -> frozenset[int]:
    """The years in which grants of a chosen option arrive."""
    if option is None:
        return frozenset()
    return frozenset(
        line.year
        for line in account.lines[option.project]
        if line.option is option and line.money.capex_received + line.money.opex_received > 0
    )


def letters_of(account: Account, project: Project, year: int, arrivals: frozenset[int]) -> str:
    """The letters of a project's year by the solver's plan."""
    deadlines = "".join("L" for law in LAWS if getattr(project, law.key) == year)
    option = account.chosen.get(project.code)
    if option is None:
        return deadlines
    return _state(account, option, year) + "D" * (year in arrivals) + deadlines


def _state(account: Account, option: Option, year: int) -> str:
    life = lifetime_of(account.strategy, option)
    if year < option.start:
        return ""
    if year <= life.completed:
        return "I"
    if year == life.sustained:
        return "U"
    serves = life.served is None or year <= life.served or year < (life.sustained or 0)
    return "P" if serves else ""
