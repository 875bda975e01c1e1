"""A plan that a person counted in a spreadsheet agrees with the program's, cell by cell.

``tests/cases/hand_calculated/hand_calculated.xlsx`` has the inputs, every step with its reason, and
the sheets that must come out. It is made by formulas of its own, which know nothing of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from tests.calculating import differences, needs_libreoffice, recalculated
from tests.cases.hand_calculated.inputs import NEEDS, STACK
from tests.cases.hand_calculated.make import FILE, make
from tests.cases.hand_calculated.writing import WHY
from tests.running import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SECTION = "Oddíl"
POINTS = 1e-4
POINT_HEADINGS = frozenset({"Body", "Do plánu", "Potřeba"})
Row = dict[str, "Cell"]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of the plan: its sheet, the first heading, and what names a row."""

    sheet: str
    first: str
    keys: tuple[str, ...]


TABLES = {
    "Plán": Table("Plán", "Kód", ("Kód",)),
    "Rozpočet": Table("Rozpočet", "Ukazatel", (SECTION, "Ukazatel")),
    "Podklad pro rozpočet": Table(
        *("Podklad pro rozpočet", "Subjekt"), ("Rok", "Kód projektu", "Text", "Běžné / investice")
    ),
    "Odsouhlasení": Table("Odsouhlasení", "Ukazatel", (SECTION, "Ukazatel")),
    "Bodové hodnocení": Table("Bodové hodnocení", "Kód", ("Kód",)),
    "Synergie": Table("Bodové hodnocení", "Projekt", ("Projekt", "Druhý projekt")),
    "Souhrn": Table("Souhrn", "Hodnota plánu [body]", ("Údaj",)),
    "Podle oblastí": Table("Souhrn", "Oblast", ("Oblast",)),
}
"""The tables of the town's workbook by the sheet of the oracle that they must equal."""


