"""Answers on weights as a sheet: what is wrong is told, and whoever is left out is told of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stack_planner.checking.eliciting import check_answers
from stack_planner.checking.identity import check_identity
from stack_planner.problems import Severity
from stack_planner.records import Method, Strategy, WeightSource
from stack_planner.scoring.eliciting import elicit
from tests.changing import both, problems_of, setting
from tests.eliciting import asked, reciprocal, rows
from tests.problem_examples.weights import PAIRS, judged, swung, third
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

ABC = ("K1", "K2", "K3")


def using(strategy: Strategy) -> Strategy:
    """The weights come from the answers."""
    source = replace(strategy.settings, weight_source=WeightSource.ANSWERS)
    return replace(strategy, settings=source)


@st.composite
def tables_of_answers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to a dozen rows of one or two people, mostly right."""
    row = st.fixed_dictionaries(
        {
            "person": st.sampled_from(("A", "a ", "B")),
            "method": st.sampled_from([*Method]).map(str),
            "criterion": st.sampled_from((*ABC, "K9")),
            "against": st.sampled_from((None, *ABC)),
            "value": st.sampled_from((0, 1, 2, 5, 9, 100)),
        }
    )
    whole = [
        rows("A", Method.AHP, PAIRS),
        rows("A", Method.BWM, PAIRS),
        rows("A", Method.SWING, dict.fromkeys(ABC, 100)),
        rows("B", Method.RANK, dict.fromkeys(ABC, 1)),
    ]
    start = draw(st.sampled_from(whole))
    kept = draw(st.lists(st.sampled_from(start), max_size=4, unique_by=str))
    return draw(st.permutations([*kept, *draw(st.lists(row, max_size=2))]))


@given(tables_of_answers())
def test_whoever_is_left_out_is_told_of_and_nobody_else(given_: list[dict[str, Any]]) -> None:
    strategy = using(asked(ABC, given_))
    problems = [*check_answers(strategy), *check_identity(strategy)]
    errors = {problem.code for problem in problems if problem.severity is Severity.ERROR}
    found = elicit(strategy)
    assert bool(errors) == bool(found.left_out or not given_)
    for opinion in found.opinions:
        assert sum(opinion.weights.values()) == 1
        assert min(opinion.weights.values()) > 0


@given(tables_of_answers())
def test_what_changes_nothing_is_no_error(given_: list[dict[str, Any]]) -> None:
    strategy = asked(ABC, given_)
    told = {(p.code, p.seen): p.severity for p in check_answers(strategy)}
    used = {(p.code, p.seen): p.severity for p in check_answers(using(strategy))}
    milder = {
        Severity.ERROR: Severity.WARNING,
        Severity.WARNING: Severity.NOTICE,
    }
    expected = {
        key: milder[severity]
        for key, severity in used.items()
        if key[0] not in {"answers_used", "answers_none"}
    }
    assert told == expected


def test_the_plan_goes_on_while_answers_are_being_collected(tmp_path: Path) -> None:
    write_small(tmp_path, swung(100, 60))
    told = {p.code: p.severity for p in problems_of(tmp_path)}
    assert told["answer_missing"] is Severity.WARNING
    assert Severity.ERROR not in told.values()


def test_a_prepared_row_without_an_answer_is_a_question_left_open(tmp_path: Path) -> None:
    write_small(tmp_path, swung(100, 60, None))
    told = {p.code: p.severity for p in problems_of(tmp_path) if p.sheet == "Odpovědi na váhy"}
    assert told == {"unanswered": Severity.NOTICE, "answer_missing": Severity.WARNING}


def test_a_wrong_code_is_told_with_what_is_meant(tmp_path: Path) -> None:
    def name(tables: Tables) -> None:
        tables["weight_answers"][0]["criterion"] = "Přínos"

    write_small(tmp_path, both(swung(100, 60, 20), name))
    [problem] = [p for p in problems_of(tmp_path) if p.code == "name_for_code"]
    assert (problem.cell, problem.mend) == ("C2", "K1")


def test_contradictions_of_the_sheet_of_pairs_are_told(tmp_path: Path) -> None:
    def pairs(tables: Tables) -> None:
        tables["pairwise"] = [
            {"criterion": "K1", "K2": 3, "K3": 0.2},
            {"criterion": "K2", "K3": 2},
        ]

    write_small(tmp_path, both(third, pairs))
    [problem] = [p for p in problems_of(tmp_path) if p.code == "ahp_inconsistent"]
    assert (problem.severity, problem.sheet) == (Severity.WARNING, "Párové srovnání")
    assert (problem.details["row"], problem.details["column"]) == ("K1", "K3")
    write_small(tmp_path, both(pairs, judged(), setting("zdroj vah", "odpovědi")))
    [unused] = [p for p in problems_of(tmp_path) if p.code == "ahp_inconsistent"]
    assert unused.severity is Severity.NOTICE


def test_a_judgement_of_the_sheet_of_pairs_is_above_zero(tmp_path: Path) -> None:
    def negative(tables: Tables) -> None:
        tables["pairwise"] = [{"criterion": "K1", "K2": -3}]

    write_small(tmp_path, negative)
    [problem] = [p for p in problems_of(tmp_path) if p.code == "too_small"]
    assert (problem.cell, problem.seen) == ("B2", "-3")


def test_weights_of_zero_do_not_matter_where_answers_count(tmp_path: Path) -> None:
    def nothing(tables: Tables) -> None:
        for row in tables["criteria"]:
            row["weight"] = 0

    used = setting("zdroj vah", "odpovědi")
    write_small(tmp_path, both(swung(100, 60, 40), nothing, used))
    assert [p.code for p in problems_of(tmp_path) if p.severity is Severity.ERROR] == []
    write_small(tmp_path, both(swung(100, 60, 40), nothing))
    assert "weights_all_zero" in {p.code for p in problems_of(tmp_path)}


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_words_of_both_languages_are_read(tmp_path: Path, lang: str) -> None:
    words = {
        "cs": ("pořadí", "zdroj vah", "odpovědi"),
        "en": ("rank order", "source of weights", "answers"),
    }
    method, key, source = words[lang]

    def ranks(tables: Tables) -> None:
        tables["weight_answers"] = [
            {"person": "IT", "method": method, "criterion": code, "value": n}
            for n, code in enumerate(("K1", "K2"), 1)
        ]

    write_small(tmp_path, both(ranks, setting(key, source)))
    assert "answers_used" in {p.code for p in problems_of(tmp_path)}


def test_a_matrix_of_other_criteria_is_none() -> None:
    strategy = replace(asked(ABC), pairwise=reciprocal("3"))
    assert elicit(strategy).matrix is None
