"""What each chart says, as a sentence that follows the decisions: the title of the chart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.scoring.value import round_half_up
from stack_planner.workbook.decision_money import cost_of
from stack_planner.workbook.grid import Field, Formula, Grid, sum_where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.records import Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.budget_table import BudgetTable

FIELDS = (Field("number", 8, "left"), Field("says", 44))
CHARTS = ("money", "value", "worth")
THOUSAND, MILLION = 1000, 1_000_000
PLACES = 4
"""Decimal places of a value in points; less than that is nothing."""


@dataclass(frozen=True)
class Statements:
    """The sentences and where they stand; a chart's title points there."""

    account: Account
    grid: Grid

    def title(self, chart: str) -> str:
        """The title of a chart, as a reference to its sentence."""
        return f"={self.grid.cell('says', CHARTS.index(chart))}"

    def money(self, budget: BudgetTable) -> Formula:
        """Whether the capital limit of every year is kept, and how closely, in thousands."""
        left, found = budget.span("capex.left"), budget.numbers("capex.left")
        least = min(found, default=0)
        amount = round_half_up(Fraction(abs(least), THOUSAND))
        fits, over = (self._parts(f"graphs.sentence.money.{key}") for key in ("fits", "over"))
        free = self.account.words("graphs.sentence.money.free")
        text = (
            f'=IF(COUNT({left})=0,"{free}",IF(MIN({left})>=0,'
            f"{_joined(fits, f'ROUND(MIN({left})/{THOUSAND},0)')},"
            f"{_joined(over, f'ROUND(-MIN({left})/{THOUSAND},0)')}))"
        )
        value = str(amount).join(fits if least >= 0 else over) if found else free
        return Formula(text, value)

    def value(self, areas: Grid, rows: Sequence[tuple[str, float, float]]) -> Formula:
        """Which part of the possible value is reached, and which area leaves most.

        ``rows`` are (area, value, value missed) as the table of areas has them.
        """
        reached, missed = areas.span("value"), areas.span("missed")
        got, left = sum(row[1] for row in rows), sum(row[2] for row in rows)
        share = round_half_up(Fraction(got / (got + left)) * 100) if got + left else 0
        most = max(rows, key=lambda row: row[2])[0] if rows else ""
        whole = f"(SUM({reached})+SUM({missed}))"
        numbers = (
            f"IF({whole}=0,0,ROUND(100*SUM({reached})/{whole},0))",
            f"INDEX({areas.span('area')},MATCH(MAX({missed}),{missed},0))",
        )
        parts = self._parts("graphs.sentence.value", 2)
        everything = self.account.words("graphs.sentence.everything")
        part = f'"{parts[0]}"&{numbers[0]}&"{parts[1]}"&{numbers[1]}&"{parts[2]}"'
        text = f'=IF(ROUND(SUM({missed}),{PLACES})=0,"{everything}",{part})'
        said = f"{parts[0]}{share}{parts[1]}{most}{parts[2]}"
        return Formula(text, said if round(left, PLACES) else everything)

    def worth(self, decisions: Grid) -> Formula:
        """Points for a million of cost, of what is chosen and of what is not, if it costs."""
        parts = self._parts("graphs.sentence.worth", 2)
        texts, values = [], []
        for chosen in (1, 0):
            mine = f"({decisions.span('decision')}={chosen})"
            paid = f"{decisions.span('cost')}>0"
            points_of = sum_where(decisions.span("worth"), mine, paid).removeprefix("=")
            cost = sum_where(decisions.span("cost"), mine).removeprefix("=")
            texts.append(f"IF({cost}=0,0,ROUND({MILLION}*{points_of}/{cost},0))")
            values.append(self._rate([p for p in self.account.projects if self._is(p, chosen)]))
        text = f'="{parts[0]}"&{texts[0]}&"{parts[1]}"&{texts[1]}&"{parts[2]}"'
        return Formula(text, f"{parts[0]}{values[0]}{parts[1]}{values[1]}{parts[2]}")

    def _is(self, project: Project, chosen: int) -> bool:
        return (project.code in self.account.chosen) == bool(chosen)

    def _rate(self, projects: Sequence[Project]) -> int:
        costs = {p.code: cost_of(self.account, p, "cost") for p in projects}
        cost = sum(costs.values())
        worth = sum(points(self.account.value(p)) for p in projects if costs[p.code] > 0)
        return round_half_up(Fraction(worth) * MILLION / cost) if cost else 0

    def _parts(self, key: str, count: int = 1) -> list[str]:
        """The text around its numbers, which stand there as bars."""
        parts = self.account.words(key).split("|")
        assert len(parts) == count + 1, key  # noqa: S101 — a text of ours
        return parts


def _joined(parts: Sequence[str], number: str) -> str:
    return f'"{parts[0]}"&{number}&"{parts[1]}"'
