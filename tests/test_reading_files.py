"""Every kind of file that people send is read, by its content, with what its cells show."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from stack_planner.problems import Severity
from stack_planner.reading.cells import Cell, Mark
from stack_planner.reading.files import find_workbooks, read_sheets
from stack_planner.telling.problems import told
from stack_planner.words import load
from tests import hostile
from tests.kinds import CASES, CSV, PAGE, archive, ods, whole_files, xlsb, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.problems import Problem
    from stack_planner.reading.cells import Sheet

CZECH = load("cs")


def read(folder: Path, name: str, content: bytes) -> tuple[list[Sheet], list[Problem]]:
    path = folder / name
    path.write_bytes(content)
    return read_sheets(path)


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_workbook_of_another_program_is_read_whole(ending: str) -> None:
    """``cases/reading``: one workbook made by openpyxl, saved by LibreOffice 7.4 in each format."""
    (first, second), problems = read_sheets(CASES / f"sample.{ending}")
    assert problems == []
    assert (first.name, first.hidden, second.name, second.hidden) == (
        *("Přehled", False),
        *("Skrytý list", True),
    )
    assert first.rows[0][0].is_blank
    assert [cell.value for cell in first.rows[2][1:6]] == [
        *("4101", 1_250_000, 0.85, date(2026, 11, 24), True)
    ]
    assert first.rows[2][3].percent
    assert not first.rows[3][2].percent
    assert first.rows[2][6] == Cell("#DIV/0!", is_error=True)
    assert first.hidden_rows == {3}
    assert first.merged == ((4, 1, 5, 2),)
    assert first.rows[4][3].text == "2"
    assert second.rows[0][0].text == "a\nb"


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.encode("utf-16"),
        CSV.encode("windows-1250"),
        CSV.replace(";", "\t").encode(),
        ("sep=;\n" + CSV).encode(),
        CSV.replace("1 250 000,50", '"1 250 000,50"').replace(";", ",").encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "windows-1250", "tab", "sep", "comma"],
)
def test_a_delimited_text_is_one_table_named_as_its_file(tmp_path: Path, content: bytes) -> None:
    (sheet,), _ = read(tmp_path, "Projekty.csv", content)
    assert sheet.name == "Projekty"
    assert texts(sheet)[-3:] == [
        ["Kód", "Název", "Částka"],
        ["4101", "Aš", "1 250 000,50"],
        ["0042", "Žluťoučký kůň", ""],
    ]


def test_amounts_with_a_decimal_comma_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    lines = "Kód;Částka;Podíl\n" + "P1;1,5;0,5\n" * 3
    (sheet,), _ = read(tmp_path, "x.csv", lines.encode())
    assert texts(sheet)[1] == ["P1", "1,5", "0,5"]


def test_a_line_break_inside_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    (sheet,), _ = read(tmp_path, "x.csv", b'a;"b\nc"\n1;2\n')
    assert texts(sheet) == [["a", "b\nc"], ["1", "2"]]


def test_a_page_named_xls_gives_its_table(tmp_path: Path) -> None:
    (sheet,), problems = read(tmp_path, "Projekty.xls", PAGE.encode())
    assert (sheet.name, sheet.merged) == ("Projekty", ((0, 0, 0, 1),))
    assert texts(sheet) == [["Kód", "", "Částka"], ["4101", "Aš", "1 250"]]
    assert [problem.code for problem in problems] == ["file_ending"]


def test_cells_merged_over_rows_push_the_next_row_aside(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan=2>a<td>b <b>c</b> d<tr><td>e</table>"
    (sheet,), _ = read(tmp_path, "x.html", page.encode())
    assert texts(sheet) == [["a", "b c d"], ["", "e"]]


def test_a_binary_workbook_is_read_and_what_is_not_known_of_it_told(tmp_path: Path) -> None:
    cells: list[tuple[int, int, str | float]] = [(1, 1, "Kód"), (2, 1, 4101.0)]
    (sheet,), problems = read(tmp_path, "x.xlsb", xlsb(cells))
    assert texts(sheet) == [["", ""], ["", "Kód"], ["", "4101"]]
    assert [problem.code for problem in problems] == ["file_partly_known"]


def test_only_a_real_percent_format_is_one(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" s="1"><v>0.85</v></c><c r="B1" s="2"><v>85</v></c></row>'
    (sheet,), _ = read(tmp_path, "x.xlsx", xlsx(row))
    assert [cell.percent for cell in sheet.rows[0]] == [True, False]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="A2"><f>B1</f></c><c r="C2" t="e" s="1"><f>B1</f><v>#REF!</v></c></row>',
        '<row r="2"><c r="A2"><f>B1</f><v /></c><c r="C2" s="1" t="e"><v>#REF!</v></c></row>',
        "<row r='2'><c r='A2'><f>B1</f></c><c r='C2' t='e' s='1'><v>#REF!</v></c></row>",
        '<x:row r="2"><x:c><f>B1</f></x:c><x:c/><x:c t="e" s="1"><v>#REF!</v></x:c></x:row>',
        '<!-- odd --><row r="2"><c><f>B1</f><v></v></c><c/><c t="e" s="1"><v>#REF!</v></c></row>',
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="C2" t="e"><v>#REF!</v></c></row>',
    ],
)
def test_however_it_is_written_a_formula_without_value_and_an_error_are_seen(
    tmp_path: Path, row: str
) -> None:
    (sheet,), problems = read(tmp_path, "x.xlsx", xlsx(row))
    assert problems == []
    assert sheet.marks == {(1, 0): Mark.UNVALUED, (1, 2): Mark.PERCENT | Mark.ERROR} or (
        sheet.marks == {(1, 0): Mark.UNVALUED, (1, 2): Mark.ERROR}
    )
    assert sheet.rows[1][0].formula_without_value
    assert sheet.rows[1][2].value == "#REF!"


def test_a_formula_that_gives_the_empty_text_has_a_value(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>'
    (sheet,), _ = read(tmp_path, "x.xlsx", xlsx(row))
    assert sheet.rows[0][0] == Cell()


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2026, 11, 24)
    book.save(tmp_path / "x.xlsx")
    (sheet,), _ = read_sheets(tmp_path / "x.xlsx")
    assert sheet.rows[0][0].value == date(2026, 11, 24)


FILES: list[tuple[str, bytes, str, str, str]] = [
    (
        *("x.xlsx", b"", "file_blank", "soubor je prázdný"),
        "požádejte odesílatele, aby soubor poslal znovu",
    ),
    (
        *("x.xlsx", hostile.locked(), "file_encrypted", "sešit je chráněn heslem"),
        "otevřete jej v Excelu, zrušte heslo (Soubor, Informace, Zamknout sešit) a uložte",
    ),
    (
        *("x.xlsx", hostile.letter(), "file_format", "tento druh souboru neumíme přečíst"),
        "otevřete jej v Excelu a uložte jako Sešit aplikace Excel (.xlsx)",
    ),
    (
        *("x.xls", b"<?xml version='1.0'?><Workbook/>", "file_format"),
        "tento druh souboru neumíme přečíst",
        "otevřete jej v Excelu a uložte jako Sešit aplikace Excel (.xlsx)",
    ),
    (
        *("x.xlsx", whole_files()["sample.xlsx"][:3000], "file_damaged"),
        "sešit nelze otevřít, je poškozený nebo to není sešit",
        "otevřete jej v Excelu a uložte znovu; pokud to nejde, vyžádejte si nový",
    ),
    (
        *("x.csv", bytes(range(256)) * 20, "file_damaged"),
        "sešit nelze otevřít, je poškozený nebo to není sešit",
        "otevřete jej v Excelu a uložte znovu; pokud to nejde, vyžádejte si nový",
    ),
    (
        *("x.html", b"<html><p>Nic</p></html>", "page_without_table", "webová stránka bez tabulky"),
        "otevřete ji v Excelu a uložte jako Sešit aplikace Excel (.xlsx)",
    ),
    (
        *("~$x.xlsx", b"x", "file_lock", "pomocný soubor právě otevřeného sešitu"),
        "uveďte soubor bez ~$ na začátku a zavřete jej v Excelu",
    ),
    (
        *("x.xls", CSV.encode(), "file_ending"),
        "přípona .xls neodpovídá obsahu, soubor se čte jako .csv",
        "uložte jej v Excelu jako Sešit aplikace Excel (.xlsx)",
    ),
    (
        *("x.csv", CSV.encode("windows-1250"), "file_encoding"),
        "text není v kódování UTF-8, čte se jako windows-1250",
        "zkontrolujte písmena s háčky a čárkami; příště uložte jako CSV UTF-8",
    ),
    (
        *("x.xlsb", xlsb([(0, 0, 1.0)]), "file_partly_known"),
        "u tohoto druhu sešitu nepoznáme procenta, chyby vzorců ani skryté řádky",
        "uložte jej v Excelu jako Sešit aplikace Excel (.xlsx) a použijte ten",
    ),
    (
        *("x.xlsx", xlsx("", **{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "external_links"),
        "sešit odkazuje na jiné sešity, čtou se jen naposledy uložené hodnoty",
        "ověřte, že jsou hodnoty aktuální, nebo odkazy zrušte (Data, Upravit odkazy)",
    ),
    (
        *("x.csv", b"a;b\x07c\n", "control_characters"),
        "text obsahoval neviditelné řídicí znaky, vynechaly se",
        "zkontrolujte text buňky a přepište jej",
    ),
    (
        *("x.xlsx", hostile.far_cell(), "sheet_too_far"),
        "list sahá až k buňce XFD1048576, to je více než 6\xa0000\xa0000 buněk; nečte se",
        "smažte vše za tabulkou včetně buňky XFD1048576 a sešit uložte",
    ),
    (
        *("x.xlsx", hostile.bomb(), "file_bomb"),
        "soubor je po rozbalení nezvykle velký, jedna jeho část přesahuje 64 MB",
        "smažte prázdné formátované řádky a sloupce za tabulkou, nebo tabulku zkopírujte"  # noqa: ISC004
        " do nového sešitu",
    ),
    (
        *("x.csv", hostile.many_cells_csv(), "file_too_many_cells"),
        "soubor má více než 3\xa0000\xa0000 buněk",
        "smažte řádky a sloupce, které k tabulce nepatří",
    ),
    (
        *("x.xlsb", hostile.far_cell_of_xlsb(), "file_too_hard"),
        "soubor nelze přečíst v mezích 450 MB paměti a 5 s",
        "zkopírujte tabulky do nového sešitu a uložte jej jako .xlsx",
    ),
]


@pytest.mark.parametrize(
    ("name", "content", "sentences"),
    [(row[0], row[1], row[2:]) for row in FILES],
    ids=[f"{row[2]} {row[0]}" for row in FILES],
)
def test_what_is_wrong_with_a_file_is_told_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, sentences: tuple[str, str, str]
) -> None:
    _, problems = read(tmp_path, name, content)
    (problem,) = problems
    assert problem.file == name
    told_of_it = (problem.code, told(problem, "what", CZECH), told(problem, "fix", CZECH))
    assert told_of_it == sentences


def test_a_missing_file_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    found = {}
    for name in ("none.xlsx", "x.xlsx", "pipe.xlsx", "a" * 300 + ".xlsx"):
        _, (problem,) = read_sheets(tmp_path / name)
        found[name[:9]] = told(problem, "what", CZECH)
    assert found == {
        "none.xlsx": "soubor neexistuje",
        "x.xlsx": "je to složka, ne soubor",
        "pipe.xlsx": "soubor neexistuje",
        "aaaaaaaaa": "soubor neexistuje",
    }


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(_: Path) -> bytes:
        raise PermissionError

    (tmp_path / "x.xlsx").write_bytes(b"x")
    monkeypatch.setattr("pathlib.Path.read_bytes", denied)
    _, (problem,) = read_sheets(tmp_path / "x.xlsx")
    assert told(problem, "what", CZECH) == (
        "soubor nelze otevřít, chybí oprávnění nebo jej drží jiný program"
    )


def test_a_file_too_large_to_be_a_list_is_told(tmp_path: Path) -> None:
    with (tmp_path / "x.csv").open("wb") as file:
        file.truncate(100_000_001)
    _, (problem,) = read_sheets(tmp_path / "x.csv")
    assert told(problem, "what", CZECH) == "soubor je větší než 100 MB"


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    name = os.fsdecode(b"plan\xff.csv")
    (sheet,), _ = read(tmp_path, name, CSV.encode())
    assert sheet.file == "plan\ufffd.csv"


def test_a_folder_is_read_in_order_and_what_is_skipped_is_told(tmp_path: Path) -> None:
    for name in ("b.csv", "A.xlsx", "c.ods", "~$A.xlsx", ".c.ods", "popis.docx", ".~lock.c.ods#"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "starší").mkdir()
    files, problems = find_workbooks([tmp_path, tmp_path / "b.csv"])
    assert [file.name for file in files] == ["A.xlsx", "b.csv", "c.ods"]
    assert {problem.severity for problem in problems} == {Severity.NOTICE}
    assert {problem.file: told(problem, "what", CZECH) for problem in problems} == {
        "~$A.xlsx": "sešit má právě někdo otevřený, jeho poslední změny tu být nemusí",
        ".~lock.c.ods#": "sešit má právě někdo otevřený, jeho poslední změny tu být nemusí",
        ".c.ods": "soubor ve složce není tabulka, nečte se",
        "popis.docx": "soubor ve složce není tabulka, nečte se",
        "starší": "složka ve složce se nečte",
    }


def test_a_folder_without_workbooks_is_told(tmp_path: Path) -> None:
    _, (problem,) = find_workbooks([tmp_path])
    assert told(problem, "what", CZECH) == "ve složce není žádný sešit"


def test_texts_that_look_like_formulas_are_texts(tmp_path: Path) -> None:
    risky = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"]
    (sheet,), _ = read(tmp_path, "x.csv", (";".join(risky) + "\n;\n").encode())
    assert [cell.value for cell in sheet.rows[0]] == risky


def test_control_characters_are_cleaned_in_every_writing(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0007_b</t></is></c></row>'
    (sheet,), (problem,) = read(tmp_path, "x.xlsx", xlsx(row))
    assert sheet.rows[0][0].text == "ab"
    assert (problem.code, problem.sheet, problem.cell) == ("control_characters", "List1", "A1")


def test_the_longest_text_of_excel_is_kept(tmp_path: Path) -> None:
    (sheet,), problems = read(tmp_path, "x.xlsx", hostile.long_text())
    assert problems == []
    assert sheet.rows[0][0].text == "ž" * hostile.LONGEST_TEXT


def test_a_locked_workbook_of_libreoffice_is_told(tmp_path: Path) -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>",
        "content.xml": b"\x01\x02",
    }
    _, (problem,) = read(tmp_path, "x.ods", archive(parts))
    assert told(problem, "what", CZECH) == "sešit je chráněn heslem"


def test_a_comment_in_libreoffice_is_not_part_of_the_cell(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>pozn.</text:p>'
        '</office:annotation><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p>'
        '</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"/>'
    )
    (sheet,), _ = read(tmp_path, "x.ods", ods(f"<table:table-row>{cell}</table:table-row>"))
    assert sheet.rows[0] == (Cell("a  b\nc"), Cell(0.5, percent=True))
