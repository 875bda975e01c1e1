"""Two faults of one row are both told in one run, whatever the row lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from stack_planner.columns import TABLES, Column, Kind, Table
from stack_planner.planning import Inputs, check
from stack_planner.problems import Severity
from stack_planner.reading import strategy
from stack_planner.reading.cells import Sheet, address
from stack_planner.reading.files import read_sheets
from stack_planner.reading.headings import Headings, find_header
from stack_planner.records import Method
from tests.eliciting import rows
from tests.sending import NEEDS, STACK, problems_of, said
from tests.small import spot, write_small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stack_planner.problems import Problem
    from tests.small import Tables

NEED_BOTH = {
    "minimum_above_maximum": "it compares two cells of the row",
    "other_district": "it compares the town with that of the municipality",
    "answer_out_of_scale": "the scale is that of the method in another cell",
    "scenario_value_missing": "whether there has to be one the kind of the change says",
    "groups_missing": "it counts the groups of one project",
    "budget_missing": "it counts the years of one town; which one a row without it would have been",
}
"""Problems that may go with the other fault, and why."""
NO_RECORD = {"rows_note", "unanswered"}
"""What is told of a row that lacks so much that it may be no record at all."""
BAD: Mapping[Kind, tuple[object, ...]] = {
    Kind.MONEY: ("hodně", -5.0),
    Kind.LIMIT: ("hodně", -5.0),
    Kind.NUMBER: ("x", 99.0),
    Kind.DEGREE: ("x", 99.0),
    Kind.CHANGE: ("x", -101.0),
    Kind.COUNT: ("moc", -5.0),
    Kind.YEAR: ("někdy", 2099.0),
    Kind.PERCENT: ("vše", 250.0),
    Kind.CHOICE: ("krajj",),
    Kind.YESNO: ("možná",),
    Kind.CURVE: ("x",),
    Kind.DATE: ("jindy",),
    Kind.CODES: ("NIC99",),
    Kind.CODE: ("NIC99",),
}
ALIKE = 1
"""Columns of one kind that are spoilt in a table; further ones are read by the same lines."""
ROWS = {"budgets": 1, "needs": 4, "scores": 4}
"""The row that is spoilt, counted below the header; else the first."""


def whole(tables: Tables) -> None:
    """The small region with a row in every table."""
    tables["settings"] += [{"key": "první rok", "value": 2027}, {"key": "počet roků", "value": 2}]
    tables["projects"][0] |= {"earliest": 2027, "latest": 2028}
    tables["links"] = [{"first": "P1", "relation": "requires", "second": "P4"}]
    tables["rules"] = [{"kind": "share at most", "group": ["A"], "bound": 100, "orp": "1002"}]
    tables["group_costs"] = [
        {"project": "P3", "group": group, "amount": 100_000}
        for group in (["1001"], ["1002"], ["1001", "1002"])
    ]
    tables["needs"].append({"orp": "1001", "municipality": "500001", "area": "A", "urgency": 3})
    tables["positions"] = [{"orp": "1001", "project": "P2", "stance": "interest", "year": 2028}]
    tables["scores"].append({"project": "P1", "orp": "1001", "K1": 7, "K2": 1})
    tables["pairwise"] = [{"criterion": "K1", "K2": 3}, {"criterion": "K2"}]
    tables["weight_answers"] = rows("Odbor", Method.AHP, {("K1", "K2"): 3})
    tables["spots"] = [spot("M1")]
    tables["meetings"] = [{"held_on": date(2026, 5, 12), "orp": "1001", "topic": "Portál"}]
    tables["scenarios"] = [
        {"scenario": "Méně", "kind": "town budgets", "subject": ["1001"], "value": -20}
    ]


class Fault(NamedTuple):
    """A value that stands in a cell (row and column counted from 0) where it is wrong."""

    row: int
    column: int
    value: object


class Region:
    """The region's sheets, read once, and what is said of them with some cells spoilt."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        inputs = write_small(folder, whole) / "inputs"
        self.inputs = Inputs(inputs / STACK, [inputs / NEEDS])
        self.files = {name: read_sheets(inputs / name) for name in (STACK, NEEDS)}
        self.spoilt = self.files
        patch.setattr(strategy, "read_sheets", lambda path, _: self.spoilt[path.name])
        self.usual = frozenset(map(named, check(self.inputs)))

    def sheet(self, table: Table) -> Sheet:
        """The sheet of a table as it was."""
        sheets = [sheet for read, _ in self.files.values() for sheet in read]
        return next(sheet for sheet in sheets if sheet.name == table.cs)

    def told(self, table: Table, *faults: Fault) -> dict[tuple[str, ...], Problem]:
        """What is told beyond what is told of the region anyway."""
        sheet = self.sheet(table)
        values = [list(row) for row in sheet.values]
        for fault in faults:
            values[fault.row][fault.column] = fault.value  # type: ignore[call-overload] # any value
        worse = replace(sheet, values=values)
        self.spoilt = {
            name: ([worse if each is sheet else each for each in read], problems)
            for name, (read, problems) in self.files.items()
        }
        return {named(p): p for p in check(self.inputs) if named(p) not in self.usual}


