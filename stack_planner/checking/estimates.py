"""Three-point estimates of capex: the bounds stand on both sides of the most likely cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.problems import Problem, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project, Strategy


def check_estimates(strategy: Strategy) -> Iterator[Problem]:
    """Bounds that are turned round, lack the cost they belong to, or leave it outside."""
    for project in strategy.rows("projects"):
        yield from as_far_as_known(_estimate(project))


def _estimate(project: Project) -> Iterator[Problem]:
    low, high = project.capex_min, project.capex_max
    if low is not None and high is not None and low > high:
        yield at(project.source, "capex_min", "minimum_above_maximum", low)
        return
    for field, bound in (("capex_min", low), ("capex_max", high)):
        if bound is None:
            continue
        if not project.capex:
            yield at(project.source, field, "estimate_alone", bound)
        elif bound > project.capex if field == "capex_min" else bound < project.capex:
            yield at(project.source, field, "estimate_outside", bound, capex=project.capex)
