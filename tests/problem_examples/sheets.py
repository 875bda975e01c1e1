"""Examples of problems with sheets, headings and rows that are no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.changing import NEEDS, STACK, first, more
from tests.problem_examples.making import (
    Example,
    cells,
    edited,
    merged,
    renamed,
    row,
    tables,
)

if TYPE_CHECKING:
    from typing import Any

HEADINGS = ("ORP", "Rok", "Investice [Kč]")


def hidden_rows(sheet: Any) -> None:  # noqa: ANN401 — a sheet of openpyxl
    """Hides three rows of a sheet."""
    for place in (2, 3, 5):
        sheet.row_dimensions[place].hidden = True


def two_rows(sheet: Any) -> None:  # noqa: ANN401 — a sheet of openpyxl
    """A header of two rows: a merged title above three of the headings."""
    sheet.insert_rows(1)
    sheet["A1"], sheet["B1"], sheet["C1"] = "ORP", "Rok", "Volné prostředky"
    sheet["A2"], sheet["B2"] = None, None
    sheet.merge_cells("C1:E1")


EXAMPLES: dict[str, Example] = {
    "sheet_missing": renamed(STACK, "Hodnocení", "Hodnoceni"),
    "sheet_unknown": renamed(STACK, "Programy", "Program"),
    "sheet_hidden": edited(NEEDS, "Obce", lambda page: setattr(page, "sheet_state", "hidden")),
    "rows_hidden": edited(NEEDS, "Rozpočty", hidden_rows),
    "table_empty": tables(lambda t: t["needs"].clear()),
    "header_two_rows": edited(NEEDS, "Rozpočty", two_rows),
    "header_numbers": row(NEEDS, "Rozpočty", 2, 1, 2, 3, 4, 5, 6),
    "column_missing": cells(STACK, "Projekty", B1="Nzev"),
    "column_unknown": cells(STACK, "Projekty", F1="Garanti"),
    "column_unnamed": cells(NEEDS, "Rozpočty", H2="schváleno"),
    "heading_twice": cells(NEEDS, "Rozpočty", E1="Investice"),
    "heading_unit": cells(NEEDS, "Rozpočty", C1="Investice [tis. Kč]"),
    "heading_without_vat": cells(NEEDS, "Rozpočty", C1="Investice (Kč bez DPH)"),
    "heading_currency": cells(NEEDS, "Rozpočty", C1="Investice [EUR]"),
    "heading_currency_unknown": cells(NEEDS, "Rozpočty", C1="Investice [?]"),
    "value_missing": tables(first("budgets", capex=None)),
    "row_total": cells(NEEDS, "Rozpočty", A6="Celkem", C6=2_500_000, D6=400_000),
    "rows_note": cells(NEEDS, "Rozpočty", A7="Částky schválí zastupitelstvo."),
    "rows_headings": row(NEEDS, "Rozpočty", 4, *HEADINGS),
    "rows_other_table": cells(
        STACK, "Projekty", A8="Zkratka", B8="Význam", A9="HW", B9="technika", A10="SW", B10="kód"
    ),
    "merged_down": merged(NEEDS, "Rozpočty", "A2:A3"),
    "merged_amount": merged(NEEDS, "Rozpočty", "C2:C3"),
    "merged_across": merged(NEEDS, "Rozpočty", "C2:D2"),
    "unanswered": tables(more("needs", orp="1001", area="C"), more("needs", orp="1002", area="C")),
}
