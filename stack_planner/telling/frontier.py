"""Budget curves as paragraphs with tables, and as JSON."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from stack_planner.explaining.frontier import TODAY
from stack_planner.results import points
from stack_planner.telling.explain import amounts_told, joined, points_told
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.frontier import Frontier, Point
    from stack_planner.records import Strategy
    from stack_planner.words import Words

LESS = Fraction(4, 5)
"""What is told of a cut: the share of the money that comes."""

PERCENT_PLACES = 2
MOST_STEPS = 4
"""So many steps of the order are told in a sentence; the table has all."""


def frontier_lines(
    frontiers: Sequence[Frontier], strategy: Strategy, words: Words
) -> Iterator[str]:
    """Town by town a paragraph, the points and the order in tables; how it is counted."""
    for frontier in frontiers:
        town = strategy.orp[frontier.orp].name
        yield words("frontier.title", code=frontier.orp, town=town)
        yield from wrapped(paragraph(frontier, words), 0)
        yield from shown_table([words("frontier.header").split("|"), *_points(frontier, words)])
        if frontier.nested.steps:
            head = words("frontier.order_header").split("|")
            yield from shown_table([head, *_order(frontier, words)])
        yield ""
    yield from wrapped(words("frontier.held"), 0)


def paragraph(frontier: Frontier, words: Words) -> str:
    """What the next money buys, what is left of a budget cut, and how far down there is a plan."""
    sentences = [
        *today_told(frontier, words),
        *more_told(frontier, words),
        *less_told(frontier, words),
        *order_told(frontier, words),
        *_ends_told(frontier, words),
    ]
    return " ".join(sentences)


def today_told(frontier: Frontier, words: Words) -> Iterator[str]:
    """What the best plan within today's limits is worth."""
    today = frontier.at(TODAY)
    if today is not None:
        told = {
            "budget": words.money(frontier.budget),
            "value": points_told(today.value, words),
            "plan": points_told(frontier.value, words),
        }
        key = "today" if today.value == frontier.value else "today_better"
        yield words(f"frontier.{key}", **told)


def more_told(frontier: Frontier, words: Words) -> Iterator[str]:
    """What the next point above today's limits costs and brings."""
    ahead, today = frontier.next, frontier.at(TODAY)
    if ahead is None or today is None:
        yield _nothing_more(frontier, words)
        return
    yield words(
        "frontier.next",
        factor=factor_told(ahead.factor, words),
        more=words.money(ahead.budget - frontier.budget),
        gain=points_told(ahead.value - today.value, words),
        value=points_told(ahead.value, words),
    )
    yield from _changes(today.projects, ahead.projects, words)
    if ahead.lacking:
        amount = sum(amount for _, _, amount in ahead.lacking)
        years = amounts_told(ahead.lacking, words)
        yield words("frontier.lacking", amount=words.money(amount), years=years)


def _nothing_more(frontier: Frontier, words: Words) -> str:
    today, top = frontier.at(TODAY), factor_told(frontier.top, words)
    if frontier.most is None or today is None:
        return words("frontier.none_known", top=top)
    if frontier.most <= today.value:
        return words("frontier.none_ever")
    return words("frontier.none_more", top=top, most=points_told(frontier.most, words))


def less_told(frontier: Frontier, words: Words) -> Iterator[str]:
    """What the best plan of a cut budget is worth, and what differs in it."""
    less, today, share = frontier.at(LESS), frontier.at(TODAY), words.percent(LESS)
    if today is None:
        return
    if less is None:
        if frontier.begins:
            yield words("frontier.less_never", share=share)
        return
    if less.value == today.value:
        yield words("frontier.less_same", share=share)
        return
    told = {
        "value": points_told(less.value, words),
        "loss": points_told(today.value - less.value, words),
    }
    yield words("frontier.less", share=share, **told)
    yield from _changes(today.projects, less.projects, words)


def _changes(before: Sequence[str], after: Sequence[str], words: Words) -> Iterator[str]:
    """Which projects leave and which come."""
    for key, some in (
        ("leaves", sorted({*before} - {*after})),
        ("comes", sorted({*after} - {*before})),
    ):
        if some:
            yield words(f"frontier.{key}", n=len(some), projects=joined(some, words))


def order_told(frontier: Frontier, words: Words) -> Iterator[str]:
    """What goes first if the plan is only cut, and what that loses against planning anew."""
    steps, less = frontier.nested.steps, frontier.at(LESS)
    ends = [TODAY, *(step.factor for step in steps)]
    went = [(step, end) for step, end in zip(steps, ends, strict=False) if step.dropped]
    if not went:
        yield words("frontier.order_none")
        return
    shown = ", ".join(
        words(
            "frontier.order_step",
            projects=joined(step.dropped, words),
            factor=factor_told(end, words),
        )
        for step, end in went[:MOST_STEPS]
    )
    key = "order_part" if len(went) > MOST_STEPS else "order"
    yield words(f"frontier.{key}", steps=shown)
    left, share = frontier.nested.at(LESS), words.percent(LESS)
    if less is None:
        return
    if left is None:
        if frontier.nested.ends:
            yield words("frontier.order_never", share=share)
        return
    price = less.value - left.value
    value = points_told(left.value, words)
    key = "order_at" if price else "order_same"
    yield words(f"frontier.{key}", share=share, value=value, price=points_told(price, words))


