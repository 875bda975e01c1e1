"""ONE description of every input sheet; reader, sample, templates and docs all read it.

A heading is matched without case, spaces and whatever stands in brackets; ``also`` holds further
accepted headings. The text in brackets is the unit shown to the user.
"""

from __future__ import annotations

from stack_planner.columns.cooperation import MEETINGS, SPOTS, STEPS
from stack_planner.columns.needs import (
    BUDGETS,
    MUNICIPALITIES,
    NEEDS,
    ORPS,
    POSITIONS,
)
from stack_planner.columns.scenarios import SCENARIOS
from stack_planner.columns.settings import SETTING_KEYS
from stack_planner.columns.stack import (
    CRITERIA,
    GROUP_COSTS,
    LINKS,
    PAIRWISE,
    POOL,
    PROGRAMMES,
    PROJECTS,
    RULES_TABLE,
    SCORES,
    SETTINGS,
    WEIGHT_ANSWERS,
)
from stack_planner.columns.table import Column, Kind, Setting, Table

__all__ = [
    "PAIRWISE",
    "SCENARIOS",
    "SETTING_KEYS",
    "SPOTS",
    "STEPS",
    "TABLES",
    "Column",
    "Kind",
    "Setting",
    "Table",
]

TABLES = (
    PROJECTS,
    CRITERIA,
    SCORES,
    LINKS,
    PROGRAMMES,
    POOL,
    RULES_TABLE,
    GROUP_COSTS,
    SETTINGS,
    PAIRWISE,
    WEIGHT_ANSWERS,
    SCENARIOS,
    ORPS,
    MUNICIPALITIES,
    BUDGETS,
    NEEDS,
    POSITIONS,
    SPOTS,
    MEETINGS,
)
