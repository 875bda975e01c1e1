"""All plans of a small town, those of them that are not dominated over W, and the core index.

Robust portfolio modelling (Liesiö, Mild & Salo 2007, EJOR 181, 1488–1505): a plan is dominated if
another one is worth as much at every vertex of W and more at one of them. The core index of a
project is the share of the non-dominated plans that have it: 1 is in all of them, 0 in none.
Plans are the same here if they do the same projects.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from stack_planner.choosing.model import Sense
from stack_planner.explaining.robust.cone import dot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.choosing.model import Model
    from stack_planner.explaining.robust.asking import Choice, Oracle
    from stack_planner.explaining.robust.space import Space

MOST_PROJECTS = 12
"""Projects that a town may decide on so that its plans are listed: 4,096 selections at most."""

MOST_CHOICES = 1 << 16
"""Choices, whole or in part, that are looked at; ways of doing the same projects are several."""


def nondominated(oracle: Oracle, space: Space) -> tuple[Choice, ...] | None:
    """The plans that are not dominated over W, by their projects; None where they are too many."""
    plans = _plans(oracle)
    if plans is None or not space.corners:
        return None
    rays = [edge.ray for edge in space.cone.edges]
    worth = {plan: tuple(dot(plan.vector, ray) for ray in rays) for plan in plans}
    kept: list[Choice] = []
    for plan in sorted(plans, key=lambda plan: (-sum(worth[plan]), sorted(plan.projects))):
        if not any(_dominates(worth[other], worth[plan]) for other in kept):
            kept.append(plan)
    return tuple(kept)


def core_indices(plans: Sequence[Choice], projects: Sequence[str]) -> dict[str, Fraction]:
    """The core index of each project."""
    return {
        project: Fraction(sum(project in plan.projects for plan in plans), len(plans))
        for project in projects
    }


def _dominates(one: Sequence[int], other: Sequence[int]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def _plans(oracle: Oracle) -> list[Choice] | None:
    """Every plan, of those that do the same projects one that is worth most."""
    if len(oracle.held.copies) > MOST_PROJECTS:
        return None
    found: dict[frozenset[str], Choice] = {}
    for chosen in _choices(oracle.model):
        if chosen is None:
            return None
        plan = oracle.own(chosen)
        known = found.get(plan.projects)
        if known is None or known.vector < plan.vector:
            found[plan.projects] = plan
    return list(found.values())


def _choices(model: Model) -> Iterator[tuple[int, ...] | None]:
    """Every choice that keeps all rows; None at the end of patience."""
    rows, bounds = _at_most(model)
    least = np.minimum(rows, 0)
    saved = np.vstack([np.cumsum(least[::-1], axis=0)[::-1], np.zeros_like(bounds)])
    open_: list[tuple[int, tuple[int, ...], np.ndarray]] = [(0, (), np.zeros_like(bounds))]
    seen = 0
    while open_:
        place, chosen, used = open_.pop()
        seen += 1
        if seen > MOST_CHOICES:
            yield None
            return
        if (used + saved[place] > bounds).any():
            continue
        if place == len(rows):
            yield chosen
            continue
        open_ += [(place + 1, chosen, used), (place + 1, (*chosen, place), used + rows[place])]


def _at_most(model: Model) -> tuple[np.ndarray, np.ndarray]:
    """(coefficients by column and row, bounds) of all rows, each as one that binds from above."""
    turned: list[tuple[dict[int, int], int]] = []
    for row in model.rows:
        terms: dict[int, int] = dict(row.terms)
        if row.sense is not Sense.AT_LEAST:
            turned.append((terms, row.bound))
        if row.sense is not Sense.AT_MOST:
            turned.append(({i: -c for i, c in terms.items()}, -row.bound))
    shape = (len(model.columns), len(turned))
    coefficients = np.zeros(shape, dtype=np.int64)
    for number, (terms, _) in enumerate(turned):
        for column, coefficient in terms.items():
            coefficients[column, number] = coefficient
    return coefficients, np.array([bound for _, bound in turned], dtype=np.int64)
