"""Amounts that only their format says to be of another currency are told, in whatever file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from stack_planner.copied import Asked
from stack_planner.marking import source
from stack_planner.planning import Inputs, check, write_checked
from stack_planner.reading.biff import scan_xls
from stack_planner.reading.cells import Mark
from stack_planner.reading.files import read_sheets
from tests.kinds import ods
from tests.sending import NEEDS, STACK, only, said, send

if TYPE_CHECKING:
    from pathlib import Path

FOREIGN = (
    *('#,##0 "€"', "#,##0 [$€-405]", "#,##0.00 [$€-1]", "[$USD] #,##0", "[$€-2] #,##0.00", "0 €"),
    *('#,##0"EUR"', "#,##0\\ \\€", "$#,##0", '[>=0]#,##0 "eur";[Red]-#,##0 "eur"', "[$CHF]0"),
    *('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', "[$$-409]#,##0.00", "[$£-809]#,##0"),
)
CROWNS = (
    *('#,##0 "Kč"', "#,##0 [$Kč-405]", "[$CZK] #,##0", "#,##0", "General", "0.00", '#,##0",-"'),
    *("_-* #,##0.00\\ _€_-", "[$-405]#,##0", "[Red]#,##0", '0 "eurobalíků"', "0 [$Kčs]", "0%"),
)
TOLD = (
    "error municipal_needs.xlsx › Rozpočty!C3 | 800000 | ve sloupci Investice [Kč] je částka "
    "v jiné měně | částka v Kč | přepočtěte částku na Kč; jinou měnu nesmí mít text ani formát "
    "buňky"
)


def shown_as(shown: str, *cells: str) -> Any:  # noqa: ANN401 — an edit of a sheet
    """Gives cells a number format."""

    def edit(sheet: Any) -> None:  # noqa: ANN401
        for cell in cells:
            sheet[cell].number_format = shown

    return edit


@pytest.mark.parametrize("shown", FOREIGN)
def test_an_amount_shown_in_another_currency_is_an_error(tmp_path: Path, shown: str) -> None:
    problems = send(tmp_path, "Rozpočty", shown_as(shown, "C3"))
    assert said(only(problems, "number_foreign")) == TOLD


@pytest.mark.parametrize("shown", CROWNS)
def test_crowns_and_plain_numbers_are_fine(tmp_path: Path, shown: str) -> None:
    problems = send(tmp_path, "Rozpočty", shown_as(shown, "C3"))
    assert [problem.code for problem in problems if problem.severity == "error"] == []


def test_every_amount_of_a_column_in_another_currency_is_told(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", shown_as("0 €", "C2", "C3", "C4", "C5"))
    cells = [problem.cell for problem in problems if problem.code == "number_foreign"]
    assert cells == ["C2", "C3", "C4", "C5"]


def test_only_money_has_a_currency_and_nothing_is_nothing_in_any(tmp_path: Path) -> None:
    def edit(sheet: Any) -> None:  # noqa: ANN401
        shown_as("0 €", "A2", "B2", "F2", "D2", "E2")(sheet)
        sheet["D2"], sheet["E2"] = 0, None

    problems = send(tmp_path, "Rozpočty", edit)
    assert "number_foreign" not in {problem.code for problem in problems}


def test_a_dollar_of_the_machine_says_nothing(tmp_path: Path) -> None:
    """Format 44 is that of the button for currency: Excel shows it in the machine's currency."""
    problems = send(tmp_path, "Rozpočty", shown_as(BUILTIN_FORMATS[44], "C3"))
    assert "$" in BUILTIN_FORMATS[44]
    assert "number_foreign" not in {problem.code for problem in problems}


def test_libreoffice_says_which_currency_it_is(tmp_path: Path) -> None:
    def cell(currency: str) -> str:
        given = f'office:value-type="currency" office:currency="{currency}" office:value="5"'
        return f"<table:table-cell {given}><text:p>5</text:p></table:table-cell>"

    row = f"<table:table-row>{cell('EUR')}{cell('CZK')}{cell('USD')}</table:table-row>"
    (tmp_path / "x.ods").write_bytes(ods(row))
    (sheet,), _ = read_sheets(tmp_path / "x.ods")
    assert [each.foreign for each in sheet.rows[0]] == [True, False, True]


def test_an_old_workbook_tells_it_too() -> None:
    def record(kind: int, *content: bytes) -> bytes:
        whole = b"".join(content)
        return struct.pack("<HH", kind, len(whole)) + whole

    def named(number: int, code: str) -> bytes:
        text = code.encode("utf-16-le")
        return record(0x41E, struct.pack("<HHB", number, len(code), 1), text)

    start = record(0x809, struct.pack("<HH", 0x600, 5))
    formats = named(164, '0 "€"') + named(165, '0 "Kč"') + named(44, '0 "$"') + named(166, "0%")
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, n)) for n in (0, 164, 165, 44, 166))
    book = start + formats + styles + record(0x85, struct.pack("<I", 0))
    begins = len(book) + len(record(0x0A))
    book = book.replace(record(0x85, struct.pack("<I", 0)), record(0x85, struct.pack("<I", begins)))
    cells = b"".join(record(0x203, struct.pack("<HHHd", 0, n, n, 5.0)) for n in range(5))
    stream = book + record(0x0A) + start + cells + record(0x0A)
    with patch("stack_planner.reading.biff.stream_of", return_value=stream):
        (scan,) = scan_xls(b"")
    assert scan.marks == {(0, 1): Mark.FOREIGN, (0, 4): Mark.PERCENT}


def test_a_copy_of_values_alone_keeps_that_it_is_another_currency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = send(tmp_path, "Rozpočty", shown_as("0 €", "C3"))
    inputs = Inputs(tmp_path / "inputs" / STACK, [tmp_path / "inputs" / NEEDS])
    monkeypatch.setattr(source, "LARGEST", 0)
    copies = write_checked(inputs, before, Asked(tmp_path, mark=True))
    (copy,) = [file for file in copies.files if file.name.startswith("municipal_needs")]
    assert load_workbook(copy)["Rozpočty"]["C3"].value == 800_000
    after = only(check(Inputs(inputs.stack, [copy])), "number_foreign")
    assert (after.file, after.cell) == (copy.name, "C3")
