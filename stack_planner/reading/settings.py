"""The sheet of settings: keys with values, defaults for what is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.columns import SETTING_KEYS, Setting
from stack_planner.likeness import bare, nearest_bare
from stack_planner.problems import Problem, at
from stack_planner.reading.faults import FaultError
from stack_planner.reading.headings import folded
from stack_planner.reading.values import parse
from stack_planner.records import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.problems import Source
    from stack_planner.reading.rows import Row

_KEYS: dict[str, Setting] = {
    folded(name): setting
    for setting in SETTING_KEYS
    for name in (setting.cs, setting.en, *setting.also)
}


def read_settings(rows: Iterable[Row], years: Sequence[int]) -> tuple[Settings, list[Problem]]:
    """The settings, with the horizon of the budgets' ``years`` where it is not given."""
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for row in rows:
        if row.faulty:
            continue
        setting = _KEYS.get(folded(row.values["key"]))
        if setting is None:
            problems.append(_unknown(row))
            continue
        if setting.field in sources:
            problems.append(at(row.source, "key", "setting_twice", row.values["key"]))
        sources[setting.field] = row.source
        try:
            parsed = parse(row.cells["value"], setting)
        except FaultError as fault:
            cell = row.source.cell("value")
            problems.append(fault.at(row.source, cell, row.cells["value"].text, setting.cs))
            continue
        values[setting.field] = parsed.value
        if parsed.warning:
            cell = row.source.cell("value")
            problems.append(parsed.problem(row.source, cell, row.cells["value"].text, setting.cs))
    first = values.pop("first_year", min(years, default=0))
    count = values.pop("years", max(years, default=0) - first + 1)
    price_year = values.pop("price_year", first)
    return Settings(first, max(count, 1), price_year, sources=sources, **values), problems


def _unknown(row: Row) -> Problem:
    """A key that is none, with the nearest one; it is certain where only diacritics differ."""
    key = folded(row.values["key"])
    near = nearest_bare(key, _KEYS, cutoff=0.6)
    mend = _KEYS[near].cs if near and bare(near) == bare(key) else None
    return at(row.source, "key", "setting_unknown", row.values["key"], mend=mend, nearest=near)
