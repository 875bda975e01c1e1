"""How a town's plan hangs on the weights, in sentences that read well aloud.

A share of weights is called by its name and never a probability. Shares are told in whole percent,
never 0 or 100 % of what is only nearly so; weights and shifts in tenths.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from stack_planner.explaining.robust import Presence, SpaceState
from stack_planner.telling.explain import joined, points_told
from stack_planner.telling.uncertainty import share_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from stack_planner.explaining.robust import BestPlan, Robustness, Stability, Swap
    from stack_planner.records import Strategy
    from stack_planner.words import Words

MOST_NAMED = 6
"""So many projects are named in a sentence with their shares; the table has all."""

UNSEEN = 1e-6
"""An error of shares that none of the places told can show."""


def paragraph(answer: Robustness, strategy: Strategy, words: Words) -> str:
    """All that weights do to the plan of a town, in sentences."""
    return " ".join(findings(answer, strategy, words))


def findings(answer: Robustness, strategy: Strategy, words: Words) -> list[str]:
    """The same as separate thoughts: plans, projects, the nearest change, how sure it is."""
    told = (
        plans_told(answer, words),
        projects_told(answer, words),
        nearest_told(answer, strategy, words),
        sureness_told(answer, words),
    )
    return [text for text in map(" ".join, told) if text]


# The weights


def space_told(answer: Robustness, strategy: Strategy, words: Words) -> Iterator[str]:
    """What weights are looked at, and what a share of them is."""
    ranged = any(c.weight_min is not None or c.weight_max is not None for c in strategy.criteria)
    between = ", " if all(len(group) == 1 for group in answer.order) else "; "
    order = between.join(joined(group, words) for group in answer.order)
    if not answer.stated:
        yield words("robust.assumed")
    elif not order:
        yield words("robust.ranges")
    else:
        yield words("robust.ranges_ranked" if ranged else "robust.ranked", order=order)
    if not has_shares(answer):
        yield words(f"robust.{answer.space}")
        return
    if all(least == most for _, least, most in answer.bounds):
        yield words("robust.fixed")
    if answer.space is SpaceState.OUTSIDE:
        yield words("robust.outside")
    yield words("robust.share")


def has_shares(answer: Robustness) -> bool:
    """Whether the weights could be gone through, so that there are plans, classes and a loss."""
    return answer.space in {SpaceState.INSIDE, SpaceState.OUTSIDE}


# The plans


def today_of(answer: Robustness) -> BestPlan | None:
    """Today's plan among the best ones; None where it has no share of weights."""
    return next((plan for plan in answer.plans if plan.today), None)


def plans_told(answer: Robustness, words: Words) -> Iterator[str]:
    """How many plans are best somewhere, where today's is, and what it loses elsewhere."""
    if not has_shares(answer):
        return
    if not answer.loss:
        yield words("robust.everywhere" if answer.exact else "robust.none_better")
        return
    count, today = len(answer.plans), today_of(answer)
    if count == 1 and today is None and answer.exact:
        yield words("robust.one_other")
    else:
        yield words("robust.plans" if answer.exact else "robust.plans_least", n=count)
        if today:
            yield words("robust.today", share=share_told(float(today.share), words))
        else:
            yield words("robust.today_nowhere")
    loss = points_told(ceil(answer.loss), words)
    weights = ", ".join(
        words("robust.weight", criterion=code, share=words.percent(share))
        for code, share in answer.loss_at
    )
    yield words("robust.loss" if answer.exact else "robust.loss_found", loss=loss, weights=weights)


# The projects


def projects_told(answer: Robustness, words: Words) -> Iterator[str]:
    """Which projects are certain whatever the weights, which hang on them, which on a tie."""
    certain = [s.project for s in answer.projects if _is(s, Presence.ALWAYS)]
    if certain and answer.loss:
        yield words("robust.always", n=len(certain), projects=joined(certain, words))
    unsure = [each for each in answer.projects if each.presence is Presence.SOMETIMES]
    for key, chosen in (("hangs", True), ("waits", False)):
        some = [s for s in unsure if s.chosen is chosen and not _is_tied(s)]
        some.sort(key=lambda each: (each.share if each.chosen else -each.share, each.project))
        if some:
            yield words(f"robust.{key}", n=len(some), projects=_with_shares(some, words))
    for key, chosen in (("ties_out", True), ("ties_in", False)):
        tied = [s.project for s in unsure if s.chosen is chosen and _is_tied(s)]
        if tied:
            yield words(f"robust.{key}", projects=joined(tied, words, "or"))


