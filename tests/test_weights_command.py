"""The command ``weights``: what counts, what people say, where they contradict and differ."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.explaining.weights import weighing_of
from stack_planner.reading import read_strategy
from stack_planner.records import Method, WeightSource
from stack_planner.sample import write_example
from stack_planner.telling.weighing import findings_told
from stack_planner.telling.weights import weight_lines, weights_json
from stack_planner.words import load
from tests.changing import both, setting
from tests.documenting import DATA, paths, sections
from tests.documenting import rows as documented
from tests.eliciting import asked, rows, triangle
from tests.problem_examples.weights import ENDS, third
from tests.running import run
from tests.small import Tables, write_small
from tests.test_eliciting import SCHOOL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

PAGE = Path(__file__).parent.parent / "docs" / "weights.md"
ABC = ("K1", "K2", "K3")
USED = setting("zdroj vah", "odpovědi")
CLERK = rows("tajemnice", Method.DIRECT, {"K1": 10, "K2": 30, "K3": 60})
HEAD = rows("vedoucí IT", Method.DIRECT, {"K1": 35, "K2": 15, "K3": 50})
ROUND = {("K1", "K2"): 3, ("K2", "K3"): 3, ("K1", "K3"): 1}
"""Comparisons that agree with each other once the last one is 9."""


def answered(*people: Iterable[Mapping[str, Any]]) -> Callable[[Tables], object]:
    """Answers of people on three criteria."""
    given = [dict(row) for person in people for row in person]
    return both(third, lambda tables: tables.update(weight_answers=given))


def told(folder: Path, change: Callable[[Tables], object], *more: str) -> str:
    """What the command prints, on one line."""
    ended = run(write_small(folder, change), "weights", "-q", *more)
    assert ended.code == 0, ended.err
    return " ".join(ended.out.split())


def said(*people: Iterable[Mapping[str, Any]], codes: tuple[str, ...] = ABC) -> list[str]:
    """What there is to say of answers on criteria of weight 1."""
    return list(findings_told(weighing_of(asked(codes, *people)), load("cs")))


# What counts, and how to ask


def test_without_answers_it_says_what_counts_and_how_to_ask(tmp_path: Path) -> None:
    text = told(tmp_path, third)
    assert text.startswith("Váhy kritérií Platí sloupec Váha na listu Kritéria. Kritérium")
    assert "K1 Přínos 42,9 % K2 Povinnost 14,3 % K3 Třetí 42,9 %" in text
    assert "Nikdo zatím neodpověděl. Odpovědi patří v zásobníku na list Odpovědi na váhy" in text
    for method in ("přímo:", "swing:", "pořadí:", "AHP:", "BWM:"):
        assert f"– {method}" in text
    assert text.count("(3 odpovědi).") == 5
    assert "Kdo jak odpověděl" not in text
    english = told(tmp_path, third, "--lang", "en")
    assert "Nobody has answered yet." in english
    assert "– rank order: 1 is the most important one" in english
    made = run(tmp_path, "weights", "-q", "--json").json
    assert (made["source"], made["people"], made["group"]) == ("criteria", [], [])
    assert (made["matrix"], made["ranks"]) == (None, None)
    assert [each["weight"] for each in made["weights"]] == pytest.approx([3 / 7, 1 / 7, 3 / 7])


def test_the_methods_ask_for_as_many_answers_as_they_need() -> None:
    strategy = asked([f"K{n}" for n in range(1, 7)])
    text = " ".join(" ".join(weight_lines(weighing_of(strategy), load("en"))).split())
    assert text.count("(6 answers).") == 3
    assert "(15 answers)." in text
    assert "(9 answers)." in text


def test_where_the_weights_come_from_is_said(tmp_path: Path) -> None:
    def pairs(tables: Tables) -> None:
        tables["pairwise"] = [{"criterion": "K1", "K2": 2, "K3": 6}, {"criterion": "K2", "K3": 3}]

    text = told(tmp_path, both(third, pairs))
    assert "Platí váhy z listu Párové srovnání (poměr konzistence 0,00)" in text
    assert "Kritérium Sloupec Váha Párové srovnání, platí K1 Přínos 42,9 % 60 %" in text
    assert "list Párové srovnání AHP 0,00 60 % 30 % 10 %" in text
    text = told(tmp_path, both(answered(CLERK, HEAD), pairs))
    assert "Odpovědi 2 osob z listu Odpovědi na váhy zatím nic nemění" in text
    text = told(tmp_path, both(answered(CLERK, HEAD), USED))
    assert "Platí skupinové váhy z listu Odpovědi na váhy, odpověděly 2 osoby;" in text
    assert "Odpovědi, platí" in text
    assert "Proti platným vahám" not in text
    made = run(tmp_path, "weights", "-q", "--json").json
    assert made["source"] == "answers"
    assert [each["weight"] for each in made["weights"]] == [g["weight"] for g in made["group"]]


def test_ranks_beside_the_criteria_stand_beside_their_weights(tmp_path: Path) -> None:
    def ranks(tables: Tables) -> None:
        third(tables)
        for row, rank in zip(tables["criteria"], (3, 1, 2), strict=True):
            row["rank"] = rank

    text = told(tmp_path, ranks)
    assert "Kritérium Sloupec Váha, platí Pořadí (ROC) K1 Přínos 42,9 % 11,1 %" in text
    made = run(tmp_path, "weights", "-q", "--json").json
    shares = [each["weight"] for each in made["ranks"]]
    assert shares == pytest.approx([1 / 9, 11 / 18, 5 / 18])


# Each method


@pytest.mark.parametrize(
    ("method", "values", "row"),
    [
        (Method.DIRECT, {"K1": 5, "K2": 3, "K3": 2}, "přímo – 50 % 30 % 20 %"),
        (Method.SWING, {"K1": 100, "K2": 60, "K3": 40}, "swing – 50 % 30 % 20 %"),
        (Method.RANK, {"K1": 1, "K2": 2, "K3": 3}, "pořadí – 61,1 % 27,8 % 11,1 %"),
        (
            Method.AHP,
            {("K1", "K2"): 2, ("K1", "K3"): 6, ("K2", "K3"): 3},
            "AHP 0,00 60 % 30 % 10 %",
        ),
        (Method.BWM, ENDS, "BWM 0,00 60 % 30 % 10 %"),
    ],
)
def test_every_method_gives_its_weights(
    tmp_path: Path, method: Method, values: Mapping[Any, object], row: str
) -> None:
    text = told(tmp_path, answered(rows("starosta", method, values)))
    assert f"Kdo Metoda Konzistence K1 K2 K3 starosta {row}" in text
    assert "Odpověděla jediná osoba" in text
    assert "Váha min" not in text
    [person] = run(tmp_path, "weights", "-q", "--json").json["people"]
    assert person["method"] == method.value
    assert sum(each["weight"] for each in person["weights"]) == pytest.approx(1)
    assert person["consistent"] is True
    assert (person["consistency"] is None) is (method not in {Method.AHP, Method.BWM})


# Contradictions


def test_comparisons_that_go_astray_are_told_with_what_would_agree(tmp_path: Path) -> None:
    text = told(tmp_path, answered(rows("radní", Method.AHP, ROUND)))
    assert (
        "– radní: srovnání si navzájem odporují, poměr konzistence je 0,48 (v pořádku je nejvýše "
        "0,10). K1 proti K2 je 3 a K2 proti K3 je 3, takže K1 proti K3 by mělo vyjít 9; odpovězeno "
        "je 1. U dvojice K1 proti K3 by místo 1 s ostatním nejlépe souhlasilo 9; poměr konzistence "
        "by pak byl 0,00."
    ) in text
    english = told(tmp_path, answered(rows("radní", Method.AHP, ROUND)), "--lang", "en")
    assert "so K1 against K3 should be 9; the answer is 1." in english
    assert "For K1 against K3, 9 instead of 1 would agree best with the rest" in english
    [person] = run(tmp_path, "weights", "-q", "--json").json["people"]
    assert person["consistent"] is False
    assert person["contradictions"] == [
        {"criteria": ["K1", "K2", "K3"], "steps": [3, 3], "by_way": 9, "direct": 1}
    ]
    assert person["entry"] == {
        "criterion": "K1",
        "against": "K3",
        "before": 1,
        "after": 9,
        "consistency": 0,
    }


def test_an_entry_the_other_way_round_is_told_both_ways() -> None:
    turned = {("K1", "K2"): 3, ("K2", "K3"): 3, ("K3", "K1"): 2}
    [text, *_] = said(rows("radní", Method.AHP, turned))
    assert "takže K1 proti K3 by mělo vyjít 9; odpovězeno je 1/2." in text
    assert "by místo 3 s ostatním nejlépe souhlasilo 1/6, tedy opačně K2 proti K1 6;" in text


def test_two_triads_are_told_and_that_one_answer_is_not_enough() -> None:
    codes = tuple(f"K{n}" for n in range(1, 7))
    [text, *_] = said(rows("škola", Method.AHP, triangle(codes, SCHOOL)), codes=codes)
    assert text.startswith("škola: srovnání si navzájem odporují, poměr konzistence je 0,23 ")
    assert text.count("by mělo vyjít") == 2
    assert "K5 proti K2 je 5 a K2 proti K4 je 3, takže K5 proti K4 by mělo vyjít 15" in text
    assert text.endswith("Ani to nestačí, projděte i ostatní dvojice.")


def test_best_and_worst_that_disagree_are_told_by_their_way() -> None:
    astray = {("K1", "K2"): 5, ("K1", "K3"): 4, ("K2", "K3"): 4}
    [text, *_] = said(rows("radní", Method.BWM, astray))
    assert "K1 proti K2 je 5 a K2 proti K3 je 4, takže K1 proti K3 by mělo vyjít 20" in text
    assert text.endswith("odpovězeno je 4.")


def test_the_sheet_of_pairs_is_told_as_a_sheet(tmp_path: Path) -> None:
    def pairs(tables: Tables) -> None:
        tables["pairwise"] = [{"criterion": "K1", "K2": 3, "K3": 1}, {"criterion": "K2", "K3": 3}]

    text = told(tmp_path, both(third, pairs))
    assert "– list Párové srovnání: srovnání si navzájem odporují" in text
    assert run(tmp_path, "weights", "-q", "--json").json["matrix"]["entry"]["after"] == 9


# Several people


def test_a_group_is_told_with_its_spread_and_whose_it_is(tmp_path: Path) -> None:
    """√(10 · 35), √(30 · 15) and √(60 · 50): 18.7, 21.2 and 54.8 of 94.7."""
    text = told(tmp_path, answered(CLERK, HEAD))
    assert "K1 19,8 % 10 % (tajemnice) 35 % (vedoucí IT) 0,7 2,45" in text
    assert "K3 57,8 % 50 % (vedoucí IT) 60 % (tajemnice) 3,5 4,2" in text
    assert (
        "– Nejméně se shodnete na kritériu K1 Přínos: nejmenší váhu mu dává tajemnice (10 %), "
        "největší vedoucí IT (35 %). – Výrazně se lišíte i na kritériu K2 Povinnost (15 % až 30 %)."
    ) in text
    assert "Proti platným vahám by skupina přesunula 23 % celkové váhy" in text
    assert "nejvíce u kritéria K1 Přínos: 19,8 % místo 42,9 %" in text
    assert "jehož součet je 7" in text
    made = run(tmp_path, "weights", "-q", "--json").json["group"][0]
    assert made["weight"] == pytest.approx(350**0.5 / (350**0.5 + 450**0.5 + 3000**0.5))
    assert (made["low"], made["high"], made["apart"]) == (0.1, 0.35, True)
    assert (made["lowest"], made["highest"]) == (["tajemnice"], ["vedoucí IT"])
    assert (made["min"], made["max"]) == (0.7, 2.45)


def test_a_weight_that_nobody_would_give_is_named() -> None:
    text = " ".join(said(CLERK, HEAD))
    assert "Dnešní Váha kritérií K2 a K3 leží mimo toto rozpětí" in text
    close = [
        rows(who, Method.DIRECT, {"K1": a, "K2": 9, "K3": b})
        for who, a, b in (("A", 9, 9), ("B", 10, 8))
    ]
    calm = " ".join(said(*close))
    assert "leží mimo" not in calm
    assert "průměr nic podstatného nezakrývá" in calm


def test_who_is_furthest_from_a_group_of_three_is_said() -> None:
    people = [
        rows(who, Method.DIRECT, {"K1": first, "K2": 50, "K3": 50})
        for who, first in (("A", 50), ("B", 60), ("C", 400))
    ]
    assert "Od skupiny se nejvíce liší C: jinak než ona rozděluje" in " ".join(said(*people))
    assert "Od skupiny" not in " ".join(said(*people[:2]))


def test_people_who_differ_alike_are_all_named() -> None:
    alike = rows("vedoucí HR", Method.DIRECT, {"K1": 35, "K2": 15, "K3": 50})
    text = " ".join(said(CLERK, HEAD, alike))
    assert "největší vedoucí HR a vedoucí IT (35 %)" in text


def test_who_is_not_counted_is_named(tmp_path: Path) -> None:
    text = told(tmp_path, answered(CLERK[:2], HEAD))
    assert "– Nepočítá se, kdo neodpověděl úplně a správně: tajemnice." in text
    assert run(tmp_path, "weights", "-q", "--json").json["left_out"] == ["tajemnice"]
    text = told(tmp_path, answered(CLERK[:2]))
    assert "Na všechno, co metoda žádá, zatím nikdo neodpověděl." in text


def test_weights_of_zero_are_no_column_to_compare_with() -> None:
    strategy = asked(ABC, CLERK, HEAD)
    nothing = tuple(replace(c, weight=Fraction(0)) for c in strategy.criteria)
    source = replace(strategy.settings, weight_source=WeightSource.ANSWERS)
    weighing = weighing_of(replace(strategy, criteria=nothing, settings=source))
    assert weighing.total == 100
    assert not weighing.stated
    assert not weighing.outside
    assert weighing.bounds["K1"] == (Fraction(10), Fraction(35))
    assert weights_json(weighing, [])["weights"][0]["stated"] is None


# The command itself


def test_inputs_with_errors_have_no_weights(tmp_path: Path) -> None:
    write_small(tmp_path, both(answered(CLERK[:2]), USED))
    ended = run(tmp_path, "weights", "-q")
    assert (ended.code, ended.out) == (3, "")
    assert "Váhy nelze určit: vstupy mají chyby." in ended.err
    assert run(tmp_path, "weights", "-q", "--json").json["status"] == "problems"


def test_the_page_describes_every_field(tmp_path: Path) -> None:
    def pairs(tables: Tables) -> None:
        tables["pairwise"] = [{"criterion": "K1", "K2": 3, "K3": 1}, {"criterion": "K2", "K3": 3}]
        for row, rank in zip(tables["criteria"], (3, 1, 2), strict=True):
            row["rank"] = rank

    people = answered(CLERK, HEAD, rows("radní", Method.AHP, ROUND))
    write_small(tmp_path, both(people, pairs))
    found = set(paths(run(tmp_path, "weights", "-q", "--json").json))
    page = sections(DATA.read_text(encoding="utf-8"))["`weights --json`"]
    named = [row[0] for row in documented(page)]
    assert sorted(set(named)) == sorted(named)
    assert {path for path in found if not path.startswith("problems[]")} == set(named)


def test_the_page_quotes_what_is_said(tmp_path: Path) -> None:
    """Of the three answers that it shows, and of the sample."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    quoted = " ".join(line.removeprefix("> ") for line in lines if line.startswith("> "))
    own = said(rows("vedoucí odboru IT", Method.AHP, ROUND))[0]
    strategy, _ = read_strategy(*_sample(tmp_path))
    assert strategy is not None
    sample = list(findings_told(weighing_of(strategy), load("cs")))
    assert quoted == f"{own} {sample[0]}"
    assert not any("odporují" in text for text in sample)


def _sample(folder: Path) -> tuple[Path, list[Path]]:
    stack, needs = write_example(folder)
    return stack, [needs]
