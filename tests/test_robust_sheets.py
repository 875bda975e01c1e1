"""Robustness to weights on paper: a page of each town's workbook, and all towns side by side."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from stack_planner.choosing.solve import Limits
from stack_planner.explaining.answers import Answers
from stack_planner.explaining.robust import BestPlan, SpaceState
from stack_planner.planning import Order, plan
from stack_planner.words import LANGUAGES, load
from stack_planner.workbook.writing import plan_workbooks, save, workbook_names
from tests.calculating import differences, needs_libreoffice, recalculated
from tests.hanging import CERTAIN, HANGING, share
from tests.inspecting import Inspected
from tests.machine_rules import RULES
from tests.planned import OTHER, REGION_BOOK, TOWN, inputs_of
from tests.small import write_small

if TYPE_CHECKING:
    from stack_planner.explaining.robust import Robustness
    from stack_planner.results import Plan

SHEET = {lang: load(lang)("stability.sheet") for lang in LANGUAGES}
TABLES = {"code": (0, 11), "project": (0, 6), "plan_share": (7, 11)}
"""The columns of each table, by the key of its first heading."""


PROJECTS = {"P1", "P2", "P3", "P4"}


@cache
def small_plan() -> Plan:
    """The plan of the small region."""
    with TemporaryDirectory() as folder:
        inputs = inputs_of(write_small(Path(folder)))
        return plan(Order(inputs, Limits(), None), lambda _: None)[0]


def of_town(answer: Robustness, code: str = "1001") -> Robustness:
    """The answer about a town of the small region, whose projects are P1 … P4, criteria K1, K2."""
    some = tuple(each for each in answer.projects if each.project != "P5")
    nearest = answer.nearest and replace(answer.nearest, target="K2")
    return replace(answer, orp=code, projects=some, intervals=answer.intervals[:2], nearest=nearest)


def written(folder: Path, *answers: Robustness, lang: str = "cs") -> dict[str, Path]:
    """The workbooks of the small region with answers about its towns."""
    made = small_plan()
    names = workbook_names(made.strategy)
    files = plan_workbooks(made, load(lang), names, Answers(robustness=answers))
    return {path.name: path for path in save(folder, files)}


def tables_of(file: Path, lang: str = "cs") -> dict[str, list[list[Any]]]:
    """The rows of the sheet's tables, by the key of the first heading of each."""
    words = load(lang)
    lines = [*load_workbook(file, data_only=True)[SHEET[lang]].iter_rows(values_only=True)]
    found = {}
    for key, (left, right) in TABLES.items():
        heads = [n for n, row in enumerate(lines) if row[left] == words(f"stability.{key}")]
        rows = (list(row[left:right]) for row in lines[heads[0] + 1 :])
        found[key] = list(takewhile(lambda row: row[0] is not None, rows))
    return found


