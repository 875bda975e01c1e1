"""Sheet of the map: municipalities as the ground, towns as discs as large as their plans' money."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from stack_planner.gazetteer import places_of
from stack_planner.workbook.grid import HEAD, Field, Formula, Grid
from stack_planner.workbook.map_chart import Disc, frame_of, map_chart
from stack_planner.workbook.members import town_money
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.gazetteer import Place
    from stack_planner.results import OrpPlan
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

TOWNS = (
    Field("orp", 8, "code"),
    Field("town", 21),
    Field("money", 15, "money"),
    Field("per_head", 13, "count"),
    Field("share", 13, "share"),
)
GROUND = (
    Field("code", 8, "code"),
    Field("name", 21),
    Field("district", 15, "code"),
    Field("latitude", 13, "degree"),
    Field("longitude", 13, "degree"),
)
CHART_COLUMN = len(TOWNS) + 1
WIDTHS = (*(field.width for field in TOWNS), 2, 96)
PARTS = ("own_capex", "own_opex", "grant", "region")
LARGEST, SMALLEST = 46, 7
"""Sizes of discs, in points; the area of a disc is in proportion to the money."""


def is_on_map(account: Account) -> bool:
    """Whether the gazetteer knows any of the towns."""
    return bool(places_of(orp.code for orp in account.plan.orps))


def write_map(book: Book, account: Account, towns: Grid) -> None:
    """The sheet: towns with their money, the map beside them, the ground's table below."""
    words, orps = account.words, account.plan.orps
    page = Page(book, words("map.sheet"), WIDTHS)
    page.titles(words("map.title"), words("map.subtitle"))
    grid = Grid(words("map.sheet"), HEAD, tuple(field.key for field in TOWNS), len(orps))
    page.header(grid.head, TOWNS, page.headings(TOWNS, "map"))
    table = Table(account, grid, towns)
    for index, orp in enumerate(orps):
        page.line(grid, index, TOWNS, table.cells(index, orp))
    row = grid.last + 2
    places = places_of(orp.code for orp in orps)
    unknown = [orp.name for orp in orps if orp.code not in {place.orp for place in places}]
    if unknown:
        page.write(row, 0, words("map.unknown", towns=", ".join(unknown)))
        row += 2
    page.write(row, 0, words("map.ground"), "section")
    page.write(row + 1, 0, words("map.source"), "muted")
    ground = Grid(grid.sheet, row + 2, tuple(field.key for field in GROUND), len(places))
    _write_ground(page, account, ground, places)
    _draw(page, table, ground, places)


@dataclass(frozen=True)
class Table:
    """The towns' money: formulas over the sheet of towns."""

    account: Account
    grid: Grid
    towns: Grid

    def cells(self, index: int, orp: OrpPlan) -> dict[str, Value]:
        """One town's row."""
        money, grid = self.money(orp), self.grid
        heads = self.account.strategy.orp[orp.code].population
        whole = sum(map(self.money, self.account.plan.orps))
        parts = "+".join(self.towns.cell(key, index) for key in PARTS)
        here = grid.here("money", index)
        population = self.towns.cell("population", index)
        share = f"=IF(SUM({grid.span('money')})=0,0,{here}/SUM({grid.span('money')}))"
        return {
            "orp": orp.code,
            "town": orp.name,
            "money": Formula(f"={parts}", money),
            "per_head": Formula(f"=ROUND({here}/{population},0)", _rounded(money, heads)),
            "share": Formula(share, money / whole if whole else 0),
        }

    def money(self, orp: OrpPlan) -> int:
        """All that the town's plan costs within the horizon, whoever pays it."""
        return sum(town_money(self.account, orp).values())


def _rounded(money: int, heads: int) -> int:
    return (2 * money + heads) // (2 * heads)


def _write_ground(page: Page, account: Account, grid: Grid, places: Sequence[Place]) -> None:
    """The municipalities with their positions; names where the inputs have them."""
    names = {place.code: place.name for place in account.strategy.municipalities}
    page.header(grid.head, GROUND, page.headings(GROUND, "map"))
    for index, place in enumerate(places):
        cells: dict[str, Value] = {
            "code": place.code,
            "name": names.get(place.code, ""),
            "district": place.orp,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
        page.line(grid, index, GROUND, cells)


def _draw(page: Page, table: Table, ground: Grid, places: Sequence[Place]) -> None:
    account = table.account
    money = {orp.code: table.money(orp) for orp in account.plan.orps}
    most = max(money.values(), default=0) or 1
    discs = [
        Disc(
            name=account.strategy.orp[place.orp].name,
            row=index,
            size=max(SMALLEST, round(LARGEST * sqrt(max(0, money[place.orp]) / most))),
        )
        for index, place in enumerate(places)
        if place.is_seat
    ]
    frame = frame_of(places)
    chart = map_chart(page.book, account, ground, discs, frame)
    low, high = (limit(money[place.orp] for place in places) for limit in (min, max))
    words = account.words
    title = words("map.says", low=_millions(account, low), high=_millions(account, high))
    chart.set_title({"name": title, "name_font": {"name": "Calibri", "size": 10}})
    placed = {"object_position": 1, "description": words("map.alt")}
    page.sheet.insert_chart(HEAD, CHART_COLUMN, chart, placed)


def _millions(account: Account, amount: int) -> str:
    return account.words.decimal(round(amount / 1_000_000, 1))
