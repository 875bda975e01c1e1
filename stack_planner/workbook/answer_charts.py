"""The charts of answers: curves of budgets, weights of people, bands of weights, scenarios."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.workbook.charts import NUMBERS, SMALL, WIDE, dressed
from stack_planner.workbook.style import ACCENT, INK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from xlsxwriter.chart import Chart

    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid

BESIDE = {"width": 780, "height": 430}
BAND_WIDTH = 640

WEIGHTS: Mapping[str, Mapping[str, Any]] = {
    "group": {"type": "diamond", "size": 9, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
    "used": {"type": "long_dash", "size": 12, "fill": {"color": INK}, "border": {"color": INK}},
}
"""Marks of the group's weights, diamonds, and of those that count, dashes."""


def step_chart(book: Book, words: Words, steps: Grid, title: str, least: int) -> Chart:
    """A line up in steps through both ends of each; the last row is a mark of its own.

    ``least`` is where the axis of values begins.
    """
    chart = book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    ends = replace(steps, count=steps.count - 1)
    chart.add_series(
        {
            "name": words("steps.series"),
            "categories": f"={ends.span('factor')}",
            "values": f"={ends.span('value')}",
            "line": {"color": ACCENT, "width": 2},
            "marker": {"type": "none"},
        }
    )
    chart.add_series(
        {
            "name": words("steps.today"),
            "categories": f"={steps.cell('factor', steps.count - 1)}",
            "values": f"={steps.cell('value', steps.count - 1)}",
            "line": {"none": True},
            "marker": {"type": "diamond", "size": 10, "fill": {"color": INK}},
        }
    )
    across = {**NUMBERS, "name": words("steps.axis.factor"), "name_font": SMALL}
    chart.set_x_axis({**across, "num_format": "0%"})
    upwards = {**NUMBERS, "name": words("steps.axis.value"), "name_font": SMALL}
    chart.set_y_axis({**upwards, "min": least})
    return dressed(chart, title, BESIDE)


def spread_chart(book: Book, words: Words, spread: Grid, used: str | None, title: str) -> Chart:
    """A bar from the least to the most weight of each criterion, a mark for the group's.

    ``used`` is the span of the weights that count, where they are others than the group's.
    """
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    names = f"={spread.span('criterion')}"
    below = {"name": words("weights.low"), "fill": {"none": True}, "border": {"none": True}}
    bars: Mapping[str, Mapping[str, Any]] = {
        "low": below,
        "width": {"name": words("weights.series.people"), **LOOKS[2]},
    }
    for key, look in bars.items():
        chart.add_series(
            {"categories": names, "values": f"={spread.span(key)}", **look, "gap": 120}
        )
    marks = book.workbook.add_chart({"type": "line"})
    for key, span in (("used", used), ("group", spread.span("middle"))):
        if span:
            marks.add_series(
                {
                    "name": words(f"weights.series.{key}"),
                    "categories": names,
                    "values": f"={span}",
                    "line": {"none": True},
                    "marker": WEIGHTS[key],
                }
            )
    chart.combine(marks)
    chart.set_x_axis({"num_font": SMALL})
    chart.set_y_axis({**NUMBERS, "num_format": "0%", "min": 0})
    made = dressed(chart, title, WIDE)
    made.set_legend({"position": "bottom", "font": SMALL, "delete_series": [0]})
    return made


def missing_chart(book: Book, words: Words, scenarios: Grid, title: str) -> Chart:
    """The money that today's plan would lack in each scenario."""
    chart = book.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": words("foreseen.missing"),
            "categories": f"={scenarios.span('scenario')}",
            "values": f"={scenarios.span('missing')}",
            **LOOKS[0],
            "gap": 60,
        }
    )
    chart.set_x_axis(NUMBERS)
    chart.set_y_axis({"reverse": True, "num_font": SMALL, "major_gridlines": {"visible": False}})
    made = dressed(chart, title, WIDE)
    made.set_legend({"none": True})
    return made


def band_chart(book: Book, words: Words, criteria: Grid, height: int) -> Chart:
    """For each criterion the band of weights that change nothing, divided by today's weight."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    unseen = {"fill": {"none": True}, "border": {"none": True}}
    for key, look in (("low", unseen), ("fall", LOOKS[0]), ("rise", LOOKS[2])):
        chart.add_series(
            {
                "name": words(f"stability.chart.{key}"),
                "categories": f"={criteria.span('code')}",
                "values": f"={criteria.span(key)}",
                **look,
                "gap": 40,
            }
        )
    chart.set_x_axis({**NUMBERS, "num_format": "0%", "min": 0, "max": 1})
    chart.set_y_axis({"reverse": True, "num_font": SMALL, "major_gridlines": {"visible": False}})
    size = {"width": BAND_WIDTH, "height": height}
    made = dressed(chart, words("stability.chart.title"), size)
    made.set_legend({"none": True})
    return made
