"""Finds the list on a sheet: its header, its rows, and why each other row is not one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from string import ascii_lowercase
from typing import TYPE_CHECKING

from stack_planner.adopting.header import Header, find_header, header_of
from stack_planner.adopting.kinds import Look, filled, is_money, look, numeric_share
from stack_planner.adopting.knowledge import is_only_total, is_total, plain
from stack_planner.adopting.orders import FoundList, LeftOut, Line, Reason
from stack_planner.reading.cells import Cell, letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.reading.cells import Sheet

TYPED, FITTING, HALF = 0.8, 0.5, 0.5
WIDE = 3
"""Cells in an ordinary row from which a row with a single text is no row of the list."""
CODES_SHARE = 0.85
SECTION = "§"
"""Heading of the column that carries the headings standing between the rows."""

BLANK = Cell()


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an ordinary row of the list is like: by places of the list's columns."""

    header: tuple[tuple[str, ...], ...]
    typical: float
    figures: frozenset[int]
    keys: tuple[int, ...]


def find_list(sheet: Sheet, header_rows: Sequence[int] = ()) -> FoundList | None:
    """The list of a sheet; None where nothing looks like a header.

    Args:
        sheet: its cells.
        header_rows: the header's rows, from 1, where they are known.
    """
    if not sheet.rows:
        return None
    known = tuple(row - 1 for row in header_rows if row <= len(sheet.rows))
    header = header_of(sheet.rows, known) if known else find_header(sheet.rows)
    if header is None:
        return None
    lines, left_out = _sorted_out(sheet.rows, header)
    letters = tuple(letter(place) for place in header.places)
    headings, lines = _with_sections(told_apart(header.headings, letters), lines, left_out)
    return FoundList(
        file=sheet.file,
        sheet=sheet.name,
        header_rows=tuple(row + 1 for row in header.rows),
        headings=headings,
        letters=(*letters, *("" for _ in headings[len(letters) :])),
        lines=tuple(lines),
        left_out=tuple(left_out),
        above=tuple(texts_of(sheet.rows[: header.rows[0]])),
        hidden=frozenset(row + 1 for row in sheet.hidden_rows),
    )


