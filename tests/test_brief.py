"""The brief before a visit and the minutes after it, as an officer and a mayor would use them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from openpyxl import load_workbook

from stack_planner.columns.task_states import is_closed, is_understood
from stack_planner.contacts import contact_in
from stack_planner.cooperation.tasks import last_day, open_tasks
from stack_planner.planning import Inputs, check, score
from stack_planner.reading.strategy import read_strategy
from stack_planner.telling.typeset import typeset
from stack_planner.words import load
from tests.calculating import as_pdf, differences, needs_libreoffice, recalculated
from tests.documenting import DATA, paths, rows, sections
from tests.planned import OTHER, TOWN, decide, inputs_of, planned
from tests.running import run
from tests.small import Tables, meeting, spot, write_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stack_planner.records import Strategy

SHEET = "Podklad pro jednání"
ON = ("--on", "2026-11-29")
TASK = {"task": "Zaslat návrh smlouvy", "responsible": "tajemník"}
HANDED = {
    "agenda": "fixed",
    "state": "handed to BCO",
    "state_date": date(2026, 9, 1),
    "reference": "KK/1/2026",
    "address_point": "21234567",
}


def visited(tables: Tables) -> None:
    """Visits, spots, a call with a last day, one more municipality, needs that not all share."""
    tables["municipalities"] += [
        {"code": "500002", "name": "Lhota", "orp": "1001", "population": 300},
        {"code": "500003", "name": "Menší", "orp": "1002", "population": 8_000},
    ]
    tables["needs"] += [
        {"orp": "1001", "municipality": "500001", "area": "A", "urgency": 5},
        {"orp": "1002", "municipality": "500003", "area": "B", "urgency": 1},
    ]
    tables["projects"][0]["smart_level"] = "město"
    tables["criteria"][0]["aim"] = "quality of life"
    tables["programmes"][0] |= {"apply_by": date(2026, 12, 9), "certainty": "announced"}
    tables["spots"] = [
        spot("M1"),
        spot("M2", state="verified", state_date=date(2026, 7, 1)),
        spot("F1", **HANDED),
    ]
    tables["meetings"] = [
        meeting("1001", project="P1", due=date(2026, 8, 30), **TASK),
        meeting("1001", topic="Síť", due=date(2026, 12, 1), task="Změřit síť", state="trvá"),
        meeting("1001", topic="Jiné", due=date(2026, 6, 1), task="Hotová věc", state="Splněno."),
        meeting("1002", topic="Bez úkolu"),
    ]


def brief(folder: Path, *arguments: str) -> Any:  # noqa: ANN401 — the JSON of the command
    """What ``brief`` says of the inputs in a folder as JSON."""
    ended = run(folder, "brief", *ON, "--json", *arguments)
    assert ended.code == 0, ended.err
    return ended.json


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, Any]:
    """A folder with the plan and the briefs of the visited region, their JSON and the plan's."""
    folder = write_small(tmp_path_factory.mktemp("visited"), visited)
    plan = run(folder, "plan", "--json").json
    return folder, brief(folder), plan


def text_of(path: Path) -> str:
    """All that a document says."""
    document = docx.Document(BytesIO(path.read_bytes()))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_amounts_are_those_of_the_plan(told: tuple[Path, Any, Any]) -> None:
    _, briefs, plan = told
    assert briefs["plan_found"]
    assert [orp["code"] for orp in briefs["orps"]] == ["1001", "1002"]
    for town, planned_town in zip(briefs["orps"], plan["orps"], strict=True):
        fields = ("start", "value", "own", "grant", "region")
        mine = {each["project"]: [each[name] for name in fields] for each in town["proposed"]}
        its = {each["project"]: [each[name] for name in fields] for each in planned_town["chosen"]}
        assert mine == its
        assert town["value"] == planned_town["value"]
        assert town["left_out"] == planned_town["rejected"]


def test_what_is_left_out_has_the_price_that_explain_says(told: tuple[Path, Any, Any]) -> None:
    folder, briefs, _ = told
    waiting = [(o["code"], each) for o in briefs["orps"] for each in o["waiting"]]
    assert waiting
    for code, each in waiting:
        answer = run(folder, "explain", each["project"], "--orp", code, "--json").json["orps"][0]
        assert each["price_of_forcing_in"] == answer["price_of_forcing_in"]
        if each["price_of_forcing_in"] != 0:
            assert each["own_cost_cut"] == answer["own_cost_cut"]


