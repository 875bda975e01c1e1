"""The money of one payer's options year by year, as the sheet of options lists it.

A workbook's totals are sums over these lines; the same sums are made here, so that every formula
carries its value.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.records import REGION, Scope
from stack_planner.results import Flow, Kind
from stack_planner.workbook.unrecognised import vat_by_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from stack_planner.results import Option, Plan


class Entry(StrEnum):
    """What a line is on its payer's account."""

    PROJECT = "project"
    SHARE = "share"  # of a joint project, that a town takes off the region
    GRANT = "grant"  # of the region to a town


@dataclass(slots=True)
class Money:
    """What one option moves in one year, CZK; received grants by the year of their arrival.

    ``returned`` are the received grants that had to be spent from the payer's own limit before.
    ``one_off`` and ``saving`` are parts of ``opex``; ``vat`` is what no programme pays.
    ``shared`` is the part of a town's money that it pays of a joint part; ``town`` is what a town
    pays besides that, and what others give it, told on the region's line of its share.
    """

    capex: int = 0
    capex_grant: int = 0
    region: int = 0
    others: int = 0
    opex: int = 0
    opex_grant: int = 0
    capex_received: int = 0
    opex_received: int = 0
    capex_returned: int = 0
    opex_returned: int = 0
    effort: int = 0
    one_off: int = 0
    saving: int = 0
    capex_vat: int = 0
    opex_vat: int = 0
    shared_capex: int = 0
    shared_opex: int = 0
    town_capex: int = 0
    town_opex: int = 0
    town_saving: int = 0
    town_others: int = 0


AMOUNTS = tuple(field.name for field in fields(Money))
DETAILS = AMOUNTS[AMOUNTS.index("effort") + 1 :]
"""Amounts that are shown only where some option has them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One year of one option: its money, and whether the plan has chosen it."""

    entry: Entry
    option: Option
    orp: str
    year: int
    money: Money
    chosen: bool


@dataclass(frozen=True)
class Ledger:
    """All lines of one payer, sorted by project, start, financing and year."""

    lines: tuple[Line, ...]

    @cached_property
    def chosen(self) -> tuple[Line, ...]:
        """The lines of chosen options."""
        return tuple(line for line in self.lines if line.chosen)

    @cached_property
    def of(self) -> dict[str, tuple[Line, ...]]:
        """The lines of chosen options by project."""
        lines: defaultdict[str, list[Line]] = defaultdict(list)
        for line in self.chosen:
            lines[line.option.project].append(line)
        return {project: tuple(mine) for project, mine in lines.items()}

    def has(self, name: str) -> bool:
        """Whether any option, chosen or not, moves such an amount."""
        return any(getattr(line.money, name) for line in self.lines)

    def total(self, name: str, where: Callable[[Line], bool] = lambda _: True) -> int:
        """The sum of one amount over the chosen lines that fulfil a condition."""
        return sum(getattr(line.money, name) for line in self.chosen if where(line))


def town_ledger(plan: Plan, orp: str) -> Ledger:
    """Every option that a town has, regional projects that serve it (at no cost) among them."""
    lines: list[Line] = []
    vat = vat_by_option(plan)
    for option in plan.choice.options:
        chosen = option.key in plan.chosen_keys
        if option.payer == orp:
            money = _by_year(plan, orp, option.flows, 1)
            for year, effort in option.efforts.items():
                money[year].effort = effort
            for flow in option.share:
                _add(money[flow.year], f"shared_{_block(flow)}", flow.gross)
            _add_vat(money, vat.get(option.key, ()), 1)
        elif orp in option.served:
            money = _by_year(plan, orp, (), 1)
        else:
            continue
        lines += _lines(Entry.PROJECT, option, orp, money, chosen=chosen)
    return Ledger(tuple(lines))


def region_ledger(plan: Plan) -> Ledger:
    """The region's own and joint projects, less the shares of towns, and its grants to towns."""
    lines: list[Line] = []
    vat = vat_by_option(plan)
    for option in plan.choice.options:
        chosen = option.key in plan.chosen_keys
        if option.payer == REGION:
            money = _by_year(plan, REGION, option.flows, 1)
            _add_vat(money, vat.get(option.key, ()), 1)
            lines += _lines(Entry.PROJECT, option, "", money, chosen=chosen)
            for town, share in option.shared.items():
                money = _by_year(plan, REGION, share, -1)
                lines += _lines(Entry.SHARE, option, town, money, chosen=chosen)
        elif plan.strategy.project[option.project].scope is Scope.JOINT:
            if option.regional_grant:
                continue  # the same share as without the grant
            joined = chosen or f"{option.key}+" in plan.chosen_keys
            money = _share(plan, option)
            _add_vat(money, vat.get(option.key, ()), -1)
            lines += _lines(Entry.SHARE, option, option.payer, money, chosen=joined)
    for option in plan.choice.chosen:
        if option.regional_grant:
            granted = [Flow(f.year, Kind.CAPEX, f.region) for f in option.flows if f.region]
            money = _by_year(plan, REGION, granted, 1)
            lines += _lines(Entry.GRANT, option, option.payer, money, chosen=True)
    return Ledger(tuple(lines))


def _share(plan: Plan, option: Option) -> defaultdict[int, Money]:
    """What a town takes off the region by joining, and beside it what it pays besides."""
    money = _by_year(plan, REGION, option.share, -1)
    for sign, flows in ((1, option.flows), (-1, option.share)):
        for flow in flows:
            name = "saving" if flow.kind is Kind.SAVING else _block(flow)
            _add(money[flow.year], f"town_{name}", sign * flow.gross)
    for flow in option.flows:
        _add(money[flow.year], "town_others", flow.others)
    return money


def _block(flow: Flow) -> str:
    return "capex" if flow.is_capex else "opex"


def _by_year(plan: Plan, payer: str, flows: Iterable[Flow], sign: int) -> defaultdict[int, Money]:
    years: defaultdict[int, Money] = defaultdict(Money)
    for flow in flows:
        name = _block(flow)
        spent = years[flow.year]
        _add(spent, name, sign * flow.gross)
        if flow.kind in {Kind.ONE_OFF, Kind.SAVING}:
            _add(spent, flow.kind.value, sign * flow.gross)
        spent.region += sign * flow.region
        spent.others += sign * flow.others
        if flow.grant:
            _add(spent, f"{name}_grant", sign * flow.grant)
            _add(years[flow.arrives], f"{name}_received", sign * flow.grant)
            if not plan.strategy.bridges(payer, flow.year):
                _add(years[flow.arrives], f"{name}_returned", sign * flow.grant)
    return years


def _add_vat(money: defaultdict[int, Money], vat: Iterable[Flow], sign: int) -> None:
    for flow in vat:
        _add(money[flow.year], f"{_block(flow)}_vat", sign * flow.gross)


def _add(money: Money, name: str, amount: int) -> None:
    setattr(money, name, getattr(money, name) + amount)


def _lines(
    entry: Entry, option: Option, orp: str, money: dict[int, Money], *, chosen: bool
) -> Iterator[Line]:
    for year in sorted({*money, option.start}):
        yield Line(entry, option, orp, year, money.get(year, Money()), chosen)
