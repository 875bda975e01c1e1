"""What is certain is mended in a copy, and nothing else; the original is never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stack_planner.columns import Column, Kind
from stack_planner.problems import Severity, Source, at
from stack_planner.reading.cells import Cell
from stack_planner.reading.values import FaultError, parse, parse_level
from stack_planner.telling.problems import problem_json
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Callable


def fault_of(asked: Callable[[], object]) -> FaultError:
    with pytest.raises(FaultError) as caught:
        asked()
    return caught.value


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("12 mil. Kč", 12_000_000),
        ("250 tis.", 250_000),
        ("1,5 mld", 1_500_000_000),
        ("1 200,- ", 1_200),
        ("12\u00a0000 CZK", 12_000),
        ("12 m", None),
        ("12 k Kč", None),
        ("1.250 tis.", None),
        ("1,250 mil. Kč", None),
        ("0,5 Kč", None),
        ("-3 mil.", None),
        ("hodně", None),
    ],
)
def test_an_amount_with_a_clear_unit_is_certain(text: str, mend: int | None) -> None:
    fault = fault_of(lambda: parse(Cell(text), Column("capex", "Investice", "Capex", Kind.MONEY)))
    assert fault.mend == mend


@pytest.mark.parametrize("kind", [Kind.PERCENT, Kind.COUNT, Kind.YEAR, Kind.NUMBER])
def test_units_of_money_mend_amounts_only(kind: Kind) -> None:
    fault = fault_of(lambda: parse(Cell("12 Kč"), Column("x", "X", "X", kind)))
    assert (fault.code, fault.mend) == ("number_with_unit", None)
    assert fault_of(lambda: parse_level(Cell("5 tis."))).mend is None


def test_a_mend_comes_from_the_fault_into_json() -> None:
    source = Source("a.xlsx", "Projekty", 2, {"capex": "F"})
    fault = FaultError("number_with_unit", {"proposed": 12}, 12)
    assert problem_json(fault.at(source, "F2", "12 Kč", "Investice"), load("cs"))["mend"] == 12
    told = at(source, "capex", "twice", "x", Severity.WARNING, mend="P01", first="A1")
    assert (told.mend, told.details) == ("P01", {"first": "A1"})
    assert (
        problem_json(at(source, "capex", "value_missing", heading="x"), load("cs"))["mend"] is None
    )
