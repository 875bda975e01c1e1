"""The region's sheet of weights: whose they are, how far people are apart, how consistent each is.

The group's weights, the spread and the suggested bounds are formulas over everybody's weights.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.columns.choices import METHODS, word_of
from stack_planner.explaining.weights import Weighing, weighing_of
from stack_planner.scoring.eliciting.opinions import NOISE_PLACES, bound_places
from stack_planner.scoring.eliciting.rounding import geometric_mean
from stack_planner.scoring.weights import Origin
from stack_planner.telling.explain import joined
from stack_planner.telling.weighing import (
    COUNTING,
    everybody,
    findings_told,
    nobody_told,
    origin_told,
    sources_of,
    who_told,
)
from stack_planner.workbook.answer_charts import spread_chart
from stack_planner.workbook.grid import Field, Formula, Grid, Value
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.scoring.eliciting import Opinion, Spread
    from stack_planner.words import Words
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

WIDTH, WIDE = 12.0, 20.0
CRITERION = (Field("criterion", 8, "code"), Field("name", 34, "wrap"))
SPREAD = (
    *CRITERION,
    *(Field(key, WIDTH, "share") for key in ("low", "high", "width", "middle")),
    *(Field(key, WIDTH, "points") for key in ("min", "max")),
    *(Field(key, WIDE, "wrap indent") for key in ("lowest", "highest")),
)
PEOPLE = (
    Field("who", 8),
    Field("blank", 34),
    Field("method", WIDTH),
    Field("ratio", WIDTH, "degree"),
    Field("away", WIDTH, "share"),
    Field("state", WIDTH, "indent"),
)
FIRST_ROW, LINE_LENGTH = 4, 150


def write_weights(book: Book, account: Account) -> None:
    """The sheet; none where there are no answers, compared pairs or ranks."""
    told = weighing_of(account.strategy)
    if not told.is_more:
        return
    words, rows = account.words, len(told.strategy.criteria)
    fields = _fields(told)
    more = [field.width for field in fields[len(SPREAD) :]]
    page = Page(book, words("weights.sheet"), [*(field.width for field in SPREAD), *more])
    subtitle = [next(origin_told(told, words)), words("weights.subtitle")]
    page.titles(words("weights.title"), " ".join(subtitle))
    row = _write_findings(page, told, words)
    table = Weights(told, Grid(words("weights.sheet"), row + 1, _keys(fields), rows), fields)
    page.write(row, 0, words("weights.sources"), "section")
    row = _write_sources(page, table, words)
    if everybody(told):
        row = _write_people(page, table, words, row)
    if told.spreads:
        _write_spread(page, table, words, row)


def _keys(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(field.key for field in fields)


def _fields(told: Weighing) -> tuple[Field, ...]:
    """The columns of the first table: the weights that count, other sources, people, the group."""
    others = [key for key in sources_of(told) if key not in {COUNTING[told.origin], "group"}]
    people = [f"person_{place}" for place in range(len(told.opinions))]
    group = ["mean", "group"] if people else []
    keys = ["used", *others, *people, *group]
    return (*CRITERION, *(Field(key, WIDTH, "share") for key in keys))


def _write_findings(page: Page, told: Weighing, words: Words) -> int:
    """What there is to say, in sentences; returns the row below."""
    _, *waiting = origin_told(told, words)
    nobody = [] if told.opinions else [nobody_told(told, words), words("weighing.afterwards")]
    row = FIRST_ROW
    for text in (*findings_told(told, words), *waiting, *nobody):
        for place, part in enumerate(textwrap.wrap(text, LINE_LENGTH)):
            page.write(row, 0, ("• " if place == 0 else "   ") + part)
            row += 1
    return row + 1


@dataclass(frozen=True)
class Weights:
    """The table of all weights of each criterion, and formulas that point into it."""

    told: Weighing
    grid: Grid
    fields: tuple[Field, ...]

    @property
    def last_person(self) -> str:
        """The key of the last person's column."""
        return f"person_{len(self.told.opinions) - 1}"

    def people(self, index: int) -> str:
        """The cells of everybody's weight of a criterion, as formulas on this sheet name them."""
        return f"{self.grid.here('person_0', index)}:{self.grid.here(self.last_person, index)}"

    def column(self, key: str) -> str:
        """All cells of a column, as formulas on this sheet name them."""
        return self.grid.span(key).split("!")[1]

    def cells(self, index: int) -> dict[str, Value]:
        """A criterion with its weights."""
        told, criterion = self.told, self.told.strategy.criteria[index]
        code = criterion.code
        cells: dict[str, Value] = {
            "criterion": code,
            "name": criterion.name,
            "used": float(told.used[code]),
        }
        cells |= {key: float(weights[code]) for key, weights in sources_of(told).items()}
        if told.opinions:
            cells |= self._answered(index, code)
        return cells

    def _answered(self, index: int, code: str) -> dict[str, Value]:
        """Everybody's weight, their geometric mean, and its share in the sum of all means."""
        weights = [opinion.weights[code] for opinion in self.told.opinions]
        cells: dict[str, Value] = {f"person_{n}": float(each) for n, each in enumerate(weights)}
        mean = Formula(f"=GEOMEAN({self.people(index)})", float(geometric_mean(weights)))
        share = f"={self.grid.here('mean', index)}/SUM({self.column('mean')})"
        return cells | {"mean": mean, "group": Formula(share, float(self.told.group[code]))}

    def headings(self, words: Words) -> list[str]:
        """The headings; a person's column bears the name and the method."""
        counting = words(f"weighing.source.{COUNTING[self.told.origin]}")
        known = {"used": words("weights.used", source=counting)}
        for place, opinion in enumerate(self.told.opinions):
            method = word_of(opinion.method, METHODS, words.lang)
            text = words("weights.person", person=opinion.person, method=method)
            known[f"person_{place}"] = text
        for key in sources_of(self.told):
            known.setdefault(key, words(f"weighing.source.{key}"))
        known["group"] = words("weights.group")
        return [known.get(f.key) or words(f"weights.{f.key}") for f in self.fields]


