"""The chart of the map of spots: a mark for each agenda and stage, no two alike in grey print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from stack_planner.coverage.register import Stage
from stack_planner.records import Agenda
from stack_planner.telling.spots import stage_told
from stack_planner.workbook.grid import block
from stack_planner.workbook.map_chart import LABEL, ground_dots, lay_out
from stack_planner.workbook.style import FONT, INK, LIGHT, MUTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from xlsxwriter.chart import Chart

    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid
    from stack_planner.workbook.map_chart import Frame

WHITE = "#FFFFFF"
MARKS: Mapping[tuple[Agenda, Stage], tuple[str, int, str]] = {
    (Agenda.MOBILE, Stage.UNVERIFIED): ("triangle", 9, WHITE),
    (Agenda.MOBILE, Stage.INCOMPLETE): ("triangle", 9, MUTED),
    (Agenda.MOBILE, Stage.READY): ("triangle", 11, INK),
    (Agenda.MOBILE, Stage.HANDED): ("diamond", 10, LIGHT),
    (Agenda.MOBILE, Stage.SOLVED): ("x", 8, INK),
    (Agenda.FIXED, Stage.UNVERIFIED): ("square", 8, WHITE),
    (Agenda.FIXED, Stage.INCOMPLETE): ("square", 8, MUTED),
    (Agenda.FIXED, Stage.READY): ("square", 9, INK),
    (Agenda.FIXED, Stage.HANDED): ("circle", 9, LIGHT),
    (Agenda.FIXED, Stage.SOLVED): ("plus", 9, INK),
}
"""Shape, size in points and fill: pointed ones are mobile, the others fixed."""

MOST_NAMED = 60
"""So many spots have their codes beside them; more would run into one another."""

LEGEND = 96
"""Pixels below the map for its key."""

SMALL = {"name": FONT, "size": 8, "color": INK}


@dataclass(frozen=True, slots=True)
class Marked:
    """A row of the table of spots: what its mark says, and its code."""

    agenda: Agenda
    stage: Stage
    code: str


def spots_chart(  # noqa: PLR0913, PLR0917 — two tables, what stands in them, and the frame
    book: Book,
    table: Grid,
    ground: Grid,
    marked: Sequence[Marked],
    seats: Mapping[str, int],
    frame: Frame,
) -> Chart:
    """Grey dots for all municipalities, names of the towns, and every spot by its mark."""
    words = book.words
    chart = book.workbook.add_chart({"type": "scatter"})
    around = 0
    if seats:
        chart.add_series(ground_dots(ground, words("spots_map.ground"), "east", "north"))
        for name, row in seats.items():
            chart.add_series(_seat(ground, name, row))
        around = len(seats)
    first = 0
    for (agenda, stage), group in groupby(marked, key=lambda spot: (spot.agenda, spot.stage)):
        codes = [spot.code for spot in group] if len(marked) <= MOST_NAMED else []
        count = len(codes) or sum((s.agenda, s.stage) == (agenda, stage) for s in marked)
        chart.add_series(_spots(table, first, count, codes, (agenda, stage), words))
        first += count
    lay_out(chart, frame, below=LEGEND)
    hidden = [*range(1, around + 1)]
    chart.set_legend({"position": "bottom", "font": SMALL, "delete_series": hidden})
    return chart


def _seat(ground: Grid, name: str, row: int) -> dict[str, Any]:
    return {
        "name": name,
        "categories": f"={ground.cell('east', row)}",
        "values": f"={ground.cell('north', row)}",
        "marker": {
            "type": "circle",
            "size": 5,
            "fill": {"color": MUTED},
            "border": {"color": MUTED},
        },
        "data_labels": {"series_name": True, "value": False, "position": "below", "font": LABEL},
    }


def _spots(  # noqa: PLR0913, PLR0917 — a range of rows and what is said of it
    table: Grid,
    first: int,
    count: int,
    codes: Sequence[str],
    sort: tuple[Agenda, Stage],
    words: Words,
) -> dict[str, Any]:
    """The series of one mark, with the codes of its spots beside them if there is room."""
    shape, size, fill = MARKS[sort]
    agenda, stage = sort
    told = f"{words(f'spot.agenda.{agenda}')}: {stage_told(agenda, stage, words)}"
    across, upward = (_span(table, key, first, count) for key in ("longitude", "latitude"))
    series: dict[str, Any] = {
        "name": told,
        "categories": f"={across}",
        "values": f"={upward}",
        "marker": {
            "type": shape,
            "size": size,
            "fill": {"color": fill},
            "border": {"color": INK, "width": 1.25},
        },
    }
    if codes:
        custom = [{"value": f"={table.cell('code', first + n)}"} for n in range(count)]
        labels = {"value": True, "custom": custom, "position": "right", "font": SMALL}
        series["data_labels"] = labels
    return series


def _span(table: Grid, key: str, first: int, count: int) -> str:
    """Some rows of a column."""
    place = table.place(key)
    return block(table.sheet, table.row(first), place, table.row(first + count - 1), place)
