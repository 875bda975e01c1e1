"""Examples of problems with files: missing, of other kinds, damaged, hostile."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest.mock import patch

from stack_planner.asking import write_questionnaires
from stack_planner.planning import Inputs, check
from stack_planner.reading.files import LARGEST_FILE, read_sheets
from tests import hostile
from tests.changing import NEEDS, STACK
from tests.foreign import adopt
from tests.kinds import CSV, xlsb, xlsx
from tests.planned import TOWN, inputs_of, planned
from tests.problem_examples.making import Example, adoption, in_folder, stack, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stack_planner.problems import Problem


def empty_folder(folder: Path) -> Iterable[Problem]:
    """Needs that are a folder without a workbook."""
    (folder / "obce").mkdir()
    return check(Inputs(folder / "inputs" / STACK, [folder / "obce"]))


def one_came_back(folder: Path) -> Iterable[Problem]:
    """The questionnaire of the first of two towns."""
    inputs = folder / "inputs"
    asked = Inputs(inputs / STACK, [inputs / NEEDS])
    (_, second), _ = write_questionnaires(folder / "dotazniky", asked, lang="cs", force=False)
    second.unlink()
    return check(Inputs(asked.stack, [folder / "dotazniky"]))


def denied(folder: Path) -> Iterable[Problem]:
    """A stack that its reader may not read."""
    with patch("pathlib.Path.read_bytes", side_effect=PermissionError):
        return read_sheets(folder / "inputs" / STACK)[1]


def too_large(path: Path) -> None:
    """A file one byte larger than any that is read."""
    path.touch()
    os.truncate(path, LARGEST_FILE + 1)


def bomb() -> bytes:
    """A workbook of a few kilobytes with a part of 70 MB."""
    return xlsx("", **{"xl/sharedStrings.xml": b" " * 70_000_000})


def a_plan(folder: Path) -> Iterable[Problem]:
    """Needs together with a plan that was made of them."""
    inputs = inputs_of(planned(folder))
    return check(Inputs(inputs.stack, [*inputs.needs, folder / "outputs" / TOWN]))


EXAMPLES: dict[str, Example] = {
    "file_missing": written("zasobnik.xlsx", lambda _: None),
    "file_is_plan": Example(found=a_plan),
    "file_is_folder": Example(found=lambda folder: adoption(lambda: adopt(folder / "inputs"))),
    "file_denied": Example(found=denied),
    "file_lock": stack("~$project_stack.xlsx", b""),
    "file_open": in_folder(lambda folder: (folder / "~$municipal_needs.xlsx").touch()),
    "file_skipped": in_folder(lambda folder: (folder / "popis.docx").touch()),
    "town_missing": Example(found=one_came_back),
    "folder_inside": in_folder(lambda folder: (folder / "starší").mkdir()),
    "file_format": stack("zasobnik.docx", hostile.letter()),
    "file_ending": stack("zasobnik.xls", CSV.encode()),
    "file_partly_known": stack("zasobnik.xlsb", xlsb([(0, 0, 1.0)])),
    "file_blank": stack("zasobnik.xlsx", b""),
    "file_encrypted": stack("tajne.xlsx", hostile.locked()),
    "file_damaged": stack("poskozeny.xlsx", b"not a workbook"),
    "quote_not_closed": stack("Projekty.csv", 'Kód;Název\nP1;"Portál občana\nP2;Mapy\n'.encode()),
    "file_too_large": written("zasobnik.xlsx", too_large),
    "file_bomb": written("zasobnik.xlsx", lambda path: path.write_bytes(bomb())),
    "file_too_hard": stack("zasobnik.xlsb", hostile.far_cell_of_xlsb()),
    "file_too_many_cells": written(
        "zasobnik.csv", lambda path: path.write_bytes(hostile.many_cells_csv())
    ),
    "sheet_too_far": stack("zasobnik.xlsx", hostile.far_cell()),
    "page_without_table": stack("zasobnik.html", b"<html><p>Nic</p></html>"),
    "file_encoding": stack("Projekty.csv", CSV.encode("windows-1250")),
    "external_links": stack(
        "zasobnik.xlsx", xlsx("", **{"xl/externalLinks/externalLink1.xml": b"<x/>"})
    ),
    "control_characters": stack("Projekty.csv", b"a;b\x07c\n"),
    "folder_empty": Example(found=empty_folder),
}
