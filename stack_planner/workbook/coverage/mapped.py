"""The map of problem spots: shape and fill tell agenda and stage, so that it reads in grey."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, pi, sin
from typing import TYPE_CHECKING

from stack_planner.coverage.register import Stage
from stack_planner.gazetteer import places_of
from stack_planner.records import Agenda
from stack_planner.telling.spots import codes_told, day_told, stage_told
from stack_planner.workbook.coverage.spots_chart import TALLEST, WIDTH, Drawn, Marked, spots_chart
from stack_planner.workbook.grid import HEAD, Field, Grid
from stack_planner.workbook.map_chart import frame_of
from stack_planner.workbook.page import Page
from stack_planner.workbook.style import FONT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.chart import Chart

    from stack_planner.coverage import Entry, Register
    from stack_planner.gazetteer import Place
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.coverage.sheets import Sheets
    from stack_planner.workbook.grid import Value

SPOTS = (
    Field("code", 9, "code"),
    Field("agenda", 18),
    Field("stage", 24),
    Field("municipality", 26),
    Field("latitude", 18, "degree"),
    Field("longitude", 18, "degree"),
    Field("from", 24, "indent"),
)
GROUND = (
    Field("place", 9, "code"),
    Field("district", 18, "code"),
    Field("name", 24),
    Field("north", 26, "degree"),
    Field("east", 18, "degree"),
)
ROW, AROUND = 20, 70
"""Pixels of a row of usual height, and of what is above and below the map."""

TITLE_FONT = {"name": FONT, "size": 11}

RING = 0.022
"""Degrees of latitude between a municipality's place and the spots that only it locates."""


@dataclass(frozen=True, slots=True)
class Located:
    """A spot where the map shows it; ``exact`` where its own position is known."""

    entry: Entry
    latitude: float
    longitude: float
    exact: bool


def write_spots_map(book: Book, sheets: Sheets) -> None:
    """The sheet: what the map cannot show, the map, and below it the tables it is drawn from."""
    words, register = book.words, sheets.register
    page = Page(book, words("spots_map.sheet"), [field.width for field in SPOTS])
    page.titles(words("spots_map.title"), words("spots_map.subtitle"))
    ground = places_of(sorted(orp.code for orp in register.orps))
    located = sorted(_located(register, ground), key=_in_series)
    shown = {spot.entry.spot.code for spot in located}
    nowhere = tuple(entry for entry in register.entries if entry.spot.code not in shown)
    row = _write_notes(page, register, located, nowhere)
    frame = frame_of([*located, *ground], WIDTH, TALLEST) if located or ground else None
    head = row + ceil((frame.height + AROUND) / ROW) if frame else row
    name, count = words("spots_map.sheet"), len(located) + len(nowhere)
    table = Grid(name, head, tuple(field.key for field in SPOTS), count)
    below = Grid(name, table.last + 4, tuple(field.key for field in GROUND), len(ground))
    _write_spots(page, table, located, nowhere)
    _write_ground(page, below, ground, register)
    if frame:
        drawn = Drawn(table, below, _marked(located), _seats(register, ground))
        _insert(page, row, spots_chart(book, drawn, frame), _title(register, words))
        page.sheet.set_h_pagebreaks([head])


def _insert(page: Page, row: int, chart: Chart, title: str) -> None:
    chart.set_title({"name": title, "name_font": TITLE_FONT})
    placed = {"object_position": 1, "description": page.book.words("spots_map.alt")}
    page.sheet.insert_chart(row, 0, chart, placed)


def _marked(located: Sequence[Located]) -> list[Marked]:
    entries = [spot.entry for spot in located]
    return [Marked(entry.spot.agenda, entry.stage, entry.spot.code) for entry in entries]


def _seats(register: Register, ground: Sequence[Place]) -> list[tuple[str, int]]:
    """The names of the towns with their rows in the table of the ground."""
    names = {orp.code: orp.name for orp in register.orps}
    return [(names[place.orp], row) for row, place in enumerate(ground) if place.is_seat]


