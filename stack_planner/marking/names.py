"""Names of copies, each its own, and none that of a file that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path


def copy_names(folder: Path, files: Iterable[Path], suffix: str) -> dict[Path, str]:
    """``<stem>_<suffix>.xlsx`` for each file; a number follows where that is taken or an input."""
    files = list(files)
    inputs = {file.resolve() for file in files}
    names: dict[Path, str] = {}
    for file in files:
        names[file] = _free(folder, f"{file.stem}_{suffix}", inputs, set(names.values()))
    return names


def _free(folder: Path, stem: str, inputs: Container[Path], taken: Container[str]) -> str:
    number = 1
    while True:
        name = f"{stem}.xlsx" if number == 1 else f"{stem}_{number}.xlsx"
        if name not in taken and (folder / name).resolve() not in inputs:
            return name
        number += 1