def texts_of(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The texts of rows, in order."""
    for row in rows:
        yield from (row[place].text for place in filled(row))


def told_apart(headings: Sequence[str], letters: Sequence[str]) -> tuple[str, ...]:
    """Headings of which none is blank and none stands twice: the column's letter helps out."""
    times = Counter(headings)
    seen: set[str] = set()
    unique = []
    for heading, column in zip(headings, letters, strict=True):
        name = heading or f"[{column}]"
        if times[heading] > 1 and name in seen:
            name = f"{heading} [{column}]"
        seen.add(name)
        unique.append(name)
    return tuple(unique)


def _sorted_out(rows: Sequence[Sequence[Cell]], header: Header) -> tuple[list[Line], list[LeftOut]]:
    """Rows of the list and rows that are none, segment by segment between blank rows."""
    last = header.rows[-1]
    body = [_line(i, rows[i], header.places) for i in range(last + 1, len(rows)) if filled(rows[i])]
    shape = _shape(rows, header, body)
    lines: list[Line] = []
    left_out: list[LeftOut] = []
    for segment in _segments(body):
        if lines and not _continues(segment, shape):
            left_out += _whole_left_out(segment, rows, shape)
            continue
        for n, line in enumerate(segment):
            before = lines[-1] if lines else None
            later = any(_fits(each, shape) for each in segment[n + 1 :])
            reason = _why_none(line, before, shape, later=later)
            if reason is None:
                lines.append(line)
            else:
                left_out.append(_left(line, reason, rows[line.row - 1]))
    return lines, sorted(left_out, key=lambda each: each.row)


def _line(index: int, row: Sequence[Cell], places: Sequence[int]) -> Line:
    return Line(index + 1, tuple(row[place] if place < len(row) else BLANK for place in places))


def _segments(body: Sequence[Line]) -> Iterator[list[Line]]:
    """Rows in one piece, without a blank row between them."""
    piece: list[Line] = []
    for line in body:
        if piece and line.row != piece[-1].row + 1:
            yield piece
            piece = []
        piece.append(line)
    if piece:
        yield piece


def _shape(rows: Sequence[Sequence[Cell]], header: Header, body: Sequence[Line]) -> _Shape:
    """The ordinary row, judged by the longest piece of rows."""
    longest = max(_segments(body), key=len, default=[])
    counts = [len(filled(line.cells)) for line in longest]
    width = len(header.places)
    columns = [[line.cells[place] for line in longest] for place in range(width)]
    figures = frozenset(
        place
        for place, cells in enumerate(columns)
        if numeric_share(cells) >= TYPED and any(is_money(cell) for cell in cells)
    )
    said = tuple(
        tuple(plain(rows[i][place].text) for place in filled(rows[i])) for i in header.rows
    )
    return _Shape(said, median(counts) if counts else 0, figures, _keys(columns))


def _keys(columns: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Leading columns of digits written as text, two at least: the keys of a ledger."""
    keys: list[int] = []
    for place, cells in enumerate(columns):
        texts = [cell.text for cell in cells if isinstance(cell.value, str) and cell.text]
        digits = sum(text.isdigit() for text in texts)
        if not texts or digits < HALF * len(texts):
            break
        keys.append(place)
    return tuple(keys) if len(keys) > 1 else ()


def _continues(segment: Sequence[Line], shape: _Shape) -> bool:
    """Whether a piece after a blank row is still the list: half of its rows fit."""
    fitting = sum(
        _fits(line, shape) or _why_total(line, None, shape) is not None for line in segment
    )
    return fitting >= FITTING * len(segment)


def _fits(line: Line, shape: _Shape) -> bool:
    """Whether a row is as full as others and holds figures where they do."""
    places = filled(line.cells)
    if len(places) < HALF * shape.typical:
        return False
    return not any(
        place in shape.figures and look(line.cells[place]) is Look.TEXT for place in places
    ) or (
        (len(places) >= TYPED * shape.typical)
        and any(
            place in shape.figures and look(line.cells[place]) is Look.NUMBER for place in places
        )
    )


def _whole_left_out(
    segment: Sequence[Line], rows: Sequence[Sequence[Cell]], shape: _Shape
) -> Iterator[LeftOut]:
    """A piece that does not belong to the list: another table, or notes and legends."""
    first = filled(rows[segment[0].row - 1])
    table = (
        len(first) > 1
        and len(segment) > 1
        and all(look(rows[segment[0].row - 1][place]) is Look.TEXT for place in first)
    )
    for line in segment:
        reason = Reason.SECOND_TABLE if table else Reason.BELOW
        if _why_total(line, None, shape) is not None:
            reason = Reason.TOTAL
        yield _left(line, reason, rows[line.row - 1])


def _left(line: Line, reason: Reason, row: Sequence[Cell]) -> LeftOut:
    return LeftOut(line.row, reason, line.cells, next(texts_of([row]), ""))


def _why_none(line: Line, before: Line | None, shape: _Shape, *, later: bool) -> Reason | None:
    """Why a row is not one of the list; None where it is one."""
    places = filled(line.cells)
    if _repeats_header(line, shape):
        return Reason.HEADER
    if before is None and _is_numbering(line, places):
        return Reason.NUMBERS
    return _why_total(line, before, shape) or _why_lonely(line, places, shape, later=later)


def _why_lonely(line: Line, places: Sequence[int], shape: _Shape, *, later: bool) -> Reason | None:
    """Why a row with a single text is none of a wide list: a section's heading, or a note."""
    if not places:
        return Reason.NOTE
    if len(places) > 1 or shape.typical < WIDE or look(line.cells[places[0]]) is not Look.TEXT:
        return None
    if not later:
        return Reason.NOTE
    return Reason.SECTION if places[0] == 0 else None


def _repeats_header(line: Line, shape: _Shape) -> bool:
    said = tuple(plain(line.cells[place].text) for place in filled(line.cells))
    return bool(said) and said in shape.header


def _is_numbering(line: Line, places: Sequence[int]) -> bool:
    """Whether a row numbers the columns, as 1, 2, 3 or a, b, c."""
    texts = [line.cells[place].text.strip("().") for place in places]
    numbers = [str(n) for n in range(1, len(texts) + 1)]
    letters = list(ascii_lowercase[: len(texts)])
    mixed = [text for text in texts if text.isdigit()]
    return texts in (numbers, letters) or (
        bool(mixed)
        and all(len(text) == 1 for text in texts if not text.isdigit())
        and mixed == numbers[: len(mixed)]
    )


def _why_total(line: Line, before: Line | None, shape: _Shape) -> Reason | None:
    """Whether a row repeats the money of others: by its words, or by its place in a ledger."""
    places = filled(line.cells)
    figures = [place for place in places if is_number(line.cells[place])]
    texts = [line.cells[place].text for place in places if place not in figures]
    if not figures:
        return Reason.TOTAL if len(texts) == 1 and is_only_total(texts[0]) else None
    if (
        texts
        and is_total(texts[0])
        and (is_only_total(texts[0]) or (len(places) < shape.typical and len(texts) == 1))
    ):
        return Reason.TOTAL
    if shape.keys and _shortens(line, before, shape.keys):
        return Reason.SUBTOTAL
    return None


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, by its look."""
    return look(cell) is Look.NUMBER


def _shortens(line: Line, before: Line | None, keys: Sequence[int]) -> bool:
    """Whether a ledger's row has a key less than the row above, or a text in place of a key."""
    given = [line.cells[place].text for place in keys]
    while given and not given[-1]:
        given.pop()
    if any(text and not text.isdigit() for text in given):
        return True
    if before is None or not given:
        return False
    above = [before.cells[place].text for place in keys]
    shorter = len(given) < len([text for text in above if text])
    *same, last = given
    return shorter and above[: len(same)] == same and above[len(same)].startswith(last)


def _with_sections(
    headings: tuple[str, ...], lines: list[Line], left_out: Sequence[LeftOut]
) -> tuple[tuple[str, ...], list[Line]]:
    """Headings that stand between the rows become a column of their own."""
    sections = [each for each in left_out if each.reason is Reason.SECTION]
    if not sections or not lines:
        return headings, lines
    carried: list[Line] = []
    for line in lines:
        above = [each.text for each in sections if each.row < line.row]
        carried.append(Line(line.row, (*line.cells, Cell(above[-1]) if above else BLANK)))
    return (*headings, SECTION), carried