def _ends_told(frontier: Frontier, words: Words) -> Iterator[str]:
    first = frontier.points[0] if frontier.points else None
    if first and first.factor and frontier.begins:
        yield words("frontier.begins", factor=factor_told(first.factor, words))
    away = [project for project in frontier.strip if frontier.leaves(project)]
    for key, some in (("always", frontier.always), ("away", away)):
        if some and len(frontier.points) > 1:
            yield words(f"frontier.{key}", n=len(some), projects=joined(some, words))
    if not frontier.proven:
        yield words("frontier.unproven")


def factor_told(factor: Fraction, words: Words) -> str:
    """A factor as a percentage, rounded up so that what is shown is enough."""
    return words.percent(enough(factor), PERCENT_PLACES)


def enough(factor: Fraction) -> Fraction:
    """A factor rounded up to a hundredth of a per cent."""
    return Fraction(ceil(factor * 10**4), 10**4)


def _points(frontier: Frontier, words: Words) -> Iterator[tuple[str, ...]]:
    before: Sequence[str] = ()
    for place, point in enumerate(frontier.points):
        comes, leaves = ({*point.projects} - {*before}, {*before} - {*point.projects})
        yield (
            factor_told(point.factor, words) + "*" * (not point.proven),
            words.number(point.budget),
            points_told(point.value, words),
            _codes(comes, words) if place else words("frontier.nothing"),
            _codes(leaves, words),
        )
        before = point.projects


def _order(frontier: Frontier, words: Words) -> Iterator[tuple[str, ...]]:
    for place, step in enumerate(frontier.nested.steps):
        price = frontier.price(place)
        yield (
            factor_told(step.factor, words) + "*" * (not step.proven),
            words.number(step.budget),
            points_told(step.value, words),
            _codes(step.dropped, words),
            points_told(price, words) or words("frontier.nothing"),
        )


def _codes(codes: Sequence[str] | set[str], words: Words) -> str:
    return ", ".join(sorted(codes)) or words("frontier.nothing")


def frontier_json(frontiers: Sequence[Frontier], strategy: Strategy) -> dict[str, Any]:
    """The curves with the fields that others rely on; ``docs/frontier.md`` names them."""
    return {"orps": [_town_json(frontier, strategy) for frontier in frontiers]}


def _town_json(frontier: Frontier, strategy: Strategy) -> dict[str, Any]:
    return {
        "code": frontier.orp,
        "name": strategy.orp[frontier.orp].name,
        "to": float(frontier.top),
        "value": points(frontier.value),
        "budget": frontier.budget,
        "most": None if frontier.most is None else points(frontier.most),
        "points": [_point_json(frontier, point) for point in frontier.points],
        "next": _next_json(frontier),
        "strip": [
            {
                "project": project,
                "spans": [
                    {"from": float(span.since), "to": span.until and float(span.until)}
                    for span in spans
                ],
                "leaves": frontier.leaves(project),
            }
            for project, spans in frontier.strip.items()
        ],
        "nested": [_kept_json(frontier, place) for place in range(len(frontier.nested.steps))],
        "complete": frontier.begins,
        "nested_complete": frontier.nested.ends,
        "proven": frontier.proven,
    }


def _point_json(frontier: Frontier, point: Point) -> dict[str, Any]:
    return {
        "factor": float(point.factor),
        "factor_exact": str(point.factor),
        "budget": point.budget,
        "value": points(point.value),
        "chosen": sorted({*point.projects, *frontier.served}),
        "lacking": _lacking_json(point),
        "proven": point.proven,
    }


def _next_json(frontier: Frontier) -> dict[str, Any] | None:
    ahead, today = frontier.next, frontier.at(TODAY)
    if ahead is None:
        return None
    before = today.projects if today else ()
    return {
        "factor": float(ahead.factor),
        "factor_exact": str(ahead.factor),
        "budget": ahead.budget,
        "more": ahead.budget - frontier.budget,
        "gain": points(ahead.value - today.value) if today else None,
        "comes": sorted({*ahead.projects} - {*before}),
        "leaves": sorted({*before} - {*ahead.projects}),
        "lacking": _lacking_json(ahead),
    }


def _lacking_json(point: Point) -> list[dict[str, Any]]:
    return [{"kind": kind, "year": year, "amount": amount} for kind, year, amount in point.lacking]


def _kept_json(frontier: Frontier, place: int) -> dict[str, Any]:
    step, price = frontier.nested.steps[place], frontier.price(place)
    return {
        "factor": float(step.factor),
        "factor_exact": str(step.factor),
        "budget": step.budget,
        "value": points(step.value),
        "kept": sorted({*step.projects, *frontier.served}),
        "dropped": list(step.dropped),
        "price": None if price is None else points(price),
        "proven": step.proven,
    }
