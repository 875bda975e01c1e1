"""Writes ``hand_calculated.xlsx`` and lets LibreOffice calculate it: run it from the repository.

``python -m tests.cases.hand_calculated.make``. It shares nothing with the program: every number
follows from the inputs by formulas of the workbook itself.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.cases.hand_calculated import accounting, budget_sheet, decision_sheet, summing
from tests.cases.hand_calculated.found import findings
from tests.cases.hand_calculated.inputs import NEEDS, STACK
from tests.cases.hand_calculated.steps import all_steps
from tests.cases.hand_calculated.writing import WHY, Oracle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.cases.hand_calculated.inputs import Cell
    from tests.cases.hand_calculated.sheet import Sheet

FILE = Path(__file__).with_name("hand_calculated.xlsx")
IDENTITY = {
    "Hodnocení": ("Kód projektu", "ORP"),
    "Vazby": ("Projekt", "Druhý projekt"),
    "Rozpočty": ("ORP", "Rok"),
    "Potřeby": ("ORP", "Obec", "Oblast"),
    "Stanoviska": ("ORP", "Projekt"),
}
"""The columns that name a row of the inputs; else the first one does."""

ABOUT = (
    "Ručně spočítaný plán města Větší (1001) za roky 2027–2029",
    "Sešit je nezávislou kontrolou: každé číslo v něm vzniká z listů vstupů vlastními vzorci.",
    "Počítá se krok po kroku na listu Výpočet; sloupec Proč říká důvod.",
    "Listy Plán až Zjištění musí souhlasit s plánem programu buňku po buňce.",
    "Vstupy jsou na listech Projekty až Stanoviska v podobě, v jaké je program čte.",
)


def make(file: Path) -> None:
    """Makes the workbook anew."""
    oracle = Oracle()
    about = oracle.sheet("O výpočtu")
    for place, line in enumerate(ABOUT):
        oracle.row(about, [line], {}, bold=place == 0)
    _inputs(oracle, {**STACK, **NEEDS})
    _steps(oracle)
    for sheet in (
        *(decision_sheet.plan(), budget_sheet.budget()),
        *(accounting.postings(), accounting.agreement()),
        *(summing.scores(), summing.synergies(), summing.figures(), summing.by_area()),
        findings(),
    ):
        _expected(oracle, sheet)
    _calculated(oracle, file)


def _inputs(oracle: Oracle, tables: Mapping[str, Sequence[Sequence[Cell]]]) -> None:
    """The inputs as the program reads them; a cell is named by sheet, row and heading."""
    for title, (headings, *rows) in tables.items():
        sheet = oracle.sheet(title)
        oracle.row(sheet, headings, {}, bold=True)
        keys = IDENTITY.get(title, (str(headings[0]),))
        for row in rows:
            given = dict(zip(map(str, headings), row, strict=True))
            identity = " ".join(str(given[key]) for key in keys if given[key] is not None)
            names = {
                place: f"{title}/{identity.split(' [')[0]}/{str(heading).split(' [')[0]}"
                for place, heading in enumerate(headings)
            }
            oracle.row(sheet, row, names, bold=False)


def _steps(oracle: Oracle) -> None:
    sheet = oracle.sheet("Výpočet")
    oracle.row(sheet, ["Krok", "Hodnota", WHY], {}, bold=True)
    for step in all_steps():
        value = [step.name, step.formula or None, step.why or None]
        oracle.row(sheet, value, {1: step.name} if step.formula else {}, bold=not step.formula)


def _expected(oracle: Oracle, table: Sheet) -> None:
    """A table of the plan; a cell is named by its row's name, and its heading or year."""
    sheet = oracle.sheet(table.title)
    oracle.row(sheet, [*table.headings, WHY], {}, bold=True)
    separator = ": " if table.title == "Plán" else " "
    for line in table.lines:
        named = enumerate(table.headings) if line.name else ()
        names = {place: f"{line.name}{separator}{_short(heading)}" for place, heading in named}
        oracle.row(sheet, [*line.cells, line.why], names, bold=False)


def _short(heading: str) -> str:
    """A heading of a year as the year alone."""
    years = {"Rozpočet 2027": "2027", "Výhled 2028": "2028", "Výhled 2029": "2029"}
    return {**years, "Po roce 2029": "2030"}.get(heading, heading)


def _calculated(oracle: Oracle, file: Path) -> None:
    """The workbook with the values that LibreOffice calculates."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        oracle.save(folder / file.name)
        subprocess.run(  # noqa: S603 — a program of the system
            [
                shutil.which("soffice") or "soffice",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
                *("--outdir", str(folder / "out"), str(folder / file.name)),
            ],
            check=True,
            capture_output=True,
        )
        shutil.copyfile(folder / "out" / file.name, file)


if __name__ == "__main__":
    make(FILE)
