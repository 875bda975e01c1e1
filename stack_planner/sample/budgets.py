"""The towns' budgets for new projects: a stated share of what each town spent in 2019."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.sample.files import stated
from stack_planner.sample.places import Town, towns

if TYPE_CHECKING:
    from fractions import Fraction

PERCENT = 100
ROUNDED_TO = 1_000


def budget_rows() -> list[dict[str, Any]]:
    """A row a town and year: whole thousands of CZK, person-days."""
    rule = stated("towns")["budgets"]
    return [_budget(town, int(year), rule) for town in towns() for year in rule["index"]]


def _budget(town: Town, year: int, rule: dict[str, Any]) -> dict[str, Any]:
    index = rule["index"][str(year)]
    capex = _share(town.capital * index / PERCENT, rule["capex"])
    row = {
        "orp": town.code,
        "year": year,
        "capex": capex,
        "opex": _share(town.running * index / PERCENT, rule["opex"]),
        "effort": rule["effort"] + town.seat.population // rule["inhabitants_per_day"],
    }
    if town.code not in rule["without_ceiling"]:
        row["prefinancing"] = capex * rule["prefinancing"] // PERCENT
    return row


def _share(amount: Fraction, percent: Fraction | int) -> int:
    """A percentage of an amount, in whole thousands."""
    return round(amount * percent / PERCENT / ROUNDED_TO) * ROUNDED_TO