def _write_sources(page: Page, table: Weights, words: Words) -> int:
    """The weights of every source and person, and their sums; returns the row below."""
    grid, fields = table.grid, table.fields
    page.header(grid.head, fields, table.headings(words))
    rows = [table.cells(index) for index in range(grid.count)]
    for index, cells in enumerate(rows):
        page.line(grid, index, fields, cells)
    page.write(grid.last + 1, 0, words("weights.total"), "total")
    page.write(grid.last + 1, 1, None, "total")
    for field in fields[len(CRITERION) :]:
        total = sum(_number(cells[field.key]) for cells in rows)
        formula = Formula(f"=SUM({table.column(field.key)})", total)
        page.write(grid.last + 1, grid.place(field.key), formula, "share total")
    if not table.told.opinions:
        return grid.last + 3
    page.write(grid.last + 2, 0, words("weights.note"), "muted")
    return grid.last + 4


def _number(value: Value) -> float:
    return float(value.value) if isinstance(value, Formula) else float(str(value))


# The spread


def _write_spread(page: Page, table: Weights, words: Words, row: int) -> None:
    """The least and the most of every criterion, bounds to copy, and a chart; a page of its own."""
    told = table.told
    page.sheet.set_h_pagebreaks([row])
    page.write(row, 0, words("weights.spread"), "section")
    grid = Grid(table.grid.sheet, row + 1, _keys(SPREAD), len(told.spreads))
    page.header(grid.head, SPREAD, page.headings(SPREAD, "weights"))
    for index, spread in enumerate(told.spreads.values()):
        page.line(grid, index, SPREAD, _spread(table, grid, index, spread, words))
    placed = {"object_position": 1, "description": words("weights.alt")}
    used = None if told.origin is Origin.ANSWERS else table.grid.span("used")
    chart = spread_chart(page.book, words, grid, used, _chart_title(told, words))
    page.sheet.insert_chart(grid.last + 2, 0, chart, placed)


def _spread(
    table: Weights, grid: Grid, index: int, spread: Spread, words: Words
) -> dict[str, Value]:
    told, here = table.told, {key: grid.here(key, index) for key in grid.keys}
    people, places = table.people(index), bound_places(told.total)
    total = f"{float(told.total):g}"
    low, high = (f"ROUND({here[key]}*{total},{NOISE_PLACES})" for key in ("low", "high"))
    least, most = (float(bound) for bound in told.bounds[spread.criterion])
    return {
        "criterion": spread.criterion,
        "name": told.name(spread.criterion),
        "low": Formula(f"=MIN({people})", float(spread.low)),
        "high": Formula(f"=MAX({people})", float(spread.high)),
        "width": Formula(f"={here['high']}-{here['low']}", float(spread.width)),
        "middle": Formula(f"={table.grid.here('group', index)}", float(spread.group)),
        "min": Formula(f"=ROUNDDOWN({low},{places})", least),
        "max": Formula(f"=ROUNDUP({high},{places})", most),
        "lowest": joined(spread.lowest, words),
        "highest": joined(spread.highest, words),
    }


def _chart_title(told: Weighing, words: Words) -> str:
    """What the chart shows: where people differ most, or that they agree."""
    for spread in told.elicited.contested:
        low, high = (words.percent(weight, 0) for weight in (spread.low, spread.high))
        return words("weights.chart", code=spread.criterion, low=low, high=high)
    return words("weights.chart_agreed")


# People


def _write_people(page: Page, table: Weights, words: Words, row: int) -> int:
    """Everybody's method, consistency and distance from the group; returns the row below."""
    people = everybody(table.told)
    page.write(row, 0, words("weights.people"), "section")
    grid = Grid(table.grid.sheet, row + 1, _keys(PEOPLE), len(people))
    page.header(
        grid.head, PEOPLE, ["" if f.key == "blank" else words(f"weights.{f.key}") for f in PEOPLE]
    )
    for index, opinion in enumerate(people):
        page.line(grid, index, PEOPLE, _person(table, index, opinion, words))
    return grid.last + 2


def _person(table: Weights, index: int, opinion: Opinion, words: Words) -> dict[str, Value]:
    state = "none" if opinion.ratio is None else "sound" if opinion.is_consistent else "torn"
    away: Value = None
    if opinion.person:
        mine, group = table.column(f"person_{index}"), table.column("group")
        apart = float(opinion.distance(table.told.group))
        away = Formula(f"=SUMPRODUCT(ABS({mine}-{group}))/2", apart)
    return {
        "who": who_told(opinion, words),
        "blank": None,
        "method": word_of(opinion.method, METHODS, words.lang),
        "ratio": opinion.ratio,
        "state": words(f"weights.answers.{state}"),
        "away": away,
    }
