"""Scenarios in a TOML file: a table ``[[change]]`` for each row that the sheet would have.

Its keys are the headings of the sheet in either language, without their diacritics if need be, or
the names of the fields; what they hold is read as the cells are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stack_planner.columns import SCENARIOS
from stack_planner.likeness import bare, nearest_bare
from stack_planner.problems import Problem, Severity, Source
from stack_planner.reading.cells import BLANK, Cell
from stack_planner.reading.faults import FaultError
from stack_planner.reading.files import shown_name
from stack_planner.reading.headings import folded
from stack_planner.reading.strategy import sorted_changes
from stack_planner.reading.values import parse
from stack_planner.records import ScenarioChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stack_planner.columns import Column

TABLES = ("change", "zmena")
"""What the table of a change is called."""

KEYS: Mapping[str, str] = {
    bare(folded(name)).replace(" ", "_"): column.field
    for column in SCENARIOS.columns
    for name in (column.field, column.cs, column.en, *column.also)
}
"""The fields by their keys, as they are compared."""


@dataclass(frozen=True, slots=True)
class Table(Source):
    """A table of the file that a change was read from; a field of it has its key for address."""

    def cell(self, name: str) -> str:
        """The key of a field."""
        return self.columns.get(name, name)


def read_scenarios(path: Path) -> tuple[tuple[ScenarioChange, ...], tuple[Problem, ...]]:
    """The changes that a file states, and everything that is wrong with it."""
    file = shown_name(path)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        return (), (Problem("scenarios_missing", Severity.ERROR, file),)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return (), (Problem("scenarios_no_toml", Severity.ERROR, file, seen=str(error)),)
    problems = [_unknown_key(file, "", name, TABLES[0]) for name in stated if name not in TABLES]
    changes: list[ScenarioChange] = []
    for name in TABLES:
        tables = stated.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            problems.append(Problem("scenarios_no_tables", Severity.ERROR, file, seen=name))
            continue
        for number, table in enumerate(tables, 1):
            found = Stated(Source(file, f"[[{name}]] {number}", number), table)
            problems += found.problems()
            changes += found.changes()
    if not changes and not problems:
        problems.append(Problem("scenarios_empty", Severity.ERROR, file))
    return sorted_changes(changes), tuple(problems)


def _unknown_key(file: str, sheet: str, key: str, near: str) -> Problem:
    details = {"nearest": near}
    return Problem("scenarios_key", Severity.ERROR, file, sheet, key, key, details)


@dataclass(frozen=True, slots=True)
class Stated:
    """One table of the file, with its place."""

    place: Source
    table: Mapping[str, Any]

    @property
    def _keys(self) -> dict[str, str]:
        """The keys as they stand by field."""
        known = ((KEYS.get(_plain(key)), key) for key in self.table)
        return {field: key for field, key in known if field}

    @property
    def _source(self) -> Table:
        place = self.place
        return Table(place.file, place.sheet, place.row, self._keys)

    def problems(self) -> Iterator[Problem]:
        """Keys that are none, and values that are not what their column holds."""
        place = self.place
        for key in self.table:
            if _plain(key) not in KEYS:
                near = nearest_bare(_plain(key), KEYS)
                yield _unknown_key(place.file, place.sheet, key, near)
        for column in SCENARIOS.columns:
            _, problem = self._value(column)
            if problem:
                yield problem

    def changes(self) -> Iterator[ScenarioChange]:
        """The change that the table states, where it holds every required value."""
        values = {column.field: self._value(column)[0] for column in SCENARIOS.columns}
        given = {field: value for field, value in values.items() if value is not None}
        if all(column.field in given for column in SCENARIOS.columns if column.required):
            yield ScenarioChange(**given, source=self._source)

    def _value(self, column: Column) -> tuple[Any, Problem | None]:
        """A field's value, None where there is none; what there is to say of it."""
        source = self._source
        cell, key = self._cell(column), source.cell(column.field)
        if cell.is_blank:
            details = {"heading": column.cs}
            where = (source.file, source.sheet, key)
            missing = Problem("value_missing", Severity.ERROR, *where, details=details)
            return None, missing if column.required else None
        try:
            parsed = parse(cell, column)
        except FaultError as fault:
            return None, fault.at(source, key, cell.text, column.cs)
        warned = parsed.problem(source, key, cell.text, column.cs) if parsed.warning else None
        return parsed.value, warned

    def _cell(self, column: Column) -> Cell:
        """What a key holds as a cell would hold it; a list of texts set off by semicolons."""
        value = self.table.get(self._keys.get(column.field, ""))
        if isinstance(value, list):
            value = "; ".join(map(str, value))
        if value is None or value == "":
            return BLANK
        return Cell(value if isinstance(value, int | float | str) else str(value))


def _plain(key: str) -> str:
    return bare(folded(key)).replace(" ", "_").replace("-", "_")