class Found(NamedTuple):
    """A cell by its row and heading, and what it holds."""

    row: Key
    heading: str
    value: object


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's workbook, planned from the oracle's own sheets of inputs."""
    folder = tmp_path_factory.mktemp("hand")
    (folder / "inputs").mkdir()
    oracle = load_workbook(FILE, data_only=True)
    for name, sheets in (("project_stack.xlsx", STACK), ("municipal_needs.xlsx", NEEDS)):
        _copied(oracle, sheets).save(folder / "inputs" / name)
    ended = run(folder, "plan", "--orp", "1001")
    assert ended.code == 0, ended.err
    return folder / "outputs" / "plan_1001_Vetsi.xlsx"


@pytest.fixture(scope="module")
def town(file: Path) -> Workbook:
    """What that workbook shows."""
    return load_workbook(file, data_only=True)


def _copied(oracle: Workbook, sheets: Iterable[str]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in oracle[name].iter_rows(values_only=True):
            sheet.append(row)
    return book


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_what_a_person_counted(town: Workbook, name: str) -> None:
    oracle = cells(expected_rows(load_workbook(FILE, data_only=True)[name]), TABLES[name])
    plan = cells(rows_of(town, name), TABLES[name])
    assert disagreements(oracle, plan) == []
    assert sum(is_number(cell.value) for cell in oracle.values()) >= 4


def test_the_sentences_of_the_first_page_say_what_a_person_counted(town: Workbook) -> None:
    lines = [str(cell.value).strip("• ") for (cell,) in town["Souhrn"]["A1:A40"] if cell.value]
    text = " ".join(lines).replace("\u00a0", " ")
    _, *found = load_workbook(FILE, data_only=True)["Zjištění"].iter_rows(values_only=True)
    told = [_said(str(phrase), number) for phrase, number, _ in found]
    assert [phrase for phrase in told if phrase not in text] == []
    assert len(told) >= 8


def _said(phrase: str, number: object) -> str:
    """Money in whole CZK, else points with two places, as Czech sentences write them."""
    places = 0 if "Kč" in phrase else 2
    return phrase.replace("#", f"{number:,.{places}f}".replace(",", " ").replace(".", ","))


@pytest.mark.parametrize("sheet", sorted({table.sheet for table in TABLES.values()}))
def test_no_number_of_these_sheets_is_left_out(town: Workbook, sheet: str) -> None:
    names = [name for name, table in TABLES.items() if table.sheet == sheet]
    read = {c.coordinate for n in names for row in rows_of(town, n) for c in row.values()}
    numbers = {cell.coordinate for row in town[sheet] for cell in row if is_number(cell.value)}
    assert numbers - read == set()


def test_a_cell_that_differs_or_has_no_counterpart_is_told() -> None:
    oracle = [Found(("P1",), "Částka [Kč]", 100), Found(("P2",), "Hodnota [body]", 3.5)]
    plan = [
        Found(("P1",), "Částka [Kč]", 101),
        Found(("P2",), "Hodnota [body]", 3.50009),
        Found(("P3",), "Částka [Kč]", 0),
        Found(("P3",), "Text", "slova nevadí"),
    ]
    kept, made = ({(c.row, c.heading): c for c in side} for side in (oracle, plan))
    assert disagreements(kept, made) == [
        "P1 · Částka [Kč]: 100 by hand, 101 in the plan",
        "P3 · Částka [Kč]: nothing by hand, 0 in the plan",
    ]
    del made[("P2",), "Hodnota [body]"]
    assert "P2 · Hodnota [body]: 3.5 by hand, nothing in the plan" in disagreements(kept, made)


@needs_libreoffice
def test_both_workbooks_are_what_their_formulas_say(file: Path, tmp_path: Path) -> None:
    for ours, theirs in zip((FILE, file), recalculated([FILE, file], tmp_path), strict=True):
        assert differences(ours, theirs) == []


@needs_libreoffice
def test_the_workbook_is_what_its_steps_make(tmp_path: Path) -> None:
    make(tmp_path / FILE.name)
    for data_only in (False, True):
        kept, made = (
            load_workbook(file, data_only=data_only) for file in (FILE, tmp_path / FILE.name)
        )
        assert kept.sheetnames == made.sheetnames
        for sheet in kept:
            assert list(sheet.values) == list(made[sheet.title].values), sheet.title


def disagreements(
    oracle: dict[tuple[Key, str], Found], plan: dict[tuple[Key, str], Found]
) -> list[str]:
    """Where the two say different things; texts of the plan alone are no matter."""
    numbers = {key for key, cell in plan.items() if is_number(cell.value)}
    told = []
    for key in sorted(oracle.keys() | numbers):
        ours, theirs = oracle.get(key), plan.get(key)
        if ours is None or theirs is None or not same(ours, theirs):
            said = ["nothing" if cell is None else repr(cell.value) for cell in (ours, theirs)]
            row = " · ".join((*key[0], key[1]))
            told.append(f"{row}: {said[0]} by hand, {said[1]} in the plan")
    return told


def same(ours: Found, theirs: Found) -> bool:
    """Equal; points as near as their last shown place."""
    if is_points(ours) and is_number(ours.value) and is_number(theirs.value):
        return abs(float(str(ours.value)) - float(str(theirs.value))) < POINTS
    return ours.value == theirs.value


def is_points(cell: Found) -> bool:
    """Whether a cell holds points or what they are made of, not money."""
    heading = cell.heading
    named = any("[body]" in text for text in (*cell.row, heading))
    return named or heading in POINT_HEADINGS or heading.endswith("užitek")


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cells(rows: Iterable[Row], table: Table) -> dict[tuple[Key, str], Found]:
    """The filled cells by row and heading; no two rows are called the same."""
    found: dict[tuple[Key, str], Found] = {}
    seen: set[Key] = set()
    for row in rows:
        key = _key(row, table)
        assert key not in seen, key
        seen.add(key)
        for heading, cell in row.items():
            if cell.value not in {None, ""} and heading != WHY:
                found[key, heading] = Found(key, heading, cell.value)
    return found


def _key(row: Row, table: Table) -> Key:
    """What names a row; a row above the header has only its label."""
    names = [str(row[key].value or "") if key in row else "" for key in table.keys]
    label = next(str(cell.value) for cell in row.values() if isinstance(cell.value, str))
    return tuple(names) if any(names) else (label,)


def expected_rows(sheet: Worksheet) -> Iterator[Row]:
    """The rows of a sheet of the oracle."""
    header, *rows = sheet.iter_rows()
    headings = [str(cell.value) for cell in header]
    yield from (dict(zip(headings, row, strict=True)) for row in rows)


def rows_of(book: Workbook, name: str) -> Iterator[Row]:
    """The rows of a table of the plan, the one above its header among them."""
    table = TABLES[name]
    sheet = book[table.sheet]
    header = next(row for row in sheet.iter_rows() if row[0].value == table.first)
    if name == "Souhrn":
        below = sheet[header[0].row + 1]
        pairs = zip(header, below, strict=True)
        yield from ({"Údaj": label, "Hodnota": cell} for label, cell in pairs if label.value)
        return
    headings = {cell.column: str(cell.value) for cell in header if cell.value}
    above = sheet[header[0].row - 1]
    if any(is_number(cell.value) for cell in above):
        yield _row(above, headings)
    section: Cell | None = None
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        filled = [cell for cell in row if cell.value is not None]
        if not filled:
            return
        if SECTION in table.keys and len(filled) == 1:
            section = filled[0]
            continue
        named = _row(row, headings)
        yield {SECTION: section, **named} if section is not None else named


def _row(row: Iterable[Cell], headings: dict[int, str]) -> Row:
    return {headings[cell.column]: cell for cell in row if cell.column in headings}
