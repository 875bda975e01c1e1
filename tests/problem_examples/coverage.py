"""Examples of problems with spots of coverage, and with what was recorded of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stack_planner.coverage import Handover
from stack_planner.problems import ProblemsError
from stack_planner.records import Agenda
from tests.covering import covered, write_record
from tests.problem_examples.making import Example
from tests.small import spot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stack_planner.problems import Problem

MEASURED = {"state": "verified", "state_date": date(2026, 6, 5)}
PREBUZ = {"code": "560596", "name": "Přebuz", "orp": "1001", "population": 73}


def spots(*rows: dict[str, Any], municipality: dict[str, Any] | None = None) -> Example:
    """Inputs with these problem spots, perhaps in another municipality."""

    def change(tables: dict[str, list[dict[str, Any]]]) -> None:
        tables["spots"] = list(rows)
        if municipality:
            tables["municipalities"] = [municipality]

    return Example(change)


def mobile(**said: object) -> Example:
    """One spot of mobile signal."""
    return spots(spot("M1", **said))


def fixed(**said: object) -> Example:
    """One spot of fixed internet."""
    return spots(spot("I1", agenda="fixed", **said))


def recorded(*steps: tuple[object, ...], **said: object) -> Example:
    """A spot of mobile signal, and what an earlier run recorded of it."""

    def found(folder: Path) -> Iterable[Problem]:
        (folder / "outputs").mkdir()
        write_record(folder / "outputs", *steps)
        return _told(folder)

    return Example(lambda tables: tables.update(spots=[spot("M1", **said)]), found=found)


def foreign(folder: Path) -> Iterable[Problem]:
    """A workbook of inputs in place of the record."""
    (folder / "outputs").mkdir()
    stack = folder / "inputs" / "project_stack.xlsx"
    (folder / "outputs" / "coverage_log.xlsx").write_bytes(stack.read_bytes())
    return _told(folder)


def forgotten(folder: Path) -> Iterable[Problem]:
    """A record whose row of a handover was deleted, though the draft that was sent is there."""
    covered(folder)
    covered(folder, Handover(Agenda.MOBILE, date(2026, 11, 20), "KK/5/2026"))
    write_record(folder / "outputs")
    return _told(folder)


def lost(folder: Path) -> Iterable[Problem]:
    """A record that an earlier run wrote, deleted since."""
    covered(folder)
    (folder / "outputs" / "coverage_log.xlsx").unlink()
    return _told(folder)


def _told(folder: Path) -> Iterable[Problem]:
    try:
        return covered(folder).problems
    except ProblemsError as error:
        return error.problems


EXAMPLES: dict[str, Example] = {
    "spot_state_path": fixed(state="handed to CTU", state_date=date(2026, 6, 5), reference="KK/1"),
    "spot_date_missing": mobile(state="verified"),
    "spot_reference_missing": mobile(state="handed to CTU", state_date=date(2026, 6, 5)),
    "spot_measured_later": mobile(**MEASURED, measured_on=date(2026, 6, 9)),
    "spot_settlement_municipality": mobile(settlement="500001"),
    "spot_settlement_form": mobile(settlement="5984"),
    "spot_address_municipality": fixed(address_point="500001"),
    "spot_address_form": fixed(address_point="12 345 678"),
    "spot_category_unknown": fixed(category="bílá"),
    "spot_category_year": fixed(category="B"),
    "spot_field_unused": mobile(category="B (2023)"),
    "spot_contact": mobile(note="volala paní Nováková, 602 123 456"),
    "spot_handed_incomplete": mobile(
        state="handed to CTU", state_date=date(2026, 6, 5), reference="KK/1", settlement="135984"
    ),
    "spot_position_half": mobile(latitude=50.366),
    "spot_position_far": spots(
        spot("M1", municipality="560596", latitude=49.1, longitude=16.6), municipality=PREBUZ
    ),
    "spot_population_above": mobile(population=9_000),
    "spot_twice": spots(spot("M1"), spot("M2")),
    "degree_unread": mobile(latitude="u kostela", longitude=12.622),
    "degree_both": mobile(latitude="50.366N, 12.622E", longitude=12.622),
    "degree_swapped": mobile(latitude=12.622, longitude=50.366),
    "course_foreign": Example(lambda tables: tables.update(spots=[spot("M1")]), found=foreign),
    "course_lost": Example(lambda tables: tables.update(spots=[spot("M1")]), found=lost),
    "course_agenda": recorded(("M1", "pevné", "nahlášeno", date(2026, 1, 5), "")),
    "course_backward": recorded(("M1", "mobil", "ověřeno krajem", date(2026, 1, 5), "")),
    "course_branch": recorded(
        ("M1", "mobil", "zařazeno do seznamu", date(2026, 1, 5), "KK/1"),
        state="not listed",
        state_date=date(2026, 2, 5),
        reference="KK/2",
    ),
    "course_date_back": recorded(("M1", "mobil", "nahlášeno", date(2026, 7, 5), ""), **MEASURED),
    "course_skipped": recorded(
        ("M1", "mobil", "nahlášeno", date(2026, 1, 5), ""),
        state="measured",
        state_date=date(2026, 6, 5),
        reference="KK/1",
    ),
    "course_corrected": recorded(
        ("M1", "mobil", "ověřeno krajem", date(2026, 6, 1), ""), **MEASURED
    ),
    "course_unwritten": recorded(
        ("M1", "mobil", "předáno ČTÚ", date(2026, 6, 30), "KK/1"), **MEASURED
    ),
    "course_drafted": Example(
        lambda tables: tables.update(
            spots=[spot("M1", **MEASURED, settlement="135984", trouble="výpadky")]
        ),
        found=forgotten,
    ),
    "course_gone": recorded(("M9", "mobil", "předáno ČTÚ", date(2026, 6, 30), "KK/1")),
    "course_date_future": recorded(state_date=date(2062, 6, 5)),
}
