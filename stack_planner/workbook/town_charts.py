"""Charts of the towns side by side: value alone and together, and money per inhabitant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.scoring.value import round_half_up
from stack_planner.workbook.charts import bars

if TYPE_CHECKING:
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.grid import Grid
    from stack_planner.workbook.page import Page

BESIDE = 7
"""The column in which the second chart begins."""


def draw_towns(page: Page, account: Account, towns: Grid, standings: Grid) -> None:
    """Two charts below the table of towns."""
    words, row = account.words, towns.last + 2
    value = {"alone": words("towns_chart.alone"), "gain": words("towns_chart.gain")}
    heads = {"per_head": words("towns_chart.per_head_series")}
    for column, key, chart in (
        (0, "value", bars(page.book, towns, value, _gains(account), "#,##0")),
        (BESIDE, "per_head", bars(page.book, standings, heads, _heads(account), "#,##0")),
    ):
        placed = {"object_position": 1, "description": words(f"towns_chart.alt_{key}")}
        page.sheet.insert_chart(row, column, chart, placed)


def _gains(account: Account) -> str:
    """What the common plan adds to each town, from the least to the most."""
    words = account.words
    gains = [points(o.value - o.alone) for o in account.plan.orps if o.alone is not None]
    if len(gains) < len(account.plan.orps):
        return words("towns_chart.value_unknown")
    low, high = (words.points(limit(gains), 0) for limit in (min, max))
    return words("towns_chart.value", low=low, high=high)


def _heads(account: Account) -> str:
    """Money of town and region per inhabitant, from the least to the most."""
    heads = [round_half_up(t.money_per_inhabitant) for t in account.plan.fairness.standings]
    low, high = (account.words.number(limit(heads)) for limit in (min, max))
    return account.words("towns_chart.per_head", low=low, high=high)


def shares_title(account: Account) -> str:
    """By how much shares of the region's money and of the people differ at most."""
    words, fairness = account.words, account.plan.fairness
    differences = [
        abs(pool - fairness.population_share(town)) * 100
        for town in fairness.standings
        if (pool := fairness.pool_share(town)) is not None
    ]
    if not differences:
        return words("standing.chart")
    return words("towns_chart.shares", most=words.decimal(round(float(max(differences)), 1)))


def together_title(account: Account) -> str:
    """What the towns reach alone and what planning together adds, all of them."""
    words, orps = account.words, account.plan.orps
    alone = [orp.alone for orp in orps if orp.alone is not None]
    if len(alone) < len(orps):
        return words("together.chart")
    gain = sum(orp.value for orp in orps) - sum(alone)
    shown = {"alone": words.points(points(sum(alone)), 0), "gain": words.points(points(gain), 0)}
    return words("towns_chart.together", **shown)
