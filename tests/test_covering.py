"""The command ``coverage``: what is handed over, what is recorded, and that nothing goes twice."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook

from stack_planner.coverage import Handover, Stage
from stack_planner.covering import Order, cover
from stack_planner.planning import Inputs
from stack_planner.problems import ForeignFilesError, HandoverError, ProblemsError, Severity
from stack_planner.records import Agenda
from tests.changing import NEEDS, STACK
from tests.covering import ON, RECORD, covered, recorded, write_record
from tests.documenting import DATA, paths, rows, sections
from tests.running import run
from tests.small import spot, write_small

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack_planner.problems import Problem

SENT = Handover(Agenda.MOBILE, date(2026, 11, 20), "KK/5/2026")
VERIFIED = {
    "state": "verified",
    "state_date": date(2026, 6, 5),
    "settlement": "135984",
    "trouble": "výpadky",
}
ROWS = (
    spot("M1", **VERIFIED, population=60, description="první"),
    spot("M2", **VERIFIED, population=90, description="druhé"),
    spot("M3", **VERIFIED | {"settlement": ""}, description="třetí", note="jen pro kraj"),
    spot("M4", description="čtvrté", state_date=date(2026, 1, 5)),
    spot(
        "I1",
        agenda="fixed",
        address_point="12345678",
        state="verified",
        state_date=date(2026, 6, 11),
        description="páté",
    ),
)


def write(folder: Path, *spots: dict[str, Any]) -> Path:
    """The small region with these spots, or with those above."""
    return write_small(folder, lambda tables: tables.update(spots=list(spots or ROWS)))


def changed(code: str, **said: object) -> tuple[dict[str, Any], ...]:
    """The spots with what is said of one of them changed."""
    return tuple(row | said if row["code"] == code else row for row in ROWS)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of the outputs."""
    return {file.name: file.read_bytes() for file in (folder / "outputs").iterdir()}


def texts(file: Path) -> set[str]:
    """Every text of a workbook."""
    return {
        str(cell)
        for page in load_workbook(file)
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }


def refused(folder: Path, **order: Any) -> tuple[Problem, ...]:  # noqa: ANN401
    """The errors that stop a run."""
    with pytest.raises(ProblemsError) as caught:
        covered(folder, **order)
    return tuple(p for p in caught.value.problems if p.severity is Severity.ERROR)


# What is handed over


def test_each_office_gets_its_complete_spots_only(tmp_path: Path) -> None:
    made = covered(write(tmp_path))
    ready = {agenda: made.register.of(agenda, Stage.READY) for agenda in Agenda}
    assert [entry.spot.code for entry in ready[Agenda.MOBILE]] == ["M2", "M1"]
    assert [entry.spot.code for entry in ready[Agenda.FIXED]] == ["I1"]
    mobile = texts(tmp_path / "outputs" / "coverage_ctu.xlsx")
    fixed = texts(tmp_path / "outputs" / "coverage_bco.xlsx")
    assert {"M1", "M2"} <= mobile
    assert not {"M3", "M4", "I1", "jen pro kraj"} & mobile
    assert "I1" in fixed
    assert not {"M1", "M2", "M3", "M4"} & fixed


@pytest.mark.parametrize("field", ["part", "address", "description", "trouble", "operator"])
def test_a_spot_that_names_somebody_is_held_back(tmp_path: Path, field: str) -> None:
    named = "volal pan Stěžovatel, 777 123 456"
    made = covered(write(tmp_path, *changed("M1", **{field: named})))
    assert [entry.spot.code for entry in made.register.of(Agenda.MOBILE, Stage.READY)] == ["M2"]
    outputs = tmp_path / "outputs"
    letter = "".join(
        cell.text
        for t in Document(str(outputs / "coverage_ctu.docx")).tables
        for row in t.rows
        for cell in row.cells
    )
    assert "Stěžovatel" not in letter + "".join(texts(outputs / "coverage_ctu.xlsx"))
    (reason,) = [
        each["reason"] for each in asked(tmp_path, "--json").json["spots"] if each["code"] == "M1"
    ]
    assert "osobní údaje se úřadům nepředávají" in reason


