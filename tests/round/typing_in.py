"""A person types rows into a workbook: below the headings that stand there, over what they know."""

from __future__ import annotations

from shutil import copyfile
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.round.tables import Cells

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


def type_into(file: Path, sheets: Mapping[str, Sequence[Cells]], to: Path) -> Path:
    """The workbook with the rows typed in, saved at another place."""
    book = load_workbook(file)
    for sheet, rows in sheets.items():
        for row in rows:
            _type_row(book[sheet], row, KEYS.get(sheet, ("Kód",)))
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return to


def type_decisions(folder: Path, rows: Sequence[Cells]) -> None:
    """Types what a page of the round tells to type into the rows of projects of plan workbooks.

    A workbook that comes back is a copy: the plan that was sent out stays as it is.
    """
    for row in rows:
        file = folder / row["Workbook"]
        if "From" in row and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            copyfile(folder / row["From"] / file.name, file)
        book = load_workbook(file)
        page = book[row["Sheet"]]
        header, places = _headings(page, "Kód")
        place = next(at for name, at in places.items() if name.startswith(row["Column"]))
        codes = [cell.value for cell in page[_letter(page, header, "Kód")]]
        page.cell(codes.index(row["Row"]) + 1, place).value = row["Type"]
        book.save(file)


def cells_of(file: Path) -> Iterator[tuple[str, str, Any]]:
    """All that stands in a workbook: sheet, address, value."""
    for page in load_workbook(file):
        for cells in page.iter_rows():
            yield from (
                (page.title, cell.coordinate, cell.value)
                for cell in cells
                if cell.value is not None
            )


def _type_row(page: Any, row: Cells, keys: Sequence[str]) -> None:  # noqa: ANN401 — of openpyxl
    header, places = _headings(page, keys[0])
    for name in row:
        if name not in places:
            places[name] = next(cell.column for cell in page[header] if not cell.value)
            page.cell(header, places[name]).value = name
    below = range(header + 1, page.max_row + 2)
    stand = {n: [page.cell(n, places[key]).value for key in keys] for n in below}
    wanted = [row.get(key) for key in keys]
    same = (n for n in below if all(map(_same, stand[n], wanted)))
    number = next(same, None) or next(n for n in below if not any(stand[n]))
    emptied = {value for name, value in row.items() if name not in keys} == {None}
    for name, value in row.items():
        page.cell(number, places[name]).value = None if emptied else value


def _headings(page: Any, first: str) -> tuple[int, dict[str, int]]:  # noqa: ANN401 — as above
    """The row of the headings, and their columns."""
    for cells in page.iter_rows(max_row=12):
        if any(cell.value == first for cell in cells):
            return cells[0].row, {cell.value: cell.column for cell in cells if cell.value}
    raise AssertionError(page.title, first)


def _letter(page: Any, header: int, heading: str) -> str:  # noqa: ANN401 — as above
    return next(str(c.column_letter) for c in page[header] if c.value == heading)


def _same(stands: Any, typed: Any) -> bool:  # noqa: ANN401 — whatever cells hold
    """Whether two cells are the same; a date of a workbook has hours."""
    return bool(stands == typed or (typed and str(stands).startswith(str(typed))))
