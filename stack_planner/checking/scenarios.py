"""Scenarios: whether each change names and says what its kind asks for, and changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.checking.partly import as_far_as_known
from stack_planner.columns.choices import CHANGES, word_of
from stack_planner.problems import Severity, at
from stack_planner.records import ChangeKind
from stack_planner.supposing import NAMES, scenarios_of, supposed
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.problems import Problem
    from stack_planner.records import ScenarioChange, Strategy
    from stack_planner.supposing import Scenario

WHOLE = 100
"""All weights together, in per cent."""


def check_scenarios(strategy: Strategy) -> Iterator[Problem]:
    """Everything that is wrong with the scenarios."""
    for change in strategy.rows("scenarios"):
        yield from as_far_as_known(_subject(change))
        yield from as_far_as_known(_value(change))
    for scenario in scenarios_of(strategy.scenarios):
        yield from _contradictions(strategy, scenario)
        yield from _weights(strategy, scenario)
    for change in strategy.scenarios:
        yield from _idle(strategy, change)


def _subject(change: ScenarioChange) -> Iterator[Problem]:
    asked = NAMES[change.kind]
    if not change.subject and not asked.all_if_blank:
        yield at(change.source, "subject", "scenario_subject_missing", **_named(change))
    if change.subject and not asked.named:
        seen = "; ".join(change.subject)
        where = (change.source, "subject", "scenario_subject_unused", seen)
        yield at(*where, Severity.WARNING, **_named(change))


def _value(change: ScenarioChange) -> Iterator[Problem]:
    if not NAMES[change.kind].has_value:
        if change.value is not None:
            where = (change.source, "value", "scenario_value_unused", _shown(change))
            yield at(*where, Severity.WARNING, **_named(change))
    elif change.value is None:
        yield at(change.source, "value", "scenario_value_missing", **_named(change))
    elif change.kind is ChangeKind.WEIGHT and not 0 <= change.value <= WHOLE:
        yield at(change.source, "value", "scenario_weight_share", _shown(change))


def _contradictions(strategy: Strategy, scenario: Scenario) -> Iterator[Problem]:
    """A project both excluded and mandatory, and a criterion with two weights."""
    first: dict[tuple[str, str], ScenarioChange] = {}
    for change in scenario.changes:
        for key in _decided(strategy, change):
            other = first.setdefault(key, change)
            alike = other.kind is change.kind and change.kind is not ChangeKind.WEIGHT
            if other is not change and not alike:
                told: dict[str, Any] = {"subject": key[1], "first": other.source.place("kind")}
                yield at(change.source, "subject", "scenario_contradicts", key[1], **told)


def _decided(strategy: Strategy, change: ScenarioChange) -> Iterator[tuple[str, str]]:
    """What a change settles, so that no other one may: (criterion, code) or (project, code)."""
    if change.kind is ChangeKind.WEIGHT:
        yield from (("criterion", code) for code in change.subject)
    elif change.kind in {ChangeKind.EXCLUDED, ChangeKind.FORCED}:
        for project in strategy.projects:
            if {project.code, project.area} & {*change.subject}:
                yield "project", project.code


def _weights(strategy: Strategy, scenario: Scenario) -> Iterator[Problem]:
    """Weights that leave the others less than nothing, or no weight at all."""
    changes = scenario.of(ChangeKind.WEIGHT)
    named = {code: change.value or 0 for change in changes for code in change.subject}
    every = named.keys() >= {criterion.code for criterion in strategy.criteria}
    total = sum(named.values())
    if (total > WHOLE and not every) or (every and named and not total):
        told: dict[str, Any] = {"total": f"{float(total):g}"}
        yield at(changes[0].source, "value", "scenario_weights_sum", _shown(changes[0]), **told)


def _idle(strategy: Strategy, change: ScenarioChange) -> Iterator[Problem]:
    """A change after which everything is as it was; weights are not looked at.

    Of a row in which something is missing or unknown that is told already.
    """
    asked = NAMES[change.kind]
    said = change.value is not None or not asked.has_value
    named = _knows(strategy, change) if change.subject else asked.all_if_blank
    if not said or not named or change.kind is ChangeKind.WEIGHT:
        return
    if supposed(strategy, [change]) == strategy:
        seen = _kind(change, "cs")
        yield at(change.source, "kind", "scenario_idle", seen, Severity.WARNING)


def _knows(strategy: Strategy, change: ScenarioChange) -> bool:
    """Whether everything that a change names is there."""
    areas = {project.area for project in strategy.projects}
    known = {"orps": strategy.orp.keys(), "programmes": strategy.programme.keys()}
    projects = strategy.project.keys() | areas
    return {*change.subject} <= known.get(NAMES[change.kind].named, projects)


def _named(change: ScenarioChange) -> dict[str, Any]:
    """The kind of a change as a person chose it, in each language."""
    return {f"kind_{lang}": _kind(change, lang) for lang in LANGUAGES}


def _kind(change: ScenarioChange, lang: str) -> str:
    return word_of(change.kind, CHANGES, lang)


def _shown(change: ScenarioChange) -> str:
    return "" if change.value is None else f"{float(change.value):g}"
