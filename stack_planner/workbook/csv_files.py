"""CSV files of a plan: UTF-8 with a mark, semicolons, decimal commas, as Czech Excel opens them.

A text that a spreadsheet would calculate (``= + - @``) has an apostrophe in front; ``plain_text``
takes it off again.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from stack_planner.workbook.csv_tables import LISTINGS, accounts_of, payer_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.results import Plan
    from stack_planner.words import Words
    from stack_planner.workbook.csv_tables import Listing, Row
    from stack_planner.workbook.grid import Value

CALCULATED = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a text begins that a spreadsheet may calculate, and the apostrophe that says it must not."""

PLACES = 4
"""Decimal places at most; values have so many."""


def csv_files(
    plan: Plan, words: Words, payers: Mapping[str, object], names: Mapping[str, str]
) -> dict[str, bytes]:
    """The files by name: each listing over all the payers that workbooks are written for."""
    accounts = list(accounts_of(plan, words, payers))
    return {
        names[listing.name]: as_csv(
            listing,
            [payer_of(account) | row for account in accounts for row in listing.rows(account)],
            words,
        )
        for listing in LISTINGS
    }


def as_csv(listing: Listing, rows: list[Row], words: Words) -> bytes:
    """One file: a header and a line for each row."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(listing.headings(words))
    writer.writerows([written(row.get(column)) for column in listing.columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def written(value: Value) -> str:
    """A value as a cell of the file."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(CALCULATED) else value
    if isinstance(value, float):
        return f"{value:.{PLACES}f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None else str(value)


def plain_text(cell: str) -> str:
    """A text as it was before it was written."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(CALCULATED) else cell
