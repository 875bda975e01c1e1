"""Whatever is wrong in the inputs is told at its cell, all at once, and never as a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.planning import Inputs, check
from stack_planner.problems import Severity
from stack_planner.telling.problems import told
from stack_planner.words import load
from tests.changing import (
    NEEDS,
    STACK,
    both,
    first,
    groups,
    more,
    position,
    problems_of,
    requires,
    setting,
)
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASES: list[tuple[str, Callable[[Tables], Any], str, str]] = [
    ("twice", more("projects", code="p1", name="x", area="A", scope="ORP"), STACK, "Projekty!A6"),
    ("twice", more("orps", code="1001", name="x", population=1), NEEDS, "ORP!A4"),
    ("twice", more("needs", orp="1001", area="A", urgency=1), NEEDS, "Potřeby!C6"),
    ("twice", more("scores", project="P1", K1=1), STACK, "Hodnocení!A6"),
    ("unknown_code", first("projects", programmes=["X"]), STACK, "Projekty!"),
    ("unknown_code", first("projects", only_orps=["1003"]), STACK, "Projekty!E2"),
    ("unknown_code", first("scores", project="P9"), STACK, "Hodnocení!A2"),
    ("unknown_code", requires("P1", "P"), STACK, "Vazby!C2"),
    ("unknown_code", first("needs", municipality="500009"), NEEDS, "Potřeby!B2"),
    ("unknown_code", first("municipalities", orp="1"), NEEDS, "Obce!C2"),
    ("unknown_code", more("rules", kind="at most", group=["Z"], bound=1), STACK, "Pravidla!B2"),
    ("area_unused", first("needs", area="AA"), NEEDS, "Potřeby!C2"),
    ("value_missing", first("projects", name=None), STACK, "Projekty!B2"),
    ("value_missing", first("budgets", capex=None), NEEDS, "Rozpočty!C2"),
    ("not_a_choice", first("projects", scope="krajj"), STACK, "Projekty!D2"),
    ("not_a_number", first("projects", capex="hodně"), STACK, "Projekty!"),
    ("number_with_unit", first("projects", capex="12 mil. Kč"), STACK, "Projekty!"),
    ("negative_money", first("projects", capex=-1), STACK, "Projekty!"),
    ("not_whole", first("projects", capex=1.5), STACK, "Projekty!"),
    ("not_a_share", first("programmes", rate=120), STACK, "Programy!C2"),
    ("bare_share", first("programmes", rate=0.85), STACK, "Programy!C2"),
    ("not_a_year", first("pool", year=27), STACK, "Rozpočet kraje!A2"),
    ("out_of_range", first("needs", urgency=6), NEEDS, "Potřeby!D2"),
    ("too_small", first("orps", population=0), NEEDS, "ORP!C2"),
    ("not_a_date", position("P1", "interest", date="včera"), NEEDS, "Stanoviska!J2"),
    ("levels_equal", first("criteria", level_100=0), STACK, "Kritéria!E2"),
    ("curve_not_monotone", first("criteria", curve="2:90; 5:10"), STACK, "Kritéria!F2"),
    ("not_a_curve", first("criteria", curve="2-90"), STACK, "Kritéria!F2"),
    (
        "minimum_above_maximum",
        first("programmes", min_eligible=2, max_eligible=1),
        STACK,
        "Programy!D2",
    ),
    ("minimum_above_maximum", first("projects", earliest=2028, latest=2027), STACK, "Projekty!"),
    ("deadline_past", first("projects", must_start_by=2020), STACK, "Projekty!"),
    ("too_few_towns", lambda t: t["projects"][2].update(min_participants=5), STACK, "Projekty!"),
    (
        "town_population_blank",
        lambda t: t["projects"][2].update(key="town population"),
        NEEDS,
        "ORP!D2",
    ),
    ("must_on_regional", position("P4", "must"), NEEDS, "Stanoviska!C2"),
    (
        "must_not_open",
        both(first("projects", only_orps=["1002"]), position("P1", "must")),
        NEEDS,
        "Stanoviska!C2",
    ),
    (
        "mandatory_refused",
        both(first("projects", must_start_by=2027), position("P1", "refuses")),
        NEEDS,
        "Stanoviska!C2",
    ),
    ("estimate_on_regional", position("P4", "interest", capex=5), NEEDS, "Stanoviska!E2"),
    ("year_after_horizon", position("P1", "interest", year=2040), NEEDS, "Stanoviska!D2"),
    ("link_to_itself", requires("P1", "P1"), STACK, "Vazby!C2"),
    ("cycle", both(requires("P1", "P2"), requires("P2", "P1")), STACK, "Vazby!C2"),
    ("budget_missing", lambda t: t["budgets"].pop(), NEEDS, "Rozpočty!B4"),
    ("pool_missing", lambda t: t["pool"].pop(), STACK, "Rozpočet kraje!A2"),
    ("opex_blank", first("budgets", opex=None), NEEDS, "Rozpočty!D2"),
    ("effort_blank", first("budgets", effort=None), NEEDS, "Rozpočty!F2"),
    ("vat_blank", first("programmes", vat_eligible=None), STACK, "Programy!K2"),
    (
        "other_district",
        more("needs", orp="1002", municipality="500001", area="A", urgency=1),
        NEEDS,
        "Potřeby!A6",
    ),
    (
        "town_hall_overruled",
        more("needs", orp="1001", municipality="500001", area="A", urgency=1),
        NEEDS,
        "Potřeby!C2",
    ),
    ("need_default", lambda t: t["needs"].pop(), NEEDS, "ORP!A3"),
    ("score_blank", first("scores", K2=None), STACK, "Projekty!A2"),
    ("security_public", first("projects", area="Kybernetická bezpečnost"), STACK, "Projekty!L2"),
    ("capex_differs", first("projects", capex_by_year=[1, 2]), STACK, "Projekty!"),
    ("no_option", first("projects", capex_by_year=[1, 1, 1]), STACK, "Projekty!"),
    ("setting_unknown", setting("rezervaa", 5), STACK, "Nastavení!A4"),
    ("setting_twice", setting("rezerva", 5), STACK, "Nastavení!A4"),
    (
        "twice",
        groups(["1001"], ["1002"], ["1002", "1001"], ["1001", "1002"]),
        STACK,
        "Náklady skupin!B5",
    ),
    ("unknown_code", groups(["1001", "1003"]), STACK, "Náklady skupin!B2"),
    ("unknown_code", groups(["1001"], project="P9"), STACK, "Náklady skupin!A2"),
    ("negative_money", groups(["1001"], amount=-1), STACK, "Náklady skupin!C2"),
    ("group_not_joint", groups(["1001"], project="P1"), STACK, "Náklady skupin!A2"),
    ("group_empty", groups([";"]), STACK, "Náklady skupin!B2"),
    ("groups_missing", groups(["1001"], ["1001", "1002"]), STACK, "Náklady skupin!B2"),
    (
        "group_not_open",
        both(groups(["1001"], ["1002"]), position("P3", "refuses")),
        STACK,
        "Náklady skupin!B2",
    ),
    (
        "weights_all_zero",
        lambda t: [row.update(weight=0) for row in t["criteria"]],
        STACK,
        "Kritéria!C2",
    ),
]


@pytest.mark.parametrize(("code", "change", "file", "place"), CASES)
def test_a_problem_is_told_at_its_cell(
    tmp_path: Path, code: str, change: Callable[[Tables], object], file: str, place: str
) -> None:
    found = [p for p in problems_of(write_small(tmp_path, change)) if p.code == code]
    assert found
    assert {problem.file for problem in found} == {file}
    assert any(f"{problem.sheet}!{problem.cell}".startswith(place) for problem in found), found


def test_missing_groups_are_counted_and_named(tmp_path: Path) -> None:
    found = problems_of(write_small(tmp_path, groups(["1002", "1001"])))
    missing = next(problem for problem in found if problem.code == "groups_missing")
    assert missing.severity is Severity.WARNING
    assert missing.details == {"missing": 2, "groups": "1001 · 1002"}
    complete = problems_of(write_small(tmp_path, groups(["1001"], ["1002"], ["1001", "1002"])))
    assert not [problem for problem in complete if problem.code.startswith("group")]


def test_the_small_region_has_notices_only(tmp_path: Path) -> None:
    problems = problems_of(write_small(tmp_path))
    assert {problem.severity for problem in problems} <= {Severity.NOTICE}


def test_the_meant_number_and_the_nearest_word_are_proposed(tmp_path: Path) -> None:
    def spoil(tables: Tables) -> None:
        tables["projects"][0] |= {"capex": "12 mil. Kč", "scope": "společnný"}
        tables["needs"][0]["area"] = "Oblas"
        tables["projects"][1]["area"] = tables["needs"][2]["area"] = "Oblast"

    problems = {p.code: p for p in problems_of(write_small(tmp_path, spoil))}
    words = load("cs")
    assert told(problems["number_with_unit"], "fix", words).endswith("12\xa0000\xa0000")
    assert told(problems["not_a_choice"], "fix", words) == "nejblíže je: společný"


def test_words_to_choose_from_are_those_of_the_language_and_all_are_taken(tmp_path: Path) -> None:
    def spoil(tables: Tables) -> None:
        tables["positions"] = [
            {"orp": "1001", "project": "P1", "stance": "možná"},
            {"orp": "1001", "project": "P2", "stance": "interest"},
            {"orp": "1002", "project": "P2", "stance": "bez zájmu"},
        ]

    (problem,) = [p for p in problems_of(write_small(tmp_path, spoil)) if p.code == "not_a_choice"]
    assert problem.cell == "C2"
    assert told(problem, "expected", load("cs")) == "povinně / zájem / nechce / hotovo"
    assert told(problem, "expected", load("en")) == "must / interest / refuses / done"


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    def spoil(tables: Tables) -> None:
        tables["projects"][0]["capex"] = "hodně"
        tables["criteria"][0]["weight"] = -1
        tables["budgets"][0]["orp"] = "7"
        tables["needs"][0]["urgency"] = 9

    codes = {problem.code for problem in problems_of(write_small(tmp_path, spoil))}
    assert codes >= {"not_a_number", "too_small", "unknown_code", "out_of_range"}


def test_a_missing_column_and_a_missing_sheet_are_named(tmp_path: Path) -> None:
    write_small(tmp_path)
    path = tmp_path / "inputs" / STACK
    book = load_workbook(path)
    book["Projekty"]["A1"] = "Kode"
    del book["Hodnocení"]
    book.save(path)
    problems = {p.code: p for p in problems_of(tmp_path)}
    assert problems["column_missing"].details["heading"] == "Kód"
    assert problems["sheet_missing"].details["sheet"] == "Hodnocení"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.xlsx", b"not a workbook", "file_damaged"),
        ("x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "file_format"),
        ("x.docx", b"PK", "file_damaged"),
        ("~$x.xlsx", b"", "file_lock"),
        ("none.xlsx", None, "file_missing"),
    ],
)
def test_a_file_that_is_no_workbook_gets_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    write_small(tmp_path)
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    problems = check(Inputs(path, [tmp_path / "inputs" / NEEDS]))
    assert code in {problem.code for problem in problems}


def test_a_formula_without_a_value_and_an_error_are_told(tmp_path: Path) -> None:
    write_small(tmp_path)
    path = tmp_path / "inputs" / STACK
    book = load_workbook(path)
    book["Projekty"]["B2"] = "#1 projekt, který není chybou"
    book["Projekty"]["B3"] = "#REF!"
    book["Projekty"]["B4"] = "=A1"
    book["Hodnocení"]["C2"] = "#DIV/0!"
    book.save(path)
    found = {(p.code, f"{p.sheet}!{p.cell}") for p in problems_of(tmp_path)}
    assert {
        ("error_cell", "Projekty!B3"),
        ("formula_without_value", "Projekty!B4"),
        ("error_cell", "Hodnocení!C2"),
    } <= found
    assert "Projekty!B2" not in {place for _, place in found}


def test_titles_above_the_header_and_columns_in_any_order_are_read(tmp_path: Path) -> None:
    plain = problems_of(write_small(tmp_path))
    path = tmp_path / "inputs" / STACK
    book = load_workbook(path)
    sheet = book["Kritéria"]
    rows = [list(row)[::-1] for row in sheet.iter_rows(values_only=True)]
    del book["Kritéria"]
    moved = book.create_sheet("  kritéria ")
    for row in ([], ["Kritéria kraje"], [], *rows):
        moved.append(row)
    book.save(path)
    assert [(p.code, p.seen) for p in problems_of(tmp_path)] == [(p.code, p.seen) for p in plain]


def test_a_folder_of_needs_is_read_as_one(tmp_path: Path) -> None:
    write_small(tmp_path)
    inputs = tmp_path / "inputs"
    folder = inputs / "needs"
    folder.mkdir()
    (inputs / NEEDS).rename(folder / NEEDS)
    problems = check(Inputs(inputs / STACK, [folder]))
    assert {problem.severity for problem in problems} <= {Severity.NOTICE}
