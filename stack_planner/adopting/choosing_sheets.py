"""Chooses the sheet to adopt: the one asked for, or the one with the most to take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.adopting.blocks import find_blocks
from stack_planner.adopting.finding import find_list
from stack_planner.adopting.knowledge import FIELDS, likeness, plain
from stack_planner.adopting.orders import Blocks, FoundList
from stack_planner.problems import Problem, ProblemsError, Severity, nearest
from stack_planner.reading.files import read_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.adopting.orders import Order
    from stack_planner.reading.cells import Sheet


def find_lists(order: Order) -> tuple[list[FoundList], list[Problem]]:
    """The lists of a file, the one to be taken first; sheets without rows come last.

    Raises:
        ProblemsError: the file cannot be read, has no list, or not the sheet asked for.
    """
    sheets, problems = read_sheets(order.path)
    stated = order.map or {}
    asked = order.sheet or str(stated.get("sheet", ""))
    found = [each for sheet in sheets if (each := _found(sheet, order, asked))]
    if not sheets or not found:
        problems = problems or [Problem("import_no_list", Severity.ERROR, order.path.name)]
        raise ProblemsError(tuple(problems))
    best = _asked(sheets, found, asked, order) if asked else max(found, key=_worth)
    if best.blocks:
        found = [_as_blocks(each, best.blocks, sheets) for each in found]
        best = next(each for each in found if each.sheet == best.sheet)
    return [best, *(each for each in found if each is not best)], problems


def _found(sheet: Sheet, order: Order, asked: str) -> FoundList | None:
    """The list of a sheet; a mapping's labels and header rows count for the sheet it names."""
    stated = order.map or {}
    labels = stated.get("blocks", {}).get("labels")
    if labels:
        total = plain(str(stated["blocks"].get("total", "")))
        known = Blocks(tuple(plain(label) for label in labels), total)
        return find_blocks(sheet, known)
    if stated.get("header_rows") and plain(asked) == plain(sheet.name):
        return find_list(sheet, stated["header_rows"])
    return find_blocks(sheet) or find_list(sheet)


def _as_blocks(found: FoundList, blocks: Blocks, sheets: Sequence[Sheet]) -> FoundList:
    """A sheet read by the blocks of another one, where it has any."""
    if found.blocks:
        return found
    sheet = next(sheet for sheet in sheets if sheet.name == found.sheet)
    return find_blocks(sheet, blocks) or found


def _worth(found: FoundList) -> int:
    """How much there is to take: rows, and headings that are understood."""
    known = sum(any(likeness(h, name) for name in FIELDS) for h in found.headings)
    return len(found.lines) * (1 + known)


def _asked(
    sheets: Sequence[Sheet], found: Sequence[FoundList], asked: str, order: Order
) -> FoundList:
    for each in found:
        if plain(each.sheet) == plain(asked):
            return each
    names = {plain(sheet.name): sheet.name for sheet in sheets}
    if plain(asked) in names:
        raise ProblemsError((Problem("import_no_list", Severity.ERROR, order.path.name, asked),))
    near = names.get(nearest(plain(asked), names), "")
    details = {"nearest": near, "sheets": ", ".join(names.values())}
    problem = Problem(
        "import_no_sheet", Severity.ERROR, order.path.name, seen=asked, details=details
    )
    raise ProblemsError((problem,))
