"""A workbook file in the making: in memory, without a clock, in the language of its reader.

XlsxWriter writes no language and calls every chart American. Both are put right in the finished
parts, before they are packed: ``dc:language`` of the document, ``lang`` of the texts in charts.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

if TYPE_CHECKING:
    from io import BytesIO

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 — a fixed date: no clock in any workbook
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LOCALES = {"cs": "cs-CZ", "en": "en-GB"}
"""The locale of each language of the program."""

END_OF_PROPERTIES = "</cp:coreProperties>"
CHART_PARTS = ("xl/charts/", "xl/drawings/")
THEIRS = '"en-US"'
"""How XlsxWriter marks the language of every text in a chart or drawing."""


def new_workbook(file: BytesIO, title: str, lang: str) -> Workbook:
    """An empty workbook in a language; the same content gives the same bytes."""
    book = _LocalWorkbook(file, OPTIONS)
    book.locale = LOCALES[lang]
    book.set_properties({"title": title, "author": "stack-planner", "created": CREATED})
    return book


class _LocalWorkbook(Workbook):  # type: ignore[misc]  # xlsxwriter has no types for mypy
    """A workbook that knows its language."""

    locale = ""

    def _get_packager(self) -> _LocalPackager:
        return _LocalPackager(self.locale)


class _LocalPackager(Packager):  # type: ignore[misc]
    """Packs the parts of a workbook once they name its language."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._locale = locale

    def _create_package(self) -> list[tuple[Any, str, bool]]:
        parts: list[tuple[Any, str, bool]] = super()._create_package()
        for content, name, _ in parts:
            if name == "docProps/core.xml":
                language = f"<dc:language>{self._locale}</dc:language>{END_OF_PROPERTIES}"
                _replace(content, END_OF_PROPERTIES, language)
            elif name.startswith(CHART_PARTS):
                _replace(content, THEIRS, f'"{self._locale}"')
        return parts


def _replace(content: Any, old: str, new: str) -> None:  # noqa: ANN401 — a part held in memory
    """Changes the text of a part where it stands."""
    text = content.getvalue().replace(old, new)
    content.seek(0)
    content.truncate()
    content.write(text)
