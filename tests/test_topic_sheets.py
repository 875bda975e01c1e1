"""The region's sheets of common topics, and each town's sheet of SMART levels and aims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.calculating import differences, needs_libreoffice, recalculated
from tests.planned import OTHER, REGION_BOOK, TOWN, edit, planned

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from tests.small import Tables

TOPICS, NEEDS, JOINT = "Společná témata", "Potřeby podle oblastí", "Společné projekty"
SMART = "SMART a cíle memoranda"


def common(tables: Tables) -> None:
    """P3 is joined by both towns, P6 by none; needs of all kinds; levels, and an aim twice.

    In A the municipality of 1001 needs 4.5 and the town hall of 1002 4; in B 1001 has the default
    of 5, which is not urgent.
    """
    tables["projects"] += [
        {"code": "P6", "name": "Sklad", "area": "B", "scope": "joint", "capex": 90_000_000},
        {"code": "P7", "name": "Nová", "area": "C", "scope": "ORP", "capex": 90_000_000},
    ]
    tables["scores"] += [{"project": code, "K1": 10, "K2": 1} for code in ("P6", "P7")]
    tables["needs"] = [
        {"orp": "1001", "municipality": "500001", "area": "A", "urgency": 4.5},
        {"orp": "1002", "area": "A", "urgency": 4},
        {"orp": "1002", "area": "B", "urgency": 5},
    ]
    tables["settings"].append({"key": "výchozí potřeba", "value": 5, "note": ""})
    for row, level in zip(tables["projects"], ("obec", "město", "město"), strict=False):
        row["smart_level"] = level
    for row in tables["criteria"]:
        row["aim"] = "quality of life"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned(tmp_path_factory.mktemp("common"), common) / "outputs"


@pytest.fixture(scope="module")
def region(outputs: Path) -> Workbook:
    return load_workbook(outputs / REGION_BOOK, data_only=True)


def rows_of(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def below(book: Workbook, sheet: str, title: str) -> list[dict[str, Any]]:
    """The rows of the table with a title, by heading, up to a blank one."""
    rows = rows_of(book, sheet)
    head = next(n for n, row in enumerate(rows) if str(row[0]).startswith(title)) + 1
    found = []
    for row in rows[head + 1 :]:
        if row[0] is None:
            break
        found.append({str(k): v for k, v in zip(rows[head], row, strict=True) if k})
    return found


def test_needs_stand_by_area_and_town_with_who_answered(region: Workbook) -> None:
    rows = rows_of(region, NEEDS)
    head = next(n for n, row in enumerate(rows) if row[0] == "Oblast")
    assert rows[head][2:] == (
        *("Větší: potřeba", "Větší: kdo odpověděl"),
        *("Menší: potřeba", "Menší: kdo odpověděl"),
    )
    assert rows[head + 1 : head + 4] == [
        ("A", 2, 4.5, "● obce 1 z 1", 4, "● městský úřad"),
        ("B", 1, 5, "výchozí", 5, "● městský úřad"),
        ("C", 0, 5, "výchozí", 5, "výchozí"),
    ]


def test_topics_tell_areas_projects_and_groups(region: Workbook) -> None:
    """400,000 of P3 by 3 : 1; each would pay all of it alone. P6 costs 90 million and is left."""
    [area] = below(region, TOPICS, "Oblasti naléhavé")
    assert (area["ORP"], area["Oblast"]) == (2, "A")
    assert area["Města s potřebou 0–5 a kdo ji uvedl"] == (
        "Větší 4,5 (obce 1 z 1); Menší 4,0 (městský úřad)"
    )
    joint = {row["Kód"]: row for row in below(region, TOPICS, "Společné projekty, o kterých")}
    money = ("Měst v plánu", "Dalších měst", "Společná část [Kč]", "Ušetří města v plánu [Kč]")
    assert [joint["P3"][key] for key in money] == [2, 0, 400_000, 100_000 + 300_000]
    assert [joint["P6"][key] for key in money] == [0, 2, 90_000_000, 0]
    assert joint["P6"]["Ušetřila by další [Kč]"] == 90_000_000
    assert "Mimo plán" in joint["P6"]["Stav"]
    [group] = below(region, TOPICS, "Skupiny")
    assert group["Města"] == "Větší, Menší"
    assert (group["Společné naléhavé oblasti"], group["Společné projekty"]) == ("A", "P3, P6")
    assert (group["Celkem [Kč]"], group["Obyvatel obvodů"]) == (90_400_000, 40_000)


def test_joint_projects_agree_with_the_sheet_of_cost_sharing(region: Workbook) -> None:
    shared = {
        (row[0], row[2]): (row[6], row[9], row[10])
        for row in rows_of(region, "Sdílení nákladů")[6:]
        if row[0] == "P3" and row[2] in {"1001", "1002"}
    }
    joint = {(row[0], row[2]): row[7:10] for row in rows_of(region, JOINT)[6:] if row[0] == "P3"}
    assert (
        joint
        == shared
        == {
            ("P3", "1001"): (300_000, 400_000, 100_000),
            ("P3", "1002"): (100_000, 400_000, 300_000),
        }
    )


def test_the_first_sheet_says_what_is_common(region: Workbook) -> None:
    told = " ".join(str(row[0]) for row in rows_of(region, "Souhrn") if row[0])
    told = " ".join(told.split())
    assert "ve více ORP jsou naléhavé oblasti A (2 ORP)" in told
    assert "1 společný projekt v plánu: zapojená města" in told
    assert "zaplatí 400 000 Kč a kraj 0 Kč" in told  # P3: what it costs comes before any saving
    assert "zaplatila by o 400 000 Kč více; je to srovnání, ne peníze ušetřené" in told
    assert "o 90 000 000 Kč levněji (týž předpoklad)" in told


def test_an_aim_of_several_criteria_is_told_once_by_its_name(region: Workbook) -> None:
    heads = [row[2:4] for row in rows_of(region, "Úrovně SMART") if row[0] == "Úroveň"]
    assert heads[1][0] == "Kvalita života (K1, K2) [body]"
    assert "Kvalita života (K1, K2)" in {row[2] for row in rows_of(region, "Úrovně SMART")}


def test_a_town_sees_its_levels_and_aims(outputs: Path) -> None:
    """Větší: P1 of need 4.5 gives 76.5, P2 40.5; P3 55 and P4 15 of need 5."""
    book = load_workbook(outputs / TOWN, data_only=True)
    levels = {row["Úroveň"]: row for row in below(book, SMART, "Podle úrovně")}
    keys = ("Hodnota [body]", "Zařazeno", "Projektů na listu Plán")
    assert {level: [row[key] for key in keys] for level, row in levels.items()} == {
        "obec": [76.5, 1, 1],
        "město": [95.5, 2, 2],
        "neuvedena": [15, 1, 3],
        "Celkem": [187, 4, 6],
    }
    assert levels["obec"]["Vlastní zdroje [Kč]"] == 710_000 - 10_000
    [aim, whole] = below(book, SMART, "Podle cílů")
    assert (aim["Cíl"], aim["Hodnota [body]"], aim["Podíl na hodnotě"]) == (
        "Kvalita života (K1, K2)",
        187,
        1,
    )
    assert whole["Hodnota [body]"] == 187
    told = str(book[SMART]["A4"].value)
    assert "obec 1, město 2, neuvedena 1" in told
    assert "100 %" in told


def halved(tables: Tables) -> None:
    """Town 1002 has 36.74355 points from the criterion of an aim, which is rounded up."""
    common(tables)
    first, second = tables["criteria"]
    first["weight"], second["weight"], second["aim"] = 0.6123925, 0.3876075, ""


@needs_libreoffice
@pytest.mark.slow
def test_what_belongs_to_no_aim_is_what_the_aims_leave(tmp_path: Path) -> None:
    file = planned(tmp_path, halved) / "outputs" / OTHER
    (theirs,) = recalculated([file], tmp_path)
    assert differences(file, theirs) == []
    book = load_workbook(theirs, data_only=True)
    aims, levels = (below(book, SMART, title) for title in ("Podle cílů", "Podle úrovně"))
    assert aims[0]["Hodnota [body]"] == 36.7436
    assert aims[-1]["Hodnota [body]"] == levels[-1]["Hodnota [body]"]


def test_pages_break_between_tables_not_inside_them(outputs: Path) -> None:
    sheet = load_workbook(outputs / REGION_BOOK)["Úrovně SMART"]
    titles = [sheet.cell(each.id + 1, 1).value for each in sheet.row_breaks.brk]
    assert titles == ["Hodnota podle měst [body]"]


def test_without_levels_and_aims_a_town_has_no_such_sheet(tmp_path: Path) -> None:
    made = planned(tmp_path) / "outputs"
    assert SMART not in load_workbook(made / OTHER).sheetnames
    assert NEEDS in load_workbook(made / REGION_BOOK).sheetnames


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_counts_the_same_and_follows_changes(outputs: Path, tmp_path: Path) -> None:
    files = sorted(outputs.glob("*.xlsx"))
    theirs = recalculated(files, tmp_path)
    pairs = zip(files, theirs, strict=True)
    assert [line for ours, new in pairs for line in differences(ours, new)] == []
    changed = tmp_path / "changed"
    changed.mkdir()
    books = [changed / name for name in (REGION_BOOK, TOWN)]
    for book in books:
        book.write_bytes((outputs / book.name).read_bytes())
    edit(books[0], lambda book: setattr(book[NEEDS]["B5"], "value", 4.2))
    edit(books[1], lambda book: setattr(book["Plán"]["I7"], "value", 0))
    new = {file.name: load_workbook(file, data_only=True) for file in recalculated(books, changed)}
    assert new[REGION_BOOK][NEEDS]["B8"].value == 1
    assert new[REGION_BOOK][NEEDS]["F8"].value == "městský úřad"
    assert below(new[REGION_BOOK], TOPICS, "Oblasti naléhavé")[0]["ORP"] == 1
    gone = new[TOWN]["Plán"]["A7"].value
    whole = below(new[TOWN], SMART, "Podle úrovně")[-1]
    assert whole["Zařazeno"] == 3, gone
    assert below(new[TOWN], SMART, "Podle cílů")[-1]["Hodnota [body]"] == whole["Hodnota [body]"]
