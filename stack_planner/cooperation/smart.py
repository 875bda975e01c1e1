"""SMART levels and the memorandum's aims in a plan, for one town or for all of them.

Values are in units of 10⁻⁴ point and without synergies, money is CZK of the horizon. What the
region pays is told for all towns together only. Projects are told by level; towns never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.columns.choices import SMART_LEVELS
from stack_planner.records import Aim
from stack_planner.results import UNITS_PER_POINT
from stack_planner.scoring.value import POINTS_OF_FULL_VALUE, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.results import Decision, Plan

KNOWN = tuple(dict.fromkeys(level for levels in SMART_LEVELS.values() for level in levels))
"""The levels from village to region."""


@dataclass(frozen=True, slots=True)
class LevelPart:
    """What is in a plan of one level; ``level`` is empty for projects that state none.

    ``offered`` are the town's projects on its sheet of decisions, or all of the stack; ``chosen``
    are in the plan, of any town or of the region.
    """

    level: str
    offered: tuple[str, ...]
    chosen: tuple[str, ...]
    value: int
    own: int
    region: int


@dataclass(frozen=True, slots=True)
class AimPart:
    """What the criteria of an aim contribute to a plan's value, and which share of it that is.

    ``aim`` is None for all other criteria; ``value`` of all parts adds up to that of the projects.
    """

    aim: Aim | None
    criteria: tuple[str, ...]
    value: int
    share: Fraction


def has_levels(plan: Plan) -> bool:
    """Whether any project states its level."""
    return any(project.smart_level for project in plan.strategy.projects)


def level_names(plan: Plan) -> tuple[str, ...]:
    """The levels of the stack from village to region, then others by name, at last none stated."""
    found = {project.smart_level for project in plan.strategy.projects}
    others = sorted(found.difference(KNOWN, {""}))
    return (*(level for level in KNOWN if level in found), *others, *([""] if "" in found else []))


def levels_of(plan: Plan, orp: str | None = None) -> tuple[LevelPart, ...]:
    """Every level of the stack, for one town or for all of them with the region."""
    return tuple(_level(plan, level, orp) for level in level_names(plan))


def aims_of(plan: Plan, orp: str | None = None, level: str | None = None) -> tuple[AimPart, ...]:
    """The parts of the aims that criteria carry, then that of all other criteria, if there are any.

    Nothing where no criterion carries an aim. Of one level if one is named. In a public copy what
    belongs to confidential needs counts to no aim.
    """
    criteria = plan.strategy.criteria
    carried = [aim for aim in Aim if any(criterion.aim is aim for criterion in criteria)]
    if not carried:
        return ()
    taken = [each for each in _taken(plan, orp) if level is None or _level_of(plan, each) == level]
    codes: dict[Aim | None, tuple[str, ...]] = {
        aim: tuple(criterion.code for criterion in criteria if criterion.aim is aim)
        for aim in (*carried, None)
    }
    whole = sum(decision.value for _, decision in taken)
    values: dict[Aim | None, int] = {aim: _contributed(plan, codes[aim], taken) for aim in carried}
    values[None] = whole - sum(values.values())
    return tuple(
        AimPart(aim, codes[aim], value, Fraction(value, whole) if whole else Fraction(0))
        for aim, value in values.items()
        if aim or codes[aim] or value
    )


def _taken(plan: Plan, orp: str | None) -> Iterator[tuple[str, Decision]]:
    """Each town with each of its projects in the plan."""
    for town in plan.orps:
        if orp in {None, town.code}:
            yield from ((town.code, decision) for decision in town.decisions)


def _level_of(plan: Plan, taken: tuple[str, Decision]) -> str:
    return plan.strategy.project[taken[1].project].smart_level


def _level(plan: Plan, level: str, orp: str | None) -> LevelPart:
    years = plan.strategy.settings.horizon
    mine = [each[1] for each in _taken(plan, orp) if _level_of(plan, each) == level]
    runs = [
        decision
        for decision in plan.region.decisions
        if orp is None and plan.strategy.project[decision.project].smart_level == level
    ]
    codes = [p.code for p in plan.strategy.projects if p.smart_level == level]
    return LevelPart(
        level=level,
        offered=tuple(code for code in codes if orp is None or code in _open_to(plan, orp)),
        chosen=tuple(sorted({decision.project for decision in (*mine, *runs)})),
        value=sum(decision.value for decision in mine),
        own=sum(decision.total("own", years=years) for decision in mine),
        region=sum(decision.total("own", years=years) for decision in runs),
    )


def _open_to(plan: Plan, orp: str) -> set[str]:
    """The projects that a town has any option of."""
    options = plan.choice.options
    return {option.project for option in options if orp in {option.payer, *option.served}}


def contribution(plan: Plan, orp: str, project: str, criteria: Iterable[str]) -> Fraction:
    """The points that criteria give to a project for a town, 100 · need · Σ weight · utility.

    Nothing of what a public copy withholds.
    """
    scores = plan.scores
    utilities = scores.utilities.get((project, orp))
    need = scores.needs.get((orp, plan.strategy.project[project].area))
    if utilities is None or need is None:
        return Fraction(0)
    weighted = (scores.weights[code] * utilities[code] for code in criteria)
    return POINTS_OF_FULL_VALUE * need * sum(weighted, Fraction(0))


def _contributed(plan: Plan, criteria: Iterable[str], taken: Iterable[tuple[str, Decision]]) -> int:
    """The same of all decisions together, rounded once."""
    parts = (contribution(plan, orp, decision.project, criteria) for orp, decision in taken)
    return round_half_up(UNITS_PER_POINT * sum(parts, Fraction(0)))
