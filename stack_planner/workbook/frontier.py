"""A town's sheets of its budget curve: the points with a chart, the order, and the strip.

What was computed is told as it is; differences of it are formulas.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.explaining.frontier import TODAY
from stack_planner.results import points
from stack_planner.telling.explain import amounts_told
from stack_planner.telling.frontier import enough, factor_told
from stack_planner.workbook.answer_charts import step_chart
from stack_planner.workbook.grid import Field, Formula, Grid, address
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.frontier import Frontier, Point, Span
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

CURVE = (
    Field("factor", 11, "share"),
    Field("budget", 15, "money"),
    Field("more", 15, "money"),
    Field("value", 11, "points"),
    Field("gain", 10, "points"),
    Field("mark", 20, "wrap indent"),
    Field("comes", 26, "wrap"),
    Field("leaves", 26, "wrap"),
    Field("lacking", 36, "wrap"),
)
STEPS = (Field("what", 14), Field("factor", 11, "share"), Field("value", 12, "points"))
ORDER = (
    Field("rank", 8, "count"),
    Field("dropped", 24, "wrap indent"),
    Field("names", 48, "wrap"),
    Field("until", 13, "share"),
    Field("factor", 13, "share"),
    Field("budget", 16, "money"),
    Field("value", 12, "points"),
    Field("lost", 12, "points"),
    Field("price", 14, "points"),
)
PROJECT, NAME = Field("project", 8, "code"), Field("name", 36, "wrap")
SPANS, AWAY = Field("spans", 34, "wrap"), Field("away", 12, "wrap")
LEVELS = tuple(Fraction(share, 20) for share in range(10, 31))
"""The factors of the strip: from a half up to one and a half of today's limits."""

TODAY_ROW, CHART_COLUMN = 3, 4
"""The row of today's limits, and the column in which the chart begins."""

HELD = "■"


def write_frontier(book: Book, account: Account, frontiers: Sequence[Frontier]) -> None:
    """The sheets of the town's curve; none where there is none."""
    for frontier in frontiers:
        if frontier.points:
            _write_curve(book, account, frontier)
            _write_order(book, account, frontier)
            _write_strip(book, account, frontier)


# The points


def _write_curve(book: Book, account: Account, frontier: Frontier) -> None:
    words, grid = account.words, account.grid("curve", CURVE, len(frontier.points))
    page = Page(book, grid.sheet, [field.width for field in CURVE])
    page.titles(words("curve.title"), words("curve.subtitle"))
    page.write(TODAY_ROW, 0, words("curve.today"), "bold")
    page.write(TODAY_ROW, grid.place("value"), frontier.budget, "money bold")
    page.table(grid, CURVE, page.headings(CURVE, "curve"))
    before: Point | None = None
    for index, point in enumerate(frontier.points):
        page.line(grid, index, CURVE, _point(account, frontier, grid, index, before))
        before = point
    _write_chart(book, account, frontier, grid)


def _point(
    account: Account, frontier: Frontier, grid: Grid, index: int, before: Point | None
) -> dict[str, Value]:
    words, point = account.words, frontier.points[index]
    had = {*before.projects} if before else set()
    today = address(TODAY_ROW, grid.place("value"), "both")
    gain: Value = None
    if before:
        here, last = (grid.here("value", place) for place in (index, index - 1))
        gain = Formula(f"={here}-{last}", points(point.value) - points(before.value))
    return {
        "factor": float(enough(point.factor)),
        "budget": point.budget,
        "more": Formula(f"={grid.here('budget', index)}-{today}", point.budget - frontier.budget),
        "value": points(point.value),
        "gain": gain,
        "mark": _mark(account, frontier, point),
        "comes": ", ".join(sorted({*point.projects} - had)) if before else words("curve.first"),
        "leaves": ", ".join(sorted(had - {*point.projects})),
        "lacking": amounts_told(point.lacking, words),
    }


def _mark(account: Account, frontier: Frontier, point: Point) -> str:
    """What a reader should see first: where the town is today, what comes next, what is open."""
    marks = {
        "now": point == frontier.at(TODAY),
        "next": point == frontier.next,
        "unproven": not point.proven,
    }
    return ", ".join(account.words(f"curve_mark.{key}") for key, holds in marks.items() if holds)


