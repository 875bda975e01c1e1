"""The officer at the prompt: exit codes, sentences, files that are safe, one JSON object."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from stack_planner.columns import TABLES, Kind
from tests.running import run, run_apart
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from pathlib import Path

WORKBOOKS = ["plan_1001_Vetsi.xlsx", "plan_1002_Mensi.xlsx", "plan_region.xlsx"]


def digests(folder: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((folder / "outputs").glob("*.xlsx"))
    }


def test_one_word_makes_the_plans(tmp_path: Path) -> None:
    ended = run_apart(write_small(tmp_path), "plan")
    assert ended.code == 0
    assert sorted(digests(tmp_path)) == WORKBOOKS
    assert "optimální" in ended.out
    assert "Zapsány 3 soubory do outputs" in ended.err


def test_json_has_the_fields_that_others_use(tmp_path: Path) -> None:
    plan = run_apart(write_small(tmp_path), "plan", "--json", "-q").json
    assert plan["status"] == "optimal"
    assert plan["stopped_by"] is None
    assert plan["gap"] == 0
    assert plan["objective"] == plan["bound"]
    assert plan["options"] == {"all": 20, "dominated": 4}, "P2 without F, both years and towns"
    assert set(plan["seconds"]) >= {"read", "solve", "write"}
    larger = plan["orps"][0]
    assert {key: larger[key] for key in ("code", "name")} == {"code": "1001", "name": "Větší"}
    assert {"value", "own_capex", "own_opex", "chosen", "rejected"} <= set(larger)
    assert set(larger["chosen"][0]) >= {
        *("project", "scope", "start", "financing", "value"),
        *("capex", "opex", "grant", "region", "own"),
    }
    assert {"chosen", "pool_capex"} <= set(plan["region"])
    assert plan["conflicts"] == plan["repairs"] == []
    assert [file.rsplit("/", 1)[-1] for file in plan["files"]] == WORKBOOKS


def test_the_plan_is_the_one_counted_by_hand(tmp_path: Path) -> None:
    """1001 affords P1, P2 and its 300,000 of P3 in one way only.

    P2 comes first with the fund, 600,000 of 800,000; the next year the fund's 300,000 comes back
    and leaves 1,100,000 for P1 (700,000) and P3. 1002 affords nothing but its 100,000 of P3.
    """
    plan = run(write_small(tmp_path), "plan", "--json", "-q", "--dry-run").json
    values = {orp["code"]: orp["value"] for orp in plan["orps"]}
    assert values == {"1001": 85 + 45 + 55 + 15, "1002": 55 + 15}
    chosen = {(d["project"], d["start"], d["financing"]) for d in plan["orps"][0]["chosen"]}
    assert chosen == {
        *(("P1", 2028, "own"), ("P2", 2027, "F"), ("P3", 2028, "own"), ("P4", 2027, "own")),
    }
    shares = [
        participant
        for decision in plan["region"]["chosen"]
        for participant in decision.get("participants", [])
    ]
    assert shares == [{"code": "1001", "share": 300_000}, {"code": "1002", "share": 100_000}]
    assert plan["region"]["pool_capex"] == 300_000
    assert plan["files"] == []


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    run_apart(write_small(tmp_path), "plan", "--jobs", "1", seed="1")
    first = digests(tmp_path)
    assert first
    run_apart(tmp_path, "plan", "--jobs", "2", "--force", seed="2")
    assert digests(tmp_path) == first


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    def backwards(tables: Tables) -> None:
        for rows in tables.values():
            rows.reverse()

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    there = run(write_small(tmp_path / "a"), "plan", "--json", "--dry-run").json
    back = run(write_small(tmp_path / "b", backwards), "plan", "--json", "--dry-run").json
    for told in (there, back):
        del told["seconds"], told["problems"]
    assert there == back


def test_problems_stop_the_plan_and_leave_the_outputs(tmp_path: Path) -> None:
    run(write_small(tmp_path), "plan")
    before = digests(tmp_path)

    def spoil(tables: Tables) -> None:
        tables["projects"][0]["programmes"] = ["G"]
        tables["budgets"][1]["capex"] = None

    ended = run(write_small(tmp_path, spoil), "plan")
    assert ended.code == 3
    assert "project_stack.xlsx › Projekty!" in ended.err
    assert "nejblíže je" not in ended.err
    assert "municipal_needs.xlsx › Rozpočty!C3" in ended.err
    assert "výstupy zůstaly beze změny" in ended.err
    assert digests(tmp_path) == before


def test_what_cannot_be_kept_is_infeasible(tmp_path: Path) -> None:
    def demand(tables: Tables) -> None:
        tables["positions"] = [{"orp": "1002", "project": "P1", "stance": "must"}]

    ended = run(write_small(tmp_path, demand), "plan", "--json")
    assert ended.code == 4
    assert ended.json["status"] == "infeasible"
    assert not (tmp_path / "outputs").exists()


def test_a_plan_that_is_not_proven_says_so(tmp_path: Path) -> None:
    run(tmp_path, "example")
    ended = run(tmp_path, "plan", "--time-limit", "0.1", "--orp", "4101", "--json")
    assert ended.code == 5
    assert ended.json["status"] == "feasible"


def test_other_peoples_files_are_not_replaced(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "outputs").mkdir()
    theirs = tmp_path / "outputs" / "plan_region.xlsx"
    theirs.write_text("moje", encoding="utf-8")
    ended = run(tmp_path, "plan")
    assert ended.code == 6
    assert "plan_region.xlsx" in ended.err
    assert theirs.read_text(encoding="utf-8") == "moje"
    assert run(tmp_path, "plan", "--force").code == 0
    assert run(tmp_path, "plan").code == 0, "an earlier plan of its own is simply replaced"
    theirs.write_bytes(theirs.read_bytes() + b" ")
    refused = run(tmp_path, "plan", "--json")
    assert refused.code == 6, "a plan that somebody changed is not"
    assert [problem["code"] for problem in refused.json["problems"]] == ["file_foreign"]


def test_a_foreign_file_comes_before_an_infeasible_plan(tmp_path: Path) -> None:
    def demand(tables: Tables) -> None:
        tables["positions"] = [{"orp": "1002", "project": "P1", "stance": "must"}]

    write_small(tmp_path, demand)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "plan_region.xlsx").write_text("moje", encoding="utf-8")
    assert run(tmp_path, "plan").code == 6


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("plan",), "stack-planner example"),
        (("plan", "--lang", "de"), "de"),
        (("plan", "--gap", "2"), "--gap"),
        (("nothing",), "nothing"),
    ],
)
def test_wrong_usage_is_told(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ended = run(tmp_path, *arguments)
    assert ended.code == 2
    assert sentence in ended.err


def test_an_unknown_town_is_told(tmp_path: Path) -> None:
    ended = run(write_small(tmp_path), "plan", "--orp", "9999")
    assert ended.code == 2
    assert "9999" in ended.err
    assert "1001" in ended.err


def test_one_town_gets_its_workbook_alone(tmp_path: Path) -> None:
    run(write_small(tmp_path), "plan", "--orp", "1002")
    assert list(digests(tmp_path)) == ["plan_1002_Mensi.xlsx"]


def test_check_and_score_answer_in_both_languages(tmp_path: Path) -> None:
    write_small(tmp_path)
    assert "upozornění" in run(tmp_path, "check").out
    assert "notice" in run(tmp_path, "check", "--lang", "en").out
    scores = run(tmp_path, "score", "--json").json
    values = {project["project"]: project["value"] for project in scores["orps"][0]["projects"]}
    assert values == {"P1": 85, "P2": 45, "P3": 55, "P4": 15}
    assert scores["orps"][0]["projects"][0]["criteria"] == {"K1": 60, "K2": 25}


def test_the_example_is_not_written_over_ones_own_inputs(tmp_path: Path) -> None:
    assert run(tmp_path, "example").code == 0
    assert run(tmp_path, "example").code == 0, "the same bytes lose nothing"
    own = tmp_path / "inputs" / "project_stack.xlsx"
    own.write_bytes(b"mine")
    assert run(tmp_path, "example").code == 6
    assert own.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "command", [["check"], ["plan"], ["score"], ["template", "--per-orp"]], ids=lambda x: x[0]
)
def test_what_is_not_shown_is_counted_and_v_lists_it_all(
    tmp_path: Path, command: list[str]
) -> None:
    """Two kinds of problems in each column of amounts, so that no two of them are one entry."""
    (projects,) = [table for table in TABLES if table.name == "projects"]
    money = [c.field for c in projects.columns if c.kind is Kind.MONEY and not c.numbered]
    count = [c.field for c in projects.columns if c.kind in {Kind.COUNT, Kind.PERCENT}]

    def spoil(tables: Tables) -> None:
        tables["projects"][0] |= dict.fromkeys((*money, *count), "hodně")
        tables["projects"][1] |= dict.fromkeys((*money, *count), "12 €")

    short = run(write_small(tmp_path, spoil), *command)
    said = short.out + short.err
    hint = re.search(r"… a ještě (\d+) \w+ \([^)]*\); všechny vypíše -v\n", said)
    assert hint
    assert said.count("CHYBA project_stack.xlsx › Projekty!") < 2 * len(money + count)
    long = run(tmp_path, *command, "-v")
    told = long.out + long.err
    assert told.count("CHYBA project_stack.xlsx › Projekty!") == 2 * len(money + count)
    assert "a ještě" not in told


def test_notices_that_are_not_shown_are_counted_and_v_lists_them(tmp_path: Path) -> None:
    write_small(tmp_path)
    short = run(tmp_path, "score").err
    hint = re.search(r"^(\d+) upozornění; vypíše (?:je|ho) -v$", short, re.MULTILINE)
    assert hint
    assert "UPOZORNĚNÍ" not in short
    long = run(tmp_path, "score", "-v").err
    assert long.splitlines()[-1] == f"{hint[1]} upozornění"
    assert "UPOZORNĚNÍ" in long


@pytest.mark.parametrize("command", ["plan", "check", "score"])
def test_common_options_are_common(tmp_path: Path, command: str) -> None:
    write_small(tmp_path)
    ended = run(tmp_path, command, "--json", "-q", "-v", "--force", "--lang", "en")
    assert ended.code == 0
    assert "problems" in ended.json


@pytest.mark.parametrize("command", ["plan", "check", "score", "example"])
def test_help_speaks_both_languages(tmp_path: Path, command: str) -> None:
    """The language of help is the one asked for when the program starts."""
    czech = run(tmp_path, command, "-h")
    english = run_apart(tmp_path, command, "--lang", "en", "-h")
    assert czech.code == english.code == 0
    assert "Jazyk hlášení" in czech.out
    assert "Language of messages" in english.out


def test_a_stack_without_needs_is_told_what_it_lacks(tmp_path: Path) -> None:
    ended = run(tmp_path, "check", "zasobnik.xlsx")
    assert ended.code == 2
    assert "K zásobníku zasobnik.xlsx chybí sešit potřeb" in ended.err
