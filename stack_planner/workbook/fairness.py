"""Sheet of fairness: every town against itself alone, and who gets the region's money."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.scoring.value import round_half_up
from stack_planner.telling.fairness import fairness_line, worst_line
from stack_planner.workbook.charts import share_chart
from stack_planner.workbook.grid import Field, Formula, Grid, address, block
from stack_planner.workbook.page import Page
from stack_planner.workbook.town_charts import shares_title

if TYPE_CHECKING:
    from stack_planner.comparison import Standing
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

TOWNS = (
    Field("orp", 7, "code"),
    Field("town", 18),
    Field("population", 11, "count"),
    Field("value", 11, "points"),
    Field("alone", 12, "points"),
    Field("ratio", 12, "share"),
    Field("rank", 9, "count"),
    Field("own", 14, "money"),
    Field("grants", 13, "money"),
    Field("regional", 14, "money"),
    Field("joint", 14, "money"),
    Field("pool", 14, "money"),
    Field("per_head", 15, "count"),
    Field("pool_share", 14, "share"),
    Field("population_share", 13, "share"),
    Field("difference", 11, "share"),
)
LEVELS = (
    Field("level", 7, "flag"),
    Field("name", 18),
    Field("smallest", 11, "share"),
    Field("average", 11, "share"),
    Field("bound", 12, "share"),
    Field("proven", 12, "centre"),
)
CHART_COLUMN = 7

PLACES = 6
"""Decimal places of a ratio, so that equal ones are equal in any program."""

LINE_LENGTH = 200
"""Characters of a sentence that go into one line below the table."""


def write_fairness(book: Book, account: Account, grid: Grid, towns: Grid) -> None:
    """The sheet; values, people and own money are those of the sheet of towns."""
    words = account.words
    page = Page(book, grid.sheet, [field.width for field in TOWNS])
    page.titles(words("standing.title"), words("standing.subtitle"))
    page.table(grid, TOWNS, page.headings(TOWNS, "standing"))
    table = Standings(account, grid, towns)
    rows = [table.cells(index) for index in range(grid.count)]
    for index, cells in enumerate(rows):
        page.line(grid, index, TOWNS, cells)
    page.subtotals(grid, TOWNS, rows)
    row = _write_sentences(page, account, grid.last + 2)
    looks = {"object_position": 1, "description": words("standing.alt")}
    chart = share_chart(book, account, grid, shares_title(account))
    levels = bool(account.plan.fairness.levels)
    page.sheet.insert_chart(row, CHART_COLUMN if levels else 0, chart, looks)
    if levels:
        _write_levels(page, account, grid, _write_price(page, account, row))


@dataclass(frozen=True)
class Standings:
    """The table of towns: formulas over the sheet of towns and over the table itself."""

    account: Account
    grid: Grid
    towns: Grid

    def cells(self, index: int) -> dict[str, Value]:
        """One town's row."""
        fairness = self.account.plan.fairness
        town = fairness.standings[index]
        return {
            "orp": town.orp,
            "town": self.account.strategy.orp[town.orp].name,
            "population": self._there(index, town.population, "population"),
            **self._ratio(index, town),
            "own": self._there(index, town.own, "own_capex", "own_opex"),
            "grants": town.grants,
            "regional": town.regional,
            "joint": town.joint,
            "pool": self._here(index, "{grants}+{regional}+{joint}", town.pool),
            "per_head": self._here(
                index,
                "ROUND(({own}+{pool})/{population},0)",
                round_half_up(town.money_per_inhabitant),
            ),
            **self._shares(index, town),
        }

    def _ratio(self, index: int, town: Standing) -> dict[str, Value]:
        """Value, value alone and their ratio; blank where a town reaches nothing alone."""
        plan, ranked = self.account.plan.orps[index], self.account.plan.fairness.ranked
        value = self._there(index, points(plan.value), "value")
        if plan.alone is None:
            return {"value": value, "alone": None, "ratio": None, "rank": None}
        alone = self._there(index, points(plan.alone), "alone")
        if town.ratio is None:
            return {"value": value, "alone": alone, "ratio": None, "rank": None}
        rank = 1 + sum(_rounded(other) < _rounded(town) for other in ranked)
        return {
            "value": value,
            "alone": alone,
            "ratio": self._here(index, f"ROUND({{value}}/{{alone}},{PLACES})", _rounded(town)),
            "rank": self._here(index, f"RANK({{ratio}},{self.grid.span('ratio')},1)", rank),
        }

    def _shares(self, index: int, town: Standing) -> dict[str, Value]:
        fairness, grid = self.account.plan.fairness, self.grid
        pool, people = fairness.pool_share(town), fairness.population_share(town)
        share = self._here(index, f"{{population}}/SUM({grid.span('population')})", float(people))
        if pool is None:
            return {"pool_share": None, "population_share": share, "difference": None}
        return {
            "pool_share": self._here(index, f"{{pool}}/SUM({grid.span('pool')})", float(pool)),
            "population_share": share,
            "difference": self._here(
                index, "{pool_share}-{population_share}", float(pool) - float(people)
            ),
        }

    def _here(self, index: int, text: str, value: float) -> Formula:
        """A formula over cells of the same row, named by their keys."""
        cells = {key: self.grid.here(key, index) for key in self.grid.keys}
        return Formula(f"={text.format(**cells)}", value)

    def _there(self, index: int, value: float, *keys: str) -> Formula:
        """The sum of some of the town's cells on the sheet of towns."""
        row, places = self.towns.row(index), [self.towns.place(key) for key in keys]
        cells = [block(self.towns.sheet, row, place, row, place) for place in places]
        return Formula(f"={'+'.join(cells)}", value)


