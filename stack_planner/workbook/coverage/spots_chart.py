"""The chart of the map of spots: a mark for each agenda and stage, no two alike in grey print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from stack_planner.coverage.register import Stage
from stack_planner.records import Agenda
from stack_planner.telling.spots import stage_told
from stack_planner.workbook.grid import block
from stack_planner.workbook.map_chart import LABEL, as_label, ground_dots, lay_out
from stack_planner.workbook.style import ACCENT, FONT, INK, LIGHT, MIDDLE, MUTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from xlsxwriter.chart import Chart

    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Grid
    from stack_planner.workbook.map_chart import Frame

MARKS: Mapping[tuple[Agenda, Stage], tuple[str, int, str]] = {
    (Agenda.MOBILE, Stage.UNVERIFIED): ("triangle", 9, LIGHT),
    (Agenda.MOBILE, Stage.INCOMPLETE): ("triangle", 9, MIDDLE),
    (Agenda.MOBILE, Stage.READY): ("triangle", 11, ACCENT),
    (Agenda.MOBILE, Stage.HANDED): ("diamond", 11, ACCENT),
    (Agenda.MOBILE, Stage.SOLVED): ("x", 8, ACCENT),
    (Agenda.FIXED, Stage.UNVERIFIED): ("square", 7, "#CFCFCF"),
    (Agenda.FIXED, Stage.INCOMPLETE): ("square", 7, "#8A8A8A"),
    (Agenda.FIXED, Stage.READY): ("square", 9, INK),
    (Agenda.FIXED, Stage.HANDED): ("circle", 9, INK),
    (Agenda.FIXED, Stage.SOLVED): ("plus", 9, INK),
}
"""Shape, size in points and fill: pointed ones are mobile, the others fixed."""

MOST_NAMED, SMALLER = 60, 3
"""So many spots have their codes beside them; marks of more are smaller by some points."""

WIDTH, TALLEST, LEGEND = 760, 480, 240
"""Pixels: the map at most, and beside it room for its key."""

SMALL = {"name": FONT, "size": 8, "color": INK}


@dataclass(frozen=True, slots=True)
class Marked:
    """A row of the table of spots: what its mark says, and its code."""

    agenda: Agenda
    stage: Stage
    code: str


@dataclass(frozen=True)
class Drawn:
    """What is drawn: spots and ground by their tables, the towns by their rows in the latter."""

    table: Grid
    ground: Grid
    marked: Sequence[Marked]
    seats: Sequence[tuple[str, int]]


def spots_chart(book: Book, drawn: Drawn, frame: Frame) -> Chart:
    """Grey dots for all municipalities, names of the towns, and every spot by its mark."""
    words = book.words
    chart = book.workbook.add_chart({"type": "scatter"})
    if drawn.ground.count:
        dots = ground_dots(drawn.ground, words("spots_map.ground"), "east", "north")
        chart.add_series(dots)
        for name, row in drawn.seats:
            chart.add_series(_seat(drawn.ground, name, row))
    first, named = 0, len(drawn.marked) <= MOST_NAMED
    for sort, group in groupby(drawn.marked, key=lambda spot: (spot.agenda, spot.stage)):
        codes = [spot.code for spot in group]
        series = _spots(drawn.table, first, codes, sort, words)
        if named:
            series["data_labels"] = _labels(codes)
        else:
            series["marker"]["size"] -= SMALLER
        chart.add_series(series)
        first += len(codes)
    lay_out(chart, frame, beside=LEGEND)
    towns = [*range(1, len(drawn.seats) + 1)]
    chart.set_legend({"position": "right", "font": SMALL, "delete_series": towns})
    return chart


def _seat(ground: Grid, name: str, row: int) -> dict[str, Any]:
    return {
        "name": as_label(name),
        "categories": f"={ground.cell('east', row)}",
        "values": f"={ground.cell('north', row)}",
        "marker": {
            "type": "circle",
            "size": 5,
            "fill": {"color": MUTED},
            "border": {"color": MUTED},
        },
        "data_labels": {"series_name": True, "value": False, "position": "above", "font": LABEL},
    }


def _spots(
    table: Grid, first: int, codes: Sequence[str], sort: tuple[Agenda, Stage], words: Words
) -> dict[str, Any]:
    """The series of one mark: some rows of the table."""
    agenda, stage = sort
    shape, size, fill = MARKS[sort]
    told = f"{words(f'spot.agenda.{agenda}')}: {stage_told(agenda, stage, words)}"
    across, upward = (_span(table, key, first, len(codes)) for key in ("longitude", "latitude"))
    return {
        "name": told,
        "categories": f"={across}",
        "values": f"={upward}",
        "marker": {
            "type": shape,
            "size": size,
            "fill": {"color": fill},
            "border": {"color": INK, "width": 1},
        },
    }


def _labels(codes: Sequence[str]) -> dict[str, Any]:
    """The codes beside the marks."""
    custom = [{"value": as_label(code)} for code in codes]
    return {"value": True, "custom": custom, "position": "right", "font": SMALL}


def _span(table: Grid, key: str, first: int, count: int) -> str:
    """Some rows of a column."""
    place = table.place(key)
    return block(table.sheet, table.row(first), place, table.row(first + count - 1), place)
