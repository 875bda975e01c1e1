"""Problem spots as officers write them: what is told of them, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.checking.course import check_course
from stack_planner.columns import SPOTS
from stack_planner.columns.choices import SPOT_STATES
from stack_planner.contacts import contact_in
from stack_planner.coverage import is_on_path, path_of
from stack_planner.problems import Severity
from stack_planner.reading.cells import Cell
from stack_planner.reading.faults import FaultError
from stack_planner.reading.values import parse
from stack_planner.records import Agenda, Budget, Spot, SpotState, Step
from tests.changing import problems_of
from tests.small import spot, write_small
from tests.solving import by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stack_planner.problems import Problem

COLUMNS = {column.field: column for column in SPOTS.columns}


def told(folder: Path, *rows: dict[str, Any], **municipality: object) -> list[Problem]:
    """What is told of these spots of the small region, its municipality changed first."""

    def change(tables: dict[str, list[dict[str, Any]]]) -> None:
        tables["spots"] = list(rows)
        tables["municipalities"][0].update(municipality)

    write_small(folder, change)
    return [problem for problem in problems_of(folder) if problem.sheet == "Pokrytí"]


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


COMPLETE = {
    "state": "verified",
    "state_date": date(2026, 6, 5),
    "measured_on": date(2026, 6, 5),
    "settlement": "135984",
    "trouble": "výpadky",
    "signal": -118,
    "population": 60,
    "latitude": 50.366,
    "longitude": 12.622,
    "reference": "KK/123456789/2026",
    "address": "Ves č. p. 14",
}
FIXED = {"agenda": "fixed", "address_point": "12345678", "settlement": "1359841"}


def test_spots_without_faults_are_not_talked_about(tmp_path: Path) -> None:
    """The municipality is a real one, so that positions are looked at too."""
    here = {"municipality": "560596"}
    fixed = COMPLETE | FIXED | {"signal": None, "category": "AB (2023)", "technology": "xDSL"}
    spots = (spot("M1", **COMPLETE, **here), spot("I1", **fixed, **here))
    assert told(tmp_path, *spots, code="560596") == []


# Two agendas that are never mixed


@pytest.mark.parametrize("agenda", Agenda)
def test_each_state_of_the_other_agenda_has_its_counterpart_named(
    tmp_path: Path, agenda: Agenda
) -> None:
    other = next(each for each in Agenda if each is not agenda)
    words = {meaning: word for word, meaning in reversed(SPOT_STATES.items())}
    strange = [state for state in path_of(other) if not is_on_path(agenda, state)]
    rows = [
        spot(
            f"X{number}",
            agenda=agenda.value,
            description=f"Místo {number}",
            state=words[state],
            state_date=date(2026, 6, 5),
            reference="KK/1",
        )
        for number, state in enumerate(strange)
    ]
    found = [p for p in told(tmp_path, *rows) if p.code == "spot_state_path"]
    meant = [words[state] for state in path_of(agenda)[2:]]
    assert [problem.details["nearest_cs"] for problem in found] == meant
    assert {problem.severity for problem in found} == {Severity.ERROR}


def test_evidence_is_asked_for_as_the_spot_goes_on(tmp_path: Path) -> None:
    rows = (
        spot("A", description="první"),
        spot("B", description="druhé", state="verified"),
        spot("C", description="třetí", state="handed to CTU"),
    )
    found = {
        (problem.cell, problem.code)
        for problem in told(tmp_path, *rows)
        if problem.severity is Severity.ERROR
    }
    assert found == {
        ("V3", "spot_date_missing"),
        ("V4", "spot_date_missing"),
        ("W4", "spot_reference_missing"),
    }


@pytest.mark.parametrize(
    ("state", "warned"), [("reported", False), ("verified", True), ("covered", False)]
)
def test_a_measurement_after_the_state_that_relies_on_it(
    tmp_path: Path, state: str, *, warned: bool
) -> None:
    row = spot(
        "M1",
        state=state,
        state_date=date(2026, 6, 5),
        measured_on=date(2026, 6, 6),
        reference="KK/1",
    )
    assert ("spot_measured_later" in codes(told(tmp_path, row))) is warned


# Codes


SETTLEMENTS = {
    "135984": None,
    "1359841": None,
    "500001": ("spot_settlement_municipality", None),
    "500 001": ("spot_settlement_municipality", None),
    "135 984": ("spot_settlement_form", "135984"),
    "5984": ("spot_settlement_form", "005984"),
    "12345678": ("spot_settlement_form", ""),
    "ZSJ 135984": ("spot_settlement_form", ""),
}
CATEGORIES = {
    "A (2023)": None,
    "ab 2021": None,
    "C/2023": None,
    "B": "spot_category_year",
    "D (2023)": "spot_category_unknown",
    "12 Mbit/s": "spot_category_unknown",
}


def test_codes_of_settlement_units(tmp_path: Path) -> None:
    rows = [spot(f"M{n}", settlement=code) for n, code in enumerate(SETTLEMENTS)]
    found = {each.seen: (each.code, each.details.get("whole")) for each in told(tmp_path, *rows)}
    assert found == {code: problem for code, problem in SETTLEMENTS.items() if problem}


def test_categories_belong_to_a_year(tmp_path: Path) -> None:
    rows = [
        spot(f"I{n}", agenda="fixed", category=text, description=text)
        for n, text in enumerate(CATEGORIES)
    ]
    found = {each.seen: each.code for each in told(tmp_path, *rows)}
    assert found == {text: problem for text, problem in CATEGORIES.items() if problem}


def test_a_place_may_suffer_from_both_agendas_but_not_twice_from_one(tmp_path: Path) -> None:
    rows = (
        spot("M1", part="Lhota"),
        spot("M2", part="LHOTA "),
        spot("M3", part="Jinde"),
        spot("I1", agenda="fixed", part="Lhota"),
        spot("I2", agenda="fixed", address_point="12345678", description="škola"),
        spot("I3", agenda="fixed", address_point="12345678", description="úřad"),
    )
    found = told(tmp_path, *rows)
    assert {(each.seen, each.details["other"]) for each in found} == {("M2", "M1"), ("I3", "I2")}


# Whoever complained is not named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("volal starosta, 602 123 456", "602 123 456"),
        ("tel.+420602123456", "+420602123456"),
        ("00420 353-502-111 ráno", "00420 353-502-111"),
        ("pište na jan.novak@example.cz", "jan.novak@example.cz"),
        ("stěžuje si paní Nováková", "paní Nováková"),
        ("u Ing. Dvořáka", "Ing. Dvořáka"),
        ("domy č. p. 14 a 15, parcela 123/4", ""),
        ("50.366123, 12.622456", ""),
        ("IČO 70891168", ""),
        ("1 250 000 Kč", ""),
        ("adresní místo 123456789", ""),
        ("pan domácí, paní učitelka", ""),
    ],
)
def test_names_and_contacts(text: str, found: str) -> None:
    assert contact_in(text) == found


def test_a_reference_number_may_have_nine_digits(tmp_path: Path) -> None:
    row = spot("M1", reference="602123456", state_date=date(2026, 6, 5), note="602123456")
    found = told(tmp_path, row)
    assert [(each.cell, each.code) for each in found] == [("X2", "spot_contact")]


# Positions


def degrees(field: str, written: object) -> Any:  # noqa: ANN401 — a fraction
    return parse(Cell(written), COLUMNS[field]).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("latitude", 50.366, Fraction(50366, 1000)),
        ("latitude", "50,366", Fraction(50366, 1000)),
        ("latitude", "50.366° N", Fraction(50366, 1000)),
        ("latitude", "50.3660N", Fraction(50366, 1000)),
        ("latitude", "N 50°21'57.6\"", Fraction(50366, 1000)),
        ("latitude", "50°21,96'N", Fraction(50366, 1000)),
        ("latitude", "50° 21′ 57,6″ s. š.", Fraction(50366, 1000)),
        ("longitude", "12°37'19.2\"E", Fraction(12622, 1000)),
        ("longitude", "12,622 v.d.", Fraction(12622, 1000)),
    ],
)
def test_degrees_as_maps_and_telephones_write_them(
    field: str, written: object, value: Fraction
) -> None:
    assert degrees(field, written) == value


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("latitude", 12.622, "degree_swapped"),
        ("longitude", "50°21'57.6\"N", "degree_swapped"),
        ("latitude", "50.3660N, 12.6220E", "degree_both"),
        ("longitude", "50,366 12,622", "degree_both"),
        ("longitude", "50°21'57.6\"N 12°37'19.2\"E", "degree_both"),
        ("latitude", "50,366,12,622", "degree_both"),
        ("latitude", 50366, "out_of_range"),
        ("latitude", "49°61'", "degree_unread"),
        ("latitude", "za kostelem", "degree_unread"),
    ],
)
def test_other_degrees_are_told_with_what_is_meant(field: str, written: object, code: str) -> None:
    with pytest.raises(FaultError) as caught:
        degrees(field, written)
    assert caught.value.code == code


POSITIONS = (
    (50.366, 12.622, None),
    (50.6, 12.622, None),
    (50.7, 12.622, "spot_position_far"),
    (50.366, None, "spot_position_half"),
    (None, 12.622, "spot_position_half"),
)


def test_positions_near_their_municipality(tmp_path: Path) -> None:
    """The municipality's own position is 50.37, 12.62; a tenth of a degree is 11.1 km."""
    rows = [
        spot("M1", municipality="560596", latitude=north, longitude=east)
        | {"code": f"M{number}", "description": f"místo {number}"}
        for number, (north, east, _) in enumerate(POSITIONS)
    ]
    found = {(each.cell[1:], each.code) for each in told(tmp_path, *rows, code="560596")}
    assert found == {
        (str(number), problem) for number, (*_, problem) in enumerate(POSITIONS, 2) if problem
    }