def _rounded(town: Standing) -> float:
    return float(round_half_up((town.ratio or 0) * 10**PLACES) / 10**PLACES)


def _write_sentences(page: Page, account: Account, row: int) -> int:
    """What the table says; returns the next free row."""
    plan, words = account.plan, account.words
    rule = fairness_line(plan, words) or words("standing.none")
    for text in filter(None, (worst_line(plan, words), rule)):
        for place, part in enumerate(textwrap.wrap(text, LINE_LENGTH)):
            page.write(row, 0, ("• " if place == 0 else "   ") + part)
            row += 1
    return row + 1


def _write_price(page: Page, account: Account, row: int) -> int:
    """What fairness costs, from the two values; returns the next free row."""
    plan, words = account.plan, account.words
    best, value = (
        points(units) / plan.proof.denominator
        for units in (plan.fairness.best_value, plan.proof.objective)
    )
    place = [field.key for field in LEVELS].index("bound")
    first, second = (address(row + line, place) for line in (1, 2))
    price = Formula(f"=IF({first}=0,0,1-{second}/{first})", float(plan.price_of_fairness))
    page.write(row, 0, words("standing.price_title"), "section")
    for key, number, traits in (
        ("best", best, "points"),
        ("this", value, "points"),
        ("price", price, "share"),
        ("loss", float(account.settings.max_loss), "share"),
    ):
        row += 1
        for column in range(place):
            page.write(row, column, words(f"standing.{key}") if column == 0 else None, "row")
        page.write(row, place, number, f"{traits} row")
    return row + 2


def _write_levels(page: Page, account: Account, table: Grid, row: int) -> None:
    """The averages of the smallest ratios, made as great as possible one after the other."""
    words = account.words
    page.write(row, 0, words("standing.levels_title"), "section")
    levels = account.plan.fairness.levels
    grid = Grid(table.sheet, row + 1, tuple(field.key for field in LEVELS), len(levels))
    page.header(grid.head, LEVELS, page.headings(LEVELS, "standing.levels"))
    ratios = [_rounded(town) for town in account.plan.fairness.ranked]
    for index, level in enumerate(levels):
        count = index + 1
        average = f"=AVERAGE({grid.here('smallest', 0)}:{grid.here('smallest', index)})"
        cells: dict[str, Value] = {
            "level": count,
            "name": words("standing.level", n=count),
            "smallest": Formula(f"=SMALL({table.span('ratio')},{count})", ratios[index]),
            "average": Formula(average, sum(ratios[:count]) / count),
            "bound": None if level.bound is None else float(level.bound / count),
            "proven": words("check.yes" if level.proven else "check.no"),
        }
        page.line(grid, index, LEVELS, cells)
