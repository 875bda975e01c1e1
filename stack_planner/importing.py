"""The story of an import: a foreign list → rows of the stack → its workbook and mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.adopting import adopt_list
from stack_planner.adopting.map_file import map_file
from stack_planner.workbook.adopted import adopted_workbook
from stack_planner.workbook.writing import refuse_foreign, save

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.adopting import Adopted, Order


def import_list(order: Order, stack: Path, lang: str, *, force: bool) -> tuple[Adopted, list[Path]]:
    """A foreign list as a stack workbook with its mapping beside it.

    ProblemsError where there is no such list, ForeignFilesError where others' files stand there.
    """
    adopted = adopt_list(order)
    files = {stack.name: adopted_workbook(adopted, lang), mapping_name(stack): map_file(adopted)}
    if not force:
        refuse_foreign(stack.parent, files)
    return adopted, save(stack.parent, files)


def mapping_name(stack: Path) -> str:
    """The name of the file that keeps the mapping of a stack."""
    return f"{stack.stem}.map.toml"