def texts_of(file: Path, lang: str = "cs") -> str:
    """The first column as one text, the cut sentences whole."""
    page = load_workbook(file, data_only=True)[SHEET[lang]]
    cells = [str(cell.value).strip() for cell in page["A"] if cell.value is not None]
    return " ".join(cells).replace("\xa0", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_holds_what_is_told(tmp_path: Path, lang: str) -> None:
    words = load(lang)
    tables = tables_of(written(tmp_path, of_town(HANGING), lang=lang)[TOWN], lang)
    swap = words("robust.swaps", n=1, entering="P4", leaving="P3")
    assert [row[0] for row in tables["code"]] == ["K1", "K2"]
    assert tables["code"][0][2:9] == pytest.approx([0.5, 0.4, 0.6, 0.46875, 1, 0.03125, 0.5])
    assert tables["code"][0][9:] == [swap, ""]
    yes, no = words("robust.yes"), words("robust.no")
    often, always = (words(f"robust.presence.{each}") for each in ("sometimes", "always"))
    assert [(row[0], *row[2:5]) for row in tables["project"]] == [
        ("P3", yes, 0.625, often),
        ("P4", no, 0.375, often),
        ("P1", yes, 1, always),
        ("P2", yes, 1, always),
    ]
    assert tables["plan_share"] == [
        [0.625, 60, words("stability.today"), ""],
        [0.375, 59, "P4", "P3"],
    ]


def test_the_findings_are_the_sentences_of_the_command(tmp_path: Path) -> None:
    text = texts_of(written(tmp_path, of_town(HANGING))[TOWN])
    assert "• Podle toho, jaké váhy se zvolí, vycházejí nejlépe 2 různé plány." in text
    assert "a to při vahách K1 40 %, K2 36 %, K3 24 %." in text
    assert "Není to pravděpodobnost" in text
    assert "• Všechno je spočteno přesně a prokázáno." in text
    assert "uvádí" not in text


def test_what_is_never_in_a_plan_is_named_below(tmp_path: Path) -> None:
    never = replace(of_town(CERTAIN), projects=CERTAIN.projects[:4])
    book = written(tmp_path, never)[TOWN]
    assert "Při žádných zkoumaných vahách v nejlepším plánu není P4." in texts_of(book)
    assert [row[0] for row in tables_of(book)["project"]] == ["P1", "P2", "P3"]


def test_each_town_has_its_own_page_and_the_region_all_of_them(tmp_path: Path) -> None:
    books = written(tmp_path, of_town(HANGING), of_town(CERTAIN, "1002"))
    assert "Dnešní plán je nejlepší při všech zkoumaných vahách." in texts_of(books[OTHER])
    page = load_workbook(books[REGION_BOOK], data_only=True)[SHEET["cs"]]
    head, first, second, *rest = page.iter_rows(min_row=6, values_only=True)
    towns = [dict(zip(head, row, strict=True)) for row in (first, second)]
    assert rest == []
    assert [town["ORP"] for town in towns] == ["1001", "1002"]
    assert [town["Nejlepších plánů"] for town in towns] == [2, 1]
    assert [town["Podíl vah dnešního plánu"] for town in towns] == [0.625, 1]
    assert [town["Z kritéria"] for town in towns] == ["K1", None]
    assert [town["Plán změní přesun [% všech vah]"] for town in towns] == [0.03125, None]
    assert [town["Vždy v nejlepším plánu"] for town in towns] == ["P1, P2", "P1, P2, P3"]
    assert [town["Závisí na vahách"] for town in towns] == ["P3, P4", ""]
    assert [town["Prokázáno"] for town in towns] == ["ano", "ano"]


def test_the_region_is_told_no_share_of_weights_that_were_not_all_gone_through(
    tmp_path: Path,
) -> None:
    book = written(tmp_path, replace(of_town(CERTAIN), exact=False))[REGION_BOOK]
    page = load_workbook(book, data_only=True)[SHEET["cs"]]
    head, row = page.iter_rows(min_row=6, max_row=7, values_only=True)
    town = dict(zip(head, row, strict=True))
    assert town["Prokázáno"] == "ne"
    for heading in ("Nejlepších plánů", "Podíl vah dnešního plánu", "Vždy v nejlepším plánu"):
        assert town[heading] is None


def test_where_nothing_was_asked_there_is_no_page(tmp_path: Path) -> None:
    for file in written(tmp_path).values():
        assert SHEET["cs"] not in load_workbook(file).sheetnames


def variants() -> list[Robustness]:
    """Answers of every form: with a core, many plans, nothing proven, no weights possible."""
    mine = of_town(HANGING)
    cored = tuple(replace(each, core_index=Fraction(1, 3)) for each in mine.projects)
    many = tuple(
        BestPlan(("P4",), share(8) - Fraction(n, 900), Fraction(n), today=False) for n in range(12)
    )
    loose = tuple(replace(each, proven=False, below=None) for each in mine.intervals)
    return [
        replace(mine, projects=cored, nondominated=3),
        replace(mine, plans=many, exact=False),
        replace(mine, intervals=loose, nearest=None),
        replace(of_town(CERTAIN), space=SpaceState.EMPTY, plans=(), projects=()),
        replace(of_town(CERTAIN), space=SpaceState.VAST, plans=(), projects=()),
    ]


def test_the_core_has_a_column_only_where_it_is_known(tmp_path: Path) -> None:
    plain, cored = of_town(HANGING), variants()[0]
    for answer, core in ((plain, None), (cored, pytest.approx(1 / 3))):
        rows = tables_of(written(tmp_path, answer)[TOWN])["project"]
        assert [row[5] for row in rows] == [core] * 4


def test_of_many_plans_the_largest_are_shown(tmp_path: Path) -> None:
    book = written(tmp_path, variants()[1])[TOWN]
    rows = tables_of(book)["plan_share"]
    assert len(rows) == 9
    assert rows[-1][0] == "… a ještě 4 plány s menším podílem vah"


def test_a_share_that_is_nearly_nothing_or_all_is_not_shown_as_that(tmp_path: Path) -> None:
    """The number is kept; whoever reads it sees ``≈ 0%`` or ``≈ 100%``."""
    mine = of_town(HANGING)
    shares = (Fraction(1), 1 - Fraction(1, 10**9), Fraction(1, 10**5), share(37.5))
    some = tuple(replace(p, share=s) for p, s in zip(mine.projects, shares, strict=True))
    page = load_workbook(written(tmp_path, replace(mine, projects=some))[TOWN])[SHEET["cs"]]
    found = {
        row[3].value: row[3].number_format for row in page.iter_rows() if row[0].value in PROJECTS
    }
    almost, plain = '"≈ "0%', "0.0%"
    looks = dict(zip(map(float, shares), (plain, almost, almost, plain), strict=True))
    assert found == looks


def test_what_is_not_proven_has_an_asterisk(tmp_path: Path) -> None:
    book = written(tmp_path, variants()[2])[TOWN]
    assert [row[1] for row in tables_of(book)["code"]] == ["Přínos*", "Povinnost*"]
    assert "Hvězdička: neprokázáno." in texts_of(book)
    assert "Hvězdička" not in texts_of(written(tmp_path, of_town(HANGING))[TOWN])


def test_without_possible_weights_only_the_criteria_are_shown(tmp_path: Path) -> None:
    book = written(tmp_path, variants()[3])[TOWN]
    page = load_workbook(book, data_only=True)[SHEET["cs"]]
    shown = {cell.value for row in page.iter_rows() for cell in row}
    assert "K1" in shown
    assert not {"P1", "vždy", "Projekt", 0.4} & shown


def test_the_page_is_one_sheet_of_paper_with_a_chart_told_in_words(tmp_path: Path) -> None:
    book = Inspected(written(tmp_path, of_town(HANGING))[TOWN])
    page = next(sheet for sheet in book.sheets if sheet.name == SHEET["cs"])
    setup = page.first("pageSetup")
    assert setup is not None
    assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", None)
    head = next(row for (row, column) in page.cells if page.text(row, column) == "Přijde")
    written_in = {column for row, column in page.cells if row == head}
    assert written_in == {1, 2, 3, 4, 5, 8, 9, 10, 11}, "nothing between the tables"
    (chart,) = page.drawings
    assert "graf" in chart.get("descr", "")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Inspected]:
    """The workbooks of every form."""
    made = []
    for number, answer in enumerate(variants()):
        files = written(tmp_path_factory.mktemp(f"form{number}"), answer)
        made += [Inspected(files[name]) for name in (TOWN, REGION_BOOK)]
    return made


@pytest.mark.parametrize("rule", RULES)
def test_machines_read_every_form_of_it(books: list[Inspected], rule: str) -> None:
    assert [told for book in books for told in RULES[rule](book)] == []


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_counts_the_same(tmp_path: Path) -> None:
    ours = [written(tmp_path / "o", of_town(HANGING), of_town(CERTAIN, "1002"))[TOWN]]
    theirs = recalculated(ours, tmp_path)
    assert differences(ours[0], theirs[0]) == []
    assert tables_of(theirs[0])["code"][0][7:9] == pytest.approx([0.03125, 0.5])
