"""A person types rows into a workbook: below the headings that stand there, over what they know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

KEYS = {
    "Rozpočty": ("ORP", "Rok"),
    "Potřeby": ("ORP", "Obec", "Oblast"),
    "Stanoviska": ("ORP", "Projekt"),
    "Vazby": ("Projekt", "Vztah", "Druhý projekt"),
    "Jednání": ("Datum", "ORP", "Téma"),
    "Nastavení": ("Klíč",),
    "Hodnocení": ("Kód projektu",),
    "Rozpočet kraje": ("Rok",),
}
"""The headings by which a row is known again on a sheet; elsewhere the code."""


def type_into(file: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]]], to: Path) -> Path:
    """The workbook with the rows typed in, saved at another place."""
    book = load_workbook(file)
    for sheet, rows in sheets.items():
        for row in rows:
            _type_row(book[sheet], row, KEYS.get(sheet, ("Kód",)))
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return to


def _type_row(page: Any, row: Mapping[str, Any], keys: Sequence[str]) -> None:  # noqa: ANN401
    header, places = _headings(page, keys[0])
    for name in row:
        if name not in places:
            places[name] = next(c.column for c in page[header] if not c.value)
            page.cell(header, places[name]).value = name
    number = header + 1
    while not _is_free(page, number, keys, places) and not all(
        page.cell(number, places[key]).value == row.get(key) for key in keys
    ):
        number += 1
    for name, value in row.items():
        page.cell(number, places[name]).value = value


def _headings(page: Any, first: str) -> tuple[int, dict[str, int]]:  # noqa: ANN401
    """The row of the headings, and their columns."""
    for cells in page.iter_rows(max_row=12):
        if any(cell.value == first for cell in cells):
            return cells[0].row, {cell.value: cell.column for cell in cells if cell.value}
    raise AssertionError(page.title, first)


def _is_free(page: Any, number: int, keys: Sequence[str], places: Mapping[str, int]) -> bool:  # noqa: ANN401
    return all(page.cell(number, places[key]).value is None for key in keys)
