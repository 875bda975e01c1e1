"""What was left out and what stands in for it: softer problems that an officer should know of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stack_planner.checking.partly import as_far_as_known
from stack_planner.problems import Problem, Severity, at
from stack_planner.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project, Strategy

SECURITY = ("bezpečn", "secur", "kyber", "cyber")
"""How the names of areas begin that should not be told to everybody."""


def check_omissions(strategy: Strategy) -> Iterator[Problem]:
    """Defaults that were used because something was not said."""
    yield from _settings(strategy)
    yield from _needs(strategy)
    yield from _scores(strategy)
    for project in strategy.rows("projects"):
        yield from as_far_as_known(_classification(project))
        yield from as_far_as_known(_security(project))


def _security(project: Project) -> Iterator[Problem]:
    """Whether a project about security is open to everybody."""
    open_security = any(word in project.area.casefold() for word in SECURITY)
    if open_security and not project.confidential:
        seen = getattr(project, "code", "")
        yield at(project.source, "confidential", "security_public", seen, Severity.WARNING)


def _settings(strategy: Strategy) -> Iterator[Problem]:
    for field in ("growth", "reserve"):
        if not getattr(strategy.settings, field):
            yield Problem(f"no_{field}", Severity.NOTICE)


def _needs(strategy: Strategy) -> Iterator[Problem]:
    """Areas that nobody of a district answered, and town halls that its municipalities overrule."""
    areas = {project.area for project in strategy.projects}
    asked: defaultdict[str, set[str]] = defaultdict(set)
    theirs: set[tuple[str, str]] = set()
    for need in strategy.needs:
        asked[need.orp].add(need.area)
        if need.municipality is not None:
            theirs.add((need.orp, need.area))
    for orp in strategy.orps:
        silent = sorted(areas - asked[orp.code])
        if silent:
            yield at(
                orp.source,
                "code",
                "need_default",
                f"{orp.code} {orp.name}",
                Severity.NOTICE,
                areas=", ".join(silent),
                urgency=str(float(strategy.settings.default_need)).removesuffix(".0"),
            )
    for need in strategy.needs:
        if need.municipality is None and (need.orp, need.area) in theirs:
            yield at(need.source, "area", "town_hall_overruled", need.area, Severity.NOTICE)


def _scores(strategy: Strategy) -> Iterator[Problem]:
    """Criteria without a raw level: they count as level 0, "no effect"."""
    given: defaultdict[str, set[str]] = defaultdict(set)
    for score in strategy.scores:
        if score.orp is None:
            given[score.project].add(score.criterion)
    for project in strategy.rows("projects"):
        if not hasattr(project, "code"):
            continue
        blank = [c.code for c in strategy.criteria if c.code not in given[project.code]]
        if blank:
            severity = Severity.NOTICE if given[project.code] else Severity.WARNING
            details = {"criteria": ", ".join(blank)}
            yield at(project.source, "code", "score_blank", project.code, severity, **details)


def _classification(project: Project) -> Iterator[Problem]:
    """Budget classification that an accountant will have to fill in."""
    needed = {
        "paragraph": project.scope is not Scope.REGION,
        "paragraph_region": project.scope is not Scope.ORP,
        "item_capex": bool(project.capex or project.capex_per_inhabitant),
        "item_one_off": bool(project.one_off),
        "item_opex": bool(project.opex or project.opex_per_participant),
    }
    blank = [field for field, need in needed.items() if need and not getattr(project, field)]
    if blank:
        yield at(project.source, blank[0], "classification_blank", project.code, Severity.NOTICE)