@pytest.mark.parametrize(("field", "said"), [("trouble", "–"), ("description", "???")])
def test_a_dash_is_no_answer(tmp_path: Path, field: str, said: str) -> None:
    made = covered(write(tmp_path, *changed("M1", **{field: said})))
    (held,) = [entry for entry in made.register.entries if entry.spot.code == "M1"]
    assert (held.stage, held.lacking) == (Stage.INCOMPLETE, (field,))


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    covered(write(tmp_path))
    before = content(tmp_path)
    covered(tmp_path)
    assert content(tmp_path) == before


def test_the_record_holds_every_state_once(tmp_path: Path) -> None:
    covered(write(tmp_path))
    first = recorded(tmp_path / "outputs")
    assert ("M4", "mobil", "nahlášeno", date(2026, 1, 5)) in {row[:4] for row in first}
    assert len(first) == len(ROWS)
    rows_now = changed("M4", state="verified", state_date=date(2026, 2, 5), reference="KK/9")
    covered(write(tmp_path, *rows_now))
    assert recorded(tmp_path / "outputs") == [
        *first,
        ("M4", "mobil", "ověřeno krajem", date(2026, 2, 5), "KK/9"),
    ]


# What was handed over


def test_what_was_sent_is_not_sent_again(tmp_path: Path) -> None:
    covered(write(tmp_path))
    sent = content(tmp_path)
    made = covered(tmp_path, SENT)
    assert made.handed == ("M2", "M1")
    assert made.register.of(Agenda.MOBILE, Stage.READY) == ()
    after = content(tmp_path)
    for ending in (".xlsx", ".docx"):
        assert after[f"coverage_ctu_2026-11-20{ending}"] == sent[f"coverage_ctu{ending}"]
        assert after[f"coverage_bco{ending}"] == sent[f"coverage_bco{ending}"]
    later = covered(tmp_path)
    assert later.register.of(Agenda.MOBILE, Stage.READY) == ()
    assert not {"M1", "M2"} & texts(tmp_path / "outputs" / "coverage_ctu.xlsx")
    assert [p.code for p in later.problems if p.code.startswith("course")] == [
        "course_unwritten",
        "course_unwritten",
    ]


def test_the_same_handover_said_again_changes_nothing(tmp_path: Path) -> None:
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    before = content(tmp_path)
    made = covered(tmp_path, SENT)
    assert (set(made.handed), made.before) == ({"M1", "M2"}, True)
    assert content(tmp_path) == before
    with pytest.raises(HandoverError) as caught:
        covered(tmp_path, replace(SENT, reference="KK/6/2026"))
    assert caught.value.reason == "nothing_ready"
    assert content(tmp_path) == before


def test_a_handover_said_again_takes_nothing_with_it_that_became_ready_since(
    tmp_path: Path,
) -> None:
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    covered(write(tmp_path, *changed("M3", settlement="135985")))
    before = content(tmp_path)
    made = covered(tmp_path, SENT)
    assert (set(made.handed), made.before) == ({"M1", "M2"}, True)
    assert [entry.spot.code for entry in made.register.of(Agenda.MOBILE, Stage.READY)] == ["M3"]
    assert content(tmp_path) == before
    handover = ("--handed-over", "ctu", "--date", "20.11.2026", "--ref", "KK/5/2026")
    told = asked(tmp_path, *handover).out
    assert "další místa (M3)" in " ".join(told.split())


def test_a_code_in_other_letters_is_the_same_spot(tmp_path: Path) -> None:
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    made = covered(write(tmp_path, *ROWS[1:], ROWS[0] | {"code": "m1"}))
    assert made.register.of(Agenda.MOBILE, Stage.READY) == ()
    assert "course_gone" not in {problem.code for problem in made.problems}