def test_no_more_people_than_live_there(tmp_path: Path) -> None:
    rows = (
        spot("M1", population=900, description="první"),
        spot("M2", population=901, description="druhé"),
    )
    assert [(each.cell, each.code) for each in told(tmp_path, *rows)] == [
        ("T3", "spot_population_above")
    ]


# The record of earlier runs

WALKS = {
    Agenda.MOBILE: (
        "nahlášeno|ověřeno krajem|předáno ČTÚ|změřeno|zařazeno do seznamu|pokryto",
        "nahlášeno|ověřeno krajem|předáno ČTÚ|změřeno|nezařazeno|pokryto",
    ),
    Agenda.FIXED: (
        "nahlášeno|ověřeno krajem|předáno BCO|ověřeno v mapování|v podporované oblasti|připojeno",
        "nahlášeno|ověřeno krajem|předáno BCO|ověřeno v mapování|mimo|připojeno",
    ),
}
"""Every way from end to end, as the memorandum tells them."""


@pytest.mark.parametrize("agenda", Agenda)
def test_from_each_state_to_each_other_one(agenda: Agenda) -> None:
    """Forward along some walk is right, with a notice where states are left out."""
    walks = [[SPOT_STATES[word] for word in walk.split("|")] for walk in WALKS[agenda]]
    for before, after in product(path_of(agenda), repeat=2):
        ways = [
            walk.index(after) - walk.index(before) for walk in walks if {before, after} <= {*walk}
        ]
        found = [problem.code for problem in course(agenda, before, after)]
        if not ways:
            assert found == ["course_branch"]
        elif ways[0] < 0:
            handed = (before, after) == (path_of(agenda)[2], path_of(agenda)[1])
            assert found == ["course_unwritten" if handed else "course_backward"]
        else:
            assert found == (["course_skipped"] if ways[0] > 1 else [])


def course(agenda: Agenda, before: SpotState, after: SpotState) -> Iterator[Problem]:
    """What is told of a spot in one state that was recorded in another."""
    moved = Spot("X", agenda, "500001", "Domy u lesa", after)
    strategy = replace(by_hand([], {}, [Budget("1001", 2027, 0, 0)]), spots=(moved,))
    return check_course(strategy, [Step("X", agenda, before)], date(2026, 11, 29))
