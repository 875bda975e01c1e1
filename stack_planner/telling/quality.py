"""How well the criteria measure: sentences with figures and what to do, a table, and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stack_planner.results import points
from stack_planner.scoring.quality import FEWEST, Fault, halo_of
from stack_planner.telling.crosscheck import correlation_told
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.removing import Removal
    from stack_planner.records import Strategy
    from stack_planner.results import Scores
    from stack_planner.scoring.quality import Quality
    from stack_planner.words import Words

IDLE = "idle"
"""The finding that only a plan can show: that a criterion decides nothing in it."""


@dataclass(frozen=True)
class Hygiene:
    """What is told of the criteria; ``removals`` are none where no plan was asked."""

    strategy: Strategy
    scores: Scores
    qualities: Sequence[Quality]
    removals: Sequence[Removal] = ()

    def changing(self, criterion: str) -> list[Removal]:
        """The towns whose plan would be another one without a criterion."""
        return [r for r in self.removals if r.criterion == criterion and r.gain]

    def unproven(self, criterion: str) -> list[Removal]:
        """The towns of which that is not known."""
        return [r for r in self.removals if r.criterion == criterion and r.gain is None]

    def is_idle(self, criterion: str) -> bool | None:
        """Whether it decides nothing in the plan; None where that was not asked, or not settled."""
        if self.changing(criterion):
            return False
        asked = {r.orp for r in self.removals if r.criterion == criterion and r.gain == 0}
        return True if asked == set(self.strategy.orp) else None

    def findings(self, quality: Quality) -> tuple[str, ...]:
        """What there is to say of a criterion, as words that stay as they are."""
        idle = self.is_idle(quality.criterion) is True
        return (*(fault.value for fault in quality.faults), *([IDLE] * idle))

    def name(self, criterion: str) -> str:
        """The criterion's name."""
        return next(c.name for c in self.strategy.criteria if c.code == criterion)

    def towns(self, some: Sequence[Removal]) -> str:
        """Names of towns."""
        return ", ".join(self.strategy.orp[removal.orp].name for removal in some)


def hygiene_lines(told: Hygiene, words: Words) -> Iterator[str]:
    """Everything that should be looked at; where nothing is, the figures that come nearest."""
    yield words("quality.heading")
    found = [
        words("quality.line", code=q.criterion, name=told.name(q.criterion), what=what, do=do)
        for q in told.qualities
        for what, do in findings_told(told, q, words)
    ]
    for text in (*found, *summary_told(told, words)):
        yield from wrapped(f"– {text}", 2)
    if told.removals:
        yield from shown_table(_table(told, words))
        yield from wrapped(words("quality.held"), 0)
    else:
        yield from wrapped(words("quality.ask_plan"), 0)


def findings_told(told: Hygiene, quality: Quality, words: Words) -> Iterator[tuple[str, str]]:
    """(what is wrong, what to do) of one criterion."""
    for finding in told.findings(quality):
        key = IDLE if finding == IDLE else Fault(finding).name.lower()
        counts = {"on_two": quality.on_two, "on_top": quality.top}
        rho = quality.cost if key == "like_cost" else quality.alike
        what = words(
            f"quality.what.{key}",
            n=counts.get(key, quality.on_one),
            all=quality.scored,
            twin=quality.twin,
            rho=correlation_told(rho, words),
        )
        yield what, words(f"quality.do.{key}")


def summary_told(told: Hygiene, words: Words) -> Iterator[str]:
    """What is said of all criteria: whether nearly all is scored high, or that nothing is wrong."""
    halo = halo_of(told.qualities)
    if halo.is_told:
        yield words("quality.halo", top=halo.top, scored=halo.scored)
    if all(quality.scored < FEWEST for quality in told.qualities):
        yield words("quality.few", n=FEWEST)
    elif not any(quality.faults for quality in told.qualities):
        yield words("quality.fine")
        yield from _nearest(told, words)


def _nearest(told: Hygiene, words: Words) -> Iterator[str]:
    """The two criteria most alike, and the one that follows the cost most."""
    pairs = [(q.alike, q.criterion, q.twin) for q in told.qualities if q.alike is not None]
    if pairs:
        rho, first, second = max(pairs, key=lambda pair: pair[0])
        shown = correlation_told(rho, words)
        yield words("quality.closest", first=first, second=second, rho=shown)
    costs = [(q.cost, q.criterion) for q in told.qualities if q.cost is not None]
    if costs:
        rho, code = max(costs, key=lambda pair: abs(pair[0]))
        yield words("quality.dearest", code=code, rho=correlation_told(rho, words))


def _table(told: Hygiene, words: Words) -> list[tuple[str, ...]]:
    rows = [tuple(words("quality.header").split("|"))]
    for code, weight in told.scores.weights.items():
        if weight < 1:
            rows.append((code, words.percent(weight), changes_told(told, code, words)))
    return rows


def changes_told(told: Hygiene, criterion: str, words: Words) -> str:
    """The towns whose plan would be another one without a criterion."""
    unproven = told.unproven(criterion)
    parts = [told.towns(told.changing(criterion))]
    if unproven:
        parts.append(words("quality.unproven", towns=told.towns(unproven)))
    return "; ".join(filter(None, parts)) or words("quality.nobody")


def hygiene_json(told: Hygiene) -> dict[str, Any]:
    """The figures of every criterion and what they show; ``idle`` is null without a plan."""
    halo = halo_of(told.qualities)
    return {
        "criteria": [_criterion(told, quality) for quality in told.qualities],
        "levels": halo.scored,
        "high": halo.top,
        "halo": halo.is_told,
    }


def _criterion(told: Hygiene, quality: Quality) -> dict[str, Any]:
    return {
        "criterion": quality.criterion,
        "scored": quality.scored,
        "levels": quality.levels,
        "on_one": quality.on_one,
        "on_two": quality.on_two,
        "high": quality.top,
        "twin": quality.twin or None,
        "twin_correlation": quality.alike,
        "cost_correlation": quality.cost,
        "findings": list(told.findings(quality)),
        "idle": told.is_idle(quality.criterion),
        "without": [
            {
                "orp": removal.orp,
                "gain": None if removal.gain is None else points(removal.gain),
                "taken": list(removal.taken),
                "dropped": list(removal.dropped),
            }
            for removal in told.removals
            if removal.criterion == quality.criterion
        ],
    }
