"""Small foreign lists made on the spot, and an adoption of them as a person would ask for it."""

from __future__ import annotations

import csv
from contextlib import chdir
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from stack_planner.adopting import Adopted, Order, adopt_list
from stack_planner.cli.app import app
from tests.running import Ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEADINGS = ("Kód projektu", "Název projektu", "Oblast", "Žadatel", "Náklady v Kč")
PROJECTS = (
    ("A-1", "Portál občana pro celé město", "Služby", "Odbor informatiky", 1_000_000),
    ("A-2", "Obnova páteřní sítě úřadu", "Infrastruktura", "Odbor informatiky", 250_000),
    ("A-3", "Školení zaměstnanců v bezpečnosti", "Bezpečnost", "Tajemník", 80_000),
    ("A-4", "Záložní datové úložiště", "Infrastruktura", "Odbor informatiky", 640_000),
)
TOTAL = 1_970_000


def write_xlsx(path: Path, rows: Iterable[Sequence[object]], sheet: str = "List1") -> Path:
    """A workbook with one sheet of these rows, or one sheet more where the workbook is there."""
    book = load_workbook(path) if path.exists() else Workbook()
    page = book.create_sheet(sheet) if path.exists() else book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def adopt(path: Path, **asked: Any) -> Adopted:  # noqa: ANN401 — whatever an order holds
    return adopt_list(replace(Order(path), **asked))


def run(folder: Path, *arguments: str) -> Ended:
    """Runs ``stack-planner`` in a folder, inside this process: quick, its caches stay warm."""
    with chdir(folder):
        ended = CliRunner().invoke(app, arguments)
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ended(ended.exit_code, ended.stdout, ended.stderr)


def codes(adopted: Adopted) -> list[str]:
    return [problem.code for problem in adopted.problems]


def stack_rows(path: Path, sheet: str = "Projekty") -> list[dict[str, Any]]:
    """The rows of a written sheet by its headings."""
    headings, *rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]
