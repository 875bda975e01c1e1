"""Sheets of the input workbooks that explain, or that another part reads: no table, no surprise."""

from __future__ import annotations

GUIDE = {"cs": "Jak vyplnit", "en": "How to fill in"}
EXPLAINED = {"cs": "Sloupce a příklady", "en": "Columns and examples"}
PROJECT_LIST = {"cs": "Přehled projektů", "en": "List of projects"}
TOWN_LIST = {"cs": "Obeslaná města", "en": "Towns asked"}
AREA_LIST = {"cs": "Přehled oblastí", "en": "List of areas"}
PLAN_LIST = {"cs": "Návrh plánu", "en": "Proposal of the plan"}
TASK_LIST = {"cs": "Otevřené úkoly", "en": "Open tasks"}
SAMPLE = {"cs": "O ukázce", "en": "About this sample"}
PROBLEMS = {"cs": "Problémy", "en": "Problems"}
MENDS = {"cs": "Opravy", "en": "Mends"}
ADOPTION = {"cs": "Převzetí", "en": "Adoption"}

_SHEETS = (
    *(GUIDE, EXPLAINED, PROJECT_LIST, TOWN_LIST, AREA_LIST, SAMPLE),
    *(PLAN_LIST, TASK_LIST),
    *(PROBLEMS, MENDS, ADOPTION),
)
ASIDE = frozenset(name.casefold() for sheet in _SHEETS for name in sheet.values())
"""Their names as they are compared."""
