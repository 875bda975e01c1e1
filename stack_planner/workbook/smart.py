"""The region's sheet of SMART levels: what is done for village, town and region, and which aims.

The aims are the criteria that name an aim of the memorandum; their contribution is the part of the
value that comes from them. Projects are told by level; municipalities are never put in an order.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.columns.choices import SMART_LEVELS
from stack_planner.results import points
from stack_planner.scoring.value import POINTS_OF_FULL_VALUE
from stack_planner.workbook.grid import Field, Formula, Grid, address
from stack_planner.workbook.matrix import TOWN, Matrix
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.records import Criterion
    from stack_planner.results import Decision, OrpPlan
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

WIDTH, FIRST_ROW = 18.0, 4
PLACES = 4
LEVEL = (Field("level", 7), Field("blank", 19))


def has_levels(account: Account) -> bool:
    """Whether any project states its level."""
    return any(project.smart_level for project in account.strategy.projects)


def aims_of(account: Account) -> list[Criterion]:
    """The criteria that carry an aim of the memorandum."""
    return [criterion for criterion in account.strategy.criteria if criterion.aim]


def write_smart(book: Book, account: Account) -> None:
    """The sheet: all levels, the levels in every town, and the aims of the memorandum."""
    words, levels = account.words, _levels(account)
    widest = max(len(levels) + 1, len(aims_of(account)) + 2, 5)
    page = Page(book, words("smart.sheet"), [f.width for f in TOWN] + [WIDTH] * widest)
    page.titles(words("smart.title"), words("smart.subtitle"))
    row = _write_levels(page, account, FIRST_ROW)
    if aims_of(account):
        row = _write_aims(page, account, row)
    for key, traits in (("count", "count"), ("value", "points"), ("own", "money")):
        numbers = _by_town(account, key)
        matrix = Matrix(words(f"smart.by_town.{key}"), levels, numbers, traits)
        row = matrix.write(page, account, row, WIDTH)


def _level(account: Account, project: str) -> str:
    return account.strategy.project[project].smart_level or account.words("smart.none")


def _levels(account: Account) -> list[str]:
    """The levels from village to region, then those of other names."""
    known = SMART_LEVELS[account.words.lang]
    found = {_level(account, project.code) for project in account.strategy.projects}
    return sorted(
        found, key=lambda name: (known.index(name) if name in known else len(known), name)
    )


def _taken(account: Account) -> Iterator[tuple[OrpPlan, Decision]]:
    yield from ((orp, decision) for orp in account.plan.orps for decision in orp.decisions)


def _by_town(account: Account, key: str) -> Mapping[tuple[str, str], float]:
    """A number by town and level: chosen projects, value in points or own money in CZK."""
    found: defaultdict[tuple[str, str], float] = defaultdict(int)
    years = account.settings.horizon
    for orp, decision in _taken(account):
        amounts = {
            "count": 1,
            "value": points(decision.value),
            "own": decision.total("own", years=years),
        }
        found[orp.code, _level(account, decision.project)] += amounts[key]
    return found


def _write_levels(page: Page, account: Account, row: int) -> int:
    """A row for each level: projects of the stack, those that any town has, value and money."""
    words, years = account.words, account.settings.horizon
    keys = ("projects", "chosen", "value", "own", "region")
    fields = (*LEVEL, *(Field(key, WIDTH, _LOOKS[key]) for key in keys))
    rows = []
    for level in _levels(account):
        mine = [d for _, d in _taken(account) if _level(account, d.project) == level]
        region = [d for d in account.plan.region.decisions if _level(account, d.project) == level]
        projects = account.strategy.projects
        rows.append(
            {
                "level": level,
                "blank": None,
                "projects": sum(_level(account, p.code) == level for p in projects),
                "chosen": len({d.project for d in (*mine, *region)}),
                "value": points(sum(d.value for d in mine)),
                "own": sum(d.total("own", years=years) for d in mine),
                "region": sum(d.total("own", years=years) for d in region),
            }
        )
    page.write(row, 0, words("smart.levels"), "section")
    headings = [words("smart.level"), "", *(words(f"smart.{key}") for key in keys)]
    return _table(page, row + 1, fields, headings, rows)


_LOOKS = {
    "projects": "count",
    "chosen": "count",
    "value": "points",
    "own": "money",
    "region": "money",
}


def _write_aims(page: Page, account: Account, row: int) -> int:
    """A row for each level: which part of its value comes from each aim, and from all else."""
    words, aims = account.words, aims_of(account)
    names = [*(aim.code for aim in aims), "rest"]
    fields = (*LEVEL, *(Field(name, WIDTH, "points") for name in names))
    rows = []
    for level in _levels(account):
        mine = [(o, d) for o, d in _taken(account) if _level(account, d.project) == level]
        parts = {aim.code: _contribution(account, aim.code, mine) for aim in aims}
        value = points(sum(decision.value for _, decision in mine))
        rest = round(value - sum(parts.values()), PLACES)
        rows.append({"level": level, "blank": None, **parts, "rest": rest})
    page.write(row, 0, words("smart.aims"), "section")
    headings = [words("smart.level"), ""]
    headings += [words("smart.aim", code=aim.code, name=aim.name) for aim in aims]
    return _table(page, row + 1, fields, [*headings, words("smart.rest")], rows)


def _contribution(
    account: Account, criterion: str, taken: Sequence[tuple[OrpPlan, Decision]]
) -> float:
    """Points that a criterion gives to decisions: 100 · need · weight · utility of each."""
    scores, project = account.plan.scores, account.strategy.project
    total = Fraction(0)
    for orp, decision in taken:
        utilities = scores.utilities.get((decision.project, orp.code))
        need = scores.needs.get((orp.code, project[decision.project].area))
        if utilities is not None and need is not None:  # what a public copy withholds has none
            total += need * scores.weights[criterion] * utilities[criterion]
    return round(float(POINTS_OF_FULL_VALUE * total), PLACES)


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
    sums = grid.last + 1
    page.write(sums, 0, page.book.words("matrix.sum"), "total")
    page.write(sums, 1, None, "total")
    for column, field in enumerate(fields[len(LEVEL) :], len(LEVEL)):
        total = sum(v for c in rows if isinstance(v := c[field.key], int | float))
        span = f"{address(head + 1, column)}:{address(grid.last, column)}"
        page.write(sums, column, Formula(f"=SUM({span})", total), f"{field.traits} total")
    return grid.last + 4
