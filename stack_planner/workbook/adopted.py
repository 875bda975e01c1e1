"""The stack workbook of an adopted list: its projects, empty tables to fill, the reconciliation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from stack_planner.adopting.map_file import PROJECTS
from stack_planner.columns import Kind
from stack_planner.reading.headings import folded
from stack_planner.telling.importing import mapping_of, reason_of
from stack_planner.telling.problems import told
from stack_planner.words import load
from stack_planner.workbook.input_sheet import Field
from stack_planner.workbook.inputs import input_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from stack_planner.adopting import Adopted
    from stack_planner.columns import Table
    from stack_planner.words import Words
    from stack_planner.workbook.input_sheet import Value

LONGEST = 32_767
"""Characters that a cell can hold."""


def adopted_workbook(adopted: Adopted, lang: str) -> bytes:
    """The stack workbook as the bytes of its file.

    Amounts in another currency stand under headings that name it, which ``check`` reports as an
    error. The sheet of the adoption holds the mapping, the sums and every row left out.
    """
    words = load(lang)
    rows: dict[str, list[dict[str, Any]]] = {
        "projects": [dict(row) for row in adopted.rows],
        "criteria": [],
        "scores": [{"project": row["code"]} for row in adopted.rows],
        "links": [],
        "programmes": [],
        "pool": [],
        "rules": [],
        "settings": [],
    }

    def shaped(table: Table, fields: list[Field]) -> list[Field]:
        return _projects(adopted, fields, words) if table.name == "projects" else fields

    last = {words("importing.sheet.name"): _adoption(adopted, words)}
    return input_workbook("stack", rows, lang, shaped=shaped, last=last)


def _projects(adopted: Adopted, fields: list[Field], words: Words) -> list[Field]:
    """The columns of the projects: marked headings of money, and the source's further columns."""
    marked = [_marked(field, adopted) for field in fields]
    return [*(_shortened(field) for field in marked), *_further(adopted, words)]


def _marked(field: Field, adopted: Adopted) -> Field:
    """A heading of amounts names their currency where it is not CZK."""
    currency = adopted.tender.result
    blank = all(value is None for value in field.values)
    if field.kind is not Kind.MONEY or currency == "CZK" or blank:
        return field
    heading = field.heading.replace("[Kč]", f"[{currency or '?'}]")
    heading = heading.replace("[CZK]", f"[{currency or '?'}]")
    return replace(field, heading=heading)


def _shortened(field: Field) -> Field:
    values = tuple(v[:LONGEST] if isinstance(v, str) else v for v in field.values)
    return replace(field, values=values)


def _further(adopted: Adopted, words: Words) -> Iterator[Field]:
    """The columns that fill no field, under headings that no column of the stack has."""
    taken = {
        folded(name) for column in PROJECTS.columns for name in (column.cs, column.en, *column.also)
    }
    for name in adopted.further:
        heading = " ".join(name.split())
        if folded(heading) in taken or not folded(heading):
            heading = words("importing.original", heading=heading)
        taken.add(folded(heading))
        values = tuple(_cell(row["further"].get(name)) for row in adopted.rows)
        yield Field(heading, _kind(values), required=False, values=values)


def _kind(values: tuple[Value, ...]) -> Kind:
    """What the cells of a column taken over are: all dates, all numbers, or texts."""
    given = [value for value in values if value is not None]
    if given and all(isinstance(value, date) for value in given):
        return Kind.DATE
    return Kind.NUMBER if all(isinstance(v, int | float) for v in given) else Kind.TEXT


def _cell(value: Any) -> Value:  # noqa: ANN401 — whatever the source's cell holds
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, bool):
        return str(value)
    return value if isinstance(value, int | float | date) else None


def _adoption(adopted: Adopted, words: Words) -> list[Field]:
    """The sheet of the adoption: one table of parts, items, values and notes."""
    entries = [
        *_summary(adopted, words),
        *_columns(adopted, words),
        *_rows(adopted, words),
        *_messages(adopted, words),
    ]
    headings = [words(f"importing.sheet.{name}") for name in ("part", "item", "value", "note")]
    columns = zip(*entries, strict=True)
    return [
        Field(heading, Kind.TEXT, required=True, values=tuple(values))
        for heading, values in zip(headings, columns, strict=True)
    ]


def _summary(adopted: Adopted, words: Words) -> Iterator[tuple[str, str, Value, str]]:
    first, sums, tender = adopted.lists[0], adopted.sums, adopted.tender
    unknown = words("importing.sheet.unknown")
    header = ", ".join(map(str, first.header_rows))
    likely = "" if tender.stated or not tender.currency else words("importing.sheet.likely")
    stated: list[tuple[str, Value, str]] = [
        ("file", first.file, ""),
        ("sheet", ", ".join(each.sheet for each in adopted.lists), ""),
        ("header", header, ""),
        ("rows_in", sums.rows_in, words("importing.sheet.equal")),
        ("rows_out", sums.rows_out, ""),
        ("rows_left", len(adopted.left_out), ""),
        ("money_in", _number(sums.money_in), words("importing.sheet.balance")),
        ("money_out", _number(sums.money_out), ""),
        ("money_left", _number(sums.money_left_out), ""),
        ("rounding", _number(sums.rounding), ""),
        ("currency", tender.result or unknown, ""),
        ("source_currency", tender.currency or unknown, likely),
        ("unit", tender.unit, ""),
        ("rate", None if tender.rate is None else _number(tender.rate), ""),
    ]
    part = words("importing.sheet.summary")
    for name, value, note in stated:
        yield part, words(f"importing.sheet.{name}"), value, note


def _columns(adopted: Adopted, words: Words) -> Iterator[tuple[str, str, Value, str]]:
    first = adopted.lists[0]
    letters = dict(zip(first.headings, first.letters, strict=True))
    part = words("importing.sheet.columns")
    for field, heading in mapping_of(adopted).items():
        found = [letters.get(name, "") for name in heading.split(" + ")]
        known = ", ".join(letter for letter in found if letter)
        yield part, field, heading, words("importing.sheet.column", letter=known) if known else ""


def _rows(adopted: Adopted, words: Words) -> Iterator[tuple[str, str, Value, str]]:
    part = words("importing.sheet.left_out")
    for sheet, left in adopted.left_out:
        text = "" if left.reason in {"repeat", "merged"} else left.text
        yield part, f"{sheet}!{left.row}", reason_of(left, words), text
    for name, rows in adopted.other_sheets:
        yield words("importing.sheet.further"), name, words("importing.sheet.rows", n=rows), ""


def _messages(adopted: Adopted, words: Words) -> Iterator[tuple[str, str, Value, str]]:
    part = words("importing.sheet.told")
    for problem in adopted.problems:
        place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        yield part, place, told(problem, "what", words), told(problem, "fix", words)


def _number(amount: Fraction) -> int | float:
    return int(amount) if amount.denominator == 1 else float(amount)
