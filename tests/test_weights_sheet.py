"""The region's sheet of weights: formulas count the group, and public copies name nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing.solve import Limits
from stack_planner.planning import Order, plan
from stack_planner.records import Method
from stack_planner.words import load
from stack_planner.workbook.region import region_workbook
from tests.calculating import needs_libreoffice, recalculated
from tests.changing import both
from tests.eliciting import rows
from tests.inspecting import Inspected
from tests.planned import REGION_BOOK, edit, inputs_of
from tests.problem_examples.weights import third
from tests.running import run
from tests.small import Tables, write_small
from tests.test_weights_command import CLERK, HEAD, ROUND, USED, answered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

JUDGE = rows("radní Opička", Method.AHP, ROUND)
WHOLE = answered(CLERK, HEAD, JUDGE)
SHEETS = {"cs": "Váhy", "en": "Weights"}


def pairs(tables: Tables) -> None:
    """Compared pairs, given beside whatever there is."""
    tables["pairwise"] = [{"criterion": "K1", "K2": 2, "K3": 6}, {"criterion": "K2", "K3": 3}]


def book_of(folder: Path, change: Callable[[Tables], object]) -> Path:
    """The region's workbook of the small region after a change."""
    inputs = inputs_of(write_small(folder, change))
    made, _ = plan(Order(inputs, Limits(), None), lambda _: None)
    file = folder / REGION_BOOK
    file.write_bytes(region_workbook(made, load("cs"), REGION_BOOK))
    return file


def sheet_of(file: Path, lang: str = "cs", *, stored: bool = True) -> Worksheet:
    """The sheet, with values or with formulas."""
    sheet: Worksheet = load_workbook(file, data_only=stored)[SHEETS[lang]]
    return sheet


def table(sheet: Worksheet, first: str, second: str) -> list[dict[str, Any]]:
    """The rows of the table whose header begins with these headings."""
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(cells) if row[0] == first and second in row)
    names = [str(name) for name in cells[head] if name is not None]
    found = []
    for row in cells[head + 1 :]:
        if row[0] is None:
            break
        found.append(dict(zip(names, row, strict=False)))
    return found


def text_of(sheet: Worksheet) -> str:
    """All that stands in the first column, on one line."""
    lines = (str(row[0].value) for row in sheet.iter_rows() if isinstance(row[0].value, str))
    return " ".join(" ".join(lines).split())


def test_the_sheet_holds_every_source_person_and_the_group(tmp_path: Path) -> None:
    sheet = sheet_of(book_of(tmp_path, both(answered(CLERK, HEAD), pairs)))
    assert sheet["A1"].value == "Váhy kritérií: odkud jsou a na čem se lidé neshodnou"
    assert str(sheet["A2"].value).startswith("Platí váhy z listu Párové srovnání")
    first, *_, total, _ = table(sheet, "Kód", "Skupinová váha")
    assert total["Kód"] == "Součet"
    assert [*first] == [
        *("Kód", "Kritérium", "Platí: Párové srovnání", "Sloupec Váha"),
        *("tajemnice (přímo)", "vedoucí IT (přímo)", "Geometrický průměr", "Skupinová váha"),
    ]
    assert [*first.values()][:2] == ["K1", "Přínos"]
    mean = 0.035**0.5
    assert [*first.values()][2:] == pytest.approx(
        [0.6, 3 / 7, 0.1, 0.35, mean, mean / (mean + 0.045**0.5 + 0.3**0.5)]
    )
    assert total["Skupinová váha"] == pytest.approx(1)
    text = text_of(sheet)
    assert "• Nejméně se shodnete na kritériu K1 Přínos: nejmenší váhu mu dává tajemnice" in text
    assert "Odpovědi 2 osob z listu Odpovědi na váhy zatím nic nemění" in text


def test_the_spread_stands_ready_to_be_copied(tmp_path: Path) -> None:
    sheet = sheet_of(book_of(tmp_path, answered(CLERK, HEAD)))
    first, second, _ = table(sheet, "Kód", "Kdo nejméně")
    assert [first[key] for key in ("Nejméně", "Nejvíce", "Rozpětí")] == pytest.approx(
        [0.1, 0.35, 0.25]
    )
    assert [first[key] for key in ("Váha min", "Váha max")] == pytest.approx([0.7, 2.45])
    assert (first["Kdo nejméně"], first["Kdo nejvíce"]) == ("tajemnice", "vedoucí IT")
    assert (second["Kdo nejméně"], second["Kdo nejvíce"]) == ("vedoucí IT", "tajemnice")


def test_everybody_stands_with_consistency_and_distance(tmp_path: Path) -> None:
    sheet = sheet_of(book_of(tmp_path, WHOLE))
    told = table(sheet, "Osoba", "Poměr konzistence")
    assert [row["Osoba"] for row in told] == ["radní Opička", "tajemnice", "vedoucí IT"]
    heads = [cell.value for row in sheet.iter_rows() for cell in row if row[0].value == "Osoba"]
    line = next(r for r in sheet.iter_rows(values_only=True) if r[0] == "radní Opička")
    judge = dict(zip(heads, line, strict=True))
    assert judge["Odpovědi"] == "odporují si"
    # of three criteria λ max is 1 + x + 1/x, where x³ is how many times the triad disagrees
    index = (9 ** (1 / 3) + 9 ** (-1 / 3) - 2) / 2
    assert judge["Poměr konzistence"] == pytest.approx(index / 0.58, abs=1e-6)
    assert 0 < float(str(judge["Jinak než skupina"])) < 1
    assert "U dvojice K1 proti K3 by místo 1 s ostatním nejlépe souhlasilo 9" in text_of(sheet)


