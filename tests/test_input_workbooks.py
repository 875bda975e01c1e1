"""Input workbooks: headings and words of the language, text that stays text, sheets that print."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from stack_planner.columns import TABLES
from stack_planner.workbook.inputs import Guide, input_workbook, settings_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.workbook import Workbook

PROJECT = {
    "code": "P01",
    "name": "Portál občana",
    "area": "Služby",
    "scope": "joint",
    "only_orps": ["4101", "4107"],
    "confidential": True,
    "capex_by_year": [1_200_000, 300_000],
    "capex_per_inhabitant": Fraction(1, 2),
    "key": "town population",
    "eligible": 85,
    "paragraph": "6171",
}
INJECTIONS = ["=1+1", "+420 353", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x", "007"]


def made(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], lang: str = "cs", workbook: str = "stack"
) -> Workbook:
    return load_workbook(BytesIO(input_workbook(workbook, rows, lang)))


def cells(book: Workbook, sheet: str) -> dict[str, Any]:
    """The cells of the second row by the headings above them."""
    first, second = list(book[sheet].iter_rows(max_row=2))
    return {str(head.value): cell for head, cell in zip(first, second, strict=True)}


@pytest.mark.parametrize(
    ("lang", "sheet", "expected"),
    [
        ("cs", "Projekty", {"Rozsah": "společný", "Neveřejné": "ano", "Klíč": "obyvatelé města"}),
        (
            "en",
            "Projects",
            {"Scope": "joint", "Confidential": "yes", "Cost key": "town population"},
        ),
    ],
)
def test_choices_are_words_of_the_language(lang: str, sheet: str, expected: dict[str, str]) -> None:
    row = cells(made({"projects": [PROJECT]}, lang), sheet)
    assert {heading: row[heading].value for heading in expected} == expected


def test_every_table_has_its_headings_with_units() -> None:
    for workbook in ("stack", "needs"):
        tables = [table for table in TABLES if table.workbook == workbook]
        book = made({table.name: [] for table in tables}, workbook=workbook)
        assert book.sheetnames == [table.cs for table in tables]
        for table in tables:
            headings = [cell.value for cell in book[table.cs][1]]
            plain = [
                column.cs for column in table.columns if not column.numbered and not column.aside
            ]
            assert [heading for heading in headings if heading in plain] == plain


def test_there_are_as_many_numbered_columns_as_used() -> None:
    row = cells(made({"projects": [PROJECT, {"code": "P02"}]}), "Projekty")
    assert row["Investice 1. rok [Kč]"].value == 1_200_000
    assert row["Investice 2. rok [Kč]"].value == 300_000
    assert "Investice 3. rok [Kč]" not in row


def test_an_empty_table_offers_numbered_columns() -> None:
    headings = [cell.value for cell in made({"projects": []})["Projekty"][1]]
    assert "Investice 3. rok [Kč]" in headings
    assert "Investice 4. rok [Kč]" not in headings


def test_an_open_table_has_a_column_for_every_criterion() -> None:
    rows = [{"project": "P01", "K1": 3, "K2": 0}, {"project": "P01", "orp": "4101", "K2": 5}]
    headings = [cell.value for cell in made({"scores": rows})["Hodnocení"][1]]
    assert headings == ["Kód projektu", "ORP", "K1", "K2"]


def test_codes_are_text_and_money_is_a_number() -> None:
    row = cells(made({"projects": [PROJECT]}), "Projekty")
    for heading, value in {
        "Kód": "P01",
        "Pouze ORP": "4101; 4107",
        "Paragraf": "6171",
    }.items():
        assert row[heading].value == value
        assert row[heading].number_format == "@"
    assert row["Investice 1. rok [Kč]"].number_format == "#,##0"
    assert row["Způsobilé [%]"].value == 85
    assert "%" not in row["Způsobilé [%]"].number_format
    assert row["Investice na obyvatele [Kč]"].value == 0.5
    assert row["Investice [Kč]"].value is None


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_stays_text(text: str) -> None:
    content = input_workbook("stack", {"projects": [PROJECT | {"name": text, "code": text}]}, "cs")
    row = cells(load_workbook(BytesIO(content)), "Projekty")
    for heading in ("Kód", "Název"):
        assert row[heading].value == text
        assert row[heading].data_type == "s"
        assert row[heading].hyperlink is None
    with ZipFile(BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_limit_may_be_words_and_a_date_is_a_date() -> None:
    rows = {
        "budgets": [{"orp": "4101", "year": 2027, "capex": "bez limitu"}],
        "positions": [
            {"orp": "4101", "project": "P01", "stance": "must", "date": date(2026, 3, 1)}
        ],
    }
    book = made(rows, workbook="needs")
    assert cells(book, "Rozpočty")["Investice [Kč]"].value == "bez limitu"
    assert cells(book, "Stanoviska")["Stanovisko"].value == "povinně"
    assert cells(book, "Stanoviska")["Datum"].value.date() == date(2026, 3, 1)


def test_allowed_words_are_offered_also_for_rows_to_come() -> None:
    sheet = made({"projects": [PROJECT]})["Projekty"]
    offered = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert '"ORP,společný,kraj"' in offered
    assert '"ano,ne"' in offered
    assert offered['"ORP,společný,kraj"'].startswith("D2:D5")


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_settings_are_written_in_the_language(lang: str) -> None:
    said = {"years": (4, "čtyři"), "carry_over": (False, ""), "need_rule": ("average", "")}
    rows = settings_rows(said, lang)
    assert [(row["key"], row["value"]) for row in rows] == (
        [("počet roků", 4), ("potřeba ORP", "průměr"), ("převod úspor", "ne")]
        if lang == "cs"
        else [("number of years", 4), ("need of ORP", "average"), ("carry-over", "no")]
    )


def test_sheets_are_made_for_screen_and_paper() -> None:
    sheet = made({"projects": [PROJECT]})["Projekty"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize or 0) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "$1:$1" in sheet.print_title_rows
    assert sheet.oddFooter.right.text == "Strana &P z &N"
    assert not sheet.merged_cells.ranges


def test_rows_are_high_enough_for_long_texts() -> None:
    sheet = made({"projects": [PROJECT, PROJECT | {"description": "slovo " * 60}]})["Projekty"]
    heights = sheet.row_dimensions
    assert heights[3].height > 3 * heights[2].height


def test_the_guide_stands_first_with_all_its_lines() -> None:
    guide = Guide("O šabloně", "Jak vyplnit", [("Peníze", "V celých Kč."), ("Kódy", "=Text")])
    book = load_workbook(BytesIO(input_workbook("stack", {"rules": []}, "cs", guide)))
    assert book.sheetnames == ["O šabloně", "Pravidla"]
    texts = [cell.value for row in book["O šabloně"].iter_rows() for cell in row if cell.value]
    assert texts == ["Jak vyplnit", "Peníze", "V celých Kč.", "Kódy", "=Text"]


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = {"projects": [PROJECT]}
    assert input_workbook("stack", rows, "cs") == input_workbook("stack", rows, "cs")
