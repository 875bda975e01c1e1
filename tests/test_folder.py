"""Several needs workbooks are read as one: what they share counts once, contradictions are told."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from stack_planner.checking import check_strategy
from stack_planner.copied import Asked
from stack_planner.planning import Inputs, check, write_checked
from stack_planner.problems import Severity, has_errors
from stack_planner.reading import read_strategy
from stack_planner.reading.files import shown_names
from stack_planner.records import Stance
from stack_planner.workbook.inputs import input_workbook
from tests.planned import inputs_of, planned
from tests.running import run
from tests.sending import NEEDS, STACK, only, said
from tests.small import NEEDS_TABLES, TABLES, Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.problems import Problem

Change = "Callable[[Tables], object]"


def sent(folder: Path, **files: Callable[[Tables], object]) -> Inputs:
    """The small region's needs as workbooks of a folder, each with its own change."""
    inputs = write_small(folder) / "inputs"
    (inputs / NEEDS).unlink()
    needs = inputs / "needs"
    needs.mkdir(exist_ok=True)
    for name, change in files.items():
        tables = deepcopy(TABLES)
        change(tables)
        rows = {table: tables[table] for table in NEEDS_TABLES if table in tables}
        (needs / f"{name}.xlsx").write_bytes(input_workbook("needs", rows, "cs"))
    return Inputs(inputs / STACK, [needs])


def of_town(code: str) -> Callable[[Tables], object]:
    """Leaves the answers of one town; the lists of towns and municipalities stay whole."""

    def change(tables: Tables) -> None:
        for table in ("budgets", "needs", "positions"):
            tables[table] = [row for row in tables[table] if row["orp"] == code]

    return change


def unchanged(_: Tables) -> None:
    """The tables as they are."""


def found(inputs: Inputs) -> tuple[Problem, ...]:
    strategy, problems = read_strategy(inputs.stack, inputs.needs)
    assert strategy is not None
    return (*problems, *check_strategy(strategy))


def test_a_workbook_of_each_town_is_the_same_as_one_of_all(tmp_path: Path) -> None:
    whole = write_small(tmp_path) / "inputs"
    expected = read_strategy(whole / STACK, [whole / NEEDS])[0]
    inputs = sent(tmp_path, as_=of_town("1001"), cheb=of_town("1002"))
    strategy, problems = read_strategy(inputs.stack, inputs.needs)
    assert strategy is not None
    assert expected is not None
    for table in ("orps", "municipalities", "budgets", "needs", "positions", "settings"):
        assert getattr(strategy, table) == getattr(expected, table)
    assert [said(p) for p in problems if p.code == "records_same"] == [
        (
            "notice cheb.xlsx › ORP | shodné záznamy jako v souboru as_.xlsx, počítají se jednou "
            "(2) | každý záznam jen v jednom souboru | není třeba nic dělat"
        ),
        (
            "notice cheb.xlsx › Obce | shodné záznamy jako v souboru as_.xlsx, počítají se jednou "
            "(1) | každý záznam jen v jednom souboru | není třeba nic dělat"
        ),
    ]


def test_rules_in_conflict_name_the_workbook_they_stand_in(tmp_path: Path) -> None:
    def demanding(tables: Tables) -> None:
        of_town("1002")(tables)
        tables["positions"] = [{"orp": "1002", "project": "P1", "stance": "must", "year": 2027}]

    sent(tmp_path, as_=of_town("1001"), cheb=demanding)
    ended = run(tmp_path, "plan", "inputs/project_stack.xlsx", "inputs/needs", "--json")
    assert ended.code == 4
    assert (
        "ORP Menší 2027: povinný projekt P1 stojí nejméně 700 000 Kč, limit investic je 450 000 Kč "
        "(cheb.xlsx › Rozpočty!C2), chybí 250 000 Kč\n"
    ) in ended.err.replace("\xa0", " ")
    (conflict,) = ended.json["conflicts"]
    assert [(rule["file"], rule["cell"]) for rule in conflict["rules"]] == [
        ("cheb.xlsx", "Stanoviska!C2"),
        ("cheb.xlsx", "Rozpočty!C2"),
    ]
    (repair,) = ended.json["repairs"]
    assert (repair["file"], repair["where"]) == ("cheb.xlsx", "Rozpočty!C2")


