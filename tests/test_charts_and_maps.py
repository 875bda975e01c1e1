"""Charts say one thing, point at real cells, and describe themselves to those who cannot see."""

from __future__ import annotations

import re
from math import cos, radians
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from stack_planner.gazetteer import places_of
from tests.calculating import differences, needs_libreoffice, recalculated
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

TOWN, REGION = "plan_4101_As.xlsx", "plan_region.xlsx"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CODES = {"1001": "4101", "1002": "9999"}


def known(tables: Tables) -> None:
    """Town 1001 is Aš, the other one is nowhere; levels, a synergy, an aim of the memorandum."""
    for rows in tables.values():
        for row in rows:
            for column in ("orp", "code"):
                row[column] = CODES.get(row.get(column, ""), row.get(column))
            if row["orp"] is None:
                row.pop("orp")
            if row["code"] is None:
                row.pop("code")
    tables["orps"][0]["name"] = "Aš"
    for row, level in zip(tables["projects"], ("město", "město", "region", ""), strict=True):
        row["smart_level"] = level
    tables["criteria"][0]["aim"] = "quality of life"
    tables["links"] = [{"first": "P2", "relation": "synergy", "second": "P3", "points": 2.5}]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_small(tmp_path_factory.mktemp("known"), known)
    ended = run(folder, "plan")
    assert ended.code == 0, ended.err
    return folder / "outputs"


@pytest.fixture(scope="module")
def region(outputs: Path) -> Workbook:
    return load_workbook(outputs / REGION, data_only=True)


def parts(file: Path, pattern: str) -> Iterator[ET.Element]:
    with ZipFile(file) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(pattern, name):
                yield ET.fromstring(archive.read(name))  # noqa: S314 — our own file


def cells(book: Workbook, reference: str) -> list[Any]:
    """The values of a range as a chart names it."""
    sheet, _, span = reference.rpartition("!")
    left, top, right, bottom = range_boundaries(span.replace("$", ""))
    ws = book[sheet.strip("'")]
    rows = ws.iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in rows for value in row]


@pytest.mark.parametrize("name", [TOWN, REGION])
def test_every_chart_describes_itself(outputs: Path, name: str) -> None:
    told = [
        element.get("descr", "")
        for drawing in parts(outputs / name, r"xl/drawings/drawing\d+\.xml")
        for element in drawing.iter()
        if element.tag.endswith("}cNvPr")
    ]
    assert len(told) >= 3
    assert all((text.count(" ") > 8 and "graf" in text.lower()) or "Mapa" in text for text in told)


@pytest.mark.parametrize("name", [TOWN, REGION])
def test_every_series_shows_cells_that_are_there(outputs: Path, name: str) -> None:
    book = load_workbook(outputs / name, data_only=True)
    shown = 0
    for chart in parts(outputs / name, r"xl/charts/chart\d+\.xml"):
        titles = chart.findall(f".//{CHART}title")
        assert titles, "a chart without a title"
        for reference in chart.iter(f"{CHART}f"):
            assert reference.text
            found = cells(book, reference.text)
            assert [value for value in found if value is not None], reference.text
            shown += 1
        for values in (*chart.iter(f"{CHART}val"), *chart.iter(f"{CHART}yVal")):
            where = str(values.findtext(f".//{CHART}f"))
            assert all(isinstance(value, int | float) for value in cells(book, where)), where
    assert shown > 15


def test_titles_of_charts_are_the_sentences_of_their_sheet(outputs: Path) -> None:
    book = load_workbook(outputs / TOWN, data_only=True)
    said = [book["Grafy"].cell(row, 2).value for row in (6, 7, 8)]
    assert said == [
        "Investice se každý rok vejdou do limitu; nejméně zbývá 100 tis. Kč",
        "Plán získá celou možnou hodnotu",
        "Na 1 mil. Kč nákladů přinesou zařazené projekty 116 b., nezařazené by přinesly 0 b.",
    ]
    references = {
        f"Grafy!$B${row}": sum(
            chart.findtext(f".//{CHART}title//{CHART}f") == f"Grafy!$B${row}"
            for chart in parts(outputs / TOWN, r"xl/charts/chart\d+\.xml")
        )
        for row in (6, 7, 8)
    }
    assert set(references.values()) == {1}, references


def test_the_gazetteer_knows_every_district_and_its_seat() -> None:
    codes = {place.orp for place in places_of(str(code) for code in range(1000, 10_000))}
    places = places_of(sorted(codes))
    assert (len(codes), len(places)) == (206, 6258)
    assert sorted(place.orp for place in places if place.is_seat) == sorted(codes)
    assert all(48.5 < p.latitude < 51.1 and 12 < p.longitude < 18.9 for p in places)
    assert len({place.code for place in places}) == len(places)


def test_the_map_shows_known_towns_and_names_the_others(outputs: Path, region: Workbook) -> None:
    sheet = region["Mapa"]
    rows = list(sheet.iter_rows(min_row=6, max_col=5, values_only=True))
    assert [row[:3] for row in rows[1:3]] == [("4101", "Aš", 1_600_000), ("9999", "Menší", 100_000)]
    texts = [str(row[0]) for row in rows]
    assert "Bez polohy na mapě (kód ORP není v číselníku): Menší." in texts
    assert any(text.startswith("Zdroj: ČSÚ") for text in texts)
    ground = [row for row in rows if row[2] == "4101"]
    assert [(row[0], row[3], row[4]) for row in ground] == [
        (place.code, place.latitude, place.longitude) for place in places_of(["4101"])
    ]
    [chart] = [c for c in parts(outputs / REGION, r"xl/charts/chart\d+\.xml") if is_map(c)]
    assert {text.text for text in chart.iter(f"{CHART}v") if text.text == "Aš"} == {"Aš"}


