"""Workbooks and letters of coverage: complete spots only, nothing that is nobody's business."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import docx
import pytest
from openpyxl import load_workbook

from stack_planner.columns.choices import SPOT_STATES, word_of
from stack_planner.columns.cooperation import SPOTS
from stack_planner.coverage import path_of
from stack_planner.records import Agenda, SpotState
from stack_planner.workbook.coverage.spots_chart import MARKS
from tests.calculating import as_pdf, differences, needs_libreoffice, recalculated
from tests.covered import (
    NOTE,
    ON,
    ORPS,
    PLACES,
    REFERENCE,
    STEMS,
    all_spots,
    covered,
    hostile_register,
    rows_of,
    spot_of,
    written,
)
from tests.inspecting import Inspected, contrast
from tests.machine_rules import RULES

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from stack_planner.records import Spot

ENOUGH_FOR_SHAPES = 1.2
LISTED = {Agenda.MOBILE: "Mobilní signál", Agenda.FIXED: "Pevný internet"}
HANDED = {Agenda.MOBILE: "Žádost o měření", Agenda.FIXED: "Připomínky k mapování"}
SOLVED = {SpotState.COVERED, SpotState.CONNECTED}
BEFORE = {SpotState.REPORTED, SpotState.VERIFIED}
"""States in which no office has a spot yet."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(tmp_path_factory.mktemp("covered"), covered(all_spots()))


def is_complete(spot: Spot) -> bool:
    """What each office cannot do without, written down anew."""
    if spot.agenda is Agenda.MOBILE:
        return spot.settlement != "" and spot.trouble != ""
    return spot.address_point != ""


def ready(agenda: Agenda) -> set[str]:
    return {
        spot.code
        for spot in all_spots()
        if spot.agenda is agenda and spot.state is SpotState.VERIFIED and is_complete(spot)
    }


def texts_of(file: Path) -> str:
    """All that a workbook or a letter says, in one text."""
    if file.suffix == ".docx":
        made = docx.Document(str(file))
        cells = [c.text for table in made.tables for row in table.rows for c in row.cells]
        lines = [*(paragraph.text for paragraph in made.paragraphs), *cells]
        return "\n".join(lines).replace("\u00a0", " ")
    book = Inspected(file)
    return "\n".join(cell.value for sheet in book.sheets for cell in sheet.cells.values())


@pytest.mark.parametrize("agenda", Agenda)
def test_an_office_gets_the_complete_spots_and_only_them(
    files: dict[str, Path], agenda: Agenda
) -> None:
    table = rows_of(files[STEMS[agenda]], HANDED[agenda], "Označení kraje")
    assert len(ready(agenda)) > 1
    assert set(table.column("Označení kraje")) == ready(agenda)
    (other,) = {*Agenda} - {agenda}
    letter = texts_of(files[f"{STEMS[agenda]}.docx"])
    assert all(code in letter for code in ready(agenda))
    assert not any(code in letter for code in ready(other))


@pytest.mark.parametrize("agenda", Agenda)
def test_nothing_goes_out_that_no_office_asks_for(files: dict[str, Path], agenda: Agenda) -> None:
    for name in (STEMS[agenda], f"{STEMS[agenda]}.docx"):
        said = texts_of(files[name])
        assert NOTE not in said
        assert "777" not in said
        assert REFERENCE not in said
    headings = set(rows_of(files[STEMS[agenda]], HANDED[agenda], "Označení kraje").headings)
    assert not headings & {"Poznámka", "Dotčených obyvatel", "Č. j.", "Stav"}
    assert "Návrh" in texts_of(files[STEMS[agenda]])
    assert "NÁVRH" in texts_of(files[f"{STEMS[agenda]}.docx"])


def test_a_municipality_never_stands_in_for_a_settlement_unit(files: dict[str, Path]) -> None:
    table = rows_of(files["coverage_ctu"], HANDED[Agenda.MOBILE], "Označení kraje")
    assert set(table.column("Kód ZSJ")) == {"135984"}
    assert set(table.column("Kód obce")) <= {place.code for place in PLACES}
    held = rows_of(files["coverage"], "Zadržená místa", "Kód")
    reasons = dict(zip(held.column("Kód"), held.column("Proč se nepředává"), strict=True))
    assert "kód obce ani části obce jej nenahradí" in reasons["M11"]
    assert "ještě neověřil" in reasons["M00"]


