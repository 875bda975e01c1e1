"""Names of copies, each its own, and none that of a file that was given."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path


def copy_names(files: Sequence[Path], suffix: str) -> dict[Path, str]:
    """``<stem>_<suffix>.xlsx`` for each file; a number follows where that is taken or an input."""
    taken = {file.name for file in files}
    names: dict[Path, str] = {}
    for file in files:
        names[file] = _free(f"{file.stem}_{suffix}", taken)
        taken.add(names[file])
    return names


def _free(stem: str, taken: Container[str]) -> str:
    numbered = (f"{stem}_{number}.xlsx" for number in count(2))
    return next(name for name in chain([f"{stem}.xlsx"], numbered) if name not in taken)
