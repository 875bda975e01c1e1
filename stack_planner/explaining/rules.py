"""The price of every rule: what a town's own problem would gain without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.conflicts import Sort
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.blocking import Names
    from stack_planner.explaining.held import Found, Held, Region

MONEY = {Sort.CAPEX, Sort.OPEX, Sort.BURDEN, Sort.PREFINANCING}


@dataclass(frozen=True, slots=True)
class RulePrice:
    """What a town would gain without a rule, in units of 10⁻⁴ point; None where it is not settled.

    ``rules`` is one rule, or all those of the region's pool. ``taken`` are the projects that would
    come, ``dropped`` those that would give way.
    """

    orp: str
    rules: tuple[NamedRule, ...]
    gain: int | None
    taken: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def rule_prices(region: Region, names: Names, towns: Sequence[str]) -> tuple[RulePrice, ...]:
    """Town by town the price of every rule that it meets, the dearest first."""
    _ = region.held, region.count.mine, names.rules

    def priced(code: str) -> list[RulePrice]:
        made = list(_priced(region.town(code), names))
        return sorted(made, key=lambda price: -(price.gain or 0))

    together = region.solver.limits.side_by_side(priced, towns)
    return tuple(price for those in together for price in those)


def _priced(held: Held, names: Names) -> Iterator[RulePrice]:
    """Rules of one sort are left out all at once first: if nothing is gained, none has a price."""
    groups = _groups(held, names)
    for sort in dict.fromkeys(rules[0].sort for rules, _ in groups):
        some = [group for group in groups if group[0][0].sort is sort]
        together = frozenset(name for _, rows in some for name in rows)
        nothing = len(some) > 1 and _gain(held, _without(held, together)) == 0
        for rules, rows in some:
            if nothing:
                yield RulePrice(held.code, rules, 0)
            else:
                found = _without(held, rows)
                dropped, taken = held.differs(found.chosen or held.plan, "")
                yield RulePrice(held.code, rules, _gain(held, found), taken, dropped)


def _groups(held: Held, names: Names) -> list[tuple[tuple[NamedRule, ...], frozenset[str]]]:
    """The rules of a town's problem with their rows; the pool's limits as one."""
    found: dict[int, tuple[list[NamedRule], set[str]]] = {}
    for row in held.model.rows:
        rule = names.rules.get(row.name)
        if rule is not None:
            pool = rule.payer == REGION and rule.sort in MONEY
            rules, rows = found.setdefault(0 if pool else id(rule), ([], set()))
            rows.add(row.name)
            if rule not in rules:
                rules.append(rule)
    return [(tuple(rules), frozenset(rows)) for rules, rows in found.values()]


def _without(held: Held, names: Iterable[str]) -> Found:
    """The best choice without some rows; of a demand what is left is that a copy is one way."""
    return held.nearest(held.rows_without(frozenset(names)))


def _gain(held: Held, found: Found) -> int | None:
    if found.chosen is None or not found.settled:
        return None
    return found.value - held.best.value
