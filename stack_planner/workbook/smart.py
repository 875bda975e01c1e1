"""The region's sheet of SMART levels: what is done for village, town and region, and which aims.

The aims are those of the memorandum that criteria carry; their contribution is the part of the
value that comes from them. Projects are told by level; municipalities are never put in an order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.columns.choices import AIMS, word_of
from stack_planner.cooperation.smart import aims_of, has_levels, level_names, levels_of
from stack_planner.results import points
from stack_planner.workbook.grid import Field, Formula, Grid, number
from stack_planner.workbook.matrix import TOWN, Matrix
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.cooperation.smart import AimPart
    from stack_planner.words import Words
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

WIDTH, FIRST_ROW = 18.0, 4
LEVEL = (Field("level", 7), Field("blank", 19))
SUMMED = frozenset({"money", "points", "count", "flag", "tenths"})
"""Looks of numbers that can be added up."""

LOOKS = {
    "projects": "count",
    "chosen": "count",
    "value": "points",
    "own": "money",
    "region": "money",
}


def is_told(account: Account) -> bool:
    """Whether any project states its level, or any criterion carries an aim."""
    return has_levels(account.plan) or bool(aims_of(account.plan))


def level_name(level: str, words: Words) -> str:
    """The level, or the words for none."""
    return level or words("smart.none")


def aim_name(part: AimPart, words: Words) -> str:
    """The aim with the criteria that carry it, or the words for all the others."""
    codes = ", ".join(part.criteria) or words("smart.no_criteria")
    if part.aim is None:
        return words("smart.rest", codes=codes)
    name = word_of(part.aim, AIMS, words.lang)
    return words("smart.aim", name=name[0].upper() + name[1:], codes=codes)


def subtitle_of(account: Account, sheet: str) -> str:
    """What a sheet says below its title; a public copy adds what it does not tell."""
    words = account.words
    said = [words(f"{sheet}.subtitle"), *([words("smart.public")] if account.plan.public else [])]
    return " ".join(said)


def write_smart(book: Book, account: Account) -> None:
    """The sheet: all levels, the levels in every town, and the aims of the memorandum."""
    words = account.words
    widest = max(len(level_names(account.plan)) + 1, len(aims_of(account.plan)) + 1, len(LOOKS))
    page = Page(book, words("smart.sheet"), [f.width for f in TOWN] + [WIDTH] * widest)
    page.titles(words("smart.title"), subtitle_of(account, "smart"))
    row = _write_levels(page, account, FIRST_ROW)
    if aims_of(account.plan):
        row = _write_aims(page, account, row)
    firsts = []
    for matrix in _by_town(account):
        firsts.append(row)
        row = matrix.write(page, account, row, WIDTH)
    page.keep_whole(firsts, row)


def _by_town(account: Account) -> Iterator[Matrix]:
    """Chosen projects, value and own money of every town by level, and value by aim."""
    words, plan = account.words, account.plan
    levels = [level_name(level, words) for level in level_names(plan)]
    looks = {"count": "count", "value": "points", "own": "money"}
    found: dict[str, dict[tuple[str, str], float]] = {key: {} for key in looks}
    for orp in plan.orps:
        for part in levels_of(plan, orp.code):
            where = orp.code, level_name(part.level, words)
            found["count"][where] = len(part.chosen)
            found["value"][where] = points(part.value)
            found["own"][where] = part.own
    for key, traits in looks.items():
        yield Matrix(words(f"smart.by_town.{key}"), levels, found[key], traits)
    aims = [aim_name(part, words) for part in aims_of(plan)]
    values = {
        (orp.code, aim_name(part, words)): points(part.value)
        for orp in plan.orps
        for part in aims_of(plan, orp.code)
    }
    if aims:
        yield Matrix(words("smart.by_town.aims"), aims, values, "points")


def _write_levels(page: Page, account: Account, row: int) -> int:
    """A row for each level: projects of the stack, those that any town has, value and money."""
    words = account.words
    fields = (*LEVEL, *(Field(key, WIDTH, look) for key, look in LOOKS.items()))
    rows: list[dict[str, Value]] = [
        {
            "level": level_name(part.level, words),
            "blank": None,
            "projects": len(part.offered),
            "chosen": len(part.chosen),
            "value": points(part.value),
            "own": part.own,
            "region": part.region,
        }
        for part in levels_of(account.plan)
    ]
    page.write(row, 0, words("smart.levels"), "section")
    headings = [words("smart.level"), "", *(words(f"smart.{key}") for key in LOOKS)]
    return _table(page, row + 1, fields, headings, rows)


def _write_aims(page: Page, account: Account, row: int) -> int:
    """A row for each level: which part of its value comes from each aim, and from all else."""
    words, plan = account.words, account.plan
    heads = {
        str(part.aim): words("smart.points", name=aim_name(part, words)) for part in aims_of(plan)
    }
    fields = (*LEVEL, *(Field(key, WIDTH, "points") for key in heads))
    rows: list[dict[str, Value]] = []
    for level in level_names(plan):
        parts = {str(part.aim): points(part.value) for part in aims_of(plan, level=level)}
        name = level_name(level, words)
        rows.append({"level": name, "blank": None, **dict.fromkeys(heads, 0), **parts})
    page.write(row, 0, words("smart.aims"), "section")
    return _table(page, row + 1, fields, [words("smart.level"), "", *heads.values()], rows)


def _table(
    page: Page,
    head: int,
    fields: Sequence[Field],
    headings: Sequence[str],
    rows: Sequence[Mapping[str, Value]],
) -> int:
    """A table with its sums; returns the next free row."""
    grid = Grid(page.sheet.get_name(), head, tuple(f.key for f in fields), len(rows))
    page.header(head, fields, headings)
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
    write_sums(page, grid, fields, rows)
    return grid.last + 4


def write_sums(
    page: Page, grid: Grid, fields: Sequence[Field], rows: Sequence[Mapping[str, Value]]
) -> None:
    """The sums of all columns of numbers below a table."""
    row = grid.last + 1
    for column, field in enumerate(fields):
        if not field.key:
            continue
        summed = bool(SUMMED & set(field.traits.split()))
        label = page.book.words("matrix.sum") if column == 0 else None
        total = sum(number(cells[field.key]) for cells in rows)
        formula = Formula(f"=SUM({grid.span(field.key)})", total) if summed else label
        page.write(row, column, formula, f"{field.traits} total")
