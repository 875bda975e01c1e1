"""Values as people write them: read where they are plain, else told with what is meant."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.columns import Column, Kind
from stack_planner.columns.choices import SCOPES
from stack_planner.problems import Severity, Source
from stack_planner.reading.cells import Cell
from stack_planner.reading.faults import FaultError
from stack_planner.reading.values import parse
from stack_planner.records import Scope
from stack_planner.telling.problems import told
from stack_planner.words import load
from tests.sending import only, put, said, send

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.problems import Problem


def column(kind: Kind) -> Column:
    return Column("field", "Sloupec", "Column", kind, choices=SCOPES)


def read(kind: Kind, value: Any, *, percent: bool = False) -> Any:  # noqa: ANN401
    return parse(Cell(value, percent=percent), column(kind)).value


def fault(kind: Kind, value: Any) -> Problem:  # noqa: ANN401
    with pytest.raises(FaultError) as caught:
        parse(Cell(value), column(kind))
    return caught.value.at(Source("f.xlsx", "List", 2), "A2", Cell(value).text, "Sloupec")


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.MONEY, "1 250 000", 1_250_000),
        (Kind.MONEY, "1\xa0250\u202f000,00", 1_250_000),
        (Kind.MONEY, "1250000.0", 1_250_000),
        (Kind.NUMBER, "−1 250 000,50", Fraction(-2_500_001, 2)),
        (Kind.NUMBER, "1,125", Fraction(9, 8)),
        (Kind.NUMBER, 0.1, Fraction(1, 10)),
        (Kind.PERCENT, "85", Fraction(85, 100)),
        (Kind.PERCENT, "85 %", Fraction(85, 100)),
        (Kind.PERCENT, "0,85 %", Fraction(85, 10_000)),
        (Kind.CHANGE, "−20", Fraction(-20)),
        (Kind.CHANGE, "-12,5 %", Fraction(-25, 2)),
        (Kind.CHANGE, "+30 %", Fraction(30)),
        (Kind.CHANGE, 30, Fraction(30)),
        (Kind.YEAR, "2027", 2027),
        (Kind.YEAR, "2027.0", 2027),
        (Kind.YESNO, "✓", True),
        (Kind.YESNO, "X", True),
        (Kind.YESNO, 1, True),
        (Kind.YESNO, "N", False),
        (Kind.CHOICE, "  SPOLECNY ", Scope.JOINT),
        (Kind.CHOICE, "Joint", Scope.JOINT),
        (Kind.CODE, 4101.0, "4101"),
        (Kind.CODE, "4101.0", "4101"),
        (Kind.CODE, "\u200b 4101\xa0", "4101"),
        (Kind.CODE, "0563", "0563"),
        (Kind.CODES, "4101.0; 4107", ("4101", "4107")),
        (Kind.DATE, "24.11.2026", date(2026, 11, 24)),
        (Kind.DATE, "24. 11. 2026", date(2026, 11, 24)),
        (Kind.DATE, "24. listopadu 2026", date(2026, 11, 24)),
        (Kind.DATE, "2026-11-24", date(2026, 11, 24)),
        (Kind.DATE, "2026-11-24 00:00:00", date(2026, 11, 24)),
        (Kind.DATE, "24/11/2026", date(2026, 11, 24)),
    ],
)
def test_a_plain_value_is_read(kind: Kind, value: object, expected: object) -> None:
    assert read(kind, value) == expected


def test_a_cell_in_percent_format_is_a_share() -> None:
    assert read(Kind.PERCENT, 0.85, percent=True) == Fraction(85, 100)
    assert read(Kind.CHANGE, -0.2, percent=True) == Fraction(-20)


UNIT = "ve sloupci Sloupec je číslo s jednotkou | pokud to tak je, napište "
DOTS = "ve sloupci Sloupec jsou tisíce oddělené tečkou nebo čárkou | napište "
ONE = "ve sloupci Sloupec může tečka nebo čárka oddělovat tisíce i desetiny | "
ONE += "napište číslo bez oddělovače tisíců"
RANGE = "ve sloupci Sloupec je rozpětí od 300 000 do 500 000 | "
RANGE += "rozhodněte se pro jedno číslo mezi 300 000 a 500 000"
YEARS = "ve sloupci Sloupec jsou roky 2027 až 2028 | "
YEARS += "rozhodněte se pro jeden rok od 2027 do 2028"
WORD = "ve sloupci Sloupec je neznámé slovo | nejblíže je: kraj"
MARK = "ve sloupci Sloupec stojí místo čísla jen značka | napište 0, nebo buňku vymažte"


@pytest.mark.parametrize(
    ("kind", "value", "sentences", "mend"),
    [
        (Kind.MONEY, "12 mil. Kč", f"{UNIT}12 000 000", 12_000_000),
        (Kind.MONEY, "250 tis. Kč", f"{UNIT}250 000", 250_000),
        (Kind.MONEY, "1,2 mld.", f"{UNIT}1 200 000 000", 1_200_000_000),
        (Kind.MONEY, "85 tis", f"{UNIT}85 000", 85_000),
        (Kind.MONEY, "500 Kč", f"{UNIT}500", 500),
        (Kind.MONEY, "500,- Kč", f"{UNIT}500", 500),
        (Kind.MONEY, "1 250 000 Kč vč. DPH", f"{UNIT}1 250 000", 1_250_000),
        (Kind.MONEY, "12M", f"{UNIT}12 000 000", None),
        (Kind.MONEY, "1,250 mil", f"{UNIT}1 250 000", None),
        (Kind.MONEY, "500 Kč/rok", f"{UNIT}500", None),
        (Kind.MONEY, "5 let", f"{UNIT}5", None),
        (Kind.COUNT, "5 let", f"{UNIT}5", 5),
        (Kind.COUNT, "5 Kč", f"{UNIT}5", None),
        (Kind.PERCENT, "85 procent", f"{UNIT}85", 85),
        (Kind.PERCENT, "850 procent", f"{UNIT}850", None),
        (Kind.MONEY, "1.250.000", f"{DOTS}1 250 000", 1_250_000),
        (Kind.MONEY, "1.250.000,00", f"{DOTS}1 250 000", 1_250_000),
        (Kind.MONEY, "1,250,000", f"{DOTS}1 250 000", 1_250_000),
        (Kind.MONEY, "1.250", ONE, None),
        (Kind.MONEY, "1,250", ONE, None),
        (Kind.NUMBER, "1.250", ONE, None),
        (Kind.MONEY, "300–500 tis.", RANGE, None),
        (Kind.MONEY, "od 300 tis. do 500 tis. Kč", RANGE, None),
        (
            Kind.MONEY,
            "cca 500 000",
            "ve sloupci Sloupec je přibližné číslo | napište 500 000, nebo přesnější číslo",
            500_000,
        ),
        (
            Kind.MONEY,
            "max. 2 mil. Kč",
            (
                "ve sloupci Sloupec je jen mez, ne číslo | "
                "pokud se má počítat s mezí, napište 2 000 000"
            ),
            None,
        ),
        (
            Kind.MONEY,
            "20 000 EUR",
            (
                "ve sloupci Sloupec je částka v jiné měně | přepočtěte částku na Kč; jinou měnu "
                "nesmí mít text ani formát buňky"
            ),
            None,
        ),
        (
            Kind.MONEY,
            "500 000 bez DPH",
            "ve sloupci Sloupec je částka bez DPH | přičtěte DPH a napište jen číslo",
            None,
        ),
        (Kind.MONEY, "–", MARK, None),
        (Kind.COUNT, "n/a", MARK, None),
        (Kind.MONEY, "12 50", "ve sloupci Sloupec není číslo | přepište na číslo", None),
        (Kind.MONEY, "9" * 5000, "ve sloupci Sloupec není číslo | přepište na číslo", None),
        (Kind.NUMBER, "1e999999999", "ve sloupci Sloupec není číslo | přepište na číslo", None),
        (Kind.NUMBER, float("inf"), "ve sloupci Sloupec není číslo | přepište na číslo", None),
        (Kind.YEAR, date(2027, 6, 30), "ve sloupci Sloupec není jen rok | napište 2027", 2027),
        (Kind.YEAR, date(1905, 7, 19), "ve sloupci Sloupec není jen rok | napište 2027", 2027),
        (Kind.YEAR, "rok 2027", "ve sloupci Sloupec není jen rok | napište 2027", 2027),
        (Kind.YEAR, "1. 1. 2027", "ve sloupci Sloupec není jen rok | napište 2027", 2027),
        (Kind.YEAR, "2027/28", YEARS, None),
        (Kind.YEAR, 27, "ve sloupci Sloupec není rok | přepište na rok", None),
        (
            Kind.DATE,
            "11/24/2026",
            "datum ve sloupci Sloupec začíná měsícem | pokud to tak je, napište 24.11.2026",
            None,
        ),
        (
            Kind.DATE,
            "11/12/2026",
            "u data ve sloupci Sloupec není jisté, co je den a co měsíc | napište datum s tečkami",
            None,
        ),
        (
            Kind.DATE,
            "24.11.26",
            "datum ve sloupci Sloupec nemá celý rok | pokud to tak je, napište 24.11.2026",
            None,
        ),
        (Kind.DATE, "31.2.2026", "ve sloupci Sloupec není datum | přepište na datum", None),
        (Kind.YESNO, "asi", "ve sloupci Sloupec má být ano, nebo ne | napište ano, nebo ne", None),
        (Kind.CHOICE, "krajj", WORD, None),
        (
            Kind.TEXT,
            "#ODKAZ!",
            "buňka obsahuje chybu vzorce #ODKAZ! | opravte vzorec, nebo jej nahraďte hodnotou",
            None,
        ),
    ],
)
def test_what_is_not_plain_is_told_with_what_is_meant(
    kind: Kind, value: object, sentences: str, mend: int | None
) -> None:
    problem = fault(kind, value)
    words = load("cs")
    parts = " | ".join(told(problem, part, words) for part in ("what", "fix"))
    assert parts.replace("\xa0", " ") == sentences
    assert problem.mend == mend


def test_both_readings_of_a_number_and_of_a_date_are_named() -> None:
    words = load("cs")
    expected = told(fault(Kind.MONEY, "1.250"), "expected", words)
    assert expected.replace("\xa0", " ") == "1 250, nebo 1,250"
    assert told(fault(Kind.DATE, "11/12/2026"), "expected", words) == "11.12.2026, nebo 12.11.2026"


def test_a_serial_number_in_a_column_of_dates_is_a_date_with_a_warning(tmp_path: Path) -> None:
    def position(tables: dict[str, list[dict[str, Any]]]) -> None:
        tables["positions"].append({"orp": "1001", "project": "P1", "stance": "interest"})

    problems = send(tmp_path, "Stanoviska", put(J2="46350"), position)
    problem = only(problems, "date_serial")
    assert said(problem) == (
        "warning municipal_needs.xlsx › Stanoviska!J2 | 46350 | ve sloupci Datum je pořadové číslo "
        "dne, čte se jako 24.11.2026 | datum, např. 24.11.2026 | napište 24.11.2026, nebo nastavte "
        "formát data"
    )
    assert problem.mend == "24.11.2026"


def test_a_year_typed_into_a_cell_of_a_date_is_no_day_of_1905(tmp_path: Path) -> None:
    def position(tables: dict[str, list[dict[str, Any]]]) -> None:
        tables["positions"].append({"orp": "1001", "project": "P1", "stance": "interest"})

    typed = date(1899, 12, 30) + timedelta(days=2026)
    problems = send(tmp_path, "Stanoviska", put(J2=typed), position)
    assert said(only(problems, "date_of_other_age")) == (
        "error municipal_needs.xlsx › Stanoviska!J2 | 1905-07-18 | datum 18.7.1905 ve sloupci "
        "Datum je z jiné doby | datum od roku 1990 do roku 2100 | opravte rok; stojí-li v buňce "
        "jen rok nebo počet, napište celé datum"
    )


def test_a_bare_share_is_told_with_the_percentage_that_may_be_meant(tmp_path: Path) -> None:
    problem = only(send(tmp_path, "Programy", put(C2="0,85")), "bare_share")
    assert said(problem) == (
        "warning project_stack.xlsx › Programy!C2 | 0,85 | malé číslo ve sloupci procent se čte "
        "jako procenta, 1 = 1 % | např. 85 pro 85 %, nebo buňka ve formátu procent | pokud jste "
        "mysleli 85 %, napište 85"
    )
    assert problem.mend is None


def test_a_formula_without_value_and_an_error_say_what_to_do(tmp_path: Path) -> None:
    problems = send(tmp_path, "Rozpočty", put(C2="=A1", C3="#REF!"))
    assert said(only(problems, "formula_without_value")) == (
        "error municipal_needs.xlsx › Rozpočty!C2 | vzorec nemá uložený výsledek | hodnota | "
        "otevřete sešit v Excelu a uložte jej"
    )
    assert said(only(problems, "error_cell")) == (
        "error municipal_needs.xlsx › Rozpočty!C3 | #REF! | buňka obsahuje chybu vzorce #REF! | "
        "hodnota | opravte vzorec, nebo jej nahraďte hodnotou"
    )


def test_every_mend_is_a_value_that_its_column_takes() -> None:
    texts = [
        "12 mil.",
        "500 Kč",
        "1.250.000",
        "cca 5",
        "rok 2027",
        "85 procent",
        "12,5 tis.",
        "-5 Kč",
    ]
    kinds = (Kind.MONEY, Kind.LIMIT, Kind.COUNT, Kind.YEAR, Kind.PERCENT, Kind.NUMBER)
    mends = [(kind, mend) for kind in kinds for text in texts for mend in mends_of(kind, text)]
    assert len(mends) > len(kinds)
    assert not [mend for kind, mend in mends if parse(Cell(mend), column(kind)).warning]


def mends_of(kind: Kind, text: str) -> list[int | str]:
    try:
        parse(Cell(text), column(kind))
    except FaultError as error:
        return [] if error.mend is None else [error.mend]
    return []


def test_a_warning_is_softer_than_an_error() -> None:
    assert parse(Cell(0.5), column(Kind.PERCENT)).severity is Severity.WARNING
    assert parse(Cell(-0.2), column(Kind.CHANGE)).warning == "bare_share"
    assert parse(Cell(-0.2), column(Kind.CHANGE)).value == Fraction(-1, 5)
