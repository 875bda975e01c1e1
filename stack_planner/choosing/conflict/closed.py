"""What is closed to a town, which refuses it or is not among ``Pouze ORP``, as if it were open.

Where a link, a rule or a number of participants cannot be kept because towns refuse, the refusals
belong to the conflict. So the options that are missing are made after all, each held at nothing by
a rule of its own. A town's own copy has its true options. A town's part of a joint or regional
project changes what all the others pay, so that it stands in without money: lifting the refusal is
then necessary, but may not be enough.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.options import make_options
from stack_planner.records import REGION, Relation, RuleKind, Scope, Stance
from stack_planner.results import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Orp, Project, Strategy
    from stack_planner.results import Scores


def closed_options(
    strategy: Strategy, scores: Scores, options: Sequence[Option]
) -> tuple[Option, ...]:
    """The options that towns would have of what is closed to them, where it can matter."""
    places = closed_places(strategy)
    copies = {(project.code, orp.code) for project, orp in places if project.scope is Scope.ORP}
    opened, _ = make_options(_opened(strategy, copies), scores) if copies else ((), ())
    own = [option for option in opened if (option.project, option.payer) in copies]
    free = (
        option
        for project, orp in places
        if project.scope is not Scope.ORP
        for option in _free(strategy, project, orp, options)
    )
    return (*own, *free)


def closed_places(strategy: Strategy) -> tuple[tuple[Project, Orp], ...]:
    """The projects that somebody counts on, each with the towns to which it is closed."""
    counted = _counted_on(strategy)
    return tuple(
        (project, orp)
        for project in strategy.projects
        if project.code in counted
        for orp in strategy.orps
        if not strategy.may_take(orp.code, project)
        and strategy.stance(orp.code, project.code) is not Stance.DONE
    )


def _counted_on(strategy: Strategy) -> set[str]:
    """Projects that a link requires, that a rule wants some of, or that need participants."""
    needing = {RuleKind.AT_LEAST, RuleKind.SHARE_AT_LEAST}
    groups = {name for rule in strategy.rules if rule.kind in needing for name in rule.group}
    linked = {
        code
        for link in strategy.links
        if link.relation in {Relation.REQUIRES, Relation.TOGETHER}
        for code in (link.first, link.second)
    }
    demanded = {code for code, _ in strategy.demanded}
    return {
        project.code
        for project in strategy.projects
        if project.code in linked
        or groups & {project.code, project.area, project.smart_level}
        or (project.scope is Scope.JOINT and project.code in demanded)
    }


def _opened(strategy: Strategy, copies: set[tuple[str, str]]) -> Strategy:
    """The strategy with these copies open to their towns."""

    def opened(project: Project) -> Project:
        more = tuple(sorted(orp for code, orp in copies if code == project.code))
        if not project.only_orps:
            return project
        return replace(project, only_orps=(*project.only_orps, *more))

    return replace(
        strategy,
        projects=tuple(opened(project) for project in strategy.projects),
        positions=tuple(
            replace(position, stance=Stance.INTEREST)
            if (position.project, position.orp) in copies
            else position
            for position in strategy.positions
        ),
    )


def _free(
    strategy: Strategy, project: Project, orp: Orp, options: Sequence[Option]
) -> Iterator[Option]:
    """A town's part of every run of a joint project, or of a regional one at its earliest."""
    runs = [o for o in options if o.project == project.code and o.payer == REGION]
    if project.scope is Scope.JOINT:
        ways = {(run.start, run.programme) for run in runs}
    else:
        ways = {(min((run.start for run in runs), default=strategy.settings.first_year), None)}
    for start, programme in sorted(ways, key=lambda way: (way[0], way[1] or "")):
        yield Option(project.code, orp.code, start, programme, False, 0, ())  # noqa: FBT003
