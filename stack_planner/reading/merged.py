"""Merged cells below a header: one value that stands for several rows is given to each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.columns import Column, Kind
from stack_planner.problems import Problem, Severity
from stack_planner.reading.cells import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.reading.cells import Cell, Sheet
    from stack_planner.reading.headings import Header

SHARED = frozenset(
    {Kind.CODE, Kind.CODES, Kind.TEXT, Kind.CHOICE, Kind.YEAR, Kind.YESNO, Kind.DATE}
)
"""Kinds of columns whose value may hold for several rows; an amount would count several times."""


@dataclass(frozen=True)
class Merged:
    """What merged cells give to the rows below a header.

    ``filled`` holds by row the cells that take over the value above them, ``covered`` by row the
    places of amounts that nobody knows, ``problems`` by row what is to be told if it is a record.
    """

    filled: dict[int, dict[int, Cell]] = field(default_factory=dict)
    covered: dict[int, set[int]] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=dict)

    def row(self, index: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        """A row's cells with the values that merged cells above give to it."""
        if index not in self.filled:
            return cells
        here = self.filled[index]
        return [here.get(place, cell) for place, cell in enumerate(cells)]


def spread(sheet: Sheet, header: Header) -> Merged:
    """What the merged cells below the header mean."""
    merged = Merged()
    columns: dict[int, Column | None] = {
        **dict.fromkeys(header.extra),
        **{place: column for place, (column, _) in header.numbered.items()},
        **header.columns,
    }
    for area in sorted(sheet.merged):
        top, left, bottom, right = area
        inside = top > header.row and top < len(sheet.rows) and left < len(sheet.rows[top])
        if not inside or sheet.rows[top][left].is_blank or left not in columns:
            continue
        if any(place in columns for place in range(left + 1, right + 1)):
            _tell(merged, sheet, area, "merged_across", Severity.WARNING)
        if bottom > top:
            _down(merged, sheet, area, columns[left])
    return merged


def _down(
    merged: Merged, sheet: Sheet, area: tuple[int, int, int, int], column: Column | None
) -> None:
    top, left, bottom, _ = area
    shared = column is not None and column.kind in SHARED
    rows = range(top + 1, min(bottom + 1, len(sheet.rows)))
    for index in rows:
        if shared:
            merged.filled.setdefault(index, {})[left] = sheet.rows[top][left]
        else:
            merged.covered.setdefault(index, set()).add(left)
    if shared:
        _tell(merged, sheet, area, "merged_down", Severity.WARNING)
    else:
        _tell(merged, sheet, area, "merged_amount", Severity.ERROR)


def _tell(
    merged: Merged,
    sheet: Sheet,
    area: tuple[int, int, int, int],
    code: str,
    severity: Severity,
) -> None:
    top, left, bottom, right = area
    first = f"{letter(left)}{top + 1}"
    details = {"range": f"{first}:{letter(right)}{bottom + 1}"}
    seen = sheet.rows[top][left].text
    problem = Problem(code, severity, sheet.file, sheet.name, first, seen, details)
    merged.problems.setdefault(top, []).append(problem)
