"""What could be read in two ways, or would be lost without a word, is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from stack_planner.meaning import Known
from stack_planner.reading.cells import Cell
from stack_planner.reading.faults import FaultError
from stack_planner.reading.files import read_sheets
from stack_planner.reading.numbers import parse_number
from stack_planner.reading.values import parse_level
from tests.sending import beside, only, problems_of, put, said, send
from tests.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.small import Tables

LARGEST = 999_999_999_999_999
"""Of the 15 digits that Excel keeps (ECMA-376 leaves it to IEEE 754; Excel specifications: 15)."""


@pytest.mark.parametrize(
    ("sheet", "cell", "heading"),
    [("Projekty", "Q2", "Investice [Kč]"), ("ORP", "C2", "Obyvatel")],
)
def test_three_zeros_after_a_comma_may_be_thousands(
    tmp_path: Path, sheet: str, cell: str, heading: str
) -> None:
    problem = only(send(tmp_path, sheet, put(**{cell: "30,000"})), "number_one_dot")
    assert said(problem).endswith(
        f"{sheet}!{cell} | 30,000 | ve sloupci {heading} může tečka nebo čárka oddělovat tisíce "
        "i desetiny | 30\xa0000, nebo 30,000 | napište číslo bez oddělovače tisíců"
    )
    assert problem.mend is None


def test_decimal_places_of_whole_crowns_are_no_thousands(tmp_path: Path) -> None:
    problems = send(tmp_path, "Projekty", put(Q2="700 000,00", Q3="30,00"))
    assert beside(problems) == {"no_growth", "no_reserve"}


@pytest.mark.parametrize("value", [2.0**53 + 2, 1e300, "9007199254740993"])
def test_an_amount_whose_last_digits_may_be_lost_is_an_error(
    tmp_path: Path, value: float | str
) -> None:
    problem = only(send(tmp_path, "Projekty", put(Q2=value)), "out_of_range")
    assert (problem.sheet, problem.cell) == ("Projekty", "Q2")
    assert problem.details["high"] == LARGEST


def test_the_largest_number_is_read_exactly() -> None:
    assert parse_level(Cell(LARGEST)).value == LARGEST
    with pytest.raises(FaultError, match="out_of_range"):
        parse_level(Cell(LARGEST + 1))


def test_years_of_a_project_are_counted_from_one(tmp_path: Path) -> None:
    heading = "Investice 0. rok [Kč]"
    problem = only(send(tmp_path, "Projekty", put(AO1=heading, AO2=5)), "column_unknown")
    assert said(problem) == (
        f"notice project_stack.xlsx › Projekty!AO1 | {heading} | sloupec neznáme, do výpočtu "
        "nevstupuje | nadpis podle vzoru | pokud sloupec k plánu patří, opravte jeho nadpis"
    )


def test_the_mend_of_a_number_keeps_every_decimal_place() -> None:
    with pytest.raises(FaultError) as caught:
        parse_number("12,3456789 Kč")
    assert caught.value.mend == "12,3456789"


@pytest.mark.parametrize("word", ["11", "P11", "1.10"])
def test_numbers_set_apart_are_not_one_number(word: str) -> None:
    assert not Known({"1.1": "Portál", "P1-1": "Síť"}).find(word).code


def test_numbers_set_apart_otherwise_are_the_same() -> None:
    assert Known({"1.1": "Portál", "P-01": "Síť"}).find("1-1").code == "1.1"
    assert Known({"1.1": "Portál", "P-01": "Síť"}).find("P 1").code == "P-01"


TABLE = "Kód;Název;Oblast;Rozsah;Popis\nP1;Portál;A;ORP;{}\nP2;Síť;A;ORP;x\n"


def test_a_quotation_mark_that_never_ends_swallows_no_rows(tmp_path: Path) -> None:
    file = tmp_path / "Projekty.csv"
    file.write_text(TABLE.format('"viz příloha'), encoding="utf-8")
    sheets, (problem,) = read_sheets(file)
    assert sheets == []
    assert said(problem) == (
        "error Projekty.csv | viz příloha | v buňce E2 začínají uvozovky, které nikde nekončí, "
        "a následující řádky by se ztratily | text v uvozovkách z obou stran, nebo bez nich | "
        "otevřete soubor v Poznámkovém bloku a uvozovky před tímto textem smažte, "
        "nebo je za ním doplňte"
    )


@pytest.mark.parametrize("text", ['"viz ""příloha"""', '24"', '"viz\npříloha"', "viz\n\n"])
def test_other_quotation_marks_are_harmless(tmp_path: Path, text: str) -> None:
    file = tmp_path / "Projekty.csv"
    file.write_text(TABLE.format(text), encoding="utf-8")
    (sheet,), problems = read_sheets(file)
    assert [row[0].text for row in sheet.rows if row[0].text in ("P1", "P2")] == ["P1", "P2"]
    assert problems == []


def test_a_percentage_among_numbers_is_told_to_be_a_share(tmp_path: Path) -> None:
    def shown_as_percent(sheet: Worksheet) -> None:
        sheet["C2"] = 0.85
        sheet["C2"].number_format = "0 %"

    problem = only(send(tmp_path, "Hodnocení", shown_as_percent), "percent_as_number")
    assert said(problem) == (
        "warning project_stack.xlsx › Hodnocení!C2 | 0.85 | buňka ve sloupci K1 je ve formátu "
        "procent, čte se jako 0,85 | číslo ve stejné stupnici jako hladiny kritéria a ostatní "
        "řádky | zkontrolujte, že i ostatní hodnoty jsou podíly; jinak formát procent "
        "zrušte a napište číslo"
    )


@pytest.mark.parametrize("value", [date(2027, 1, 1), True])
def test_a_date_is_no_code(tmp_path: Path, value: object) -> None:
    problem = only(send(tmp_path, "Hodnocení", put(A2=value)), "code_is_no_text")
    assert said(problem).split(" | ", 2)[2] == (
        "ve sloupci Kód projektu je místo kódu datum nebo hodnota ano/ne | kód jako text | "
        "tabulkový program kód přeměnil: nastavte buňce formát Text a napište kód znovu"
    )


def test_a_duration_that_the_years_do_not_fill_is_told(tmp_path: Path) -> None:
    def three_years(tables: Tables) -> None:
        tables["projects"][0] |= {"duration": 3, "capex_by_year": [300_000, 400_000]}

    problem = only(problems_of(write_small(tmp_path, three_years)), "duration_differs")
    assert said(problem).endswith(
        " | 3 | doba realizace se liší od počtu vyplněných roků (2), platí částky po letech | "
        "stejný počet roků | opravte dobu realizace, nebo doplňte částky dalších roků"
    )


def test_a_note_below_a_questionnaire_is_no_open_question(tmp_path: Path) -> None:
    problems = send(tmp_path, "Potřeby", put(A9="Vyplnila: odbor informatiky, tel. 352 524 111"))
    assert "rows_note" in beside(problems)
    assert "unanswered" not in beside(problems)
