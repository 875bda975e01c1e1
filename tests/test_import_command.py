"""``stack-planner import`` at the prompt: files, sentences, exit codes, and ``check`` after it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.foreign import HEADINGS, PROJECTS, TOTAL, run, stack_rows, write_csv, write_xlsx
from tests.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = {"money_in": TOTAL, "money_out": TOTAL, "rows_in": 5, "rows_out": 4}


def test_a_list_becomes_a_stack(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS, ["Celkem", None, None, None, TOTAL]])
    ended = run(tmp_path, "import", "a.xlsx", "-o", "zasobnik.xlsx")
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "Převzato z a.xlsx, list List1, záhlaví na řádku 1.",
        "Sloupce:",
        "  Kód: Kód projektu",
        "  Název: Název projektu",
        "  Oblast: Oblast",
        "  Garant: Žadatel",
        "  Investice: Náklady v Kč",
        "  Popis: žádný sloupec",
        "  Stádium: žádný sloupec",
        "  Provoz ročně: žádný sloupec",
        (
            "  Rozsah: všude doplněno ORP (každé město svůj), předloha jej neuvádí; projděte jej v "
            "zásobníku"
        ),
        "Řádky: v seznamu 5 = převzato 4 + vynecháno 1.",
        "Peníze: v seznamu 1\xa0970\xa0000 CZK = převzato 1\xa0970\xa0000 CZK.",
        "Vynechané řádky:",
        "  řádek 6: součtový řádek: Celkem",
    ]
    assert ended.err == (
        "Zapsáno: zasobnik.xlsx; sloupce lze příště zopakovat volbou --map zasobnik.map.toml.\n"
    )
    rows = stack_rows(tmp_path / "zasobnik.xlsx")
    assert [row["Investice [Kč]"] for row in rows] == [project[4] for project in PROJECTS]
    assert {row["Rozsah"] for row in rows} == {"ORP"}
    told = stack_rows(tmp_path / "zasobnik.xlsx", "Převzetí")
    assert {row["Položka"]: row["Hodnota"] for row in told}["Peníze převzaté"] == TOTAL
    assert {"Položka": "List1!6", "Hodnota": "součtový řádek"}.items() <= told[-1].items()


def test_json_holds_the_reconciliation(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS, ["Celkem", None, None, None, TOTAL]])
    answer = run(tmp_path, "import", "a.xlsx", "--json", "-q").json
    assert ANSWER.items() <= answer.items()
    assert (answer["currency"], answer["sheet"], answer["header_row"]) == ("CZK", "List1", 1)
    assert answer["mapping"]["Název"] == "Název projektu"
    assert answer["left_out"] == [
        {"row": 6, "reason": "součtový řádek", "code": "total", "sheet": "List1"}
    ]
    assert answer["files"] == ["a_stack.xlsx", "a_stack.map.toml"]


def test_check_finds_only_what_a_person_must_add(tmp_path: Path) -> None:
    write_small(tmp_path)
    write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS])
    assert run(tmp_path, "import", "a.xlsx").code == 0
    checked = run(tmp_path, "check", "a_stack.xlsx", "inputs/municipal_needs.xlsx", "--json").json
    errors = [p for p in checked["problems"] if p["severity"] == "error"]
    assert [(p["code"], p["sheet"]) for p in errors] == [("table_empty", "Kritéria")]


def test_check_stops_at_another_currency(tmp_path: Path) -> None:
    write_small(tmp_path)
    rows = [("Project title", "Total cost [EUR]"), ("Fibre network", 20_000), ("Records", 30_000)]
    write_xlsx(tmp_path / "a.xlsx", rows)
    told = run(tmp_path, "import", "a.xlsx")
    assert told.code == 0
    assert "převezměte seznam znovu s kurzem, např. --rate 25,10" in told.err
    needs = "inputs/municipal_needs.xlsx"
    checked = run(tmp_path, "check", "a_stack.xlsx", needs)
    assert checked.code == 3
    assert "Projekty!Q1: částky tohoto sloupce jsou v jiné měně [heading_currency]" in checked.out
    assert run(tmp_path, "import", "a.xlsx", "--rate", "25,10").code == 0
    assert "heading_currency" not in run(tmp_path, "check", "a_stack.xlsx", needs).out
    assert stack_rows(tmp_path / "a_stack.xlsx")[0]["Investice [Kč]"] == 502_000


def test_an_unknown_currency_is_an_error_until_it_is_stated(tmp_path: Path) -> None:
    write_small(tmp_path)
    rows = [("Project title", "Total cost"), ("Fibre network", 20_000), ("Records", 30_000)]
    write_xlsx(tmp_path / "a.xlsx", rows)
    needs = "inputs/municipal_needs.xlsx"
    assert run(tmp_path, "import", "a.xlsx", "--json").json["currency"] is None
    checked = run(tmp_path, "check", "a_stack.xlsx", needs)
    assert "není známo, v jaké měně jsou částky tohoto sloupce" in checked.out
    assert (
        run(tmp_path, "import", "a.xlsx", "--currency", "CZK", "--json").json["currency"] == "CZK"
    )
    assert "heading_currency" not in run(tmp_path, "check", "a_stack.xlsx", needs).out


def test_headings_in_thousands_are_never_read_as_crowns(tmp_path: Path) -> None:
    write_small(tmp_path)
    rows = [("Kód", "Název", "Oblast", "Rozsah", "Investice [tis. Kč]"), ("P1", "X", "A", "ORP", 5)]
    stack = write_xlsx(tmp_path / "s.xlsx", rows, "Projekty")
    checked = run(tmp_path, "check", stack.name, "inputs/municipal_needs.xlsx")
    assert "Projekty!E1: nadpis uvádí jinou jednotku než celé koruny" in checked.out


def test_files_of_others_are_not_replaced(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS])
    (tmp_path / "a_stack.xlsx").write_text("moje", encoding="utf-8")
    assert run(tmp_path, "import", "a.xlsx").code == 6
    assert (tmp_path / "a_stack.xlsx").read_text(encoding="utf-8") == "moje"
    assert run(tmp_path, "import", "a.xlsx", "--force").code == 0
    assert run(tmp_path, "import", "a.xlsx").code == 0, "its own files are simply replaced"


def test_wrong_words_are_a_matter_of_usage(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *PROJECTS])
    for options in (
        ("--unit", "kopy"),
        ("--rate", "-1"),
        ("--currency", "tolar"),
        ("-o", "a.xlsx"),
        ("-o", "zasobnik.csv"),
    ):
        assert run(tmp_path, "import", "a.xlsx", *options).code == 2


def test_what_is_no_list_is_a_problem(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [["Dobrý den"]])
    ended = run(tmp_path, "import", "a.csv", "--json")
    assert (ended.code, ended.json["status"]) == (3, "problems")
    assert "Převzetí neproběhlo, nic nebylo zapsáno." in ended.err
    assert "není tu žádný seznam: nenašlo se záhlaví s nadpisy nad řádky údajů" in ended.err


def test_a_terminal_is_asked_about_uncertain_columns(tmp_path: Path) -> None:
    headings = ("Kód projektu", "Název projektu", "Druh", "Útvar", "Náklady v Kč")
    write_xlsx(tmp_path / "a.xlsx", [headings, *PROJECTS])
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "stack_planner", "import", "a.xlsx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=end,
        stderr=end,
        stdout=subprocess.PIPE,
    )
    os.write(terminal, b"Oblost\nDruh\n")
    out = process.communicate(timeout=60)[0].decode()
    said = os.read(terminal, 65536).decode()
    os.close(end)
    os.close(terminal)
    assert process.returncode == 0
    assert "Kterým sloupcem naplnit Oblast?" in said
    assert "Takový sloupec v seznamu není." in said
    assert "  Oblast: Druh" in out
