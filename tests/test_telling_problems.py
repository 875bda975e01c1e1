"""Problems on the screen and in JSON: the worst first, equal ones together, nothing left out."""

from __future__ import annotations

import pytest

from stack_planner.problems import Problem, Severity
from stack_planner.telling.ordering import in_order
from stack_planner.telling.problems import WIDTH, problem_lines, problem_tips, problems_json
from stack_planner.words import load

CS = load("cs")
ERROR, WARNING, NOTICE = Severity


def unit(cell: str, file: str = "a.xlsx", sheet: str = "Projekty") -> Problem:
    """An amount with a unit."""
    details: dict[str, str | int] = {"heading": "Investice [Kč]", "proposed": 12_000_000}
    return Problem(
        "number_with_unit", ERROR, file, sheet, cell, "12 mil.", details, mend=12_000_000
    )


def blank(cell: str, file: str = "a.xlsx", sheet: str = "Rozpočty") -> Problem:
    return Problem("opex_blank", WARNING, file, sheet, cell)


def screen(*problems: Problem, everything: bool = False) -> list[str]:
    return list(problem_lines(problems, CS, everything=everything))


def in_one(lines: list[str]) -> str:
    """The screen as it is read aloud."""
    return " ".join(" ".join(lines).split())


def test_an_entry_says_where_what_seen_expected_and_how_to_mend() -> None:
    assert screen(unit("C7")) == [
        "a.xlsx › Projekty · 1 chyba",
        (
            "  CHYBA a.xlsx › Projekty!C7: ve sloupci Investice [Kč] je číslo s jednotkou "
            "[number_with_unit]"
        ),
        (
            "      je: 12 mil. · má být: číslo bez jednotky · náprava: pokud to tak je, "
            "napište 12\xa0000\xa0000"
        ),
        "",
        "1 chyba",
    ]


def test_cells_come_by_column_then_row_as_a_person_counts() -> None:
    cells = ["B2", "AA1", "A10", "", "A2", "7"]
    there = [Problem("twice", ERROR, "a", "ORP", cell) for cell in cells]
    assert [problem.cell for problem in in_order(there)] == ["", "7", "A2", "A10", "B2", "AA1"]


def test_files_and_sheets_with_errors_come_first() -> None:
    problems = [
        blank("D2", "a.xlsx"),
        unit("C7", "needs10.xlsx", "Stanoviska"),
        unit("C7", "needs2.xlsx", "Stanoviska"),
        unit("C7", "needs2.xlsx", "ORP"),
        blank("A1", "needs2.xlsx", "Kritéria"),
        Problem("no_growth", NOTICE),
    ]
    assert [problem.place for problem in in_order(problems)] == [
        "needs2.xlsx › ORP!C7",
        "needs2.xlsx › Stanoviska!C7",
        "needs2.xlsx › Kritéria!A1",
        "needs10.xlsx › Stanoviska!C7",
        "a.xlsx › Rozpočty!D2",
        "",
    ]


def test_the_order_does_not_depend_on_the_order_in_which_problems_were_found() -> None:
    problems = [unit(f"C{row}") for row in range(9)] + [blank(f"D{row}") for row in range(9)]
    assert in_order(problems[::-1]) == in_order(problems[9:] + problems[:9]) == in_order(problems)


def test_equal_problems_of_a_column_are_one_entry_with_its_cells() -> None:
    cells = ["C7", "C9", "C10", "C11", "C12", "C20", "C30", *(f"C{n}" for n in range(40, 70))]
    lines = screen(*map(unit, cells))
    assert lines[1].startswith(
        "  CHYBA a.xlsx › Projekty!C7, C9–C12, C20, C30 a ještě 30: ve sloupci Investice"
    )
    assert lines[-1] == "37 chyb"
    every = in_one(screen(*map(unit, cells), everything=True))
    assert "!C7, C9–C12, C20, C30, C40–C69: ve sloupci" in every, "all cells with -v"
    told = problems_json([unit(cell) for cell in cells], CS)
    assert [problem["cell"] for problem in told] == cells, "apart in JSON"
    assert {problem["mend"] for problem in told} == {12_000_000}


def test_an_entry_names_some_of_its_values_and_v_all_of_them() -> None:
    problems = [
        Problem("unknown_code", ERROR, "a", "Vazby", f"C{row}", f"X{row}", {"nearest": f"Y{row}"})
        for row in range(2, 7)
    ]
    told = in_one(screen(*problems))
    assert "je: X2 (C2), X3 (C3), X4 (C4), … ·" in told
    assert "nejblíže je: Y2 (C2), …" in told
    every = in_one(screen(*problems, everything=True))
    assert all(f"nejblíže je: Y{row}" in every for row in range(2, 7))


def test_of_many_entries_the_twenty_worst_are_shown_and_the_rest_counted() -> None:
    letters = [chr(65 + n) for n in range(26)]
    warnings = [blank(f"{letter}2", sheet="Projekty") for letter in letters]
    errors = [unit(f"{letter}3", sheet="Potřeby") for letter in letters[:2]]
    lines = screen(*warnings, *errors, unit("Z9"))
    entries = [line for line in lines if line.startswith(("  CHYBA", "  VAROVÁNÍ"))]
    assert len(entries) == 20
    assert sum("CHYBA" in line for line in entries) == 3, "no error hides behind a warning"
    assert lines[-2:] == [
        "… a ještě 9 problémů (9 varování); všechny vypíše -v",
        "3 chyby, 26 varování",
    ]
    assert "a ještě" not in " ".join(screen(*warnings, *errors, everything=True))


def test_lines_fit_the_screen_and_hold_no_terminal_commands() -> None:
    long = Problem("twice", ERROR, "soubor " * 9 + ".xlsx", "L" * 31, "A1", "x\x1b[31m\r\n" * 99)
    lines = screen(long, unit("C7"))
    assert max(map(len, lines)) <= WIDTH
    assert not [sign for line in lines for sign in line if ord(sign) < 32]


@pytest.mark.parametrize(
    ("mends", "last"),
    [
        (1, "1 z nich má jistou opravu; zapíše ji do kopie stack-planner check --fix."),
        (2, "2 z nich mají jistou opravu; zapíše ji do kopie stack-planner check --fix."),
        (0, "Sešity s vyznačenými buňkami a seznamem problémů zapíše stack-planner check --mark."),
    ],
)
def test_it_is_said_what_else_can_be_done(mends: int, last: str) -> None:
    problems = [blank("D2"), *(unit(f"C{row}") for row in range(mends))]
    assert list(problem_tips(problems, CS))[-1] == last
    assert list(problem_tips([], CS)) == []
