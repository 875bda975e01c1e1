"""The sheet of scenarios in the stack's workbook."""

from __future__ import annotations

from stack_planner.columns.choices import CHANGES
from stack_planner.columns.table import Column, Kind, Table

SCENARIOS = Table(
    "scenarios",
    "Scénáře",
    "Scenarios",
    workbook="stack",
    columns=(
        Column("scenario", "Scénář", "Scenario", required=True, also=("Název scénáře",)),
        Column("kind", "Změna", "Change", Kind.CHOICE, required=True, choices=CHANGES),
        Column("subject", "Čeho se týká", "Applies to", Kind.CODES),
        Column("value", "Hodnota [%]", "Value [%]", Kind.CHANGE, low=-100, high=1_000),
        Column("note", "Poznámka", "Note"),
    ),
)
