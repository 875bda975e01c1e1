"""The accessibility checklist for spreadsheets (UK Analysis Function), kept by every workbook.

What a screen reader, a keyboard or grey print needs: a title, a language, one table header that is
announced, texts for pictures, contrast, and never a colour alone.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from stack_planner.words import LANGUAGES, load
from stack_planner.workbook.style import LOOKS, TRAITS
from tests.every_workbook import every_workbook
from tests.inspecting import BLACK, MAIN, WHITE, Inspected, blocks, contrast
from tests.planned import planned
from tests.test_workbooks import everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.inspecting import Sheet

ENOUGH, ENOUGH_FOR_SHAPES = 4.5, 1.2
LOCALES = {"cs": "cs-CZ", "en": "en-GB"}
LANGUAGE = re.compile(r'<c:lang val="([^"]+)"|<a:(?:rPr|endParaRPr)[^>]* lang="([^"]+)"')


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Inspected]:
    """All workbooks; a marked copy keeps what its original has, whatever that is."""
    files = every_workbook(tmp_path_factory.mktemp("every"))
    return {n: Inspected(path) for n, path in files.items() if not n.startswith("marked")}


def is_plan(name: str) -> bool:
    """Whether a workbook is laid out for people; the others are tables for machines."""
    ours = "/plan_" in name or "/scenarios" in name or "/coverage" in name
    return ours and not name.endswith("_log")


def sheets(books: dict[str, Inspected], *, plans: bool = False) -> Iterator[tuple[str, Sheet]]:
    """Every sheet with its name, of plans only or of all workbooks."""
    for name, book in books.items():
        if is_plan(name) or not plans:
            yield from ((f"{name} {sheet.name}", sheet) for sheet in book.sheets)


def test_a_document_has_a_title_and_a_language(books: dict[str, Inspected]) -> None:
    for name, book in books.items():
        core = book.parts["docProps/core.xml"].decode()
        locale = LOCALES[name.partition("/")[0][-2:]]
        assert re.search(r"<dc:title>[^<]{8,}</dc:title>", core), name
        assert f"<dc:language>{locale}</dc:language>" in core, name
        for part in (p for p in book.entries if p.startswith("xl/charts/")):
            spoken = {a or b for a, b in LANGUAGE.findall(book.parts[part].decode())}
            assert spoken == {locale}, name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_about_the_document_leads_to_all_the_others(tmp_path: Path, lang: str) -> None:
    words = load(lang)
    for file in (planned(tmp_path, everything, lang) / "outputs").glob("*.xlsx"):
        book = load_workbook(file)
        about = book[words("about.sheet")]
        assert leads(about) == {name: name for name in book.sheetnames if name != about.title}
        assert set(leads(book[words("summary.sheet")]).values()) == {about.title}


def leads(sheet: Worksheet) -> dict[str, str]:
    """The first column's texts that lead to a sheet, with its name."""
    cells = (row[0] for row in sheet.iter_rows(max_col=1) if row[0].hyperlink)
    return {
        str(cell.value): cell.hyperlink.location.removesuffix("!A1").strip("'") for cell in cells
    }


def test_every_sheet_begins_with_its_title(books: dict[str, Inspected]) -> None:
    """The inputs are tables for machines: theirs begin with a heading or a sentence about it."""
    for name, sheet in sheets(books):
        assert sheet.cells[1, 1].is_text, name
    for name, sheet in sheets(books, plans=True):
        assert len(sheet.text(1, 1)) > 4, name
        assert sheet.titles == range(0) or sheet.titles.start > 1, name


def test_sheets_are_called_by_what_they_hold(books: dict[str, Inspected]) -> None:
    for name, sheet in sheets(books):
        assert not re.fullmatch(r"(list|sheet|tabulka|table)? *\d*", sheet.name.casefold()), name


def test_a_table_has_one_header_that_every_page_repeats(books: dict[str, Inspected]) -> None:
    for name, sheet in sheets(books):
        if sheet.filtered:
            top, left, _, right = sheet.filtered
            assert sheet.titles == range(top, top + 1), name
            pane = sheet.first("pane")
            assert pane is not None, name
            assert float(pane.get("ySplit", "0")) == top, name
            blank = [n for n in range(left, right + 1) if not sheet.text(top, n)]
            asked = {range_[1] for range_ in _validated(sheet) if range_[0] == top}
            assert set(blank) <= asked, name


