"""The worked example reads without a fault and holds what its first sheet says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from stack_planner.checking import check_strategy
from stack_planner.problems import Severity
from stack_planner.reading import read_strategy
from stack_planner.records import Budget, Certainty, CostKey, Relation, RuleKind, Scope, Stance
from stack_planner.sample import example_workbooks, write_example
from stack_planner.sample.example import about
from stack_planner.sample.files import stated
from stack_planner.sample.needs import answering
from stack_planner.sample.places import towns

if TYPE_CHECKING:
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy


def read(factory: pytest.TempPathFactory, lang: str) -> tuple[Strategy, tuple[Problem, ...]]:
    stack, needs = write_example(factory.mktemp(lang), lang)
    strategy, problems = read_strategy(stack, [needs])
    assert strategy is not None
    return strategy, problems


@pytest.fixture(scope="module")
def strategy(tmp_path_factory: pytest.TempPathFactory) -> Strategy:
    return read(tmp_path_factory, "cs")[0]


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_the_workbooks_read_back_without_error_or_warning(
    tmp_path_factory: pytest.TempPathFactory, lang: str
) -> None:
    strategy, problems = read(tmp_path_factory, lang)
    found = (*problems, *check_strategy(strategy))
    assert {problem.severity for problem in found} <= {Severity.NOTICE}
    assert {problem.code for problem in found} == {"need_default"}


def test_both_languages_say_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    czech, english = (replace(read(tmp_path_factory, lang)[0], hashes={}) for lang in ("cs", "en"))
    assert czech == english


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_writing_twice_gives_equal_bytes(lang: str) -> None:
    assert example_workbooks(lang) == example_workbooks(lang)


def test_it_has_45_projects_7_towns_and_134_municipalities(strategy: Strategy) -> None:
    assert len(strategy.projects) == 45
    assert [project.code for project in strategy.projects] == [f"P{n:02d}" for n in range(1, 46)]
    assert [orp.code for orp in strategy.orps] == [f"410{n}" for n in range(1, 8)]
    assert len(strategy.municipalities) == 134


def test_scopes_and_marks_are_as_the_first_sheet_counts_them(strategy: Strategy) -> None:
    scopes = Counter(project.scope for project in strategy.projects)
    assert scopes == {Scope.ORP: 28, Scope.JOINT: 9, Scope.REGION: 8}
    marks = Counter(project.origin.split(" · ")[0] for project in strategy.projects)
    assert marks == {"A1": 3, "A2": 22, "B": 20}
    assert "A1 (3 projekty)" in dict(about("cs").lines)["Odkud jsou projekty"]


def test_the_projects_named_in_the_press_keep_their_names(strategy: Strategy) -> None:
    named = {project.name for project in strategy.projects if project.origin.startswith("A1")}
    assert named == {
        "Jednotná digitální platforma pro sběr dat a jejich poskytování občanům",
        (
            "Návody a metodiky pro města a obce k efektivnějšímu využití centrálních služeb "
            "eGovernmentu"
        ),
        "Automatizace rutinních úloh",
    }


def test_every_project_names_its_source(strategy: Strategy) -> None:
    for project in strategy.projects:
        mark, cost, address = project.origin.split(" · ")
        assert mark in {"A1", "A2", "B"}
        assert cost == "částky: odhad" or cost.startswith("doloženo ")
        assert address.startswith(("http://", "https://"))


def test_every_kind_of_rule_of_the_inputs_is_used(strategy: Strategy) -> None:
    assert {link.relation for link in strategy.links} == set(Relation)
    assert {position.stance for position in strategy.positions} == set(Stance)
    assert {rule.kind for rule in strategy.rules} <= set(RuleKind)
    joint = [project for project in strategy.projects if project.scope is Scope.JOINT]
    assert {project.key for project in joint} == set(CostKey)
    assert {project.smart_level for project in strategy.projects} == {"obec", "město", "region"}
    assert {project.code for project in strategy.projects if project.is_mandatory} == {
        "P16",
        "P25",
    }


def test_no_call_that_is_over_finances_the_plan(strategy: Strategy) -> None:
    for programme in strategy.programmes:
        assert programme.certainty is Certainty.ASSUMED
        assert programme.name.startswith("Očekávan")
        assert "předpoklad" in programme.name
        assert programme.spend_from is not None
        assert programme.spend_from >= strategy.settings.first_year


@pytest.mark.parametrize(
    "expected",
    [
        # Sokolov 2019: 184 193 352,78 Kč capital and 504 625 159,47 Kč running, 22 924 inhabitants
        Budget("4107", 2027, 5_526_000, 5_046_000, 8_289_000, 91, bridges=True),
        Budget("4107", 2030, 5_636_000, 5_147_000, 8_454_000, 91, bridges=True),
        # Kraslice 2019: 79 197 594,08 Kč and 134 792 372,46 Kč, 6 705 inhabitants
        Budget("4104", 2027, 2_376_000, 1_348_000, None, 83, bridges=False),
    ],
)
def test_a_budget_is_the_stated_share_of_what_the_town_itself_spent(
    strategy: Strategy, expected: Budget
) -> None:
    assert strategy.budget[expected.orp, expected.year] == expected


def test_a_district_has_the_people_of_its_municipalities(strategy: Strategy) -> None:
    sokolov = strategy.orp["4107"]
    assert (sokolov.population, sokolov.town_population) == (74_502, 22_924)
    assert sum(orp.population for orp in strategy.orps) == sum(
        place.population for place in strategy.municipalities
    )


def test_the_empty_military_area_is_there_and_asked_nothing(strategy: Strategy) -> None:
    (area,) = (place for place in strategy.municipalities if place.code == "555177")
    assert area.population == 0
    assert all(need.municipality != "555177" for need in strategy.needs)


def test_about_a_third_of_the_municipalities_answered(strategy: Strategy) -> None:
    answered = {need.municipality for need in strategy.needs} - {None}
    assert len(answered) == sum(len(answering(town)) for town in towns()) == 46
    halls = {need.orp for need in strategy.needs if need.municipality is None}
    assert halls == {orp.code for orp in strategy.orps}


def test_an_urgency_follows_the_stated_rule(strategy: Strategy) -> None:
    urgencies = {(need.municipality, need.area): need.urgency for need in strategy.needs}
    # Kraslice, 6 705 inhabitants (third step), 22,5 % aged 65 and more:
    # 2,5 + 3 · 0,25 + 0,5 · (22,5 − 20) / 5 = 3,5
    assert urgencies["560472", "Digitální služby občanům"] == Fraction(7, 2)
    # Přebuz would need 30,1 % and 73 inhabitants; it is not among those who answered
    assert ("560596", "Digitální služby občanům") not in urgencies


def test_needs_name_only_areas_of_projects(strategy: Strategy) -> None:
    areas = {project.area for project in strategy.projects}
    assert 9 <= len(areas) <= 11
    assert {need.area for need in strategy.needs} == areas - {"Metodika a vzdělávání"}


def test_weights_are_a_hundred_and_keep_their_ranges_and_ranks(strategy: Strategy) -> None:
    assert sum(criterion.weight for criterion in strategy.criteria) == 100
    for criterion in strategy.criteria:
        assert criterion.weight_min is not None
        assert criterion.weight_max is not None
        assert criterion.weight_min < criterion.weight < criterion.weight_max
    by_rank = sorted(strategy.criteria, key=lambda criterion: criterion.rank or 0)
    weights = [criterion.weight for criterion in by_rank]
    assert weights == sorted(weights, reverse=True)


def test_every_project_is_scored_on_every_criterion(strategy: Strategy) -> None:
    scored = {(score.project, score.criterion) for score in strategy.scores if score.orp is None}
    assert len(scored) == 45 * len(strategy.criteria)


def test_what_is_done_is_attested_and_what_is_decided_is_marked_as_invented(
    strategy: Strategy,
) -> None:
    done = {(p.orp, p.project) for p in strategy.positions if p.stance is Stance.DONE}
    assert done == {
        ("4101", "P42"),
        ("4102", "P32"),
        ("4103", "P35"),
        ("4106", "P06"),
        ("4106", "P40"),
        ("4107", "P34"),
    }
    for position in strategy.positions:
        if position.stance is Stance.DONE:
            assert position.note.startswith("Doloženo")
        assert not position.resolution or "příklad" in position.resolution


def test_the_first_sheet_says_the_same_things_in_both_languages() -> None:
    texts = stated("about")
    assert len(texts["cs"]["lines"]) == len(texts["en"]["lines"])
    for lang in ("cs", "en"):
        assert not any("{" in text for _, text in about(lang).lines)