@pytest.mark.parametrize("last", range(7))
def test_an_interrupted_handover_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """Whatever was moved in before: the draft as it was sent is there, or else the record."""
    covered(write(tmp_path))
    outputs = tmp_path / "outputs"
    letter = outputs / "coverage_ctu.docx"
    letter.write_bytes(letter.read_bytes() + b"by hand")
    sent = letter.read_bytes()
    replace_, moved = Path.replace, itertools.count()

    def interrupted(self: Path, target: Path) -> Path:
        if target.name != ".stack-planner.json" and next(moved) >= last:
            raise KeyboardInterrupt
        return replace_(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            covered(tmp_path, SENT)
    assert sent in {file.read_bytes() for file in outputs.glob("coverage_ctu*.docx")}
    handed = {row[0] for row in recorded(outputs) if row[2] == "předáno ČTÚ"}
    drafted = {"M1", "M2"} <= texts(outputs / "coverage_ctu.xlsx")
    assert handed == {"M1", "M2"} or drafted
    covered(tmp_path, SENT, force=True)
    assert covered(tmp_path).register.of(Agenda.MOBILE, Stage.READY) == ()


def test_a_letter_completed_by_hand_is_kept_as_it_was_sent(tmp_path: Path) -> None:
    covered(write(tmp_path))
    letter = tmp_path / "outputs" / "coverage_ctu.docx"
    document = Document(str(letter))
    document.add_paragraph("Vyřizuje odbor informatiky")
    document.save(str(letter))
    completed = letter.read_bytes()
    with pytest.raises(ForeignFilesError):
        covered(tmp_path)
    covered(tmp_path, SENT)
    assert (letter.parent / "coverage_ctu_2026-11-20.docx").read_bytes() == completed
    covered(tmp_path)


def test_a_second_batch_of_a_day_leaves_the_first_alone(tmp_path: Path) -> None:
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    first = content(tmp_path)["coverage_ctu_2026-11-20.xlsx"]
    covered(write(tmp_path, *changed("M3", settlement="135985")))
    covered(tmp_path, replace(SENT, reference="KK/6/2026"))
    after = content(tmp_path)
    assert after["coverage_ctu_2026-11-20.xlsx"] == first
    assert "M3" in texts(tmp_path / "outputs" / "coverage_ctu_2026-11-20_2.xlsx")


def test_only_what_the_draft_held_can_have_been_sent(tmp_path: Path) -> None:
    covered(write(tmp_path))
    before = content(tmp_path)
    write(tmp_path, *changed("M3", settlement="135985"))
    with pytest.raises(HandoverError) as caught:
        covered(tmp_path, SENT)
    assert caught.value.reason == "not_drafted"
    assert caught.value.details["ready"] == "M1, M2, M3"
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2026, 6, 4), "early"), (date(2026, 11, 30), "late")]
)
def test_days_on_which_nothing_can_have_been_sent(tmp_path: Path, day: date, reason: str) -> None:
    covered(write(tmp_path))
    with pytest.raises(HandoverError) as caught:
        covered(tmp_path, replace(SENT, day=day))
    assert caught.value.reason == reason


def test_the_sheet_written_after_a_handover_agrees_with_the_record(tmp_path: Path) -> None:
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    before = recorded(tmp_path / "outputs")
    handed = {"state": "handed to CTU", "state_date": SENT.day, "reference": SENT.reference}
    rows_now = [row | handed if row["code"] in {"M1", "M2"} else row for row in ROWS]
    made = covered(write(tmp_path, *rows_now))
    assert [p for p in made.problems if p.code.startswith("course")] == []
    assert recorded(tmp_path / "outputs") == before


# The record


@pytest.mark.parametrize(
    ("steps", "said", "code"),
    [
        ([("M1", "mobil", "změřeno", date(2026, 7, 1), "KK/1")], {}, "course_backward"),
        ([("M1", "pevné", "ověřeno krajem", date(2026, 6, 1), "")], {}, "course_agenda"),
        ([("M1", "mobil", "nahlášeno", date(2026, 6, 6), "")], {}, "course_date_back"),
        ([("M1", "mobil", "předáno BCO", date(2026, 6, 1), "")], {}, "spot_state_path"),
    ],
)
def test_what_contradicts_the_record_stops_and_leaves_all_as_it_was(
    tmp_path: Path, steps: list[tuple[object, ...]], said: dict[str, Any], code: str
) -> None:
    write(tmp_path, *changed("M1", **said))
    (tmp_path / "outputs").mkdir()
    write_record(tmp_path / "outputs", *steps)
    before = content(tmp_path)
    assert code in {problem.code for problem in refused(tmp_path)}
    assert content(tmp_path) == before


