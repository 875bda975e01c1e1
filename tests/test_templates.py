"""Templates that explain themselves: lists, messages, protected headings, nothing overwritten."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.columns import SETTING_KEYS, TABLES, Column, Setting
from stack_planner.reading.cells import Cell
from stack_planner.reading.values import parse
from stack_planner.words import LANGUAGES, load
from stack_planner.workbook.offering import LONGEST_MESSAGE, LONGEST_TITLE
from stack_planner.workbook.templates import template_workbooks
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

DESCRIBED: list[tuple[Column | Setting, str]] = [
    *(
        (column, f"column.{table.name}.{column.field}")
        for table in TABLES
        for column in table.columns
    ),
    *((setting, f"setting.{setting.field}") for setting in SETTING_KEYS),
]
FILES = ["municipal_needs.xlsx", "project_stack.xlsx"]


def opened(file: str, lang: str = "cs") -> Workbook:
    return load_workbook(BytesIO(template_workbooks(lang)[file]))


def rules(book: Workbook, sheet: str) -> dict[str, Any]:
    """The validations of a sheet by the first cell that they hold for."""
    found = book[sheet].data_validations.dataValidation
    return {str(rule.sqref).partition(":")[0]: rule for rule in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_note_and_an_example_that_its_cells_accept(lang: str) -> None:
    words = load(lang)
    for thing, key in DESCRIBED:
        assert 0 < len(words(f"{key}.note")) <= LONGEST_MESSAGE, key
        assert parse(Cell(words(f"{key}.example")), thing).warning == "", key
    assert all(words.has(f"table.{table.name}.note") for table in TABLES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_messages_fit_into_what_excel_shows(file: str, lang: str) -> None:
    book = opened(file, lang)
    told = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert len(told) > 25
    for rule in told:
        assert 0 < len(rule.promptTitle) <= LONGEST_TITLE
        assert 0 < len(rule.prompt) <= LONGEST_MESSAGE
        assert len(rule.error or "") <= LONGEST_MESSAGE


def test_a_cell_offers_words_codes_and_bounds() -> None:
    stack, needs = (opened(file) for file in reversed(FILES))
    projects, links = rules(stack, "Projekty"), rules(stack, "Vazby")
    assert projects["D4"].formula1 == '"ORP,společný,kraj"'
    assert projects["D4"].error == "Vyberte ze seznamu: ORP / společný / kraj"
    assert str(projects["D4"].sqref) == "D4:D503"
    assert links["A3"].formula1.startswith("'Projekty'!$A$4:INDEX('Projekty'!$A$4:$A$503,")
    assert links["A3"].errorStyle == "warning"
    assert rules(needs, "Potřeby")["D4"].prompt == (
        "0 = nepotřebujeme, 5 = nejnaléhavější; i 2,5. Prázdné v předvyplněném řádku = "
        "bez odpovědi, počítá se výchozí potřeba.\nPříklad: 4"
    )
    urgency = rules(needs, "Potřeby")["D4"]
    assert (urgency.type, urgency.formula1, urgency.formula2) == ("decimal", "0", "5")
    capex = rules(needs, "Rozpočty")["C4"]
    assert capex.formula1 == 'IF(ISNUMBER(C4),AND(C4>=0,C4=INT(C4)),LOWER(TRIM(C4))="bez limitu")'
    year = rules(needs, "Rozpočty")["B4"]
    assert (year.type, year.formula1, year.formula2) == ("whole", "1990", "2100")
    percent = rules(stack, "Programy")["C3"]
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")
    assert percent.error == "Napište procenta číslem od 0 do 100: 85 znamená 85 %."


def test_a_setting_offers_what_it_accepts() -> None:
    book = opened("project_stack.xlsx")
    sheet, offered = book["Nastavení"], rules(book, "Nastavení")
    rows = {sheet.cell(row, 1).value: f"B{row}" for row in range(3, sheet.max_row + 1)}
    assert list(rows) == [setting.cs for setting in SETTING_KEYS]
    assert offered[rows["spravedlnost"]].formula1 == '"žádná,minimum"'
    assert offered[rows["počet roků"]].error == "Napište celé číslo od 1 do 30."


@pytest.mark.parametrize("file", FILES)
def test_headings_are_locked_and_cells_are_free(file: str) -> None:
    book = opened(file)
    names = {table.cs for table in TABLES}
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        if sheet.title in names:
            assert not (sheet.protection.sort)
            assert not (sheet.protection.autoFilter)
            assert not (sheet.protection.insertRows)
            assert not (sheet.protection.deleteRows)
            head = sheet[sheet.auto_filter.ref.partition(":")[0]]
            assert head.protection.locked
            assert not sheet.column_dimensions["A"].protection.locked
            assert sheet.freeze_panes.endswith(str(head.row + 1))
            assert sheet.page_setup.orientation == "landscape"


def test_the_sheets_say_what_a_clerk_must_know() -> None:
    book = opened("municipal_needs.xlsx")
    assert book.sheetnames[:2] == ["Jak vyplnit", "Sloupce a příklady"]
    budgets = " ".join(str(book["Rozpočty"].cell(row, 1).value) for row in (1, 2))
    assert "po odečtení provozu stávajících systémů, uzavřených smluv" in budgets
    needs = " ".join(str(book["Potřeby"].cell(row, 1).value) for row in (1, 2))
    assert "Bez jmen soukromých osob a bez popisu slabých míst." in needs
    guide = {row[0].value: row[1].value for row in book["Jak vyplnit"].iter_rows() if row[1].value}
    assert guide["ORP znamená město"].startswith("Rozpočet ORP jsou peníze samotného města")


def test_templates_are_written_and_never_over_others(tmp_path: Path) -> None:
    first = run(tmp_path, "template", "--json")
    assert first.code == 0
    assert first.json == {"files": [f"templates/{file}" for file in reversed(FILES)]}
    assert run(tmp_path, "template", "-q").code == 0, "an untouched template may be replaced"
    (tmp_path / "templates" / FILES[0]).write_bytes(b"somebody's work")
    refused = run(tmp_path, "template")
    assert refused.code == 6
    assert "Nezapsáno: soubory nevznikly tímto nástrojem" in refused.err
    assert run(tmp_path, "template", "--force").code == 0


def test_options_of_questionnaires_go_with_them_only(tmp_path: Path) -> None:
    ended = run(tmp_path, "template", "--stack", "x.xlsx")
    assert ended.code == 2
    assert ended.err == "--stack, --needs a --plan patří jen k --per-orp.\n"


def test_the_same_bytes_every_time() -> None:
    assert template_workbooks("en") == template_workbooks("en")


def without_answers(tables: Tables) -> None:
    """A region that knows its towns and asks for their money and needs."""
    tables["budgets"], tables["needs"] = [], []
    tables["settings"] += [
        {"key": "první rok", "value": 2027},
        {"key": "počet roků", "value": 2},
    ]
    tables["positions"] = [{"orp": "1001", "project": "P2", "stance": "refuses", "note": "dříve"}]


def test_a_questionnaire_holds_all_that_is_known_of_its_town(tmp_path: Path) -> None:
    write_small(tmp_path, without_answers)
    ended = run(tmp_path, "template", "asked", "--per-orp", "--json")
    assert ended.json == {
        "files": ["asked/dotaznik_1001_Vetsi.xlsx", "asked/dotaznik_1002_Mensi.xlsx"]
    }
    book = load_workbook(tmp_path / "asked" / "dotaznik_1001_Vetsi.xlsx")

    def below(sheet: str, first: int) -> list[tuple[Any, ...]]:
        rows = book[sheet].iter_rows(min_row=first, values_only=True)
        return [tuple(value for value in row if value is not None) for row in rows]

    assert below("ORP", 4) == [("1001", "Větší", 30_000)]
    assert below("Obce", 3) == [("500001", "Ves", "1001", 900)]
    assert below("Rozpočty", 4) == [("1001", 2027), ("1001", 2028)]
    assert below("Potřeby", 4) == [("1001", "A"), ("1001", "B")]
    assert below("Stanoviska", 4) == [
        ("1001", "P1", "Portál"),
        ("1001", "P2", "Síť", "nechce", "dříve"),
        ("1001", "P3", "Společně"),
        ("1001", "P4", "Krajský"),
    ]
    assert below("Přehled projektů", 2)[1][:7] == ("P1", "Portál", "A", "ORP", 700_000, 0, 10_000)
    assert below("Obeslaná města", 2) == [
        ("Kód", "Název"),
        ("1001", "Větší"),
        ("1002", "Menší"),
    ]
    offered = rules(book, "Potřeby")["C4"].formula1
    assert offered.startswith("'Přehled oblastí'!$A$3:INDEX(")
    assert rules(book, "Stanoviska")["B4"].formula1.startswith("'Přehled projektů'!$A$3:INDEX(")


def test_questionnaires_need_to_know_the_years(tmp_path: Path) -> None:
    def unknown(tables: Tables) -> None:
        without_answers(tables)
        tables["settings"] = tables["settings"][:-1]

    ended = run(write_small(tmp_path, unknown), "template", "--per-orp")
    assert ended.code == 3
    assert "není známo, na které roky se ptát [horizon_unknown]" in ended.err
    assert "doplňte první rok a počet roků na listu Nastavení" in " ".join(ended.err.split())
    assert not (tmp_path / "templates").exists()


def test_questions_left_open_are_told_once_a_sheet(tmp_path: Path) -> None:
    def unanswered(tables: Tables) -> None:
        tables["needs"] += [{"orp": "1001", "area": "C"}, {"orp": "1002", "area": "C"}]

    ended = run(write_small(tmp_path, unanswered), "check", "-v")
    assert ended.code == 0
    assert "Potřeby!A6: předvyplněné řádky bez odpovědi: 2 [unanswered]" in ended.out, (
        "the first of them"
    )


def test_a_reason_without_an_urgency_is_a_fault(tmp_path: Path) -> None:
    def half(tables: Tables) -> None:
        tables["needs"].append({"orp": "1001", "area": "C", "reason": "proto"})

    ended = run(write_small(tmp_path, half), "check")
    assert ended.code == 3
    assert "Potřeby!D6: povinný údaj Naléhavost není vyplněn [value_missing]" in ended.out


def test_a_year_without_its_amount_is_told_once(tmp_path: Path) -> None:
    def blank(tables: Tables) -> None:
        tables["budgets"][0] = {"orp": "1001", "year": 2027}

    problems = run(write_small(tmp_path, blank), "check", "--json").json["problems"]
    errors = [(p["code"], p["cell"]) for p in problems if p["severity"] == "error"]
    assert errors == [("value_missing", "C2")]
