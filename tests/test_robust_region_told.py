"""What is told of the weights and the plan of the whole region: sentences, table, JSON, command."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.explaining.robust import SpaceState
from stack_planner.explaining.robust.certificate import Certificate, Settled, Verdict
from stack_planner.records import REGION, Budget, Fairness, Scope
from stack_planner.telling.robust_region import region_findings, region_json, region_lines
from stack_planner.words import load
from tests.documenting import DATA, paths, rows, sections
from tests.running import run
from tests.small import write_small
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from pathlib import Path

BOUND = Certificate(
    bounds=(("K1", Fraction(1, 2), Fraction(1)),),
    order=(),
    stated=True,
    space=SpaceState.INSIDE,
    value=Fraction(49_017_977),
    gap=Fraction(0),
    vertices=26,
    loss=Fraction(480_123),
    found=Fraction(221_599),
    found_at=(("K1", Fraction(3, 5)), ("K2", Fraction(2, 5))),
    projects=(
        Settled("P1", chosen=True, verdict=Verdict.ALWAYS),
        Settled("P2", chosen=False, verdict=Verdict.NEVER),
        Settled("P3", chosen=True, verdict=Verdict.UNDECIDED),
    ),
    solves=40,
)
STRATEGY = by_hand(
    [project(code, Scope.REGION) for code in ("P1", "P2", "P3")],
    {},
    [Budget("T", 2027, 5), Budget(REGION, 2027, 5)],
)


def told(certificate: Certificate, lang: str = "cs") -> str:
    return " ".join(region_findings(certificate, STRATEGY, load(lang)))


def test_a_bound_is_rounded_up_and_what_was_found_is_told_beside() -> None:
    text = told(BOUND)
    assert "žádný plán kraje není lepší než dnešní o víc než 48,02 bodu (1 % jeho hodnoty)" in text
    assert (
        "Největší nalezená ztráta je 22,15 bodu, a to při vahách K1\u00a060 %, K2\u00a040 %."
        in text
    )
    assert "prokázaná mez pro všechny zkoumané váhy; spočtena je v krajních bodech" in text
    assert "náhodně" not in text


def test_projects_are_told_by_their_verdict() -> None:
    text = told(BOUND)
    assert "Při všech zkoumaných vahách je v každém nejlepším plánu kraje P1." in text
    assert "Při žádných zkoumaných vahách není v nejlepším plánu kraje P2." in text
    assert "Zda na vahách závisí P3, prokázáno není." in text
    lines = list(region_lines(BOUND, STRATEGY, load("cs")))
    assert [line.split() for line in lines[-3:]] == [
        ["P1", "ano", "vždy", "P1"],
        ["P2", "ne", "nikdy", "P2"],
        ["P3", "ano", "neprokázáno", "P3"],
    ]


def test_a_loss_that_is_known_exactly_is_told_with_its_weights_and_the_sample() -> None:
    sampled = replace(
        BOUND,
        found=BOUND.loss,
        sampled=1_000,
        best_at=431,
        projects=tuple(replace(each, share=Fraction(1, 4)) for each in BOUND.projects),
    )
    text = told(sampled, "en")
    assert "loses 48.02 points against the best one at most (1% of its value)" in text
    assert "at 431 of them (43%)" in text
    assert "25%" in "".join(region_lines(sampled, STRATEGY, load("en")))


def test_a_plan_that_is_the_best_everywhere_is_told_as_that() -> None:
    text = told(replace(BOUND, loss=Fraction(0), found=Fraction(0)))
    assert text.startswith("Při žádných zkoumaných vahách není jiný plán kraje lepší než dnešní.")


def test_what_is_not_known_is_said() -> None:
    none_found = replace(BOUND, found=Fraction(0), stopped=True, gap=Fraction(20_001))
    text = told(none_found)
    assert "Lepší plán se přitom nenašel." in text
    assert "Výpočet ukončil časový limit" in text
    assert "mohl by mít nejvýše o 2,01 bodu víc" in text
    assert "jiný plán kraje lepší, a to o 2,01 bodu" in told(replace(none_found, behind=True))


def test_the_price_of_fairness_and_impossible_weights_are_told() -> None:
    fair = replace(STRATEGY, settings=replace(STRATEGY.settings, fairness=Fairness.MINIMUM))
    assert "nejspravedlivější" in " ".join(region_findings(BOUND, fair, load("cs")))
    assert "nejspravedlivější" not in told(BOUND)
    empty = replace(BOUND, space=SpaceState.EMPTY, vertices=0, projects=())
    assert told(empty) == load("cs")("robust_region.empty")
    assert told(replace(empty, space=SpaceState.VAST)) == load("cs")("robust_region.vast")
    made = region_json(empty)
    assert made is not None
    assert made["loss"] is made["found"] is made["loss_share"] is None


def test_every_field_is_documented_and_every_documented_field_is_there() -> None:
    text = sections(DATA.read_text(encoding="utf-8"))["`robust --json --region`"]
    one = replace(BOUND, found_at=BOUND.found_at[:1])
    made = {path.replace(".K1", ".<criterion>") for path in paths({"region": region_json(one)})}
    assert made == {row[0] for row in rows(text)}


def test_the_command_tells_of_the_region_only_if_asked(tmp_path: Path) -> None:
    write_small(tmp_path)
    assert run(tmp_path, "robust", "--json", "-q").json["region"] is None
    asked = run(tmp_path, "robust", "--region", "--json", "-q").json["region"]
    assert asked["sampled"] == 1_000
    assert {each["project"] for each in asked["projects"]} == {"P3", "P4"}
    ended = run(tmp_path, "robust", "--region")
    assert load("cs")("robust_region.title") in ended.out
    assert load("cs")("cli.step.corners") in ended.err
