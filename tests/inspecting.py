"""A workbook taken apart: its parts, sheets, cells and styles, straight from the XML.

No library is between: what Excel would stumble over must not be smoothed away by a kind reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl.utils import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
BUILT_IN |= {49: "@"}
WHITE, BLACK = "FFFFFF", "000000"

Block = tuple[int, int, int, int]
"""Top, left, bottom and right of a range, counted from 1."""


def blocks(sqref: str) -> list[Block]:
    """The ranges of a list such as ``A1:B2 D4``."""
    found = []
    for part in sqref.replace("$", "").split():
        left, top, right, bottom = range_boundaries(part)
        found.append((int(top or 1), int(left or 1), int(bottom or 0), int(right or 0)))
    return found


@dataclass(frozen=True)
class Look:
    """How a cell looks: its number format and the colours of text and ground."""

    number_format: str
    ink: str
    ground: str


@dataclass(frozen=True)
class Cell:
    """A cell: a text or a number, perhaps the result of a formula."""

    address: str
    row: int
    column: int
    kind: str
    value: str
    formula: str | None
    look: Look

    @property
    def is_text(self) -> bool:
        """Whether it holds a text."""
        return self.kind in {"s", "str", "inlineStr"} and self.value != ""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook taken apart."""

    book: Inspected
    name: str
    part: str
    root: Element

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of a name."""
        return self.root.iter(f"{MAIN}{tag}")

    def first(self, tag: str) -> Element | None:
        """The first element of a name, if any."""
        return next(self.all(tag), None)

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """The cells that are written, by row and column counted from 1."""
        return {(cell.row, cell.column): cell for cell in map(self._cell, self.all("c"))}

    def _cell(self, element: Element) -> Cell:
        address = element.get("r", "")
        ((row, column, _, _),) = blocks(address)
        kind, value = element.get("t", "n"), element.findtext(f"{MAIN}v", "")
        if kind == "s":
            value = self.book.texts[int(value)]
        elif kind == "inlineStr":
            value = "".join(element.itertext())
        look = self.book.looks[int(element.get("s", "0"))]
        return Cell(address, row, column, kind, value, element.findtext(f"{MAIN}f"), look)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell; nothing where there is none."""
        found = self.cells.get((row, column))
        return found.value if found else ""

    @property
    def filtered(self) -> Block | None:
        """The range with a filter, its header first."""
        found = self.first("autoFilter")
        return blocks(found.get("ref", ""))[0] if found is not None else None

    @cached_property
    def titles(self) -> range:
        """The rows (from 1) that every printed page repeats."""
        for name, place, text in self.book.names:
            if name == "_xlnm.Print_Titles" and self.book.sheets[int(place)] is self:
                rows = re.search(r"\$(\d+):\$(\d+)", text)
                return range(int(rows[1]), int(rows[2]) + 1) if rows else range(0)
        return range(0)

    @property
    def drawings(self) -> Iterator[Element]:
        """What names each chart or picture on the sheet."""
        for target in self.book.targets(self.part).values():
            if target.startswith("xl/drawings/drawing"):
                yield from self.book.xml(target).iter(f"{DRAWN}cNvPr")


class Inspected:
    """A workbook taken apart."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with ZipFile(path) as parts:
            self.entries = parts.namelist()
            self.parts = {name: parts.read(name) for name in self.entries}

    def xml(self, part: str) -> Element:
        """A part, read; a fault of the XML is an error of its own."""
        return ET.fromstring(self.parts[part])  # noqa: S314 — our own file

    def targets(self, part: str) -> dict[str, str]:
        """Where the relationships of a part lead, by their names."""
        folder, _, file = part.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if relations not in self.parts:
            return {}
        return {
            each.get("Id", ""): joined(folder, each.get("Target", ""))
            for each in self.xml(relations).iter(f"{PACKAGE}Relationship")
        }

    @cached_property
    def texts(self) -> list[str]:
        """The shared texts."""
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        items = self.xml("xl/sharedStrings.xml").iter(f"{MAIN}si")
        return ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in items]

    @cached_property
    def names(self) -> list[tuple[str, str, str]]:
        """Defined names: name, the number of their sheet, what they stand for."""
        return [
            (each.get("name", ""), each.get("localSheetId", ""), each.text or "")
            for each in self.xml("xl/workbook.xml").iter(f"{MAIN}definedName")
        ]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets in their order."""
        targets = self.targets("xl/workbook.xml")
        found = []
        for each in self.xml("xl/workbook.xml").iter(f"{MAIN}sheet"):
            part = targets[each.get(f"{RELATION}id", "")]
            found.append(Sheet(self, each.get("name", ""), part, self.xml(part)))
        return found

    @cached_property
    def styles(self) -> Element:
        """The part of the styles."""
        return self.xml("xl/styles.xml")

    @cached_property
    def looks(self) -> list[Look]:
        """How the cells of each style look."""
        fonts, fills = (self._children(tag) for tag in ("fonts", "fills"))
        own = {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")
            for each in self.styles.iter(f"{MAIN}numFmt")
        }
        return [
            Look(
                (BUILT_IN | own).get(int(style.get("numFmtId", "0")), "?"),
                ink_of(fonts[int(style.get("fontId", "0"))]),
                ground_of(fills[int(style.get("fillId", "0"))]),
            )
            for style in self._children("cellXfs")
        ]

    @cached_property
    def marks(self) -> list[Look]:
        """How the cells of each conditional format look."""
        found = []
        for each in self._children("dxfs"):
            font, fill = each.find(f"{MAIN}font"), each.find(f"{MAIN}fill")
            ink = ink_of(font) if font is not None else BLACK
            found.append(Look("", ink, ground_of(fill) if fill is not None else WHITE))
        return found

    def _children(self, tag: str) -> list[Element]:
        found = self.styles.find(f"{MAIN}{tag}")
        return [] if found is None else list(found)


def joined(folder: str, target: str) -> str:
    """A target as a path from the root of the package."""
    if target.startswith("/"):
        return target[1:]
    parts = [*folder.split("/"), *target.split("/")] if folder else target.split("/")
    path: list[str] = []
    for part in parts:
        if part == "..":
            path.pop()
        else:
            path.append(part)
    return "/".join(path)


def ink_of(font: Element) -> str:
    """The colour of a font."""
    colour = font.find(f"{MAIN}color")
    return BLACK if colour is None else (colour.get("rgb") or BLACK)[-6:]


def ground_of(fill: Element) -> str:
    """The colour behind a cell's text; conditional formats keep it as their background."""
    pattern = fill.find(f"{MAIN}patternFill")
    if pattern is None or pattern.get("patternType") == "none":
        return WHITE
    for tag in ("fgColor", "bgColor"):
        colour = pattern.find(f"{MAIN}{tag}")
        if colour is not None and colour.get("rgb"):
            return (colour.get("rgb") or WHITE)[-6:]
    return WHITE


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2, from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def named(row: int, column: int) -> str:
    """A cell counted from 1, as ``A1``."""
    return f"{get_column_letter(column)}{row}"
