"""CSV files that Czech Excel and programs read alike, say what the workbooks say, and harm nobody.

``docs/data.md`` describes them and the JSON; here both are held against the program.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import load_workbook

from stack_planner.words import LANGUAGES, load
from stack_planner.workbook.csv_files import as_csv, plain_text, written
from stack_planner.workbook.csv_tables import LISTINGS
from tests.confidential import SECRETS, confidential
from tests.documenting import DATA, paths, rows, sections
from tests.every_workbook import hostile
from tests.running import run, run_apart
from tests.small import Tables, write_small
from tests.test_workbooks import carrying, everything, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = [f"plan_{listing.name}.csv" for listing in LISTINGS]
HARMFUL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'", "'=1", "''=1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_small(tmp_path_factory.mktemp("csv"), hostile)
    ended = run(folder, "plan", "--format", "csv", "--json", "-q")
    assert ended.code == 0, ended.err
    written_ = [file.rsplit("/", 1)[-1] for file in ended.json["files"]]
    assert written_[-len(NAMES) :] == NAMES
    return folder / "outputs"


def read(file: Path) -> pd.DataFrame:
    codes = {"Plátce": str, "Kód projektu": str, "ORP": str}
    return pd.read_csv(file, sep=";", decimal=",", encoding="utf-8-sig", dtype=codes)


def test_they_are_written_as_excel_opens_them(folder: Path) -> None:
    for name in NAMES:
        content = (folder / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content
        lines = [*csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")]
        assert {len(line) for line in lines} == {len(lines[0])}
        assert len(lines) > 5


def test_money_years_and_values_are_numbers(folder: Path) -> None:
    for name in NAMES:
        frame = read(folder / name)
        numbers = [heading for heading in frame if re.search(r"\[|0/1|^Rok|Zahájení", heading)]
        assert "checks" in name or len(numbers) >= 2
        for heading in numbers:
            assert pd.api.types.is_numeric_dtype(frame[heading]), f"{name} {heading}"


def test_they_say_what_the_workbooks_say(folder: Path) -> None:
    decisions, budget = (read(folder / f"plan_{name}.csv") for name in ("decisions", "budget"))
    for file in sorted(folder.glob("*.xlsx")):
        book = load_workbook(file, data_only=True)
        payer = "kraj" if "region" in file.name else file.name.split("_")[1]
        mine, sheet = decisions[decisions["Plátce"] == payer], table(book, "Plán")
        assert [plain_text(code) for code in mine["Kód projektu"]] == [r["Kód"] for r in sheet]
        for heading in ("Kapitálové výdaje [Kč]", "Běžné výdaje [Kč]", "Vlastní zdroje [Kč]"):
            assert [*mine[heading]] == [row[heading] for row in sheet]
        lines = budget[(budget["Plátce"] == payer) & (budget["Rok"] == 2027)]
        known = {row["Ukazatel"]: row for row in table(book, "Rozpočet")}
        for section in ("capex.total", "opex.total", "bridge.state"):
            [line] = lines[lines["Položka"] == section].itertuples()
            assert line[7] == known[line[5]]["Rozpočet 2027"]
        checks = read(folder / "plan_checks.csv")
        assert len(checks[checks["Plátce"] == payer]) == len(table(book, "Kontroly"))


def test_money_in_long_form_adds_up_to_the_budget(folder: Path) -> None:
    money, budget = (read(folder / f"plan_{name}.csv") for name in ("money", "budget"))
    chosen = money[(money["Zvoleno (0/1)"] == 1) & (money["Položka"] == "capex")]
    amount = next(heading for heading in money if heading.startswith("Hodnota"))
    summed = chosen.groupby(["Plátce", "Rok"])[amount].sum()
    lines = budget[(budget["Položka"] == "capex.total") & (budget[amount] != 0)]
    assert {(p, y): v for (p, y), v in summed.items() if v and y >= 2027} == {
        (line["Plátce"], line["Rok"]): line[amount] for _, line in lines.iterrows()
    }


@pytest.mark.parametrize("text", HARMFUL)
def test_a_text_is_never_calculated_and_reads_back(text: str) -> None:
    listing = LISTINGS[3]
    content = as_csv(listing, [{"check": text, "found": -5, "limit": 0.25}], load("cs"))
    [_, line] = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert line[3][0] == "'"
    assert plain_text(line[3]) == text
    assert (line[4], line[6]) == ("-5", "0,25")


def test_texts_that_do_no_harm_stay(folder: Path) -> None:
    assert [written(text) for text in ("Síť", "a=b", "", None, 7)] == ["Síť", "a=b", "", "", "7"]
    names = {plain_text(name) for name in read(folder / "plan_decisions.csv")["Název projektu"]}
    assert "=1+1" in names


def test_files_of_others_are_not_replaced(tmp_path: Path) -> None:
    write_small(tmp_path)
    (tmp_path / "outputs").mkdir()
    theirs = tmp_path / "outputs" / "plan_budget.csv"
    theirs.write_text("moje", encoding="utf-8")
    assert run(tmp_path, "plan").code == 0, "nobody asked for CSV"
    refused = run(tmp_path, "plan", "--format", "csv")
    assert refused.code == 6
    assert "plan_budget.csv" in refused.err
    assert theirs.read_text(encoding="utf-8") == "moje"
    assert run(tmp_path, "plan", "--format", "csv", "--force").code == 0
    assert run(tmp_path, "plan", "--format", "csv").code == 0


def test_some_towns_and_public_copies_have_files_of_their_own(tmp_path: Path) -> None:
    write_small(tmp_path, confidential)
    ended = run(tmp_path, "plan", "--format", "csv", "--orp", "1001", "--public")
    assert ended.code == 0, ended.err
    files = sorted((tmp_path / "outputs").glob("*.csv"))
    assert [f.name for f in files] == [f"plan_1001_{n}_public.csv" for n in sorted(ORDER)]
    texts = "".join(file.read_text(encoding="utf-8-sig") for file in files)
    assert [word for word in SECRETS if word in texts] == []
    assert set(read(files[1])["Plátce"]) == {"1001"}


ORDER = [listing.name for listing in LISTINGS]


@pytest.mark.slow
def test_the_same_files_in_any_process(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        run_apart(write_small(tmp_path / seed, everything), "plan", "--format", "csv", seed=seed)
    for name in NAMES:
        first, second = ((tmp_path / s / "outputs" / name).read_bytes() for s in ("1", "2"))
        assert first == second


def test_the_page_describes_every_column() -> None:
    told = sections(DATA.read_text(encoding="utf-8"))
    for listing in LISTINGS:
        described = rows(told[f"`{listing.name}`"])
        assert [row[0] for row in described] == list(listing.columns)
        for place, lang in enumerate(LANGUAGES, 1):
            assert [row[place] for row in described] == listing.headings(load(lang))
        assert all(row[3] for row in described)
        for lang in LANGUAGES:
            headings = listing.headings(load(lang))
            assert len(headings) == len(set(headings))


def test_the_page_describes_every_field_of_the_json(tmp_path: Path) -> None:
    def demand(tables: Tables) -> None:
        tables["positions"] = [{"orp": "1002", "project": "P1", "stance": "must"}]

    found: set[str] = set()
    regions: list[Callable[[Tables], None]] = [everything, carrying, confidential, demand]
    for number, region in enumerate(regions):
        (tmp_path / str(number)).mkdir()
        write_small(tmp_path / str(number), region)
        ended = run(tmp_path / str(number), "plan", "--json", "-q", "--verify")
        found |= set(map(one_of_several, paths(ended.json)))
    page = sections(DATA.read_text(encoding="utf-8"))["`plan --json`"]
    told = [row[0] for row in rows(page)]
    assert sorted(set(told)) == sorted(told)
    assert {path for path in found if path not in told} == set()
    assert {path for path in told if path not in found} == set()


def one_of_several(path: str) -> str:
    """A field's path with ``<…>`` in place of names that depend on the run."""
    split = re.sub(r"core\.(fixed|by_key|shapley)", "core.<split>", path)
    return re.sub(r"^seconds\.\w+", "seconds.<step>", split)
