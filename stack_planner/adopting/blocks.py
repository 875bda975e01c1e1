"""Finds reports made of blocks: the same labels again and again, one project a block.

A block is told by its labels alone: texts that stand first in their rows, equally often, in the
same order. What stands above the first label is the block's head (a code and a title); a label
whose row is the same in every block heads a small table; the table's row of totals gives amounts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.adopting.finding import SECTION, texts_of
from stack_planner.adopting.kinds import Look, filled, is_year, look
from stack_planner.adopting.knowledge import is_only_total, plain
from stack_planner.adopting.orders import Blocks, FoundList, LeftOut, Line, Reason
from stack_planner.reading.cells import Cell, letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.reading.cells import Sheet

Row = "tuple[int, tuple[Cell, ...]]"
LEAST_BLOCKS, LEAST_LABELS, REGULAR = 3, 3, 0.9
TABLE_CELLS = 3
"""Cells in a row from which a label heads a table."""
HEAD = ("ID", "Title")


@dataclass(frozen=True, slots=True)
class _Block:
    """The rows of one block, each with its number from 1, and how many stand above its labels."""

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    head: int


def find_blocks(sheet: Sheet, known: Blocks | None = None) -> FoundList | None:
    """The blocks of a report as a list, a line a block; None where the sheet is no such report.

    Args:
        sheet: its cells.
        known: the labels, where they are known; else they must be regular.
    """
    rows = [(i + 1, tuple(row)) for i, row in enumerate(sheet.rows) if filled(row)]
    blocks = known or _labels(rows)
    if blocks is None:
        return None
    pieces, outside = _pieces(rows, blocks)
    if not pieces:
        return None
    tables = _table_headings(pieces, blocks)
    records = [_record(piece, blocks, tables) for piece in pieces]
    headings = tuple(dict.fromkeys(name for record in records for name in record))
    lines = _lines(pieces, records, headings, outside)
    first = lines[0].row
    sections = [(row, cells) for row, cells in outside if row > first]
    return FoundList(
        file=sheet.file,
        sheet=sheet.name,
        header_rows=(first,),
        headings=headings if not sections else (*headings, SECTION),
        letters=tuple("" for _ in (*headings, *sections[:1])),
        lines=tuple(lines),
        left_out=tuple(
            LeftOut(row, Reason.SECTION, (), next(texts_of([cells]), "")) for row, cells in sections
        ),
        above=tuple(texts_of([cells for row, cells in outside if row < first])),
        blocks=blocks,
        hidden=frozenset(row + 1 for row in sheet.hidden_rows),
    )


def _label(cells: Sequence[Cell]) -> str:
    """What a row is labelled with: its first text, up to a colon."""
    cell = cells[filled(cells)[0]]
    return plain(cell.text.partition(":")[0]) if look(cell) is Look.TEXT else ""


def _labels(rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> Blocks | None:
    """The labels that come round in one order; None where there are none."""
    said = [_label(cells) for _, cells in rows]
    counts = Counter(label for label in said if label)
    often = Counter(n for n in counts.values() if n >= LEAST_BLOCKS)
    ranked = sorted(often, key=lambda n: (-n * (often[n] >= LEAST_LABELS), -n))
    for times in ranked[:1]:
        if often[times] < LEAST_LABELS:
            return None
        labels = {label for label, n in counts.items() if n == times}
        order = tuple(dict.fromkeys(label for label in said if label in labels))
        if _comes_round(said, order) and _is_no_table(rows, said, order):
            details = _details(rows, said, order)
            order = tuple(label for label in order if label not in details)
            return Blocks(
                order, next((label for label in reversed(order) if is_only_total(label)), "")
            )
    return None


def _comes_round(said: Sequence[str], order: Sequence[str]) -> bool:
    """Whether the labels follow each other in the same order again and again."""
    seen = [label for label in said if label in order]
    right = sum(label == order[i % len(order)] for i, label in enumerate(seen))
    return right >= REGULAR * len(seen)


def _is_no_table(
    rows: Sequence[tuple[int, tuple[Cell, ...]]], said: Sequence[str], order: Sequence[str]
) -> bool:
    """Whether the labelled rows differ in shape, and blocks stand apart from each other."""
    shapes = {
        label: tuple(filled(cells))
        for (_, cells), label in zip(rows, said, strict=True)
        if label in order
    }
    numbers = [number for number, _ in rows]
    starts = [i for i, label in enumerate(said) if label == order[0]]
    apart = sum(
        i == 0 or said[i - 1] not in order or numbers[i] > numbers[i - 1] + 1 for i in starts
    )
    return len(set(shapes.values())) > 1 and apart >= REGULAR * len(starts)


def _details(
    rows: Sequence[tuple[int, tuple[Cell, ...]]], said: Sequence[str], order: Sequence[str]
) -> set[str]:
    """Labels between the heading of a block's table and its total: lines that happen to recur."""
    last = max((i for i, label in enumerate(order) if is_only_total(label)), default=len(order))
    heads = [i for i, label in enumerate(order) if i < last and _is_constant(rows, said, label)]
    return set(order[heads[-1] + 1 : last]) if heads else set()


def _is_constant(
    rows: Sequence[tuple[int, tuple[Cell, ...]]], said: Sequence[str], label: str
) -> bool:
    """Whether the rows of a label are wide and always the same: they head a table."""
    shown = {
        tuple(cells[place].text for place in filled(cells))
        for (_, cells), each in zip(rows, said, strict=True)
        if each == label
    }
    return len(shown) == 1 and all(
        _heads_table(cells) for (_, cells), each in zip(rows, said, strict=True) if each == label
    )


