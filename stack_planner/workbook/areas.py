"""The table by area: what the plan reaches in each, and how its sums lead to the key figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.workbook.decision_money import amounts_of
from stack_planner.workbook.grid import Field, Formula, Grid, address, block, number, sum_where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.page import Page

AREAS = (
    Field("area", 32),
    Field("wished", 17, "count"),
    Field("chosen", 17, "count"),
    Field("value", 17, "points"),
    Field("missed", 17, "points"),
    Field("own", 17, "money"),
)


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added below the table to reach a key figure: its name and its amounts."""

    label: str
    value: Formula | float | None = None
    own: Formula | float | None = None


@dataclass(frozen=True)
class Areas:
    """The table, where it lies, and what is added to its sums; ``decisions`` is what it counts."""

    account: Account
    decisions: Grid
    grid: Grid
    additions: Sequence[Addition] = ()
    whole: str = ""

    @property
    def last(self) -> int:
        """The last row (from 0) of the table with its sums."""
        return self.grid.last + 1 + (len(self.additions) + 1 if self.additions else 0)

    def whole_cell(self, key: str) -> str:
        """The cell of the last sum, as any sheet names it."""
        place = self.grid.place(key)
        return block(self.grid.sheet, self.last, place, self.last, place)

    @cached_property
    def rows(self) -> list[tuple[str, float, float]]:
        """(area, value, value missed) in the order of the table."""
        found = []
        for area in areas_of(self.account):
            mine = [project for project in self.account.projects if project.area == area]
            value = points(sum(map(self.account.reached, mine)))
            found.append((area, value, points(sum(map(self.account.value, mine))) - value))
        return found

    def write(self, page: Page, title: str) -> None:
        """The table below its title, sums and additions at its end."""
        grid = self.grid
        page.write(grid.head - 1, 0, title, "section")
        page.header(grid.head, AREAS, page.headings(AREAS, "summary.areas"))
        rows = [self._cells(i, area) for i, area in enumerate(areas_of(self.account))]
        for index, cells in enumerate(rows):
            page.line(grid, index, AREAS, cells)
        totals = {f.key: sum(number(cells[f.key]) for cells in rows) for f in AREAS[1:]}
        page.write(grid.last + 1, 0, page.book.words("summary.total"), "total")
        for column, field in enumerate(AREAS[1:], 1):
            formula = Formula(f"=SUM({grid.span(field.key)})", totals[field.key])
            page.write(grid.last + 1, column, formula, f"{field.traits} total")
        if self.additions:
            self._add(page, totals)

    def _add(self, page: Page, totals: Mapping[str, float]) -> None:
        first = self.grid.last + 1
        for row, addition in enumerate(self.additions, first + 1):
            page.write(row, 0, addition.label, "row")
            for column, field in enumerate(AREAS[1:], 1):
                value = getattr(addition, field.key, None)
                page.write(row, column, value, f"{field.traits} row")
        page.write(self.last, 0, self.whole, "total")
        for column, field in enumerate(AREAS[1:], 1):
            amounts = [getattr(addition, field.key, None) for addition in self.additions]
            whole: Value = None
            if field.key in {"value", "own"}:
                span = f"{address(first, column)}:{address(self.last - 1, column)}"
                whole = Formula(f"=SUM({span})", totals[field.key] + sum(map(number, amounts)))
            page.write(self.last, column, whole, f"{field.traits} total")

    def _cells(self, index: int, area: str) -> dict[str, Value]:
        account, decisions = self.account, self.decisions
        mine = [project for project in account.projects if project.area == area]
        here = f"{decisions.span('area')}={self.grid.here('area', index)}"
        _, value, missed = self.rows[index]
        left = f"{sum_where(decisions.span('worth'), here)}-{self.grid.here('value', index)}"
        chosen = sum(project.code in account.chosen for project in mine)
        own = sum(amounts_of(account, project)["own"] for project in mine)
        return {
            "area": area,
            "wished": Formula(sum_where(f"({decisions.span('decision')}>=0)", here), len(mine)),
            "chosen": Formula(sum_where(f"({decisions.span('decision')}=1)", here), chosen),
            "value": Formula(sum_where(decisions.span("value"), here), value),
            "missed": Formula(left, missed),
            "own": Formula(sum_where(decisions.span("own"), here), own),
        }


def areas_of(account: Account) -> list[str]:
    """The areas of the payer's projects, sorted."""
    return sorted({project.area for project in account.projects})


def area_grid(account: Account, head: int) -> Grid:
    """The table on the sheet of the summary, its header in the given row."""
    keys = tuple(field.key for field in AREAS)
    return Grid(account.words("summary.sheet"), head, keys, len(areas_of(account)))