def test_the_rest_of_the_brief(told: tuple[Path, Any, Any]) -> None:
    town, other = told[1]["orps"]
    assert (town["answered"], town["silent"]) == (["500001"], ["500002"])
    need = {each["area"]: each for each in town["urgent"]}
    assert (need["A"]["said_by"], need["A"]["with"]) == ("municipalities", ["1002"])
    assert (need["B"]["said_by"], need["B"]["with"]) == ("town hall", [])
    assert [each["area"] for each in other["urgent"]] == ["A"]
    (fund,) = town["programmes"]
    assert (fund["days_left"], fund["certainty"], fund["apply_by"]) == (
        10,
        "announced",
        "2026-12-09",
    )
    stages = {each["code"]: (each["agenda"], each["stage"]) for each in town["spots"]}
    assert stages == {
        "M1": ("mobile", "unverified"),
        "M2": ("mobile", "incomplete"),
        "F1": ("fixed", "handed"),
    }
    assert [(each["task"], each["days_overdue"]) for each in town["tasks"]] == [
        ("Zaslat návrh smlouvy", 91),
        ("Změřit síť", None),
    ]
    assert other["tasks"] == other["spots"] == []


def test_who_has_not_answered_is_named_and_spots_have_their_codes(
    told: tuple[Path, Any, Any],
) -> None:
    (path,) = (told[0] / "outputs").glob("brief_1001_*.docx")
    said = " ".join(text_of(path).split())
    assert "K potřebám se vyjádřila 1 obec obvodu z celkem 2 (Ves)." in said
    assert "Dosud se nevyjádřila 1 (Lhota)." in said
    assert "M1 Ves, M2 Ves" in said
    assert "Návrh – není rozpočtem ani závazkem; rozhoduje zastupitelstvo." in said


def test_every_field_is_documented(told: tuple[Path, Any, Any]) -> None:
    text = sections(DATA.read_text(encoding="utf-8"))["`brief --json`"]
    assert {row[0] for row in rows(text)} == set(paths(told[1]))


def test_the_document_and_the_sheet_say_the_same(told: tuple[Path, Any, Any]) -> None:
    folder, words = told[0], load("cs")
    brief(folder, "--on", "2026-09-01", "-o", "that_day")
    for code, book in (("1001", TOWN), ("1002", OTHER)):
        (path,) = (folder / "that_day").glob(f"brief_{code}_*.docx")
        said = text_of(path)
        sheet = load_workbook(folder / "outputs" / book, data_only=True)[SHEET]
        texts = [cell.value for row in sheet.iter_rows(min_row=6) for cell in row if cell.value]
        one = " ".join(said.split())
        for text in texts:
            if isinstance(text, str):
                assert " ".join(text.removeprefix("• ").split()) in one
            elif isinstance(text, int) and text > 3_000:
                assert words.number(text) in said
    late = [row for row in sheet_rows(folder, TOWN) if row[1] == "Zaslat návrh smlouvy"]
    assert [type(row[3]).__name__ for row in late] == ["datetime"]


def sheet_rows(folder: Path, book: str) -> Iterator[tuple[Any, ...]]:
    sheet = load_workbook(folder / "outputs" / book, data_only=True)[SHEET]
    yield from sheet.iter_rows(values_only=True)


@needs_libreoffice
@pytest.mark.slow
def test_the_sheet_is_live(told: tuple[Path, Any, Any], tmp_path: Path) -> None:
    """The day moves on, and the officer gives up a project: what is late and paid follows."""
    folder = told[0]
    book = load_workbook(folder / "outputs" / TOWN)
    day = next(c for row in book[SHEET].iter_rows() for c in row if c.value == "Stav ke dni")
    book[SHEET].cell(day.row, day.column + 1).value = date(2026, 12, 10)
    edited = tmp_path / TOWN
    book.save(edited)
    decide(edited, "P1", Rozhodnutí=0)
    (calculated,) = recalculated([edited], tmp_path)
    lines = list(load_workbook(calculated, data_only=True)[SHEET].iter_rows(values_only=True))
    tasks = {
        line[1]: line[2] for line in lines if line[1] in {"Zaslat návrh smlouvy", "Změřit síť"}
    }
    assert tasks == {"Zaslat návrh smlouvy": 102, "Změřit síť": 9}
    given_up = next(line for line in lines if line[0] == "P1")
    assert [given_up[3] or 0, given_up[4] or 0, given_up[5] or 0] == [0, 0, 0]
    assert any("uplynulo" in map(str, line) for line in lines)