def named(problem: Problem) -> tuple[str, ...]:
    return problem.code, problem.sheet, problem.cell


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Region:
    return Region(tmp_path, monkeypatch)


def faults_of(table: Table, sheet: Sheet) -> Iterator[Fault]:
    """Each column of a row blank where it must not be, and with what it does not take."""
    header = find_header(sheet, Headings(table))
    assert header is not None
    row = header.row + 1 + ROWS.get(table.name, 0)
    met: dict[tuple[Kind, bool], int] = {}
    for place, column in header.columns.items():
        alike = (column.kind, column.required)
        met[alike] = met.get(alike, 0) + 1
        if column.required or met[alike] <= ALIKE or column.field in {"programmes", "ico"}:
            yield from (Fault(row, place, value) for value in _wrong(table, column))
    for place in header.extra:
        yield Fault(row, place, "x")


def _wrong(table: Table, column: Column) -> Iterator[object]:
    if column.required:
        yield ""
    if column.field in {"ico", "holder"}:
        yield "12345678"
    elif column.field == "area" and table.name == "needs":
        yield "Něco docela jiného"
    elif not (column.kind is Kind.CODE and column.field == "code"):
        yield from BAD.get(column.kind, ())


@pytest.mark.parametrize("table", [t for t in TABLES if t.name != "settings"], ids=lambda t: t.name)
def test_two_faults_of_a_row_are_both_told(region: Region, table: Table) -> None:
    faults = list(faults_of(table, region.sheet(table)))
    alone = {fault: region.told(table, fault) for fault in faults}
    assert sum(map(bool, alone.values())) > len(faults) // 2
    hidden = []
    for pair in combinations(faults, 2):
        if pair[0].column == pair[1].column:
            continue
        both = region.told(table, *pair)
        if NO_RECORD & {code for code, *_ in both}:
            continue
        for fault in pair:
            cell = address(fault.row, fault.column)
            hidden += [
                (name, pair)
                for name, problem in alone[fault].items()
                if problem.severity is not Severity.NOTICE
                and problem.cell == cell
                and name not in both
                and problem.code not in NEED_BOTH
            ]
    assert hidden == []


def lacking(**cells: Any) -> Any:  # noqa: ANN401 — a change of tables
    """The first project with other cells, beside a link and a rule that name it."""

    def change(tables: Tables) -> None:
        tables["projects"][0] |= cells
        tables["links"] = [{"first": "P1", "relation": "requires", "second": "P4"}]
        tables["rules"] = [{"kind": "at most", "group": ["P1"], "bound": 1, "orp": "1001"}]

    return change


def errors(folder: Path, change: Any) -> list[str]:  # noqa: ANN401
    write_small(folder, change)
    return [said(p) for p in problems_of(folder) if p.severity is Severity.ERROR]


def test_what_a_project_without_a_name_says_is_checked_and_its_code_known(tmp_path: Path) -> None:
    change = lacking(name=None, programmes=["X"], earliest=2028, latest=2027)
    assert errors(tmp_path, change) == [
        (
            "error project_stack.xlsx › Projekty!B2 | povinný údaj Název není vyplněn | vyplněná "
            "buňka | doplňte hodnotu"
        ),
        (
            "error project_stack.xlsx › Projekty!AF2 | X | takový kód není v příslušné tabulce | "
            "kód, který je v tabulce uveden"
        ),
        (
            "error project_stack.xlsx › Projekty!O2 | 2028 | dolní mez je vyšší než horní | "
            "dolní mez nejvýše rovna horní | opravte jednu z mezí"
        ),
    ]


def test_a_town_without_inhabitants_is_still_known_by_its_code(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        tables["orps"][0]["population"] = "hodně"

    assert errors(tmp_path, change) == [
        (
            "error municipal_needs.xlsx › ORP!C2 | hodně | ve sloupci Obyvatel není číslo | "
            "číslo, např. 1 250 000,50 | přepište na číslo"
        )
    ]


def test_a_blank_limit_is_told_only_where_something_is_blank(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        tables["budgets"][0] |= {"capex": "hodně", "opex": "moc", "effort": None}

    write_small(tmp_path, change)
    told = {p.cell: p.code for p in problems_of(tmp_path) if p.sheet == "Rozpočty"}
    assert told == {"C2": "not_a_number", "D2": "not_a_number", "F2": "effort_blank"}


def test_a_setting_given_twice_is_told_beside_its_unreadable_value(tmp_path: Path) -> None:
    def change(tables: Tables) -> None:
        tables["settings"] += [
            {"key": "počet roků", "value": "několik"},
            {"key": "počet roků", "value": 2},
        ]

    write_small(tmp_path, change)
    told = [p.code for p in problems_of(tmp_path) if p.severity is Severity.ERROR]
    assert sorted(told) == ["not_a_number", "setting_twice"]
