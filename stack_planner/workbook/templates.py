"""Templates of the input workbooks: empty, with headings, lists, messages and a guide in front.

A template explains itself: what a row is stands above each header, what belongs into a cell beside
it, and every column with an example on a sheet of its own, which is not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.columns import SETTING_KEYS, TABLES, Kind
from stack_planner.columns.aside import EXPLAINED, GUIDE
from stack_planner.columns.table import name_of
from stack_planner.words import load
from stack_planner.workbook.input_sheet import Field
from stack_planner.workbook.inputs import Aside, Form, Guide, input_workbook, settings_rows
from stack_planner.workbook.offering import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.columns import Table
    from stack_planner.words import Words

FILES = {"stack": "project_stack.xlsx", "needs": "municipal_needs.xlsx"}
GENERAL = ("fill", "rows", "money", "codes", "orp", "free", "privacy", "check")


def template_workbooks(lang: str) -> dict[str, bytes]:
    """Both input workbooks by file name, empty and ready to be filled in."""
    words = load(lang)
    return {file: _template(workbook, words) for workbook, file in FILES.items()}


def _template(workbook: str, words: Words) -> bytes:
    tables = [table for table in TABLES if table.workbook == workbook]
    rows: dict[str, list[Any]] = {table.name: [] for table in tables}
    if "settings" in rows:
        notes = {s.field: (None, words(f"setting.{s.field}.note")) for s in SETTING_KEYS}
        rows["settings"] = list(settings_rows(notes, words.lang))
    guide = Guide(
        GUIDE[words.lang],
        words(f"template.{workbook}.title"),
        [*general_lines(words), *_tables(tables, words)],
    )
    return input_workbook(workbook, rows, words.lang, guide, Form([explained(tables, words)]))


def general_lines(words: Words, topics: Iterable[str] = GENERAL) -> Iterator[tuple[str, str]]:
    """What holds for all sheets: topic and text."""
    for topic in topics:
        text = f"template.guide.{topic}.text"
        yield (
            words(f"template.guide.{topic}.topic"),
            words(text, explained=EXPLAINED[words.lang]) if topic == "fill" else words(text),
        )


def _tables(tables: Iterable[Table], words: Words) -> Iterator[tuple[str, str]]:
    """What a row of each sheet is; the sheets that must be there bear an asterisk."""
    for table in tables:
        topic = "template.guide.starred.topic" if table.required else "template.guide.sheet.topic"
        yield words(topic, sheet=name_of(table, words.lang)), words(f"table.{table.name}.note")


def explained(tables: Iterable[Table], words: Words) -> Aside:
    """Every column with what belongs into it and an example; every setting too."""
    rows = [row for table in tables for row in _explained(table, words)]
    names = ("table", "column", "required", "note", "sample")
    fields = [
        Field(words(f"template.explained.{name}"), Kind.TEXT, required=True, values=tuple(values))
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    ]
    return Aside(EXPLAINED[words.lang], fields, words("template.explained.lead"))


def _explained(table: Table, words: Words) -> Iterator[tuple[str, ...]]:
    """Sheet, column, whether it is required, note and example."""
    sheet = name_of(table, words.lang)
    for column in table.columns:
        heading = name_of(column, words.lang).format(n=1)
        key = f"column.{table.name}.{column.field}"
        required = YES_NO[words.lang][0 if column.required else 1]
        yield sheet, heading, required, words(f"{key}.note"), words(f"{key}.example")
    if table.name == "settings":
        for setting in SETTING_KEYS:
            key, name = f"setting.{setting.field}", name_of(setting, words.lang)
            no = YES_NO[words.lang][1]
            yield sheet, name, no, words(f"{key}.note"), words(f"{key}.example")