@needs_libreoffice
@pytest.mark.slow
def test_stored_values_are_what_is_calculated(told: tuple[Path, Any, Any], tmp_path: Path) -> None:
    original = told[0] / "outputs" / TOWN
    (calculated,) = recalculated([original], tmp_path)
    assert differences(original, calculated) == []


def bare(tables: Tables) -> None:
    """Nothing around the plan, and money for nothing in town 1002."""
    tables["programmes"] = []
    tables["municipalities"] = []
    tables["projects"][1]["programmes"] = []
    for row in tables["budgets"]:
        if row["orp"] == "1002":
            row["capex"] = 0
    tables["pool"] = []


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_a_town_with_nothing_has_a_brief_too(tmp_path: Path, lang: str) -> None:
    folder = write_small(tmp_path, bare)
    answer = brief(folder, "--orp", "1002", "--lang", lang)
    (town,) = answer["orps"]
    assert not answer["plan_found"]
    assert town["proposed"] == town["tasks"] == town["spots"] == town["programmes"] == []
    words, said = load(lang), text_of(folder / answer["files"][0])
    for section in ("proposed", "tasks", "spots", "offers"):
        assert typeset(words(f"brief.{section}.nothing")) in said


def nasty(tables: Tables) -> None:
    visited(tables)
    tables["projects"][0]["name"] = "=Portál <b> & \u200b" + "dlouhý " * 400
    tables["meetings"][0] |= {"task": "=1+1", "responsible": "@tajemník", "state": "-jinak"}
    tables["orps"][0]["name"] = "Ves/../'\"?*"
    tables["spots"][0] |= {"part": "+Lhota\x0b"}


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    folder = planned(tmp_path, nasty)
    answer = brief(folder, "--orp", "1001")
    said = text_of(folder / answer["files"][0])
    assert "=1+1" in said
    assert "=Portál <b> &" in said
    book = load_workbook(next((folder / "outputs").glob("plan_1001*.xlsx")))
    cells = [cell for row in book[SHEET].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_same_inputs_give_the_same_bytes(told: tuple[Path, Any, Any], tmp_path: Path) -> None:
    folder, briefs, _ = told
    first = [(folder / file).read_bytes() for file in briefs["files"]]
    again = brief(folder, "-o", str(tmp_path / "again"))
    assert [(folder / file).read_bytes() for file in again["files"]] == first


def test_what_cannot_be_done_is_said(told: tuple[Path, Any, Any], tmp_path: Path) -> None:
    folder = told[0]
    assert run(folder, "brief", "--orp", "9999", "-q").code == 2
    assert run(folder, "brief", "--on", "zítra", "-q").code == 2
    foreign = tmp_path / "to"
    foreign.mkdir()
    (foreign / "brief_1001_Vetsi.docx").write_bytes(b"somebody else's")
    ended = run(folder, "brief", *ON, "-o", str(foreign))
    assert ended.code == 6
    assert (foreign / "brief_1001_Vetsi.docx").read_bytes() == b"somebody else's"
    assert [file.name for file in foreign.iterdir()] == ["brief_1001_Vetsi.docx"]
    assert run(folder, "brief", *ON, "-o", str(foreign), "--force", "--orp", "1001").code == 0


def test_a_public_copy_has_no_brief(tmp_path: Path) -> None:
    folder = write_small(tmp_path, visited)
    assert run(folder, "plan", "--public", "--no-explain").code == 0
    for book in (folder / "outputs").glob("*.xlsx"):
        assert SHEET not in load_workbook(book, read_only=True).sheetnames


def test_another_towns_confidential_need_is_not_told(tmp_path: Path) -> None:
    def secret(tables: Tables) -> None:
        visited(tables)
        tables["needs"][2]["confidential"] = True  # town 1002 on area A

    town, other = brief(write_small(tmp_path, secret))["orps"]
    assert {each["area"]: each["with"] for each in town["urgent"]} == {"A": [], "B": []}
    assert [(each["area"], each["with"]) for each in other["urgent"]] == [("A", ["1001"])]
    assert not any("A" in group["areas"] for group in town["groups"])


def fill_in(form: Path, decisions: dict[str, dict[str, Any]], topics: list[dict[str, Any]]) -> None:
    """Writes into a form as a person would, below its headings."""
    book = load_workbook(form)
    positions, meetings = book["Stanoviska"], book["Jednání"]
    heads = {
        sheet.title: next(
            (cell.row, {str(c.value): c.column for c in row if c.value})
            for row in sheet.iter_rows()
            for cell in row
            if cell.value == "ORP"
        )
        for sheet in (positions, meetings)
    }
    head, columns = heads["Stanoviska"]
    for row in range(head + 1, positions.max_row + 1):
        said = decisions.get(str(positions.cell(row, columns["Projekt"]).value), {})
        for heading, value in said.items():
            positions.cell(row, columns[heading]).value = value
    head, columns = heads["Jednání"]
    for row, topic in enumerate(topics, head + 1):
        for heading, value in topic.items():
            meetings.cell(row, columns[heading]).value = value
    book.save(form)


def decided_already(tables: Tables) -> None:
    visited(tables)
    tables["positions"] = [{"orp": "1001", "project": "P2", "stance": "interest"}]


def strategy_of(folder: Path, *more: Path) -> Strategy:
    inputs = inputs_of(folder)
    return replace(score(Inputs(inputs.stack, [*inputs.needs, *more]))[0], hashes={})


def test_minutes_come_back_as_decisions_and_tasks(tmp_path: Path) -> None:
    folder = planned(tmp_path, decided_already)
    answer = brief(folder, "--minutes", "-o", "minutes")
    assert [file.rsplit("/", 1)[-1] for file in answer["files"]] == [
        "minutes_1001_Vetsi.xlsx",
        "minutes_1002_Mensi.xlsx",
    ]
    forms = folder / "minutes"
    assert strategy_of(folder, forms) == strategy_of(folder)  # blank forms change nothing
    told = run(
        folder,
        "check",
        "inputs/project_stack.xlsx",
        "inputs/municipal_needs.xlsx",
        "minutes",
        "--json",
    ).json
    of_forms = [each["code"] for each in told["problems"] if each["file"].startswith("minutes_")]
    assert of_forms == ["unanswered"] * 4  # one notice for each sheet of each form
    proposed = {each["project"] for each in answer["orps"][0]["proposed"]}
    assert "P1" in proposed
    topic = {"Datum": date(2026, 12, 1), "Téma": "Portál", "Závěr": "Město nechce."}
    fill_in(
        forms / "minutes_1001_Vetsi.xlsx",
        {"P1": {"Stanovisko": "nechce", "Usnesení č.": "RM/1/2026", "Datum": date(2026, 12, 2)}},
        [topic | {"Úkol": "Vrátit se k portálu", "Odpovídá": "IT", "Termín": date(2027, 6, 1)}],
    )
    strategy = strategy_of(folder, forms)
    position = strategy.position["1001", "P1"]
    assert (position.stance, position.resolution) == ("refuses", "RM/1/2026")
    assert strategy.position["1001", "P2"].stance == "interest"
    tasks = open_tasks(strategy, "1001", date(2026, 12, 5))
    assert [task.meeting.task for task in tasks][-1] == "Vrátit se k portálu"
    stack, needs = "inputs/project_stack.xlsx", "inputs/municipal_needs.xlsx"
    plan = run(folder, "plan", stack, needs, "minutes", "--json", "--dry-run").json
    assert plan["orps"][0]["refused"] == ["P1"]
    assert "P1" not in {each["project"] for each in plan["orps"][0]["chosen"]}


def test_a_filled_in_form_is_not_written_over(tmp_path: Path) -> None:
    folder = planned(tmp_path, decided_already)
    brief(folder, "--minutes")
    brief(folder, "--minutes")  # untouched ones are simply replaced
    form = folder / "minutes" / "minutes_1001_Vetsi.xlsx"
    fill_in(form, {"P1": {"Stanovisko": "zájem"}}, [])
    before = form.read_bytes()
    assert run(folder, "brief", *ON, "--minutes", "-q").code == 6
    assert form.read_bytes() == before


def test_the_form_asks_about_what_the_town_has_not_decided(tmp_path: Path) -> None:
    def resolved(tables: Tables) -> None:
        decided_already(tables)
        tables["positions"] = [
            {"orp": "1001", "project": "P2", "stance": "must"},
            {"orp": "1001", "project": "P1", "stance": "interest"},  # which is no decision
        ]

    folder = planned(tmp_path, resolved)
    answer = brief(folder, "--minutes")
    book = load_workbook(folder / "minutes" / "minutes_1001_Vetsi.xlsx")
    asked = [row[1] for row in book["Stanoviska"].iter_rows(values_only=True) if row[0] == "1001"]
    town = answer["orps"][0]
    concerned = [each["project"] for each in town["proposed"]] + town["left_out"]
    assert asked == [code for code in concerned if code != "P2"]
    listed = {row[0]: row for row in book["Návrh plánu"].iter_rows(values_only=True)}
    assert (listed["P2"][6], listed["P1"][6]) == ("povinně", "zájem")
    first = town["proposed"][0]
    assert listed[first["project"]][3:6] == ("ano", first["start"], first["own"])
    tasks = [row[0] for row in book["Otevřené úkoly"].iter_rows(values_only=True)]
    assert "Zaslat návrh smlouvy" in tasks


@pytest.mark.parametrize(
    ("state", "closed", "understood"),
    [
        ("splněno", True, True),
        ("Hotovo.", True, True),
        ("VYŘÍZENO", True, True),
        ("zrusen", True, True),
        ("cancelled", True, True),
        ("", False, True),
        ("otevřený", False, True),
        ("nesplněno", False, True),
        ("odloženo", False, False),
    ],
)
def test_states_of_tasks(state: str, *, closed: bool, understood: bool) -> None:
    assert (is_closed(state), is_understood(state)) == (closed, understood)


@pytest.mark.parametrize(
    "text",
    ["volat 603 123 456", "+420 353 123 456", "tel. 353123456", "jan.novak@seznam.cz"],
)
def test_a_contact_is_found(text: str) -> None:
    assert contact_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("250 000 000 Kč", "1 250 300 400", "300 500 000", "KK/603123456/2026", "12. 5. 2026"),
        *("RÚIAN 21234567", "IČO 00253979", "ZSJ 990011", "50.366 12.622"),
    ],
)
def test_amounts_codes_and_references_are_no_contacts(text: str) -> None:
    assert not contact_in(text)