def test_the_sheet_is_there_only_if_there_is_more_than_the_column(tmp_path: Path) -> None:
    def ranks(tables: Tables) -> None:
        for row, rank in zip(tables["criteria"], (2, 1), strict=True):
            row["rank"] = rank

    assert "Váhy" not in load_workbook(book_of(tmp_path, lambda _: None)).sheetnames
    sheet = sheet_of(book_of(tmp_path, ranks))
    first, second, _ = table(sheet, "Kód", "Pořadí (ROC)")
    assert (first["Pořadí (ROC)"], second["Pořadí (ROC)"]) == (0.25, 0.75)
    assert "Nikdo zatím neodpověděl." in text_of(sheet)
    assert "Osoba" not in text_of(sheet).split()
    alone = sheet_of(book_of(tmp_path, both(third, pairs)))
    assert [row["Osoba"] for row in table(alone, "Osoba", "Metoda")] == ["list Párové srovnání"]
    one = sheet_of(book_of(tmp_path, answered(CLERK)))
    assert "Kdo nejméně" not in [cell.value for row in one.iter_rows() for cell in row]
    assert table(one, "Kód", "Skupinová váha")[0]["Skupinová váha"] == pytest.approx(0.1)


@pytest.mark.parametrize(("more", "series"), [((), 4), ((USED,), 3)], ids=["column", "answers"])
def test_the_chart_says_where_people_differ(
    tmp_path: Path, more: Sequence[Callable[[Tables], object]], series: int
) -> None:
    """Where the group's weights are those in use, they have no mark of their own."""
    parts = Inspected(book_of(tmp_path, both(answered(CLERK, HEAD), *more))).parts
    charts = [part.decode() for name, part in parts.items() if name.startswith("xl/charts/")]
    [chart] = [text for text in charts if "Nejméně se lidé shodnou" in text]
    assert "Nejméně se lidé shodnou na K1: váží ho od 10 % do 35 %" in chart
    assert chart.count("<c:ser>") == series


@needs_libreoffice
@pytest.mark.slow
def test_the_group_follows_a_person_whose_weights_are_changed(tmp_path: Path) -> None:
    """That stored values are recalculated ones, all workbooks are held against elsewhere."""
    file = book_of(tmp_path, both(WHOLE, pairs))

    def louder(book: Any) -> None:  # noqa: ANN401 — a workbook of openpyxl
        sheet = book["Váhy"]
        for other in set(book.sheetnames) - {"Váhy"}:  # less to recalculate
            del book[other]
        [head] = [row for row in sheet.iter_rows() if "Sloupec Váha" in [c.value for c in row]]
        place = next(cell.column for cell in head if str(cell.value).startswith("tajemnice"))
        for step, share in enumerate((0.8, 0.1, 0.1), 1):
            sheet.cell(head[0].row + step, place).value = share

    [changed] = recalculated([edit(file, louder)], tmp_path)
    first = table(sheet_of(changed), "Kód", "Skupinová váha")[0]
    shares = [value for name, value in first.items() if name.endswith(("(přímo)", "(AHP)"))]
    assert shares[1] == 0.8
    product = shares[0] * shares[1] * shares[2]
    assert first["Geometrický průměr"] == pytest.approx(product ** (1 / 3))
    assert table(sheet_of(changed), "Kód", "Kdo nejméně")[0]["Nejvíce"] == pytest.approx(0.8)


def test_a_public_copy_names_nobody_and_weighs_the_same(tmp_path: Path) -> None:
    """The full workbook in Czech beside the public one in English."""
    partly = rows("Zvědavá", Method.RANK, {"K1": 1, "K2": None})
    full = sheet_of(book_of(tmp_path, answered(CLERK, HEAD, JUDGE, partly)))
    asked = ("--no-explain", "--lang", "en", "--public")
    assert run(tmp_path, "plan", "-q", *asked).code == 0
    public = sheet_of(tmp_path / "outputs" / "plan_region_public.xlsx", "en")
    texts = [
        " ".join(str(c.value) for row in sheet.iter_rows() for c in row) for sheet in (full, public)
    ]
    for name in ("tajemnice", "vedoucí IT", "Opička", "Zvědavá"):
        assert name in texts[0]
        assert name not in texts[1]
    assert all(f"person {n}" in texts[1] for n in (1, 2, 3))
    assert "person 4" not in texts[1]
    ours = [row["Skupinová váha"] for row in table(full, "Kód", "Skupinová váha")]
    theirs = [row["Group's weight"] for row in table(public, "Code", "Group's weight")]
    assert ours == theirs


def test_numbers_of_people_do_not_follow_their_names(tmp_path: Path) -> None:
    """Whoever is called what, the public copy is the same."""
    books = []
    for names in (("Adam", "Zora"), ("Zora", "Adam")):
        people = [
            [row | {"person": name} for row in rows_]
            for name, rows_ in zip(names, (CLERK, HEAD), strict=True)
        ]
        write_small(tmp_path, answered(*people))
        assert run(tmp_path, "plan", "-q", "--no-explain", "--public", "--force").code == 0
        sheet = sheet_of(tmp_path / "outputs" / "plan_region_public.xlsx")
        books.append([[cell.value for cell in row] for row in sheet.iter_rows()])
    assert books[0] == books[1]
