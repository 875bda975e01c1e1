"""What an approved plan leaves for the next year: positions that a town only has to confirm."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stack_planner.reading import read_strategy
from stack_planner.records import Stance
from tests.changing import STACK, position
from tests.planned import OTHER, REGION_BOOK, TOWN, decide, planned, reasoned
from tests.running import run
from tests.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.records import Position
    from tests.small import Tables


def a_year_later(tables: Tables) -> None:
    """The horizon moved by a year; the budgets are what the towns are asked for."""
    tables["settings"] += [{"key": "první rok", "value": 2028}, {"key": "počet roků", "value": 2}]
    tables["budgets"].clear()


def carried(folder: Path, plan: Path) -> dict[tuple[str, str], Position]:
    """The positions in next year's questionnaires, by town and project."""
    following = folder / "following"
    following.mkdir()
    write_small(following, a_year_later)
    asked = run(following, "template", "asked", "--per-orp", "--plan", str(plan), "--json")
    assert (asked.code, len(asked.json["files"])) == (0, 2)
    strategy, _ = read_strategy(following / "inputs" / STACK, [following / "asked"])
    assert strategy is not None
    return dict(strategy.position)


def test_a_town_whose_plan_is_not_there_is_warned_of(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    (outputs / TOWN).unlink()
    ended = run(tmp_path, "template", "asked", "--per-orp", "--plan", "outputs")
    assert ended.code == 0
    assert "není sešit města 1001 Větší" in " ".join(ended.err.split())


def test_a_town_confirms_what_has_ended_and_what_is_running(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    given = {"Usnesení_č.": "ZM/12/2026", "Datum_usnesení": date(2026, 12, 10)}
    reasoned(outputs / TOWN, "P2", **given)
    positions = carried(tmp_path, outputs)
    told = {
        key: (
            each.stance,
            each.year,
            [year for year in range(2026, 2030) if str(year) in each.note],
        )
        for key, each in positions.items()
    }
    assert told == {
        # P2 is paid in 2027, but half of it comes back in 2028; P4 has been paid in 2027
        ("1001", "P1"): (Stance.INTEREST, None, [2028]),
        ("1001", "P2"): (Stance.MUST, 2027, [2027, 2028]),
        ("1001", "P3"): (Stance.INTEREST, None, [2028]),
        ("1001", "P4"): (Stance.DONE, None, [2027]),
        ("1002", "P3"): (Stance.INTEREST, None, [2028]),
        ("1002", "P4"): (Stance.DONE, None, [2027]),
    }
    running = positions["1001", "P2"]
    assert (running.resolution, running.date) == ("ZM/12/2026", date(2026, 12, 10))


def test_what_a_town_said_itself_stays(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    following = tmp_path / "following"
    following.mkdir()

    def known(tables: Tables) -> None:
        a_year_later(tables)
        for change in (
            position("P1", "refuses", resolution="ZM/3"),
            position("P2", "must", year=2027, capex=650_000),
        ):
            change(tables)

    write_small(following, known)
    run(following, "template", "asked", "--per-orp", "--plan", str(outputs))
    strategy, _ = read_strategy(following / "inputs" / STACK, [following / "asked"])
    assert strategy is not None
    refused, running = (strategy.position["1001", code] for code in ("P1", "P2"))
    assert (refused.stance, refused.resolution, refused.note) == (Stance.REFUSES, "ZM/3", "")
    assert (running.stance, running.year, running.capex) == (Stance.MUST, 2027, 650_000)


def test_what_officers_decided_on_the_plan_is_not_asked_as_if_nobody_had(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / OTHER, "P3", Rozhodnutí=0)
    reasoned(outputs / OTHER, "P3", Důvod_změny="Město se nezapojí.")
    again = ("--replan", "-o", "nové", "-q", "--date", "2026-11-24")
    assert run(tmp_path, "review", f"outputs/{OTHER}", *again).code == 0
    refused = carried(tmp_path, tmp_path / "nové")["1002", "P3"]
    assert (refused.stance, refused.date) == (Stance.REFUSES, date(2026, 11, 24))
    assert refused.note.endswith("Město se nezapojí.")


def test_of_a_folder_without_a_plan_nothing_is_asked(tmp_path: Path) -> None:
    write_small(tmp_path)
    ended = run(tmp_path, "template", "asked", "--per-orp", "--plan", "inputs", "--json")
    assert (ended.code, [each["code"] for each in ended.json["problems"]]) == (3, ["plan_unknown"])
    assert not (tmp_path / "asked").exists()


def test_the_region_alone_leaves_no_position(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    assert carried(tmp_path, outputs / REGION_BOOK) == {}


def test_what_runs_is_financed_as_the_plan_before_had_it(tmp_path: Path) -> None:
    """P2 could have been co-financed by F, but was begun with own money."""
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P2", Financování="vlastní zdroje")
    following = tmp_path / "following"
    following.mkdir()

    def running(tables: Tables) -> None:
        for row in (*tables["budgets"], *tables["pool"]):
            row["year"] += 1
        position("P2", "must", year=2027)(tables)
        tables["projects"][1]["duration"] = 2

    write_small(following, running)
    financed = {}
    for name, more in (("free", ()), ("near", ("--near", str(outputs)))):
        ended = run(following, "plan", "--dry-run", "--json", *more)
        assert ended.code == 0
        chosen = {each["project"]: each for each in ended.json["orps"][0]["chosen"]}
        financed[name] = (chosen["P2"]["start"], chosen["P2"]["financing"])
    assert financed == {"free": (2027, "F"), "near": (2027, "own")}