@pytest.mark.parametrize(
    ("table", "changes", "expected"),
    [
        (
            "orps",
            {"population": 31_000},
            (
                "error b.xlsx › ORP!C2 | 31000 | dva soubory uvádějí pro totéž různé údaje "
                "(Obyvatel): zde 31000, jinde 30000 | stejný údaj jako a.xlsx › ORP!C2: 30000 | "
                "zjistěte, co platí, a v jednom ze souborů to opravte"
            ),
        ),
        (
            "budgets",
            {"opex": None},
            (
                "error b.xlsx › Rozpočty!D2 | – | dva soubory uvádějí pro totéž různé údaje "
                "(Provoz [Kč]): zde –, jinde 100000 | stejný údaj jako a.xlsx › Rozpočty!D2: "
                "100000 | zjistěte, co platí, a v jednom ze souborů to opravte"
            ),
        ),
        (
            "needs",
            {"urgency": 1},
            (
                "error b.xlsx › Potřeby!D2 | 1 | dva soubory uvádějí pro totéž různé údaje "
                "(Naléhavost): zde 1, jinde 5 | stejný údaj jako a.xlsx › Potřeby!D2: 5 | "
                "zjistěte, co platí, a v jednom ze souborů to opravte"
            ),
        ),
        (
            "positions",
            {"stance": "refuses"},
            (
                "error b.xlsx › Stanoviska!C2 | nechce | dva soubory uvádějí pro totéž různé údaje "
                "(Stanovisko): zde nechce, jinde povinně | stejný údaj jako a.xlsx › "
                "Stanoviska!C2: povinně | zjistěte, co platí, a v jednom ze souborů to opravte"
            ),
        ),
    ],
)
def test_a_contradiction_of_two_files_names_both_places(
    tmp_path: Path, table: str, changes: dict[str, Any], expected: str
) -> None:
    position = {"orp": "1001", "project": "P1", "stance": "must"}

    def one(tables: Tables) -> None:
        tables["positions"].append(dict(position))

    def other(tables: Tables) -> None:
        one(tables)
        tables[table][0].update(changes)

    problems = check(sent(tmp_path, a=one, b=other))
    assert said(only(problems, "records_differ")) == expected
    assert "twice" not in {problem.code for problem in problems}


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_later_decision_replaces_an_earlier_one_and_keeps_what_it_leaves_blank(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    position = {"orp": "1001", "project": "P1", "stance": "interest", "capex": 650_000}

    def earlier(tables: Tables) -> None:
        tables["positions"].append(dict(position))

    def later(tables: Tables) -> None:
        decided = {"stance": "must", "year": 2028, "date": date(2026, 11, 26)}
        tables["positions"].append({"orp": "1001", "project": "P1"} | decided)

    inputs = sent(tmp_path, a=earlier, b=later)
    files = [inputs.needs[0] / f"{file}.xlsx" for file in order]
    strategy, problems = read_strategy(inputs.stack, files)
    assert strategy is not None
    (held,) = strategy.positions
    assert (held.stance, held.year, held.capex) == (Stance.MUST, 2028, 650_000)
    assert said(only(problems, "position_replaced")) == (
        "notice a.xlsx › Stanoviska!C2 | zájem | stanovisko povinně z jiného souboru má pozdější "
        "datum a platí místo tohoto | pozdější rozhodnutí na b.xlsx › Stanoviska!C2 | není třeba "
        "nic dělat; místní odhady, které pozdější řádek nechává prázdné, platí dál"
    )
    assert not has_errors(problems)


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_of_three_decisions_the_latest_holds_whatever_the_order_of_the_files(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    """Two of one day contradict each other; the latest one decides otherwise and settles it."""
    running = {"stance": "must", "year": 2026, "resolution": "ZM/1", "date": date(2026, 5, 1)}
    said_by = {
        "a": {"capex": 100, **running},
        "b": {"capex": 200, "stance": "refuses", "date": date(2026, 6, 1)},
        "c": {"stance": "interest", "date": date(2026, 7, 1)},
    }

    def deciding(file: str) -> Callable[[Tables], object]:
        return lambda tables: tables["positions"].append(
            {"orp": "1001", "project": "P1"} | said_by[file]
        )

    inputs = sent(tmp_path, **{file: deciding(file) for file in "abc"})
    files = [inputs.needs[0] / f"{file}.xlsx" for file in order]
    strategy, problems = read_strategy(inputs.stack, files)
    assert strategy is not None
    (held,) = strategy.positions
    assert (held.stance, held.year, held.capex) == (Stance.INTEREST, None, 200)
    assert held.resolution == "", "another decision had it"
    assert not has_errors(problems)
    assert sorted(p.file for p in problems if p.code == "position_replaced") == ["a.xlsx", "b.xlsx"]


def test_contradictions_of_one_day_are_settled_by_a_later_decision_alone(tmp_path: Path) -> None:
    def deciding(stance: str, month: int) -> Callable[[Tables], object]:
        row = {"orp": "1001", "project": "P1", "stance": stance, "date": date(2026, month, 1)}
        return lambda tables: tables["positions"].append(dict(row))

    one, other = deciding("must", 5), deciding("refuses", 5)
    assert only(check(sent(tmp_path, a=one, b=other)), "records_differ")
    third = tmp_path / "third"
    third.mkdir()
    problems = check(sent(third, a=one, b=deciding("interest", 6), c=other))
    assert not has_errors(problems)


def test_a_decision_without_a_date_that_gives_way_is_warned_of(tmp_path: Path) -> None:
    """It may well be the newer one; an interest is no decision."""

    def undated(stance: str) -> Inputs:
        return sent(tmp_path, a=decided(stance), b=decided("refuses", date=date(2025, 6, 30)))

    def decided(stance: str, **more: object) -> Callable[[Tables], object]:
        row = {"orp": "1001", "project": "P1", "stance": stance} | more
        return lambda tables: tables["positions"].append(row)

    assert said(only(check(undated("must")), "position_undated")) == (
        "warning a.xlsx › Stanoviska!C2 | povinně | místo tohoto stanoviska, které nemá datum, "
        "platí stanovisko nechce ze dne 30.6.2025 z jiného souboru | u obou stanovisek datum, aby "
        "bylo zřejmé, které je pozdější; druhé je na b.xlsx › Stanoviska!C2 | platí-li toto "
        "stanovisko, doplňte jeho datum; jinak řádek smažte"
    )
    for stance in ("refuses", "interest"):
        codes = {problem.code for problem in check(undated(stance))}
        assert "position_undated" not in codes


def test_what_one_file_says_twice_is_told_with_the_full_first_place(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        tables["budgets"].append(dict(tables["budgets"][0]))

    inputs = write_small(tmp_path, change) / "inputs"
    assert said(only(check(Inputs(inputs / STACK, [inputs / NEEDS])), "twice")) == (
        "error municipal_needs.xlsx › Rozpočty!B6 | 2027 | totéž je uvedeno podruhé | každý jen "
        "jednou; poprvé na municipal_needs.xlsx › Rozpočty!B2 | smažte jeden z řádků, nebo opravte "
        "kód"
    )


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    inputs = write_small(tmp_path) / "inputs"
    once = found(Inputs(inputs / STACK, [inputs / NEEDS]))
    assert found(Inputs(inputs / STACK, [inputs / NEEDS, inputs / NEEDS, inputs / STACK])) == once


ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from([(0, 5), (0, 4), (1, 5), (2, 3)])),
    min_size=1,
    max_size=6,
    unique=True,
)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(ROWS, st.permutations(["a", "b", "c"]))
def test_the_order_of_the_files_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, tuple[int, int]]],
    order: list[str],
) -> None:
    def with_rows(file: str) -> Callable[[Tables], object]:
        def change(tables: Tables) -> None:
            given = [tables["needs"][place] | {"urgency": u} for f, (place, u) in rows if f == file]
            tables["needs"] = given or tables["needs"][:1]

        return change

    folder = tmp_path_factory.mktemp("order")
    inputs = sent(folder, **{file: with_rows(file) for file in "abc"})
    files = [inputs.needs[0] / f"{file}.xlsx" for file in order]
    by_folder = read_strategy(inputs.stack, inputs.needs)
    assert read_strategy(inputs.stack, files) == by_folder


