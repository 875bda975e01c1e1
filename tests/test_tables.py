"""Tables as people keep them: found by their headings, with nothing lost and nothing guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from stack_planner.planning import Inputs
from stack_planner.problems import Severity
from stack_planner.reading import read_strategy
from tests.sending import NEEDS, STACK, beside, only, problems_of, put, said, send
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from stack_planner.records import Strategy

UNTOUCHED = {"no_growth", "no_reserve"}


def strategy_of(folder: Path) -> Strategy:
    inputs = Inputs(folder / "inputs" / STACK, [folder / "inputs" / NEEDS])
    strategy = read_strategy(inputs.stack, inputs.needs)[0]
    assert strategy is not None
    return strategy


# Headings


def test_headings_may_be_mixed_in_language_spacing_brackets_and_order(tmp_path: Path) -> None:
    plain = strategy_of(write_small(tmp_path)).budgets

    def edit(sheet: Worksheet) -> None:
        rows = [list(row)[::-1] for row in sheet.iter_rows(values_only=True)]
        sheet.delete_rows(1, 100)
        mixed = {"ORP": "Orp *", "Rok": "Year", "Investice [Kč]": "Investice\n (Kč, s DPH)"}
        rows[0] = [mixed.get(str(name), f"\xa0 {name}  ") for name in rows[0]]
        for row in ([None], ["Rozpočty měst"], [None], *rows):
            sheet.append(row)

    problems = send(tmp_path, "Rozpočty", edit)
    assert beside(problems) == UNTOUCHED
    assert strategy_of(tmp_path).budgets == plain


def test_a_required_heading_that_is_nearly_right_is_named_with_its_cell(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", put(C1="Investce [Kč]"))
    problem = only(problems, "column_missing")
    assert said(problem) == (
        "error municipal_needs.xlsx › Rozpočty!C1 | Investce [Kč] | chybí povinný sloupec "
        "Investice [Kč] | sloupec s nadpisem Investice [Kč] | nadpis „Investce [Kč]“ v buňce C1 "
        "přepište na Investice [Kč]"
    )
    assert problem.mend is None


def test_a_heading_without_its_diacritics_is_mended_for_certain(tmp_path: Path) -> None:
    problem = only(send(tmp_path, "Projekty", put(B1="NAZEV")), "column_missing")
    assert (problem.cell, problem.mend) == ("B1", "Název")


def test_a_required_heading_that_is_not_there_is_to_be_added(tmp_path: Path) -> None:
    problem = only(send(tmp_path, "Projekty", put(C1="xyz")), "column_missing")
    assert said(problem) == (
        "error project_stack.xlsx › Projekty | chybí povinný sloupec Oblast | sloupec s nadpisem "
        "Oblast | doplňte sloupec Oblast"
    )


def column_of(sheet: Worksheet, heading: str) -> str:
    return next(str(cell.column_letter) for cell in sheet[1] if cell.value == heading)


@pytest.mark.parametrize(
    ("heading", "severity", "mend", "fix"),
    [
        ("Barva", "notice", None, "pokud sloupec k plánu patří, opravte jeho nadpis"),
        (
            "Zivotnost",
            "error",
            "Životnost [roky]",
            "nejbližší nadpis je: Životnost [roky]; je-li to on, opravte jej",
        ),
        (
            "Životnot",
            "warning",
            None,
            "nejbližší nadpis je: Životnost [roky]; je-li to on, opravte jej",
        ),
    ],
)
def test_an_unknown_column_is_told_with_the_nearest_heading(
    tmp_path: Path, heading: str, severity: str, mend: str | None, fix: str
) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet[f"{column_of(sheet, 'Životnost [roky]')}1"] = heading

    problem = only(send(tmp_path, "Projekty", edit), "column_unknown")
    assert said(problem) == (
        f"{severity} project_stack.xlsx › {problem.sheet}!{problem.cell} | {heading} | sloupec "
        f"neznáme, do výpočtu nevstupuje | nadpis podle vzoru | {fix}"
    )
    assert problem.mend == mend


def test_a_heading_given_twice_is_told_with_both_places(tmp_path: Path) -> None:
    problem = only(send(tmp_path, "Rozpočty", put(E1="Investice", H1="x")), "heading_twice")
    assert said(problem) == (
        "error municipal_needs.xlsx › Rozpočty!E1 | Investice | stejný nadpis má už sloupec v "
        "buňce C1 | každý nadpis jen jednou | jeden ze sloupců smažte, nebo přejmenujte"
    )


def test_a_criterion_given_twice_is_told(tmp_path: Path) -> None:
    problem = only(send(tmp_path, "Hodnocení", put(D1="K1")), "heading_twice")
    assert (problem.cell, problem.details["first"]) == ("D1", "C1")


def test_a_criterion_in_other_writing_must_not_be_lost(tmp_path: Path) -> None:
    problem = only(send(tmp_path, "Hodnocení", put(D1="k 2")), "column_unknown")
    assert (problem.severity, problem.cell, problem.mend) == (Severity.ERROR, "D1", "K2")


@pytest.mark.parametrize(
    ("heading", "code", "what"),
    [
        (
            "Investice [tis. Kč]",
            "heading_unit",
            (
                "error municipal_needs.xlsx › Rozpočty!C1 | Investice [tis. Kč] | nadpis uvádí "
                "jinou jednotku než celé koruny | nadpis Investice [Kč] a částky v korunách | "
                "přepočtěte částky na koruny a nadpis přepište na Investice [Kč]"
            ),
        ),
        (
            "Investice (Kč bez DPH)",
            "heading_without_vat",
            (
                "warning municipal_needs.xlsx › Rozpočty!C1 | Investice (Kč bez DPH) | podle "
                "nadpisu jsou částky bez DPH, čtou se jako částky s DPH | částky včetně DPH pod "
                "nadpisem Investice [Kč] | přičtěte DPH a nadpis přepište na Investice [Kč]"
            ),
        ),
    ],
)
def test_other_units_in_a_heading_are_not_passed_over(
    tmp_path: Path, heading: str, code: str, what: str
) -> None:
    assert said(only(send(tmp_path, "Rozpočty", put(C1=heading)), code)) == what


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    plain = strategy_of(write_small(tmp_path)).budgets

    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "ORP", "Rok", None, None
        sheet["C1"] = "Volné prostředky"
        sheet.merge_cells("C1:E1")

    problems = send(tmp_path, "Rozpočty", edit)
    assert said(only(problems, "header_two_rows")) == (
        "notice municipal_needs.xlsx › Rozpočty!A1 | záhlaví je ve dvou řádcích (1–2), čte se jako "
        "jedno | záhlaví v jednom řádku | není třeba nic dělat"
    )
    assert beside(problems, "header_two_rows") == UNTOUCHED
    assert strategy_of(tmp_path).budgets == plain


def test_years_below_a_common_heading_are_read(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(2)
        place = column_of(sheet, "Investice 1. rok [Kč]")
        sheet[f"{place}1"], sheet[f"{place}2"] = "Investice", "1. rok"
        total = column_of(sheet, "Investice [Kč]")
        sheet[f"{total}1"] = "Investice [Kč]"

    def by_year(tables: Tables) -> None:
        tables["projects"][0] |= {"capex_by_year": [700_000], "capex": None}

    problems = send(tmp_path, "Projekty", edit, by_year)
    assert not {"heading_twice", "column_unknown"} & {problem.code for problem in problems}
    assert strategy_of(tmp_path).project["P1"].capex_by_year == (700_000,)


@pytest.mark.parametrize("subtitles", [["", "", "[Kč]", "Kč", "v Kč", ""], ["ORP", "Year"]])
def test_units_or_the_other_language_may_stand_below_the_headings(
    tmp_path: Path, subtitles: list[str]
) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(2)
        for place, text in enumerate(subtitles, start=1):
            sheet.cell(2, place, text.replace("v Kč", "[v Kč]") or None)

    assert beside(send(tmp_path, "Rozpočty", edit), "header_two_rows") == UNTOUCHED


def test_a_row_of_column_numbers_is_left_out(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(2)
        for place in range(1, 7):
            sheet.cell(2, place, place)

    problems = send(tmp_path, "Rozpočty", edit)
    assert said(only(problems, "header_numbers")) == (
        "notice municipal_needs.xlsx › Rozpočty!A2 | řádek s čísly sloupců pod záhlavím se "
        "vynechává | první záznam hned pod záhlavím | není třeba nic dělat"
    )
    assert beside(problems, "header_numbers") == UNTOUCHED


def test_a_column_without_heading_is_told_once(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", put(H2="schváleno", H3="schváleno", H9="poznámka"))
    assert said(only(problems, "column_unnamed")) == (
        "notice municipal_needs.xlsx › Rozpočty!H1 | schváleno | sloupec nemá nadpis, jeho hodnoty "
        "do výpočtu nevstupují | nadpis podle vzoru | pokud sloupec k plánu patří, doplňte jeho "
        "nadpis"
    )


@pytest.mark.parametrize(("key", "mend"), [("PRVNI ROK", "první rok"), ("prvni rokk", None)])
def test_a_setting_nearly_right_is_proposed(tmp_path: Path, key: str, mend: str | None) -> None:
    def wrong(tables: Tables) -> None:
        tables["settings"].append({"key": key, "value": 2027, "note": ""})

    problem = only(problems_of(write_small(tmp_path, wrong)), "setting_unknown")
    assert said(problem) == (
        f"error project_stack.xlsx › Nastavení!A4 | {key} | takové nastavení neznáme | klíč podle "
        "vzoru | nejblíže je: první rok"
    )
    assert problem.mend == mend


# Sheets


def renamed(folder: Path, sheet: str, name: str) -> tuple[Any, ...]:
    path = write_small(folder) / "inputs" / STACK
    book = load_workbook(path)
    book[sheet].title = name
    book.save(path)
    return problems_of(folder)


@pytest.mark.parametrize(("sheet", "name"), [("Projekty", "Projekt"), ("Kritéria", "Kriteria")])
def test_a_required_sheet_is_looked_for_under_a_name_nearly_right(
    tmp_path: Path, sheet: str, name: str
) -> None:
    problems = renamed(tmp_path, sheet, name)
    assert said(only(problems, "sheet_missing")) == (
        f"error project_stack.xlsx › {name} | chybí list {sheet} | list {sheet} v některém ze "
        f"sešitů | přejmenujte list {name} na {sheet}"
    )
    assert "sheet_unknown" not in {problem.code for problem in problems}


def test_another_sheet_nearly_right_is_warned_of(tmp_path: Path) -> None:
    assert said(only(renamed(tmp_path, "Programy", "Program"), "sheet_unknown")) == (
        "warning project_stack.xlsx › Program | list neznáme, nečte se | list pojmenovaný podle "
        "vzoru | pokud má jít o list Programy, přejmenujte jej"
    )
    assert said(only(renamed(tmp_path, "Programy", "Pracovní"), "sheet_unknown")) == (
        "notice project_stack.xlsx › Pracovní | list neznáme, nečte se | list pojmenovaný podle "
        "vzoru | pokud list k plánu patří, opravte jeho název"
    )


# Rows that are no records


@pytest.mark.parametrize(
    "label", ["Celkem", "Součet:", "Σ", "Total", "MEZISOUČET", "Celkem za 2027"]
)
def test_totals_are_told_and_never_counted(tmp_path: Path, label: str) -> None:
    plain = strategy_of(write_small(tmp_path)).budgets
    problems = send(tmp_path, "Rozpočty", put(A6=label, C6=2_500_000, D6=400_000))
    assert said(only(problems, "row_total")) == (
        f"notice municipal_needs.xlsx › Rozpočty!A6 | {label} | součtové řádky se nezapočítávají "
        "(ř. 6) | jen jednotlivé záznamy | není třeba nic dělat; je-li to záznam, doplňte jeho kód"
    )
    assert beside(problems, "row_total") == UNTOUCHED
    assert strategy_of(tmp_path).budgets == plain


def test_a_total_of_one_town_among_the_records_is_left_out(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", put(A6="1001", B6="celkem", C6=1_600_000))
    assert beside(problems, "row_total") == UNTOUCHED


def test_a_total_of_scores_is_left_out(tmp_path: Path) -> None:
    problems = send(tmp_path, "Hodnocení", put(A6="Celkem", C6=20, D6=2))
    assert beside(problems, "row_total") == UNTOUCHED


def test_a_project_named_total_is_a_record(tmp_path: Path) -> None:
    problems = send(tmp_path, "Projekty", put(B2="Celkem"))
    assert beside(problems) == UNTOUCHED
    assert strategy_of(tmp_path).project["P1"].name == "Celkem"


def test_a_record_without_code_is_no_total(tmp_path: Path) -> None:
    edit = put(B6="Total Commander", C6="A", D6="ORP")
    assert only(send(tmp_path, "Projekty", edit), "value_missing").cell == "A6"


@pytest.mark.parametrize(
    "cells",
    [
        {"A6": "Částky jsou předběžné, schválí je zastupitelstvo."},
        {"A8": "Zpracovala:", "B8": "Jana Nováková", "D8": "tel.", "E8": "353 123 456"},
        {"A7": "V Chebu dne 24. 11. 2026", "D9": "razítko a podpis"},
        {"B6": "* bez dotací"},
    ],
)
def test_notes_below_the_table_are_no_records(tmp_path: Path, cells: dict[str, str]) -> None:
    problems = send(tmp_path, "Rozpočty", put(**cells))
    problem = only(problems, "rows_note")
    rows = ", ".join(dict.fromkeys(address[1:] for address in cells))
    assert said(problem) == (
        f"notice municipal_needs.xlsx › Rozpočty!{next(iter(cells))} | "
        f"{next(iter(cells.values()))} | poznámky pod tabulkou se nečtou (ř. {rows}) | pod "
        "tabulkou nic dalšího | není třeba nic dělat; je-li to záznam, doplňte jeho kód"
    )
    assert beside(problems, "rows_note") == UNTOUCHED


def test_a_record_that_was_only_begun_is_no_note(tmp_path: Path) -> None:
    problems = send(tmp_path, "Projekty", put(A8="P9"))
    missing = {problem.cell for problem in problems if problem.code == "value_missing"}
    assert missing == {"B8", "C8", "D8"}


def test_a_record_without_code_below_a_blank_row_does_not_lose_its_money(tmp_path: Path) -> None:
    problems = send(tmp_path, "Projekty", put(B7="Datový sklad", C7="A", Q7=500_000))
    assert "rows_note" not in {problem.code for problem in problems}
    missing = [problem for problem in problems if problem.code == "value_missing"]
    assert [said(problem) for problem in missing] == [
        f"error project_stack.xlsx › Projekty!{cell} | povinný údaj {heading} není vyplněn | "
        "vyplněná buňka | doplňte hodnotu"
        for cell, heading in (("A7", "Kód"), ("D7", "Rozsah"))
    ]


def test_blank_rows_among_the_records_lose_nothing(tmp_path: Path) -> None:
    plain = strategy_of(write_small(tmp_path)).projects
    problems = send(tmp_path, "Projekty", lambda sheet: sheet.insert_rows(4, 3))
    assert beside(problems) == UNTOUCHED
    assert strategy_of(tmp_path).projects == plain


def test_headings_given_again_are_left_out(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(4)
        for place in range(1, 7):
            sheet.cell(4, place, sheet.cell(1, place).value)

    problems = send(tmp_path, "Rozpočty", edit)
    assert said(only(problems, "rows_headings")) == (
        "notice municipal_needs.xlsx › Rozpočty!A4 | ORP | zopakované záhlaví se vynechává "
        "(ř. 4) | záhlaví jen jednou | není třeba nic dělat"
    )
    assert beside(problems, "rows_headings") == UNTOUCHED


def test_a_second_table_is_warned_of_with_its_rows(tmp_path: Path) -> None:
    edit = put(A8="Zkratka", B8="Význam", A9="HW", B9="technika", A10="SW", B10="programy")
    problems = send(tmp_path, "Projekty", edit)
    assert said(only(problems, "rows_other_table")) == (
        "warning project_stack.xlsx › Projekty!A8 | Zkratka | pod tabulkou je další tabulka, řádky "
        "8–10 se nečtou | na listu jediná tabulka | pokud řádky k plánu patří, přesuňte je do "
        "tabulky pod její záhlaví"
    )


def test_cells_with_nothing_to_see_are_blank(tmp_path: Path) -> None:
    edit = put(A9=" ", B10="\xa0", C11="\u200b", K3="\ufeff ", Q500="  ")
    assert beside(send(tmp_path, "Rozpočty", edit)) == UNTOUCHED


# Merged and hidden


def test_merged_codes_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    plain = strategy_of(write_small(tmp_path)).budgets
    problems = send(tmp_path, "Rozpočty", lambda sheet: sheet.merge_cells("A2:A3"))
    assert said(only(problems, "merged_down")) == (
        "warning municipal_needs.xlsx › Rozpočty!A2 | 1001 | sloučené buňky A2:A3: hodnota se čte "
        "v každém jejich řádku | hodnota v každém řádku zvlášť | zrušte sloučení a hodnotu "
        "zopakujte v každém řádku"
    )
    assert beside(problems, "merged_down") == UNTOUCHED
    assert strategy_of(tmp_path).budgets == plain


def test_a_merged_amount_is_an_error_told_once(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", lambda sheet: sheet.merge_cells("C2:C3"))
    assert said(only(problems, "merged_amount")) == (
        "error municipal_needs.xlsx › Rozpočty!C2 | 800000 | sloučené buňky C2:C3 obsahují číslo, "
        "které by platilo pro několik řádků | číslo v každém řádku zvlášť | zrušte sloučení a "
        "rozdělte číslo do řádků"
    )
    assert "value_missing" not in {problem.code for problem in problems}


def test_cells_merged_over_columns_are_warned_of(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", lambda sheet: sheet.merge_cells("C2:D2"))
    assert said(only(problems, "merged_across")) == (
        "warning municipal_needs.xlsx › Rozpočty!C2 | 800000 | buňky C2:D2 jsou sloučené přes více "
        "sloupců, hodnota se čte jen v prvním | každý sloupec zvlášť | zrušte sloučení a doplňte i "
        "ostatní sloupce"
    )


def test_merged_titles_and_notes_are_harmless(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"], sheet["A9"] = "Rozpočty", "Částky jsou předběžné."
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("A9:F10")

    assert beside(send(tmp_path, "Rozpočty", edit), "rows_note") == UNTOUCHED


def test_hidden_rows_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        for row in (2, 3, 5, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.sheet_state = "hidden"

    problems = send(tmp_path, "Rozpočty", edit)
    assert said(only(problems, "rows_hidden")) == (
        "notice municipal_needs.xlsx › Rozpočty | čtou se i skryté řádky: 2–3, 5 | viditelné "
        "řádky | zrušte filtr a skrytí; řádky, které do plánu nepatří, smažte"
    )
    assert said(only(problems, "sheet_hidden")) == (
        "notice municipal_needs.xlsx › Rozpočty | list je skrytý, přesto se čte | viditelný list | "
        "pokud do plánu nepatří, smažte jej"
    )
    assert beside(problems, "rows_hidden", "sheet_hidden") == UNTOUCHED


# All together

JUNK = st.lists(
    st.tuples(
        st.sampled_from(
            [
                ("above", ["Kraj", "podklad"]),
                ("above", [None]),
                ("between", [None]),
                ("between", ["\xa0", None, " "]),
                ("below", ["Celkem", None, 5, 7]),
                ("below", [None]),
                ("below", ["Zpracoval:", "Jan Novák"]),
                ("below", [None, "Uvedené údaje jsou předběžné."]),
            ]
        ),
        st.integers(0, 5),
    ),
    max_size=6,
)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.sampled_from(["Projekty", "Kritéria", "Hodnocení", "ORP", "Rozpočty", "Potřeby"]), JUNK)
def test_what_is_no_record_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str, junk: list[tuple[Any, int]]
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    plain = strategy_of(write_small(folder))

    def edit(sheet: Worksheet) -> None:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        header, records = rows[0], rows[1:]
        above: list[Any] = []
        below: list[Any] = []
        for (where, line), place in junk:
            if where == "between":
                records.insert(place, line)
            else:
                (above if where == "above" else below).append(line)
        sheet.delete_rows(1, 100)
        for row in (*above, header, *records, *below):
            sheet.append(row)

    problems = send(folder, name, edit)
    assert Severity.ERROR not in {problem.severity for problem in problems}
    sent = strategy_of(folder)
    changed = {field for field in vars(plain) if vars(sent)[field] != vars(plain)[field]}
    assert changed <= {"hashes", "project", "orp", "programme"}