def _heads_table(cells: Sequence[Cell]) -> bool:
    """Whether a row can head a block's table: texts and years in a few columns."""
    places = filled(cells)
    return len(places) >= TABLE_CELLS and all(
        look(cells[place]) is Look.TEXT or is_year(cells[place]) for place in places
    )


def _pieces(
    rows: Sequence[tuple[int, tuple[Cell, ...]]], blocks: Blocks
) -> tuple[list[_Block], list[tuple[int, tuple[Cell, ...]]]]:
    """The rows of each block, and the rows outside of all of them."""
    starts = [i for i, (_, cells) in enumerate(rows) if _label(cells) == blocks.labels[0]]
    begins = [_begin(rows, i, blocks) for i in starts]
    pieces: list[_Block] = []
    outside = list(rows[: begins[0]]) if begins else []
    for n, (start, begin) in enumerate(zip(starts, begins, strict=True)):
        end = begins[n + 1] if n + 1 < len(begins) else len(rows)
        stop = _end(rows, start, end, blocks)
        pieces.append(_Block(tuple(rows[begin:stop]), start - begin))
        outside += rows[stop:end]
    return pieces, outside


def _begin(rows: Sequence[tuple[int, tuple[Cell, ...]]], start: int, blocks: Blocks) -> int:
    """Where a block begins: one row above its first label, unless that is another block's."""
    if start == 0:
        return start
    above = rows[start - 1]
    adjacent = above[0] == rows[start][0] - 1
    return start - 1 if adjacent and _label(above[1]) not in blocks.labels else start


def _end(rows: Sequence[tuple[int, tuple[Cell, ...]]], start: int, end: int, blocks: Blocks) -> int:
    """Where a block ends: after its total, or after its last label's rows in one piece."""
    last = start
    for i in range(start, end):
        label = _label(rows[i][1])
        if label in blocks.labels:
            last = i
        if blocks.total and label == blocks.total:
            return i + 1
    while last + 1 < end and rows[last + 1][0] == rows[last][0] + 1:
        last += 1
    return last + 1


def _table_headings(pieces: Iterable[_Block], blocks: Blocks) -> dict[str, dict[int, str]]:
    """For each label that heads a table, its headings by place."""
    found: dict[str, dict[int, str]] = {}
    unlike: set[str] = set()
    for piece in pieces:
        for _, cells in piece.rows[piece.head :]:
            label = _label(cells)
            if label in blocks.labels:
                said = {place: " ".join(cells[place].text.split()) for place in filled(cells)}
                if found.setdefault(label, said) != said or not _heads_table(cells):
                    unlike.add(label)
    return {label: said for label, said in found.items() if label not in unlike}


def _record(piece: _Block, blocks: Blocks, tables: dict[str, dict[int, str]]) -> dict[str, Cell]:
    """What a block says, by headings: its head, its labels, the totals of its table."""
    record = _head(piece)
    table: dict[int, str] = {}
    details: list[str] = []
    sums: dict[int, Cell] = {}
    for _, cells in piece.rows[piece.head :]:
        label = _label(cells)
        if label in tables:
            table = tables[label]
        elif table and (label == blocks.total or label not in blocks.labels):
            if label == blocks.total:
                sums = {place: cells[place] for place in filled(cells) if place in table}
            else:
                details.append(_told(cells, table))
        elif label in blocks.labels:
            record |= _labelled(cells)
    first, *others = table or [0]
    if details:
        record[table[first]] = Cell("; ".join(details))
    return record | {table[place]: sums.get(place, Cell()) for place in others}


def _head(piece: _Block) -> dict[str, Cell]:
    """The cells above the first label: a code and a title, or what there is."""
    cells = [row[place] for _, row in piece.rows[: piece.head] for place in filled(row)]
    if len(cells) == 1:
        return {HEAD[1]: cells[0]}
    return {HEAD[i] if i < len(HEAD) else f"{HEAD[1]} {i}": cell for i, cell in enumerate(cells)}


def _labelled(cells: Sequence[Cell]) -> dict[str, Cell]:
    """A label and what stands beside it, or after its colon in the same cell."""
    first, *others = filled(cells)
    name, _, rest = cells[first].text.partition(":")
    heading = " ".join(name.split())
    if rest.strip():
        return {heading: Cell(rest.strip())}
    if len(others) == 1:
        return {heading: cells[others[0]]}
    return {heading: Cell("; ".join(cells[place].text for place in others) or None)}


def _told(cells: Sequence[Cell], table: dict[int, str]) -> str:
    """A line of a block's table as a text, so that nothing of it is lost."""
    first, *others = filled(cells)
    amounts = ", ".join(
        f"{table.get(place, letter(place))} {cells[place].text}" for place in others
    )
    return f"{' '.join(cells[first].text.split())}: {amounts}"


def _lines(
    pieces: Sequence[_Block],
    records: Sequence[dict[str, Cell]],
    headings: Sequence[str],
    outside: Sequence[tuple[int, tuple[Cell, ...]]],
) -> list[Line]:
    """A line a block; headings that stand between blocks are carried to those below."""
    first = pieces[0].rows[0][0]
    sections = [(row, next(texts_of([cells]), "")) for row, cells in outside if row > first]
    lines = []
    for piece, record in zip(pieces, records, strict=True):
        row = piece.rows[0][0]
        cells = tuple(record.get(heading, Cell()) for heading in headings)
        above = [text for at, text in sections if at < row]
        carried = (Cell(above[-1] if above else None),) if sections else ()
        lines.append(Line(row, (*cells, *carried)))
    return lines
