"""A workbook whose cells are all text, as a csv file has them, says the same as one of numbers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.reading import read_strategy
from tests.sending import NEEDS, STACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell

SAMPLE = Path(__file__).parent.parent / "inputs"


def technical(value: Any) -> str:  # noqa: ANN401 — whatever a cell holds
    """As programs write it."""
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def czech(value: Any) -> str:  # noqa: ANN401
    """As Czech spreadsheets show it: thousands set off by spaces, decimal commas, 85 %."""
    if isinstance(value, datetime):
        return f"{value.day}. {value.month}. {value.year}"
    if isinstance(value, int) and value >= 10_000:
        return f"{value:,}".replace(",", "\xa0")
    return str(value).replace(".", ",") if isinstance(value, int | float) else str(value)


def as_text(cell: Cell, write: Callable[[Any], str]) -> str:
    if "%" in str(cell.number_format) and isinstance(cell.value, int | float):
        return f"{write(round(cell.value * 100, 10))} %"
    return write(cell.value)


@pytest.mark.parametrize("write", [technical, czech])
def test_the_sample_as_text_gives_the_same_strategy(
    tmp_path: Path, write: Callable[[Any], str]
) -> None:
    for name in (STACK, NEEDS):
        book = load_workbook(SAMPLE / name)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    if cell.value is not None:
                        cell.value = as_text(cell, write)
                        cell.number_format = "@"
        book.save(tmp_path / name)
    numbers, said = read_strategy(SAMPLE / STACK, [SAMPLE / NEEDS])
    texts, said_too = read_strategy(tmp_path / STACK, [tmp_path / NEEDS])
    assert numbers is not None
    assert texts is not None
    assert (texts.settings, texts.budgets) == (numbers.settings, numbers.budgets)
    changed = {name for name in vars(numbers) if vars(texts)[name] != vars(numbers)[name]}
    assert changed == {"hashes"}
    assert [problem.code for problem in said_too] == [problem.code for problem in said]
