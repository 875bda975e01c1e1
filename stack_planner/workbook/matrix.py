"""A table of towns by some names, areas or levels: a row for each town, sums at both ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Field, Formula, Grid, address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.page import Page

TOWN = (Field("orp", 7, "code"), Field("town", 19))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Numbers of every town by column; ``region`` are the region's own, as formulas.

    ``extra`` are further columns behind the sum, each town's number by the column's heading; the
    last column then adds sum and extras under the heading ``whole``.
    """

    title: str
    columns: Sequence[str]
    numbers: Mapping[tuple[str, str], float]
    traits: str
    region: Mapping[str, Formula] | None = None
    extra: Mapping[str, Mapping[str, float]] | None = None
    whole: str = ""

    def write(self, page: Page, account: Account, row: int, width: float) -> int:
        """Writes it with its title in a row (from 0); returns the next free row."""
        page.write(row, 0, self.title, "section")
        words, extras = account.words, list(self.extra or ())
        names = [*self.columns, words("matrix.sum"), *extras, *([self.whole] if extras else ())]
        fields = (*TOWN, *(Field(f"c{i}", width, self.traits) for i in range(len(names))))
        headings = [words("matrix.orp"), words("matrix.town"), *names]
        towns = account.plan.orps
        count = len(towns) + (self.region is not None)
        grid = Grid(page.sheet.get_name(), row + 1, tuple(f.key for f in fields), count)
        page.header(grid.head, fields, headings)
        shown = [self._town(grid, i, orp.code, orp.name) for i, orp in enumerate(towns)]
        if self.region is not None:
            shown.append(self._region(account, grid, len(towns)))
        for index, cells in enumerate(shown):
            page.line(grid, index, fields, cells)
        _write_sums(page, grid, fields, shown)
        return grid.last + 4

    def _town(self, grid: Grid, index: int, code: str, name: str) -> dict[str, Value]:
        found: list[float | Formula] = [self.numbers.get((code, c), 0) for c in self.columns]
        cells = {"orp": code, "town": name, **self._with_sum(grid, index, found)}
        return cells | self._beyond(grid, index, code, cells)

    def _region(self, account: Account, grid: Grid, index: int) -> dict[str, Value]:
        found: list[float | Formula] = [(self.region or {})[c] for c in self.columns]
        return {
            "orp": "",
            "town": account.words("matrix.region"),
            **self._with_sum(grid, index, found),
        }

    def _with_sum(
        self, grid: Grid, index: int, found: Sequence[float | Formula]
    ) -> dict[str, Value]:
        cells: dict[str, Value] = {f"c{i}": value for i, value in enumerate(found)}
        first, last = grid.here("c0", index), grid.here(f"c{len(found) - 1}", index)
        total = sum(_plain(value) for value in found)
        return cells | {f"c{len(found)}": Formula(f"=SUM({first}:{last})", total)}

    def _beyond(
        self, grid: Grid, index: int, code: str, cells: Mapping[str, Value]
    ) -> dict[str, Value]:
        """The further columns, and their sum with the first one."""
        if not self.extra:
            return {}
        place = len(self.columns)
        total = cells[f"c{place}"]
        amounts = [numbers[code] for numbers in self.extra.values()]
        more: dict[str, Value] = {f"c{place + 1 + i}": a for i, a in enumerate(amounts)}
        end = place + 1 + len(amounts)
        span = f"{grid.here(f'c{place}', index)}:{grid.here(f'c{end - 1}', index)}"
        value = (_plain(total) if isinstance(total, Formula) else 0) + sum(amounts)
        return more | {f"c{end}": Formula(f"=SUM({span})", value)}


def _plain(value: float | Formula) -> float:
    return float(value.value) if isinstance(value, Formula) else value


def _write_sums(
    page: Page, grid: Grid, fields: Sequence[Field], rows: Sequence[Mapping[str, Value]]
) -> None:
    row = grid.last + 1
    page.write(row, 0, page.book.words("matrix.sum"), "total")
    page.write(row, 1, None, "total")
    for column, field in enumerate(fields[len(TOWN) :], len(TOWN)):
        values = [cells[field.key] for cells in rows]
        total = sum(_plain(v) for v in values if isinstance(v, int | float | Formula))
        span = f"{address(grid.head + 1, column)}:{address(grid.last, column)}"
        page.write(row, column, Formula(f"=SUM({span})", total), f"{field.traits} total")
