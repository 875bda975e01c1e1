"""Marked copies: the user's look and words stay, all problems are listed, no original changes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from stack_planner.copied import Asked, Copies
from stack_planner.marking import source
from stack_planner.marking.book import finished, load
from stack_planner.marking.lost import lost
from stack_planner.planning import Inputs, check, write_checked
from stack_planner.problems import ForeignFilesError
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.problems import Problem

STACK, NEEDS = "project_stack.xlsx", "municipal_needs.xlsx"
MARKED = ("project_stack_označeno.xlsx", "municipal_needs_označeno.xlsx")
COMMENT = """\
— stack-planner —

CHYBA: ve sloupci Investice [Kč] je číslo s jednotkou [number_with_unit]
Je: 12 mil. Kč
Má být: číslo bez jednotky
Náprava: pokud to tak je, napište 12\xa0000\xa0000"""


def spoil(tables: Tables) -> None:
    tables["projects"][0]["capex"] = "12 mil. Kč"
    tables["projects"][1]["name"] = "=1+1"
    tables["budgets"][0]["orp"] = "10O1"


def edited(path: Path, edit: Callable[[Workbook], object]) -> None:
    """A workbook changed the way its user would."""
    book = load_workbook(path)
    edit(book)
    book.save(path)


def copies_of(folder: Path, *, fix: bool = False, lang: str = "cs", force: bool = False) -> Copies:
    inputs = Inputs(folder / "inputs" / STACK, [folder / "inputs" / NEEDS])
    asked = Asked(folder / "outputs", mark=True, fix=fix, lang=lang, force=force)
    return write_checked(inputs, check(inputs), asked)


def marked(folder: Path, name: str = MARKED[0]) -> Workbook:
    return load_workbook(folder / "outputs" / name)


def check_of(folder: Path) -> tuple[Problem, ...]:
    return check(Inputs(folder / "inputs" / STACK, [folder / "inputs" / NEEDS]))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_cells_are_coloured_and_commented_and_the_originals_stay(tmp_path: Path) -> None:
    before = contents(write_small(tmp_path, spoil) / "inputs")
    copies = copies_of(tmp_path)
    assert [file.name for file in copies.files] == list(MARKED)
    assert contents(tmp_path / "inputs") == before
    cell = marked(tmp_path)["Projekty"]["Q2"]
    assert cell.comment.text == COMMENT
    assert cell.comment.author == "stack-planner"
    assert cell.fill.fgColor.rgb == "00F4B9B1"
    assert (cell.value, cell.number_format) == ("12 mil. Kč", "#,##0"), "value and format stay"
    wrong = marked(tmp_path, MARKED[1])["Rozpočty"]["A2"]
    assert "takový kód není v příslušné tabulce" in wrong.comment.text


def test_the_list_says_all_with_links_the_worst_first(tmp_path: Path) -> None:
    copies_of(write_small(tmp_path, spoil))
    book = marked(tmp_path)
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title) == ("Problémy", "Problémy")
    assert [cell.value for cell in sheet[5]] == [
        *("Závažnost", "Místo", "Co je špatně", "Je", "Má být", "Náprava", "Kód"),
    ]
    first = [cell.value for cell in sheet[6]]
    assert first[:3] == ["CHYBA", "Projekty!Q2", "ve sloupci Investice [Kč] je číslo s jednotkou"]
    assert first[6] == "number_with_unit"
    assert sheet["B6"].hyperlink.location == "'Projekty'!Q2"
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == f"A5:G{sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    problems = [p for p in check_of(tmp_path) if p.file in {STACK, ""}]
    assert sheet.max_row == 5 + len(problems)


def test_the_users_formulas_comments_and_choices_are_kept(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)

    def edit(book: Workbook) -> None:
        sheet = book["Projekty"]
        sheet["Q2"].comment = Comment("Ověřit u dodavatele", "Nováková")
        sheet["Q2"].font = Font("Arial", italic=True)
        sheet["B2"] = "=A1"
        choice = DataValidation("list", formula1='"ORP,kraj"')
        choice.add("D2:D9")
        sheet.add_data_validation(choice)

    edited(tmp_path / "inputs" / STACK, edit)
    copies_of(tmp_path)
    sheet = marked(tmp_path)["Projekty"]
    assert sheet["Q2"].comment.text == f"Ověřit u dodavatele\n\n{COMMENT}"
    assert sheet["Q2"].comment.author == "Nováková"
    assert (sheet["Q2"].font.name, sheet["Q2"].font.italic) == ("Arial", True)
    assert sheet["B2"].value == "=A1"
    assert "D2:D9" in [str(each.sqref) for each in sheet.data_validations.dataValidation]


def test_formulas_keep_the_values_that_they_had(tmp_path: Path) -> None:
    """The sample of a formula with its value is written by XlsxWriter, as Excel would save it."""
    write_small(tmp_path, spoil)
    path = tmp_path / "inputs" / STACK
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(n for n in parts if b"700000" in parts[n] or b"600000" in parts[n])
    was = parts[name]
    parts[name] = was.replace(b"<v>600000</v>", b"<f>500000+100000</f><v>600000</v>")
    assert parts[name] != was
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    copies_of(tmp_path)
    assert marked(tmp_path)["Projekty"]["Q3"].value == "=500000+100000"
    values = load_workbook(tmp_path / "outputs" / MARKED[0], data_only=True)
    assert values["Projekty"]["Q3"].value == 600_000
    left = check(Inputs(tmp_path / "outputs" / MARKED[0], [tmp_path / "inputs" / NEEDS]))
    assert "formula_without_value" not in {problem.code for problem in left}


def test_values_of_formulas_keep_their_kind() -> None:
    before = BytesIO()
    with xlsxwriter.Workbook(before, {"in_memory": True}) as made:
        sheet = made.add_worksheet("A & B")
        for row, value in enumerate(["a<b&c", True, "#DIV/0!", "#1 projekt", 2.5, 46_388]):
            sheet.write_formula(row, 0, "=1", made.add_format({"num_format": "General"}), value)
        sheet.write_formula("A7", "=1", made.add_format({"num_format": "d.m.yyyy"}), 46_388)
    after = finished(load(before.getvalue()), before.getvalue())
    there, here = (
        [cell.value for cell in load_workbook(content, data_only=True).active["A"]]
        for content in (before, BytesIO(after))
    )
    assert here == there
    assert here[:4] == ["a<b&c", True, "#DIV/0!", "#1 projekt"]
    with zipfile.ZipFile(BytesIO(after)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r' t="(\w+)"', part) == ["str", "b", "e", "str"]


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    def inject(tables: Tables) -> None:
        tables["projects"][0]["scope"] = "=HYPERLINK(1)"

    copies_of(write_small(tmp_path, inject))
    book = marked(tmp_path)
    assert book["Projekty"]["D2"].data_type == "s"
    seen = next(
        row[3] for row in book["Problémy"].iter_rows(min_row=6) if row[1].value == "Projekty!D2"
    )
    assert (seen.value, seen.data_type) == ("=HYPERLINK(1)", "s")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)
    copies_of(tmp_path, fix=True)
    first = contents(tmp_path / "outputs")
    copies_of(tmp_path, fix=True)
    assert contents(tmp_path / "outputs") == first
    assert len(first) == 3


def test_a_missing_sheet_stands_in_the_list_only(tmp_path: Path) -> None:
    write_small(tmp_path)
    edited(tmp_path / "inputs" / STACK, lambda book: book.remove(book["Hodnocení"]))
    copies_of(tmp_path)
    rows = [
        [cell.value for cell in row] for row in marked(tmp_path)["Problémy"].iter_rows(min_row=6)
    ]
    assert rows[0][:3] == ["CHYBA", None, "chybí list Hodnocení"]


def test_a_problem_in_merged_cells_marks_the_first_of_them(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)
    edited(tmp_path / "inputs" / NEEDS, lambda book: book["Rozpočty"].merge_cells("A2:A3"))
    copies_of(tmp_path)
    sheet = marked(tmp_path, MARKED[1])["Rozpočty"]
    assert "merged_down" in sheet["A2"].comment.text


def test_a_marked_copy_is_marked_anew_without_the_old_marks(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)
    edited(
        tmp_path / "inputs" / STACK,
        lambda book: setattr(book["Projekty"]["Q2"], "comment", Comment("Moje", "Já")),
    )
    copies_of(tmp_path)
    book = marked(tmp_path)
    book["Projekty"]["Q2"] = 12_000_000
    book.save(tmp_path / "inputs" / STACK)
    assert "sheet_unknown" not in {problem.code for problem in check_of(tmp_path)}
    (tmp_path / "outputs").rename(tmp_path / "before")
    copies_of(tmp_path)
    again = marked(tmp_path)
    assert again.sheetnames.count("Problémy") == 1
    assert len(again.sheetnames) == len(book.sheetnames)
    assert again["Projekty"]["Q2"].comment.text == "Moje"
    assert again["Projekty"]["Q2"].fill.fill_type is None


def test_english_copies_have_english_names_and_words(tmp_path: Path) -> None:
    copies = copies_of(write_small(tmp_path, spoil), lang="en")
    assert copies.files[0].name == "project_stack_marked.xlsx"
    assert marked(tmp_path, copies.files[0].name).sheetnames[0] == "Problems"


def test_what_a_copy_cannot_hold_is_said(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)
    path = tmp_path / "inputs" / STACK
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
        archive.writestr("xl/media/image1.png", b"a picture")
    copies_of(tmp_path)
    sheet = marked(tmp_path)["Problémy"]
    assert sheet.cell(sheet.max_row, 1).value == (
        "V kopii chybí, protože je v ní zachovat neumíme: makra, obrázky. "
        "V původním sešitu zůstaly."
    )


def test_a_chart_is_kept_and_a_text_box_is_lost() -> None:
    book = Workbook()
    book.active.append([1, 2])
    chart = BarChart()
    chart.add_data(Reference(book.active, 1, 1, 2, 1))
    book.active.add_chart(chart)
    before, after = BytesIO(), BytesIO()
    book.save(before)
    load_workbook(before).save(after)
    assert lost(before.getvalue(), after.getvalue()) == ()
    with zipfile.ZipFile(before, "a") as archive:
        archive.writestr("xl/drawings/drawing2.xml", b'<xdr:sp macro=""/>')
        archive.writestr("xl/worksheets/sheet9.xml", b"<x14:sparkline></x14:sparkline>")
    assert lost(before.getvalue(), after.getvalue()) == ("shapes", "sparklines")


def test_a_workbook_that_cannot_be_kept_is_copied_by_its_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LARGEST", 0)
    copies_of(write_small(tmp_path, spoil))
    book = marked(tmp_path)
    assert book["Projekty"]["Q2"].comment.text == COMMENT
    assert book["Projekty"]["Q3"].value == 600_000
    assert book["Projekty"]["B3"].data_type == "s"
    sheet = book["Problémy"]
    assert str(sheet.cell(sheet.max_row, 1).value).startswith("Kopie obsahuje jen hodnoty")


def test_other_peoples_files_are_not_replaced(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)
    theirs = tmp_path / "outputs" / MARKED[0]
    theirs.parent.mkdir()
    theirs.write_text("moje", encoding="utf-8")
    with pytest.raises(ForeignFilesError):
        copies_of(tmp_path)
    assert contents(theirs.parent) == {MARKED[0]: b"moje"}
    ended = run(tmp_path, "check", "--mark")
    assert ended.code == 6
    assert "[number_with_unit]" in ended.out
    assert len(copies_of(tmp_path, force=True).files) == 2
    assert len(copies_of(tmp_path).files) == 2, "earlier copies of its own are simply replaced"


def test_a_copy_never_takes_the_place_of_an_input(tmp_path: Path) -> None:
    inputs = write_small(tmp_path, spoil) / "inputs"
    (inputs / NEEDS).rename(inputs / MARKED[0])
    both = Inputs(inputs / STACK, [inputs / MARKED[0], inputs / "." / MARKED[0]])
    before = contents(inputs)
    copies = write_checked(both, check(both), Asked(inputs, mark=True, force=True))
    assert [file.name for file in copies.files] == [
        "project_stack_označeno_2.xlsx",
        "project_stack_označeno_označeno.xlsx",
    ]
    assert {name: contents(inputs)[name] for name in before} == before


def test_every_file_of_a_folder_has_its_own_copy(tmp_path: Path) -> None:
    inputs = write_small(tmp_path, spoil) / "inputs"
    (inputs / "needs").mkdir()
    (inputs / NEEDS).rename(inputs / "needs" / "Aš.xlsx")
    ended = run(
        tmp_path, "check", f"inputs/{STACK}", "inputs/needs", "--mark", "-o", "kopie", "--json"
    )
    assert ended.code == 3
    assert ended.json["files"] == [f"kopie/{MARKED[0]}", "kopie/Aš_označeno.xlsx"]


def test_a_file_that_cannot_be_read_has_no_copy(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "inputs" / STACK).write_bytes(b"not a workbook")
    assert copies_of(tmp_path).files == ()