def test_areas_that_differ_in_brackets_are_different_in_two_files(tmp_path: Path) -> None:
    def area(name: str) -> Callable[[Tables], object]:
        def change(tables: Tables) -> None:
            tables["projects"][0]["area"] = name
            tables["needs"] = [{"orp": "1001", "area": name, "urgency": 3}]

        return change

    inputs = sent(tmp_path, a=area("Doprava (MHD)"), b=area("Doprava (parkování)"))
    strategy, problems = read_strategy(inputs.stack, inputs.needs)
    assert strategy is not None
    assert [need.area for need in strategy.needs] == ["Doprava (MHD)", "Doprava (parkování)"]
    assert "records_differ" not in {problem.code for problem in problems}


def of_two_folders(folder: Path) -> Inputs:
    """The answer of each town under the same name in its own folder; one of them is wrong."""
    inputs = sent(folder, as_=of_town("1001"), cheb=of_town("1002"))
    (needs,) = inputs.needs
    files = []
    for town in ("as_", "cheb"):
        (needs / town).mkdir()
        files.append((needs / f"{town}.xlsx").rename(needs / town / NEEDS))
    return Inputs(inputs.stack, files)


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    inputs = of_two_folders(tmp_path)
    strategy, problems = read_strategy(inputs.stack, inputs.needs)
    assert strategy is not None
    assert [orp.code for orp in strategy.orps] == ["1001", "1002"]
    assert set(strategy.hashes) == {STACK, f"as_/{NEEDS}", f"cheb/{NEEDS}"}
    same = next(problem for problem in problems if problem.code == "records_same")
    assert said(same) == (
        f"notice cheb/{NEEDS} › ORP | shodné záznamy jako v souboru as_/{NEEDS}, počítají se "
        "jednou (2) | každý záznam jen v jednom souboru | není třeba nic dělat"
    )
    assert "twice" not in {problem.code for problem in found(inputs)}


