"""Every kind of workbook that the program writes, made of small regions in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stack_planner import asking, foreseeing, importing, planning, visiting
from stack_planner.adopting import Order
from stack_planner.choosing import Limits
from stack_planner.copied import Asked
from stack_planner.standing import Subject
from stack_planner.words import LANGUAGES
from tests.confidential import confidential
from tests.covered import all_spots, covered, hostile_register, written
from tests.small import Tables, write_small
from tests.test_workbooks import carrying, everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NASTY = "=Ves 'O\"Hara' [1]:*?/\\ & <obec> +\u200b" + "x" * 300
"""A name with all that a sheet, a file, a formula or a footer could stumble over."""

ALIEN_LIST = """Seznam projektů 2026;;;
Číslo;Název akce;Náklady v Kč;Poznámka
1;=Kamery;1 200 000;-5
2;@Portál;300 000;+420
3;Síť;50 000;
"""


def hostile(tables: Tables) -> None:
    """Names, codes and texts that begin as formulas do, quote, or never end."""
    everything(tables)
    swap = {"P1": 'P"1', "P4": "=P4", "P5": "@P5'", "A": '+A "q" & <b>', "K1": "K'1"}
    for rows in tables.values():
        for row in rows:
            for key in [*row]:
                row[swap.get(key, key)] = swapped(row.pop(key), swap)
    tables["projects"][1]["name"] = "-" + "dlouhý název " * 2000
    tables["projects"][2]["name"] = "@řádek\njiný řádek\ttabulátor"
    tables["projects"][0]["smart_level"] = "=město"
    tables["projects"][1]["smart_level"] = "=Město"
    tables["criteria"][0]["aim"] = "quality of life"
    tables["orps"][0]["name"] = NASTY
    tables["programmes"][0]["name"] = "'apostrof"


def swapped(value: object, swap: dict[str, str]) -> object:
    """A value, or a list of them, with some texts in place of others."""
    if isinstance(value, list):
        return [swapped(each, swap) for each in value]
    return swap.get(value, value) if isinstance(value, str) else value


REGIONS: dict[str, Callable[[Tables], None]] = {
    "whole": everything,
    "carried": carrying,
    "hostile": hostile,
}


def every_workbook(folder: Path) -> dict[str, Path]:
    """Every workbook, written into a folder, by a name such as ``whole-cs/plan_region``."""
    made = {
        f"{folder_of.name}/{file.stem}": file
        for folder_of in _written(folder)
        for file in sorted(folder_of.glob("*.xlsx"))
    }
    assert len(made) > 30
    return made


def _written(folder: Path) -> Iterator[Path]:
    for lang in LANGUAGES:
        for name, region in REGIONS.items():
            yield _plans(folder, name, region, lang)
        yield _plans(folder, "public", confidential, lang)
        yield from _covered(folder, lang)
        yield from _asked(folder, lang)
        yield _foreseen(folder, lang)
        yield _visited(folder, lang)
        yield _imported(folder, lang)
        yield _marked(folder, lang)


def inputs_of(folder: Path) -> planning.Inputs:
    """The inputs of a region in a folder."""
    inputs = folder / "inputs"
    return planning.Inputs(inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"])


def _plans(folder: Path, name: str, region: Callable[[Tables], None], lang: str) -> Path:
    source = folder / name
    source.mkdir(exist_ok=True)
    write_small(source, region)
    to = folder / f"{name}-{lang}"
    order = planning.Order(inputs_of(source), Limits(), to, lang=lang, public=name == "public")
    planning.plan(order, lambda _: None)
    return to


def _covered(folder: Path, lang: str) -> Iterator[Path]:
    """Registers of problem spots: of every kind, of hostile texts, of none."""
    registers = {"some": covered(all_spots()), "hostile": hostile_register(), "no": covered(())}
    for kind, register in registers.items():
        to = folder / f"{kind}_spots-{lang}"
        written(to, register, lang)
        yield to


def _asked(folder: Path, lang: str) -> Iterator[Path]:
    """Templates, questionnaires, and the worked example."""
    templates, questions, example = (
        folder / f"{kind}-{lang}" for kind in ("templates", "questionnaires", "example")
    )
    asking.write_templates(templates, lang, force=False)
    asking.write_questionnaires(questions, inputs_of(folder / "hostile"), lang, force=False)
    planning.write_example(example, lang, force=False)
    yield from (templates, questions, example)


def _foreseen(folder: Path, lang: str) -> Path:
    """Scenarios about a region of hostile names."""

    def changed(tables: Tables) -> None:
        hostile(tables)
        tables["scenarios"] = [
            {"scenario": f"={NASTY}", "kind": "town budgets", "value": -40, "note": "+1"},
            {"scenario": "2027", "kind": "programme refused"},
            {"scenario": "@=P4", "kind": "project excluded", "subject": ["=P4"]},
            {"scenario": "Bez všeho", "kind": "town budgets", "value": -100},
            {"scenario": "Bez všeho", "kind": "project mandatory", "subject": ["P2"]},
        ]

    source, to = folder / f"supposed-{lang}", folder / f"scenarios-{lang}"
    source.mkdir()
    inputs = inputs_of(write_small(source, changed))
    subject = Subject(inputs, Limits(), to)
    foreseeing.foresee(foreseeing.Order(subject, lang=lang), lambda _: None)
    return to


def _visited(folder: Path, lang: str) -> Path:
    """Forms for the minutes of visits in a region of hostile names."""
    inputs, to = inputs_of(folder / "hostile"), folder / f"minutes-{lang}"
    subject = Subject(inputs, Limits(), folder / f"hostile-{lang}")
    visit = visiting.Visit(subject, to, date(2026, 11, 29), lang, minutes=True)
    visiting.prepare(visit, lambda _: None)
    return to


def _imported(folder: Path, lang: str) -> Path:
    source, to = folder / "seznam.csv", folder / f"imported-{lang}"
    source.write_text(ALIEN_LIST, encoding="utf-8")
    importing.import_list(Order(source), to / "stack.xlsx", lang, force=False)
    return to


def _marked(folder: Path, lang: str) -> Path:
    """A marked copy of inputs with faults."""

    def spoil(tables: Tables) -> None:
        hostile(tables)
        tables["projects"][0]["programmes"] = ["G"]
        tables["budgets"][1]["capex"] = None

    source, to = folder / f"spoilt-{lang}", folder / f"marked-{lang}"
    source.mkdir()
    inputs = inputs_of(write_small(source, spoil))
    problems = planning.check(inputs)
    planning.write_checked(inputs, problems, Asked(to, mark=True, lang=lang))
    return to
