"""A map as a chart: degrees of longitude across, of latitude upward, in the right proportion."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Protocol

from stack_planner.workbook.style import ACCENT, FONT, INK, LINE, MIDDLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from xlsxwriter.chart import Chart

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid

TITLE, EDGE = 36, 10
"""Pixels left for the title, and around the map."""

WIDTH, TALLEST = 690, 560
"""Pixels: the width of a map, and how high it may be."""

GROUND = "#A9B2B8"

LABEL = {"name": FONT, "size": 9, "bold": True, "color": INK}


class Placed(Protocol):
    """What has a position in degrees."""

    @property
    def latitude(self) -> float: ...  # noqa: D102
    @property
    def longitude(self) -> float: ...  # noqa: D102


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
    chart.add_series(ground_dots(ground, account.words("map.ground")))
    for disc in sorted(discs, key=lambda disc: -disc.size):
        chart.add_series(_town(ground, disc))
    lay_out(chart, frame)
    chart.set_legend({"none": True})
    return chart


def ground_dots(
    ground: Grid, name: str, across: str = "longitude", upward: str = "latitude"
) -> Mapping[str, Any]:
    """The series of small grey dots for all municipalities, from two columns of their table."""
    return {
        "name": name,
        "categories": f"={ground.span(across)}",
        "values": f"={ground.span(upward)}",
        "marker": {
            "type": "circle",
            "size": 3,
            "fill": {"color": GROUND},
            "border": {"color": GROUND},
        },
    }


def as_label(text: str) -> str:
    """A text that a chart says as it is; one that begins with ``=`` it would take for a formula."""
    return text.lstrip("=")


def _town(ground: Grid, disc: Disc) -> dict[str, object]:
    return {
        "name": as_label(disc.name),
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


def frame_of(places: Sequence[Placed], widest: int = WIDTH, tallest: int = TALLEST) -> Frame:
    """Bounds with a margin, and a size in which a kilometre is as long across as upward."""
    north, south = (limit(place.latitude for place in places) for limit in (max, min))
    east, west = (limit(place.longitude for place in places) for limit in (max, min))
    margin = 0.06 * max(north - south, east - west, 0.1)
    north, south, east, west = north + margin, south - margin, east + 2 * margin, west - margin
    ratio = (north - south) / ((east - west) * cos(radians((north + south) / 2)))
    width = min(widest, tallest / ratio)
    return Frame(south, north, west, east, width, width * ratio)


def lay_out(chart: Chart, frame: Frame, beside: int = 0) -> None:
    """Axes from bound to bound, the plot as large as the frame says, pixels left ``beside`` it."""
    hidden = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis({**hidden, "min": frame.west, "max": frame.east})
    chart.set_y_axis({**hidden, "min": frame.south, "max": frame.north})
    width, height = frame.width + 2 * EDGE + beside, frame.height + TITLE + EDGE
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
    chart.set_chartarea({"border": {"color": LINE}})
