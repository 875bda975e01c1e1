"""What ``docs/data.md`` says, and what JSON values really hold, as sets that can be compared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "docs" / "data.md"


def sections(page: str) -> dict[str, str]:
    """The text below each heading of the page."""
    parts = re.split(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in a text, without their headers; marks of code are taken off."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells[2:] if not set("".join(row)) <= set("-: ")]


def paths(value: object, at: str = "") -> Iterator[str]:
    """The fields of a JSON value, as ``orps[].chosen[].capex``, numbers of files left out."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{at}.{name}".lstrip(".")
            yield from paths(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{at}[]")
