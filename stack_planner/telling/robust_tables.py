"""How towns' plans hang on the weights, on the screen: a paragraph and three tables a town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.robust import Presence, SpaceState
from stack_planner.telling.explain import points_told
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped
from stack_planner.telling.robust import paragraph, space_told, swap_told
from stack_planner.telling.uncertainty import share_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from stack_planner.explaining.robust import BestPlan, Interval, Robustness, Stability
    from stack_planner.records import Strategy
    from stack_planner.words import Words

MOST_PLANS = 8
"""So many best plans are told one by one; JSON has all."""

UNCERTAIN_FIRST = (Presence.SOMETIMES, Presence.ALWAYS, Presence.NEVER)
CORE = 4
"""The column of the core index, which is left out where none is known."""


def robust_lines(answers: Sequence[Robustness], strategy: Strategy, words: Words) -> Iterator[str]:
    """What weights are looked at; town by town a paragraph and tables; how it is counted."""
    for answer in answers[:1]:
        yield from wrapped(" ".join(space_told(answer, strategy, words)), 0)
    for answer in answers:
        yield ""
        town = strategy.orp[answer.orp].name
        yield words("robust.title", code=answer.orp, town=town)
        yield from wrapped(paragraph(answer, strategy, words), 0)
        yield from _table(_plans(answer, words))
        yield from _more_plans(answer, words)
        yield from _table(_projects(answer, strategy, words))
        yield from _table(_weights(answer, words))
    yield ""
    yield from wrapped(words("robust.held"), 0)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table with more than its header, set off from what stands above."""
    if len(rows) > 1:
        yield ""
        yield from shown_table(rows)


def _plans(answer: Robustness, words: Words) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [words("robust.plans_header").split("|")]
    for place, plan in enumerate(answer.plans[:MOST_PLANS], 1):
        turn = difference(answer, plan)
        rows.append(
            (
                words("robust.today_short")
                if plan.today
                else words("robust.plan_short", place=str(place)),
                share_told(float(plan.share), words),
                points_told(round(plan.value), words),
                _codes(turn[0], words),
                _codes(turn[1], words),
            )
        )
    return rows


def _more_plans(answer: Robustness, words: Words) -> Iterator[str]:
    """How many plans the table leaves out."""
    more = len(answer.plans) - MOST_PLANS
    if more > 0:
        yield "  " + words("robust.more_plans", n=more)


def difference(answer: Robustness, plan: BestPlan) -> tuple[list[str], list[str]]:
    """(coming, leaving) projects of a best plan against today's plan."""
    today = {each.project for each in answer.projects if each.chosen}
    return sorted({*plan.projects} - today), sorted(today - {*plan.projects})


def _projects(answer: Robustness, strategy: Strategy, words: Words) -> list[Sequence[str]]:
    cored = any(each.core_index is not None for each in answer.projects)
    rows: list[Sequence[str]] = [words("robust.projects_header").split("|")]
    for each in ranked(answer):
        core = "" if each.core_index is None else words.percent(each.core_index, 0)
        rows.append(
            (
                each.project,
                words("robust.yes" if each.chosen else "robust.no"),
                share_told(float(each.share), words),
                presence_told(each, words),
                core or words("robust.nothing"),
                strategy.project[each.project].name,
            )
        )
    return rows if cored else [[*row[:CORE], *row[CORE + 1 :]] for row in rows]


def ranked(answer: Robustness) -> list[Stability]:
    """The projects, first those that hang on the weights."""
    return sorted(
        answer.projects,
        key=lambda s: (UNCERTAIN_FIRST.index(s.presence), -s.share, not s.chosen, s.project),
    )


def presence_told(stability: Stability, words: Words) -> str:
    """Always, sometimes or never; with an asterisk where it is not proven."""
    return words(f"robust.presence.{stability.presence}") + "*" * (not stability.settled)


def _weights(answer: Robustness, words: Words) -> list[Sequence[str]]:
    bounds = {code: (least, most) for code, least, most in answer.bounds}
    rows: list[Sequence[str]] = [words("robust.weights_header").split("|")]
    for each in answer.intervals:
        looked = bounds.get(each.criterion) if answer.space is not SpaceState.EMPTY else None
        rows.append(
            (
                each.criterion,
                words.percent(each.weight),
                _span(*looked, words=words) if looked else words("robust.nothing"),
                _span(each.low, each.high, words=words) + "*" * (not each.proven),
                *ends_told(each, words),
            )
        )
    return rows


def _span(low: Fraction, high: Fraction, *, words: Words) -> str:
    return words("robust.span", low=words.percent(low), high=words.percent(high))


def ends_told(interval: Interval, words: Words) -> tuple[str, str]:
    """What changes below and above an interval, in short."""
    nothing = words("robust.nothing")
    below, above = (
        swap_told(swap, words) if swap else nothing for swap in (interval.below, interval.above)
    )
    return below, above


def _codes(codes: Sequence[str], words: Words) -> str:
    return ", ".join(codes) or words("robust.nothing")
