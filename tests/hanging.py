"""Answers on robustness written by hand: one plan that hangs on the weights, one that does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stack_planner.explaining.robust import (
    BestPlan,
    Interval,
    Presence,
    Robustness,
    Shift,
    Stability,
    Swap,
)

SWAP = Swap(("P4",), ("P3",))


def share(percent: float) -> Fraction:
    return Fraction(str(percent)) / 100


def stability(code: str, percent: float, *, chosen: bool, settled: bool = True) -> Stability:
    presence = Presence.ALWAYS if percent == 100 else Presence.NEVER
    if 0 < percent < 100:
        presence = Presence.SOMETIMES
    return Stability(code, chosen, share(percent), presence, settled=settled)


HANGING = Robustness(
    orp="T",
    bounds=(
        ("K1", share(40), share(60)),
        ("K2", share(24), share(36)),
        ("K3", share(16), share(24)),
    ),
    order=(),
    stated=False,
    plans=(
        BestPlan(("P1", "P2", "P3"), share(62.5), Fraction(600_000), today=True),
        BestPlan(("P1", "P2", "P4"), share(37.5), Fraction(590_000), today=False),
    ),
    exact=True,
    error=Fraction(0),
    projects=(
        stability("P1", 100, chosen=True),
        stability("P2", 100, chosen=True),
        stability("P3", 62.5, chosen=True),
        stability("P4", 37.5, chosen=False),
        stability("P5", 0, chosen=False),
    ),
    intervals=(
        Interval("K1", share(50), share(46.875), Fraction(1), SWAP, None, proven=True),
        Interval("K2", share(30), Fraction(0), share(34.5), None, SWAP, proven=True),
        Interval("K3", share(20), Fraction(0), Fraction(1), None, None, proven=True),
    ),
    nearest=Shift("K1", "K3", share(3.125), SWAP),
    loss=Fraction(24_001, 2),
    loss_at=(("K1", share(40)), ("K2", share(36)), ("K3", share(24))),
    nondominated=None,
    solves=7,
    radius=share(3.125),
)
"""Half of the three plans' projects are certain; P3 and P4 change places."""

CERTAIN = replace(
    HANGING,
    plans=(BestPlan(("P1", "P2", "P3"), Fraction(1), Fraction(600_000), today=True),),
    projects=tuple(
        stability(f"P{number}", 100 if number < 4 else 0, chosen=number < 4)
        for number in range(1, 6)
    ),
    intervals=tuple(
        replace(each, low=Fraction(0), high=Fraction(1), below=None, above=None)
        for each in HANGING.intervals
    ),
    nearest=None,
    loss=Fraction(0),
    loss_at=(),
    radius=share(20),
)
"""Whatever the weights, today's plan is the best."""