def _title(register: Register, words: Words) -> str:
    """What the map says."""
    solved = sum(entry.stage is Stage.SOLVED for entry in register.entries)
    open_ones, on = len(register.entries) - solved, day_told(register.on, words)
    return words("spots_map.says", n=open_ones, solved=solved, on=on)


def _write_notes(
    page: Page, register: Register, located: Sequence[Located], nowhere: tuple[Entry, ...]
) -> int:
    """What the map does not say by itself; the row below is returned."""
    words, row = page.book.words, HEAD - 2
    nominal = sum(not spot.exact for spot in located)
    notes = [] if register.entries else [words("spots_map.none")]
    if nominal:
        notes.append(words("spots_map.nominal", n=nominal))
    if nowhere:
        codes = codes_told(nowhere, words)
        notes.append(words("spots_map.nowhere", n=len(nowhere), codes=codes))
    for note in notes:
        page.write(row, 0, note, "muted")
        row += 1
    return row + 1


def _located(register: Register, ground: Sequence[Place]) -> Iterator[Located]:
    """Every spot that has a place: its own, or one beside its municipality's, no two alike."""
    places = {place.code: place for place in ground}
    seen: dict[str, int] = {}
    for entry in sorted(register.entries, key=lambda entry: entry.spot.code):
        spot, place = entry.spot, places.get(entry.spot.municipality)
        if spot.latitude is not None and spot.longitude is not None:
            yield Located(entry, float(spot.latitude), float(spot.longitude), exact=True)
        elif place:
            number = seen[place.code] = seen.get(place.code, -1) + 1
            angle, far = number * 2 * pi / 6 - pi / 2, RING * (1 + number // 6)
            north = round(place.latitude + far * sin(angle), 4)
            east = round(place.longitude + 1.5 * far * cos(angle), 4)
            yield Located(entry, north, east, exact=False)


def _in_series(spot: Located) -> tuple[int, int, str]:
    """Spots of one mark beside one another, so that a series is a range."""
    entry = spot.entry
    return [*Agenda].index(entry.spot.agenda), [*Stage].index(entry.stage), entry.spot.code


def _write_spots(
    page: Page, grid: Grid, located: Sequence[Located], nowhere: Sequence[Entry]
) -> None:
    """The spots that are drawn, then those that have no place."""
    if not grid.count:
        return
    words = page.book.words
    page.header(grid.head, SPOTS, page.headings(SPOTS, "spots_map"))
    for index, spot in enumerate(located):
        told = words("spots_map.exact" if spot.exact else "spots_map.at_municipality")
        place: dict[str, Value] = {"latitude": spot.latitude, "longitude": spot.longitude}
        page.line(grid, index, SPOTS, {**_row(spot.entry, words), **place, "from": told})
    for index, entry in enumerate(nowhere, len(located)):
        nothing: dict[str, Value] = {"latitude": None, "longitude": None}
        told = words("spots_map.not_drawn")
        page.line(grid, index, SPOTS, {**_row(entry, words), **nothing, "from": told})


def _row(entry: Entry, words: Words) -> dict[str, Value]:
    return {
        "code": entry.spot.code,
        "agenda": words(f"spot.agenda.{entry.spot.agenda}"),
        "stage": stage_told(entry.spot.agenda, entry.stage, words),
        "municipality": entry.municipality.name,
    }


def _write_ground(page: Page, grid: Grid, ground: Sequence[Place], register: Register) -> None:
    """The municipalities with their positions; names where the register has them."""
    if not ground:
        return
    words = page.book.words
    names = {entry.spot.municipality: entry.municipality.name for entry in register.entries}
    page.write(grid.head - 2, 0, words("map.ground"), "section")
    page.write(grid.head - 1, 0, words("map.source"), "muted")
    page.header(grid.head, GROUND, page.headings(GROUND, "spots_map"))
    for index, place in enumerate(ground):
        cells: dict[str, Value] = {
            "place": place.code,
            "district": place.orp,
            "name": names.get(place.code, ""),
            "north": place.latitude,
            "east": place.longitude,
        }
        page.line(grid, index, GROUND, cells)
