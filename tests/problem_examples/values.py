"""Examples of problems with single values: numbers, years, shares, words, dates, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from stack_planner.asking import write_questionnaires
from stack_planner.planning import Inputs
from stack_planner.problems import ProblemsError
from tests.changing import NEEDS, STACK, first, position, setting
from tests.problem_examples.making import Example, cells, tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stack_planner.problems import Problem
    from tests.small import Tables


def capex(value: object) -> Example:
    """An amount of the first project."""
    return tables(first("projects", capex=value))


def dated(value: str) -> Example:
    """A date of a position."""
    return tables(position("P1", "interest", date=value))


def in_percent(inputs: Path) -> None:
    """A score that is shown as a percentage."""
    book = load_workbook(inputs / STACK)
    cell = book["Hodnocení"]["C2"]
    cell.value, cell.number_format = 0.85, "0 %"
    book.save(inputs / STACK)


def judged(tables: Tables) -> None:
    """Three criteria of which only two are compared with each other."""
    tables["criteria"].append({**tables["criteria"][0], "code": "K3"})
    tables["pairwise"] = [{"criterion": "K1", "K2": 3}]


def questionnaires(folder: Path) -> Iterable[Problem]:
    """What is told where questionnaires are to be written."""
    inputs = Inputs(folder / "inputs" / STACK, [folder / "inputs" / NEEDS])
    try:
        write_questionnaires(folder, inputs, "cs", force=False)
    except ProblemsError as error:
        return error.problems
    return ()


EXAMPLES: dict[str, Example] = {
    "formula_without_value": cells(STACK, "Projekty", B2="=A1"),
    "error_cell": cells(STACK, "Hodnocení", C2="#DIV/0!"),
    "not_a_number": capex("hodně"),
    "number_with_unit": capex("12 mil. Kč"),
    "number_dots": capex("1.250.000"),
    "number_one_dot": capex("1.250"),
    "number_range": capex("300–500 tis."),
    "number_about": capex("cca 500 000"),
    "number_bound": capex("max. 2 mil. Kč"),
    "number_foreign": capex("20 000 EUR"),
    "number_without_vat": capex("500 000 bez DPH"),
    "no_number": capex("–"),
    "not_whole": capex(1.5),
    "negative_money": capex(-700_000),
    "too_small": tables(first("orps", population=0)),
    "out_of_range": tables(first("needs", urgency=6)),
    "not_a_year": tables(first("pool", year=27)),
    "year_in_words": tables(first("pool", year="rok 2027")),
    "year_range": tables(first("pool", year="2027/28")),
    "not_a_share": tables(first("programmes", rate=120)),
    "percent_as_number": Example(damage=in_percent),
    "bare_share": tables(first("programmes", rate=0.85)),
    "not_yes_no": tables(first("programmes", vat_eligible="možná")),
    "not_a_choice": tables(first("projects", scope="společnný")),
    "not_a_curve": tables(first("criteria", curve="2-90")),
    "not_a_date": dated("včera"),
    "date_of_other_age": dated("24.11.1926"),
    "date_serial": dated("46350"),
    "date_short_year": dated("24.11.26"),
    "date_month_first": dated("11/24/2026"),
    "date_either_way": dated("11/12/2026"),
    "setting_unknown": tables(setting("rezervaa", 5)),
    "setting_twice": tables(setting("rezerva", 5)),
    "horizon_unknown": Example(lambda t: t["budgets"].clear(), found=questionnaires),
    "pairwise_missing": tables(judged),
    "capex_differs": tables(first("projects", capex_by_year=[300_000, 300_000])),
    "duration_differs": tables(first("projects", duration=3, capex_by_year=[300_000, 400_000])),
    "opex_blank": tables(first("budgets", opex=None)),
    "effort_blank": tables(first("budgets", effort=None)),
    "vat_blank": tables(first("programmes", vat_eligible=None)),
}
