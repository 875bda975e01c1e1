"""A foreign list becomes a stack: every trap in a small list of its own."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stack_planner.adopting.confirming import changed, place_of, uncertain
from stack_planner.adopting.map_file import map_file, read_map
from stack_planner.adopting.orders import Merging
from stack_planner.adopting.proposing import propose
from stack_planner.problems import ProblemsError
from stack_planner.telling.importing import adopted_lines, mapping_of
from stack_planner.telling.problems import told
from stack_planner.words import load
from stack_planner.workbook.adopted import adopted_workbook
from tests.foreign import (
    HEADINGS,
    PROJECTS,
    TOTAL,
    adopt,
    codes,
    run,
    write_csv,
    write_xlsx,
)

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.adopting import Adopted

CS = load("cs")


def sentences(adopted: Adopted) -> list[str]:
    return [told(problem, "what", CS) for problem in adopted.problems]


def left(adopted: Adopted) -> dict[int, str]:
    return {each.row: each.reason.value for _, each in adopted.left_out}


def test_a_plain_list_is_taken_whole(tmp_path: Path) -> None:
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS]))
    assert mapping_of(adopted) == {
        "Kód": "Kód projektu",
        "Název": "Název projektu",
        "Oblast": "Oblast",
        "Garant": "Žadatel",
        "Investice": "Náklady v Kč",
    }
    assert [row["code"] for row in adopted.rows] == ["A-1", "A-2", "A-3", "A-4"]
    assert adopted.rows[0]["origin"] == "a.xlsx › List1!2"
    assert adopted.sums.money_in == adopted.sums.money_out == TOTAL
    assert adopted.problems == ()


def test_what_stands_around_the_list_is_left_out_with_its_reason(tmp_path: Path) -> None:
    rows = [
        ["Zásobník projektů města"],
        ["Stav k:", "1. 3. 2026"],
        [],
        HEADINGS,
        [1, 2, 3, 4, 5],
        *PROJECTS[:2],
        ["Celkem", None, None, None, 1_250_000],
        *PROJECTS[2:],
        ["Celkem", None, None, None, TOTAL],
        [],
        ["Zkratka", "Význam"],
        ["OI", "Odbor informatiky"],
        [],
        ["Zpracoval: odbor informatiky"],
    ]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert adopted.lists[0].header_rows == (4,)
    assert left(adopted) == {
        5: "numbers",
        8: "total",
        11: "total",
        13: "second_table",
        14: "second_table",
        16: "below",
    }
    assert (adopted.sums.rows_in, adopted.sums.rows_out) == (10, 4)
    assert adopted.sums.money_in == adopted.sums.money_out == TOTAL
    assert adopted.problems == ()


def test_a_total_that_does_not_agree_is_told(tmp_path: Path) -> None:
    rows = [HEADINGS, *PROJECTS, ["Celkem", None, None, None, 2_000_000]]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert sentences(adopted) == [
        "součtový řádek předlohy nesouhlasí s řádky nad ním (ty dávají 1970000)"
    ]
    assert adopted.problems[0].place == "a.xlsx › List1!6"


def test_a_project_named_like_a_total_is_no_total(tmp_path: Path) -> None:
    rows = [HEADINGS, *PROJECTS, ("A-5", "Total Cost Manager", "Služby", "Tajemník", 5)]
    assert adopt(write_xlsx(tmp_path / "a.xlsx", rows)).sums.rows_out == 5


def test_two_header_rows_are_joined(tmp_path: Path) -> None:
    english = ("project code", "project name", "area", "applicant", "total cost")
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", [["Seznam"], HEADINGS, english, *PROJECTS]))
    assert adopted.lists[0].header_rows == (2, 3)
    assert mapping_of(adopted)["Název"] == "Název projektu / project name"


def test_a_heading_over_years_belongs_to_each_of_them(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("Název akce", "Náklady (tis. Kč)", None, "Odbor"),
        (None, "2027", "2028", None),
        ("Modernizace serverovny", "1 200", "300", "OI"),
        ("Elektronická úřední deska", "80", "-", "OI"),
        ("Celkem", "1 280", "300", None),
    ]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert adopted.lists[0].header_rows == (1, 2)
    assert mapping_of(adopted)["Investice 2028"] == "Náklady (tis. Kč) / 2028"
    assert [row["capex"] for row in adopted.rows] == [1_500_000, 80_000]
    assert "import_total_differs" not in codes(adopted)


def test_headings_between_the_rows_are_carried_along(tmp_path: Path) -> None:
    rows = [HEADINGS, ["Město"], *PROJECTS[:2], ["Školy"], *PROJECTS[2:]]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert left(adopted) == {2: "section", 5: "section"}
    assert [row["further"]["§"] for row in adopted.rows] == ["Město", "Město", "Školy", "Školy"]


def test_codes_are_found_by_what_they_look_like(tmp_path: Path) -> None:
    headings = ("Sloupec 1", "Sloupec 2", "Sloupec 3", "Sloupec 4", "Sloupec 5")
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", [headings, *PROJECTS]))
    assert mapping_of(adopted) == {
        "Kód": "Sloupec 1",
        "Název": "Sloupec 2",
        "Oblast": "Sloupec 4",
        "Investice": "Sloupec 5",
    }


def test_a_code_at_the_beginning_of_names_is_split_off(tmp_path: Path) -> None:
    rows = [("Název projektu", "Náklady Kč")]
    rows += [(f"OP20.0000{n}   Projekt číslo {n}", str(n)) for n in range(1, 6)]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows), unit=1)
    assert [(row["code"], row["name"]) for row in adopted.rows][:2] == [
        ("OP20.00001", "Projekt číslo 1"),
        ("OP20.00002", "Projekt číslo 2"),
    ]


def test_doubled_and_missing_codes_become_different(tmp_path: Path) -> None:
    rows = [HEADINGS, *PROJECTS, ("a-1", *PROJECTS[0][1:]), (None, *PROJECTS[1][1:])]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [row["code"] for row in adopted.rows][4:] == ["a-1-2", "P0007"]
    assert adopted.rows[4]["origin"] == "a.xlsx › List1!6; a-1"
    assert sentences(adopted) == [
        "projekt nemá kód; vznikl z čísla řádku předlohy",
        "stejný kód je na více řádcích (2, 6); další dostaly příponu -2, -3 a tak dále",
    ]


@pytest.mark.parametrize(
    ("merging", "money", "rows", "reason"),
    [(Merging.SUM, 3_000, 1, "merged"), (Merging.ONCE, 1_000, 1, "repeat")],
)
def test_rows_of_one_code_are_merged_on_request(
    tmp_path: Path, merging: Merging, money: int, rows: int, reason: str
) -> None:
    same = ("A-1", "Portál občana pro město", "Služby", "Odbor", 1_000)
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, same, same, same])
    adopted = adopt(path, merging=merging)
    assert adopted.sums.rows_out == rows
    assert adopted.sums.money_in == 3_000
    assert adopted.sums.money_out == money
    assert adopted.sums.money_left_out == 3_000 - money
    assert left(adopted) == {3: reason, 4: reason}
    assert adopted.rows[0]["origin"] == "a.xlsx › List1!2, 3, 4"


def test_what_repeated_rows_say_otherwise_is_kept(tmp_path: Path) -> None:
    headings = (*HEADINGS, "Rok přidělení", "Stav ke dni")
    first = (*PROJECTS[0], 2015, date(2016, 6, 28))
    rows = [
        headings,
        first,
        (*PROJECTS[0], 2016, date(2016, 6, 28)),
        *((*p, 2015, None) for p in PROJECTS[1:]),
    ]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows), merging=Merging.ONCE)
    assert adopted.rows[0]["further"]["Rok přidělení"] == "2015; 2016"
    assert adopted.rows[0]["further"]["Stav ke dni"] == date(2016, 6, 28)


def test_years_are_taken_from_the_first_with_money(tmp_path: Path) -> None:
    rows = [
        ("Název akce", "2026", "2027", "2028", "Celkem Kč"),
        ("Optická síť mezi budovami", 0, "100 000", "200 000", "300 000"),
        ("Nová spisová služba", "50 000", "-", "50 000", "100 000"),
    ]
    adopted = adopt(write_csv(tmp_path / "a.csv", rows))
    first, second = adopted.rows
    assert (first["earliest"], first["capex_by_year"], first["capex"]) == (
        2027,
        [100_000, 200_000],
        300_000,
    )
    assert (second["earliest"], second["capex_by_year"]) == (2026, [50_000, 0, 50_000])
    assert mapping_of(adopted)["Investice 2027"] == "2027"


def test_years_that_differ_from_the_total_are_told(tmp_path: Path) -> None:
    rows = [
        ("Název akce", "2026", "2027", "Celkem Kč"),
        ("Optická síť mezi budovami", 100_000, 200_000, 300_000),
        ("Nová spisová služba", 50_000, 0, 70_000),
        ("Kamerový systém", 50_000, 0, 50_000),
    ]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert "součet let (50000) se liší od částky ve sloupci Celkem Kč; plán počítá s lety" in (
        sentences(adopted)
    )


def test_a_unit_in_the_title_multiplies(tmp_path: Path) -> None:
    rows = [["Plán investic (v tis. Kč)"], [], ("Název akce", "Náklady")]
    rows += [("Optická síť mezi budovami", "1 250,5"), ("Nová spisová služba", "800")]
    adopted = adopt(write_csv(tmp_path / "a.csv", rows))
    assert (adopted.tender.unit, adopted.tender.currency) == (1000, "CZK")
    assert [row["capex"] for row in adopted.rows] == [1_250_500, 800_000]


def test_small_amounts_ask_for_their_unit(tmp_path: Path) -> None:
    rows = [("Název akce", "Náklady"), ("Optická síť", 1250), ("Nová spisová služba", 800)]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    assert "částky jsou nápadně malé a předloha neříká, zda nejsou v tisících" in sentences(
        adopt(path)
    )
    assert "import_unit" not in codes(adopt(path, unit=1000))
    assert adopt(path, unit=1000).sums.money_out == 2_050_000


def test_rounding_is_told_and_reconciled(tmp_path: Path) -> None:
    rows = [("Název akce", "Náklady v Kč"), ("Optická síť", 100_000.4), ("Spisovka", 50_000.5)]
    sums = adopt(write_xlsx(tmp_path / "a.xlsx", rows)).sums
    assert sums.money_in == Fraction("150000.9")
    assert sums.money_out == 150_001
    assert sums.rounding == Fraction("0.1")


def test_another_currency_stays_until_a_rate_is_given(tmp_path: Path) -> None:
    rows = [("Project title", "Total cost [EUR]"), ("Fibre network", 100), ("Records", 200.5)]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    adopted = adopt(path)
    assert (adopted.tender.result, adopted.sums.money_in) == ("EUR", Fraction("300.5"))
    assert "import_currency" in codes(adopted)
    converted = adopt(path, rate=Fraction("25.1"))
    assert converted.tender.result == "CZK"
    assert converted.sums.money_in == Fraction("300.5") * Fraction("25.1")
    assert [row["capex"] for row in converted.rows] == [2510, 5033]


def test_amounts_of_a_third_currency_are_not_mixed_in(tmp_path: Path) -> None:
    rows = [("Název akce", "Náklady v Kč"), ("Optická síť", "100 000 Kč"), ("Licence", "500 EUR")]
    adopted = adopt(write_csv(tmp_path / "a.csv", rows))
    assert adopted.sums.money_in == 100_000
    assert "ve sloupci Náklady v Kč není částka v měně seznamu; text zůstal ve sloupci Zdroj" in (
        sentences(adopted)
    )
    assert adopted.rows[1]["origin"].endswith("Náklady v Kč: 500 EUR")


def test_odd_costs_are_kept_and_told(tmp_path: Path) -> None:
    odd: list[tuple[object, ...]] = [("B-1", "Oprava loňské faktury", "Služby", "Tajemník", -500)]
    odd += [("B-2", "Strategie rozvoje", "Služby", "Tajemník", None)]
    odd += [("B-3", "Studie proveditelnosti", "Služby", "Tajemník", "dle nabídky")]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS, *odd]))
    assert [(p.code, p.cell) for p in adopted.problems] == [
        ("import_negative", "E6"),
        ("import_no_cost", "E7"),
        ("import_unread", "E8"),
        ("import_no_cost", "E8"),
    ]
    assert adopted.sums.money_in == adopted.sums.money_out == TOTAL - 500
    assert sentences(adopted)[:2] == [
        "částka je záporná; převzata beze změny, plán s ní nevznikne",
        "projekt nemá uvedeny náklady; Investice zůstala prázdná",
    ]


@pytest.mark.parametrize("size", [1e15, 1e300, 1e308, "9" * 30, -1e300])
def test_a_column_of_what_is_no_money_is_told_cell_by_cell(tmp_path: Path, size: object) -> None:
    rows = [(*row[:4], size) for row in PROJECTS]
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *rows])
    ended = run(tmp_path, "import", path.name, "--json")
    assert ended.code == 0
    too_large = [p for p in ended.json["problems"] if p["code"] == "import_too_large"]
    assert [(p["cell"], p["severity"]) for p in too_large] == [
        (f"E{row}", "warning") for row in range(2, 6)
    ]
    assert {(p["message"], p["expected"], p["fix"]) for p in too_large} == {
        (
            (
                "ve sloupci Náklady v Kč je číslo větší, než může být částka; do peněz se "
                "nepočítá, zůstalo ve sloupci Zdroj"
            ),
            "částka nejvýše o patnácti číslicích",
            "ověřte částku v předloze a doplňte ji v zásobníku",
        )
    }
    adopted = adopt(path)
    assert all("Náklady v Kč: " in row["origin"] for row in adopted.rows)
    assert {row.get("capex") for row in adopted.rows} == {None}


def test_what_is_no_money_leaves_the_other_amounts_and_their_sums(tmp_path: Path) -> None:
    rows = [*PROJECTS, ("A-5", "Přesun na jiný server", "Služby", "Tajemník", 1e300)]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *rows]))
    assert [(p.code, p.cell) for p in adopted.problems] == [
        ("import_too_large", "E6"),
        ("import_no_cost", "E6"),
    ]
    assert adopted.sums.money_in == adopted.sums.money_out == TOTAL
    assert adopted.sums.money_left_out == 0


def test_an_amount_too_large_only_by_its_unit_or_rate_is_told_too(tmp_path: Path) -> None:
    rows = [("Název akce", "Náklady [EUR]"), ("Optická síť", 10**14), ("Spisovka", 1_000)]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    assert "import_too_large" not in codes(adopt(path))
    adopted = adopt(path, rate=Fraction(25))
    assert [p.cell for p in adopted.problems if p.code == "import_too_large"] == ["B2"]
    assert adopted.sums.money_in == adopted.sums.money_out == 25_000


def block(code: str, title: str, sources: dict[str, str]) -> list[list[object]]:
    """A project as a report prints it; the labels are not those of any published report."""
    total = sum(int(amount.replace(",", "").replace("Zero", "0")) for amount in sources.values())
    lines: list[list[object]] = [[name, None, amount, amount] for name, amount in sources.items()]
    return [
        [code, title],
        ["Obsah:", f"Co přinese {title}"],
        ["Místo:", "Celé město"],
        ["Zdroj peněz", None, "Požadováno", "Doporučeno"],
        *lines,
        ["Celkem", None, total, total],
        [],
    ]


def blocks(count: int) -> list[list[object]]:
    rows: list[list[object]] = [["Kapitálový rozpočet"], ["Částky v tis. Kč"], []]
    for n in range(1, count + 1):
        amount = "Zero" if n == 2 else f"1,{n:03d}"
        rows += block(f"10-{n:03d}", f"Akce města {n}", {"200 Vlastní": amount, "300 Dotace": "50"})
    return rows


def test_a_report_of_blocks_is_one_project_a_block(tmp_path: Path) -> None:
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", blocks(4)))
    assert adopted.lists[0].blocks is not None
    assert [row["code"] for row in adopted.rows] == ["10-001", "10-002", "10-003", "10-004"]
    assert adopted.rows[0]["name"] == "Akce města 1"
    assert adopted.tender.unit == 1000
    assert adopted.rows[1]["further"]["Místo"] == "Celé město"
    assert "200 Vlastní: Požadováno Zero" in adopted.rows[1]["further"]["Zdroj peněz"]
    assert adopted.sums.rows_in == adopted.sums.rows_out == 4


def test_labels_of_blocks_can_be_given(tmp_path: Path) -> None:
    """Two blocks are too few to be known by themselves."""
    path = write_xlsx(tmp_path / "a.xlsx", blocks(2))
    stated = {"blocks": {"labels": ["Obsah:", "Místo", "Zdroj peněz", "Celkem"], "total": "Celkem"}}
    assert adopt(path, map={**stated, "name": "m"}).sums.rows_out == 2


def test_a_list_of_towns_over_and_over_is_no_report(tmp_path: Path) -> None:
    towns = ("Aš", "Cheb", "Sokolov")
    rows: list[tuple[object, ...]] = [("Město", "Název projektu", "Náklady Kč")]
    rows += [(town, f"Projekt {n} pro {town}", 100_000) for n in range(4) for town in towns]
    adopted = adopt(write_xlsx(tmp_path / "a.xlsx", rows))
    assert adopted.lists[0].blocks is None
    assert adopted.sums.rows_out == 12


def test_the_fullest_sheet_is_taken_and_others_are_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, PROJECTS[0]], "Školy")
    write_xlsx(path, [HEADINGS, *PROJECTS[1:]], "Město")
    write_xlsx(path, [[], HEADINGS], "Prázdný")
    adopted = adopt(path)
    assert (adopted.lists[0].sheet, adopted.other_sheets) == ("Město", (("Školy", 1),))
    assert adopt(path, sheet="školy").sums.rows_out == 1
    everything = adopt(path, all_sheets=True)
    assert everything.sums.rows_out == 4
    assert everything.sums.money_out == TOTAL
    lines = list(adopted_lines(adopted, CS))
    assert lines[-1] == (
        "Seznam je i na dalších listech: Školy (1). Vyberte jej volbou --sheet, "
        "nebo vezměte všechny volbou --all-sheets."
    )


def test_a_wrong_sheet_is_answered_with_the_nearest(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS], "Projekty")
    with pytest.raises(ProblemsError) as error:
        adopt(path, sheet="Projekt")
    (problem,) = error.value.problems
    assert told(problem, "what", CS) == "list toho jména v souboru není"
    assert told(problem, "fix", CS) == 'uveďte --sheet "Projekty"'


def test_a_file_without_a_list_says_so(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        adopt(write_xlsx(tmp_path / "a.xlsx", [["Dobrý den"], [1, 2, 3]]))
    assert [p.code for p in error.value.problems] == ["import_no_list"]


def test_a_mapping_repeats_the_adoption(tmp_path: Path) -> None:
    for path in (
        write_xlsx(tmp_path / "a.xlsx", [["Plán (tis. Kč)"], HEADINGS, *PROJECTS]),
        write_xlsx(tmp_path / "b.xlsx", blocks(4)),
    ):
        first = adopt(path)
        kept = path.with_suffix(".map.toml")
        kept.write_bytes(map_file(first))
        again = adopt(path, map=read_map(kept))
        assert again.rows == first.rows
        assert map_file(again) == map_file(first)


def test_a_wrong_mapping_is_answered_with_the_nearest_heading(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS])
    kept = tmp_path / "a.map.toml"
    kept.write_text('[columns]\n"Název" = "Nazev projekt"\n', encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        adopt(path, map=read_map(kept))
    (problem,) = error.value.problems
    assert problem.place == "a.map.toml"
    assert told(problem, "what", CS) == ("převod čeká sloupec, který list List1 v a.xlsx nemá")
    assert told(problem, "fix", CS) == "opravte jej v převodu na „Název projektu“"
    kept.write_text('[columns]\n"Nazef" = "Oblast"\n', encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        read_map(kept)
    assert told(error.value.problems[0], "fix", CS) == "opravte jej na „Název“"
    kept.write_text("[columns\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        read_map(kept)
    assert error.value.problems[0].code == "import_map_broken"


def test_a_person_may_change_what_is_uncertain(tmp_path: Path) -> None:
    headings = ("Sloupec 1", "Sloupec 2", "Sloupec 3", "Sloupec 4", "Sloupec 5")
    path = write_xlsx(tmp_path / "a.xlsx", [headings, *PROJECTS])
    found = adopt(path).lists[0]
    fields = propose(found)
    assert uncertain(fields) == ("code", "name", "area", "capex")
    assert place_of(found, "sloupec 3") == place_of(found, "c") == 2
    assert place_of(found, "nic takového") is None
    assert changed(fields, "area", 2).of("area") == (2,)
    assert changed(fields, "area", 0).of("code") == ()
    assert changed(fields, "area", None).of("area") == ()


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS])
    assert adopted_workbook(adopt(path), "cs") == adopted_workbook(adopt(path), "cs")


SPACES = st.sampled_from(["", "  ", "\xa0"])
NAMES = st.text("aábcčdeéfghiíjklmnňoprřsštuvyzž ", min_size=9, max_size=30).map(str.strip)


@st.composite
def messy_lists(draw: st.DrawFn) -> tuple[list[list[Any]], int, list[int]]:
    """A list written as people write, how many rows above it, and its whole costs."""
    count = draw(st.integers(3, 12))
    costs = draw(st.lists(st.integers(0, 10**9), min_size=count, max_size=count))
    names = draw(st.lists(NAMES.filter(lambda s: len(s) > 8), min_size=count, max_size=count))
    above = draw(st.integers(0, 3))
    written = draw(st.sampled_from(["{:,}", "{:_}", "{}", "{},00"]))
    mark = draw(st.sampled_from([" ", "\xa0", "."]))
    rows: list[list[Any]] = [["Přehled záměrů"] for _ in range(above)]
    rows.append(["Kód projektu", "Název projektu", "Náklady (Kč)"])
    for n, (cost, name) in enumerate(zip(costs, names, strict=True), 1):
        text = written.format(cost).replace(",", mark).replace("_", mark)
        text = text.replace(f"{mark}00", ",00") if written.endswith("00") else text
        rows.append([f"K-{n}", f"Akce {n} {name}{draw(SPACES)}", text])
        if draw(st.integers(0, 5)) == 0:
            rows.append([])
    if draw(st.booleans()):
        rows.append(["Celkem", None, sum(costs)])
    if draw(st.booleans()):
        rows += [[], ["Zpracoval odbor informatiky"]]
    return rows, above, costs


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(messy_lists())
def test_rows_and_money_always_reconcile(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[list[list[Any]], int, list[int]]
) -> None:
    rows, above, costs = made
    path = write_csv(tmp_path_factory.mktemp("messy") / "a.csv", rows)
    adopted = adopt(path)
    filled = sum(any(cell not in {None, ""} for cell in row) for row in rows[above + 1 :])
    sums = adopted.sums
    assert sums.rows_in == filled == sums.rows_out + len(adopted.left_out)
    assert [row["capex"] for row in adopted.rows] == costs
    assert sums.money_in == sums.money_out == sum(costs)
