"""What is certain is mended in a copy, and nothing else; the original is never touched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from stack_planner.columns import Column, Kind
from stack_planner.copied import Asked, Copies, Mended
from stack_planner.marking.book import load
from stack_planner.marking.mends import certain_mends, mend
from stack_planner.planning import Inputs, check, write_checked
from stack_planner.problems import Problem, Severity, Source, at
from stack_planner.reading.cells import Cell
from stack_planner.reading.faults import FaultError
from stack_planner.reading.values import parse
from stack_planner.telling.copies import copies_lines
from stack_planner.telling.problems import problem_json
from stack_planner.words import load as load_words
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STACK, NEEDS = "project_stack.xlsx", "municipal_needs.xlsx"
FIXED = "project_stack_opraveno.xlsx"


def spoil(tables: Tables) -> None:
    """An amount that is certain, one that is only likely, and a limit that is certain."""
    tables["projects"][0]["capex"] = "12 mil. Kč"
    tables["projects"][1]["capex"] = "6 m"
    tables["budgets"][0]["capex"] = "800 tis."


def copies_of(inputs: Inputs, folder: Path, *, mark: bool = False) -> Copies:
    return write_checked(inputs, check(inputs), Asked(folder / "outputs", mark=mark, fix=True))


def inputs_of(folder: Path) -> Inputs:
    return Inputs(folder / "inputs" / STACK, [folder / "inputs" / NEEDS])


def fault_of(asked: Callable[[], object]) -> FaultError:
    with pytest.raises(FaultError) as caught:
        asked()
    return caught.value


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("12 mil. Kč", 12_000_000),
        ("250 tis.", 250_000),
        ("1,5 mld", 1_500_000_000),
        ("1 200,- ", 1_200),
        ("12\u00a0000 CZK", 12_000),
        ("12 m", None),
        ("12 k Kč", None),
        ("1.250 tis.", None),
        ("1,250 mil. Kč", None),
        ("0,5 Kč", None),
        ("-3 mil.", None),
        ("hodně", None),
    ],
)
def test_an_amount_with_a_clear_unit_is_certain(text: str, mend: int | None) -> None:
    fault = fault_of(lambda: parse(Cell(text), Column("capex", "Investice", "Capex", Kind.MONEY)))
    assert fault.mend == mend


@pytest.mark.parametrize("kind", [Kind.PERCENT, Kind.COUNT, Kind.YEAR])
def test_units_of_money_mend_amounts_only(kind: Kind) -> None:
    assert fault_of(lambda: parse(Cell("12 Kč"), Column("x", "X", "X", kind))).mend is None


def test_a_mend_comes_from_the_fault_into_json() -> None:
    source = Source("a.xlsx", "Projekty", 2, {"capex": "F"})
    fault = FaultError("number_with_unit", {"proposed": 12}, 12)
    assert (
        problem_json(fault.at(source, "F2", "12 Kč", "Investice"), load_words("cs"))["mend"] == 12
    )
    told = at(source, "capex", "twice", "x", Severity.WARNING, mend="P01", first="A1")
    assert (told.mend, told.details) == ("P01", {"first": "A1"})
    assert (
        problem_json(at(source, "capex", "value_missing", heading="x"), load_words("cs"))["mend"]
        is None
    )


def test_only_what_is_certain_is_mended_in_a_copy(tmp_path: Path) -> None:
    write_small(tmp_path, spoil)
    before = (tmp_path / "inputs" / STACK).read_bytes()
    copies = copies_of(inputs_of(tmp_path), tmp_path)
    assert [file.name for file in copies.files] == [FIXED, "municipal_needs_opraveno.xlsx"]
    assert copies.mended == (
        Mended(STACK, "Projekty", "Q2", "12 mil. Kč", 12_000_000),
        Mended(NEEDS, "Rozpočty", "C2", "800 tis.", 800_000),
    )
    assert (tmp_path / "inputs" / STACK).read_bytes() == before
    sheet = load_workbook(copies.files[0])["Projekty"]
    assert [sheet[cell].value for cell in ("Q2", "Q3", "Q4")] == [12_000_000, "6 m", 400_000]
    assert sheet["Q2"].number_format == "#,##0"


def test_what_remains_is_what_the_copies_really_have(tmp_path: Path) -> None:
    copies = copies_of(inputs_of(write_small(tmp_path, spoil)), tmp_path)
    fixed = Inputs(copies.files[0], copies.files[1:])
    assert set(copies.remaining) == set(check(fixed))
    errors = {(p.file, p.cell) for p in copies.remaining if p.severity is Severity.ERROR}
    assert (FIXED, "Q3") in errors
    assert (FIXED, "Q2") not in errors


def test_mending_a_mended_copy_changes_nothing(tmp_path: Path) -> None:
    copies = copies_of(inputs_of(write_small(tmp_path, spoil)), tmp_path)
    again = copies_of(Inputs(copies.files[0], copies.files[1:]), tmp_path / "again")
    assert (again.files, again.mended) == ((), ())
    assert not (tmp_path / "again").exists()


def test_the_copy_lists_its_mends(tmp_path: Path) -> None:
    copies = copies_of(inputs_of(write_small(tmp_path, spoil)), tmp_path)
    book = load_workbook(copies.files[0])
    sheet = book.worksheets[-1]
    assert sheet.title == "Opravy"
    assert sheet["A2"].value == "1 opravená buňka"
    assert [cell.value for cell in sheet[6]] == ["Projekty!Q2", "12 mil. Kč", "12\xa0000\xa0000"]
    assert sheet["A6"].hyperlink.location == "'Projekty'!Q2"


def test_with_mark_the_mended_copy_is_marked_for_what_is_left(tmp_path: Path) -> None:
    copies = copies_of(inputs_of(write_small(tmp_path, spoil)), tmp_path, mark=True)
    sheet = load_workbook(copies.files[0])["Projekty"]
    assert sheet["Q2"].comment is None
    assert "[number_with_unit]" in sheet["Q3"].comment.text


def test_the_screen_tells_what_was_mended(tmp_path: Path) -> None:
    copies = copies_of(inputs_of(write_small(tmp_path, spoil)), tmp_path)
    told = list(copies_lines(copies, load_words("cs"), fix=True, everything=False))
    assert told[1:-1] == [
        "V kopiích opraveny 2 buňky:",
        "  project_stack.xlsx › Projekty!Q2: 12 mil. Kč → 12\xa0000\xa0000",
        "  municipal_needs.xlsx › Rozpočty!C2: 800 tis. → 800\xa0000",
    ]
    assert told[-1].startswith("V opravených kopiích zbývá: 1 chyba")


def test_json_tells_what_was_mended_and_the_inputs_still_have_errors(tmp_path: Path) -> None:
    ended = run(write_small(tmp_path, spoil), "check", "--fix", "--json")
    assert ended.code == 3
    assert "Zapsány 2 soubory do outputs" in ended.err
    assert ended.json["fixed"][0] == {
        "file": STACK,
        "sheet": "Projekty",
        "cell": "Q2",
        "from": "12 mil. Kč",
        "to": 12_000_000,
    }
    assert ended.json["files"] == [f"outputs/{FIXED}", "outputs/municipal_needs_opraveno.xlsx"]
    assert {problem["mend"] for problem in ended.json["problems"]} == {None, 12_000_000, 800_000}
    assert {problem["mend"] for problem in ended.json["remaining"]} == {None}


def test_nothing_certain_means_no_copy(tmp_path: Path) -> None:
    copies = copies_of(inputs_of(write_small(tmp_path)), tmp_path)
    assert list(copies_lines(copies, load_words("cs"), fix=True, everything=False)) == [
        *("", "Jistou opravu nemá žádná buňka; kopie s opravami nevznikla."),
    ]
    assert not (tmp_path / "outputs").exists()


def certain(cell: str, value: str | int, sheet: str = "List") -> Problem:
    return Problem("number_with_unit", Severity.ERROR, "a.xlsx", sheet, cell, "x", mend=value)


def content_of(fill: Callable[[Workbook], object], tmp_path: Path) -> bytes:
    book = Workbook()
    book.active.title = "List"
    fill(book)
    book.save(tmp_path / "a.xlsx")
    return (tmp_path / "a.xlsx").read_bytes()


def test_two_different_mends_of_a_cell_are_none() -> None:
    one, other = certain("A1", 1), certain("A1", 2)
    assert certain_mends([one, other, certain("A2", 3), certain("A2", 3)]) == [certain("A2", 3)]
    assert certain_mends([replace(one, mend=None), replace(one, cell="")]) == []


def test_a_formula_is_never_mended(tmp_path: Path) -> None:
    content = content_of(lambda book: book.active.append(['=B1&" mil."', 1]), tmp_path)
    assert mend(content, "a.xlsx", [certain("A1", 5)]) == (content, [])


def test_a_code_is_written_as_text_and_an_amount_as_a_number(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.append([1, "5 tis."])
        book.active["B1"].number_format = "@"

    content = content_of(fill, tmp_path)
    mended, changed = mend(content, "a.xlsx", [certain("A1", "001"), certain("B1", 5000)])
    sheet = load(mended)["List"]
    assert (sheet["A1"].value, sheet["A1"].number_format) == ("001", "@")
    assert (sheet["B1"].value, sheet["B1"].number_format) == (5000, "General")
    assert [change.after for change in changed] == ["001", 5000]
