"""A new plan around what officers decided: all of it kept, nothing better, nothing lost."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing import best_choice
from stack_planner.choosing.choose import choose
from stack_planner.choosing.nearness import Nearness
from stack_planner.choosing.rows import make_model
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.choosing.verify import Count
from stack_planner.conflicts import Sort
from stack_planner.problems import InfeasibleError
from stack_planner.records import REGION, Budget, Position, Scope, Stance
from stack_planner.results import Status
from stack_planner.returning import read_plan_book
from tests import oracle
from tests.calculating import differences, needs_libreoffice, recalculated
from tests.deciding import (
    best_keeping,
    copies_of,
    countable_regions,
    decision,
    options_of,
    plans_of,
)
from tests.formulating import region_model
from tests.often import often
from tests.planned import OTHER, REGION_BOOK, TOWN, cell_of, decide, planned, reasoned
from tests.running import Ended, run
from tests.solving import by_hand, feasible_regions, project
from tests.test_workbooks import everything

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.decided import Kept
    from stack_planner.records import Strategy
    from stack_planner.results import Choice
    from stack_planner.returning import PlanBook

REGIONS, LARGER = 40, 40
YEARS = (2027, 2028)


def chosen(strategy: Strategy, *kept: Kept) -> Choice:
    """The best choice that keeps decisions."""
    _, scores = options_of(strategy)
    return best_choice(strategy, scores, Limits(), lambda _: None, kept)


def book_of(file: Path) -> PlanBook:
    """A plan in which nothing is wrong."""
    book, problems = read_plan_book(file)
    assert (book is not None, problems) == (True, ())
    assert book is not None
    return book


def digests(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.glob("*.xlsx")}


# Against every plan


@pytest.mark.parametrize("number", often(range(REGIONS), 12))
def test_no_plan_that_keeps_the_decisions_is_better(number: int) -> None:
    strategy = countable_regions(REGIONS)[number]
    for seed in range(4):
        kept = tuple(dict.fromkeys(decision(strategy, 10 * seed + n) for n in range(1 + seed % 2)))
        best = best_keeping(strategy, kept)
        if best is None:
            with pytest.raises(InfeasibleError) as raised:
                chosen(strategy, *kept)
            (conflict,) = raised.value.conflicts[:1]
            assert Sort.KEPT in {rule.sort for rule in conflict.rules}
            assert raised.value.has_decisions
            continue
        choice = chosen(strategy, *kept)
        assert choice.proof.status is Status.OPTIMAL
        assert choice.proof.objective == best
        assert all(each.holds(choice.chosen) for each in kept)


@pytest.mark.parametrize("number", often(range(LARGER), 12))
def test_not_doing_a_project_is_worth_as_much_as_refusing_it(number: int) -> None:
    """By a second reading of the method, in which the town does not want the project."""
    strategy = feasible_regions(LARGER)[number]
    options, _ = options_of(strategy)
    own = [
        copy
        for copy in copies_of(options)
        if strategy.project[copy[0]].scope is Scope.ORP and copy not in strategy.demanded
    ]
    for code, town in own[:3]:
        refused = tuple(
            position
            for position in strategy.positions
            if (position.project, position.orp) != (code, town)
        )
        position = Position(town, code, Stance.REFUSES)
        other = replace(strategy, positions=(*refused, position))
        keys = tuple(o.key for o in options if (o.project, o.payer) == (code, town))
        kept = replace(decision(strategy, 0), project=code, payer=town, options=keys, chosen=False)
        best = oracle.best_value(other)
        if best is None:
            with pytest.raises(InfeasibleError):
                chosen(strategy, kept)
        else:
            proof = chosen(strategy, kept).proof
            assert proof.objective == best * proof.denominator


@pytest.mark.parametrize("number", often(range(REGIONS), 12))
def test_of_plans_worth_as_much_the_one_before_stays(number: int) -> None:
    strategy = countable_regions(REGIONS)[number]
    options, scores = options_of(strategy)
    model = make_model(strategy, scores, options)
    best = choose(strategy, scores, model, Solver(Limits())).proof.objective
    counts = (Count(strategy, scores, plan) for plan in plans_of(options))
    as_good = (c for c in counts if c.total_value() == best and not any(c.breaches()))
    for plan in [count.chosen for count in islice(as_good, 3)]:
        again = choose(strategy, scores, model, Solver(Limits()), [each.key for each in plan])
        assert {each.key for each in again.chosen} == {each.key for each in plan}


def test_towns_that_a_change_does_not_concern_keep_their_plan_as_a_whole() -> None:
    """J and U's own B can only change places together: neither step alone is within U's means."""
    projects = [
        project("A", capex=20, latest=2027),
        project("B", capex=4),
        project("J", Scope.JOINT, capex=8),
    ]
    means = {"T": 10, "U": 4, REGION: 0}
    budgets = [Budget(payer, year, capex) for payer, capex in means.items() for year in YEARS]
    strategy = by_hand(projects, dict.fromkeys("ABJ", 10), budgets)
    model = region_model(strategy)

    def plan(joint: int, own: int) -> list[str]:
        joins = [f"J|{payer}|{joint}|" for payer in ("T", "U", REGION)]
        return [*joins, f"B|T|{own}|", f"B|U|{own}|"]

    before, found = plan(2027, 2028), model.completed(plan(2028, 2027))
    assert model.keeps(found)
    gone = "A|T|2027|"  # what T had besides is beyond its means now
    near, _ = Nearness(strategy, model, Solver(Limits()), [*before, gone]).nearest(found)
    names = {column.name for column in map(model.columns.__getitem__, near)}
    assert {name for name in names if name[2] != "T"} == {n for n in before if n[2] != "T"}


# At the prompt


def replanned(folder: Path, *plans: str, more: tuple[str, ...] = ()) -> Ended:
    """A new plan, into another folder."""
    files = [f"outputs/{plan}" for plan in plans]
    return run(folder, "review", *files, "--replan", "-o", "nové", "-q", *more)


def test_a_decision_is_kept_marked_and_logged(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / TOWN, "P2", Rozhodnutí=0)
    ended = replanned(tmp_path, TOWN, more=("--by", "Ing. Nováková", "--date", "24.11.2026"))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-3:] == [
        "Plán dodržuje 1 rozhodnutí:",
        "  – ORP Větší: úředník rozhodl projekt P2 nedělat",
        "Dodržet je stojí 45,0000 bodu proti plánu, z něhož rozhodnutí vycházejí.",
    ]
    file = tmp_path / "nové" / TOWN
    row = book_of(file).row["P2"]
    assert (row.proposed, row.decided, row.is_changed, row.kept) == (None, None, False, True)
    page = load_workbook(file)["Plán"]
    assert cell_of(page, "P2", "Závazné").value == "rozhodnutí úředníka"
    assert cell_of(page, "P1", "Závazné").value == ""
    log = [cell.value for cell in load_workbook(file)["Záznam rozhodnutí"][7]]
    assert log[0].date() == date(2026, 11, 24)
    assert log[1:5] == ["Ing. Nováková", "P2", "2027, F", "nedělat"]
    assert "Záznam rozhodnutí" not in load_workbook(tmp_path / "nové" / OTHER).sheetnames


def test_the_log_and_the_decisions_outlive_the_next_plans(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P2", Rozhodnutí=0)
    assert replanned(tmp_path, TOWN, more=("--by", "A", "--date", "2026-11-24")).code == 0
    steps = ((OTHER, "P3", "nové", "třetí"), (TOWN, "P1", "třetí", "čtvrté"))
    for plan, code, source, target in steps:
        decide(tmp_path / source / plan, code, Rozhodnutí=0)
        order = ("--replan", "-o", target, "-q", "--by", "B")
        assert run(tmp_path, "review", f"{source}/{plan}", *order).code == 0
    last = tmp_path / "čtvrté"
    town, other = book_of(last / TOWN), book_of(last / OTHER)
    assert [(e.by, e.project, e.after) for e in town.log] == [
        ("A", "P2", "nedělat"),
        ("B", "P1", "nedělat"),
    ]
    assert [e.date for e in town.log] == [date(2026, 11, 24), None]
    assert [(e.by, e.project) for e in other.log] == [("B", "P3")]
    assert {row.project for row in town.rows if row.kept} == {"P1", "P2"}
    assert not any(town.row[code].decision for code in ("P1", "P2"))
    assert {row.project for row in other.rows if row.kept} == {"P3"}


def test_a_workbook_that_came_back_elsewhere_is_told_where_its_plan_lies(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P2", Rozhodnutí=0)
    mail = tmp_path / "pošta"
    mail.mkdir()
    (outputs / TOWN).rename(mail / TOWN)
    order = ("review", f"pošta/{TOWN}", "--replan", "-q", "-o")
    alone = run(tmp_path, *order, "sama")
    assert (alone.code, "[plan_lone]" in alone.err) == (0, True)
    assert "Menší" in alone.err
    assert REGION_BOOK in alone.err
    beside = run(tmp_path, *order, "vedle", "--near", "outputs")
    assert (beside.code, beside.err) == (0, "")


def test_a_reason_and_a_resolution_come_from_the_workbook(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / TOWN

    decide(file, "P2", Rozhodnutí=0)
    given = {"Důvod_změny": "Dotace nebyla přiznána", "Usnesení_č.": "ZM 12/2026"}
    reasoned(file, "P2", **given, Datum_usnesení=date(2026, 12, 1))
    assert replanned(tmp_path, TOWN, more=("--date", "2026-11-24")).code == 0
    (entry,) = book_of(tmp_path / "nové" / TOWN).log
    assert (entry.reason, entry.resolution) == ("Dotace nebyla přiznána", "ZM 12/2026")
    assert entry.date == date(2026, 12, 1)


def test_another_start_and_financing_are_kept_exactly(tmp_path: Path) -> None:
    decide(planned(tmp_path) / "outputs" / TOWN, "P2", Zahájení=2028, Financování="vlastní zdroje")
    ended = replanned(tmp_path, TOWN, more=("--json",))
    assert ended.code == 0
    (kept,) = ended.json["kept"]
    assert kept == {
        "what": "project",
        "project": "P2",
        "orp": "1001",
        "decision": 1,
        "start": 2028,
        "financing": "vlastní zdroje",
        "file": TOWN,
        "cell": "Plán!I7",
    }
    mine = {c["project"]: (c["start"], c["financing"]) for c in ended.json["orps"][0]["chosen"]}
    assert mine["P2"] == (2028, "own")
    assert ended.json["before"] - ended.json["price"] == ended.json["objective"]


def test_an_impossible_decision_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / OTHER, "P1", Rozhodnutí=1)
    before = digests(outputs)
    ended = run(tmp_path, "review", f"outputs/{OTHER}", "--replan", "--force", "-q")
    assert ended.code == 4
    assert ended.out == ""
    lines = ended.err.replace("\xa0", " ").splitlines()
    assert lines[0].startswith("Plán nevznikl: rozhodnutí úředníků nelze splnit spolu s povinnými")
    decided = "  – ORP Menší: úředník rozhodl projekt P1 zahájit v roce 2027 (vlastní zdroje)"
    limit = "  – ORP Menší 2027: limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4)"
    assert lines[1:4] == [
        "ORP Menší: tato pravidla nemohou platit současně:",
        f"{decided} ({OTHER} › Plán!I9)",
        f"{limit}, potřeba je nejméně 700 000 Kč, chybí 250 000 Kč",
    ]
    assert digests(outputs) == before


def test_towns_that_decide_against_each_other_are_told(tmp_path: Path) -> None:
    """One wants the regional project later, the other not at all."""
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P4", Zahájení=2028)
    decide(outputs / OTHER, "P4", Rozhodnutí=0)
    ended = replanned(tmp_path, TOWN, OTHER)
    assert ended.code == 4
    later = "  – Kraj: úředník rozhodl projekt P4 zahájit v roce 2028 (vlastní zdroje)"
    assert ended.err.splitlines()[1:4] == [
        "Kraj: tato pravidla nemohou platit současně:",
        f"{later} ({TOWN} › Plán!I8)",
        f"  – Kraj: úředník rozhodl projekt P4 nedělat ({OTHER} › Plán!I7)",
    ]


def test_several_towns_are_planned_around_at_once(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P2", Rozhodnutí=0)
    decide(outputs / OTHER, "P4", Rozhodnutí=0)
    ended = replanned(tmp_path, TOWN, OTHER, more=("--json",))
    assert ended.code == 0
    assert [(kept["project"], kept["orp"]) for kept in ended.json["kept"]] == [
        ("P2", "1001"),
        ("P4", None),
    ]
    assert "P4" in ended.json["region"]["rejected"]
    assert {row.project for row in book_of(tmp_path / "nové" / REGION_BOOK).rows if row.kept} == {
        "P4"
    }


def test_members_and_grants_of_the_region_are_kept(tmp_path: Path) -> None:
    def granted(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
        tables["projects"][0]["regional_grant"] = 50
        tables["pool"][0]["capex"] = 1_000_000
        tables["projects"][2]["min_participants"] = 1

    file = planned(tmp_path, granted) / "outputs" / REGION_BOOK
    (grant, *_) = book_of(file).grants
    decide(file, grant.project, "Dotace městům", Rozhodnutí=0)
    decide(file, "P3", "Účast měst", Rozhodnutí=0)
    ended = replanned(tmp_path, REGION_BOOK)
    assert ended.code == 0, ended.err
    book = book_of(tmp_path / "nové" / REGION_BOOK)
    kept = [(g.project, g.orp, g.decision) for g in book.grants if g.kept]
    assert kept == [(grant.project, grant.orp, False)]
    moved = [(m.project, m.orp, m.decision) for m in book.members if m.kept]
    assert moved == [("P3", "1001", False)]
    assert [(e.project, e.before, e.after) for e in book.log] == [
        ("P3 · Větší", "připojeno", "nepřipojeno"),
        (f"{grant.project} · Větší", "dotace kraje", "bez dotace kraje"),
    ]
    again = run(tmp_path, "review", f"nové/{REGION_BOOK}", "-q")
    assert "Nic se nezměnilo" in again.out


def test_edited_plans_are_not_replaced_unasked(tmp_path: Path) -> None:
    outputs = planned(tmp_path) / "outputs"
    decide(outputs / TOWN, "P2", Rozhodnutí=0)
    before = digests(outputs)
    assert run(tmp_path, "review", f"outputs/{TOWN}", "--replan", "-q").code == 6
    assert digests(outputs) == before
    assert run(tmp_path, "review", f"outputs/{TOWN}", "--replan", "-q", "--force").code == 0
    assert book_of(outputs / TOWN).row["P2"].kept


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((f"outputs/{OTHER}",), "Revize čte jeden plán; více plánů najednou přijme jen --replan."),
        (("--by", "A"), "--by, --date a --public patří jen k --replan."),
        (("--replan", "--date", "24. 11."), "není datum, např. 29.11.2026"),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, options: tuple[str, ...], sentence: str) -> None:
    planned(tmp_path)
    ended = run(tmp_path, "review", f"outputs/{TOWN}", *options)
    assert ended.code == 2
    assert sentence in " ".join(ended.err.replace("│", "").split())


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_counts_the_new_workbooks_the_same(tmp_path: Path) -> None:
    outputs = planned(tmp_path, everything) / "outputs"
    decide(outputs / TOWN, "P3", Rozhodnutí=0)
    ended = replanned(tmp_path, TOWN, more=("--by", "=A1+1"))
    assert ended.code in {0, 4}, ended.err
    if ended.code:
        decide(outputs / TOWN, "P3", Rozhodnutí=1)
        decide(outputs / TOWN, "P2", Rozhodnutí=0)
        ended = replanned(tmp_path, TOWN, more=("--by", "=A1+1"))
    assert ended.code == 0, ended.err
    files = sorted((tmp_path / "nové").glob("*.xlsx"))
    for ours, theirs in zip(files, recalculated(files, tmp_path), strict=True):
        assert differences(ours, theirs) == []
        assert book_of(theirs).log == book_of(ours).log
