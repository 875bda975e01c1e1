"""Examples of problems with scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.reading.scenario_file import read_scenarios
from tests.problem_examples.making import Example, tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stack_planner.problems import Problem

NAME = "Co kdyby"


def changed(*changes: dict[str, Any]) -> Example:
    """Inputs with one scenario of these changes."""
    rows = [{"scenario": NAME, **change} for change in changes]
    return tables(lambda t: t.update(scenarios=rows))


def stated(text: str | None) -> Example:
    """A file of scenarios with a text; None where there is no file."""

    def damage(inputs: Path) -> None:
        if text is not None:
            (inputs / "scenare.toml").write_text(text, encoding="utf-8")

    def found(folder: Path) -> Iterable[Problem]:
        return read_scenarios(folder / "inputs" / "scenare.toml")[1]

    return Example(damage=damage, found=found)


EXAMPLES: dict[str, Example] = {
    "scenario_subject_missing": changed({"kind": "project excluded"}),
    "scenario_subject_unused": changed(
        {"kind": "regional budget", "subject": ["1001"], "value": -20}
    ),
    "scenario_value_missing": changed({"kind": "town budgets"}),
    "scenario_value_unused": changed({"kind": "programme refused", "value": 100}),
    "scenario_weight_share": changed({"kind": "criterion weight", "subject": ["K1"], "value": 130}),
    "scenario_weights_sum": changed(
        {"kind": "criterion weight", "subject": ["K1", "K2"], "value": 0}
    ),
    "scenario_contradicts": changed(
        {"kind": "project excluded", "subject": ["P1"]},
        {"kind": "project mandatory", "subject": ["A"]},
    ),
    "scenario_idle": changed({"kind": "programme allocation", "value": -50}),
    "scenarios_missing": stated(None),
    "scenarios_no_toml": stated("[[change]]\nscenario = Co kdyby\n"),
    "scenarios_no_tables": stated('[change]\nscenario = "Co kdyby"\n'),
    "scenarios_key": stated('[[change]]\nscenario = "Co kdyby"\nkynd = "program odmítnut"\n'),
    "scenarios_empty": stated(""),
}