def test_the_same_row_twice_is_told(tmp_path: Path) -> None:
    def twice(tables: Tables) -> None:
        tables["meetings"] = [meeting("1001", task="A", **DUE), meeting("1001", task="a ", **DUE)]

    folder = write_small(tmp_path, twice)
    found = [problem for problem in check(inputs_of(folder)) if problem.sheet == "Jednání"]
    assert [problem.code for problem in found] == ["twice"]


DUE = {"due": date(2026, 6, 1), "responsible": "IT"}


def day_of(folder: Path, change: Callable[[Tables], object]) -> date:
    inputs = inputs_of(write_small(folder, change))
    strategy, _ = read_strategy(inputs.stack, inputs.needs)
    assert strategy is not None
    return last_day(strategy)


def test_the_day_of_a_plan_is_the_last_one_that_its_inputs_tell(tmp_path: Path) -> None:
    assert day_of(tmp_path, lambda _: None) == date(2027, 1, 1)
    assert day_of(tmp_path, visited) == date(2026, 9, 1)


def ready(tables: Tables) -> None:
    """A spot that may be handed over."""
    told = {"settlement": "990011", "trouble": "výpadky", "state_date": date(2026, 6, 1)}
    tables["spots"] = [spot("M1", state="verified", **told)]


def test_what_was_handed_over_is_known_though_its_sheet_does_not_say_so(tmp_path: Path) -> None:
    folder = planned(tmp_path, ready)
    assert brief(folder)["orps"][0]["spots"][0]["stage"] == "ready"
    assert run(folder, "coverage", *ON, "-q").code == 0
    sent = ("--handed-over", "ctu", "--date", "2026-11-20", "--ref", "KK/5/2026")
    assert run(folder, "coverage", *ON, *sent, "-q").code == 0
    assert brief(folder)["orps"][0]["spots"][0]["stage"] == "handed"
    (folder / "outputs" / "coverage_log.xlsx").write_bytes(b"torn")
    assert run(folder, "brief", *ON, "-q").code == 3


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("lang", ["cs", "en"])
def test_every_brief_of_the_sample_has_at_most_two_pages(tmp_path: Path, lang: str) -> None:
    assert run(tmp_path, "example", "inputs").code == 0
    made = [tmp_path / file for file in brief(tmp_path, "--lang", lang)["files"]]
    assert len(made) == 7
    printed = as_pdf(made, tmp_path)
    assert [len(re.findall(rb"/Type ?/Page\b(?!s)", path.read_bytes())) for path in printed] == [
        2
    ] * 7
