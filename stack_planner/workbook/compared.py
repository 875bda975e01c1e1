"""The workbook of two plans compared: a summary, the projects that differ, money by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.compare import PARTS, Turn
from stack_planner.telling.compare import OWN, lone_years_line, payer_name
from stack_planner.workbook.book import Book
from stack_planner.workbook.grid import HEAD, Field, Formula, Grid, sum_where
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from stack_planner.explaining.compare import Change, Difference, PayerDifference
    from stack_planner.words import Words
    from stack_planner.workbook.grid import Value

SUMMARY = (
    Field("payer", 24),
    *(Field(turn.value, 14, "count") for turn in Turn),
    Field("value_before", 13, "points"),
    Field("value_after", 13, "points"),
    Field("value", 13, "points"),
    Field("own_before", 17, "money"),
    Field("own_after", 17, "money"),
    Field("own", 17, "money"),
)
PROJECTS = (
    Field("payer", 24),
    Field("project", 9, "code"),
    Field("name", 44, "wrap"),
    Field("turn", 18),
    Field("orp", 9, "code"),
    Field("start_before", 11, "year"),
    Field("financing_before", 22, "wrap"),
    Field("start_after", 11, "year"),
    Field("financing_after", 22, "wrap"),
    Field("worth", 11, "points"),
)
MONEY = (
    Field("payer", 28),
    Field("year", 8, "year"),
    Field("part", 40),
    Field("before", 18, "money"),
    Field("after", 18, "money"),
    Field("difference", 18, "money"),
)


def compared_workbook(difference: Difference, a: str, b: str, words: Words, file: str) -> bytes:
    """The finished workbook; counts, sums and differences are formulas over its tables."""
    book = Book(file, words("compare.title"), words)
    changes = [(payer, change) for payer in difference.payers for change in payer.changes]
    projects = _grid("projects", PROJECTS, len(changes), words)
    count = sum(len(payer.money) for payer in difference.payers)
    money = _grid("money", MONEY, count, words)
    _write_summary(book, difference, (a, b), projects, money)
    _write_projects(book, projects, changes)
    _write_money(book, money, difference.payers)
    return book.close()


def _grid(sheet: str, fields: Sequence[Field], count: int, words: Words) -> Grid:
    name = words(f"compared.{sheet}.sheet")
    return Grid(name, HEAD, tuple(field.key for field in fields), count)


def _write_summary(
    book: Book, difference: Difference, plans: tuple[str, str], projects: Grid, money: Grid
) -> None:
    words, grid = book.words, _grid("summary", SUMMARY, len(difference.payers), book.words)
    page = Page(book, grid.sheet, [field.width for field in SUMMARY])
    page.titles(words("compare.title"), words("compared.summary.subtitle", a=plans[0], b=plans[1]))
    headings = [
        words(f"compare.turn.{field.key}")
        if field.key in set(Turn)
        else words(f"compared.summary.{field.key}")
        for field in SUMMARY
    ]
    page.table(grid, SUMMARY, headings)
    rows = [_summary(grid, i, p, projects, money, words) for i, p in enumerate(difference.payers)]
    for index, cells in enumerate(rows):
        page.line(grid, index, SUMMARY, cells)
    page.subtotals(grid, SUMMARY, rows)
    for row, note in enumerate(_notes(difference, words), grid.last + 2):
        page.write(row, 0, note, "muted")


def _notes(difference: Difference, words: Words) -> Iterator[str]:
    yield words("compared.summary.note_value")
    if difference.is_none:
        yield words("compare.same")
    if difference.inputs:
        yield words("compare.inputs", files=", ".join(difference.inputs))
    if difference.lone_years:
        yield lone_years_line(difference, words)
    for key in ("only_before", "only_after"):
        if getattr(difference, key):
            yield words(f"compare.{key}", names=", ".join(getattr(difference, key)))


def _summary(  # noqa: PLR0913, PLR0917 — a row that counts over two other tables
    grid: Grid, index: int, payer: PayerDifference, projects: Grid, money: Grid, words: Words
) -> dict[str, Value]:
    mine = f"{projects.span('payer')}={grid.here('payer', index)}"
    counts = {
        turn.value: Formula(
            f'=SUMPRODUCT(({mine})*({projects.span("turn")}="{words(f"compare.turn.{turn}")}"))',
            sum(change.turn is turn for change in payer.changes),
        )
        for turn in Turn
    }
    own = payer.total(*OWN)
    before, after = payer.value or (None, None)
    return {
        "payer": payer_name(payer, words),
        **counts,
        "value_before": None if before is None else float(before),
        "value_after": None if after is None else float(after),
        "value": _less(grid, index, "value", after, before),
        "own_before": Formula(_own(grid, index, money, "before", words), own.before),
        "own_after": Formula(_own(grid, index, money, "after", words), own.after),
        "own": _less(grid, index, "own", own.after, own.before),
    }


def _less(
    grid: Grid, index: int, key: str, after: Fraction | int | None, before: Fraction | int | None
) -> Value:
    """The second less the first; nothing where one of them is not known."""
    if after is None or before is None:
        return None
    cells = [grid.here(f"{key}_{which}", index) for which in ("after", "before")]
    return Formula(f"=ROUND({cells[0]}-{cells[1]},4)", round(float(after - before), 4))


def _own(grid: Grid, index: int, money: Grid, which: str, words: Words) -> str:
    names = "+".join(f'({money.span("part")}="{words(f"compare.part.{part}")}")' for part in OWN)
    mine = f"{money.span('payer')}={grid.here('payer', index)}"
    return sum_where(money.span(which), mine, f"({names})>0")


def _write_projects(
    book: Book, grid: Grid, changes: Sequence[tuple[PayerDifference, Change]]
) -> None:
    words = book.words
    page = Page(book, grid.sheet, [field.width for field in PROJECTS])
    page.titles(words("compared.projects.title"), words("compared.projects.subtitle"))
    page.table(grid, PROJECTS, page.headings(PROJECTS, "compared.projects"))
    for index, (payer, change) in enumerate(changes):
        before, after = change.before, change.after
        cells: Mapping[str, Value] = {
            "payer": payer_name(payer, words),
            "project": change.project,
            "name": change.name,
            "turn": words(f"compare.turn.{change.turn}"),
            "orp": change.orp,
            "start_before": before.start if before else None,
            "financing_before": before.financing if before else "",
            "start_after": after.start if after else None,
            "financing_after": after.financing if after else "",
            "worth": None if change.worth is None else float(change.worth),
        }
        page.line(grid, index, PROJECTS, cells)


def _write_money(book: Book, grid: Grid, payers: Sequence[PayerDifference]) -> None:
    words = book.words
    page = Page(book, grid.sheet, [field.width for field in MONEY])
    page.titles(words("compared.money.title"), words("compared.money.subtitle"))
    page.table(grid, MONEY, page.headings(MONEY, "compared.money"))
    index = 0
    for payer in payers:
        for year in payer.years:
            for part in PARTS:
                pair = payer.money[part, year]
                text = f"={grid.here('after', index)}-{grid.here('before', index)}"
                cells: Mapping[str, Value] = {
                    "payer": payer_name(payer, words),
                    "year": year,
                    "part": words(f"compare.part.{part}"),
                    "before": pair.before,
                    "after": pair.after,
                    "difference": Formula(text, pair.difference),
                }
                page.line(grid, index, MONEY, cells)
                index += 1
