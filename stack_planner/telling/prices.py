"""Prices of rules, and of what only the whole region can say, as sentences and as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.results import UNITS_PER_POINT, points
from stack_planner.telling.conflicts import rule_json, rule_line
from stack_planner.telling.explain import joined, points_told
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.regional import Regional
    from stack_planner.explaining.rules import RulePrice
    from stack_planner.records import Strategy
    from stack_planner.words import Words


def regional_lines(
    regional: Regional | None, fairness: Regional | None, strategy: Strategy, words: Words
) -> Iterator[str]:
    """What the whole region would lose with the project, and what fairness costs it."""
    if regional is not None:
        yield from wrapped(" ".join(_regional(regional, strategy, words)), 0)
    if fairness is not None and fairness.proof is not None:
        price, gap = _priced(fairness, words, sign=-1)
        yield from wrapped(words("explain.region.fairness", price=price, gap=gap), 0)


def _regional(regional: Regional, strategy: Strategy, words: Words) -> Iterator[str]:
    if regional.price is None:
        yield words("explain.region.never")
        return
    key = "price" if regional.price > 0 else "gain" if regional.price < 0 else "free"
    price, gap = _priced(regional, words, sign=-1 if regional.price < 0 else 1)
    yield words(f"explain.region.{key}", price=price, gap=gap)
    towns = [strategy.orp[code].name for code in regional.towns]
    yield words("explain.region.towns", towns=joined(towns, words))


def _priced(regional: Regional, words: Words, sign: int) -> tuple[str, str]:
    """(points of the price, the gap) of another plan of the region."""
    proof = regional.proof
    if proof is None or regional.price is None:
        return "", ""
    units = sign * Fraction(regional.price, proof.denominator)
    return words.points(float(units / UNITS_PER_POINT)), words.percent(proof.gap, 3)


def rule_lines(prices: Sequence[RulePrice], strategy: Strategy, words: Words) -> Iterator[str]:
    """Town by town the rules that cost something, the dearest first."""
    for code in dict.fromkeys(price.orp for price in prices):
        mine = [price for price in prices if price.orp == code]
        yield words("explain.rules.title", code=code, town=strategy.orp[code].name)
        for price in mine:
            if price.gain != 0:
                yield from wrapped(f"– {_rule(price, words)}", 2)
        rest = sum(price.gain == 0 for price in mine)
        if rest:
            yield f"  – {words('explain.rules.rest', n=rest)}"


def _rule(price: RulePrice, words: Words) -> str:
    """A rule with its price and what would change without it."""
    rule = rule_line(price.rules[0], words)
    if len(price.rules) > 1:
        rule = words("explain.rules.pool")
    if price.gain is None:
        return words("explain.rules.unsettled", rule=rule)
    told = [words("explain.rules.line", rule=rule, gain=points_told(price.gain, words))]
    for key, codes in (("come", price.taken), ("go", price.dropped)):
        if codes:
            told.append(words(f"explain.rules.{key}", n=len(codes), projects=joined(codes, words)))
    return "; ".join(told)


def regional_json(regional: Regional | None) -> dict[str, Any] | None:
    """Another plan of the region: values, price and gap; null values where there is none."""
    if regional is None:
        return None
    proof = regional.proof
    unit = 1 if proof is None else proof.denominator
    return {
        "value": None if proof is None else points(proof.objective) / unit,
        "price": None if regional.price is None else points(regional.price) / unit,
        "gap": None if proof is None else float(proof.gap),
        "status": "infeasible" if proof is None else proof.status.value,
        "orps": list(regional.towns),
    }


def rule_price_json(price: RulePrice, words: Words) -> dict[str, Any]:
    """The price of a rule, or of the whole pool."""
    return {
        "orp": price.orp,
        "rules": [rule_json(rule, words) for rule in price.rules],
        "gain": None if price.gain is None else points(price.gain),
        "taken": list(price.taken),
        "dropped": list(price.dropped),
    }
