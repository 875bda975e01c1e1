"""Public copies: no confidential thing, no person anywhere in any byte, and the same totals."""

from __future__ import annotations

import json
from dataclasses import replace
from shutil import copytree
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from stack_planner import planning
from stack_planner.choosing import Limits
from stack_planner.publishing import public_plan
from stack_planner.results import total
from stack_planner.words import load
from tests.calculating import differences, needs_libreoffice, recalculated
from tests.confidential import SECRETS, confidential
from tests.every_workbook import inputs_of
from tests.planned import decide, reasoned
from tests.running import run
from tests.small import write_small
from tests.test_workbooks import table

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.results import Plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the plans were written, and then their public copies beside them."""
    folder = write_small(tmp_path_factory.mktemp("secret"), confidential)
    for name, more in (("full", ()), ("public", ("--public",))):
        ended = run(folder, "plan", "--json", "--verify", *more)
        assert ended.code == 0, ended.err
        (folder / f"{name}.json").write_text(ended.out, encoding="utf-8")
        told = run(folder, "plan", "--dry-run", "-v", *more)
        (folder / f"{name}.txt").write_text(told.out + told.err, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def plan(folder: Path) -> Plan:
    return planning.plan(planning.Order(inputs_of(folder), Limits(), None), lambda _: None)[0]


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Each workbook and its public copy."""
    full = [f for f in sorted((folder / "outputs").glob("*.xlsx")) if "_public" not in f.name]
    found = [(file, file.with_stem(f"{file.stem}_public")) for file in full]
    assert len(found) == 3
    return found


def test_the_region_of_this_test_has_something_to_hide(folder: Path) -> None:
    """Own, joint and regional ones are chosen, one is rejected, and all of it is in full plans."""
    told = (folder / "full.json").read_text(encoding="utf-8")
    plan = json.loads(told)
    assert {d["project"] for d in plan["orps"][0]["chosen"]} >= {"TAJ1", "TAJ2", "TAJ3"}
    assert "TAJ4" in plan["orps"][0]["rejected"]
    texts = "".join(parts(file) for file, _ in pairs(folder))
    assert {"TAJ1", "Trezor", "Mlčenlivost", "Hradba"} <= {s for s in SECRETS if s in texts}


def parts(file: Path) -> str:
    """Everything that a workbook's archive holds, and the names of its parts."""
    with ZipFile(file) as archive:
        return "".join(name + archive.read(name).decode() for name in archive.namelist())


def test_no_byte_of_a_public_copy_tells_a_secret(folder: Path) -> None:
    texts = {copy.name: parts(copy) for _, copy in pairs(folder)}
    texts |= {
        name: (folder / name).read_text(encoding="utf-8") for name in ("public.json", "public.txt")
    }
    leaks = [(name, word) for name, text in texts.items() for word in SECRETS if word in text]
    assert leaks == []


def test_a_plan_made_anew_around_decisions_is_published_without_who_decided_and_why(
    folder: Path, tmp_path: Path
) -> None:
    copytree(folder, tmp_path, dirs_exist_ok=True)
    town = tmp_path / "outputs" / "plan_1001_Vetsi.xlsx"
    said = {"Důvod_změny": "Dvořák trvá na svém", "Usnesení_č.": "Schvalovatel 7"}
    decide(reasoned(town, "P1", **said), "P1", Rozhodnutí=0)
    decide(reasoned(town, "TAJ1", **said), "TAJ1", Zahájení=2028, Financování="FTAJ")
    asked = ("--replan", "--public", "--by", "Ing. Nováková", "-o", "ven")
    ended = run(tmp_path, "review", f"outputs/{town.name}", *asked)
    assert ended.code == 0, ended.err
    copies = sorted((tmp_path / "ven").glob("*.xlsx"))
    assert [copy.name for copy in copies] == sorted(copy.name for _, copy in pairs(folder))
    texts = [ended.out, *(parts(copy) for copy in copies)]
    assert [word for text in texts for word in SECRETS if word in text] == []
    row = next(r for r in table(load_workbook(copies[0]), "Plán") if r["Kód"] == "P1")
    assert (row["Rozhodnutí (0/1)"], bool(row["Závazné"])) == (0, True)
    assert run(tmp_path, "review", f"outputs/{town.name}", "--public").code == 2


def test_common_topics_tell_no_confidential_need_or_project(folder: Path) -> None:
    """In area A the need of 1001 is confidential; TAJ2 is a joint project that both towns join."""
    full, copy = (
        load_workbook(folder / "outputs" / f"plan_region{end}.xlsx", data_only=True)
        for end in ("", "_public")
    )
    told = []
    for book in (full, copy):
        rows = {row[0]: row for row in book["Potřeby podle oblastí"].iter_rows(values_only=True)}
        joint = {row[0] for row in book["Společné projekty"].iter_rows(7, values_only=True)}
        told.append((rows["A"][1:4], "Mlčenlivost" in rows, "TAJ2" in joint))
    assert told[0] == ((2, 5, "● městský úřad"), True, True)
    assert told[1] == ((1, None, "neveřejné"), False, False)


