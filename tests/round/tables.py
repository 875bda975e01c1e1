"""Tables in Markdown as rows: what the round is told by, in its pages and in ``typed.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Cells = dict[str, Any]

TYPED = Path(__file__).parent / "typed.md"
EMPTIED = "–"
NUMBERS = (
    *("Rok", "Obyvatel", "Kapacita", "Investice", "Provoz", "Váha", "Hladina", "K1", "K2", "K3"),
    *("Body", "Míra", "Max.", "Zpoždění", "Výdaje", "Udržitelnost", "Příspěvek", "Min.", "Hodnota"),
    *("Naléhavost", "Zeměpisná", "Dotčených", "Jiné", "Type"),
)
"""How headings begin under which numbers are numbers; elsewhere they are codes, and so texts."""


@dataclass(frozen=True)
class Typing:
    """A workbook that is another one with rows typed in, by sheet; paths within ``examples``."""

    target: str
    source: str
    sheets: dict[str, list[Cells]]


def typings(text: str) -> Iterator[Typing]:
    """Every workbook of the round that somebody fills in, in order."""
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        title, *sheets = re.split(r"^## ", part, flags=re.MULTILINE)
        target, source = title.splitlines()[0].split(" ← ")
        yield Typing(target, source, dict(_sheet(each) for each in sheets))


def _sheet(part: str) -> tuple[str, list[Cells]]:
    return part.splitlines()[0].strip(), list(rows(part.splitlines()))


def rows(lines: Iterable[str]) -> Iterator[Cells]:
    """The rows of a table below its headings; a blank cell is not there, an emptied one is None."""
    headings: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            headings = []
        elif not headings:
            headings = cells
        elif not set(line) <= set("|-: "):
            pairs = zip(headings, cells, strict=True)
            yield {heading: value_of(cell, heading) for heading, cell in pairs if cell}


def value_of(cell: str, heading: str) -> Any:  # noqa: ANN401 — whatever a cell holds
    """What is typed into a cell: a date, a number where numbers belong, else a text."""
    if cell == EMPTIED:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    if heading.startswith(NUMBERS) and re.fullmatch(r"\d+(\.\d+)?", cell):
        return float(cell) if "." in cell else int(cell)
    return cell