def _is_tied(stability: Stability) -> bool:
    """Whether plans with and without a project are equally good at most, never better."""
    return stability.share == int(stability.chosen)


def never_told(answer: Robustness, words: Words) -> Iterator[str]:
    """Which projects outside of today's plan are in no best plan at all."""
    some = [s.project for s in answer.projects if _is(s, Presence.NEVER) and not s.chosen]
    if some:
        yield words("robust.never", n=len(some), projects=joined(some, words))


def _is(stability: Stability, presence: Presence) -> bool:
    return stability.presence is presence and stability.settled


def _with_shares(some: Sequence[Stability], words: Words) -> str:
    """Projects with their shares of weights, the word for it once; not too many of them."""
    named = [
        words(
            "robust.with_share_too" if place else "robust.with_share",
            project=each.project,
            share=share_told(float(each.share), words),
        )
        for place, each in enumerate(some[:MOST_NAMED])
    ]
    return joined([*named, *([words("robust.rest")] * (len(some) > MOST_NAMED))], words)


# The nearest change


def nearest_told(answer: Robustness, strategy: Strategy, words: Words) -> Iterator[str]:
    """The least shift of weight between two criteria that changes the plan, and what is safe."""
    shift = answer.nearest
    if shift is None:
        yield words("robust.nearest_none")
        return
    swap = swap_told(shift.swap, words)
    if not shift.amount:
        key = "behind" if answer.behind else "nearest_now"
        yield words(f"robust.{key}", behind=points_told(ceil(answer.behind), words), turn=swap)
        return
    names = {criterion.code: criterion.name for criterion in strategy.criteria}
    source, target = (
        words("robust.criterion", code=code, name=names[code])
        for code in (shift.source, shift.target)
    )
    key = "nearest" if shift.proven else "nearest_found"
    amount = tenths_told(shift.amount, words)
    yield words(f"robust.{key}", amount=amount, source=source, target=target, turn=swap)
    if shift.proven and answer.radius == shift.amount:
        yield words("robust.no_less")
    elif shift.proven and answer.radius * 1000 >= 1:
        radius = words.points(int(answer.radius * 1000) / 10, 1)
        yield words("robust.radius", radius=radius)


def tenths_told(share: Fraction, words: Words) -> str:
    """Percentage points in tenths, rounded up so that what is told is enough."""
    return words.points(ceil(share * 1000) / 10, 1)


def swap_told(swap: Swap, words: Words) -> str:
    """What changes, as a part of a sentence."""
    coming, going = (joined(some, words) if some else "" for some in (swap.entering, swap.leaving))
    if coming and going:
        return words("robust.swaps", n=len(swap.entering), entering=coming, leaving=going)
    if coming:
        return words("robust.comes", n=len(swap.entering), projects=coming)
    if going:
        return words("robust.leaves", n=len(swap.leaving), projects=going)
    return words("robust.same")


# How sure it is


def sureness_told(answer: Robustness, words: Words) -> Iterator[str]:
    """Whether it is exact and proven, and what of it is not."""
    if not is_proven(answer):
        yield words("robust.unproven")
    elif answer.error > UNSEEN:
        yield words("robust.estimated", error=tenths_told(answer.error, words))
    else:
        yield words("robust.exact_places" if answer.error else "robust.exact")
    if answer.margin:
        yield words("robust.margin", margin=points_told(ceil(answer.margin), words))
    if answer.nondominated is not None:
        yield words("robust.core", n=answer.nondominated)


def is_proven(answer: Robustness) -> bool:
    """Whether nothing of an answer bears an asterisk."""
    return (
        (answer.exact or not has_shares(answer))
        and all(each.settled for each in answer.projects)
        and all(each.proven for each in answer.intervals)
        and (answer.nearest is None or answer.nearest.proven)
    )
