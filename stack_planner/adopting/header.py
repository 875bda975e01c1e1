"""Finds the header of a list on a sheet: texts in a row over columns that hold alike cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.adopting.kinds import Look, filled, is_year, look
from stack_planner.adopting.knowledge import FIELDS, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.reading.cells import Cell

DEEPEST = 400
"""Rows among which a header is looked for."""
LOOKED_AT = 60
"""Rows below a header by which it is judged."""
DISTINCT, LEAST_CELLS, MOST_WORDS = 0.9, 2, 60
TYPED = 0.8
"""Share of figures or dates in a column that is one of figures or dates."""
FEW = 3
"""Rows among which a single filled cell makes a column."""
KNOWN = 10
"""What a heading that is understood is worth, in cells below a heading."""


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header (from 0), and for each column of the list its place and heading."""

    rows: tuple[int, ...]
    places: tuple[int, ...]
    headings: tuple[str, ...]


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The likeliest header of a sheet; None where no row can be one."""
    candidates = [i for i, row in enumerate(rows[:DEEPEST]) if _can_be_header(row)]
    if not candidates:
        return None
    best = max(candidates, key=lambda i: (_worth(rows, i), -i))
    return header_of(rows, _joined(rows, best))


def header_of(rows: Sequence[Sequence[Cell]], header: tuple[int, ...]) -> Header:
    """The header made of given rows, with columns of figures that have no heading right above."""
    width = max(map(len, rows))
    texts: dict[int, list[str]] = {}
    for i in header:
        spread = _spread(rows[i], rows[header[-1]]) if i != header[-1] else rows[i]
        for place in filled(spread):
            texts.setdefault(place, []).append(spread[place].text)
    below = [row for row in rows[header[-1] + 1 :] if filled(row)][:LOOKED_AT]
    counts = {
        place: sum(place < len(row) and not row[place].is_blank for row in below)
        for place in range(width)
    }
    named = {place: _together(parts) for place, parts in texts.items()}
    places = dict(sorted(_paired(named, counts, len(below)).items()))
    places |= {
        p: "" for p, n in counts.items() if p not in places and n > len(below) // 3 and p > 0
    }
    ordered = sorted(places)
    return Header(header, tuple(ordered), tuple(places[place] for place in ordered))


def _spread(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """An upper row of a header whose headings stand over all lower ones up to the next."""
    cells = list(upper)
    for place in filled(lower):
        left = place - 1
        if 0 < place < len(cells) and cells[place].is_blank and not lower[left].is_blank:
            cells[place] = cells[left]
    return cells


def _paired(named: dict[int, str], counts: dict[int, int], rows: int) -> dict[int, str]:
    """Headings over their figures: one that stands beside its column is moved over it.

    Merged cells of different widths do so: the heading's and the figures' first cells differ.
    """
    moved: dict[int, str] = {}
    lonely = [place for place, n in counts.items() if n and place not in named]
    for place, text in named.items():
        if counts[place] > 1 or (counts[place] and rows <= FEW) or not lonely:
            moved[place] = text
            continue
        near = min(lonely, key=lambda other: (abs(other - place), other))
        between = range(min(near, place) + 1, max(near, place))
        if any(other in named for other in between):
            moved[place] = text
        else:
            moved[near] = text
            lonely.remove(near)
    return moved


def _together(parts: Sequence[str]) -> str:
    """One heading of the texts above each other, in single spaces."""
    return " / ".join(dict.fromkeys(" ".join(part.replace("-\n", "").split()) for part in parts))


def _can_be_header(row: Sequence[Cell]) -> bool:
    """Whether a row holds different texts, and no figures but years."""
    cells = [row[place] for place in filled(row)]
    if len(cells) < LEAST_CELLS:
        return False
    if any(look(cell) is not Look.TEXT and not is_year(cell) for cell in cells):
        return False
    texts = {cell.text for cell in cells}
    return (
        any(look(cell) is Look.TEXT for cell in cells)
        and len(texts) >= DISTINCT * len(cells)
        and all(len(text.split()) <= MOST_WORDS for text in texts)
    )


def _worth(rows: Sequence[Sequence[Cell]], index: int) -> float:
    """How much a row is a header: filled cells below its headings, twice where they are figures."""
    places = filled(rows[index])
    below = [row for row in rows[index + 1 :] if filled(row)][:LOOKED_AT]
    worth = 0.0
    for place in places:
        heading = rows[index][place].text
        looks = [look(row[place]) for row in below if place < len(row)]
        unlike = sum(each in {Look.NUMBER, Look.DATE} for each in looks)
        worth += sum(each is not Look.BLANK for each in looks) + unlike
        worth += KNOWN * any(likeness(heading, name) for name in FIELDS)
    return worth


def _joined(rows: Sequence[Sequence[Cell]], best: int) -> tuple[int, ...]:
    """The rows of the header: its best one and its neighbours that are headings too."""
    places = set(filled(rows[best]))
    header = [best]
    if best and _is_upper(rows[best - 1], places):
        header.insert(0, best - 1)
    if best + 1 < len(rows) and _is_lower(rows, best):
        header.append(best + 1)
    return tuple(header)


def _is_upper(row: Sequence[Cell], places: set[int]) -> bool:
    """Whether a row holds headings too: as many as half of those below it."""
    return _can_be_header(row) and 2 * len(filled(row)) >= len(places)


def _is_of_years(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but different years, under one heading for several of them."""
    places = filled(row)
    return (
        len(places) >= LEAST_CELLS
        and all(is_year(row[place]) for place in places)
        and len({row[place].text for place in places}) == len(places)
        and any(place >= len(above) or above[place].is_blank for place in places)
    )


def _is_lower(rows: Sequence[Sequence[Cell]], best: int) -> bool:
    """Whether the row below is headings: texts also where the column holds figures or dates."""
    row = rows[best + 1]
    if _is_of_years(row, rows[best]):
        return True
    if not _can_be_header(row):
        return False
    below = [each for each in rows[best + 2 :] if filled(each)][:LOOKED_AT]
    typed = known = 0
    for place in filled(row):
        looks = [look(each[place]) for each in below if place < len(each)]
        told = [each for each in looks if each is not Look.BLANK]
        figures = sum(each in {Look.NUMBER, Look.DATE} for each in told)
        heads = bool(told) and figures > TYPED * len(told) and look(row[place]) is Look.TEXT
        typed += heads
        known += heads and likeness(row[place].text, "capex") > 0
    return typed > 1 or known > 0