def test_a_sorted_record_says_the_same(tmp_path: Path) -> None:
    """Somebody sorted its rows by state: what was handed over stays so."""
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    steps = sorted(recorded(tmp_path / "outputs"), key=lambda row: str(row[2]), reverse=True)
    write_record(tmp_path / "outputs", *steps)
    assert covered(tmp_path).register.of(Agenda.MOBILE, Stage.READY) == ()


def test_a_record_changed_by_hand_is_read_and_kept(tmp_path: Path) -> None:
    covered(write(tmp_path))
    file = tmp_path / "outputs" / RECORD
    book = load_workbook(file)
    page = book["Průběh"]
    page.append(["M1", "mobil", "předáno ČTÚ", date(2026, 10, 1), "KK/3"])
    page["H1"] = "Kdo volal"
    book.create_sheet("Moje poznámky")["A1"] = "důležité"
    book.save(file)
    by_hand = file.read_bytes()
    made = covered(tmp_path)
    assert [e.spot.code for e in made.register.of(Agenda.MOBILE, Stage.READY)] == ["M2"]
    assert file.read_bytes() == by_hand
    made = covered(write(tmp_path, *changed("M4", state="verified", state_date=ON)))
    assert made.kept == "coverage_log_1.xlsx"
    assert (tmp_path / "outputs" / made.kept).read_bytes() == by_hand
    steps = recorded(tmp_path / "outputs")
    assert ("M1", "mobil", "předáno ČTÚ", date(2026, 10, 1), "KK/3") in steps
    assert steps[-1][:3] == ("M4", "mobil", "ověřeno krajem")


def damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:2000])


def wrong_row(file: Path) -> None:
    book = load_workbook(file)
    book["Průběh"]["C2"] = "odesláno"
    book.save(file)


def wrong_sheet(file: Path) -> None:
    book = load_workbook(file)
    book["Průběh"].title = "Něco"
    book.save(file)


