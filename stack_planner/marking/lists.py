"""Sheets that list what is wrong in a copy and what was mended: places are links to the cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from stack_planner.marking.book import cell_at, sheet_of, write_text
from stack_planner.marking.marks import FILLS
from stack_planner.telling.ordering import RANK, in_order
from stack_planner.telling.problems import problem_count, shortened, told
from stack_planner.version import VERSION
from stack_planner.words import LANGUAGES, load
from stack_planner.workbook.page import lines_of
from stack_planner.workbook.style import ACCENT, FONT, INK, LINE, MUTED, SOFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from stack_planner.copied import Mended
    from stack_planner.problems import Problem, Severity
    from stack_planner.words import Words

HEAD, POINTS = 5, 13.0
"""The header's row, and the height of a line of text in points."""

PROBLEMS = {
    "severity": 14,
    "place": 20,
    "what": 40,
    "seen": 22,
    "expected": 32,
    "fix": 36,
    "code": 24,
}
MENDS = {"place": 30, "before": 40, "after": 40}
"""Columns of both lists with their widths in characters."""


@dataclass(frozen=True)
class Line:
    """A row of a list: its texts, the cell it is about, and the severity that colours it."""

    texts: Mapping[str, str]
    sheet: str
    cell: str
    severity: Severity | None = None


def list_problems(
    book: Workbook, file: str, problems: Iterable[Problem], notes: Sequence[str], words: Words
) -> None:
    """The first sheet: every problem with its place, the worst first; notes on the copy below."""
    ordered = sorted(in_order(problems), key=lambda problem: RANK[problem.severity])
    titles = ("marking.problems_title", "marking.problems_note")
    sheet = _sheet(book, "marking.problems_sheet", 0, words)
    _titles(sheet, words(titles[0], file=file), problem_count(ordered, words), words(titles[1]))
    _table(book, sheet, PROBLEMS, [_problem_line(each, words) for each in ordered], words)
    _notes(sheet, HEAD + len(ordered) + 2, notes)


def _notes(sheet: Worksheet, first: int, notes: Sequence[str]) -> None:
    for row, note in enumerate(notes, first):
        _say(sheet.cell(row, 1), note, colour=MUTED)


def list_mends(
    book: Workbook, file: str, mended: Sequence[Mended], notes: Sequence[str], words: Words
) -> None:
    """The last sheet: every cell that was mended, what it held and what it holds."""
    sheet = _sheet(book, "marking.mends_sheet", len(book.sheetnames), words)
    count = words("marking.mends_count", n=len(mended))
    _titles(sheet, words("marking.mends_title", file=file), count, words("marking.mends_note"))
    lines = [
        Line(
            {"place": f"{m.sheet}!{m.cell}", "before": m.before, "after": _shown(m.after, words)},
            m.sheet,
            m.cell,
        )
        for m in mended
    ]
    _table(book, sheet, MENDS, lines, words)
    _notes(sheet, HEAD + len(lines) + 2, notes)


def _shown(value: str | int, words: Words) -> str:
    return words.number(value) if isinstance(value, int) else value


def own_sheets() -> set[str]:
    """Names of the sheets that lists stand on, in every language."""
    keys = ("marking.problems_sheet", "marking.mends_sheet")
    return {load(lang)(key) for lang in LANGUAGES for key in keys}


def remove_lists(book: Workbook) -> None:
    """Takes the lists of an earlier run out; a sheet that only has the same name stays."""
    for sheet in list(book.worksheets):
        ours = sheet.oddFooter.left.text and "stack-planner" in sheet.oddFooter.left.text
        if sheet.title in own_sheets() and ours and len(book.worksheets) > 1:
            book.remove(sheet)


def _sheet(book: Workbook, title: str, place: int, words: Words) -> Worksheet:
    """A new sheet that prints on A4 across, page x of y; the first one is the one in sight."""
    sheet = book.create_sheet(words(title), place)
    if place == 0:
        for other in book.worksheets:
            other.sheet_view.tabSelected = other is sheet
        book.active = 0
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.5
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.oddFooter.left.text = f"stack-planner {VERSION}"
    sheet.oddFooter.right.text = words("print.page", page="&P", pages="&N")
    return sheet


def _titles(sheet: Worksheet, title: str, count: str, note: str) -> None:
    _say(sheet["A1"], title, size=16, bold=True, colour=ACCENT)
    _say(sheet["A2"], count, size=11, bold=True)
    _say(sheet["A3"], note, colour=MUTED)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 25, 18


def _problem_line(problem: Problem, words: Words) -> Line:
    inside = "!".join(part for part in (problem.sheet, problem.cell) if part)
    texts = {part: told(problem, part, words) for part in ("what", "expected", "fix")}
    texts |= {"severity": words(f"severity.{problem.severity}"), "place": inside}
    texts |= {"seen": shortened(problem.seen), "code": problem.code}
    return Line(texts, problem.sheet, problem.cell, problem.severity)


def _table(
    book: Workbook,
    sheet: Worksheet,
    columns: Mapping[str, int],
    lines: Sequence[Line],
    words: Words,
) -> None:
    """The header, in sight and filtered, and the rows below it."""
    for place, (name, width) in enumerate(columns.items(), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        _head(sheet.cell(HEAD, place), words(f"marking.column.{name}"))
    for row, line in enumerate(lines, HEAD + 1):
        tallest = max(lines_of(line.texts[name], width) for name, width in columns.items())
        sheet.row_dimensions[row].height = tallest * POINTS + 4
        for place, name in enumerate(columns, 1):
            _say(sheet.cell(row, place), line.texts[name], wrap=True)
            sheet.cell(row, place).border = Border(bottom=Side("thin", color=LINE[1:]))
        _link(book, sheet.cell(row, list(columns).index("place") + 1), line)
        if line.severity is not None:
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor=FILLS[line.severity])
            sheet.cell(row, 1).font = Font(FONT, size=10, bold=True, color=INK[1:])
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{HEAD}:{last}{HEAD + len(lines)}"
    sheet.freeze_panes = f"A{HEAD + 1}"


def _head(cell: Cell, heading: str) -> None:
    _say(cell, heading, bold=True, colour=ACCENT, wrap=True)
    cell.fill = PatternFill("solid", fgColor=SOFT[1:])
    cell.border = Border(bottom=Side("medium", color=ACCENT[1:]))


def _say(  # noqa: PLR0913 — what a text looks like
    cell: Cell,
    text: str,
    *,
    size: int = 10,
    bold: bool = False,
    colour: str = INK,
    wrap: bool = False,
) -> None:
    write_text(cell, text)
    cell.font = Font(FONT, size=size, bold=bold, color=colour[1:])
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)


def _link(book: Workbook, cell: Cell, line: Line) -> None:
    """A link to the cell, to its row, or to the sheet; none where the copy has no such sheet."""
    sheet = sheet_of(book, line.sheet)
    if sheet is None:
        return
    to = line.cell if cell_at(sheet, line.cell) else f"A{line.cell if line.cell.isdigit() else 1}"
    title = sheet.title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{to}")
    cell.font = Font(FONT, size=10, underline="single", color=ACCENT[1:])