def test_what_the_ministry_did_not_say_is_not_said_for_it(tmp_path: Path) -> None:
    spots = [
        spot_of("F1", Agenda.FIXED, SpotState.VERIFIED, category="A (2023)", backbone=True),
        spot_of("F2", Agenda.FIXED, SpotState.VERIFIED, backbone=None),
    ]
    made = written(tmp_path, covered(spots))
    table = rows_of(made["coverage_bco"], HANDED[Agenda.FIXED], "Označení kraje")
    known, unknown = table.rows
    assert known["Kategorie MPO (rok)"] == "A (2023)"
    assert unknown["Kategorie MPO (rok)"] == "neověřeno – podklad k připomínce"
    assert known["Naměřeno [Mbit/s], jen jako doklad"] == 12.5
    assert (known["Páteřní síť"], unknown["Páteřní síť"]) == ("ano", "neuvedeno")


def test_every_spot_that_no_office_has_is_handed_over_or_held_back(files: dict[str, Path]) -> None:
    held = rows_of(files["coverage"], "Zadržená místa", "Kód").column("Kód")
    waiting = {spot.code for spot in all_spots() if spot.state in BEFORE}
    assert len(held) == len(set(held))
    assert set(held) | ready(Agenda.MOBILE) | ready(Agenda.FIXED) == waiting
    assert not set(held) & (ready(Agenda.MOBILE) | ready(Agenda.FIXED))


@pytest.mark.parametrize("agenda", Agenda)
def test_a_register_holds_its_agenda_by_people_affected(
    files: dict[str, Path], agenda: Agenda
) -> None:
    table = rows_of(files["coverage"], LISTED[agenda], "Kód")
    mine = {spot.code: spot for spot in all_spots() if spot.agenda is agenda}
    assert sorted(table.column("Kód")) == sorted(mine)
    people = [number or 0 for number in table.column("Dotčených obyvatel")]
    assert people == sorted(people, reverse=True)
    headings = {column.field: column.cs for column in SPOTS.columns}
    for row in table.rows:
        spot = mine[row["Kód"]]
        age = (ON - spot.state_date).days if spot.state_date else ""
        assert (row["Stáří [dny]"] or "") == age
        assert row["Stav"] == word_of(spot.state, SPOT_STATES, "cs")
        lacking = "" if is_complete(spot) or spot.state not in BEFORE else "Kód"
        assert (row["Před předáním chybí"] or "").startswith(lacking)
        assert bool(row["Před předáním chybí"]) == bool(lacking)
    assert headings["settlement"] == "Kód ZSJ"