def test_folders_of_one_name_are_told_apart_by_those_above(tmp_path: Path) -> None:
    files = [tmp_path / town / "data" / NEEDS for town in ("aš", "cheb")]
    shown = shown_names([*files, tmp_path / STACK])
    assert [*shown.values()] == [f"aš/data/{NEEDS}", f"cheb/data/{NEEDS}", STACK]


def test_files_of_one_name_are_mended_each_for_itself(tmp_path: Path) -> None:
    inputs = of_two_folders(tmp_path)
    for file, amount in zip(inputs.needs, ("1 mil. Kč", "2 mil. Kč"), strict=True):
        book = load_workbook(file)
        book["Rozpočty"]["C2"] = amount
        book.save(file)
    asked = Asked(tmp_path / "out", mark=True, fix=True)
    copies = write_checked(inputs, check(inputs), asked)
    assert [(mended.file, mended.after) for mended in copies.mended] == [
        (f"as_/{NEEDS}", 1_000_000),
        (f"cheb/{NEEDS}", 2_000_000),
    ]
    names = ["municipal_needs_opraveno.xlsx", "municipal_needs_opraveno_2.xlsx"]
    written = [load_workbook(tmp_path / "out" / name) for name in names]
    assert [book["Rozpočty"]["C2"].value for book in written] == [1_000_000, 2_000_000]
    assert not has_errors(copies.remaining)


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_plans_among_the_needs_are_told_and_not_read(tmp_path: Path, lang: str) -> None:
    inputs = inputs_of(planned(tmp_path, lang=lang))
    alone, _ = read_strategy(inputs.stack, inputs.needs)
    both, problems = read_strategy(inputs.stack, [*inputs.needs, tmp_path / "outputs"])
    assert both == alone
    assert both is not None
    assert alone is not None
    assert both.hashes == alone.hashes
    assert [(p.code, p.file) for p in problems if p.severity is Severity.WARNING] == [
        ("file_is_plan", name)
        for name in ("plan_1001_Vetsi.xlsx", "plan_1002_Mensi.xlsx", "plan_region.xlsx")
    ]
