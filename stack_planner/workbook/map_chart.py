"""A map as a chart: degrees of longitude across, of latitude upward, in the right proportion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.workbook.style import ACCENT, FONT, INK, LINE, MIDDLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.chart import Chart

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid

TITLE, EDGE = 36, 10
"""Pixels left for the title, and around the map."""

LABEL = {"name": FONT, "size": 9, "bold": True, "color": INK}


@dataclass(frozen=True, slots=True)
class Disc:
    """A town: its name, its row in the table of places, the size of its disc in points."""

    name: str
    row: int
    size: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The bounds in degrees, and the size of the map inside them in pixels."""

    south: float
    north: float
    west: float
    east: float
    width: float
    height: float


def map_chart(
    book: Book, account: Account, ground: Grid, discs: Sequence[Disc], frame: Frame
) -> Chart:
    """Small grey dots for all municipalities, a disc with its name for every town."""
    chart = book.workbook.add_chart({"type": "scatter"})
    chart.add_series(
        {
            "name": account.words("map.ground"),
            "categories": f"={ground.span('longitude')}",
            "values": f"={ground.span('latitude')}",
            "marker": {
                "type": "circle",
                "size": 3,
                "fill": {"color": "#A9B2B8"},
                "border": {"color": "#A9B2B8"},
            },
        }
    )
    for disc in sorted(discs, key=lambda disc: -disc.size):
        chart.add_series(_town(ground, disc))
    _lay_out(chart, frame)
    return chart


def _town(ground: Grid, disc: Disc) -> dict[str, object]:
    return {
        "name": disc.name,
        "categories": f"={ground.cell('longitude', disc.row)}",
        "values": f"={ground.cell('latitude', disc.row)}",
        "marker": {
            "type": "circle",
            "size": disc.size,
            "fill": {"color": MIDDLE, "transparency": 25},
            "border": {"color": ACCENT, "width": 1.5},
        },
        "data_labels": {"series_name": True, "value": False, "position": "right", "font": LABEL},
    }


def _lay_out(chart: Chart, frame: Frame) -> None:
    """Axes from bound to bound, and the plot as large as the frame says."""
    hidden = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis({**hidden, "min": frame.west, "max": frame.east})
    chart.set_y_axis({**hidden, "min": frame.south, "max": frame.north})
    width, height = frame.width + 2 * EDGE, frame.height + TITLE + EDGE
    chart.set_size({"width": round(width), "height": round(height)})
    chart.set_plotarea(
        {
            "layout": {
                "x": EDGE / width,
                "y": TITLE / height,
                "width": frame.width / width,
                "height": frame.height / height,
            }
        }
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
