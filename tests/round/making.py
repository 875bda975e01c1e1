"""Writes the workbooks that people fill in during the round: ``python -m tests.round.making``.

They are what the commands write with ``typed.md`` typed in. A workbook in which all cells are the
same stays as it is, because a spreadsheet's file has its own date.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.round.steps import EXAMPLES, go_through
from tests.round.tables import TYPED, typings
from tests.round.typing_in import cells_of, type_into


def made(folder: Path) -> dict[str, Path]:
    """The workbooks by their place in ``examples``, made in a copy where all commands were run."""
    asked = {each.target: each for each in typings(TYPED.read_text(encoding="utf-8"))}
    left = dict(asked)

    def type_in(step: str, copy: Path) -> None:
        mine = [each for each in asked.values() if each.target.startswith(f"{step}/")]
        for typing in mine:
            if typing.target in left and (copy / typing.source).exists():
                del left[typing.target]
                type_into(copy / typing.source, typing.sheets, copy / typing.target)

    gone = go_through(folder, type_in)
    assert not left, left
    return {target: gone.folder / target for target in asked}


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for place, file in made(Path(folder)).items():
            there = EXAMPLES / place
            if not there.exists() or list(cells_of(there)) != list(cells_of(file)):
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, there)