def _write_chart(book: Book, account: Account, frontier: Frontier, curve: Grid) -> None:
    """The chart, beside the ends of the steps that it is drawn from."""
    words, rows = account.words, list(_steps(account, frontier, curve))
    grid = account.grid("steps", STEPS, len(rows))
    page = Page(book, grid.sheet, [*(field.width for field in STEPS), 3])
    page.titles(words("steps.title"), words("steps.subtitle"))
    page.table(grid, STEPS, page.headings(STEPS, "steps"))
    for index, cells in enumerate(rows):
        page.line(grid, index, STEPS, cells)
    first, last = frontier.points[0], frontier.points[-1]
    title = words(
        "steps.chart",
        low=words.points(points(first.value), 0),
        high=words.points(points(last.value), 0),
        first=factor_told(first.factor, words),
        last=factor_told(last.factor, words),
    )
    least = 0 if not first.factor else int(points(first.value) * 9 // 100) * 10
    chart = step_chart(book, words, grid, title, least)
    placed = {"object_position": 1, "description": words("steps.alt")}
    page.sheet.insert_chart(grid.head, CHART_COLUMN, chart, placed)


def _steps(account: Account, frontier: Frontier, grid: Grid) -> Iterator[dict[str, Value]]:
    """Both ends of every step, so that a line through them goes up in steps; then today's plan."""
    made = frontier.points
    for index, point in enumerate(made):
        value = Formula(f"={grid.cell('value', index)}", points(point.value))
        since = Formula(f"={grid.cell('factor', index)}", float(enough(point.factor)))
        until: Value = float(frontier.top)
        if index + 1 < len(made):
            end = float(enough(made[index + 1].factor))
            until = Formula(f"={grid.cell('factor', index + 1)}", end)
        yield {"what": account.words("steps.since"), "factor": since, "value": value}
        yield {"what": account.words("steps.until"), "factor": until, "value": value}
    yield {"what": account.words("steps.today"), "factor": 1, "value": points(frontier.value)}


# The order


def _write_order(book: Book, account: Account, frontier: Frontier) -> None:
    words, steps = account.words, frontier.nested.steps
    if not any(step.dropped for step in steps):
        return
    grid = account.grid("order", ORDER, len(steps))
    page = Page(book, grid.sheet, [field.width for field in ORDER])
    page.titles(words("order.title"), words("order.subtitle"))
    page.table(grid, ORDER, page.headings(ORDER, "order"))
    for index in range(len(steps)):
        page.line(grid, index, ORDER, _kept(account, frontier, grid, index))


def _kept(account: Account, frontier: Frontier, grid: Grid, index: int) -> dict[str, Value]:
    words, step, price = account.words, frontier.nested.steps[index], frontier.price(index)
    until = frontier.nested.steps[index - 1].factor if index else TODAY
    first, here = grid.cell("value", 0).split("!")[1], grid.here("value", index)
    names = (account.strategy.project[code].name for code in step.dropped)
    lost = points(frontier.nested.steps[0].value) - points(step.value)
    return {
        "rank": index,
        "dropped": ", ".join(step.dropped) or words("order.nothing"),
        "names": ", ".join(names) if step.dropped else words("order.whole"),
        "until": float(enough(until)),
        "factor": float(enough(step.factor)),
        "budget": step.budget,
        "value": points(step.value),
        "lost": Formula(f"={first}-{here}", lost),
        "price": None if price is None else points(price),
    }


# The strip


def _write_strip(book: Book, account: Account, frontier: Frontier) -> None:
    words, strip = account.words, frontier.strip
    if not strip:
        return
    levels = [level for level in LEVELS if level <= frontier.top and frontier.at(level)]
    marks = tuple(Field(f"at_{level}", 5.5, "centre") for level in levels)
    fields = (PROJECT, NAME, *marks, AWAY, SPANS)
    grid = account.grid("strip", fields, len(strip))
    page = Page(book, grid.sheet, [field.width for field in fields])
    page.titles(words("strip.title"), words("strip.subtitle"))
    heads = [words.percent(level) for level in levels]
    near, far = (page.headings(some, "strip") for some in ((PROJECT, NAME), (AWAY, SPANS)))
    page.table(grid, fields, [*near, *heads, *far], frozen=2)
    order = sorted(strip, key=lambda code: (strip[code][0].since, code))
    for index, code in enumerate(order):
        cells: dict[str, Value] = {
            "project": code,
            "name": account.strategy.project[code].name,
            "away": words("strip.yes") if frontier.leaves(code) else words("strip.no"),
            "spans": ", ".join(_span(account, span) for span in strip[code]),
        }
        for field, level in zip(marks, levels, strict=True):
            point = frontier.at(level)
            cells[field.key] = HELD if point and code in point.projects else ""
        page.line(grid, index, fields, cells)


def _span(account: Account, span: Span) -> str:
    """The factors of a span, as ``od 59,3 % do 71,92 %``."""
    words, since = account.words, factor_told(span.since, account.words)
    if span.until is None:
        return words("strip.since", since=since)
    return words("strip.between", since=since, until=factor_told(span.until, words))
