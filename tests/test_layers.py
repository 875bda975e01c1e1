"""One way through: no stage imports a later one, and each craft stays in its own room."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "stack_planner"
ORDER = (
    ("version", "words", "likeness", "meaning", "problems", "conflicts", "gazetteer", "contacts"),
    ("records",),
    ("columns", "comparison", "copied", "decided", "results"),
    ("reading", "scoring"),
    ("adopting", "returning", "supposing", "coverage"),
    ("checking", "choosing"),
    ("explaining",),
    ("cooperation",),
    ("telling", "workbook", "documents", "publishing"),
    ("marking", "sample"),
    (
        "planning",
        "asking",
        "importing",
        "reviewing",
        "comparing",
        "standing",
        "judging",
        "answering",
        "foreseeing",
        "covering",
        "visiting",
    ),
    ("cli",),
    ("__main__",),
)
"""The floors of the house from the ground up; a module may use its own floor and those below."""

ONLY_IN = {
    "openpyxl": ("marking",),
    "python_calamine": ("reading",),
    "xlsxwriter": ("workbook",),
    "docx": ("documents",),
    "highspy": ("choosing/solve/",),
    "pulp": ("choosing/solve/",),
    "pymcdm": ("scoring/crosscheck.py",),
    "typer": ("cli/",),
    "babel": ("words",),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def imported(module: Path) -> frozenset[str]:
    """Full names of what a module imports, also inside functions and for types."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def floor_of(name: str) -> int:
    return next(number for number, floor in enumerate(ORDER) if name in floor)


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_upward(module: Path) -> None:
    own = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    used = {
        parts[1]
        for name in imported(module)
        if (parts := name.split("."))[0] == "stack_planner" and len(parts) > 1
    }
    assert {name for name in used if floor_of(name) > floor_of(own)} == set()


@pytest.mark.parametrize(("library", "rooms"), ONLY_IN.items())
def test_each_craft_stays_in_its_room(library: str, rooms: tuple[str, ...]) -> None:
    users = {
        module.relative_to(PACKAGE).as_posix()
        for module in modules()
        if any(name.split(".")[0] == library for name in imported(module))
    }
    assert users
    assert {user for user in users if not user.startswith(rooms)} == set()


def test_only_the_command_line_prints() -> None:
    printing = {
        module.relative_to(PACKAGE).parts[0]
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "typer.echo"}
    }
    assert printing == {"cli"}


def test_the_story_is_short() -> None:
    assert len((PACKAGE / "planning.py").read_text(encoding="utf-8").splitlines()) <= 120
