"""Whole columns read at once where nothing in them needs a closer look.

What comes out is what reading cell by cell gives; rows with anything blank that is required, wrong,
unusual or to be told of are left to that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from stack_planner.columns import Kind
from stack_planner.likeness import INVISIBLE
from stack_planner.reading.cells import NO_MARK, cell_of
from stack_planner.reading.faults import FaultError
from stack_planner.reading.leftovers import may_hold_totals, starts_as_total
from stack_planner.reading.values import LARGEST, parse

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from stack_planner.columns import Column
    from stack_planner.reading.cells import Cell, Mark, RawValue, Sheet
    from stack_planner.reading.headings import Header


_ReadColumn = tuple[Sequence[Any], Sequence[int], Sequence[int]]
"""The values of a column, the rows where it is None, and those of them that need a closer look."""

_INVISIBLE = re.compile(f"[{re.escape(''.join(map(chr, INVISIBLE)))}]")


class Line(Sequence["Cell"]):
    """The cells of a row, made only if somebody looks at them."""

    __slots__ = ("_index", "_sheet")

    def __init__(self, sheet: Sheet, index: int) -> None:
        self._sheet = sheet
        self._index = index

    def __len__(self) -> int:
        return len(self._sheet.values[self._index])

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        return self._sheet.rows[self._index][place]


def read_ahead(sheet: Sheet, header: Header) -> dict[int, dict[str, Any]]:
    """The values by field of every row below a header that needs no closer look, by its index."""
    first = header.row + 1
    values = sheet.values[first:]
    below = any(bottom >= first for _, _, bottom, _ in sheet.merged)
    if not values or below or len(values[0]) < header.width:
        return {}
    columns = list(zip(*values, strict=True))
    if any(
        set(columns[place]) != {""} for place in range(len(columns)) if place not in header.texts
    ):
        return {}  # columns without a heading have to be told
    marks = _marks_by_column(sheet, first)

    def read(places: Mapping[int, Column]) -> list[_ReadColumn]:
        return [_read_column(columns[n], marks.get(n, {}), each) for n, each in places.items()]

    plain = read(header.columns)
    numbered = read({place: column for place, (column, _) in header.numbered.items()})
    closer = {number for _, _, slow in (*plain, *numbered) for number in slow}
    closer |= _totals(values, columns[0])
    fields = [column.field for column in header.columns.values()]
    found = _by_field(fields, plain, closer)
    if numbered:
        _add_numbered(found, header, zip(*(ready for ready, _, _ in numbered), strict=True))
    return {first + number: row for number, row in found.items()}


def _by_field(
    fields: Sequence[str], read: Sequence[_ReadColumn], closer: Container[int]
) -> dict[int, dict[str, Any]]:
    """The values of each row by its number, without what is None; other rows are left out."""
    gaps = {number for _, blank, _ in read for number in blank}

    def filled(row: Sequence[Any]) -> dict[str, Any]:
        return {field: value for field, value in zip(fields, row, strict=True) if value is not None}

    return {
        number: filled(row) if number in gaps else dict(zip(fields, row, strict=True))
        for number, row in enumerate(zip(*(ready for ready, _, _ in read), strict=True))
        if number not in closer and any(row)
    }


def _add_numbered(
    found: Mapping[int, dict[str, Any]], header: Header, years: Iterable[Sequence[Any]]
) -> None:
    """Adds what numbered columns give: tuples with 0 for what is not filled in."""
    for number, row in enumerate(years):
        values = found.get(number)
        if values is None:
            continue
        for (column, year), value in zip(header.numbered.values(), row, strict=True):
            before = values.get(column.field, ())
            values[column.field] = (*before, *(0,) * (year - 1 - len(before)), value or 0)


def _marks_by_column(sheet: Sheet, first: int) -> dict[int, dict[int, Mark]]:
    found: dict[int, dict[int, Mark]] = {}
    for (row, column), mark in sheet.marks.items():
        if row >= first:
            found.setdefault(column, {})[row - first] = mark
    return found


def _totals(values: Sequence[Sequence[RawValue]], column: Sequence[RawValue]) -> set[int]:
    """The rows whose first value, mostly that of the first column, begins as a sum does."""
    firsts = column
    if "" in column or None in column:
        firsts = [next((value for value in row if value not in ("", None)), "") for row in values]
    if not may_hold_totals("\n".join(text for text in firsts if isinstance(text, str))):
        return set()
    return {
        number
        for number, first in enumerate(firsts)
        if isinstance(first, str) and starts_as_total(first.strip())
    }


def _read_column(
    given: Sequence[RawValue], marks: Mapping[int, Mark], column: Column
) -> _ReadColumn:
    """The values, and the rows where there is none or where a closer look is needed."""
    ready: Sequence[Any] | None = None
    if not marks and column.kind in (Kind.MONEY, Kind.LIMIT):
        ready = _amounts(given)
    elif not marks and column.kind in (Kind.TEXT, Kind.CODE):
        ready = _texts(given, column.kind)
    if ready is None:
        ready = _distinct(given, marks, column)
    blank = [] if all(ready) else [number for number, value in enumerate(ready) if value is None]
    slow = [n for n in blank if column.required or given[n] != "" or n in marks]
    return ready, blank, slow


def _amounts(given: Sequence[Any]) -> Sequence[int | None] | None:
    """Whole amounts, where all cells hold such numbers or are blank."""
    kinds = set(map(type, given))
    if not kinds <= {int, float, str}:
        return None
    numbers = [value for value in given if value != ""] if str in kinds else given
    if str in kinds and str in map(type, numbers):
        return None
    if not (min(numbers, default=0) >= 0 and max(numbers, default=0) <= LARGEST):
        return None
    if not all(map(float.is_integer, map(float, numbers))):  # of whole ones, and not of NaN
        return None
    if len(numbers) == len(given):
        return list(map(int, given))
    return [None if value == "" else int(value) for value in given]


def _texts(given: Sequence[Any], kind: Kind) -> Sequence[str | None] | None:
    """Texts, where all cells hold some that are shown as they are, or are blank."""
    try:
        whole = "\n".join(given)
    except TypeError:  # a number or a day among them
        return None
    odd = ["#", "\xa0", *((".0", ",0") if kind is Kind.CODE else ())]
    if any(each in whole for each in odd) or _INVISIBLE.search(whole):
        return None
    texts = list(map(str.strip, given))
    return texts if all(texts) else [text or None for text in texts]


def _distinct(
    given: Sequence[RawValue], marks: Mapping[int, Mark], column: Column
) -> Sequence[Any]:
    """The values of a column in which few differ, each of them read once."""
    keys: Sequence[Any] = given
    distinct: set[Any] = set(given)
    may_hold_bools = 0 in distinct or 1 in distinct  # True equals 1
    if marks or (may_hold_bools and bool in set(map(type, given))):
        # True is read otherwise than 1, and 0.5 in a percent format otherwise than 0.5
        keys = [(type(value), value, marks.get(n, NO_MARK)) for n, value in enumerate(given)]
        known = {key: _parsed(key[1], key[2], column) for key in set(keys)}
    else:
        known = {key: _parsed(key, NO_MARK, column) for key in distinct}
    return list(map(known.__getitem__, keys))


def _parsed(value: RawValue, mark: Mark, column: Column) -> Any:  # noqa: ANN401 — any column's
    """The value of a cell, None where it is blank or there is anything to say of it."""
    cell = cell_of(value, mark)
    if cell.is_blank:
        return None
    try:
        parsed = parse(cell, column)
    except FaultError:
        return None
    return None if parsed.warning else parsed.value
