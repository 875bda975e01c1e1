"""Examples of problems with plan workbooks that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.asking import write_questionnaires
from stack_planner.returning import read_plan_book
from tests.planned import TOWN, cell_of, decide, edit, inputs_of, planned, reasoned
from tests.problem_examples.making import Example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stack_planner.problems import Problem


def returned(change: Callable[[Path], object]) -> Example:
    """A plan workbook of a town that was changed before it came back."""

    def found(folder: Path) -> Iterable[Problem]:
        file = planned(folder) / "outputs" / TOWN
        change(file)
        return read_plan_book(file)[1]

    return Example(found=found)


def edited(change: Callable[[Any], object]) -> Example:
    """A plan workbook with anything changed by a spreadsheet."""
    return returned(lambda file: edit(file, change))


def decided(project: str, sheet: str = "Plán", **values: object) -> Example:
    """A plan workbook with changed cells of a project."""
    return returned(lambda file: decide(file, project, sheet, **values))


def financed_in_vain(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
    """A programme that pays for 2027 only."""
    tables["programmes"][0]["spend_to"] = 2027


def impossible_together() -> Example:
    """A financing that the project has, but not in the year of its start."""

    def found(folder: Path) -> Iterable[Problem]:
        file = planned(folder, financed_in_vain) / "outputs" / TOWN
        decide(file, "P2", Rozhodnutí=1, Zahájení=2028, Financování="F")
        return read_plan_book(file)[1]

    return Example(found=found)


def foreign(folder: Path) -> Iterable[Problem]:
    """A workbook of inputs in place of a plan."""
    return read_plan_book(folder / "inputs" / "project_stack.xlsx")[1]


def without_town(folder: Path) -> Iterable[Problem]:
    """Questionnaires after a plan of which one town's workbook is not in the folder."""
    outputs = planned(folder) / "outputs"
    (outputs / TOWN).unlink()
    asked = inputs_of(folder)
    return write_questionnaires(folder / "asked", asked, "cs", outputs, force=False)[1]


def without_heading(book: Any) -> None:  # noqa: ANN401 — a workbook of openpyxl
    """The column of decisions without its heading."""
    page = book["Plán"]
    next(c for row in page for c in row if c.value == "Rozhodnutí (0/1)").value = None


def without_payer(book: Any) -> None:  # noqa: ANN401
    """The sheet about the document without the row that says whose plan it is."""
    page = book["O dokumentu"]
    page.delete_rows(next(row[0].row for row in page if row[0].value == "Plán pro"))


def without_row(book: Any) -> None:  # noqa: ANN401
    """A plan without the row of a project."""
    page = book["Plán"]
    page.delete_rows(cell_of(page, "P1", "Kód").row)


def one_more(code: str) -> Callable[[Any], object]:
    """A plan with one more row, copied from that of a project under another code."""

    def change(book: Any) -> None:  # noqa: ANN401
        page = book["Plán"]
        copied = cell_of(page, "P2", "Kód").row
        page.append([code, *(cell.value for cell in page[copied][1:])])

    return change


def weighed(book: Any) -> None:  # noqa: ANN401
    """A weight in words."""
    page = book["Bodové hodnocení"]
    page.cell(5, 4).value = "velká"


def limited(book: Any) -> None:  # noqa: ANN401
    """A limit with its unit in the cell."""
    cell_of(book["Rozpočet"], "Limit investic", "Rozpočet_2027").value = "900 tis."


EXAMPLES: dict[str, Example] = {
    "plan_unknown": Example(found=foreign),
    "plan_town_missing": Example(found=without_town),
    "plan_sheet_missing": edited(lambda book: book.remove(book["Varianty"])),
    "plan_column_missing": edited(without_heading),
    "plan_no_payer": edited(without_payer),
    "plan_row_missing": edited(without_row),
    "plan_project": edited(one_more("P9")),
    "plan_project_twice": edited(one_more("P2")),
    "plan_decision": decided("P1", Rozhodnutí="ano"),
    "plan_year": decided("P1", "Varianty", Zahájení="příští rok"),
    "plan_start": decided("P1", Zahájení=2031),
    "plan_financing": decided("P1", Financování="F"),
    "plan_option": impossible_together(),
    "plan_amount": decided("P1", "Varianty", Kapitálové="sedm set tisíc"),
    "plan_limit": edited(limited),
    "plan_weight": edited(weighed),
    "plan_date": returned(lambda file: reasoned(file, "P1", Datum_usnesení="po schválení")),
}
