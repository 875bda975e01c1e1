"""A plan workbook that comes back: whatever moved on its sheets, what was decided is read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.records import REGION, Scope
from stack_planner.results import Kind
from stack_planner.returning import Way, read_plan_book
from tests.calculating import needs_libreoffice, recalculated
from tests.often import often
from tests.planned import OTHER, REGION_BOOK, TOWN, cell_of, decide, edit, planned, reasoned
from tests.test_workbooks import everything

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.returning import PlanBook

OWN = "vlastní zdroje"


def read(file: Path) -> PlanBook:
    """The plan of a workbook in which nothing is wrong."""
    book, problems = read_plan_book(file)
    assert problems == ()
    assert book is not None
    return book


def content(book: PlanBook) -> object:
    """All that a plan says, without the places where it stands and its file."""
    return (
        *(book.payer, book.hashes, sorted(book.rows, key=lambda row: row.project)),
        *(book.lines, book.limits, book.reserve, book.weights, book.members, book.grants),
    )


def test_an_unedited_plan_says_what_was_proposed(tmp_path: Path) -> None:
    book = read(planned(tmp_path) / "outputs" / TOWN)
    assert (book.payer, book.lang, book.block) == ("1001", "cs", "1001")
    assert book.version.startswith("stack-planner ")
    assert set(book.hashes) == {"project_stack.xlsx", "municipal_needs.xlsx"}
    assert book.row["P2"].proposed == book.row["P2"].decided == Way(2027, "F", "F")
    assert book.row["P3"].scope is Scope.JOINT
    assert not any(row.is_changed for row in book.rows)
    assert [str(weight.weight) for weight in book.weights] == ["75", "25"]


def test_money_is_counted_without_any_formula(tmp_path: Path) -> None:
    """Openpyxl saves formulas without their values; the amounts stay."""
    file = planned(tmp_path, everything) / "outputs" / TOWN
    stored = load_workbook(file, data_only=True)["Rozpočet"]
    told = cell_of(stored, "Kapitálové výdaje celkem", "Rozpočet 2027").value
    edit(file, lambda _: None)
    assert load_workbook(file, data_only=True)["Rozpočet"]["B9"].value is None
    book = read(file)
    assert book.total(Kind.CAPEX, 2027) == told == 600_050


def test_limits_are_told_by_year_with_their_cells(tmp_path: Path) -> None:
    book = read(planned(tmp_path, everything) / "outputs" / OTHER)
    limits = {(limit.part, limit.year): limit for limit in book.limits}
    assert limits["capex", 2028].amount == 450_000
    assert limits["prefinancing", 2027].amount == 400_000
    assert book.reserve == Fraction(1, 40)
    place = limits["capex", 2028].source.named("amount")
    sheet, cell = place.split("!")
    page = load_workbook(planned(tmp_path) / "outputs" / OTHER)[sheet]
    assert (sheet, page[cell].value) == ("Rozpočet", 450_000)
    town = read(planned(tmp_path, everything) / "outputs" / TOWN)
    assert {x.stated for x in town.limits if x.part == "prefinancing"} == {False}


def test_a_region_has_members_and_grants(tmp_path: Path) -> None:
    def granted(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
        tables["projects"][0]["regional_grant"] = 50

    book = read(planned(tmp_path, granted) / "outputs" / REGION_BOOK)
    assert (book.payer, book.block) == ("", REGION)
    assert [(m.project, m.orp, m.decision) for m in book.members if m.project == "P3"] == [
        ("P3", "1001", True),
        ("P3", "1002", True),
    ]
    assert [(g.project, g.start, g.decision) for g in book.grants] != []
    assert {line.entry for line in book.lines} == {"project", "share", "grant"}


def shuffled(book: Any) -> None:  # noqa: ANN401 — a workbook of openpyxl
    """A plan with rows above, columns in another order, one more, and a note below."""
    page = book["Plán"]
    rows = [[cell.value for cell in row] for row in page]
    page.delete_rows(1, page.max_row)
    page.append(["Projednáno na poradě"])
    page.append([])
    for row in rows[:5]:
        page.append(row)
    for head, *rest in ([row[:1] + row[1:]] for row in rows[5:]):
        page.append([*reversed(head), "naše poznámka", *rest])
    page.append([None] * 30 + ["Schváleno jednomyslně"])


def test_titles_order_and_further_columns_do_not_matter(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / TOWN
    before = content(read(file))
    edit(file, shuffled)
    assert content(read(file)) == before


@pytest.mark.parametrize("name", [TOWN, REGION_BOOK])
def test_both_languages_say_the_same(tmp_path: Path, name: str) -> None:
    for folder in ("cs", "en"):
        (tmp_path / folder).mkdir()
    cs, en = (read(planned(tmp_path / lang, lang=lang) / "outputs" / name) for lang in ("cs", "en"))
    assert (cs.lang, en.lang) == ("cs", "en")
    decided = [
        {
            code: (row.proposed and row.proposed.programme, row.decision, row.scope)
            for code, row in rows
        }
        for rows in (cs.row.items(), en.row.items())
    ]
    assert decided[0] == decided[1]
    assert cs.limits == en.limits
    assert [line.amounts for line in cs.lines] == [line.amounts for line in en.lines]


def test_a_change_is_told_with_its_reason_and_cell(tmp_path: Path) -> None:
    file = planned(tmp_path) / "outputs" / TOWN

    given = {"Důvod_změny": "Havárie", "Usnesení_č.": "12/2026"}
    reasoned(file, "P1", **given, Datum_usnesení=date(2026, 11, 24))
    decide(file, "P1", Rozhodnutí=0)
    row = read(file).row["P1"]
    assert row.is_changed
    assert (row.proposed, row.decided) == (Way(2028, OWN), None)
    assert (row.reason, row.resolution) == ("Havárie", "12/2026")
    assert row.date == date(2026, 11, 24)
    cell = row.source.cell("decision")
    assert load_workbook(file)["Plán"][cell].value == 0


WAYS = [(TOWN, "ods"), (TOWN, "xlsx:Calc MS Excel 2007 XML"), (REGION_BOOK, "ods")]
"""Workbooks, and the formats in which LibreOffice saves them."""


@needs_libreoffice
@pytest.mark.parametrize("way", often(WAYS, 0), ids=" ".join)
def test_libreoffice_gives_the_same_back(tmp_path: Path, way: tuple[str, str]) -> None:
    name, form = way
    file = planned(tmp_path, everything) / "outputs" / name
    (saved,) = recalculated([file], tmp_path, form)
    assert content(read(saved)) == content(read(file))


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    book, problems = read_plan_book(planned(tmp_path) / "inputs" / "project_stack.xlsx")
    assert book is None
    assert [problem.code for problem in problems] == ["plan_unknown"]
    book, problems = read_plan_book(tmp_path / "nic.xlsx")
    assert book is None
    assert [problem.code for problem in problems] == ["file_missing"]


@pytest.mark.parametrize("typed", ["1", True, None, 2, "ano", "=1"])
def test_only_the_numbers_0_and_1_are_decisions(tmp_path: Path, typed: object) -> None:
    file = planned(tmp_path) / "outputs" / TOWN
    decide(file, "P1", Rozhodnutí=typed)
    book, problems = read_plan_book(file)
    assert book is not None
    assert "P1" not in book.row
    (problem,) = problems
    assert (problem.code, problem.sheet) == ("plan_decision", "Plán")
    assert load_workbook(file)["Plán"][problem.cell].value == typed
