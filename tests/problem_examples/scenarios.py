"""Examples of problems with scenarios."""

from __future__ import annotations

from typing import Any

from tests.problem_examples.making import Example, tables

NAME = "Co kdyby"


def changed(*changes: dict[str, Any]) -> Example:
    """Inputs with one scenario of these changes."""
    rows = [{"scenario": NAME, **change} for change in changes]
    return tables(lambda t: t.update(scenarios=rows))


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
}
