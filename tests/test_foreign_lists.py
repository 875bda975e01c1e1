"""Ten published lists are adopted as their hand-made descriptions say.

Source: ../shared/cases/open/spreadsheets with expected.json and, for the capital budget, the city's
own flat table. The files are not copied; where they are not there, these tests are skipped. What
they teach stands also in small lists of test_importing.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stack_planner.adopting import Adopted, Order, adopt_list
from stack_planner.adopting.orders import Merging
from stack_planner.telling.importing import mapping_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "cases" / "open" / "spreadsheets"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the published lists are not here")

ERDF = "cz_erdf_2014-2020.xlsx"
LEDGER = "cz_praha8_rozpocet_2018.xlsx"
SLOVENIA = "si_seznam_projektov.xls"
CAPITAL = "us_baltimore_fy24_capital_budget.xls"
SIX_YEARS = "us_baltimore_fy24_six_year_program.xls"
FUNDS = "us_baltimore_fy24_agency_fund_summary.xls"
TORONTO = "ca_toronto_capital_plan_2022-2031.csv"
SAXONY = "de_niedersachsen_erdf.xlsx"
LATVIA = "lv_all_funds.xls"
WALES = "uk_wales_approved_projects.xlsx"


@cache
def adopted(file: str) -> Adopted:
    return adopt_list(Order(FOLDER / file))


@pytest.mark.parametrize(
    ("file", "sheet", "header", "rows", "money", "currency"),
    [
        (ERDF, "Export", (1,), 1772, "48011431146.78", "CZK"),
        (SLOVENIA, "List1", (1,), 193, "603377015.25", "EUR"),
        (TORONTO, None, (1,), 2755, "46616992.45", ""),
        (SAXONY, "Tabelle1", (7, 8), 69, "56078590.34", "EUR"),
        (LATVIA, None, (1,), 134, "1357261225.98", "EUR"),
        (WALES, "ERDF", (1,), 145, "2485893704", ""),
        (CAPITAL, "RP605000", None, 345, "833222000", ""),
    ],
)
def test_sheet_header_rows_and_money_are_as_described(  # noqa: PLR0913, PLR0917 — a description
    file: str,
    sheet: str | None,
    header: tuple[int, ...] | None,
    rows: int,
    money: str,
    currency: str,
) -> None:
    found, sums = adopted(file).lists[0], adopted(file).sums
    assert sheet in {None, found.sheet}
    assert header in {None, found.header_rows}
    assert sums.rows_out == rows
    assert sums.rows_in == sums.rows_out + len(adopted(file).left_out)
    assert sums.money_in == Fraction(money)
    assert sums.money_in == sums.money_out + sums.money_left_out - sums.rounding
    assert adopted(file).tender.currency == currency


@pytest.mark.parametrize(
    ("file", "mapping"),
    [
        (
            ERDF,
            {
                "Kód": "Registrační číslo projektu",
                "Název": "Název projektu CZ",
                "Garant": "Žadatel",
                "Investice": "CZV projektu",
            },
        ),
        (
            SLOVENIA,
            {
                "Název": "Ime operacije/Operation name",
                "Investice": "Skupni upravičeni izdatki/Total eligible expenditure "
                "allocated to the operation",
            },
        ),
        (TORONTO, {"Oblast": "Category", "Investice": "Total 10 Year", "Investice 2031": "2031"}),
        (
            SAXONY,
            {
                "Název": "Bezeichnung des Vorhabens / operation name",
                "Investice": "Gesamtbetrag der förderfähigen Ausgaben des Vorhabens in € / "
                "total eligible expenditure allocated to the operation in €",
            },
        ),
        (LATVIA, {"Název": "Projekta nosaukums", "Investice": "Kopējais finansējums"}),
        (
            WALES,
            {
                "Název": "Operation Title",
                "Garant": "Lead Beneficiary",
                "Investice": "Total Project Cost",
            },
        ),
        (CAPITAL, {"Kód": "ID", "Název": "Title", "Popis": "Description", "Investice": "BOE"}),
    ],
)
def test_columns_are_the_described_ones(file: str, mapping: Mapping[str, str]) -> None:
    assert mapping.items() <= mapping_of(adopted(file)).items()


def test_the_legend_below_the_czech_list_is_left_out() -> None:
    """The last row of data is 1773; the legend of programmes begins in row 1775."""
    assert [left.row for _, left in adopted(ERDF).left_out] == list(range(1775, 1784))
    assert {left.reason.value for _, left in adopted(ERDF).left_out} == {"second_table"}
    blank = [p for p in adopted(ERDF).problems if p.code == "import_no_cost"]
    assert len(blank) == 8


def test_subtotals_of_the_ledger_are_left_out() -> None:
    """Costs and revenues are 51,870,000 CZK each: the report's own totals, rows 503 and 525."""
    ledger = adopted(LEDGER)
    assert ledger.lists[0].header_rows == (10,)
    assert mapping_of(ledger) == {"Investice": "Rozpočet schválený"}
    assert ledger.left_out[0][1].reason.value == "numbers"
    assert ledger.sums.money_out == 2 * 51_870_000
    assert "import_total_differs" not in {p.code for p in ledger.problems}
    codes = {row["further"]["UZ"] for row in ledger.rows}
    assert "00000" in codes


