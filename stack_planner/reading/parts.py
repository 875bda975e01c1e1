"""What the parts of a workbook say of its sheets and styles."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from stack_planner.reading.faults import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.reading.archive import Archive

BUILT_IN_PERCENT = ("9", "10")
"""``0%`` and ``0.00%`` of ECMA-376 part 1, 18.8.30."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The part of every sheet by the sheet's name.

    Raises:
        UnreadableError: the workbook's own part is damaged.
    """
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for element in _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    parts = {}
    for sheet in _elements(archive.read("xl/workbook.xml"), "sheet"):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        target = targets.get(link, "")
        parts[sheet.get("name", "")] = posixpath.normpath(
            target if target.startswith("/") else f"xl/{target}"
        )
    return parts


def percent_styles(styles: bytes) -> frozenset[int]:
    """The numbers of cell styles that show a value as a percentage."""
    if not styles:
        return frozenset()
    percent = {
        element.get("numFmtId", "")
        for element in _elements(styles, "numFmt")
        if shows_percent(element.get("formatCode", ""))
    }
    percent.update(BUILT_IN_PERCENT)
    found = next(iter(_elements(styles, "cellXfs")), ())
    return frozenset(
        place
        for place, style in enumerate(style for style in found if _local(style.tag) == "xf")
        if style.get("numFmtId", "0") in percent
    )


def shows_percent(code: str) -> bool:
    """Whether a number format shows a hundredfold with ``%``; a quoted ``%`` is mere text."""
    return "%" in _LITERAL.sub("", code)


def _elements(content: bytes, name: str) -> Iterator[ET.Element]:
    try:
        root = ET.fromstring(content)  # noqa: S314 — the archive refuses entities
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UnreadableError("file_damaged", type(error).__name__) from error
    return (element for element in root.iter() if _local(element.tag) == name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
