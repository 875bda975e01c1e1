"""LibreOffice as the second reader of our workbooks: it recalculates and saves them anew."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.cell import Cell

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
TOLERANCE = 1e-9

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def recalculated(
    files: Sequence[Path], folder: Path, form: str = "xlsx:Calc MS Excel 2007 XML"
) -> list[Path]:
    """The files as LibreOffice saves them into a new folder after calculating every formula."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        ALWAYS_RECALCULATE, encoding="utf-8"
    )
    return converted(files, folder, form, out)


def as_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice prints them, as a previewer would."""
    return converted(files, folder, "pdf", folder / "printed")


def converted(files: Sequence[Path], folder: Path, kind: str, out: Path) -> list[Path]:
    """The files in another format, written by LibreOffice with a profile in ``folder``."""
    subprocess.run(  # noqa: S603 — a program of the system
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [out / file.with_suffix(f".{kind.partition(':')[0]}").name for file in files]


def formulas(file: Path) -> Iterator[tuple[str, Cell]]:
    """Every formula of a workbook with the name of its sheet."""
    for sheet in load_workbook(file):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in row if cell.data_type == "f")


def differences(ours: Path, theirs: Path) -> list[str]:
    """Cells whose stored value is not the recalculated one."""
    stored, counted = load_workbook(ours, data_only=True), load_workbook(theirs, data_only=True)
    return [
        f"{ours.name} {sheet}!{cell.coordinate}: {old!r} is {new!r}: {cell.value}"
        for sheet, cell in formulas(ours)
        for old, new in [(stored[sheet][cell.coordinate].value, value(counted, sheet, cell))]
        if not same(old, new)
    ]


def value(book: Workbook, sheet: str, cell: Cell) -> Any:  # noqa: ANN401 — whatever is in a cell
    return book[sheet][cell.coordinate].value


def same(old: object, new: object) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return abs(old - new) <= TOLERANCE * max(1, abs(old))
    return old == new