def test_the_first_sheet_says_that_it_is_public(folder: Path) -> None:
    for full, copy in pairs(folder):
        book = load_workbook(copy, data_only=True)
        assert str(book.worksheets[0]["A2"].value).startswith("Veřejná verze: ")
        assert "Veřejná" not in parts(full)
        assert copy.name in str(book.worksheets[0].oddFooter.left.text)


def test_every_row_of_the_budget_is_the_same_to_the_crown(folder: Path) -> None:
    for full, copy in pairs(folder):
        ours, theirs = (
            [[*row.values()] for row in table(load_workbook(f, data_only=True), "Rozpočet")]
            for f in (full, copy)
        )
        assert theirs == ours
        assert len(ours) > 20


def test_key_figures_and_checks_are_the_same(folder: Path) -> None:
    for full, copy in pairs(folder):
        ours, theirs = (load_workbook(file, data_only=True) for file in (full, copy))
        figures = [[c.value for c in book["Souhrn"][6]] for book in (ours, theirs)]
        assert figures[0][0] == figures[1][0], "the value"
        assert figures[0][2:] == figures[1][2:], "money; counts are of lines"
        known = {row["Kontrola"]: row for row in table(ours, "Kontroly")}
        kept = table(theirs, "Kontroly")
        assert {row["Výsledek"] for row in kept} == {"v pořádku"}
        for row in kept:
            old = known.get(row["Kontrola"])
            if old and "[Kč]" in row["Kontrola"]:
                assert (row["Zjištěno"], row["Mez"]) == (old["Zjištěno"], old["Mez"])


def test_the_json_is_the_same_but_for_the_lines(folder: Path) -> None:
    full, told = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("full", "public")
    )
    assert (full["public"], told["public"]) == (False, True)
    for name in ("objective", "bound", "gap", "solver", "fairness"):
        assert full[name] == told[name]
    for ours, theirs in zip(full["orps"], told["orps"], strict=True):
        for name in ("value", "alone", "gain", "own_capex", "own_opex"):
            assert ours[name] == theirs[name]
        for name in ("capex", "opex", "grant", "region", "others", "own"):
            assert sums(ours, name) == sums(theirs, name)
        assert {d["project"] for d in theirs["chosen"]} & {"neveřejné", "neveř. K"}
        assert "TAJ4" not in theirs["rejected"] + theirs["done"]
    for name in ("pool_capex", "pool_opex", "grants", "value"):
        assert full["region"][name] == told["region"][name]
    assert told["problems"] == []
    assert [file.rsplit("/", 1)[-1] for file in told["files"]] == [c.name for _, c in pairs(folder)]


def sums(orp: dict[str, Any], name: str) -> int:
    return sum(decision[name] for decision in orp["chosen"])


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_counts_public_copies_the_same(folder: Path, tmp_path: Path) -> None:
    copies = [copy for _, copy in pairs(folder)]
    found = recalculated(copies, tmp_path)
    assert [
        d for ours, new in zip(copies, found, strict=True) for d in differences(ours, new)
    ] == []


def test_money_of_every_year_and_staff_stay(plan: Plan) -> None:
    told = public_plan(plan, load("cs"))
    for name in ("gross", "grant", "region", "others"):
        for year in (2027, 2028, 2029):
            amounts = [
                [
                    total(o.flows, name, capex=capex, years=range(year, year + 1))
                    for o in each.choice.chosen
                    if o.payer == "1001"
                ]
                for each in (plan, told)
                for capex in (True, False)
            ]
            assert sum(amounts[0]) == sum(amounts[2])
            assert sum(amounts[1]) == sum(amounts[3])
    staff = [
        sum(n for o in each.choice.chosen for n in o.efforts.values()) for each in (plan, told)
    ]
    assert staff[0] == staff[1] > 0
    drawn = [sum(o.drawn("F") for o in each.choice.chosen) for each in (plan, told)]
    assert drawn[0] == drawn[1] > 0


def test_a_plan_without_secrets_only_loses_persons(plan: Plan) -> None:
    open_ = tuple(replace(each, confidential=False) for each in plan.strategy.projects)
    needs = tuple(replace(each, confidential=False) for each in plan.strategy.needs)
    strategy = replace(plan.strategy, projects=open_, needs=needs)
    told = public_plan(replace(plan, strategy=strategy), load("cs"))
    assert told.choice == plan.choice
    assert told.orps == plan.orps
    assert told.scores == plan.scores
    assert {project.owner for project in told.strategy.projects} == {""}


def test_a_line_never_takes_the_code_of_a_project(plan: Plan) -> None:
    """A stack that calls a project by the line's code gets another line."""
    named = replace(plan.strategy.projects[0], code="neveřejné", confidential=False)
    strategy = replace(plan.strategy, projects=(*plan.strategy.projects, named))
    told = public_plan(replace(plan, strategy=strategy), load("cs"))
    assert "neveřejné*" in {d.project for d in told.orps[0].decisions}
