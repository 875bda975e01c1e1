"""Workbooks of the small region, changed as people change them, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from stack_planner.planning import Inputs, check
from stack_planner.telling.problems import told
from stack_planner.words import load
from tests.small import write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from stack_planner.problems import Problem
    from tests.small import Tables

STACK, NEEDS = "project_stack.xlsx", "municipal_needs.xlsx"
FILES = {"Projekty": STACK, "Kritéria": STACK, "Hodnocení": STACK, "Programy": STACK}


_PLAIN: dict[str, bytes] = {}


def unchanged(_: Tables) -> None:
    """The tables as they are."""


def _plain(folder: Path) -> dict[str, bytes]:
    """Both workbooks of the small region as they are, written once."""
    if not _PLAIN:
        write_small(folder)
        _PLAIN.update({name: (folder / "inputs" / name).read_bytes() for name in (STACK, NEEDS)})
    return _PLAIN


def send(
    folder: Path,
    sheet: str,
    edit: Callable[[Any], object],
    tables: Callable[[Tables], object] = unchanged,
) -> tuple[Problem, ...]:
    """The problems of the small region after a sheet was edited in its workbook."""
    if tables is unchanged:
        (folder / "inputs").mkdir(exist_ok=True)
        for name, content in _plain(folder).items():
            (folder / "inputs" / name).write_bytes(content)
    else:
        write_small(folder, tables)
    path = folder / "inputs" / FILES.get(sheet, NEEDS)
    book = load_workbook(path)
    edit(book[sheet])
    book.save(path)
    return problems_of(folder)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    inputs = folder / "inputs"
    return check(Inputs(inputs / STACK, [inputs / NEEDS]))


def put(**cells: object) -> Callable[[Worksheet], None]:
    """Writes values into cells by their addresses."""

    def edit(sheet: Worksheet) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return edit


def said(problem: Problem) -> str:
    """A problem as its place, its severity and its Czech sentences, what was seen between them."""
    words = load("cs")
    parts = [told(problem, part, words) for part in ("what", "expected", "fix")]
    seen = [problem.seen] if problem.seen else []
    return " | ".join([f"{problem.severity} {problem.place}", *seen, *filter(None, parts)])


def only(problems: tuple[Problem, ...], code: str) -> Problem:
    """The one problem of a code."""
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1, [f"{each.code} {said(each)}" for each in problems]
    return found[0]


def beside(problems: tuple[Problem, ...], *codes: str) -> set[str]:
    """The codes of the problems other than the given ones and those of the untouched region."""
    return {problem.code for problem in problems} - {*codes, "classification_blank"}
