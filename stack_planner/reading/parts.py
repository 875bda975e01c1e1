"""What the parts of a workbook say of its sheets and styles."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from stack_planner.reading.cells import NO_MARK, Mark
from stack_planner.reading.faults import UnreadableError
from stack_planner.reading.numbers import names_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.reading.archive import Archive

BUILT_IN_PERCENT = ("9", "10")
"""``0%`` and ``0.00%`` of ECMA-376 part 1, 18.8.30."""

FIRST_OWN = 164
"""Formats below are those of the machine: where one shows ``$`` here, another shows ``Kč``."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_SHOWN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<symbol>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].'
)
_DIGITS = re.compile(r"[#0?.,]+")


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


def telling_styles(styles: bytes) -> dict[int, Mark]:
    """The cell styles that say more than the value, by number: a percentage, another currency."""
    if not styles:
        return {}
    marks = dict.fromkeys(BUILT_IN_PERCENT, Mark.PERCENT)
    for element in _elements(styles, "numFmt"):
        number = element.get("numFmtId", "")
        own = number.isdecimal() and int(number) >= FIRST_OWN
        marks[number] = mark_of_format(element.get("formatCode", ""), own=own)
    found = next(iter(_elements(styles, "cellXfs")), ())
    shown = [style.get("numFmtId", "0") for style in found if _local(style.tag) == "xf"]
    return {place: marks[number] for place, number in enumerate(shown) if marks.get(number)}


def mark_of_format(code: str, *, own: bool) -> Mark:
    """What a number format says of the value; only one of the workbook's ``own`` names money."""
    if shows_percent(code):
        return Mark.PERCENT
    return Mark.FOREIGN if own and shows_foreign(code) else NO_MARK


def shows_percent(code: str) -> bool:
    """Whether a number format shows a hundredfold with ``%``; a quoted ``%`` is mere text."""
    return "%" in _LITERAL.sub("", code)


def shows_foreign(code: str) -> bool:
    """Whether a number format shows another currency, as ``#,##0 "€"`` or ``[$USD] 0``.

    ``[$-405]`` is a language, ``_€`` a space as wide as the sign: they show nothing.
    """
    shown = _SHOWN.sub(lambda part: "".join(text for text in part.groups() if text), code)
    return names_foreign(_DIGITS.sub(" ", shown))


def _elements(content: bytes, name: str) -> Iterator[ET.Element]:
    try:
        root = ET.fromstring(content)  # noqa: S314 — the archive refuses entities
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UnreadableError("file_damaged", type(error).__name__) from error
    return (element for element in root.iter() if _local(element.tag) == name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
