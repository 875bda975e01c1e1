"""Conflicts and repairs as sentences with their amounts and cells, and as JSON values."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from stack_planner.conflicts import Sort
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.conflicts import Conflict, NamedRule, Raise, Repair
    from stack_planner.problems import InfeasibleError
    from stack_planner.words import Words

MOST_SHOWN = 20
DEMANDS = {Sort.MUST, Sort.LAW}
LIMITS = {Sort.CAPEX, Sort.OPEX, Sort.BURDEN, Sort.EFFORT}
"""Limits that demands alone can go above; a grant, and waiting for it, can be done without."""


def infeasible_lines(error: InfeasibleError, words: Words) -> Iterator[str]:
    """Each conflict with its rules, then what would mend them all."""
    yield from conflict_lines(error.conflicts, words)
    if error.repair is None:
        yield words("repair.none")
        return
    yield words("repair.least" if error.repair.least else "repair.found")
    yield from (f"  – {line}" for line in repair_lines(error.repair, words))


def conflict_lines(conflicts: Iterable[Conflict], words: Words) -> Iterator[str]:
    """Each conflict with its rules."""
    for conflict in conflicts:
        yield conflict_sentence(conflict, words)
        below = [f"  – {line}" for line in _rules_below(conflict, words)]
        yield from below[:MOST_SHOWN]
        if len(below) > MOST_SHOWN:
            yield words("conflict.more", n=len(below) - MOST_SHOWN)
        if not conflict.irreducible:
            yield words("conflict.not_settled")


def conflict_sentence(conflict: Conflict, words: Words) -> str:
    """What is wrong in one sentence: of demands above one limit, the amounts and the cell."""
    rules = conflict.rules
    limit = _limit_of_demands(conflict)
    if len(rules) == 1:
        return words("conflict.alone", rule=rule_line(rules[0], words))
    if limit:
        return _demands_above(limit, [rule for rule in rules if rule is not limit], words)
    if {rule.sort for rule in rules} <= DEMANDS:
        return words("conflict.one_run", project=rules[0].details["project"])
    if len({rule.payer for rule in rules}) == 1:
        return words("conflict.here", place=_place(rules[0], words))
    return words("conflict.everywhere")


def _limit_of_demands(conflict: Conflict) -> NamedRule | None:
    """The one limit below what is mandatory, where the conflict is nothing but that."""
    others = [rule for rule in conflict.rules if rule.sort not in DEMANDS]
    if len(others) != 1 or len(conflict.rules) == 1 or others[0].missing is None:
        return None
    return others[0] if others[0].sort in LIMITS else None


def _demands_above(limit: NamedRule, demands: Sequence[NamedRule], words: Words) -> str:
    years = limit.details.get("year", "")
    if "first" in limit.details:
        years = words("conflict.carried", first=limit.details["first"], year=years)
    names = [_demanded(rule, limit, words) for rule in demands]
    return words(
        f"conflict.demands.{limit.sort}",
        n=len(names),
        place=_place(limit, words),
        years=years,
        projects=", ".join(sorted(names)),
        **_amounts(limit, words),
    )


def _demanded(rule: NamedRule, limit: NamedRule, words: Words) -> str:
    """A demanded project's code, with its town where that is not the limit's."""
    code = str(rule.details["project"])
    return code if rule.payer == limit.payer else f"{code} ({_place(rule, words)})"


def _rules_below(conflict: Conflict, words: Words) -> Iterator[str]:
    """The rules that the sentence does not hold already."""
    limit = _limit_of_demands(conflict)
    many = sum(rule.missing is not None for rule in conflict.rules) > 1
    for rule in conflict.rules:
        if rule is not limit and len(conflict.rules) > 1:
            yield rule_line(rule, words, one_of_many=many)


def rule_line(rule: NamedRule, words: Words, *, one_of_many: bool = False) -> str:
    """A rule by name with its cell; of a limit also its amount, what is needed and missing."""
    name = rule_name(rule, words)
    if not rule.sort.unit:
        return name + place_of_cell(rule, words)
    amounts = _amounts(rule, words)
    limit = words("conflict.limit", name=name, **amounts)
    if rule.missing is None:
        return limit
    key = "conflict.needs_or" if one_of_many else "conflict.needs"
    return words(key, limit=limit, **amounts)


def rule_name(rule: NamedRule, words: Words) -> str:
    """What a rule says, without amounts of money."""
    shown = {
        name: words.percent(value) if isinstance(value, Fraction) else value
        for name, value in rule.details.items()
    }
    return words(f"rule.{rule.wording}", **{**shown, "place": _place(rule, words)})


def _place(rule: NamedRule, words: Words) -> str:
    if rule.payer == REGION:
        return words("place.region")
    return words("place.town", town=rule.details["town"])


def place_of_cell(rule: NamedRule, words: Words) -> str:
    """Its address with the file: needs may come from several workbooks of the same sheets."""
    return words("conflict.cell", cell=rule.place) if rule.cell else ""


def _amounts(rule: NamedRule, words: Words) -> dict[str, str]:
    """The amounts of a limit in its unit, its reserve and its cell, as parts of a sentence."""
    reserve = rule.details.get("reserve")
    return {
        "amount": _in_unit(rule, rule.amount, words),
        "needed": _in_unit(rule, rule.needed, words),
        "missing": _in_unit(rule, rule.missing, words),
        "raised": _in_unit(rule, _raised(rule), words),
        "reserve": words("conflict.reserve", reserve=words.percent(reserve))
        if isinstance(reserve, Fraction)
        else "",
        "cell": place_of_cell(rule, words),
    }


def _raised(rule: NamedRule) -> int | None:
    """What is missing, in the amount that the cell holds, before the reserve."""
    reserve = rule.details.get("reserve")
    if rule.missing is None or not isinstance(reserve, Fraction):
        return rule.missing
    return ceil(rule.missing / (1 - reserve))


def _in_unit(rule: NamedRule, amount: int | None, words: Words) -> str:
    if amount is None:
        return ""
    return words.money(amount) if rule.sort.unit == "CZK" else words("unit.days", n=amount)


def repair_lines(repair: Repair, words: Words) -> Iterator[str]:
    """Rules to be given up, then limits to be raised."""
    yield from (drop_line(rule, words) for rule in repair.dropped)
    yield from (raise_line(more, words) for more in repair.raised)


def drop_line(rule: NamedRule, words: Words) -> str:
    """A rule to be given up."""
    if rule.sort is Sort.PARTICIPANTS:
        return words("repair.participants", **{**rule.details, "cell": place_of_cell(rule, words)})
    supposed = rule.wording.startswith("supposed_")
    named = words.has(f"repair.drop.{rule.sort}") and not supposed
    return words(
        f"repair.drop.{rule.sort}" if named else "repair.drop.rule",
        name=rule_name(rule, words),
        place=_place(rule, words),
        project=rule.details.get("project", ""),
        cell=place_of_cell(rule, words),
    )


def raise_line(more: Raise, words: Words) -> str:
    """A cell to be raised, by how much and to what."""
    return words(
        "repair.raise",
        name=rule_name(more.rule, words),
        by=_in_unit(more.rule, more.by, words),
        to=_in_unit(more.rule, more.to, words),
        cell=place_of_cell(more.rule, words),
    )


def conflicts_json(error: InfeasibleError, words: Words) -> dict[str, Any]:
    """The conflicts and the repair with the fields that others rely on."""
    return {
        "conflicts": [conflict_json(conflict, words) for conflict in error.conflicts],
        "repairs": [] if error.repair is None else list(_repairs_json(error.repair, words)),
        "repair": None if error.repair is None else _repair_json(error.repair),
    }


def conflict_json(conflict: Conflict, words: Words) -> dict[str, Any]:
    """A conflict with its sentence and its rules."""
    return {
        "sentence": conflict_sentence(conflict, words),
        "irreducible": conflict.irreducible,
        "rules": [rule_json(rule, words) for rule in conflict.rules],
    }


def rule_json(rule: NamedRule, words: Words) -> dict[str, Any]:
    """A rule with its place, amount and what is missing of it."""
    return {
        "name": rule_name(rule, words),
        "what": rule_line(rule, words),
        "kind": rule.sort.value,
        "orp": None if rule.payer == REGION else rule.payer,
        "file": rule.source.file,
        "cell": rule.cell,
        "amount": rule.amount,
        "unit": rule.sort.unit or None,
        "needed": rule.needed,
        "missing": rule.missing,
    }


def _repairs_json(repair: Repair, words: Words) -> Iterator[dict[str, Any]]:
    """A value for each rule to be given up and for each cell to be raised."""
    for rule in repair.dropped:
        yield {**_where_json(rule, words), "what": drop_line(rule, words), "missing": None}
    for more in repair.raised:
        what = raise_line(more, words)
        yield {**_where_json(more.rule, words), "what": what, "missing": more.by, "to": more.to}


def _where_json(rule: NamedRule, words: Words) -> dict[str, Any]:
    return {
        "where": rule.cell or rule_name(rule, words),
        "kind": rule.sort.value,
        "orp": None if rule.payer == REGION else rule.payer,
        "file": rule.source.file,
        "unit": rule.sort.unit or None,
    }


def _repair_json(repair: Repair) -> dict[str, Any]:
    return {
        "least": repair.least,
        "rules": len(repair.dropped),
        "czk": repair.total("CZK"),
        "person_days": repair.total("person-days"),
    }
