"""The region's sheet of areas: value, chosen projects and own money of every town by area."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.workbook.decision_money import amounts_of
from stack_planner.workbook.grid import Formula, sum_where
from stack_planner.workbook.matrix import TOWN, Matrix
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid

WIDTH, FIRST_ROW = 14.0, 4


def write_areas(book: Book, account: Account, decisions: Grid) -> None:
    """The sheet; the region's own money follows its decisions, the towns' is as proposed."""
    words = account.words
    areas = sorted({project.area for project in account.strategy.projects})
    page = Page(
        book, words("area_sheet.sheet"), [f.width for f in TOWN] + [WIDTH] * (len(areas) + 3)
    )
    page.titles(words("area_sheet.title"), words("area_sheet.subtitle"))
    row = FIRST_ROW
    for matrix in _matrices(account, decisions, areas):
        row = matrix.write(page, account, row, WIDTH)


def _matrices(account: Account, decisions: Grid, areas: list[str]) -> Iterator[Matrix]:
    words, value = account.words, defaultdict[tuple[str, str], float](float)
    count = defaultdict[tuple[str, str], float](int)
    own = defaultdict[tuple[str, str], float](int)
    years = account.settings.horizon
    for orp in account.plan.orps:
        for decision in orp.decisions:
            key = orp.code, account.strategy.project[decision.project].area
            value[key] += points(decision.value)
            count[key] += 1
            own[key] += decision.total("own", years=years)
    yield Matrix(
        words("area_sheet.value"),
        areas,
        value,
        "points",
        extra={
            words("area_sheet.synergies"): {o.code: points(o.synergies) for o in account.plan.orps}
        },
        whole=words("area_sheet.whole"),
    )
    yield Matrix(words("area_sheet.chosen"), areas, count, "count")
    yield Matrix(
        words("area_sheet.own"), areas, own, "money", region=_region(account, decisions, areas)
    )


def _region(account: Account, decisions: Grid, areas: list[str]) -> Mapping[str, Formula]:
    """The region's own money by area, over the sheet of decisions."""
    found = {}
    for area in areas:
        amount = sum(amounts_of(account, p)["own"] for p in account.projects if p.area == area)
        quoted = area.replace('"', '""')
        text = sum_where(decisions.span("own"), f'{decisions.span("area")}="{quoted}"')
        found[area] = Formula(text, amount)
    return found
