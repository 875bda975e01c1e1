"""What a town hall fills into a template or a questionnaire comes back as it was filled in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from stack_planner.asking import write_questionnaires
from stack_planner.planning import Inputs, check
from stack_planner.problems import Severity
from stack_planner.reading import read_strategy
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    GroupCost,
    Link,
    Meeting,
    Municipality,
    Need,
    Orp,
    Position,
    Programme,
    Project,
    Rule,
    RuleKind,
    ScenarioChange,
    Score,
    Settings,
    Spot,
    Strategy,
    WeightAnswer,
)
from stack_planner.workbook.templates import template_workbooks
from tests import sending
from tests.filling import (
    TABLE,
    Filled,
    fill,
    filled_row,
    filled_settings,
    type_criteria,
    type_settings,
)
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Mapping

TEMPLATES = {lang: template_workbooks(lang) for lang in ("cs", "en")}
FILES = ("project_stack.xlsx", "municipal_needs.xlsx")
RECORDS: Mapping[str, type[Any]] = {
    "projects": Project,
    "criteria": Criterion,
    "links": Link,
    "programmes": Programme,
    "rules": Rule,
    "group_costs": GroupCost,
    "weight_answers": WeightAnswer,
    "scenarios": ScenarioChange,
    "orps": Orp,
    "municipalities": Municipality,
    "budgets": Budget,
    "needs": Need,
    "positions": Position,
    "spots": Spot,
    "meetings": Meeting,
}
SEVERAL = tuple(name for name in RECORDS if name != "criteria")


@st.composite
def answers(draw: st.DrawFn) -> dict[str, list[dict[str, Filled]]]:
    """One to three filled rows of every table; criteria with two codes of their own."""
    rows = {
        name: draw(st.lists(filled_row(TABLE[name]), min_size=1, max_size=3))
        for name in (*SEVERAL, "pool")
    }
    rows["criteria"] = [
        {**draw(filled_row(TABLE["criteria"])), "code": (code, code)} for code in ("K1", "K2")
    ]
    return rows


def expected(name: str, rows: list[dict[str, Filled]]) -> list[Any]:
    return [_record(name, {field: meant for field, (_, meant) in row.items()}) for row in rows]


def _record(name: str, values: dict[str, Any]) -> Any:  # noqa: ANN401 — a record of any table
    if name == "needs":
        values.setdefault("municipality", None)
    if name == "budgets":
        values["bridges"] = "prefinancing" in values
    if name == "projects":
        amount = values.pop("capex_by_year", 0)
        years = {"capex_by_year": (amount,), "capex": amount, "duration": 1} if amount else {}
        values |= years
    if name == "rules" and values["kind"] in {RuleKind.SHARE_AT_LEAST, RuleKind.SHARE_AT_MOST}:
        values["bound"] = Fraction(values["bound"]) / 100
    return RECORDS[name](**values)


def said(strategy: Strategy) -> dict[str, list[Any]]:
    """The records of every table, in an order that does not matter."""
    tables = {
        "projects": strategy.projects,
        "criteria": strategy.criteria,
        "links": strategy.links,
        "programmes": strategy.programmes,
        "rules": strategy.rules,
        "group_costs": strategy.group_costs,
        "weight_answers": strategy.weight_answers,
        "scenarios": strategy.scenarios,
        "orps": strategy.orps,
        "municipalities": strategy.municipalities,
        "budgets": strategy.budgets,
        "needs": strategy.needs,
        "positions": strategy.positions,
        "spots": strategy.spots,
        "meetings": strategy.meetings,
        "pool": strategy.pool,
    }
    return {name: sorted(map(repr, records)) for name, records in tables.items()}


@st.composite
def fillings(draw: st.DrawFn) -> tuple[dict[str, list[dict[str, Filled]]], dict[str, Filled]]:
    """Rows of the tables, and settings."""
    return draw(answers()), draw(filled_settings())


PATIENT = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
)
"""Without shrinking: one filling is quick to read as it is, a hundred smaller ones take minutes."""


@pytest.mark.parametrize("lang", ["cs", "en"])
@settings(PATIENT, max_examples=4)
@given(filled=fillings())
def test_a_filled_template_reads_back_as_it_was_filled(lang: str, filled: Any) -> None:  # noqa: ANN401
    read_back(lang, *filled)


@pytest.mark.slow
@settings(PATIENT, max_examples=200)
@given(filled=fillings())
def test_many_filled_templates_read_back(filled: Any) -> None:  # noqa: ANN401
    read_back("cs", *filled)


def read_back(
    lang: str, rows: dict[str, list[dict[str, Filled]]], chosen: dict[str, Filled]
) -> None:
    """Fills a template in and reads it."""
    rows["rules"] = [row for row in rows["rules"] if row["bound"][1] <= 100]
    rows |= {"scores": [{"project": ("A b", "A b")}], "pairwise": [{"criterion": ("K1", "K1")}]}
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in FILES]
        for file, workbook in zip(files, ("stack", "needs"), strict=True):
            book = load_workbook(BytesIO(TEMPLATES[lang][file.name]))
            fill(book, {k: v for k, v in rows.items() if TABLE[k].workbook == workbook}, lang)
            if workbook == "stack":
                type_criteria(book, "scores", {"K1": [1.5], "K2": [None]}, lang)
                type_criteria(book, "pairwise", {"K2": [3]}, lang)
                type_settings(book, chosen, lang)
            book.save(file)
        strategy, problems = read_strategy(files[0], files[1:])
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert strategy is not None
    wanted = {name: sorted(map(repr, expected(name, rows[name]))) for name in RECORDS}
    wanted["pool"] = sorted(
        repr(replace(budget, orp=REGION))
        for budget in expected("budgets", [{**row, "orp": ("", "")} for row in rows["pool"]])
    )
    assert said(strategy) == wanted
    assert strategy.scores == (Score("A b", None, "K1", Fraction(3, 2)),)
    assert strategy.pairwise == (
        (Fraction(1), Fraction(3)),
        (Fraction(1, 3), Fraction(1)),
    )
    assert strategy.settings == _settings(chosen, [budget.year for budget in strategy.budgets])


def _settings(chosen: dict[str, Filled], years: list[int]) -> Settings:
    given_ones = {field: meant for field, (_, meant) in chosen.items()}
    first = given_ones.pop("first_year", min(years))
    count = given_ones.pop("years", max(years) - first + 1)
    price_year = given_ones.pop("price_year", first)
    return Settings(first, max(count, 1), price_year, **given_ones)


def test_an_untouched_template_lacks_rows_and_nothing_else(tmp_path: Path) -> None:
    for name, content in TEMPLATES["cs"].items():
        (tmp_path / name).write_bytes(content)
    strategy, problems = read_strategy(tmp_path / FILES[0], [tmp_path / FILES[1]])
    assert strategy is None
    assert {(problem.code, problem.sheet) for problem in problems} == {
        ("unanswered", "Nastavení"),
        *(("table_empty", sheet) for sheet in ("Projekty", "Kritéria", "Hodnocení")),
        *(("table_empty", sheet) for sheet in ("ORP", "Rozpočty", "Potřeby")),
    }


def answered_questionnaires(folder: Path) -> list[Path]:
    """The questionnaires of the two towns of ``small``, filled in as its workbook is."""
    inputs = write_small(folder) / "inputs"
    stack, needs = (inputs / name for name in FILES)
    files, _ = write_questionnaires(
        folder / "returned", Inputs(stack, [needs]), lang="cs", force=False
    )
    for file in files:
        book = load_workbook(file)
        for row in book["Rozpočty"].iter_rows():
            if row[1].value in {2027, 2028}:
                row[2].value = 800_000 if row[0].value == "1001" else 450_000
                row[3].value, row[5].value = 100_000, 50
        for row in book["Potřeby"].iter_rows():
            if row[0].value in {"1001", "1002"}:
                row[3].value = 5
        book.save(file)
    return files


def test_returned_questionnaires_say_the_same_as_one_workbook(tmp_path: Path) -> None:
    answered_questionnaires(tmp_path)
    stack = tmp_path / "inputs" / FILES[0]
    one, _ = read_strategy(stack, [tmp_path / "inputs" / FILES[1]])
    many, problems = read_strategy(stack, [tmp_path / "returned"])
    assert one is not None
    assert many is not None
    assert replace(many, hashes={}) == replace(one, hashes={})
    assert {(problem.code, problem.sheet) for problem in problems} == {("unanswered", "Stanoviska")}


def test_a_town_whose_questionnaire_never_came_back_is_told_by_name(tmp_path: Path) -> None:
    first, second = answered_questionnaires(tmp_path)
    second.unlink()
    inputs = Inputs(tmp_path / "inputs" / FILES[0], [tmp_path / "returned"])
    missing = [problem for problem in check(inputs) if problem.code == "town_missing"]
    assert [sending.said(problem) for problem in missing] == [
        (
            f"warning {first.name} › Obeslaná města!A4 | 1002 | dotazník ORP 1002 Menší se "
            "nevrátil, plán se počítá bez tohoto města | sešit každého města, které dotazník "
            "dostalo | doplňte jeho dotazník do složky potřeb, nebo počítejte s plánem bez něj"
        )
    ]


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_many_towns_that_never_answered_are_each_told_once(tmp_path: Path, lang: str) -> None:
    """Two questionnaires of four came back: both list all four."""

    def four(tables: Tables) -> None:
        tables["orps"] += [
            {"code": code, "name": f"Město {code}", "population": 5_000}
            for code in ("1003", "1004")
        ]

    inputs = write_small(tmp_path, four) / "inputs"
    stack, needs = (inputs / name for name in FILES)
    asked = Inputs(stack, [needs])
    files, _ = write_questionnaires(tmp_path / "returned", asked, lang=lang, force=False)
    for file in files[2:]:
        file.unlink()
    _, problems = read_strategy(stack, [tmp_path / "returned"])
    missing = [problem for problem in problems if problem.code == "town_missing"]
    assert [(problem.seen, problem.file) for problem in missing] == [
        ("1003", files[0].name),
        ("1004", files[0].name),
    ]
    assert "sheet_unknown" not in {problem.code for problem in problems}
