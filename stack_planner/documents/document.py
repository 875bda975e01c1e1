"""One text document: A4, one typeface, the accent colour of the workbooks, page x of y below.

The same content gives the same bytes: no clock, no path, nothing that depends on the machine.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from stack_planner.telling.typeset import typeset
from stack_planner.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.words import Words

FONT, SIZE = "Calibri", 10
ACCENT, MUTED = RGBColor(0x1B, 0x4F, 0x72), RGBColor(0x5A, 0x65, 0x6D)
SHADE, LINE = "E9EFF4", "C9D3DB"
MARGINS, CELLS = (Cm(1.8), Cm(1.5)), Pt(9)
"""Left and right, top and bottom; and the letters in tables."""

COMPACT, COMPACT_CELLS = (Cm(1.4), Cm(1.1)), Pt(8.5)
"""The same where much has to go on a page."""

ABOVE, COMPACT_ABOVE = Pt(8), Pt(5)
"""The room above a heading."""

LOCALES = {"cs": "cs-CZ", "en": "en-GB"}
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 — a fixed date: no clock in any document
PACKED = (2026, 1, 1, 0, 0, 0)
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no document may hold."""


class Document:
    """A document in the making; a ``compact`` one has narrow margins and small tables."""

    def __init__(self, title: str, words: Words, *, compact: bool = False) -> None:
        self.words = words
        self._compact = compact
        self._cells = COMPACT_CELLS if compact else CELLS
        self._document: Any = docx.Document()
        self._prepare(title)
        self._footer(title)

    def title(self, text: str, subtitle: str = "") -> None:
        """The heading of the whole document."""
        self._text(text, size=16, colour=ACCENT, bold=True, after=0)
        if subtitle:
            self._text(subtitle, colour=MUTED, after=6)

    def heading(self, text: str) -> None:
        """A section begins; it stays with what follows."""
        paragraph = self._document.add_paragraph(style="Heading 2")
        _run(paragraph, text)

    def paragraph(
        self, text: str, *, bold: bool = False, muted: bool = False, leads: bool = False
    ) -> None:
        """A paragraph of plain text; one that ``leads`` stays with what follows."""
        made = self._text(text, bold=bold, colour=MUTED if muted else None)
        made.paragraph_format.keep_with_next = leads or None

    def bullets(self, lines: Sequence[str]) -> None:
        """A list of short sentences."""
        for line in lines:
            paragraph = self._document.add_paragraph(style="List Bullet")
            paragraph.paragraph_format.space_after = Pt(1)
            _run(paragraph, line)

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        right: Sequence[int] = (),
        *,
        summed: bool = False,
    ) -> None:
        """A table whose header repeats on each page; ``widths`` in cm, numbers on the ``right``.

        If it is ``summed``, its last row holds the sums.
        """
        table = self._document.add_table(rows=0, cols=len(headings))
        table.autofit = False
        if self._compact:
            _narrow(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _fill(table, headings, widths, right, self._cells, header=True)
        for row in rows:
            _fill(table, row, widths, right, self._cells, header=False)
        for cell in table.rows[-1].cells if summed else ():
            cell.paragraphs[0].runs[0].bold = True
        gap = self._document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(5)

    def close(self) -> bytes:
        """The finished document."""
        made = BytesIO()
        self._document.save(made)
        return _repacked(made.getvalue())

    def _prepare(self, title: str) -> None:
        properties = self._document.core_properties
        properties.title, properties.author = _fitting(title), "stack-planner"
        properties.comments, properties.language = "", LOCALES[self.words.lang]
        properties.created = properties.modified = CREATED
        properties.last_modified_by = "stack-planner"
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        sides, ends = COMPACT if self._compact else MARGINS
        section.left_margin = section.right_margin = sides
        section.top_margin = section.bottom_margin = ends
        if self._compact:
            section.footer_distance = Cm(0.7)
            self._document.styles["Normal"].paragraph_format.line_spacing = 1
        for name, size in (("Normal", SIZE), ("Heading 2", 12), ("List Bullet", SIZE)):
            self._style(name, size)
        heading = self._document.styles["Heading 2"]
        heading.font.color.rgb, heading.font.bold = ACCENT, True
        above = COMPACT_ABOVE if self._compact else ABOVE
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = above, Pt(2)

    def _style(self, name: str, size: int) -> None:
        style = self._document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), FONT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES[self.words.lang])
        properties.append(language)

    def _footer(self, title: str) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        template = self.words("print.page", page="\0PAGE\0", pages="\0NUMPAGES\0")
        for part in f"{_fitting(title)} · stack-planner {VERSION} · {template}".split("\0"):
            is_field = part in {"PAGE", "NUMPAGES"}
            for run in _field(paragraph, part) if is_field else [_run(paragraph, part)]:
                run.font.size, run.font.color.rgb = Pt(8), MUTED

    def _text(
        self,
        text: str,
        *,
        size: int = SIZE,
        colour: RGBColor | None = None,
        bold: bool = False,
        after: int = 3,
    ) -> Any:  # noqa: ANN401 — python-docx has no types for mypy
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        run = _run(paragraph, text)
        run.font.size, run.bold = Pt(size), bold
        if colour is not None:
            run.font.color.rgb = colour
        return paragraph


def _narrow(table: Any) -> None:  # noqa: ANN401
    """Cells with less room beside their texts."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "85")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 — no public way


def _fill(  # noqa: PLR0913 — all that a row shows
    table: Any,  # noqa: ANN401
    texts: Sequence[str],
    widths: Sequence[float],
    right: Sequence[int],
    size: Any,  # noqa: ANN401
    *,
    header: bool,
) -> None:
    """Adds one row; it never breaks across pages, and a header is repeated on each."""
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 — no public way
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = 1
        if place in right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = _run(paragraph, text)
        run.font.size = size
        if header:
            run.bold, run.font.color.rgb = True, ACCENT
        _dress(cell, shaded=header)


def _dress(cell: Any, *, shaded: bool) -> None:  # noqa: ANN401
    """A thin line below a cell, and a shade behind one of the header."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("color", LINE)):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties.append(borders)
    if shaded:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), value)
        properties.append(shade)


def _run(paragraph: Any, text: str) -> Any:  # noqa: ANN401
    return paragraph.add_run(_fitting(text))


def _fitting(text: str) -> str:
    """A text set as it is printed, without characters that would make the file unreadable."""
    return typeset(UNFIT.sub(" ", text))


def _field(paragraph: Any, name: str) -> list[Any]:  # noqa: ANN401
    """The runs of a number that the reader's program fills in: of the page, or of all pages."""
    runs = []
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "1":
            run.text = kind
        elif kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            run._r.append(part)  # noqa: SLF001
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = name
            run._r.append(part)  # noqa: SLF001
        runs.append(run)
    return runs


def _repacked(content: bytes) -> bytes:
    """The same parts in an archive that does not know when it was made."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, PACKED)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
