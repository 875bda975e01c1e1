"""The sheet of what survives: every project of every payer against every plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.telling.supposed import payer_told
from stack_planner.workbook.grid import Field, Formula, address, quoted
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from stack_planner.explaining.carried import Copy
    from stack_planner.explaining.scenarios import Foreseen
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid, Value
    from stack_planner.workbook.scenario_tables import Sheets

NEAR = (
    Field("project", 8, "code"),
    Field("name", 38, "wrap"),
    Field("payer", 20),
    Field("verdict", 12),
    Field("times", 9, "count"),
)
WIDE = 13
"""The width of a plan's column, so that the scenario's name fits into a few lines."""

IN_PLAN = "■"


def write_survivors(book: Book, found: Foreseen, sheets: Sheets) -> None:
    """What is in all plans first; how often each is there, counted by formulas."""
    words = book.words
    marks = tuple(Field(f"plan_{n}", WIDE, "centre") for n in range(len(found.plans)))
    fields = (*NEAR, *marks)
    copies = sorted(found.copies, key=lambda copy: -found.times(copy))
    grid = sheets.grid("surviving", fields, len(copies))
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(
        words("surviving.title"),
        words("surviving.subtitle", n=len(found.plans), certain=len(found.certain)),
    )
    repaired = [False, *(outcome.repaired for outcome in found.planned)]
    heads = [
        words("surviving.repaired", name=plan.name) if after else plan.name
        for plan, after in zip(sheets.plans, repaired, strict=True)
    ]
    page.table(grid, fields, [*page.headings(NEAR, "surviving"), *heads], frozen=len(NEAR))
    for index, copy in enumerate(copies):
        page.line(grid, index, fields, _row(grid, index, copy, found, words))


def _row(grid: Grid, index: int, copy: Copy, found: Foreseen, words: Words) -> dict[str, Value]:
    project, payer = copy
    times, plans = found.times(copy), len(found.plans)
    row, first = grid.row(index), grid.place("plan_0")
    span = f"{address(row, first, 'column')}:{address(row, first + plans - 1, 'column')}"
    here = grid.here("times", index)
    names = {key: words(f"surviving.{key}") for key in ("certain", "never", "some")}
    judged = (
        f"=IF({here}={plans},{quoted(names['certain'])},"
        f"IF({here}=0,{quoted(names['never'])},{quoted(names['some'])}))"
    )
    key = "certain" if times == plans else "some" if times else "never"
    return {
        "project": project,
        "name": found.strategy.project[project].name,
        "payer": payer_told(payer, found.strategy, words),
        "verdict": Formula(judged, names[key]),
        "times": Formula(f"=COUNTIF({span},{quoted(IN_PLAN)})", times),
        **{f"plan_{n}": IN_PLAN if copy in plan else "" for n, plan in enumerate(found.plans)},
    }