def _validated(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """Cells with a message of their own: headings left to the person who fills in."""
    return [b for each in sheet.all("dataValidation") for b in blocks(each.get("sqref", ""))]


def test_no_row_of_a_table_is_blank(books: dict[str, Inspected]) -> None:
    for name, sheet in sheets(books, plans=True):
        if sheet.filtered:
            top, left, bottom, right = sheet.filtered
            empty = [
                row
                for row in range(top, bottom + 1)
                if not any(sheet.text(row, column) for column in range(left, right + 1))
            ]
            assert empty == [] or bottom == top + 1, name
            below = [sheet.text(bottom + 1, column) for column in range(left, right + 1)]
            assert not any(below), f"{name}: a total inside what the filter may hide"


def test_every_chart_and_picture_is_told_in_words(books: dict[str, Inspected]) -> None:
    drawn = [(n, each.get("descr", "")) for n, sheet in sheets(books) for each in sheet.drawings]
    assert len(drawn) > 20
    assert [name for name, text in drawn if len(text) < 30] == []


def test_text_stands_out_from_its_ground(books: dict[str, Inspected]) -> None:
    faint = {
        f"{look.ink} on {look.ground}"
        for book in books.values()
        for look in (*book.looks, *book.marks)
        if contrast(look.ink, look.ground) < ENOUGH
    }
    assert faint == set()


def test_any_two_traits_of_the_style_stay_legible() -> None:
    """Every ink of the style on every ground that a cell may have with it.

    What a condition paints in dark brings its own ink with it.
    """
    own = [t for t in TRAITS.values() if {"font_color", "bg_color"} <= t.keys()]
    alone = [t for t in TRAITS.values() if t not in own]
    inks = {str(t["font_color"])[1:] for t in alone if "font_color" in t} | {BLACK}
    grounds = {str(t["bg_color"])[1:] for t in alone if "bg_color" in t} | {WHITE}
    tried = [*product(inks, grounds), *((t["font_color"][1:], t["bg_color"][1:]) for t in own)]
    pairs = {(ink, ground): contrast(ink, ground) for ink, ground in tried}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < ENOUGH} == {}
    fills = [str(look["fill"]["color"]) for look in LOOKS if "fill" in look]
    assert len(fills) > 1
    assert all(contrast(a[1:], b[1:]) > ENOUGH_FOR_SHAPES for a, b in pairwise(fills))
    assert all("pattern" in look for look in LOOKS[len(fills) :])


def test_a_colour_only_repeats_a_word(books: dict[str, Inspected]) -> None:
    """What a condition colours is a text that says the same, or empty cells which it runs over."""
    coloured = 0
    for name, sheet in sheets(books, plans=True):
        for each in sheet.all("conditionalFormatting"):
            for top, left, bottom, right in blocks(each.get("sqref", "")):
                cells = [
                    sheet.cells.get((row, column))
                    for row in range(top, bottom + 1)
                    for column in range(left, right + 1)
                ]
                coloured += len(cells)
                assert any(cell is not None and cell.is_text for cell in cells), name
                assert not any(cell and cell.value and not cell.is_text for cell in cells), name
    assert coloured > 100


def test_a_workbook_opens_at_its_beginning(books: dict[str, Inspected]) -> None:
    for name, book in books.items():
        view = next(book.xml("xl/workbook.xml").iter(f"{MAIN}workbookView"))
        assert view.get("activeTab", "0") == view.get("firstSheet", "0") == "0", name
    for name, sheet in sheets(books):
        view = next(sheet.all("sheetView"))
        pane = sheet.first("pane")
        active = None if pane is None else pane.get("activePane")
        places = [s.get("activeCell") for s in sheet.all("selection") if s.get("pane") == active]
        assert view.get("topLeftCell", "A1") == "A1", name
        assert set(places) <= {None, "A1"}, name


def test_pages_are_numbered_and_named(books: dict[str, Inspected]) -> None:
    for name, sheet in sheets(books):
        footer = sheet.first("oddFooter")
        assert footer is not None, name
        assert re.search(r"&P\D+&N", footer.text or ""), name
        said = (footer.text or "").replace("&A", sheet.name)
        assert sheet.name in said, name
