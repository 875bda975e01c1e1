"""A mapping kept as a small TOML file, by headings, so that ``--map`` repeats an adoption."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.adopting.knowledge import plain
from stack_planner.adopting.orders import Choice, Fields, Merging, Named
from stack_planner.columns import TABLES
from stack_planner.columns.table import bare_name_of
from stack_planner.problems import Problem, ProblemsError, Severity, nearest
from stack_planner.reading.headings import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from stack_planner.adopting.orders import Adopted, FoundList, Order

PROJECTS = next(table for table in TABLES if table.name == "projects")
OWN = frozenset({"scope", "origin", "capex_by_year"})
"""Fields that an adoption fills by itself."""


def field_name(field: str) -> str:
    """The Czech heading of a field without its unit, as it stands in the file."""
    return bare_name_of(PROJECTS.column(field), "cs")


def read_map(path: Path) -> dict[str, Any]:
    """What a mapping file states.

    Raises:
        ProblemsError: it cannot be read, or names fields that a project does not have.
    """
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _broken(path.name, "file_missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _broken(path.name, "import_map_broken", str(error)) from error
    if not _is_sound(stated):
        raise _broken(path.name, "import_map_broken")
    wrong = [
        Problem(
            "import_map_field",
            Severity.ERROR,
            path.name,
            seen=name,
            details={"nearest": _nearest_field(name)},
        )
        for name in stated.get("columns", {})
        if folded(name) not in _names()
    ]
    if wrong:
        raise ProblemsError(tuple(wrong))
    return {**stated, "name": path.name}


def ordered(order: Order, path: Path, *, merging_given: bool) -> Order:
    """An order with what a mapping file states; whatever a person states as well wins.

    Raises:
        ProblemsError: the file cannot be read or is wrong.
    """
    stated = read_map(path)
    rate = Fraction(str(stated["rate"])) if stated.get("rate") else None
    return replace(
        order,
        map=stated,
        rate=order.rate if order.rate is not None else rate,
        unit=order.unit if order.unit is not None else stated.get("unit"),
        currency=order.currency or str(stated.get("currency", "")),
        merging=order.merging if merging_given else Merging(stated.get("merge_rows", "none")),
        all_sheets=order.all_sheets or bool(stated.get("all_sheets", False)),
    )


def named_in(stated: Mapping[str, Any]) -> Named:
    """The mapping that a file states."""
    fields = {
        _names()[folded(name)]: (said,) if isinstance(said, str) else tuple(said)
        for name, said in stated.get("columns", {}).items()
    }
    years = {int(year): str(said) for year, said in stated.get("years", {}).items()}
    return Named(fields, years, split_code=bool(stated.get("split_code", False)))


def names_of(fields: Fields, found: FoundList) -> Named:
    """A mapping by the headings of its list."""
    return Named(
        {
            choice.field: tuple(found.headings[place] for place in choice.columns)
            for choice in fields.choices
        },
        {year: found.headings[place] for year, place in fields.years},
        fields.split_code,
    )


def placed(named: Named, found: FoundList, file: str) -> Fields:
    """A mapping by the columns of a list.

    Raises:
        ProblemsError: headings that the list does not have, each with the nearest that it has.
    """
    known = {plain(heading): place for place, heading in reversed([*enumerate(found.headings)])}
    asked = [*(name for said in named.fields.values() for name in said), *named.years.values()]
    wrong = [_unknown(name, known, found, file) for name in asked if plain(name) not in known]
    if wrong:
        raise ProblemsError(tuple(wrong))
    choices = tuple(
        Choice(field, tuple(known[plain(name)] for name in said), certain=True)
        for field, said in named.fields.items()
    )
    years = tuple(sorted((year, known[plain(name)]) for year, name in named.years.items()))
    return Fields(choices, years, named.split_code)


def map_file(adopted: Adopted) -> bytes:
    """The file that repeats an adoption exactly."""
    first = adopted.lists[0]
    tender = adopted.tender
    lines = [
        f"file = {_said(first.file)}",
        f"sheet = {_said(first.sheet)}",
        f"all_sheets = {_said(len(adopted.lists) > 1)}",
        *([] if first.blocks else [f"header_rows = {_said(list(first.header_rows))}"]),
        *([f"currency = {_said(tender.currency)}"] if tender.currency else []),
        f"unit = {tender.unit}",
        *([f"rate = {_said(str(tender.rate))}"] if tender.rate is not None else []),
        f"merge_rows = {_said(adopted.merging.value)}",
        f"split_code = {_said(adopted.named.split_code)}",
        "",
        "[columns]",
        *(
            f"{_said(field_name(name))} = {_said(_short(said))}"
            for name, said in adopted.named.fields.items()
        ),
    ]
    if adopted.named.years:
        lines += [
            "",
            "[years]",
            *(f"{y} = {_said(name)}" for y, name in adopted.named.years.items()),
        ]
    if first.blocks:
        lines += ["", "[blocks]", f"labels = {_said(list(first.blocks.labels))}"]
        lines += [f"total = {_said(first.blocks.total)}"]
    return ("\n".join(lines) + "\n").encode()


def _short(said: tuple[str, ...]) -> str | list[str]:
    return said[0] if len(said) == 1 else list(said)


def _said(value: object) -> str:
    """A value as TOML writes it: texts, lists, true and false are written as in JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _nearest_field(name: str) -> str:
    """The field whose Czech heading is most like a name, or ``""``."""
    known = {folded(column.cs): field_name(column.field) for column in PROJECTS.columns}
    return known.get(nearest(folded(name), known), "")


def _names() -> dict[str, str]:
    """Fields by the headings that the file may name them with."""
    return {
        folded(name): column.field
        for column in PROJECTS.columns
        if column.field not in OWN
        for name in (column.cs, column.en, column.field, *column.also)
    }


def _is_sound(stated: Mapping[str, Any]) -> bool:
    """Whether the file's parts are of the kind that they should be."""
    columns, years = stated.get("columns", {}), stated.get("years", {})
    blocks = stated.get("blocks", {})
    if not all(isinstance(part, dict) for part in (columns, years, blocks)):
        return False
    texts = all(_is_texts(said) for said in columns.values()) and _is_texts(
        blocks.get("labels", [])
    )
    rows = stated.get("header_rows", [])
    return (
        texts
        and _is_rate(stated.get("rate"))
        and stated.get("merge_rows", "none") in set(Merging)
        and all(year.isdigit() for year in years)
        and isinstance(rows, list)
        and all(isinstance(row, int) and row > 0 for row in rows)
        and isinstance(stated.get("unit", 1), int)
    )


def _is_rate(said: object) -> bool:
    """Whether a rate is none, or a positive number as a text or a plain one."""
    try:
        return said is None or Fraction(str(said)) > 0
    except (ValueError, ZeroDivisionError):
        return False


def _is_texts(said: object) -> bool:
    return isinstance(said, str) or (
        isinstance(said, list) and all(isinstance(each, str) for each in said)
    )


def _unknown(name: str, known: Iterable[str], found: FoundList, file: str) -> Problem:
    headings = {plain(heading): heading for heading in found.headings}
    near = headings.get(nearest(plain(name), known), "")
    details = {"nearest": near, "sheet": found.sheet, "source": found.file}
    return Problem("import_map_heading", Severity.ERROR, file, seen=name, details=details)


def _broken(file: str, code: str, seen: str = "") -> ProblemsError:
    return ProblemsError((Problem(code, Severity.ERROR, file, seen=seen),))