@pytest.mark.parametrize("spoil", [damaged, wrong_row, wrong_sheet])
def test_a_record_that_cannot_be_read_is_never_passed_over(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    covered(write(tmp_path))
    spoil(tmp_path / "outputs" / RECORD)
    before = content(tmp_path)
    found = refused(tmp_path, force=True)
    assert {problem.file for problem in found} == {RECORD}
    assert content(tmp_path) == before


def test_a_lost_record_is_missed_until_somebody_begins_anew(tmp_path: Path) -> None:
    covered(write(tmp_path))
    (tmp_path / "outputs" / RECORD).unlink()
    assert [problem.code for problem in refused(tmp_path)] == ["course_lost"]
    covered(tmp_path, force=True)
    assert len(recorded(tmp_path / "outputs")) == len(ROWS)


def test_a_draft_that_was_sent_speaks_where_the_record_is_silent(tmp_path: Path) -> None:
    covered(write(tmp_path))
    covered(tmp_path, SENT)
    (tmp_path / "outputs" / RECORD).unlink()
    made = covered(tmp_path, force=True)
    told = [p for p in made.problems if p.code == "course_drafted"]
    assert [(p.details["spot"], p.details["sent"]) for p in told] == [
        ("M1", "coverage_ctu_2026-11-20.xlsx"),
        ("M2", "coverage_ctu_2026-11-20.xlsx"),
    ]


def test_a_date_mended_on_the_sheet_heals_the_record(tmp_path: Path) -> None:
    covered(write(tmp_path, *changed("M4", state_date=date(2062, 1, 5))))
    covered(write(tmp_path))
    made = covered(write(tmp_path, *changed("M4", state="verified", state_date=date(2026, 2, 5))))
    assert [p.code for p in made.problems if p.code.startswith("course")] == []


# What it works with


@pytest.mark.parametrize("sheet", ["Obce", "Pokrytí"])
def test_a_sheet_whose_name_is_mistyped_is_named(tmp_path: Path, sheet: str) -> None:
    file = write(tmp_path) / "inputs" / NEEDS
    book = load_workbook(file)
    book[sheet].title = sheet + "x"
    book.save(file)
    (problem,) = refused(tmp_path)
    assert (problem.code, problem.sheet) == ("sheet_missing", sheet + "x")


def test_spots_on_a_mistyped_sheet_of_one_of_several_files_are_missed(tmp_path: Path) -> None:
    inputs = write(tmp_path) / "inputs"
    book = load_workbook(inputs / NEEDS)
    book["Pokrytí"].title = "Pokryti_"
    book.save(inputs / "obec.xlsx")
    made = cover(Order(Inputs(inputs / STACK, [inputs]), tmp_path / "outputs", ON), lambda _: None)
    (problem,) = [p for p in made.problems if p.code == "sheet_unknown"]
    assert (problem.sheet, problem.severity) == ("Pokryti_", Severity.WARNING)


def test_sheets_that_it_does_not_use_may_be_broken(tmp_path: Path) -> None:
    def spoil(tables: dict[str, list[dict[str, Any]]]) -> None:
        tables["spots"] = list(ROWS)
        tables["budgets"] = []
        tables["criteria"] = [{"code": "K1", "name": "Přínos", "weight": "velká"}]
        tables["positions"] = [{"orp": "1001", "project": "P99", "stance": "must"}]

    made = covered(write_small(tmp_path, spoil))
    assert len(made.register.entries) == len(ROWS)
    assert {problem.sheet for problem in made.problems} <= {"Pokrytí", "Obce", "ORP"}


def test_spots_of_several_workbooks_are_one_list(tmp_path: Path) -> None:
    """One town sends its own workbook, with the same municipalities and one more spot."""
    write(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    write(other, spot("M9", **VERIFIED, description="jinde"))
    folder = tmp_path / "vracene"
    folder.mkdir()
    (tmp_path / "inputs" / NEEDS).rename(folder / NEEDS)
    (other / "inputs" / NEEDS).rename(folder / "obec.xlsx")
    ended = run(
        tmp_path, "coverage", f"inputs/{STACK}", "vracene", "--on", "29.11.2026", "--json", "-q"
    )
    assert ended.code == 0
    assert {each["code"] for each in ended.json["spots"]} == {"M1", "M2", "M3", "M4", "M9", "I1"}


@pytest.mark.parametrize("named", [True, False])
def test_no_stack_is_needed(tmp_path: Path, *, named: bool) -> None:
    write(tmp_path)
    (tmp_path / "inputs" / STACK).unlink()
    if named:
        (tmp_path / "inputs" / NEEDS).rename(tmp_path / "mista.xlsx")
    ended = run(tmp_path, "coverage", *(["mista.xlsx"] if named else []), "--on", "29.11.2026")
    assert ended.code == 0


# The command


def asked(folder: Path, *arguments: str) -> Any:  # noqa: ANN401 — an Ended
    return run(folder, "coverage", "--on", "2026-11-29", *arguments)


def test_the_screen_tells_counts_reasons_and_towns(tmp_path: Path) -> None:
    ended = asked(write(tmp_path))
    assert ended.code == 0
    lines = ended.out.replace("\xa0", " ").splitlines()
    assert lines[0] == "Stav ke dni 29. 11. 2026: 5 problémových míst pokrytí."
    assert "K předání ČTÚ jsou připravena 2 místa:" in lines
    ready = [line.strip() for line in lines if line.startswith("  M")]
    assert ready[0] == "M2 Ves, 90 obyvatel: ověřeno krajem 5. 6. 2026 (177 dní)"
    assert any(line.startswith("M3") and "Chybí kód ZSJ" in line for line in ready)
    assert any(line.startswith("M4") and "ještě neověřil" in line for line in ready)
    assert "Nejdéle čeká na ověření: M4 Ves, nahlášeno 5. 1. 2026 (328 dní)." in lines
    assert [line.split()[0] for line in lines[-2:]] == ["1001", "1002"]


def test_a_day_before_all_others_counts_no_days_backwards(tmp_path: Path) -> None:
    ended = run(write(tmp_path), "coverage", "--on", "1.1.2020")
    told = ended.out.replace("\xa0", " ")
    assert ended.code == 0
    assert "M2 Ves, 90 obyvatel: ověřeno krajem 5. 6. 2026, až po dni" in told
    assert "Nejdéle" not in told
    assert "-" not in told


def test_of_many_spots_the_first_ones_are_on_the_screen(tmp_path: Path) -> None:
    many = [spot(f"M{n:02}", **VERIFIED, description=f"místo {n}") for n in range(25)]
    write(tmp_path, *many)
    few, all_of_them = asked(tmp_path), asked(tmp_path, "-v")
    assert few.out.count("\n  M") == 20
    assert "… a ještě 5 míst; všechna vypíše -v" in few.out
    assert all_of_them.out.count("\n  M") == 25


def test_a_handover_is_told_or_refused_in_a_sentence(tmp_path: Path) -> None:
    write(tmp_path)
    handover = ("--handed-over", "ctu", "--date", "20.11.2026", "--ref", "KK/5/2026")
    first = asked(tmp_path, *handover)
    assert (first.code, "M2, M1" in first.out) == (0, True)
    assert asked(tmp_path, *handover).code == 0
    again = asked(tmp_path, *handover[:-1], "KK/6/2026")
    assert (again.code, again.out) == (2, "")
    assert "Není co zaznamenat" in again.err


def test_one_json_object_is_told_however_a_run_ends(tmp_path: Path) -> None:
    write(tmp_path)
    handover = ("--handed-over", "ctu", "--date", "1.1.2020", "--ref", "KK/5/2026")
    for arguments in (("--nothing",), handover[:2], handover):
        ended = asked(tmp_path, "--json", *arguments)
        assert (ended.code, ended.json["status"]) == (2, "usage")
        assert ended.err
    (tmp_path / "outputs").write_text("no folder", encoding="utf-8")
    ended = asked(tmp_path, "--json")
    assert (ended.code, ended.json["status"]) == (1, "fault")


@pytest.mark.parametrize("said", ["nonsense", "[]", '{"coverage.xlsx": null}'])
def test_a_damaged_list_of_own_files_makes_them_foreign(tmp_path: Path, said: str) -> None:
    covered(write(tmp_path))
    (tmp_path / "outputs" / ".stack-planner.json").write_text(said, encoding="utf-8")
    assert asked(tmp_path).code == 6
    assert asked(tmp_path, "--force").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--handed-over", "ctu"),
        ("--handed-over", "ctu", "--date", "20.11.2026"),
        ("--date", "20.11.2026", "--ref", "KK/5"),
        ("--handed-over", "mpo", "--date", "20.11.2026", "--ref", "KK/5"),
        ("--handed-over", "ctu", "--date", "včera", "--ref", "KK/5"),
    ],
)
def test_half_a_handover_is_no_order(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert asked(write(tmp_path), *arguments).code == 2
    assert not (tmp_path / "outputs").exists()


def test_errors_end_with_three_and_foreign_files_with_six(tmp_path: Path) -> None:
    write(tmp_path, spot("M1", settlement="500001"))
    ended = asked(tmp_path, "--json")
    assert (ended.code, ended.json["status"]) == (3, "problems")
    assert [each["code"] for each in ended.json["problems"]] == ["spot_settlement_municipality"]
    write(tmp_path)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "coverage.xlsx").write_bytes(b"")
    stopped = asked(tmp_path)
    assert stopped.code == 6
    assert "--handed-over" in stopped.err  # for a letter may have been completed and sent
    assert asked(tmp_path, "--force").code == 0


def test_without_the_sheet_it_says_so(tmp_path: Path) -> None:
    ended = asked(write_small(tmp_path))
    assert ended.code == 3
    assert "Pokrytí" in ended.err


def test_every_field_of_the_json_is_documented(tmp_path: Path) -> None:
    write(tmp_path)
    ended = asked(tmp_path, "--json", "--handed-over", "ctu", "--date", "20.11.2026", "--ref", "K")
    table = rows(sections(DATA.read_text(encoding="utf-8"))["`coverage --json`"])
    documented = {row[0] for row in table}
    told = {path for path in paths(ended.json) if not path.startswith("problems[]")}
    assert told == documented
    assert json.loads(ended.out)["handover"]["spots"] == ["M2", "M1"]


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_the_record_is_read_in_either_language(tmp_path: Path, lang: str) -> None:
    write(tmp_path)
    handover = ("--handed-over", "ctu", "--date", "20.11.2026", "--ref", "KK/5")
    assert asked(tmp_path, "--lang", lang, *handover).code == 0
    other = asked(tmp_path, "--lang", "en" if lang == "cs" else "cs", "--json")
    assert other.json["agendas"]["mobile"]["ready"] == 0
    assert other.json["agendas"]["mobile"]["handed"] == 2