def test_an_operation_on_several_rows_is_told_and_can_be_taken_once() -> None:
    """193 rows are 179 operations; the id stands at the beginning of the name."""
    twice = [p for p in adopted(SLOVENIA).problems if p.code == "import_code_twice"]
    assert twice[0].details["rows"] == "3, 4"
    assert adopted(SLOVENIA).rows[0]["code"] == "OP20.00001"
    once = adopt_list(Order(FOLDER / SLOVENIA, merging=Merging.ONCE))
    added = adopt_list(Order(FOLDER / SLOVENIA, merging=Merging.SUM))
    assert (once.sums.rows_out, added.sums.rows_out) == (179, 179)
    assert added.sums.money_in == Fraction("603377015.25")
    assert once.sums.money_in == added.sums.money_in
    assert once.sums.money_out < added.sums.money_out


def test_the_capital_budget_is_the_citys_own_flat_table() -> None:
    """Row by row: id, title, place, description and five amounts of 345 projects, in dollars."""
    with (FOLDER / "us_baltimore_fy24_expected_tidy.csv").open(encoding="utf-8") as file:
        tidy = list(csv.DictReader(file))
    ours = adopted(CAPITAL).rows
    assert len(ours) == len(tidy)
    amounts = {
        "Appr. To Date": "appropriated_amt",
        "Agency": "agency_amt",
        "Planning": "planning_amt",
        "BOF": "bof_amt",
        "BOE": "boe_amt",
        "Impact On Operating Budget": "operating_impact_amt",
    }
    for row, theirs in zip(ours, tidy, strict=True):
        assert row["code"] == theirs["cip_number"]
        assert row["name"] == " ".join(theirs["project_title"].split())
        assert row["description"] == " ".join(theirs["project_desc"].split())
        assert row["further"]["Location"] == theirs["location"].strip()
        assert row["capex"] == int(theirs["boe_amt"])
        for heading, column in amounts.items():
            assert row["further"][heading] * 1000 == int(theirs[column])
    assert sum(row["further"]["Agency"] for row in ours) * 1000 == 1_119_759_000


@pytest.mark.slow
def test_the_six_year_program_has_blocks_on_every_sheet() -> None:
    """One sheet a department, the same blocks with the fiscal years side by side."""
    first = adopted(SIX_YEARS)
    assert len(first.other_sheets) == 25
    assert [f"Investice {year}" for year in range(2024, 2030)] == [
        field for field in mapping_of(first) if field.startswith("Investice")
    ]
    assert first.tender.unit == 1000
    everything = adopt_list(Order(FOLDER / SIX_YEARS, all_sheets=True))
    assert len(everything.lists) == 26
    row = next(row for row in everything.rows if row["code"] == "117-059")
    assert (row["earliest"], row["capex_by_year"]) == (2024, [1_800_000] * 6)


def test_the_fund_summary_is_a_table_a_year() -> None:
    """Department 117 has 5000 thousand of general funds in 2024."""
    first = adopted(FUNDS)
    assert [name for name, _ in first.other_sheets] == [f"Sheet{n}" for n in range(2, 7)]
    assert first.rows[0]["code"] == "117"
    assert first.rows[0]["further"]["City General Funds"] == 5000
    assert first.rows[0]["capex"] == 5_000_000
    assert [left.reason.value for _, left in first.left_out] == ["total"]


def test_toronto_asks_for_its_unit_and_tells_negative_amounts() -> None:
    """47 rows have a negative total; years may be negative in others too."""
    told = [p for p in adopted(TORONTO).problems if p.code == "import_negative"]
    total = adopted(TORONTO).lists[0].letters[13]
    assert sum(problem.cell.startswith(total) for problem in told) == 47
    assert sum(row["capex"] < 0 for row in adopted(TORONTO).rows) == 47
    assert "import_unit" in {p.code for p in adopted(TORONTO).problems}
    assert len({row["code"] for row in adopted(TORONTO).rows}) == 2755
