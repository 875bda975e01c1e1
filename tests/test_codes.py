"""Codes that lost a zero, were written otherwise, or gave way to names: told with what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stack_planner.checking.company import is_company
from stack_planner.likeness import bare_code
from stack_planner.meaning import Known, Meant
from tests.sending import beside, only, problems_of, said
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.problems import Problem

PLACES = Known(
    {
        "0563": "Cheb",
        "4101": "Aš",
        "555428": "Březová",
        "560294": "Březová",
        "560383": "Chodov",
        "P01": "Portál občana",
        "P10": "Síť",
    }
)
"""Březová and Chodov each exist twice in the region; here only Březová does."""


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("563", Meant("0563")),
        ("00563", Meant("0563")),
        ("p01", Meant("P01")),
        ("P 01", Meant("P01")),
        ("P-01", Meant("P01")),
        ("P1", Meant("P01")),
        ("Aš", Meant("4101", by_name=True)),
        ("AS", Meant("4101", by_name=True)),
        ("portál  občana", Meant("P01", by_name=True)),
        ("4101 Aš", Meant("4101", by_name=True)),
        ("P01 – Portál občana", Meant("P01", by_name=True)),
        ("Aš (4101)", Meant("4101", by_name=True)),
        ("březová", Meant(candidates=("555428 Březová", "560294 Březová"))),
        ("Chodovv", Meant(nearest="560383 Chodov")),
        ("Brezovaa", Meant(nearest="555428 Březová, 560294 Březová")),
        ("P011", Meant(nearest="P01")),
        ("zcela jiné", Meant()),
    ],
)
def test_what_a_word_means(word: str, meant: Meant) -> None:
    assert PLACES.find(word) == meant


def test_a_code_that_two_codes_resemble_is_not_certain() -> None:
    assert Known({"01": "", "1": "", "P1": ""}).find("001").code == ""


def test_ten_is_not_one() -> None:
    assert bare_code("P10") != bare_code("P1")
    assert bare_code("P10-1") != bare_code("P1-01")


def problems_with(folder: Path, change: Callable[[Tables], object]) -> tuple[Problem, ...]:
    return problems_of(write_small(folder, change))


def test_a_code_in_other_writing_is_mended_for_certain(tmp_path: Path) -> None:
    problem = only(
        problems_with(tmp_path, lambda t: t["scores"][0].update(project="p-01")), "code_otherwise"
    )
    assert said(problem) == (
        "error project_stack.xlsx › Hodnocení!A2 | p-01 | kód je zapsán jinak než v příslušné "
        "tabulce | kód P1 | napište P1"
    )
    assert problem.mend == "P1"


def test_a_name_in_place_of_a_code_is_mended_for_certain(tmp_path: Path) -> None:
    problem = only(
        problems_with(tmp_path, lambda t: t["needs"][0].update(orp="Větší")), "name_for_code"
    )
    assert said(problem) == (
        "error municipal_needs.xlsx › Potřeby!A2 | Větší | místo kódu je uveden název | kód 1001 | "
        "napište 1001"
    )
    assert problem.mend == "1001"


def test_a_name_of_two_records_never_resolves_by_itself(tmp_path: Path) -> None:
    def twins(tables: Tables) -> None:
        place = {"code": "500002", "name": "Ves", "orp": "1002", "population": 40}
        tables["municipalities"].append(place)
        tables["needs"][0]["municipality"] = "Ves"

    problem = only(problems_with(tmp_path, twins), "name_not_unique")
    assert said(problem) == (
        "error municipal_needs.xlsx › Potřeby!B2 | Ves | název má více záznamů, neurčuje jediný | "
        "kód jednoho z nich: 500001 Ves, 500002 Ves | napište kód toho pravého"
    )
    assert problem.mend is None


def test_a_code_that_is_only_similar_is_proposed_and_not_mended(tmp_path: Path) -> None:
    problem = only(
        problems_with(tmp_path, lambda t: t["needs"][0].update(orp="1011")), "unknown_code"
    )
    assert said(problem) == (
        "error municipal_needs.xlsx › Potřeby!A2 | 1011 | takový kód není v příslušné tabulce | "
        "kód, který je v tabulce uveden | nejblíže je: 1001"
    )
    assert problem.mend is None


@pytest.mark.parametrize(
    ("codes", "code", "mend"),
    [
        (["1001, 1002"], "code_otherwise", "1001; 1002"),
        (["Větší a Menší"], "code_otherwise", "1001; 1002"),
        (["01001", "1002"], "code_otherwise", "1001; 1002"),
        (["01001", "9"], "code_otherwise", None),
    ],
)
def test_the_mend_of_a_list_is_the_whole_cell(
    tmp_path: Path, codes: list[str], code: str, mend: str | None
) -> None:
    problems = problems_with(tmp_path, lambda t: t["projects"][0].update(only_orps=codes))
    assert only(problems, code).mend == mend


def test_an_area_in_other_writing_is_not_lost(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        tables["projects"][0]["area"] = tables["projects"][1]["area"] = "Úřad a služby"
        tables["needs"][0]["area"] = tables["needs"][2]["area"] = "Úřad a služby"
        tables["needs"][0]["area"] = "úřad  a SLUZBY"

    problem = only(problems_with(tmp_path, change), "area_otherwise")
    assert said(problem) == (
        "error municipal_needs.xlsx › Potřeby!C2 | úřad  a SLUZBY | oblast je zapsána jinak než na "
        "listu Projekty | oblast Úřad a služby | napište Úřad a služby"
    )
    assert problem.mend == "Úřad a služby"


# Registration numbers: the towns of the region (ARES), Cheb 00253979, Aš 00253901.


def test_the_check_digit_of_a_registration_number() -> None:
    assert all(map(is_company, ("00253979", "00253901", "70891168")))
    assert not is_company("00253978")


def test_a_registration_number_without_its_zeros_is_mended(tmp_path: Path) -> None:
    problem = only(problems_with(tmp_path, lambda t: t["orps"][0].update(ico=253979)), "ico_short")
    assert said(problem) == (
        "warning municipal_needs.xlsx › ORP!E2 | 253979 | IČO ztratilo úvodní nuly | osm číslic | "
        "napište 00253979 do buňky ve formátu textu"
    )
    assert problem.mend == "00253979"


def test_a_registration_number_with_a_wrong_digit_is_warned_of(tmp_path: Path) -> None:
    problems = problems_with(tmp_path, lambda t: t["orps"][0].update(ico="00253978"))
    assert said(only(problems, "ico_wrong")) == (
        "warning municipal_needs.xlsx › ORP!E2 | 00253978 | IČO nemá správnou kontrolní číslici | "
        "osm číslic podle registru | ověřte IČO v registru ARES"
    )
    assert beside(problems, "ico_wrong") == {"no_growth", "no_reserve"}
