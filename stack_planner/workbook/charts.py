"""The charts of the workbooks: each says one thing, in a title, and can be read in grey print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.workbook.style import ACCENT, FONT, INK, LINE, LOOKS, MUTED, PALE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from xlsxwriter.chart import Chart

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.budget_table import BudgetTable
    from stack_planner.workbook.grid import Grid

SOURCES = {"own": "capex", "grant": "capex_grant", "region": "region", "others": "others"}
"""Sources of capital money, each with the ledger's amount that says whether there is any."""

SIZE = {"width": 590, "height": 316}
HALF = {"width": 570, "height": 316}
WIDE = {"width": 960, "height": 340}
LARGE = {"width": 960, "height": 430}
SMALL, TINY = {"name": FONT, "size": 8}, {"name": FONT, "size": 7}
DOTS: Mapping[str, Mapping[str, Any]] = {
    "chosen": {"type": "circle", "size": 8, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
    "rejected": {
        "type": "diamond",
        "size": 7,
        "fill": {"color": PALE},
        "border": {"color": MUTED},
    },
}
"""Marks of projects in the plan, dark discs, and of those left out, light diamonds."""

NUMBERS = {
    "num_format": "#,##0",
    "num_font": SMALL,
    "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
}


def money_chart(book: Book, account: Account, budget: BudgetTable, title: str) -> Chart:
    """Capital expenditure by year and source, and the limit of own money as a line."""
    words = account.words
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for (part, amount), look in zip(SOURCES.items(), LOOKS, strict=True):
        if part == "own" or account.ledger.has(amount):
            chart.add_series(
                {
                    "name": words(f"summary.source.{part}"),
                    "categories": f"={budget.year_names()}",
                    "values": f"={budget.span(f'capex.{part}')}",
                    **look,
                    "gap": 60,
                }
            )
    limit = book.workbook.add_chart({"type": "line"})
    limit.add_series(
        {
            "name": words("summary.source.limit"),
            "categories": f"={budget.year_names()}",
            "values": f"={budget.span('capex.usable')}",
            "line": {"color": INK, "width": 1.75, "dash_type": "dash"},
            "marker": {"type": "diamond", "size": 6, "fill": {"color": INK}},
        }
    )
    chart.combine(limit)
    chart.set_x_axis({"num_font": SMALL})
    chart.set_y_axis(NUMBERS)
    return dressed(chart, title)


def value_chart(book: Book, account: Account, areas: Grid, title: str) -> Chart:
    """The value of each area: what the plan reaches and what it leaves."""
    words = account.words
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for key, look in (("value", LOOKS[0]), ("missed", LOOKS[2])):
        chart.add_series(
            {
                "name": words(f"summary.{key}"),
                "categories": f"={areas.span('area')}",
                "values": f"={areas.span(key)}",
                **look,
                "gap": 40,
            }
        )
    chart.set_x_axis(NUMBERS)
    chart.set_y_axis({"reverse": True, "num_font": SMALL, "major_gridlines": {"visible": False}})
    return dressed(chart, title)


def share_chart(book: Book, account: Account, towns: Grid, title: str) -> Chart:
    """Each town's share of the region's money beside its share of the people."""
    chart = book.workbook.add_chart({"type": "column"})
    for key, look in (("pool_share", LOOKS[0]), ("population_share", LOOKS[2])):
        chart.add_series(
            {
                "name": account.words(f"standing.{key}"),
                "categories": f"={towns.span('town')}",
                "values": f"={towns.span(key)}",
                **look,
                "gap": 60,
            }
        )
    chart.set_x_axis({"num_font": SMALL})
    chart.set_y_axis({**NUMBERS, "num_format": "0%"})
    return dressed(chart, title)


def together_chart(book: Book, account: Account, towns: Grid, title: str) -> Chart:
    """Each town's value alone, and the parts that planning together adds to it or takes."""
    words = account.words
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for key, look in zip(("alone", "regional", "joint", "pool"), LOOKS, strict=True):
        chart.add_series(
            {
                "name": words(f"together.series.{key}"),
                "categories": f"={towns.span('town')}",
                "values": f"={towns.span(key)}",
                **look,
                "gap": 40,
            }
        )
    chart.set_x_axis(NUMBERS)
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": SMALL,
            "major_gridlines": {"visible": False},
            "label_position": "low",
        }
    )
    return dressed(chart, title, WIDE)


def bars(book: Book, towns: Grid, series: Mapping[str, str], title: str, form: str) -> Chart:
    """Columns of the sheet of towns side by side, named by ``series``; ``form`` as ``#,##0``."""
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for (key, name), look in zip(series.items(), LOOKS, strict=False):
        chart.add_series(
            {
                "name": name,
                "categories": f"={towns.span('town')}",
                "values": f"={towns.span(key)}",
                **look,
                "gap": 60,
            }
        )
    chart.set_x_axis({"num_font": SMALL})
    chart.set_y_axis({**NUMBERS, "num_format": form})
    made = dressed(chart, title, HALF)
    if len(series) == 1:
        made.set_legend({"none": True})
    return made


def scatter_chart(
    book: Book, account: Account, dots: Grid, codes: Sequence[str], title: str
) -> Chart:
    """Every project by what it costs and gives, the chosen ones and the others apart."""
    words = account.words
    chart = book.workbook.add_chart({"type": "scatter"})
    for kind, marker in DOTS.items():
        chart.add_series(
            {
                "name": words(f"graphs.series.{kind}"),
                "categories": f"={dots.span(f'{kind}_cost')}",
                "values": f"={dots.span(f'{kind}_value')}",
                "marker": marker,
                "data_labels": {
                    "custom": [{"value": code, "font": TINY} for code in codes],
                    "value": True,
                    "position": "right",
                    "font": TINY,
                },
            }
        )
    chart.set_x_axis({**NUMBERS, "name": words("graphs.axis.cost"), "name_font": SMALL, "min": 0})
    chart.set_y_axis({**NUMBERS, "name": words("graphs.axis.value"), "name_font": SMALL, "min": 0})
    return dressed(chart, title, LARGE)


def dressed(chart: Chart, title: str, size: Mapping[str, int] = SIZE) -> Chart:
    """A chart with a title that says what it shows, one legend, few lines."""
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 10}})
    chart.set_legend({"position": "bottom", "font": SMALL})
    chart.set_size(size)
    chart.set_chartarea({"border": {"color": LINE}})
    return chart
