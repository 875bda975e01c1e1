"""The sheet that an office gets: spots that are ready, and of each only what that office asks for.

No complainant, no note, no stage of the region's own work, and no number of inhabitants: neither
office asks for it, the order of the rows is all that is left of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.coverage.register import Stage
from stack_planner.records import Agenda
from stack_planner.telling.spots import day_told
from stack_planner.workbook.grid import HEAD, Field, Grid
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from stack_planner.coverage import Entry, Register
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value

_WHERE = (
    Field("latitude", 13, "position"),
    Field("longitude", 13, "position"),
)
HANDED_OVER: Mapping[Agenda, tuple[Field, ...]] = {
    Agenda.MOBILE: (
        Field("code", 10, "code"),
        Field("municipality", 18, "wrap"),
        Field("municipality_code", 10, "code"),
        Field("settlement", 12, "code"),
        Field("part", 16, "wrap"),
        Field("description", 42, "wrap"),
        *_WHERE,
        Field("trouble", 17, "wrap indent"),
        Field("operator", 15, "wrap"),
        Field("signal", 10, "count"),
        Field("measured_on", 12, "date"),
    ),
    Agenda.FIXED: (
        Field("code", 10, "code"),
        Field("address_point", 12, "code"),
        Field("address", 24, "wrap"),
        Field("municipality", 20, "wrap"),
        Field("municipality_code", 10, "code"),
        *_WHERE,
        Field("trouble", 18, "wrap indent"),
        Field("technology", 20, "wrap"),
        Field("operators", 12, "count"),
        Field("backbone", 10, "centre"),
        Field("category", 24, "wrap"),
        Field("speed", 16, "measured"),
        Field("measured_on", 12, "date"),
    ),
}
"""What each office asks for, place by place."""


def write_handover(book: Book, register: Register, agenda: Agenda, region: str) -> None:
    """The sheet; where nothing is ready it says so in a sentence."""
    words, fields = book.words, HANDED_OVER[agenda]
    ready = register.of(agenda, Stage.READY)
    page = Page(book, words(f"handover.{agenda}.sheet"), [field.width for field in fields])
    on = day_told(register.on, words)
    page.titles(
        words("handover.heading", region=region, title=words(f"handover.{agenda}.title")),
        words("handover.draft", on=on),
    )
    if not ready:
        page.write(HEAD - 2, 0, words(f"handover.{agenda}.none"), "bold")
        return
    page.write(HEAD - 2, 0, words(f"handover.{agenda}.count", n=len(ready)), "bold")
    keys = tuple(field.key for field in fields)
    grid = Grid(words(f"handover.{agenda}.sheet"), HEAD, keys, len(ready))
    page.table(grid, fields, page.headings(fields, "handed"), frozen=1)
    for index, entry in enumerate(ready):
        page.line(grid, index, fields, _row(entry, words))


def _row(entry: Entry, words: Words) -> dict[str, Value]:
    spot = entry.spot
    return {
        "code": spot.code,
        "municipality": entry.municipality.name,
        "municipality_code": spot.municipality,
        "settlement": spot.settlement,
        "part": spot.part or spot.address,
        "address_point": spot.address_point,
        "address": spot.address or spot.part,
        "description": spot.description,
        "latitude": _decimal(spot.latitude),
        "longitude": _decimal(spot.longitude),
        "trouble": spot.trouble,
        "operator": spot.operator,
        "signal": _decimal(spot.signal),
        "measured_on": spot.measured_on,
        "technology": spot.technology,
        "operators": spot.operators,
        "backbone": _backbone(spot.backbone, words),
        "category": spot.category or words("handed.unverified"),
        "speed": _decimal(spot.speed),
    }


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _backbone(there: bool | None, words: Words) -> str:  # noqa: FBT001 — a cell's yes or no
    if there is None:
        return words("handed.not_said")
    return words("handed.yes" if there else "handed.no")
