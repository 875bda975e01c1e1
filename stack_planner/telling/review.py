"""A review of a plan workbook as calm sentences with a table."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.choosing.conflict.naming import named_decision
from stack_planner.conflicts import Sort
from stack_planner.decided import Matter
from stack_planner.records import REGION
from stack_planner.results import points
from stack_planner.telling.conflicts import place_of_cell, rule_line, rule_name
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.changes import Change
    from stack_planner.explaining.inputs import ChangedLimit
    from stack_planner.explaining.review import Otherwise, Price, Review
    from stack_planner.records import Strategy
    from stack_planner.results import Plan
    from stack_planner.words import Words


def review_lines(review: Review, words: Words) -> Iterator[str]:
    """The whole review, part by part."""
    yield words("review.title", whose=_whose(review, words), file=review.book.file)
    if not review.same_plan:
        yield from wrapped(words("review.other_plan"), 0)
    yield from _changes(review, words)
    if review.changes or review.breaches:
        yield ""
        yield from _breaches(review, words)
        yield from _worth(review, words)
        yield from _price(review, words)
    yield from _limits(review, words)
    yield from _weights(review, words)


def _whose(review: Review, words: Words) -> str:
    if review.book.block == REGION:
        return words("review.region")
    orp = review.strategy.orp[review.book.payer]
    return words("review.town", code=orp.code, name=orp.name)


def change_cells(change: Change, strategy: Strategy, words: Words) -> tuple[str, str, str]:
    """(project, what was, what is) of a change, as tables and the log tell it."""
    project = change.project
    if change.matter is not Matter.PROJECT:
        town = strategy.orp[change.payer].name
        project = words("review.of_town", project=project, town=town)
    names = {
        Matter.PROJECT: ("", "review.not_done"),
        Matter.MEMBER: ("review.joined", "review.not_joined"),
        Matter.GRANT: ("review.granted", "review.not_granted"),
    }
    yes, no = names[change.matter]
    told = [
        words(no)
        if way is None
        else words(yes)
        if yes
        else words("review.way", start=str(way.start), financing=way.financing)
        for way in (change.before, change.after)
    ]
    return project, told[0], told[1]


def _changes(review: Review, words: Words) -> Iterator[str]:
    if not review.changes:
        yield words("review.nothing")
        return
    yield words("review.changed", n=len(review.changes))
    rows = [(*change_cells(each, review.strategy, words), each.reason) for each in review.changes]
    yield from shown_table([tuple(words("review.header").split("|")), *rows])
    common = [c.project for c in review.changes if c.payer == REGION != review.book.block]
    if common:
        yield from wrapped(words("review.common", projects=", ".join(common)), 0)


def _breaches(review: Review, words: Words) -> Iterator[str]:
    if not review.breaches:
        yield words("review.keeps")
        return
    yield words("review.breaks", n=len(review.breaches))
    yield from _broken(review.breaches, words)


def _broken(rules: Sequence[NamedRule], words: Words) -> Iterator[str]:
    for rule in rules:
        yield from wrapped(f"– {broken_line(rule, words)}", 2)


def broken_line(rule: NamedRule, words: Words) -> str:
    """A broken rule with its amount and cell, what is used, and by how much that is too much."""
    name, cell = rule_name(rule, words), place_of_cell(rule, words)
    if rule.sort.unit:
        return words(
            "review.over",
            limit=rule_line(replace(rule, needed=None, missing=None), words),
            used=_amount(rule, rule.needed, words),
            over=_amount(rule, rule.missing, words),
        )
    if rule.sort is Sort.PARTICIPANTS:
        return f"{name}{cell}"
    if rule.needed is None or rule.amount is None:
        return words("review.lacks", name=name, cell=cell)
    if rule.wording in {"at_most", "at_least"}:
        return words("review.counted", name=name, cell=cell, used=rule.needed)
    limit, used = words.money(rule.amount), words.money(rule.needed)
    return words("review.amounts", name=name, cell=cell, limit=limit, used=used)


def _amount(rule: NamedRule, amount: int | None, words: Words) -> str:
    if amount is None:
        return ""
    return words.money(amount) if rule.sort.unit == "CZK" else words("unit.days", n=amount)


def _signed(units: Fraction, words: Words) -> str:
    sign = "+" if units > 0 else "−" if units < 0 else "±"
    return sign + words.points(abs(points(units)))


def _worth(review: Review, words: Words) -> Iterator[str]:
    worth = review.worth
    key = "review.worth_region" if review.book.block == REGION else "review.worth"
    yield words(
        key,
        before=words.points(points(worth.before)),
        after=words.points(points(worth.after)),
        difference=_signed(worth.after - worth.before, words),
    )
    for part in worth.parts:
        told = words("review.part", project=part.project, value=_signed(part.value, words))
        yield f"  – {told}"
    if worth.synergies:
        yield f"  – {words('review.synergies', value=_signed(worth.synergies, words))}"


def _price(review: Review, words: Words) -> Iterator[str]:
    price = review.price
    if price.kept is None:
        yield from wrapped(words("review.never"), 0)
        return
    yield from wrapped(
        words(
            "review.price" if price.proven else "review.price_open",
            kept=words.points(points(price.kept)),
            free=words.points(points(price.free)),
            price=words.points(points(price.free - price.kept)),
        ),
        0,
    )
    yield from _differing(price, words)
    yield words("review.held_region" if review.book.block == REGION else "review.held")


def _differing(best: Price | Otherwise, words: Words) -> Iterator[str]:
    for key in ("taken", "dropped"):
        codes = getattr(best, key)
        if codes:
            yield f"  – {words(f'review.{key}', projects=', '.join(codes))}"


def _limits(review: Review, words: Words) -> Iterator[str]:
    other = review.by_limits
    if other is None:
        return
    yield ""
    yield words("review.limits")
    yield from (f"  – {limit_line(limit, words)}" for limit in review.limits)
    if other.breaches:
        yield words("review.by_limits_breaks", n=len(other.breaches))
        yield from _broken(other.breaches, words)
    else:
        yield words("review.by_limits_keeps")
    if other.best is None:
        yield words("review.none_then")
    else:
        yield words("review.best_then", best=words.points(points(other.best)))
        yield from _differing(other, words)
    yield words("review.inputs_count")


def limit_line(limit: ChangedLimit, words: Words) -> str:
    """A limit that is another one in the workbook."""
    before, after = (_limit(limit, place, words) for place in (0, 1))
    if limit.part == "reserve":
        return words("review.reserve", before=before, after=after)
    name = words(f"review.limit_of.{limit.part}")
    return words("review.limit", name=name, year=str(limit.year), before=before, after=after)


def _limit(limit: ChangedLimit, place: int, words: Words) -> str:
    amount = (limit.before, limit.after)[place]
    if not limit.stated[place]:
        return words("review.no_ceiling")
    if amount is None:
        return words("review.unlimited")
    if isinstance(amount, Fraction):
        return words.percent(amount, 2)
    return words("unit.days", n=amount) if limit.part == "effort" else words.money(amount)


def _weights(review: Review, words: Words) -> Iterator[str]:
    other = review.by_weights
    if other is None:
        return
    yield ""
    yield words("review.weights")
    for weight in review.weights:
        shares = (words.percent(share, 2) for share in (weight.before, weight.after))
        before, after = shares
        told = words("review.weight", criterion=weight.criterion, before=before, after=after)
        yield f"  – {told}"
    yield words("review.by_weights", value=words.points(points(other.value)))
    if other.best is None and review.price.kept is not None:
        yield words("review.none_then")
    elif other.best == other.value:
        yield words("review.best_stays")
    elif other.best is not None:
        yield words("review.best_weighed", best=words.points(points(other.best)))
        yield from _differing(other, words)
    if other.ranks:
        named = [
            words("review.rank", project=code, before=before, after=after)
            for code, before, after in other.ranks
        ]
        yield from wrapped(words("review.ranks", ranks=", ".join(named)), 0)


def kept_lines(plan: Plan, price: Fraction, words: Words, *, anew: bool) -> Iterator[str]:
    """The decisions that a new plan keeps, and what it is worth less for them.

    ``anew`` says that it is less than the best plan of the inputs, not the one started from.
    """
    yield words("review.kept", n=len(plan.kept))
    for kept in plan.kept:
        yield from wrapped(f"– {rule_name(named_decision(kept, plan.strategy), words)}", 2)
    if price > 0:
        key = "review.kept_price_anew" if anew else "review.kept_price"
        yield words(key, price=words.points(points(price), 4))
    elif price < 0:
        yield words("review.kept_gain", price=words.points(points(-price), 4))
    else:
        yield words("review.kept_free")
