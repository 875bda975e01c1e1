"""What scenarios change, in words that the screen and the workbook share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import REGION, ChangeKind
from stack_planner.results import points
from stack_planner.telling.names import region_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.explaining.carried import Copy
    from stack_planner.explaining.outcome import Outcome
    from stack_planner.explaining.scenarios import Foreseen
    from stack_planner.records import ScenarioChange, Strategy
    from stack_planner.words import Words

MOST_TOWNS = 2
"""So many towns are named; of more only the number is told."""


def changes_told(changes: Iterable[ScenarioChange], words: Words) -> str:
    """What a scenario changes, as ``rozpočty všech měst −20 %, programy IROP odmítnuty``."""
    return ", ".join(change_told(change, words) for change in changes)


def change_told(change: ScenarioChange, words: Words) -> str:
    """One change."""
    which = "some" if change.subject else "all"
    key = f"scenario.change.{change.kind.replace(' ', '_')}.{which}"
    return words(key, codes=", ".join(change.subject), value=_value_told(change, words))


def _value_told(change: ScenarioChange, words: Words) -> str:
    """A change with its sign; the part of a weight as it is."""
    if change.value is None:
        return ""
    text = words.percent(change.value / 100, 2)
    if change.kind is ChangeKind.WEIGHT:
        return text
    return text.replace("-", "−") if change.value < 0 else f"+{text}"


def worth_told(units: int, outcome: Outcome, words: Words) -> str:
    """A value in objective units as points."""
    return words.points(worth(units, outcome))


def worth(units: int, outcome: Outcome) -> float:
    """A value in objective units, in points."""
    return points(units) / outcome.scores.denominator


def payer_told(payer: str, strategy: Strategy, words: Words) -> str:
    """The name of a town or of the region."""
    return region_name(strategy, words) if payer == REGION else strategy.orp[payer].name


def copies_told(copies: Iterable[Copy], found: Foreseen, words: Words) -> Sequence[str]:
    """Copies by project, each with whose they are: everybody's, the region's, some towns'."""
    every = _by_project(found.copies)
    return [
        words("scenario.copies.all", project=project)
        if payers == every.get(project) and len(payers) > MOST_TOWNS
        else _copies_of(project, payers, found.strategy, words)
        for project, payers in _by_project(copies).items()
    ]


def _by_project(copies: Iterable[Copy]) -> dict[str, set[str]]:
    by_project: dict[str, set[str]] = {}
    for project, payer in sorted(copies):
        by_project.setdefault(project, set()).add(payer)
    return by_project


def _copies_of(project: str, payers: set[str], strategy: Strategy, words: Words) -> str:
    """A project with the names of the few towns that it is about, or with their number."""
    if len(payers) > MOST_TOWNS:
        return words("scenario.copies.towns", project=project, n=len(payers))
    names = ", ".join(payer_told(payer, strategy, words) for payer in sorted(payers))
    return words("scenario.copies.named", project=project, names=names)
