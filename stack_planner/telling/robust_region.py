"""What all weights do to the plan of the whole region: sentences, a table, JSON."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from stack_planner.explaining.robust.certificate import TELLING, Verdict
from stack_planner.records import Fairness
from stack_planner.results import points
from stack_planner.telling.explain import joined, points_told
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped
from stack_planner.telling.uncertainty import share_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from stack_planner.explaining.robust.certificate import Certificate, Settled
    from stack_planner.records import Strategy
    from stack_planner.words import Words


def region_lines(told: Certificate | None, strategy: Strategy, words: Words) -> Iterator[str]:
    """A paragraph on the region's plan and a table of its projects; nothing if it was not asked."""
    if told is None:
        return
    yield ""
    yield words("robust_region.title")
    yield from wrapped(" ".join(region_findings(told, strategy, words)), 0)
    if told.projects:
        yield ""
        yield from shown_table(_projects(told, strategy, words))


def region_findings(told: Certificate, strategy: Strategy, words: Words) -> Iterator[str]:
    """What may be lost, how it is known, and which projects are certain, in sentences."""
    if not told.vertices:
        yield words(f"robust_region.{told.space}")
        return
    yield from _loss_told(told, words)
    if told.loss >= TELLING and strategy.settings.fairness is Fairness.MINIMUM:
        yield words("robust_region.fair")
    yield words("robust_region.certified", n=told.vertices)
    if told.stopped:
        yield words("robust_region.stopped")
    if told.sampled:
        share = share_told(told.best_at / told.sampled, words)
        yield words("robust_region.sampled", n=told.sampled, best=told.best_at, share=share)
    for verdict in Verdict:
        codes = [each.project for each in told.projects if each.verdict is verdict]
        if codes:
            yield words(f"robust_region.{verdict}", n=len(codes), projects=joined(codes, words))


def _loss_told(told: Certificate, words: Words) -> Iterator[str]:
    weights = ", ".join(
        words("robust.weight", criterion=code, share=words.percent(share))
        for code, share in told.found_at
    )
    loss, share = _rounded_up(told.loss, words), words.percent(ceil(told.share * 1000) / 1000)
    if told.loss < TELLING:
        yield words("robust_region.best")
    elif told.exact:
        yield words("robust_region.exact", loss=loss, share=share, weights=weights)
    else:
        yield words("robust_region.bound", loss=loss, share=share)
        if told.found < TELLING:
            yield words("robust_region.none_found")
        else:
            found = points_told(int(told.found) // 100 * 100, words)
            yield words("robust_region.found", found=found, weights=weights)
    if told.gap >= TELLING:
        key = "behind" if told.behind else "gap"
        yield words(f"robust_region.{key}", gap=_rounded_up(told.gap, words))


def _rounded_up(units: Fraction, words: Words) -> str:
    """Points in hundredths, so that what is told is enough."""
    return points_told(-(-ceil(units) // 100) * 100, words)


def _projects(told: Certificate, strategy: Strategy, words: Words) -> list[Sequence[str]]:
    """The table of projects; without the share where nothing was sampled."""
    rows = [words("robust_region.header").split("|")]
    for each in told.projects:
        chosen = words("robust.yes" if each.chosen else "robust.no")
        verdict = words(f"robust_region.verdict.{each.verdict}")
        share = "" if each.share is None else share_told(float(each.share), words)
        rows.append([each.project, chosen, verdict, share, strategy.project[each.project].name])
    if told.sampled:
        return list(rows)
    return [[*row[:3], row[4]] for row in rows]


def region_json(told: Certificate | None) -> dict[str, Any] | None:
    """The certificate with its points and shares; null if it was not asked for."""
    if told is None:
        return None
    empty = not told.vertices
    return {
        "stated": told.stated,
        "todays_weights": str(told.space),
        "order": [list(group) for group in told.order],
        "weights": [
            {"criterion": code, "least": float(least), "most": float(most)}
            for code, least, most in told.bounds
        ],
        "value": points(told.value),
        "gap": points(told.gap),
        "behind": told.behind,
        "loss": None if empty else points(told.loss),
        "loss_share": None if empty else float(told.share),
        "exact": told.exact,
        "vertices": told.vertices,
        "found": None if empty else points(told.found),
        "found_at": {code: float(share) for code, share in told.found_at},
        "sampled": told.sampled,
        "best_at": told.best_at,
        "projects": [_project_json(each) for each in told.projects],
        "solves": told.solves,
        "stopped": told.stopped,
    }


def _project_json(each: Settled) -> dict[str, Any]:
    return {
        "project": each.project,
        "chosen": each.chosen,
        "class": str(each.verdict),
        "share": None if each.share is None else float(each.share),
    }
