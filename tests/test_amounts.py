"""Amounts as people write them, and how a column as a whole decides what its marks mean."""

from __future__ import annotations

from fractions import Fraction

import pytest

from stack_planner.adopting.amounts import Writing, amount, writing_of
from stack_planner.reading.cells import Cell


def read(*texts: str) -> list[Fraction | None]:
    cells = [Cell(text) for text in texts]
    writing = writing_of(cells)
    found = [amount(cell, writing) for cell in cells]
    return [each.value * each.unit if each else None for each in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 250 000,50", "1250000.50"),
        ("1\xa0250\xa0000", "1250000"),
        ("64029231,00", "64029231"),
        ("1833903.80", "1833903.8"),
        ("1.250.000,50", "1250000.5"),
        ("1,250,000.50", "1250000.5"),
        ("1'250.5", "1250.5"),
        ("12 mil. Kč", "12000000"),
        ("250 tis.", "250000"),
        ("€ 1,200.00", "1200"),
        ("3 000,-", "3000"),
        ("(300)", "-300"),
        ("-66.00", "-66"),
        ("300-", "-300"),
        ("−5", "-5"),
        ("Zero", "0"),
        (" -   ", "0"),
        ("–", "0"),
    ],
)
def test_an_amount_is_read_exactly(text: str, value: str) -> None:
    assert read(text) == [Fraction(value)]


@pytest.mark.parametrize("text", ["dle nabídky", "A-1", "2 kusy", "1.2.2.", "", "10 %", "1,2,3"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read(text) == [None]


def test_the_column_decides_what_a_lone_mark_means() -> None:
    assert read("1,800", "500", "Zero") == [1800, 500, 0]
    assert read("1,800", "2,5") == [Fraction("1.8"), Fraction("2.5")]
    assert read("1.800", "12.345.678") == [1800, 12_345_678]
    assert read("1.800", "0.5") == [Fraction("1.8"), Fraction("0.5")]


def test_a_column_that_leaves_it_open_says_so() -> None:
    assert writing_of([Cell("1,800"), Cell("500")]).ambiguous
    assert not writing_of([Cell("1,800"), Cell("1,800.50")]).ambiguous


def test_currency_and_unit_of_a_cell_are_kept() -> None:
    read_ = amount(Cell("1,5 mil. EUR"), Writing(","))
    assert read_ is not None
    assert (read_.value, read_.unit, read_.currency) == (Fraction(3, 2), 1_000_000, "EUR")


def test_floats_are_the_decimals_that_a_person_typed() -> None:
    found = amount(Cell(150179290.3), Writing())
    assert found is not None
    assert found.value == Fraction("150179290.3")