def is_map(chart: ET.Element) -> bool:
    return any(str(f.text).startswith("Mapa!$D") for f in chart.iter(f"{CHART}f"))


def test_a_kilometre_on_the_map_is_as_long_across_as_upward(outputs: Path) -> None:
    [chart] = [c for c in parts(outputs / REGION, r"xl/charts/chart\d+\.xml") if is_map(c)]
    spans = []
    for axis in chart.iter(f"{CHART}valAx"):
        low, high = (axis.find(f".//{CHART}{end}") for end in ("min", "max"))
        assert low is not None
        assert high is not None
        spans.append((float(low.get("val", "")), float(high.get("val", ""))))
    longitudes, latitudes = spans
    layout = chart.find(f".//{CHART}plotArea/{CHART}layout/{CHART}manualLayout")
    assert layout is not None
    size = {child.tag.removeprefix(CHART): child.get("val", "") for child in layout}
    width, height = chart_size(outputs / REGION)
    degree_across = float(size["w"]) * width / (longitudes[1] - longitudes[0])
    degree_upward = float(size["h"]) * height / (latitudes[1] - latitudes[0])
    middle = radians(sum(latitudes) / 2)
    assert degree_across / degree_upward == pytest.approx(cos(middle), rel=0.01)


def chart_size(file: Path) -> tuple[float, float]:
    """The map's extent from its anchor, in pixels of rows of 20 and the columns' widths."""
    book = load_workbook(file)
    sheet = book["Mapa"]
    [chart] = sheet._charts  # noqa: SLF001 — openpyxl has no public list of charts
    start, end = chart.anchor._from, chart.anchor.to  # noqa: SLF001
    widths = {
        index: round(dimension.width * 7)
        for dimension in sheet.column_dimensions.values()
        for index in range(dimension.min - 1, dimension.max)
    }
    heights = {
        row: round((sheet.row_dimensions[row + 1].height or 15) * 4 / 3)
        for row in range(end.row + 1)
    }
    emu = 9525
    width = sum(widths[c] for c in range(start.col, end.col)) + (end.colOff - start.colOff) / emu
    height = sum(heights[r] for r in range(start.row, end.row)) + (end.rowOff - start.rowOff) / emu
    return width, height


def test_areas_and_synergies_add_up_to_the_plan(region: Workbook) -> None:
    rows = list(region["Oblasti"].iter_rows(min_row=5, values_only=True))
    value = rows[2:4]
    assert [row[:2] for row in value] == [("4101", "Aš"), ("9999", "Menší")]
    towns = {row[0].value: row[5].value for row in region["Města"].iter_rows(7, 8)}
    for row in value:
        assert row[2] + row[3] == row[4]
        assert row[4] + row[5] == row[6] == towns[row[0]]
    titles = [row[0] for row in rows if row[0] and row[1] is None]
    assert titles[:2] == ["Hodnota plánu [body]", "Celkem"]


def test_levels_and_aims_are_told_by_project_level(region: Workbook) -> None:
    """K1 alone carries an aim of it: 60 of P1's 85 points, all of P2's 45, 30 of P3's 55."""
    rows = list(region["Úrovně SMART"].iter_rows(min_row=5, values_only=True))
    levels = {row[0]: row[2:7] for row in rows[2:6]}
    assert list(levels) == ["město", "region", "neuvedena", "Celkem"]
    assert levels["město"][:3] == (2, 2, 130)
    assert levels["region"][:3] == (1, 1, 110)
    start = next(i for i, row in enumerate(rows) if str(row[0]).startswith("Cíle memoranda"))
    heads = ("Kvalita života (K1) [body]", "Ostatní kritéria (K2) [body]")
    assert rows[start + 1][2:4] == heads
    aims = {row[0]: row[2:4] for row in rows[start + 2 : start + 5]}
    assert aims == {"město": (105, 25), "region": (60, 50), "neuvedena": (30, 0)}


def test_without_places_levels_and_aims_there_are_no_such_sheets(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan").code == 0
    names = load_workbook(tmp_path / "outputs" / REGION).sheetnames
    assert not {"Mapa", "Úrovně SMART"} & set(names)
    assert "Oblasti" in names


def test_the_summary_leads_from_areas_to_the_figures(outputs: Path, region: Workbook) -> None:
    town = load_workbook(outputs / TOWN, data_only=True)["Souhrn"]
    sums = {row[0]: row for row in town.iter_rows(values_only=True) if row[0]}
    assert sums["Celkem"][3] + sums["Synergie dvojic projektů"][3] == town["A6"].value
    assert sums["Hodnota plánu a vlastní zdroje"][5] == town["C6"].value
    sheet = region["Souhrn"]
    sums = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    whole = sums["Hodnota plánů všech měst a vlastní zdroje kraje"]
    assert whole[3] == sheet["A6"].value
    assert whole[5] == sheet["C6"].value + sheet["D6"].value


@needs_libreoffice
@pytest.mark.slow
def test_libreoffice_counts_the_new_sheets_the_same(outputs: Path, tmp_path: Path) -> None:
    files = sorted(outputs.glob("*.xlsx"))
    theirs = recalculated(files, tmp_path)
    pairs = zip(files, theirs, strict=True)
    assert [line for ours, new in pairs for line in differences(ours, new)] == []