def test_the_cover_counts_both_paths_apart(files: dict[str, Path]) -> None:
    sheet = load_workbook(files["coverage"], data_only=True)["Přehled"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    told = {line[0]: line for line in lines if line[0]}
    spots = [*all_spots()]
    for agenda in Agenda:
        for state in path_of(agenda)[2:]:
            mine = [spot for spot in spots if spot.state is state]
            days = [(ON - spot.state_date).days for spot in mine if spot.state_date]
            _, count, people, oldest, _ = told[word_of(state, SPOT_STATES, "cs")]
            assert (count, people) == (len(mine), sum(spot.population or 0 for spot in mine))
            assert oldest == max(days)
    totals = [line[1] for line in lines if line[0] == "Celkem"]
    assert totals == [sum(spot.agenda is agenda for spot in spots) for agenda in Agenda]
    said = "\n".join(str(line[0]) for line in lines)
    for fact in ("není totéž co být pokryt", "nemůže nařídit", "1 600", "500", "200", "300"):
        assert fact in said
    assert told["Stav ke dni"][1].date() == ON


def test_people_of_whom_nothing_is_said_are_not_none(tmp_path: Path) -> None:
    spots = [spot_of("M1", Agenda.MOBILE, SpotState.REPORTED, population=None)]
    made = written(tmp_path, covered(spots))
    reported = next(
        row
        for row in load_workbook(made["coverage"], data_only=True)["Přehled"].iter_rows()
        if row[0].value == "nahlášeno"
    )
    assert [cell.value or "" for cell in reported[1:3]] == [1, ""]


def test_districts_stand_by_code_with_counts_of_both_agendas(files: dict[str, Path]) -> None:
    table = rows_of(files["coverage"], "Souhrn za ORP", "ORP")
    assert table.column("ORP") == sorted(orp.code for orp in ORPS)
    district = {place.code: place.orp for place in PLACES}
    for agenda, short in ((Agenda.MOBILE, "Mobil"), (Agenda.FIXED, "Pevné")):
        found = Counter(district[s.municipality] for s in all_spots() if s.agenda is agenda)
        people = Counter[str]()
        for spot in all_spots():
            if spot.agenda is agenda and spot.state not in SOLVED:
                people[district[spot.municipality]] += spot.population or 0
        for row in table.rows:
            counts = [n for heading, n in row.items() if heading.startswith(f"{short}: ")]
            assert sum(counts[:-1]) == found[row["ORP"]]
            assert counts[-1] == people[row["ORP"]]


def test_the_map_shows_every_spot_that_has_a_place(files: dict[str, Path]) -> None:
    table = rows_of(files["coverage"], "Mapa", "Kód")
    exact = {spot.code for spot in all_spots() if spot.latitude is not None}
    nowhere = {s.code for s in all_spots() if s.municipality == "999999"} - exact
    assert set(table.column("Kód")) == {spot.code for spot in all_spots()}
    drawn = [row for row in table.rows if row["Poloha"] != "není na mapě"]
    assert {row["Kód"] for row in table.rows if row not in drawn} == nowhere
    for row in drawn:
        own = row["Kód"] in exact
        assert row["Poloha"] == ("souřadnice místa" if own else "u bodu obce")
        if own:
            assert (row["Zeměpisná šířka"], row["Zeměpisná délka"]) == (50, 12.8)
    near = [
        (row["Zeměpisná šířka"], row["Zeměpisná délka"])
        for row in table.rows
        if row["Poloha"] == "u bodu obce"
    ]
    assert len(near) == len(set(near))
    said = texts_of(files["coverage"])
    assert nowhere
    assert all(code in said.split("není v číselníku poloh: ")[1].split("\n")[0] for code in nowhere)
    assert [drawing.get("descr", "")[:10] for drawing in _drawings(files)] == ["Mapa kraje"]


def _drawings(files: dict[str, Path]) -> list[Element]:
    book = Inspected(files["coverage"])
    return [drawing for sheet in book.sheets for drawing in sheet.drawings]


def test_no_two_marks_are_alike_in_grey() -> None:
    for (_, (shape, _, fill)), (_, (other, _, ink)) in combinations(MARKS.items(), 2):
        assert shape != other or contrast(fill[1:], ink[1:]) > ENOUGH_FOR_SHAPES
    shapes = {
        agenda: {mark[0] for key, mark in MARKS.items() if key[0] is agenda} for agenda in Agenda
    }
    assert not shapes[Agenda.MOBILE] & shapes[Agenda.FIXED]


def test_the_record_is_a_plain_table_of_all_steps(files: dict[str, Path]) -> None:
    sheet = load_workbook(files["coverage_log"])["Průběh"]
    head, *lines = sheet.iter_rows(values_only=True)
    assert head == ("Kód", "Agenda", "Stav", "Datum", "Č. j.")
    assert {(line[0], line[1], line[2]) for line in lines} == {
        (s.code, "mobil" if s.agenda is Agenda.MOBILE else "pevné", _word(s)) for s in all_spots()
    }
    assert {line[4] for line in lines} == {REFERENCE}


def _word(spot: Spot) -> str:
    return word_of(spot.state, SPOT_STATES, "cs")


def test_an_empty_register_says_so_everywhere(tmp_path: Path) -> None:
    made = written(tmp_path, covered(()))
    said = texts_of(made["coverage"])
    for sentence in ("není žádné místo; není co předávat", "V této agendě není žádné místo"):
        assert sentence in said
    for agenda, stem in STEMS.items():
        assert "není připraveno žádné místo" in texts_of(made[stem])
        assert "dopis se neodesílá" in texts_of(made[f"{stem}.docx"])
        assert rows_of(made[stem], HANDED[agenda], "Označení kraje").rows == ()


def test_one_agenda_leaves_the_other_empty(tmp_path: Path) -> None:
    made = written(tmp_path, covered(s for s in all_spots() if s.agenda is Agenda.FIXED))
    assert rows_of(made["coverage"], LISTED[Agenda.MOBILE], "Kód").rows == ()
    assert "není připraveno žádné místo" in texts_of(made["coverage_ctu"])
    table = rows_of(made["coverage_bco"], HANDED[Agenda.FIXED], "Označení kraje")
    assert set(table.column("Označení kraje")) == ready(Agenda.FIXED)


def test_a_region_that_no_gazetteer_knows_has_no_map(tmp_path: Path) -> None:
    lone = [spot_of("M1", Agenda.MOBILE, SpotState.VERIFIED, municipality="999999")]
    register = replace(covered(lone), orps=())
    made = written(tmp_path, register)
    assert not _drawings(made)
    assert "není v číselníku poloh: M1" in texts_of(made["coverage"])


def many() -> list[Spot]:
    return [
        spot_of(
            f"M{n:03}", Agenda.MOBILE, SpotState.VERIFIED, population=n, part="Dlouhá část " * 9
        )
        for n in range(500)
    ]


def test_five_hundred_spots_are_all_there(tmp_path: Path) -> None:
    made = written(tmp_path, covered(many()))
    table = rows_of(made["coverage_ctu"], HANDED[Agenda.MOBILE], "Označení kraje")
    assert table.column("Označení kraje") == [f"M{n:03}" for n in range(499, -1, -1)]
    books = [Inspected(made[name]) for name in ("coverage", "coverage_ctu")]
    assert [told for book in books for rule in RULES.values() for told in rule(book)] == []
    letter = texts_of(made["coverage_ctu.docx"])
    assert "a 494 dalších míst v příloze" in letter


def test_texts_that_begin_as_formulas_do_stay_texts(tmp_path: Path) -> None:
    made = written(tmp_path, hostile_register())
    ctu = rows_of(made["coverage_ctu"], HANDED[Agenda.MOBILE], "Označení kraje")
    assert (ctu.rows[0]["Označení kraje"], ctu.rows[0]["Popis místa"]) == ("=1+1", "=1+1")
    book = load_workbook(made["coverage_ctu"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    charts = [
        text.decode()
        for name, text in Inspected(made["coverage"]).parts.items()
        if "charts/" in name
    ]
    assert charts
    assert all("<c:f>1+1" not in text for text in charts)


@pytest.mark.parametrize("agenda", Agenda)
def test_a_letter_names_its_office_and_counts(files: dict[str, Path], agenda: Agenda) -> None:
    said = texts_of(files[f"{STEMS[agenda]}.docx"])
    assert ("pokryti@ctu.cz" in said) == (agenda is Agenda.MOBILE)
    assert ("Broadband Competence Office" in said) == (agenda is Agenda.FIXED)
    assert f"{STEMS[agenda]}.xlsx" in said
    assert "Karlovarský kraj" in said
    count = len(ready(agenda))
    assert f"{count} místech" in said or f"{count} adresní" in said


@pytest.mark.slow
@needs_libreoffice
def test_counts_and_ages_follow_when_recalculated(tmp_path: Path) -> None:
    """Stored values are what a spreadsheet counts; a later day makes every state older."""
    ours = [
        written(tmp_path / kind, register)["coverage"].rename(tmp_path / f"{kind}.xlsx")
        for kind, register in (
            ("none", covered(())),
            ("all", covered(all_spots())),
            ("hostile", hostile_register()),
        )
    ]
    later = tmp_path / "later.xlsx"
    book = load_workbook(ours[1])
    book["Přehled"]["B4"] = ON + timedelta(days=10)
    book.save(later)
    *theirs, moved = recalculated([*ours, later], tmp_path)
    found = [d for old, new in zip(ours, theirs, strict=True) for d in differences(old, new)]
    assert found == []
    for agenda in Agenda:
        before, after = (rows_of(f, LISTED[agenda], "Kód") for f in (ours[1], moved))
        ages = zip(before.column("Stáří [dny]"), after.column("Stáří [dny]"), strict=True)
        assert [b - a for a, b in ages if a] == [10] * sum(
            bool(a) for a in before.column("Stáří [dny]")
        )


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("lang", ["cs", "en"])
def test_a_letter_about_many_spots_is_one_page(tmp_path: Path, lang: str) -> None:
    fixed = [
        replace(spot_of(f"F{n}", Agenda.FIXED, SpotState.VERIFIED), address="U " * 99)
        for n in range(90)
    ]
    made = written(tmp_path / lang, covered([*many(), *fixed]), lang)
    letters = [made[f"{stem}.docx"] for stem in STEMS.values()]
    for printed in as_pdf(letters, tmp_path):
        assert (
            printed.read_bytes().count(b"/Type/Page>") + printed.read_bytes().count(b"/Type/Page/")
            == 1
        )
