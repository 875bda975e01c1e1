"""A list of 10,000 projects read and checked by us, and merely read by openpyxl, in one run."""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from random import Random

import xlsxwriter
from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parent.parent))

from stack_planner import columns
from stack_planner.columns import Kind, Table
from stack_planner.reading.files import read_sheets
from stack_planner.reading.tables import read_table

ROWS, COLUMNS, RUNS = 10_000, 30, 4


def main() -> None:
    """Prints the best seconds of each and their ratio; both take turns."""
    table = next(table for table in columns.TABLES if table.name == "projects")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project_stack.xlsx"
        write(path, table)
        ours, theirs = [], []
        for _ in range(RUNS):
            ours += [read_by_us(path, table) for _ in range(3)]
            theirs.append(read_by_openpyxl(path))
    best = min(sum(times.values()) for times in ours)
    for name in ours[0]:
        print(f"{min(times[name] for times in ours):8.3f} s  {name}")
    print(f"{best:8.3f} s  read and checked by us")
    print(f"{min(theirs):8.3f} s  read by openpyxl, all cells looked at")
    print(f"{min(theirs) / best:8.1f} times faster")


def read_by_us(path: Path, table: Table) -> dict[str, float]:
    """The seconds of the file and of the table in it."""
    marks = [time.perf_counter()]
    sheets, problems = read_sheets(path)
    marks.append(time.perf_counter())
    found = read_table(sheets, table)
    marks.append(time.perf_counter())
    if problems or found.problems or len(found.rows) != ROWS:
        raise SystemExit(f"not read: {found.problems[:3]}")
    file, rows = (end - start for start, end in pairwise(marks))
    return {"file to sheet": file, "sheet to checked values": rows}


def read_by_openpyxl(path: Path) -> float:
    """The seconds of plain reading."""
    start = time.perf_counter()
    filled = 0
    for sheet in load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows():
            filled += sum(cell.value is not None for cell in row)
    if filled != (ROWS + 1) * COLUMNS:
        raise SystemExit(f"openpyxl saw {filled} cells")
    return time.perf_counter() - start


def write(path: Path, table: Table) -> None:
    """A workbook of the table's first columns, every cell filled."""
    chance = Random(1)  # noqa: S311 — a made-up list
    plain = [column for column in table.columns if not column.numbered][:COLUMNS]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(table.cs)
        percent = book.add_format({"num_format": "0 %"})
        sheet.write_row(0, 0, [column.cs for column in plain])
        for row in range(1, ROWS + 1):
            for place, column in enumerate(plain):
                shown = percent if column.kind is Kind.PERCENT else None
                sheet.write(row, place, value(column, row, chance), shown)


def value(column: columns.Column, row: int, chance: Random) -> str | float:
    """A value that a cell of the column may hold."""
    if column.choices:
        return chance.choice(list(column.choices))
    by_kind: dict[Kind, str | float] = {
        Kind.CODE: f"P{row}",
        Kind.TEXT: f"{column.cs} {row}",
        Kind.CODES: chance.choice(["4101", "4102; 4103"]),
        Kind.YESNO: chance.choice(["ano", "ne"]),
        Kind.YEAR: chance.randint(2027, 2030),
        Kind.NUMBER: chance.randint(1, 200),
        Kind.COUNT: chance.randint(1, 20),
        Kind.PERCENT: chance.choice([0.85, 0.5]),
        Kind.MONEY: chance.randrange(10**8),
    }
    return by_kind[column.kind]


if __name__ == "__main__":
    main()
