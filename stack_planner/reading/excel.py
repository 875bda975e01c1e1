"""Workbooks of Excel since 2007: values by calamine, the rest from the parts themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from stack_planner.problems import Problem, Severity
from stack_planner.reading.archive import Archive
from stack_planner.reading.cells import Mark, Sheet, address
from stack_planner.reading.cleaning import may_hold_controls, without_controls
from stack_planner.reading.faults import UnreadableError
from stack_planner.reading.parts import sheet_parts, telling_styles
from stack_planner.reading.scanning import corner_of, search_sheet, usual_sheet
from stack_planner.reading.walking import Scan, walk_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

    from stack_planner.reading.cells import RawValue

MOST_CELLS = 6_000_000
"""Cells of the rectangle from A1 to the last one that is filled; calamine keeps them all."""

_PANIC = "PanicException"
"""What Rust's panics are called; the class cannot be imported."""


def read_excel(path: Path, name: str) -> tuple[list[Sheet], list[Problem]]:
    """The worksheets of an ``.xlsx`` or ``.xlsm``, and what there is to say of them.

    Raises:
        UnreadableError: the file is damaged or too large.
    """
    with Archive(path) as archive, ThreadPoolExecutor(1) as beside:
        parts = sheet_parts(archive)
        styles = telling_styles(archive.read("xl/styles.xml"))
        odd_texts = may_hold_controls(archive.read("xl/sharedStrings.xml"))
        # calamine works without the interpreter's lock: meanwhile we unpack what comes next
        opened = beside.submit(CalamineWorkbook.from_path, path)
        first = next(iter(parts.values()), "")
        unpacked = {first: archive.read(first)}
        with told_as_damage():
            book = opened.result()
            reader = _Reader(name, archive, book, parts, styles, beside, unpacked, odd_texts)
            sheets, problems = reader.read()
        return sheets, [*_external_links(archive, name), *problems]


@contextmanager
def told_as_damage() -> Iterator[None]:
    """Whatever calamine raises, or panics with, becomes an UnreadableError."""
    try:
        yield
    except PasswordError as error:
        raise UnreadableError("file_encrypted") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UnreadableError("file_damaged", type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise UnreadableError("file_damaged") from error


def worksheets(book: CalamineWorkbook) -> Iterator[tuple[int, str, bool]]:
    """Number, name and whether it is hidden, of each worksheet; charts and macros have no cells."""
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ is SheetTypeEnum.WorkSheet:
            yield number, meta.name, meta.visible is not SheetVisibleEnum.Visible


def completed(file: str, name: str, read: CalamineSheet, scan: Scan, *, hidden: bool) -> Sheet:
    """The sheet of what calamine read and what was found beside it."""
    values = cast("list[list[RawValue]]", read.to_python(skip_empty_area=False))
    shown = (Mark.PERCENT, Mark.FOREIGN)  # how a value is shown, so that there is one
    told = [place for place, mark in scan.marks.items() if mark not in shown]
    _grow(values, told)
    for (row, column), text in scan.errors.items():
        values[row][column] = text
    merged = tuple(sorted((*first, *last) for first, last in read.merged_cell_ranges or ()))
    hidden_rows = frozenset(row for row in scan.hidden_rows if row < len(values))
    return Sheet(file, name, values, scan.marks, hidden, hidden_rows, merged)


def _grow(values: list[list[RawValue]], places: Sequence[tuple[int, int]]) -> None:
    """Adds blanks, so that cells without a value have their place too."""
    width = max((len(row) for row in values[:1]), default=0)
    wider = max((column + 1 for _, column in places), default=0) - width
    if wider > 0:
        for row in values:
            row.extend([""] * wider)
    higher = max((row + 1 for row, _ in places), default=0) - len(values)
    values += [[""] * max(width, width + wider) for _ in range(higher)]


def _has_odd_texts(traces: bytes, xml: bytes) -> bool:
    """Whether texts in the sheet itself, not among the shared ones, may have to be cleaned."""
    if not may_hold_controls(traces):
        return False
    return b'"inlineStr"' in xml or b'"str"' in xml or b"'" in xml


def _external_links(archive: Archive, name: str) -> Iterator[Problem]:
    if any(part.startswith("xl/externallinks/") for part in archive.names()):
        yield Problem("external_links", Severity.NOTICE, name)


@dataclass(frozen=True)
class _Reader:
    """One open workbook."""

    file: str
    archive: Archive
    book: CalamineWorkbook
    parts: Mapping[str, str]
    styles: Mapping[int, Mark]
    beside: ThreadPoolExecutor
    unpacked: dict[str, bytes]
    odd_texts: bool

    def read(self) -> tuple[list[Sheet], list[Problem]]:
        """All worksheets; one that is too large is a problem of its own."""
        sheets: list[Sheet] = []
        problems: list[Problem] = []
        for number, name, hidden in worksheets(self.book):
            sheet, wrong = self._sheet(number, name, self._xml(name), hidden=hidden)
            sheets += [sheet] if sheet else []
            problems += wrong
        return sheets, problems

    def _xml(self, name: str) -> bytes:
        part = self.parts.get(name, "")
        xml = self.unpacked.pop(part, b"") or self.archive.read(part)
        if not xml:
            raise UnreadableError("file_damaged", name)
        return xml

    def _sheet(
        self, number: int, name: str, xml: bytes, *, hidden: bool
    ) -> tuple[Sheet | None, list[Problem]]:
        usual = usual_sheet(xml)
        scan = Scan() if usual else walk_sheet(xml, self.styles)
        corner = corner_of(usual) if usual else scan.corner
        if (corner[0] + 1) * (corner[1] + 1) > MOST_CELLS:
            return None, [self._too_far(name, corner)]
        traces = usual.traces if usual else xml
        xml = usual.rows if usual else xml  # the rest is let go before calamine takes its memory
        searched = self.beside.submit(search_sheet, usual, self.styles) if usual else None
        read = self.book.get_sheet_by_index(number)
        scan = searched.result() if searched else scan
        sheet = completed(self.file, name, read, scan, hidden=hidden)
        looked_through = self.odd_texts or _has_odd_texts(traces, xml)
        return without_controls(sheet) if looked_through else (sheet, [])

    def _too_far(self, name: str, corner: tuple[int, int]) -> Problem:
        cell = address(*corner)
        details: dict[str, str | int] = {"limit": MOST_CELLS, "cell": cell}
        return Problem("sheet_too_far", Severity.ERROR, self.file, name, cell, details=details)
